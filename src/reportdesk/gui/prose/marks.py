"""What is marked in prose: headings, doubtful words, and typed figures that could follow a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from reportdesk.audit.findings import Finding
from reportdesk.gui.prose.mapping import Places, Span
from reportdesk.gui.theme import colour
from reportdesk.report.prose import paragraphs, placed_lines

_PRINTED = 2  # the level of headings in another face; those of the third level print as the text does (GB/T 9704)
HEAD, OFFER, CHOSEN = "head", "offer", "chosen"
_Line = QTextCharFormat.UnderlineStyle
_LINES = {
    "error": (_Line.WaveUnderline, "error"),
    "remark": (_Line.DashUnderline, "remark"),
    "missing": (_Line.DashUnderline, "soft_ink"),
    "done": (_Line.DotLine, "done"),
    OFFER: (_Line.DotLine, "accent"),
}
SIGNS = {"error": "!", "remark": "?", "missing": "○", "done": "✓"}


class Mark(NamedTuple):
    """Words that a finding is about: [start, end) in the document."""

    start: int
    end: int
    finding: Finding

    @property
    def tone(self) -> str:
        """Return the tone it is drawn in."""
        return "done" if self.finding.explained else self.finding.severity.value


class _Drawn(NamedTuple):
    start: int
    end: int
    kind: str


def sentence(finding: Finding) -> str:
    """Return what a finding says of its words, in one line."""
    return f"{finding.title}。{finding.equation}{finding.message}"


def marks(places: Places, findings: Iterable[Finding]) -> list[Mark]:
    """Return the marks of the findings that are about words; the graver ones last, so that they are drawn on top."""
    found = [Mark(*places.units(finding.span), finding) for finding in findings if finding.span]
    return sorted(found, key=lambda mark: list(SIGNS).index(mark.tone), reverse=True)


def headings(places: Places) -> list[Span]:
    """Return where the official numbering makes headings that print unlike the text; line breaks are \\n."""
    found: list[Span] = []
    expected = iter(paragraphs(places.text))
    for start, line in placed_lines(places.text):
        if line.strip():
            paragraph = next(expected)
            if paragraph.level == _PRINTED:
                head = start + len(line) - len(line.lstrip()) + paragraph.head
                found.append((places.unit(start), places.unit(head, after=True)))
    return found


class Highlighter(QSyntaxHighlighter):
    """Draws headings and marks; only lines in which one of them differs are drawn anew."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lines: dict[int, tuple[_Drawn, ...]] = {}

    def show(self, heads: Iterable[Span], found: Iterable[Mark], offers: Iterable[Span], chosen: Span | None) -> None:
        """Show these headings, marks and offers; what is chosen stands on a ground."""
        drawn = [_Drawn(*span, HEAD) for span in heads]
        drawn += [_Drawn(*span, OFFER) for span in offers]
        drawn += [_Drawn(mark.start, mark.end, mark.tone) for mark in found]
        if chosen:
            drawn.append(_Drawn(*chosen, CHOSEN))
        before, self._lines = self._lines, self._by_line(drawn)
        for number in sorted(before.keys() | self._lines.keys()):
            if before.get(number) != self._lines.get(number):
                block = self.document().findBlockByNumber(number)
                if block.isValid():
                    self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Format one line."""
        formats: dict[int, QTextCharFormat] = {}
        for start, end, kind in self._lines.get(self.currentBlock().blockNumber(), ()):
            for unit in range(start, end):
                formats[unit] = QTextCharFormat(formats.get(unit, QTextCharFormat()))
                _add(formats[unit], kind)
        for unit, format_ in formats.items():
            self.setFormat(unit, 1, format_)

    def _by_line(self, drawn: Iterable[_Drawn]) -> dict[int, tuple[_Drawn, ...]]:
        found: dict[int, list[_Drawn]] = {}
        for start, end, kind in drawn:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() < end:
                at = block.position()
                part = _Drawn(max(start - at, 0), min(end - at, block.length() - 1), kind)
                if part.start < part.end:
                    found.setdefault(block.blockNumber(), []).append(part)
                block = block.next()
        return {number: tuple(parts) for number, parts in found.items()}


def _add(format_: QTextCharFormat, kind: str) -> None:
    if kind == HEAD:
        format_.setFontWeight(QFont.Weight.Bold)
    elif kind == CHOSEN:
        format_.setBackground(colour("remark_soft"))
    else:
        line, role = _LINES[kind]
        format_.setUnderlineStyle(line)
        format_.setUnderlineColor(colour(role))

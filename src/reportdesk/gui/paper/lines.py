"""A paragraph broken into lines of print: where each begins, what stands in which font, set out to the full width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from reportdesk.gui.paper.faces import font
from reportdesk.gui.paper.marks import Words
from reportdesk.gui.paper.styles import Style

_BASE = 0.8
"""How far down an exact line its base line lies."""
_STRETCH = 0.25
"""Ems by which characters are set apart at most to fill a line."""
_ENDS = str.maketrans({"\r": None, "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph in one face."""

    text: str
    face: str


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: its style, its width in twips, a size other than the style's, a stretch in per cent."""

    style: Style
    width: float
    size: int = 0
    stretch: int = 100
    align: str = ""

    @property
    def line(self) -> float:
        """Return the height of a line."""
        return self.style.line or self.style.size * 1.3


def broken(pieces: Sequence[Piece], setting: Setting) -> list[list[Words]]:
    """Return the lines of a paragraph; the words of each are placed as if its top left corner were (0, 0)."""
    found: list[list[Words]] = []
    first = setting.style.first
    for forced in _forced(pieces):
        found.extend(_lines(forced, setting, first))
        first = 0
    return found


def _forced(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Split at the line breaks that the text itself has; characters that cannot be printed go."""
    line: list[Piece] = []
    for piece in pieces:
        for place, text in enumerate(piece.text.translate(_ENDS).split("\n")):
            if place:
                yield line
                line = []
            printed = "".join(character for character in text if character >= " " or character == "\t")
            if printed:
                line.append(Piece(printed, piece.face))
    yield line


def _lines(pieces: Sequence[Piece], setting: Setting, first: float) -> Iterator[list[Words]]:
    whole = "".join(piece.text for piece in pieces)
    style, size = setting.style, setting.size or setting.style.size
    layout = QTextLayout(whole, font(style.face, size, style.spacing, setting.stretch))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    runs = list(_runs(pieces, setting, size))
    layout.setFormats([_format(start, end, face) for start, end, face in runs])
    units = whole.encode("utf-16-le", "surrogatepass")
    layout.beginLayout()
    indent = first
    while (line := layout.createLine()).isValid():
        room = setting.width - indent
        line.setLineWidth(room)
        start, end = line.textStart(), line.textStart() + line.textLength()
        spare = room - line.naturalTextWidth()
        apart, left = _spread(setting, spare, end - start, is_last=end * 2 >= len(units), size=size)
        yield [
            Words(
                indent + left + _x(line, max(start, at)) + apart * (max(start, at) - start),
                setting.line * _BASE,
                units[max(start, at) * 2 : min(end, stop) * 2].decode("utf-16-le", "surrogatepass"),
                font(pieces[place].face, size, round(style.spacing + apart, 2), setting.stretch),
            )
            for place, (at, stop, _font) in enumerate(runs)
            if at < end and stop > start
        ]
        indent = 0
    layout.endLayout()


def _x(line: QTextLine, at: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(at))[0]


def _spread(setting: Setting, spare: float, length: int, *, is_last: bool, size: int) -> tuple[float, float]:
    """Return how far characters are set apart, and how far the line begins from the left."""
    align = setting.align or setting.style.align
    if align == "both":
        apart = spare / max(1, length - 1)
        return (apart if 0 < apart <= size * _STRETCH and not is_last else 0.0), 0.0
    return 0.0, {"center": spare / 2, "right": spare}.get(align, 0.0)


def _runs(pieces: Sequence[Piece], setting: Setting, size: int) -> Iterator[tuple[int, int, QFont]]:
    at = 0
    for piece in pieces:
        length = len(piece.text.encode("utf-16-le", "surrogatepass")) // 2
        yield at, at + length, font(piece.face, size, setting.style.spacing, setting.stretch)
        at += length


def _format(start: int, end: int, face: QFont) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    looks = QTextCharFormat()
    looks.setFont(face)
    made.start, made.length, made.format = start, end - start, looks  # pyright: ignore[reportAttributeAccessIssue]
    return made

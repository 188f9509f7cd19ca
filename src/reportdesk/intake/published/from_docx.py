"""Read a .docx from its XML: rows and cells walked once, what is deleted or hidden left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from reportdesk.intake.block import is_figure, ragged
from reportdesk.intake.published.chunks import UNREAD, chunk
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.own_pictures import Pictures
from reportdesk.intake.published.package import Element, Package, xml
from reportdesk.intake.published.parts import HEADING, TITLE, Page, Paragraph, Part, Picture, Sheet
from reportdesk.intake.published.word_numbers import Numbers

DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OWN = "<Application>ReportDesk</Application>"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}rt", f"{_W}instrText", f"{_W}delText"})
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
_OFF = frozenset({"0", "false", "off"})
_MOST_COLUMNS = 200
_TRACKED = "文件里有没有接受的修订：新增的内容已读入，删除的内容没有读。"
_HIDDEN = "文件里有隐藏的文字，没有读入。"


def read_docx(file: BinaryIO) -> Page:
    """Return the document's body in its order; IntakeError where it cannot be read."""
    package = Package(file)
    if not package.has(DOCUMENT):
        raise IntakeError("这不是 Word 文件。请选择 .docx、网页、PDF 或文本文件。")
    body = xml(package.read(DOCUMENT).replace(_STRICT, _LOOSE)).find(f"{_W}body")
    if body is None:
        raise IntakeError("Word 文件里没有正文。请换一份文件。")
    title, unit = _properties(package)
    walk = _Walk(package, own=unit is not None)
    parts = tuple(walk.flow(body if unit is None else _uncovered(body, title)))
    told = ((_TRACKED, walk.tracked), (_HIDDEN, walk.hidden), (UNREAD, walk.unread))
    notes = [note for note, met in told if met]
    if any(name.endswith("vbaProject.bin") for name in package.names()):
        notes.append("文件里有宏，没有读取也没有运行。")
    return Page(parts, title, unit, tuple(notes))


def _ranks(package: Package) -> dict[str, int]:
    """Return which paragraph styles are the title's or the first level of headings."""
    if not package.has("word/styles.xml"):
        return {}
    ranks: dict[str, int] = {}
    for style in xml(package.read("word/styles.xml")).iter(f"{_W}style"):
        name = (_value(style, "name") or "").lower()
        level = _value(style, f"pPr/{_W}outlineLvl")
        if name in ("title", "标题"):
            ranks[style.get(f"{_W}styleId") or ""] = TITLE
        elif name in ("heading 1", "标题 1") or level == "0":
            ranks[style.get(f"{_W}styleId") or ""] = HEADING
    return ranks


def _properties(package: Package) -> tuple[str, str | None]:
    """Return the file's own title, and the unit where the file is one that this program wrote."""
    if not package.has("docProps/core.xml") or not package.has("docProps/app.xml"):
        return "", None
    try:
        core = xml(package.read("docProps/core.xml"))
        own = _OWN in package.read("docProps/app.xml").decode("utf-8", "replace")
    except IntakeError:  # nothing that the report needs
        return "", None
    title = core.findtext(f"{_DC}title") or ""
    return title, (core.findtext(f"{_DC}creator") or "") if own else None


def _uncovered(body: Element, title: str) -> list[Element]:
    """Return a report of our own without the papers for signing, a section that ends before the report's title."""
    wanted = "".join(title.split())
    parts = list(body)
    for place, child in enumerate(parts):
        words = "".join(text.text or "" for text in child.iter(f"{_W}t")) if child.tag == f"{_W}p" else ""
        if wanted and "".join(words.split()) == wanted:
            covered = any(before.find(f"{_W}pPr/{_W}sectPr") is not None for before in parts[:place])
            return parts[place:] if covered else parts
    return parts


def _value(element: Element, path: str) -> str | None:
    found = element.find(f"{_W}{path}")
    return None if found is None else found.get(f"{_W}val", "")


def _is_on(properties: Element | None, name: str) -> bool:
    if properties is None:
        return False
    value = _value(properties, name)
    return value is not None and value.lower() not in _OFF


@dataclass
class _Run:
    """What a paragraph comes to while its runs are read; `fields` are the open fields, True once at their result."""

    pieces: list[str] = field(default_factory=list[str])
    fields: list[bool] = field(default_factory=list[bool])
    apart: list[Part] = field(default_factory=list[Part])


class _Walk:
    """Goes through the body once; `tracked`, `hidden` and `unread` tell what was met."""

    def __init__(self, package: Package, *, own: bool) -> None:
        self._package = package
        self._ranks = _ranks(package)
        self._pictures = Pictures(package) if own else None
        self._numbers = None if own else Numbers(package)
        self.tracked = False
        self.hidden = False
        self.unread = False

    def flow(self, container: Iterable[Element]) -> Iterator[Part]:
        """Yield what a body, a cell or a text box holds."""
        for child in container:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield self._sheet(child)
            elif child.tag in _GONE:
                self.tracked = self.tracked or child.tag != f"{_MC}Fallback"
            elif child.tag == f"{_W}altChunk":
                held = chunk(self._package, child)
                self.unread = self.unread or held is None
                yield from held or ()
            elif child.tag != f"{_W}sectPr":
                yield from self.flow(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Part]:
        run = _Run()
        self._runs(paragraph, run)
        if self._pictures is None or not self._pictures.is_label(paragraph):
            yield Paragraph(self._numbered(paragraph, "".join(run.pieces)), self._rank(paragraph))
        yield from run.apart

    def _numbered(self, paragraph: Element, text: str) -> str:
        """Return a text with the number that Word prints before it; a figure never gets one."""
        number = self._numbers.before(paragraph) if self._numbers and text.strip() else ""
        return text if is_figure(text) or text.lstrip().startswith(number) else number + text.lstrip()

    def _rank(self, paragraph: Element) -> int:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        if _value(properties, "outlineLvl") == "0":
            return HEADING
        return self._ranks.get(_value(properties, "pStyle") or "", 0)

    def _runs(self, element: Element, run: _Run) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{_W}r":
                self._run(child, run)
            elif tag in _GONE:
                self.tracked = self.tracked or tag in (f"{_W}del", f"{_W}moveFrom")
            elif tag in (f"{_W}ins", f"{_W}moveTo"):
                self.tracked = True
                self._runs(child, run)
            elif tag != f"{_W}pPr":
                self._runs(child, run)

    def _run(self, element: Element, run: _Run) -> None:
        properties = element.find(f"{_W}rPr")
        if _is_on(properties, "vanish"):
            self.hidden = self.hidden or any((text.text or "").strip() for text in element.iter(f"{_W}t"))
            return
        aside = _is_on(properties, "strike") or _is_on(properties, "dstrike") or _is_raised(properties)
        start = len(run.pieces)
        self._content(element, run)
        if aside and "".join(run.pieces[start:]).strip():
            run.pieces[start:] = ["（", *run.pieces[start:], "）"]  # so that it never joins a figure

    def _content(self, element: Element, run: _Run) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                if all(run.fields):
                    run.pieces.append(child.text or "")
            elif tag in _WRITTEN:
                run.pieces.append(_WRITTEN[tag])
            elif tag == f"{_W}fldChar":
                _turn(run.fields, child.get(f"{_W}fldCharType"))
            elif tag in _PICTURES or tag == f"{_MC}AlternateContent":
                run.apart += self._drawn(child)
            elif tag not in _GONE and tag != f"{_W}rPr":
                self._runs(child, run)

    def _drawn(self, drawing: Element) -> Iterator[Part]:
        """Yield what text boxes hold, or the picture."""
        boxes = [box for box in drawing.iter(f"{_W}txbxContent") if not _is_fallback(box, drawing)]
        for box in boxes:
            yield from self.flow(box)
        if not boxes:
            yield self._pictures.found(drawing) if self._pictures else Picture()

    def _sheet(self, table: Element) -> Sheet:
        rows: list[list[str | None]] = []
        for line in _below(table, "tr"):
            if line.find(f"{_W}trPr/{_W}del") is not None:
                self.tracked = True
                continue
            rows.append(self._row(line))
        nests = next((inner for inner in table.iter(f"{_W}tbl") if inner is not table), None) is not None
        return Sheet(ragged(rows), partial(self._inside, table), nests)

    def _row(self, line: Element) -> list[str | None]:
        row: list[str | None] = [""] * _count(line.find(f"{_W}trPr"), "gridBefore", 0)
        for cell in _below(line, "tc"):
            properties = cell.find(f"{_W}tcPr")
            merged = None if properties is None else properties.find(f"{_W}vMerge")
            covered = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
            row.append(None if covered else self._text(cell))
            row += [None] * (_count(properties, "gridSpan", 1) - 1)
        return row

    def _text(self, cell: Element) -> str:
        """Return a cell's paragraphs as lines, those of a nested table too."""
        lines: list[str] = []
        for part in self.flow(cell):
            if isinstance(part, Paragraph):
                lines.append(part.text.strip(" \t"))
            elif isinstance(part, Sheet):
                lines += [text for _row, _column, text in part.block.filled()]
        return "\n".join(lines).strip("\n")

    def _inside(self, table: Element) -> Sequence[Part]:
        return [part for line in _below(table, "tr") for cell in _below(line, "tc") for part in self.flow(cell)]


def _is_raised(properties: Element | None) -> bool:
    return properties is not None and _value(properties, "vertAlign") in ("superscript", "subscript")


def _turn(fields: list[bool], kind: str | None) -> None:
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _is_fallback(box: Element, within: Element) -> bool:
    for outer in box.iterancestors():
        if outer is within:
            return False
        if outer.tag in (f"{_MC}Fallback", f"{_W}txbxContent"):
            return True
    return False


def _below(element: Element, name: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, those in content controls and insertions too."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _below(child, name)


def _count(properties: Element | None, name: str, default: int) -> int:
    given = "" if properties is None else _value(properties, name) or ""
    return min(int(given), _MOST_COLUMNS) if given.isascii() and given.isdigit() and given != "0" else default

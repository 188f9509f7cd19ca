"""Blocks set as pages of A4: the type area of GB/T 9704, heads kept with their text, rows whole, heads repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportdesk.gui.paper.lines import Piece, Setting, broken
from reportdesk.gui.paper.marks import PAGE, Mark, Page, Shown, moved
from reportdesk.gui.paper.styles import styles
from reportdesk.gui.paper.tables import SetRow, drawn, set_rows
from reportdesk.output.page import Block, Line
from reportdesk.output.pictures import Picture
from reportdesk.output.tables import TableBlock
from reportdesk.output.texts import Head

# Twips, as in `templates/docx/word/macros.xml`.
TOP, RIGHT, BOTTOM, LEFT, HEADER, FOOTER = 2098, 1474, 1984, 1587, 1021, 1372
ROOM = PAGE[0] - LEFT - RIGHT
_FLOOR = PAGE[1] - BOTTOM
_EMU = 635
_NUMBER_ASIDE = 280
_MARK_APART = 160


@dataclass(frozen=True, slots=True)
class Box:
    """What is never torn apart: a line of print, a picture, or a row; its marks are placed in the type area."""

    height: float
    marks: tuple[Mark, ...] = ()
    before: float = 0
    keep: bool = False
    new_page: bool = False
    row: SetRow | None = None
    heads: tuple[SetRow, ...] = ()


class Typesetter:
    """Sets documents and remembers paragraphs and tables as it set them, so that the next edit costs little."""

    def __init__(self) -> None:
        self._known: dict[Block, list[Box]] = {}

    def pages(self, blocks: Sequence[Block], head: Head | None) -> list[Page]:
        """Return the pages of a document; `head` stands above the text of each."""
        known = {block: self._known.get(block) or _boxes(block) for block in blocks}
        self._known = known
        flow = _Flow()
        for unit in _units([box for block in blocks for box in known[block]]):
            flow.put(unit)
        pages = flow.done()
        for page in pages:
            page.marks += [*_head(head), *_number(page.number)]
        return pages


@dataclass
class _Flow:
    """Fills page after page."""

    pages: list[Page] = field(default_factory=lambda: [Page(1)])
    y: float = TOP
    rows: list[tuple[float, SetRow]] = field(default_factory=list[tuple[float, SetRow]])

    def put(self, unit: Sequence[Box]) -> None:
        """Put boxes that belong together on this page, or on the next where they do not fit."""
        wanted = sum(box.before + box.height for box in unit)
        begun = self.y > TOP
        if begun and (unit[0].new_page or (self.y + wanted > _FLOOR and TOP + wanted <= _FLOOR)):
            self._turn(unit[0])
        for box in unit:
            if self.y > TOP and self.y + box.before + box.height > _FLOOR:
                self._turn(box)
            self._place(box)

    def done(self) -> list[Page]:
        """Return the pages."""
        self._end_table()
        return self.pages

    def _place(self, box: Box) -> None:
        if box.row is None:
            self._end_table()
            y = self.y + (box.before if self.y > TOP else 0)
            self.pages[-1].marks += [moved(mark, LEFT, y) for mark in box.marks]
            self.y = y + box.height
        else:
            if self.rows and box.row.head and not self.rows[-1][1].head:
                self._end_table()  # another table follows at once
            self.rows.append((self.y, box.row))
            self.y += box.height

    def _turn(self, box: Box) -> None:
        torn = bool(self.rows) and box.row is not None and not box.row.head
        self._end_table()
        self.pages.append(Page(self.pages[-1].number + 1))
        self.y = TOP
        for head in box.heads if torn else ():
            self.rows.append((self.y, head))
            self.y += head.height

    def _end_table(self) -> None:
        self.pages[-1].marks += [moved(mark, LEFT, 0) for mark in drawn(self.rows)]
        self.rows = []


def _units(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield boxes with those they are kept together with."""
    unit: list[Box] = []
    for box in boxes:
        unit.append(box)
        if not box.keep:
            yield unit
            unit = []
    if unit:
        yield unit


def _boxes(block: Block) -> list[Box]:
    if isinstance(block, Line):
        return _paragraph(block)
    if isinstance(block, TableBlock):
        rows = set_rows(block)
        heads = tuple(row for row in rows if row.head)
        return [Box(row.height, keep=row.keep, row=row, heads=heads) for row in rows]
    return _picture(block) if isinstance(block, Picture) else []


def _paragraph(line: Line) -> list[Box]:
    style = styles()[line.style]
    head = styles()[line.head_style].face if line.head_style else style.face
    setting = Setting(style, ROOM)
    lines = broken([Piece(line.head, head), Piece(line.text, style.face)], setting)
    boxes: list[Box] = []
    for place, words in enumerate(lines):
        last = place == len(lines) - 1
        before = style.before + line.space_before if place == 0 else 0
        height = setting.line + (style.after if last else 0)
        new_page = line.new_page and place == 0
        boxes.append(Box(height, tuple(words), before, style.keep, new_page))
    return boxes


def _picture(picture: Picture) -> list[Box]:
    style = styles()["Picture"]
    width, height = picture.width / _EMU, picture.height / _EMU
    shown = Shown((ROOM - width) / 2, 0, width, height, picture.data)
    return [Box(height, (shown,), style.before, keep=True), *_paragraph(Line("Caption", picture.label))]


def _head(head: Head | None) -> Iterator[Mark]:
    if head is None:
        return
    y = float(HEADER)
    for name, text, apart in (("Header", head.mark, _MARK_APART), ("DraftNote", head.note, 0)):
        style = styles()[name]
        setting = Setting(replace(style, spacing=apart), ROOM)
        for words in broken([Piece(text, style.face)], setting):
            yield from (moved(mark, LEFT + apart / 2, y) for mark in words)
            y += setting.line


def _number(number: int) -> Iterator[Mark]:
    style = styles()["Footer"]
    odd = number % 2 == 1
    setting = Setting(style, ROOM - _NUMBER_ASIDE, align="right" if odd else "left")
    y = PAGE[1] - FOOTER - style.line
    for words in broken([Piece(f"— {number} —", style.face)], setting):
        yield from (moved(mark, LEFT + (0 if odd else _NUMBER_ASIDE), y) for mark in words)

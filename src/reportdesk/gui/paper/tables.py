"""A table's rows as they are set: heights, borders and words, and cells that reach over several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportdesk.gui.paper.lines import Piece, Setting, broken
from reportdesk.gui.paper.marks import Frame, Mark, Words, moved
from reportdesk.gui.paper.styles import styles
from reportdesk.output.tables import AROUND, TableBlock, TableCell

SIDE = 20
"""What a cell's border and margin take on either side, in twips."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell: its place in the row, its lines of print, the height of one.

    Where it goes on a cell above, these are that one's lines, printed again at the head of a page.
    """

    x: float
    width: float
    merge: str
    lines: tuple[tuple[Words, ...], ...]
    line: float

    @property
    def height(self) -> float:
        """Return the height of its words."""
        return len(self.lines) * self.line


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as high as its cells need."""

    cells: tuple[SetCell, ...]
    height: float
    head: bool
    keep: bool


def set_rows(table: TableBlock) -> list[SetRow]:
    """Return a table's rows; the last of those that a cell reaches over grows where its words need it.

    Cells that go on the one above have its lines.
    """
    rows = [_cells(table, row.cells) for row in table.rows]
    heights = [
        max([row.height, *(cell.height + AROUND for cell in cells if not cell.merge)])
        for row, cells in zip(table.rows, rows, strict=True)
    ]
    for place, cells in enumerate(rows):
        for cell in cells:
            if cell.merge == "restart":
                last = place + _reach(rows[place + 1 :], cell)
                for below in rows[place + 1 : last + 1]:
                    below[:] = [replace(each, lines=cell.lines) if _alike(each, cell) else each for each in below]
                heights[last] += max(0.0, cell.height + AROUND - sum(heights[place : last + 1]))
    looks = zip(rows, heights, table.rows, strict=True)
    return [SetRow(tuple(cells), height, row.head, row.keep) for cells, height, row in looks]


def drawn(rows: Sequence[tuple[float, SetRow]]) -> Iterator[Mark]:
    """Yield borders and words of the rows of one table that stand on one page, each with its y."""
    below = [row.cells for _y, row in rows]
    for place, (y, row) in enumerate(rows):
        for cell in row.cells:
            if cell.merge == "continue" and place and any(_alike(cell, other) for other in below[place - 1]):
                continue
            last = place + (_reach(below[place + 1 :], cell) if cell.merge else 0)
            height = rows[last][0] + rows[last][1].height - y
            yield Frame(cell.x, y, cell.width, height)
            if cell.merge == "continue" and cell.height + AROUND > height:
                continue  # no room to print it again
            top = y + max(0.0, (height - cell.height) / 2)
            for number, line in enumerate(cell.lines):
                yield from (moved(words, cell.x, top + number * cell.line) for words in line)


def _reach(below: Sequence[Sequence[SetCell]], cell: SetCell) -> int:
    """Count the rows below, one after another, that a cell reaches over."""
    count = 0
    for cells in below:
        if not any(_alike(cell, other) and other.merge == "continue" for other in cells):
            break
        count += 1
    return count


def _alike(cell: SetCell, other: SetCell) -> bool:
    return bool(other.merge) and (other.x, other.width) == (cell.x, cell.width)


def _cells(table: TableBlock, cells: Sequence[TableCell]) -> list[SetCell]:
    found: list[SetCell] = []
    x = 0
    for cell in cells:
        found.append(_set(cell, x))
        x += cell.width
    assert x == table.width
    return found


def _set(cell: TableCell, x: float) -> SetCell:
    style = styles()[cell.style]
    left = cell.indent if cell.indent or cell.centred else style.left
    room = cell.width - 2 * SIDE - left - (cell.indent or 0)
    align = "center" if cell.centred else style.align
    setting = Setting(style, room, cell.size * 10, cell.scale, align)
    lines = broken([Piece(cell.text, style.face)], setting) if cell.text else []
    shifted = tuple(tuple(_right(words, SIDE + left) for words in line) for line in lines)
    return SetCell(x, cell.width, cell.merge, shifted, setting.line)


def _right(words: Words, by: float) -> Words:
    return Words(words.x + by, words.y, words.text, words.font)

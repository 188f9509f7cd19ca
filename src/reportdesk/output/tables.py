"""Turn a printed grid into table rows as a word processor wants them: widths, spans and merges cell by cell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import ClassVar

from reportdesk.form.grid import Grid, GridCell, Role, section_grid
from reportdesk.form.model import Section
from reportdesk.output.keeping import kept_rows
from reportdesk.report.report import Report
from reportdesk.report.values import show

WIDTH = 8840
"""Width of the type area in twips, 442 points."""
SIDES = 50
"""What the side margins and the borders take of a cell's width, in twips."""
RULE = 10
"""How high the rule above a row is, in twips."""
AROUND = RULE + 2 * 30
"""What that rule and the margins above and below (`tblCellMar` of the table's style) add to the height of lines."""
_ROOMY_COLUMNS = 8
_FEW_ROWS = 8
_DIGITS = re.compile(r"[-+]?[0-9.,]+")
_NUMBERED = re.compile(r"[（(]|\d|.、")
_DIGIT = 0.56
"""A digit's width in ems: 0.5 in 仿宋, a little more in the faces that stand in for it."""
_NARROWEST = 66


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of table is set: a suffix of style names, half-points of text, lines and rows in twips at least."""

    suffix: str
    half_points: int
    line: int
    head_height: int
    row_height: int


ROOMY = Look("", 24, 300, 500, 500)
DENSE = Look("Small", 21, 240, 320, 310)
AIRY = Look("Small", 21, 240, 380, 440)
AUDIT = Look("Small", 21, 240, 360, 320)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as written; `merge` is empty, `restart` or `continue`.

    `indent` on either side is in twips, `scale` in per cent, `size` in half-points or 0 for the style's own.
    """

    width: int
    span: int
    merge: str
    style: str
    text: str = ""
    centred: bool = False
    indent: int = 0
    scale: int = 100
    size: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `head` is repeated on every page, `keep` stays on one page with the next row."""

    cells: tuple[TableCell, ...]
    height: int
    head: bool
    keep: bool


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A whole table, widths in twips; `grid` is what it was laid out from, `texts` are those of its cells.

    `needs` are the heights that these take, in twips.
    """

    id: str
    caption: str
    widths: tuple[int, ...]
    rows: tuple[TableRow, ...]
    grid: Grid
    texts: tuple[str, ...]
    needs: tuple[int, ...]
    kind: ClassVar[str] = "table"

    @property
    def width(self) -> int:
        """Return the table's whole width."""
        return sum(self.widths)

    def mark(self, row: int) -> str:
        """Name a row for a mark in the file, in letters and digits, which every program leaves as they are."""
        return f"{self.id}row{row}"


def table_block(report: Report, section: Section) -> TableBlock:
    """Return a section's table with the report's figures."""
    grid = section_grid(report.form, section)
    texts = [show(report.cell(cell.address)) if cell.role is Role.VALUE else cell.text for cell in grid.cells]
    return laid_out(section.id, section.title or section.name, grid, texts, _look(grid))


def laid_out(table_id: str, caption: str, grid: Grid, texts: Sequence[str], look: Look) -> TableBlock:
    """Return a grid as a table as wide as the type area; `texts` are those of its cells, in their order."""
    widths = _widths(grid)
    least = [look.head_height if row < grid.head_rows else look.row_height for row in range(grid.rows)]
    needs = [_need(cell, text, widths, look) for cell, text in zip(grid.cells, texts, strict=True)]
    looks = zip(_cells(grid, texts, widths, look), least, kept_rows(grid, least, needs), strict=True)
    rows = [
        TableRow(tuple(cells), height, row < grid.head_rows, keep) for row, (cells, height, keep) in enumerate(looks)
    ]
    return TableBlock(table_id, caption, widths, tuple(rows), grid, tuple(texts), tuple(needs))


def ems(text: str) -> float:
    """Return about how many characters wide a text is."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _look(grid: Grid) -> Look:
    if grid.columns <= _ROOMY_COLUMNS:
        return ROOMY
    return AIRY if grid.rows <= _FEW_ROWS else DENSE


def _widths(grid: Grid) -> tuple[int, ...]:
    edges = [round(share * WIDTH) for share in accumulate(grid.widths, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def _need(cell: GridCell, text: str, widths: tuple[int, ...], look: Look) -> int:
    """Return about how high a cell's text is."""
    room = sum(widths[cell.column : cell.column + cell.colspan]) - SIDES
    em = look.half_points * 10
    lines = sum(max(1, math.ceil(ems(line) / max(1, room // em))) for line in text.split("\n"))
    return lines * look.line + AROUND


def _cells(grid: Grid, texts: Sequence[str], widths: tuple[int, ...], look: Look) -> Iterator[list[TableCell]]:
    rows: list[list[tuple[int, TableCell]]] = [[] for _ in range(grid.rows)]
    for cell, text in zip(grid.cells, texts, strict=True):
        width = sum(widths[cell.column : cell.column + cell.colspan])
        first = _first(grid, cell, text, width, look)
        rows[cell.row].append((cell.column, first))
        for depth in range(1, cell.rowspan):
            below = TableCell(width, cell.colspan, "continue", first.style)
            rows[cell.row + depth].append((cell.column, below))
    for row in rows:
        yield [cell for _column, cell in sorted(row, key=lambda placed: placed[0])]


def _first(grid: Grid, cell: GridCell, text: str, width: int, look: Look) -> TableCell:
    merge = "restart" if cell.rowspan > 1 else ""
    style = _style(cell, look)
    if cell.role is not Role.VALUE:
        centred = _is_centred(grid, cell)
        indent = balance(text, width - SIDES, look.half_points) if centred or cell.role is Role.HEAD else 0
        return TableCell(width, cell.colspan, merge, style, text, centred, indent)
    scale, size = fit(text, width - SIDES, look.half_points)
    return TableCell(width, cell.colspan, merge, style, text, scale=scale, size=size)


def _style(cell: GridCell, look: Look) -> str:
    if cell.role is Role.VALUE:
        return f"TableFigure{look.suffix}"
    return f"TableText{look.suffix}" if cell.role is Role.LABEL else f"TableHead{look.suffix}"


def _is_centred(grid: Grid, cell: GridCell) -> bool:
    """Centre group labels, and all labels of tables that stand under one another, as on the official page."""
    return cell.role is Role.LABEL and (cell.rowspan > 1 or not grid.label_columns)


def balance(text: str, room: int, half_points: int) -> int:
    """Return the indent in twips on either side that breaks a head into lines of like length."""
    em = half_points * 10
    fitting = room // em
    if _NUMBERED.match(text) or text.isascii() or len(text) <= fitting or fitting < 2:
        return 0
    lines = -(-len(text) // fitting)
    return max(0, (room - -(-len(text) // lines) * em - em // 3) // 2)


def fit(text: str, room: int, half_points: int) -> tuple[int, int]:
    """Return the scale in per cent and the size (0: unchanged) at which a number stays on one line of `room` twips."""
    need = len(text) * _DIGIT * half_points * 10
    if not _DIGITS.fullmatch(text) or need <= room:
        return 100, 0
    ratio = room / need * 100
    if ratio >= _NARROWEST:
        return int(ratio), 0
    return _NARROWEST, max(2, int(half_points * ratio / _NARROWEST))

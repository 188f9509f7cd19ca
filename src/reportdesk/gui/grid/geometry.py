"""Widths and heights of a printed grid on screen: every label wrapped in full, nothing clipped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from reportdesk.form.grid import Grid, GridCell, Role

PADDING = 6
MINIMUM_ROW = 20
_LINE_ROOM = 1
WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Pixel edges of a grid's columns and rows; each list starts with 0 and ends with the whole."""

    lefts: tuple[int, ...]
    tops: tuple[int, ...]

    @classmethod
    def of(cls, grid: Grid, width: int, metrics: QFontMetrics) -> Geometry:
        """Lay a grid out in a width, rows as high as their longest label needs."""
        lefts = tuple(round(edge * width) for edge in accumulate(grid.widths, initial=0.0))
        heights = [MINIMUM_ROW] * grid.rows
        for cell in sorted(grid.cells, key=lambda cell: cell.rowspan):
            if cell.role is not Role.VALUE and cell.text:
                _make_room(heights, cell, _needed(cell, lefts, metrics))
        return cls(lefts, tuple(accumulate(heights, initial=0)))

    def width(self, column: int) -> int:
        """Return a column's width."""
        return self.lefts[column + 1] - self.lefts[column]

    def height(self, row: int) -> int:
        """Return a row's height."""
        return self.tops[row + 1] - self.tops[row]

    def rect(self, cell: GridCell) -> QRect:
        """Return where a printed cell stands in the whole grid."""
        left, top = self.lefts[cell.column], self.tops[cell.row]
        right, bottom = self.lefts[cell.column + cell.colspan], self.tops[cell.row + cell.rowspan]
        return QRect(left, top, right - left, bottom - top)


def balanced(text: str, width: int, metrics: QFontMetrics) -> str:
    """Break a head too wide for one line into lines of like length, 商业企业 as 商业 and 企业."""
    lines = -(-metrics.horizontalAdvance(text) // max(width, 1))
    if lines < 2:
        return text
    length = -(-len(text) // lines)
    return "\n".join(text[start : start + length] for start in range(0, len(text), length))


def _needed(cell: GridCell, lefts: tuple[int, ...], metrics: QFontMetrics) -> int:
    width = lefts[cell.column + cell.colspan] - lefts[cell.column] - 2 * PADDING
    text = balanced(cell.text, width, metrics) if cell.role is Role.HEAD else cell.text
    return metrics.boundingRect(QRect(0, 0, max(width, 1), 10000), WRAP, text).height() + _LINE_ROOM


def _make_room(heights: list[int], cell: GridCell, needed: int) -> None:
    """Spread what a label lacks over the rows it spans."""
    rows = range(cell.row, cell.row + cell.rowspan)
    lack = needed - sum(heights[row] for row in rows)
    for place, row in enumerate(rows):
        if lack > 0:
            share = -(-lack // (cell.rowspan - place))
            heights[row] += share
            lack -= share

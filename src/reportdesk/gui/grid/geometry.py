"""Widths and heights of a printed grid on screen: every label wrapped in full, nothing clipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QRegion

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.gui.theme import px

_PADDING, _MINIMUM_ROW, _MAXIMUM_ROW = 6, 20, 32  # at 100 %
_CENTRED_PADDING = 6  # pixels, however large the text
_WIDEST, _NARROWEST = 1180, 560  # at 100 %
_SQUEEZED = 0.8  # of the width they have then, labels give way before the table is wider than its room
_FROZEN = 0.62  # of the room that labels take at most
_LINE_ROOM = 1
WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Pixel edges of a grid's columns and rows; each list starts with 0 and ends with the whole."""

    lefts: tuple[int, ...]
    tops: tuple[int, ...]

    @classmethod
    def of(cls, grid: Grid, width: int, metrics: QFontMetrics, row: int = 0) -> Geometry:
        """Lay a grid out in a width, rows at least `row` high and as high as their longest label needs."""
        lefts = tuple(round(edge) for edge in accumulate(_columns(grid, width), initial=0.0))
        heights = [row or px(_MINIMUM_ROW)] * grid.rows
        for cell in sorted(grid.cells, key=lambda cell: cell.rowspan):
            if cell.role is not Role.VALUE and cell.text:
                _make_room(heights, cell, _needed(cell, lefts, metrics))
        return cls(lefts, tuple(accumulate(heights, initial=0)))

    @classmethod
    def fitting(cls, grid: Grid, width: int, height: int, metrics: QFontMetrics) -> Geometry:
        """Lay a grid out in a width, its rows as roomy as the height allows."""
        tight = cls.of(grid, width, metrics)
        spare = (height - tight.tops[-1]) // grid.rows
        return cls.of(grid, width, metrics, min(px(_MINIMUM_ROW) + spare, px(_MAXIMUM_ROW))) if spare > 0 else tight

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


class Places:
    """Where some cells of a grid stand, measured from its corner: finds those in a region, whichever are seen."""

    def __init__(self, geometry: Geometry, cells: Iterable[GridCell], corner: QPoint) -> None:
        placed = ((cell, geometry.rect(cell).translated(-corner)) for cell in cells)
        self._placed = [(cell, rect, rect.top(), rect.bottom()) for cell, rect in placed]

    def within(self, region: QRegion, scrolled: QPoint) -> Iterator[tuple[GridCell, QRect]]:
        """Yield the cells that a region of a view touches which is scrolled by so many pixels, and where they are."""
        part = region.translated(scrolled)
        around = part.boundingRect()
        top, bottom = around.top(), around.bottom()
        for cell, rect, first, last in self._placed:
            if first <= bottom and last >= top and part.intersects(rect):
                yield cell, rect.translated(-scrolled)


def width_for(grid: Grid, room: int) -> int:
    """Return how wide a grid is drawn in so much room: wide enough to read, even if it must scroll then.

    The frozen labels give way first, and never take so much of the room that the figures beside them are out of sight.
    """
    least, frozen = px(_NARROWEST), _frozen(grid)
    if _squeezes(frozen, room):
        return room
    if frozen:
        least = min(least, round(room * _FROZEN / frozen))
    return max(min(room, widest()), least)


def _columns(grid: Grid, width: int) -> list[float]:
    """Return the columns' widths: shares of the whole, or figures as wide as ever and labels squeezed."""
    least, frozen = px(_NARROWEST), _frozen(grid)
    if not _squeezes(frozen, width):
        return [share * width for share in grid.widths]
    labels = (width - (1 - frozen) * least) / frozen
    return [share * (labels if place < grid.label_columns else least) for place, share in enumerate(grid.widths)]


def _frozen(grid: Grid) -> float:
    """Return the share of labels."""
    return sum(grid.widths[: grid.label_columns])


def _squeezes(frozen: float, width: int) -> bool:
    """Tell whether a width is too little for all, and enough once labels of that share give way."""
    least = px(_NARROWEST)
    return least - (1 - _SQUEEZED) * frozen * least <= width < least


def widest() -> int:
    """Return how wide a grid is drawn at most."""
    return px(_WIDEST)


def padding() -> int:
    """Return the room left and right of a figure."""
    return px(_PADDING)


def is_centred(cell: GridCell) -> bool:
    """Tell whether a label stands in the middle of its cell: every head, and what names a group of rows."""
    return cell.role is not Role.LABEL or cell.rowspan > 1


def label_padding(cell: GridCell) -> int:
    """Return the room left and right of a label; large text in the middle of a narrow cell needs all there is."""
    return _CENTRED_PADDING if is_centred(cell) else padding()


def balanced(text: str, width: int, metrics: QFontMetrics) -> str:
    """Break a text too wide for one line after its ordinal, else into lines of like length, as 商业 and 企业."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    ordinal, bracket, rest = text.partition("）")
    parts = [ordinal + bracket, rest]
    lines = 2
    while any(metrics.horizontalAdvance(part) > width for part in parts) and lines <= len(text):
        length = -(-len(text) // lines)
        parts = [text[start : start + length] for start in range(0, len(text), length)]
        lines += 1
    return "\n".join(parts)


def wrapped(cell: GridCell, width: int, metrics: QFontMetrics) -> str:
    """Return a label's text as it is drawn in that width: heads and group labels balanced, others left to word wrap."""
    balances = is_centred(cell) and cell.role in (Role.LABEL, Role.HEAD)
    return balanced(cell.text, width, metrics) if balances else cell.text


def _needed(cell: GridCell, lefts: tuple[int, ...], metrics: QFontMetrics) -> int:
    width = lefts[cell.column + cell.colspan] - lefts[cell.column] - 2 * label_padding(cell)
    text = wrapped(cell, width, metrics)
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

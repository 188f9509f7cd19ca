"""Where a table may break between pages: rows that belong together stay together, and no scrap of it stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reportdesk.form.grid import Grid, GridCell, Role

HEIGHT = 12756
"""Height of the type area in twips, 225 mm."""
_SCRAP = HEIGHT // 8
"""What is lower than this does not stand on a page alone."""
_WHOLE_ROWS = 8
"""A table or group of no more rows than this stays on one page."""


def kept_rows(grid: Grid, least: Sequence[int], needs: Sequence[int]) -> list[bool]:
    """Tell of each row whether it stays with the next.

    `least` are the least heights of its rows, `needs` the heights that the texts of its cells take, all in twips.
    A word processor prints a merged label once and cannot repeat it, so that a group torn apart would lose it.
    """
    keeps = [False] * grid.rows
    heights = _heights(grid, least, needs)
    for first, last in (*_parts(grid), *_groups(grid, heights, needs), *_scraps(heights)):
        keeps[first:last] = [True] * (last - first)
    return keeps


def _heights(grid: Grid, least: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return the rows' heights; the last of those that a cell reaches over grows where its text needs it."""
    heights = list(least)
    for cell, need in sorted(zip(grid.cells, needs, strict=True), key=lambda pair: pair[0].rowspan):
        end = cell.row + cell.rowspan
        heights[end - 1] += max(0, need - sum(heights[cell.row : end]))
    return heights


def _parts(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield first and last row of short tables that stand under one another, of others down to the first figures."""
    starts = [0, *sorted({cell.row for cell in grid.cells if cell.role is Role.TITLE and cell.row})]
    for start, end in zip(starts, [*starts[1:], grid.rows], strict=True):
        figures = (cell.row for cell in grid.cells if cell.role is Role.VALUE and start <= cell.row < end)
        yield start, end - 1 if end - start <= _WHOLE_ROWS else min(figures, default=end - 1)


def _groups(grid: Grid, heights: Sequence[int], needs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last row of small groups, of others as many rows as their label is high."""
    for cell, need in zip(grid.cells, needs, strict=True):
        if cell.role is Role.LABEL and cell.rowspan > 1:
            last = cell.row + cell.rowspan - 1
            if cell.rowspan > _WHOLE_ROWS or _has_groups(grid, cell):
                reached = accumulate(heights[cell.row : last])
                last = next((cell.row + row for row, height in enumerate(reached) if height >= need), last)
            yield cell.row, last


def _has_groups(grid: Grid, outer: GridCell) -> bool:
    end = outer.row + outer.rowspan
    inner = (cell for cell in grid.cells if cell.column > outer.column and outer.row <= cell.row < end)
    return any(cell.role is Role.LABEL and cell.rowspan > 1 for cell in inner)


def _scraps(heights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last row of what is too low to stand alone at the foot or the head of a page."""
    last = len(heights) - 1
    yield 0, next((row for row, height in enumerate(accumulate(heights)) if height >= _SCRAP), last)
    yield last - next((row for row, height in enumerate(accumulate(reversed(heights))) if height >= _SCRAP), last), last

"""Lay a section's tables out as the official printed grid: heads, row groups, labels and figures with their spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from reportdesk.form.model import Form, Section, Table


class Role(StrEnum):
    """What a grid cell is, which decides how it is drawn."""

    TITLE = "title"
    CORNER = "corner"
    HEAD = "head"
    LABEL = "label"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell: its top left place, its spans, and a text or (for `VALUE`) the address of its figure."""

    row: int
    column: int
    rowspan: int
    colspan: int
    role: Role
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table; the first `head_rows` rows and `label_columns` columns hold no figures.

    `widths` are shares of the whole width, one per column, and add up to 1.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    head_rows: int
    label_columns: int
    widths: tuple[float, ...]


def section_grid(form: Form, section: Section) -> Grid:
    """Return the printed grid of a section; several tables stand under one another, each with its own heads."""
    grids = [_table_grid(form.tables[table]) for table in section.tables]
    if len(grids) == 1:
        return grids[0]
    across = max(grid.columns for grid in grids)
    cells: list[GridCell] = []
    top = 0
    for grid in grids:
        for cell in grid.cells:
            reaches = cell.column + cell.colspan == grid.columns
            wider = across - grid.columns if reaches else 0
            cells.append(replace(cell, row=cell.row + top, colspan=cell.colspan + wider))
        top += grid.rows
    return Grid(tuple(cells), top, across, 0, 0, (1 / across,) * across)


def parts(table: Table) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], list[list[str]]]:
    """Return the labels above each column, those before each row, and the addresses row by row."""
    if table.across:
        pairs = [(row, column) for row in table.rows for column in table.columns]
        heads = [row.path + column.path for row, column in pairs]
        return heads, [], [[table.address(row, column) for row, column in pairs]]
    addresses = [[table.address(row, column) for column in table.columns] for row in table.rows]
    return [column.path for column in table.columns], [row.path for row in table.rows], addresses


def _table_grid(table: Table) -> Grid:
    heads, labels, addresses = parts(table)
    title_rows = 1 if table.title else 0
    head_rows = title_rows + max(map(len, heads))
    label_columns = max(map(len, labels), default=0)
    across = label_columns + len(heads)
    cells = list(_titles(table, across))
    if label_columns:
        cells.append(GridCell(title_rows, 0, head_rows - title_rows, label_columns, Role.CORNER, table.corner))
    for start, depth, length, reach, text in _merged(heads, head_rows - title_rows):
        cells.append(GridCell(title_rows + depth, label_columns + start, reach, length, Role.HEAD, text))
    for start, depth, length, reach, text in _merged(labels, label_columns):
        cells.append(GridCell(head_rows + start, depth, length, reach, Role.LABEL, text))
    for row, line in enumerate(addresses):
        for column, address in enumerate(line):
            cells.append(GridCell(head_rows + row, label_columns + column, 1, 1, Role.VALUE, address=address))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(
        tuple(cells),
        head_rows + len(addresses),
        across,
        head_rows,
        label_columns,
        _widths(table, across),
    )


def _titles(table: Table, across: int) -> Iterator[GridCell]:
    if table.title:
        yield GridCell(0, 0, 1, across, Role.TITLE, table.title)


def _merged(paths: Sequence[tuple[str, ...]], depths: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield start, depth, length, reach and text of every merged label; the innermost reaches to the last depth."""
    for depth in range(depths):
        start = 0
        for prefix, run in groupby(enumerate(paths), key=lambda item: _prefix(item, depth)):
            length = len(list(run))
            if isinstance(prefix[-1], str):
                innermost = depth == len(paths[start]) - 1
                yield start, depth, length, depths - depth if innermost else 1, prefix[-1]
            start += length


def _prefix(item: tuple[int, tuple[str, ...]], depth: int) -> tuple[str | int, ...]:
    """Return what neighbours must share to be merged at this depth: the labels so far, and to be no innermost one."""
    place, path = item
    if depth >= len(path):
        return (*path, place, depth)
    return (*path[: depth + 1],) if depth < len(path) - 1 else (place, *path[: depth + 1])


def _widths(table: Table, across: int) -> tuple[float, ...]:
    given = table.label_widths + table.widths
    if len(given) != across:
        given = (1.0,) * across
    whole = sum(given)
    return tuple(width / whole for width in given)

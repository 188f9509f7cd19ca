"""Where a key takes the focus in an official table, skipping heads, labels and merged places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from reportdesk.form.grid import Grid, Role
from reportdesk.gui.grid.model import GridModel

_AFTER_CELL = {
    (Qt.Key.Key_Return, False): "down",
    (Qt.Key.Key_Enter, False): "down",
    (Qt.Key.Key_Return, True): "up",
    (Qt.Key.Key_Enter, True): "up",
    (Qt.Key.Key_Tab, False): "next",
    (Qt.Key.Key_Backtab, True): "previous",
    (Qt.Key.Key_Backtab, False): "previous",
}
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def move_of(event: QKeyEvent) -> str | None:
    """Return where a key takes the focus once its cell is done with: down, up, next, previous or nowhere."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return _AFTER_CELL.get((Qt.Key(event.key()), shift))


def arrow_of(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> tuple[int, int] | None:
    """Return the direction of an arrow key pressed with just these modifiers, as rows down and columns right."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _ARROWS.get(Qt.Key(event.key())) if plain == modifiers else None


def after(model: GridModel, index: QModelIndex, move: str) -> QModelIndex:
    """Return the next figure to type in that direction, table by table; columns and rows follow on.

    Locked figures are skipped, and summed totals, but these not on the way down or up from a total: who types totals
    goes from one to the next.
    """
    down, back = move in ("down", "up"), move in ("up", "previous")
    among_totals = down and model.is_total(index)
    places = _places(model.grid, down)
    at = bisect_left(places, _place(model.grid, index.row(), index.column(), down))
    for _table, first, second in reversed(places[:at]) if back else places[at:]:
        target = model.index(second, first) if down else model.index(first, second)
        free = target != index and is_figure(model, target) and model.lock_at(target) is None
        if free and (among_totals or not model.is_summed(target)):
            return target
    return QModelIndex()


@lru_cache(maxsize=16)
def _places(grid: Grid, down: bool) -> list[tuple[int, int, int]]:
    """Return the places of a grid's figures in the order of the keys, each behind the number of its table."""
    figures = (cell for cell in grid.cells if cell.role is Role.VALUE)
    return sorted(_place(grid, cell.row - grid.head_rows, cell.column - grid.label_columns, down) for cell in figures)


def _place(grid: Grid, row: int, column: int, down: bool) -> tuple[int, int, int]:
    above = sum(cell.role is Role.TITLE and cell.row <= row + grid.head_rows for cell in grid.cells)
    return (above, column, row) if down else (above, row, column)


def beside(model: GridModel, index: QModelIndex, direction: tuple[int, int]) -> QModelIndex:
    """Return the nearest figure in a direction, summed totals too, invalid at the edge."""
    return next(_figures(model, index, direction), QModelIndex())


def edge(model: GridModel, index: QModelIndex, direction: tuple[int, int]) -> QModelIndex:
    """Return the last figure in a direction, invalid at the edge."""
    return (list(_figures(model, index, direction)) or [QModelIndex()])[-1]


def outermost(model: GridModel, event: QKeyEvent) -> QModelIndex:
    """Return the first figure for Ctrl+Home, the last for Ctrl+End, invalid for any other key."""
    place = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}.get(Qt.Key(event.key()))
    if place is None or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return QModelIndex()
    _table, row, column = _places(model.grid, down=False)[place]
    return model.index(row, column)


def is_figure(model: GridModel, index: QModelIndex) -> bool:
    """Tell whether an index is the place of a figure itself, no label and no place that a merged cell covers."""
    cell = model.cell_at(index)
    return cell.role is Role.VALUE and model.index_of(cell.address) == index


def _figures(model: GridModel, index: QModelIndex, direction: tuple[int, int]) -> Iterator[QModelIndex]:
    row, column = index.row() + direction[0], index.column() + direction[1]
    while 0 <= row < model.rowCount() and 0 <= column < model.columnCount():
        target = model.index(row, column)
        if is_figure(model, target):
            yield target
        row, column = row + direction[0], column + direction[1]

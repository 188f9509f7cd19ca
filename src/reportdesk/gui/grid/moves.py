"""Where a key takes the focus in an official table, skipping heads, labels and merged places."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from reportdesk.form.grid import Role
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
    """Return the next figure to type in that direction; columns and rows follow on.

    Locked figures are skipped, and summed totals, but these not on the way down or up from a total: who types totals
    goes from one to the next.
    """
    rows, columns = model.rowCount(), model.columnCount()
    down = move in ("down", "up")
    step = 1 if move in ("down", "next") else -1
    among_totals = down and model.is_total(index)
    place = index.column() * rows + index.row() if down else index.row() * columns + index.column()
    for other in range(place + step, rows * columns if step > 0 else -1, step):
        row, column = (other % rows, other // rows) if down else divmod(other, columns)
        target = model.index(row, column)
        if is_figure(model, target) and model.lock_at(target) is None and (among_totals or not model.is_summed(target)):
            return target
    return QModelIndex()


def beside(model: GridModel, index: QModelIndex, direction: tuple[int, int]) -> QModelIndex:
    """Return the nearest figure in a direction, summed totals too, invalid at the edge."""
    return next(_figures(model, index, direction), QModelIndex())


def edge(model: GridModel, index: QModelIndex, direction: tuple[int, int]) -> QModelIndex:
    """Return the last figure in a direction, invalid at the edge."""
    return (list(_figures(model, index, direction)) or [QModelIndex()])[-1]


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

"""The end of a table: who types on by Enter is told there, and nothing typed before is lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from reportdesk.gui.grid.locks import opens
from reportdesk.gui.grid.moves import move_of

if TYPE_CHECKING:
    from reportdesk.gui.grid.view import GridView

_REACHED = "已到最后一格。"
_REFUSED = "已到最后一格，这个数没有填入。要改这一格，请先按 F2。"


class EndGuard(QObject):
    """Where Enter could go no further, what is typed next is refused until the clerk moves, or opens the cell by F2."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._is_reached = False
        for watched in (view, view.viewport()):
            watched.installEventFilter(self)
        view.cell_entered.connect(self.leave)

    def reach(self) -> None:
        """Enter was pressed in the last figure."""
        self._is_reached = True
        self.told.emit(_REACHED)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse what would type over the figure at the end; any other key or a click leaves it."""
        if not self._is_reached:
            return False
        key = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if isinstance(watched, QTableView) and opens(event) and not (key and key.key() == Qt.Key.Key_F2):
            self.refused.emit(_REFUSED)
            return True
        if event.type() == QEvent.Type.MouseButtonPress or (key and move_of(key) not in ("down", "up")):
            self.leave()
        return False

    def leave(self) -> None:
        """The clerk went on to something else."""
        self._is_reached = False

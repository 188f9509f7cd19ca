"""Keeps the second window beside the first: opened, tiled, and put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from reportdesk.gui.second_window import SecondWindow
    from reportdesk.session import Session


class Beside(QObject):
    """The second window of the first one, made when it is wanted; `closed` comes when the first has the room again."""

    closed = Signal()

    def __init__(self, first: QMainWindow) -> None:
        super().__init__(first)
        self._first = first
        self._smallest = first.minimumSize()
        self._size_before = QByteArray()
        self.window: SecondWindow | None = None

    def shows(self, report_id: int) -> bool:
        """Tell whether the second window shows a report."""
        return self.window is not None and self.window.shows(report_id)

    def open(self, session: Session) -> None:
        """Show a report in the second window, and both windows side by side."""
        from reportdesk.gui.second_window import SecondWindow, tile

        if self.window is None:
            self._size_before = self._first.saveGeometry()
            self.window = SecondWindow()
            self.window.closed.connect(self._on_window_closed)
            self._first.setMinimumSize(self.window.minimumSize())
        self.window.show_report(session)
        self.window.show()
        tile(self._first, self.window)

    def come_forward(self) -> None:
        """Show the second window before all others."""
        if self.window is not None:
            self.window.come_forward()

    def close(self) -> None:
        """Close the second window, if it is open."""
        if self.window is not None:
            self.window.close()

    def _on_window_closed(self) -> None:
        """Give the first window its size back."""
        window, self.window = self.window, None
        if window is not None:
            window.deleteLater()
        self._first.setMinimumSize(self._smallest)
        self._first.restoreGeometry(self._size_before)
        self.closed.emit()

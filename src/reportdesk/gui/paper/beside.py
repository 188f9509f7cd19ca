"""The preview in a window of its own, which follows while the clerk types in the first one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reportdesk.gui.widgets import give_size
from reportdesk.session import Session

KEYS = "Ctrl+Shift+P"
_SIZE = (620, 760)  # at 100 %


class PreviewWindow(QWidget):
    """The pages of one session's report."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        from reportdesk.gui.paper.preview import Preview  # the first page needs none of it

        super().__init__(owner, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle("预览")
        give_size(self, *_SIZE)
        self.preview = Preview(session)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self.preview)
        for keys in (KEYS, "Esc"):
            QShortcut(QKeySequence(keys), self, self.close)
        session.listen(self.preview.on_happened)


class PreviewBeside(QObject):
    """Opens and closes the window of one wizard, and goes with it."""

    def __init__(self, wizard: QWidget, session: Session) -> None:
        super().__init__(wizard)
        self._wizard, self._session = wizard, session
        self.window: PreviewWindow | None = None
        QShortcut(QKeySequence(KEYS), wizard, self.toggle)

    def toggle(self) -> None:
        """Show the window without taking the focus, or close it (Ctrl+Shift+P)."""
        if self.window is None:
            self.window = PreviewWindow(self._session, self._wizard)
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.window.setVisible(not self.window.isVisible())

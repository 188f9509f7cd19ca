"""A sheet to write on, as wide as a line may be long, that leaves to the window what is the window's."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QWidget

from reportdesk.gui.looks import is_zoom
from reportdesk.gui.prose.indenting import ParagraphLayout
from reportdesk.gui.theme import changed, px
from reportdesk.gui.whole_rows import WholeLines
from reportdesk.gui.widgets import is_undo_or_redo

_RUNS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-z]+|[\u3400-\u9fff]+")
_LINE_WIDTH, _MARGIN = 900, 22  # at 100 %


class WritingArea(WholeLines):
    """Plain text with a margin for signs; `followed` comes when something is clicked with Ctrl held down."""

    followed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proseEditor")
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        self._laid = ParagraphLayout(document)
        self.setDocument(document)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        WritingArea.fit(self)
        changed.connect(self.fit)

    def fit(self) -> None:
        """Take line length and margin from the text size worn now."""
        self.setMaximumWidth(widest())
        self.document().setDocumentMargin(self.margin())

    def margin(self) -> int:
        """Return the width of the margin."""
        return px(_MARGIN)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window, whose history reaches across restarts."""
        if is_undo_or_redo(event):
            event.ignore()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but leave Ctrl+wheel to the window, which changes the text size."""
        if is_zoom(event):
            event.ignore()
        else:
            super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose the number or the words under the pointer, up to the next sign: Qt would take the whole sentence."""
        super().mouseDoubleClickEvent(event)
        point = event.position().toPoint()
        cursor = self.cursorForPosition(point)
        at = cursor.position() - (self.cursorRect(cursor).left() > point.x())
        text, start = cursor.block().text(), cursor.block().position()
        found = (run.span() for run in _RUNS.finditer(text))
        runs = ((start + _units(text[:first]), start + _units(text[:last])) for first, last in found)
        run = next((run for run in runs if run[0] <= at < run[1]), None)
        if run is not None:
            cursor.setPosition(run[0])
            cursor.setPosition(run[1], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that something was clicked with Ctrl held down; the cursor stands there."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.followed.emit()


def widest() -> int:
    """Return how wide a line is written at most."""
    return px(_LINE_WIDTH)


def _units(text: str) -> int:
    """Return how many places of a document a text takes: rare characters take two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

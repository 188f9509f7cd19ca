"""Opens cells for typing and turns keys in an open one into values: Enter and Tab commit and move on, Esc gives up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.gui.grid.model import GridModel
from reportdesk.gui.grid.moves import arrow_of, move_of
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import is_redo, is_undo_or_redo
from reportdesk.report.changes import Slot

Index = QModelIndex | QPersistentModelIndex
_AROUND = 18  # beside a text that is typed, at 100 %
_PLAIN = Qt.KeyboardModifier.NoModifier


class CellDelegate(QStyledItemDelegate):
    """The one delegate of all official tables.

    `editor` is the open cell, `is_refused` tells whether what was typed there was refused at the last try, and
    `overwrites` whether the cell was opened by typing over it: arrow keys then leave it.
    """

    finished = Signal(str)
    left = Signal(int, int)
    closed = Signal()

    def __init__(self, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.editor: QLineEdit | None = None
        self.is_refused = self.overwrites = False
        self._open: QPersistentModelIndex | None = None
        self._cell = QRect()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a cell for typing; what is typed is kept at once."""
        editor = QLineEdit(parent)
        editor.setObjectName("cellEditor")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setAccessibleName(self._model.spoken(self._model.cell_at(index).address))
        editor.textChanged.connect(self._on_editor_text_changed)
        self.editor, self._open, self.overwrites = editor, QPersistentModelIndex(index), False
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the text the room it needs: to the left of its cell, as figures are set from the right, then beyond."""
        super().updateEditorGeometry(editor, option, index)
        self._cell = editor.geometry()
        self._widen()

    def _widen(self) -> None:
        if self.editor is not None:
            needed = self.editor.fontMetrics().horizontalAdvance(self.editor.text()) + px(_AROUND)
            more = max(0, needed - self._cell.width())
            left = min(more, max(0, self._cell.left()))
            self.editor.setGeometry(self._cell.adjusted(-left, 0, more - left, 0))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Give a cell what was typed, unless nothing was."""
        if isinstance(editor, QLineEdit):
            self._take(editor.text(), index)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the kept text once the cell is closed."""
        super().destroyEditor(editor, index)
        self.editor, self._open, self.is_refused = None, None, False
        self.closed.emit()
        self._forget()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Commit and move on Enter and Tab; a refused text keeps its cell open. Undo and redo are those of the text."""
        if is_undo_or_redo(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            if is_redo(event):
                editor.redo()
                return True
            move, arrow = move_of(event), arrow_of(event, _PLAIN) if self.overwrites else None
            if move is not None and self._finish(editor):
                self.finished.emit(move)
            elif arrow is not None and self._finish(editor):
                self.left.emit(*arrow)
            if move is not None or arrow is not None:
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QLineEdit) -> bool:
        """Take what was typed and close the cell; False where it was refused."""
        index = self._open
        if index is not None:
            if not self._take(editor.text(), index):
                editor.selectAll()
                return False
            editor.setText(str(self._model.data(index, Qt.ItemDataRole.EditRole)))
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return True

    def _take(self, text: str, index: Index) -> bool:
        """Give a cell what was typed, unless nothing was; False where that was refused."""
        altered = text != self._model.data(index, Qt.ItemDataRole.EditRole)
        self.is_refused = altered and not self._model.setData(index, text)
        return not self.is_refused

    def _forget(self) -> None:
        if self._model.session.held() is not None:
            self._model.session.hold(None)

    def _on_editor_text_changed(self, text: str) -> None:
        self._widen()
        if self._open is None or not self._open.isValid():
            return
        if text != self._model.data(self._open, Qt.ItemDataRole.EditRole):
            self._model.session.hold(Slot("cell", self._model.cell_at(self._open).address), text)
        else:
            self._forget()

"""Asks for the cells whose figure is to stand in the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.prose.cells_model import CellsModel
from reportdesk.gui.whole_rows import WholeList
from reportdesk.gui.widgets import give_size, label, make_primary
from reportdesk.report.report import Report

_SIZE = (720, 520)
_HINT = "写几个字就能查，如“新收 总计”，也可以写拼音首字母。按住 Ctrl 选几格，就插入它们的和。回车插入，Esc 放弃。"
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class InsertDialog(QDialog):
    """A search field over the list of cells; the arrow keys go through the list from the field."""

    def __init__(self, parent: QWidget, report: Report) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入数字")
        give_size(self, *_SIZE)
        self._model = CellsModel(self, report)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找格子")
        self.search.setAccessibleName("查找格子")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.view = WholeList("格子")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setModel(self._model)
        self._none = label("没有这样的格子，换个说法再查。", "emptyNote")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.insert = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.insert.setText("插入")
        make_primary(self.insert)
        hint = label(_HINT, "hint")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(hint)
        layout.addWidget(self._none)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.view.doubleClicked.connect(self.accept)
        self.search.textChanged.connect(self._on_search_text_changed)
        self._on_search_text_changed("")
        self.search.setFocus()

    def chosen(self) -> list[str]:
        """Return the cells chosen."""
        return self._model.addresses(self.view.selectionModel().selectedIndexes())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk the list while the search is typed."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.search and key in _WALKING:
            QApplication.sendEvent(self.view, event)
            return True
        return super().eventFilter(watched, event)

    def _on_search_text_changed(self, text: str) -> None:
        self._model.look_for(text)
        found = self._model.rowCount() > 0
        self._none.setVisible(not found)
        self.view.setVisible(found)
        self.insert.setEnabled(found)
        if found:
            self.view.setCurrentIndex(self._model.index(0, 0))

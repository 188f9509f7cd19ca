"""Asks for one of the reports there are: to show beside the open one, to compare with, to begin from."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.library.view import ReportsView, SearchField
from reportdesk.gui.widgets import button, give_size, label, make_primary
from reportdesk.store.library import Entry

_SIZE = (900, 520)


class Asking(NamedTuple):
    """What a report is picked for; `other` is a way besides, where there is one."""

    title: str
    question: str
    answer: str
    other: str = ""


BESIDE = Asking("并排查看", "选一份报告，在第二个窗口里打开", "并排打开")
COMPARE = Asking("核对", "选一份报告来核对", "核对")
BASE = Asking("选底稿", "选上年的报告，或者选上年的报告文件", "下一步", "选择上年的报告文件…")
OTHER = 2  # what the dialog comes to where the other way is wanted
_OTHER_KEYS = "Ctrl+O"


class PickReportDialog(QDialog):
    """The list of reports with its search; `chosen` is the one picked, unless it comes to OTHER."""

    def __init__(self, parent: QWidget, entries: list[Entry], picked: int = 0, asking: Asking = BESIDE) -> None:
        super().__init__(parent)
        self.setWindowTitle(asking.title)
        give_size(self, *_SIZE)
        self._model = LibraryModel(self)
        self._model.show(entries)
        self.view, self.search = ReportsView(self._model), SearchField()
        self._none = label("没有找到可以选的报告。", "emptyNote")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._accept.setText(asking.answer)
        make_primary(self._accept)
        if asking.other:
            other = button(asking.other, self._on_other_clicked, tip=f"Word、WPS、网页、PDF 等（{_OTHER_KEYS}）")
            other.setShortcut(_OTHER_KEYS)
            buttons.addButton(other, QDialogButtonBox.ButtonRole.ResetRole)  # stands apart, at the left
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(label(asking.question, "pageTitle"))
        layout.addWidget(self.search)
        layout.addWidget(self._none)
        layout.addWidget(self.view, 1)
        layout.addStretch()
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.view.double_clicked.connect(self.accept)
        self.view.typed.connect(self._on_view_typed)
        self.view.head_clicked.connect(self._on_view_head_clicked)
        self.view.top_left.connect(self.search.setFocus)
        self.search.down_pressed.connect(self.view.setFocus)
        self.search.textChanged.connect(self._on_search_text_changed)
        self._show_found(picked or next((entry.id for entry in entries if not entry.sample), 0))
        self.search.setFocus()

    def chosen(self) -> Entry | None:
        """Return the report picked."""
        return self.view.chosen()

    def _on_other_clicked(self) -> None:
        self.done(OTHER)

    def _on_search_text_changed(self, text: str) -> None:
        self._model.look_for(text)
        self._show_found(0)

    def _on_view_head_clicked(self, place: int) -> None:
        chosen = self.chosen()
        self._model.arrange_by(place)
        self.view.choose(chosen.id if chosen else 0)

    def _on_view_typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _show_found(self, choose: int) -> None:
        found = self._model.rowCount() > 0
        self.view.setVisible(found)
        self._none.setVisible(not found)
        self._accept.setEnabled(found)
        self.view.choose(choose)

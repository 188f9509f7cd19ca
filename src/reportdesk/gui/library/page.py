"""报告库: ways to begin a report, the reports there are, and the recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from reportdesk.gui.library.actions import DEEDS, DeedAction
from reportdesk.gui.library.columns import COLUMNS
from reportdesk.gui.library.head import ListHead
from reportdesk.gui.library.model import LATEST_FIRST, LibraryModel
from reportdesk.gui.library.view import ReportsView, StartCard
from reportdesk.gui.theme import at_full_size, changed
from reportdesk.gui.widgets import button, label
from reportdesk.store.library import Entry, Library

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from reportdesk.gui.library.empty import EmptyNote

_ORDER = "library_order"
_NARROWEST, _NARROW = 600, 900


class LibraryPage(QWidget):
    """The start page; what it asks for is in its signal: the deed, and the report it is for, if any."""

    deed_requested = Signal(str, object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setMinimumWidth(_NARROWEST)
        self._library = library
        self._binned = False
        self._model = LibraryModel(self)
        self._model.order = _order_of(library.setting(_ORDER))
        self.actions_by_id = {deed.id: DeedAction(deed, self) for deed in DEEDS}
        self.view = ReportsView(self._model)
        self._empty: EmptyNote | None = None
        self._head = ListHead(self.actions_by_id.values())
        self.search = self._head.search
        self.cards = [
            StartCard("carry", "以上年报告为底稿", "带入单位信息、上年结转数和上年文字，其余数据留空待填"),
            StartCard("import", "导入已发布的报告", "读取 Word、网页、PDF 或粘贴的文字，逐格核对后带入"),
            StartCard("new", "新建空白报告", "2019、2020 年度用试行格式，2021 年度起用现行格式"),
        ]
        practice = self.actions_by_id["practice"]
        self.practice = button(practice.text(), practice.trigger, tip=practice.toolTip())
        self.practice.setProperty("link", True)
        self._build()
        self._connect()

    def refresh(self, choose: int = 0) -> None:
        """Read the list anew; the report given, or else the one at hand, stays chosen."""
        at_hand, row = self.chosen(), self.view.currentIndex().row()
        entries = self._library.discarded() if self._binned else self._library.entries()
        focused = self.view.hasFocus()
        self._model.show(entries, deleted=self._binned)
        self.view.choose(choose or (at_hand.id if at_hand else 0), max(row, 0))
        self._show_state()
        if focused and not self._model.rowCount():
            self._head.focus_button()  # Qt would give the focus to whatever comes next in the window

    def enter(self, choose: int = 0) -> None:
        """Put the focus on the list, or on the way to begin."""
        self.refresh(choose)
        (self.view if self._model.rowCount() else self.cards[0]).setFocus()

    def chosen(self) -> Entry | None:
        """Return the report chosen."""
        return self.view.chosen()

    def show_list(self, *, binned: bool = False) -> None:
        """Show the recycle bin, or the reports in use."""
        self._binned = binned
        self.search.clear()
        self.refresh()
        if self._model.rowCount():
            self.view.setFocus()
        else:
            self._head.focus_button()

    def sort(self, place: int) -> None:
        """Sort by a column, the other way round where it is sorted by that already, and remember it."""
        chosen = self.chosen()
        self._model.arrange_by(place)
        self.view.choose(chosen.id if chosen else 0)
        self._library.set_setting(_ORDER, f"{'-' if self._model.order[1] else ''}{COLUMNS[place].id}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the search on Esc, or leave the recycle bin."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape and self._binned:
            self.show_list()
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out in a narrow window what it can do without."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        narrow = at_full_size(self.width()) < _NARROW
        for card in self.cards:
            card.show_text(not narrow)
        self._head.set_narrow(narrow)
        side = 16 if narrow else 64
        self._layout().setContentsMargins(side, 26, side, 26)

    def _layout(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout

    def _build(self) -> None:
        title, starts, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        title.addWidget(label("开始一份报告", "startTitle"))
        title.addStretch()
        title.addWidget(self.practice)
        starts.setSpacing(14)
        for card in self.cards:
            starts.addWidget(card, 1)
        layout.setSpacing(12)
        layout.addLayout(title)
        layout.addLayout(starts)
        layout.addSpacing(8)
        layout.addWidget(self._head)
        layout.addWidget(self.view, 1)
        layout.addStretch()

    def _connect(self) -> None:
        for action in self.actions_by_id.values():
            (self if action.is_everywhere() else self.view).addAction(action)
            action.asked.connect(self._on_asked)
        for card in self.cards:
            card.asked.connect(self._on_asked)
        changed.connect(self._fit)
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.down_pressed.connect(self.view.setFocus)
        self.search.returnPressed.connect(self._on_opening)
        self.view.double_clicked.connect(self._on_opening)
        self.view.head_clicked.connect(self.sort)
        self.view.typed.connect(self._on_view_typed)
        self.view.top_left.connect(self.search.setFocus)
        self.view.menu_requested.connect(self._on_view_menu_requested)
        self.view.selectionModel().currentRowChanged.connect(self._show_actions)

    def _show_state(self) -> None:
        """Say what is shown, or what to do where nothing is."""
        shown, deleted = self._model.rowCount(), self._library.count_discarded()
        title = "回收站" if self._binned else "我的报告"
        self._head.explain(title, self._model.count(), shown if self.search.text().strip() else None)
        self.actions_by_id["bin"].setText(f"回收站（{deleted}）" if deleted else "回收站")
        self.view.setAccessibleName(title)
        self.view.setVisible(shown > 0)
        if self._empty is None and not shown:
            self._empty = self._make_empty_note()
        if self._empty is not None:
            self._empty.explain(shown, self.search.text(), binned=self._binned, deleted=deleted)
        self._show_actions()

    def _make_empty_note(self) -> EmptyNote:
        from reportdesk.gui.library.empty import EmptyNote  # most lists are never empty

        note, layout = EmptyNote(), self.layout()
        assert isinstance(layout, QVBoxLayout)
        note.clear_requested.connect(self._on_clear_requested)
        layout.insertWidget(layout.indexOf(self.view), note)
        return note

    def _show_actions(self) -> None:
        chosen = self.chosen() is not None
        for action in self.actions_by_id.values():
            action.show_for(binned=self._binned, chosen=chosen)
        self._head.show_buttons()

    def _on_asked(self, deed: str) -> None:
        kind, _colon, place = deed.partition(":")
        if kind == "sort":
            self.sort(int(place))
        elif deed == "search":
            self.search.setFocus()
            self.search.selectAll()
        elif deed in ("bin", "list"):
            self.show_list(binned=deed == "bin")
        else:
            self.deed_requested.emit(deed, self.chosen())

    def _on_opening(self) -> None:
        self.actions_by_id["restore" if self._binned else "open"].trigger()

    def _on_search_text_changed(self, text: str) -> None:
        chosen = self.chosen()
        self._model.look_for(text)
        self.view.choose(chosen.id if chosen else 0)
        self._show_state()

    def _on_view_typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _on_clear_requested(self) -> None:
        self.search.clear()
        self.view.setFocus()

    def _on_view_menu_requested(self, place: QPoint) -> None:
        from reportdesk.gui.library.menu import make_menu

        menu: QMenu = make_menu(self.actions_by_id, self)
        menu.popup(place)


def _order_of(told: str) -> tuple[int, bool]:
    """Return the order that was remembered, the latest first where none was."""
    for place, column in enumerate(COLUMNS):
        if told.removeprefix("-") == column.id:
            return place, told.startswith("-")
    return LATEST_FIRST

"""The list of reports, the search above it, and the cards to begin with: widgets that only forward keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.library.columns import COLUMNS
from reportdesk.gui.library.delegate import RowDelegate
from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.theme import at_full_size, changed, px
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import label
from reportdesk.store.library import Entry

_ROW, _HEAD = 52, 38  # at 100 %
_SEARCH, _SEARCH_NARROW = 260, 170  # at 100 %
_HIGHEST = 100_000
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class StartCard(QPushButton):
    """One way to begin: a title and what it does."""

    asked = Signal(str)

    def __init__(self, deed: str, title: str, text: str) -> None:
        super().__init__()
        self._deed = deed
        self.setObjectName("startCard")
        self.setProperty("low", False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(6)
        layout.addStretch()
        written = label(title, "startCardTitle")
        self._text = label(text, "startCardText")
        self._text.setWordWrap(True)
        for line in (written, self._text):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(line)
        layout.addStretch()
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin on Enter as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def show_text(self, shown: bool) -> None:
        """Show what the way does under its title, or leave it to the tooltip and the card lower."""
        self._text.setVisible(shown)
        self.setToolTip("" if shown else self.accessibleDescription())
        if self.property("low") == shown:
            self.setProperty("low", not shown)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_clicked(self) -> None:
        self.asked.emit(self._deed)


class SearchField(QLineEdit):
    """The words looked for; Down leads into the list."""

    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_narrow(False)
        self.setAccessibleName("查找报告")
        self.setToolTip("几个词用空格隔开，要同时符合（Ctrl+F）")

    def set_narrow(self, narrow: bool) -> None:
        """Take less room, and say in fewer words what can be looked for."""
        self.setFixedWidth(px(_SEARCH_NARROW if narrow else _SEARCH))
        self.setPlaceholderText("单位、年度、首字母" if narrow else "按单位、年度或拼音首字母查找")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the list on Down."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


class ReportsView(WholeRows):
    """The list, as high as its rows; what is typed in it goes to the search."""

    ground, corner = "card", 10
    typed = Signal(str)
    top_left = Signal()
    head_clicked = Signal(int)
    menu_requested = Signal(object)
    double_clicked = Signal()

    def __init__(self, model: LibraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setObjectName("reports")  # before the heads take their look
        self.setModel(model)
        self.setAccessibleName("我的报告")
        self.setItemDelegate(RowDelegate(self, model))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out_heads()
        self.doubleClicked.connect(self.double_clicked)
        model.modelReset.connect(self._on_model_reset)
        changed.connect(self._fit)
        self._fit()

    def chosen(self) -> Entry | None:
        """Return the report chosen."""
        index = self.currentIndex()
        return self._rows.entry(index.row()) if index.isValid() else None

    def choose(self, report_id: int, otherwise: int = 0) -> None:
        """Choose a report, or the one in a row."""
        row = self._rows.row_of(report_id)
        self.selectRow(row if row >= 0 else min(otherwise, self._rows.rowCount() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead from the first row up into the search, and send letters there."""
        text = event.text()
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.top_left.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self._rows.rowCount() - 1)
        elif text.strip() and text.isprintable() and not event.modifiers() & _COMMANDS:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the chosen one where a key asks."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_requested.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where there is little room."""
        self._fit()
        super().resizeEvent(event)

    def _lay_out_heads(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self.head_clicked)
        for place, column in enumerate(COLUMNS):
            fixed = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, fixed)

    def _fit(self) -> None:
        """Give rows and columns the size of the text, and leave columns out where there is little room."""
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self.horizontalHeader().setFixedHeight(px(_HEAD))
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, at_full_size(self.width()) < column.room)
            if column.width:
                self.setColumnWidth(place, px(column.width))
        self._on_model_reset()

    def _on_model_reset(self) -> None:
        place, falling = self._rows.order
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)
        frame = 2 * self.frameWidth()
        self.setMaximumHeight(min(px(_HEAD) + frame + px(_ROW) * max(self._rows.rowCount(), 1), _HIGHEST))

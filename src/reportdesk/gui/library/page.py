"""报告库: ways to begin a report, and the reports there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.library.delegate import RowDelegate
from reportdesk.gui.library.model import COLUMNS, ENTRY_ROLE, LibraryFilter, LibraryModel
from reportdesk.gui.widgets import label
from reportdesk.store.library import Entry, Library

_ROW = 52
_CARD = 84


class StartCard(QPushButton):
    """One way to begin: a title and what it does."""

    def __init__(self, title: str, text: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("startCard")
        self.setFixedHeight(_CARD)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(4)
        for line, name in ((title, "startCardTitle"), (text, "startCardText")):
            written = label(line, name)
            written.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(written)
        self.clicked.connect(slot)


class ReportsView(QTableView):
    """The list; Enter opens the chosen report."""

    open_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports")
        self.setAccessibleName("我的报告")
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setFixedHeight(38)
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_double_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(ENTRY_ROLE))


class LibraryPage(QWidget):
    """The start page; what it asks for is in its signals."""

    open_requested = Signal(object)
    new_requested = Signal()
    import_requested = Signal()
    practice_requested = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self._library = library
        self._model = LibraryModel(self)
        self._filter = LibraryFilter(self)
        self._filter.setSourceModel(self._model)
        self.view = ReportsView()
        self.view.setModel(self._filter)
        self._empty = label("还没有报告。点上面的“新建空白报告”开始，或先打开练习报告试一试。", "emptyNote")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.search = QLineEdit()
        self.search.setPlaceholderText("按单位或年度查找")
        self.search.setAccessibleName("查找报告")
        self.search.setFixedWidth(260)
        self._build()
        self.search.textChanged.connect(self._filter.look_for)
        self.view.open_requested.connect(self.open_requested)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        entries = self._library.entries()
        self._model.show(entries)
        self.view.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        if entries:
            self.view.selectRow(0)

    def enter(self) -> None:
        """Put the focus on the list, or on the way to begin."""
        self.refresh()
        (self.view if self._model.rowCount() else self.cards[0]).setFocus()

    def chosen(self) -> Entry | None:
        """Return the report chosen."""
        index = self.view.currentIndex()
        return index.data(ENTRY_ROLE) if index.isValid() else None

    def _build(self) -> None:
        self.cards = [
            StartCard("新建空白报告", "2019、2020 年度用试行格式，2021 年度起用现行格式", self.new_requested.emit),
            StartCard("导入报告文件", "读取本程序的报告文件（.report.json），存为新报告", self.import_requested.emit),
            StartCard("打开练习报告", "含预设差错，可随意修改，再次打开可还原", self.practice_requested.emit),
        ]
        starts = QHBoxLayout()
        starts.setSpacing(14)
        for card in self.cards:
            starts.addWidget(card, 1)
        head = QHBoxLayout()
        head.addWidget(label("我的报告", "sectionTitle"))
        head.addStretch()
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(64, 26, 64, 26)
        layout.setSpacing(12)
        layout.addWidget(label("开始一份报告", "startTitle"))
        layout.addLayout(starts)
        layout.addSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.view, 1)
        header = self.view.horizontalHeader()
        for place, column in enumerate(COLUMNS):
            if column.width:
                self.view.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

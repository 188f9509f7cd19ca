"""The table of 与上年核对 on screen: one line a cell, all columns in view; Enter or a double click goes to the cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QVBoxLayout

from reportdesk.gui import theme
from reportdesk.gui.compare.lines import Line
from reportdesk.gui.compare.model import CHANGE, CompareModel, Index, Names
from reportdesk.gui.grid.preview import WrappingDelegate
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import label

_WIDTHS = (0, 204, 76, 76, 76, 76, 94)  # at 100 %; figures may need more, the first column has what is left
_FIGURES, _WIDEST, _PADDING = (2, 3, 4, 5), 160, 26
_LEAST = 180
_JOINED = 760  # width at 100 % below which row and column are named in one place
_ROW, _HEAD = 28, 34
_BAR = 3
_NOTHING = "没有这样的格子。看每一格，请点“全部”（Ctrl+1）。"


class LineDelegate(WrappingDelegate):
    """Draws lines like those of a preview, headings on their own ground, and a bar before the line in focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a place of the table."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(rect, ground)
        super().paint(painter, option, index)
        if index.column() == 0 and flags & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.left(), rect.top(), theme.px(_BAR), rect.height(), theme.colour("accent"))


class CompareTable(WholeRows):
    """`opened` carries the line to go to, `entered` the one in focus."""

    ground, corner = "card", 8

    opened = Signal(object)
    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.compare_model = CompareModel(self)
        self.setObjectName("compareTable")
        self.setAccessibleName("数据对照")
        self.setModel(self.compare_model)
        self.setItemDelegate(LineDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._nothing = label(_NOTHING, "emptyNote")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        over = QVBoxLayout(self.viewport())
        over.addWidget(self._nothing)
        over.addStretch()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._fit)

    def show_lines(self, lines: list[Line], names: Names) -> None:
        """Show other lines; the cell in focus stays in focus, or else the first one gets it."""
        here = self.compare_model.line(self.currentIndex())
        self.clearSpans()
        self.compare_model.show(lines, names)
        self._nothing.setVisible(not lines)
        self.setAccessibleDescription("" if lines else _NOTHING)
        columns = self.compare_model.columnCount()
        for row, line in enumerate(lines):
            if line.is_heading:
                self.setSpan(row, 0, 1, columns)
            elif line.reason:
                self.setSpan(row, CHANGE, 1, columns - CHANGE)
        self._fit()
        if not (here and self.go_to(here.address)):
            self.choose(next((row for row, line in enumerate(lines) if not line.is_heading), -1))

    def go_to(self, address: str) -> bool:
        """Put the focus on a cell's line; False where it is not shown."""
        row = self.compare_model.row_of(address)
        self.choose(row)
        return row >= 0

    def choose(self, row: int) -> None:
        """Put the focus on a line."""
        if row >= 0:
            self.setCurrentIndex(self.compare_model.index(row, 0))
            self.scrollTo(self.currentIndex())

    def current_line(self) -> Line | None:
        """Return the line in focus."""
        return self.compare_model.line(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the cell on Enter; other keys move as in every table."""
        line = self.current_line()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which line is in focus now."""
        super().currentChanged(current, previous)
        line = self.compare_model.line(current)
        if line is not None and not line.is_heading:
            self.entered.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first column what is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Wrap texts that need more than their column; heights follow."""
        widths = [theme.px(width) for width in _WIDTHS]
        for column in _FIGURES:
            needed = self.compare_model.widest(column, self.fontMetrics()) + theme.px(_PADDING)
            widths[column] = max(widths[column], min(needed, theme.px(_WIDEST)))
        joined = theme.at_full_size(self.viewport().width()) < _JOINED
        self.compare_model.join(joined)
        self.setColumnHidden(1, joined)
        widths[1] *= not joined
        widths[0] = max(self.viewport().width() - sum(widths), theme.px(_LEAST))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.verticalHeader().setMinimumSectionSize(theme.px(_ROW))
        self.resizeRowsToContents()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        line = self.compare_model.line(index)
        if line is not None and not line.is_heading:
            self.opened.emit(line)

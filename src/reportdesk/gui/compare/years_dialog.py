"""One figure over the years as a table, for who would rather read than look; the chart stands above it, large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from reportdesk.gui.compare.chart import YearsChart
from reportdesk.gui.compare.years import Series
from reportdesk.gui.theme import px
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import button, give_size

_HEADS = ("年度", "数值", "比上一年")
_SIZE = (560, 520)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class YearsDialog(QDialog):
    """Year, figure and change, line by line."""

    def __init__(self, series: Series, years: frozenset[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"各年数据：{series.name}")
        give_size(self, *_SIZE)
        chart = YearsChart()
        chart.show_series(series, years)
        self.table = _table(series)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(chart, 2)
        layout.addWidget(self.table, 3)
        layout.addWidget(button("关闭", self.accept), 0, Qt.AlignmentFlag.AlignRight)
        self.table.setFocus()


def _table(series: Series) -> QTableView:
    model = QStandardItemModel()
    model.setHorizontalHeaderLabels(list(_HEADS))
    for row in series.rows():
        items = [QStandardItem(text) for text in row]
        for item in items[1:]:
            item.setTextAlignment(_RIGHT)
        model.appendRow(items)
    table = WholeRows()
    table.ground, table.corner = "card", 10
    model.setParent(table)
    table.setObjectName("compareTable")
    table.setAccessibleName("各年数据")
    table.setModel(model)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(px(30))
    heads = table.horizontalHeader()
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heads.setFixedHeight(px(34))
    for column, alignment in enumerate((_LEFT, _RIGHT, _RIGHT)):
        model.setHeaderData(column, Qt.Orientation.Horizontal, int(alignment), Qt.ItemDataRole.TextAlignmentRole)
    table.selectRow(model.rowCount() - 1)
    return table

"""A bar chart for prose: what it is drawn of, which bars it has, what it is called, and how it looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reportdesk.errors import ReportDeskError
from reportdesk.gui.pictures import chart_sources
from reportdesk.gui.pictures.picture_dialog import ALTERNATIVE, CAPTION, Telling, field, words
from reportdesk.gui.pictures.shown import Thumbnail
from reportdesk.gui.whole_rows import WholeList
from reportdesk.gui.widgets import give_size, label, make_primary, scrolled
from reportdesk.output.charts import MOST, Chart, bar_chart
from reportdesk.report.charts import Drawing
from reportdesk.report.values import plain
from reportdesk.session import Session

_PAUSE = 120  # milliseconds without a change before the chart is drawn anew
_SIZE = (900, 640)  # at 100 %
_SOURCES: tuple[tuple[str, Callable[[Session], list[Drawing]], str], ...] = (
    ("表中合计的构成", chart_sources.parts, "表中还没有填两项以上的数。"),
    ("一个数的各年对照", chart_sources.years, "报告库里还没有本单位别的年度的报告，没有可以对照的年度。"),
    ("文中一句话里的各个数", chart_sources.lists, "文中还没有一句话里有两个以上同类的数。"),
)
LISTS = 2
"""The source that draws words in prose."""
_NONE = "没有这样的数，换个说法再查。"


class ChartDialog(QDialog):
    """Draws a chart of what is chosen; `chart` is it, None where nothing can be drawn."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入图表")
        give_size(self, *_SIZE)
        self._session = session
        self._choices: list[Drawing] = []
        self._found: list[Drawing] = []
        self.chart: Chart | None = None
        self.source, self.search = QComboBox(), QLineEdit()
        self.source.setAccessibleName("用哪里的数画图")
        for name, _find, _none in _SOURCES:
            self.source.addItem(name)
        self.search.setPlaceholderText("查找，如：受理、行政复议")
        self.search.setAccessibleName("查找")
        self.list, self.bars = _list("可以画的数"), _list("图上的各项，空格键取舍")
        self._names, self._values = QStringListModel(self), QStandardItemModel(self)
        self.list.setModel(self._names)
        self.bars.setModel(self._values)
        self.caption, self.alternative = field(*CAPTION), Telling(*ALTERNATIVE)
        self.thumbnail = Thumbnail()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build(buttons)
        self._connect(buttons)
        self._on_source_current_index_changed()
        self.source.setFocus()

    def draw(self) -> None:
        """Draw the chart anew."""
        self._timer.stop()
        choice = self._chosen()
        self.chart = None
        if choice is None:
            self.thumbnail.say(_NONE if self._choices else _SOURCES[self.source.currentIndex()][2])
        else:
            shown = [bar for row, bar in enumerate(choice.bars) if self._is_checked(row)]
            try:
                self.chart = bar_chart(self.caption.text().strip() or choice.title, shown, choice.unit)
            except ReportDeskError as error:
                self.thumbnail.say(error.message)
        if self.chart is not None:
            self.thumbnail.show_picture(self.chart.attachment.data, self.chart.alternative)
            if not self.alternative.is_own():
                self.alternative.setPlainText(self.chart.alternative)
        self.ok.setEnabled(self.chart is not None)

    def accept(self) -> None:
        """Take the chart as it is asked for now."""
        self.draw()
        if self.chart is not None:
            super().accept()

    def _build(self, buttons: QDialogButtonBox) -> None:
        self.ok.setText("插入")
        make_primary(self.ok)
        hint = label("照现在的数画；以后数变了，数据审核会提醒，可以照新的数重画。", "hint")
        grid = QGridLayout()
        grid.setSpacing(10)
        grid.addWidget(self.source, 0, 0)
        grid.addWidget(self.search, 1, 0)
        grid.addWidget(self.list, 2, 0, 2, 1)
        grid.addWidget(label("图上的各项", "fieldLabel"), 0, 1)
        grid.addWidget(self.bars, 1, 1, 2, 1)
        grid.addWidget(self.thumbnail, 3, 1)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        _area, column = scrolled(layout, "card")
        column.setSpacing(10)
        column.addLayout(grid, 1)
        column.addLayout(words(self.caption, self.alternative))
        column.addWidget(hint)
        layout.addWidget(buttons)

    def _connect(self, buttons: QDialogButtonBox) -> None:
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.source.currentIndexChanged.connect(self._on_source_current_index_changed)
        self.search.textChanged.connect(self._on_search_text_changed)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self._values.itemChanged.connect(self._timer.start)
        self.caption.textEdited.connect(self._timer.start)
        self._timer.timeout.connect(self.draw)

    def _chosen(self) -> Drawing | None:
        row = self.list.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _is_checked(self, row: int) -> bool:
        return self._values.item(row).checkState() == Qt.CheckState.Checked

    def _on_source_current_index_changed(self) -> None:
        self._choices = _SOURCES[self.source.currentIndex()][1](self._session)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._on_search_text_changed("")

    def _on_search_text_changed(self, text: str) -> None:
        wanted = text.split()
        self._found = [choice for choice in self._choices if all(word in choice.title for word in wanted)]
        self._names.setStringList([choice.title for choice in self._found])
        self.list.setCurrentIndex(self._names.index(0, 0))
        self._on_list_current_changed()

    def _on_list_current_changed(self) -> None:
        choice = self._chosen()
        with QSignalBlocker(self._values):
            self._values.clear()
            bars = choice.bars if choice else ()
            crowded = len(bars) > MOST
            for bar in bars:
                item = QStandardItem(f"{bar.label}　{plain(bar.value)}")
                item.setCheckable(True)
                item.setEditable(False)
                item.setCheckState(Qt.CheckState.Unchecked if crowded and not bar.value else Qt.CheckState.Checked)
                self._values.appendRow(item)
        self.bars.reset()
        self.caption.setText(chart_sources.caption(choice) if choice else "")
        self.caption.setCursorPosition(0)
        self.alternative.setPlainText("")
        self.draw()


def _list(name: str) -> WholeList:
    made = WholeList(name)
    made.setWordWrap(False)
    made.setUniformItemSizes(True)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # a figure's name ends with its column
    return made

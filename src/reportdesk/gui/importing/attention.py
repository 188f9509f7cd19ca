"""The cells of a preview that want looking at: how many there are of each kind, and which."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from reportdesk.gui.grid.preview import WrappingDelegate
from reportdesk.gui.importing.texts import tooltip
from reportdesk.gui.importing.trial import PENDING, SIGNS, TONES, Mark, Trial
from reportdesk.gui.theme import colour, px
from reportdesk.gui.toggles import Toggles
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.report.values import Unread, brief, show

Index = QModelIndex | QPersistentModelIndex
HEADS = ("状态", "格子", "原文", "读入")
_STATE, _NAME, _TEXT, _VALUE = range(4)
_NOT_READ = "未读出"
_FIGURE, _PADDING, _TIGHT, _NAMES, _WORDS = "00000", 24, 16, 140, 220  # all but the first at 100 %
_TEXTS = 0.4  # of the room that names and texts share
_ROW = 30
_LISTED = tuple(mark for mark in Mark if mark is not Mark.NOWHERE)


class Filters(Toggles):
    """How many cells have each mark; a click shows these only, a second click those to be looked at again."""

    def __init__(self) -> None:
        super().__init__({mark: f"只看{mark.value}的格子，再点一次看要核对的格子" for mark in _LISTED}, {**TONES})

    def show_counts(self, trial: Trial) -> None:
        """Show how many cells have each mark; one that no cell has is not offered."""
        counts = trial.counts()
        for mark in _LISTED:
            made, number = self._buttons[mark], counts[mark]
            made.setText(f"{_marked(mark)} {number}")
            made.setAccessibleName(f"{mark.value} {number} 格")
            made.setVisible(bool(number) or made.isChecked())

    def marks(self, trial: Trial) -> tuple[Mark, ...]:
        """Return the marks to be listed: what is at odds once no cell is left that was not read for sure."""
        chosen = self.down()
        if chosen is None:
            return PENDING if trial.left() else (Mark.ODD,)
        return (Mark(chosen),)


class AttentionModel(QAbstractTableModel):
    """The cells listed, each with its mark, its printed text and what was read."""

    def __init__(self, trial: Trial, parent: QObject) -> None:
        super().__init__(parent)
        self._trial = trial
        self._has_words = True
        self.addresses: list[str] = []

    def show(self, addresses: list[str]) -> None:
        """List these cells."""
        if addresses == self.addresses:
            if addresses:
                self.dataChanged.emit(self.index(0, 0), self.index(len(addresses) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self.addresses = addresses
        self.endResetModel()

    def say_marks(self, has_words: bool) -> None:
        """Show marks with their words, or their signs alone."""
        if has_words != self._has_words:
            self._has_words = has_words
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, _STATE, _STATE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the cells listed."""
        return 0 if parent.isValid() else len(self.addresses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the heads."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text, its colour, or the whole as a tooltip."""
        if not index.isValid():
            return None
        address = self.addresses[index.row()]
        mark = self._trial.mark(address)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0 and mark in TONES:
            return colour(TONES[mark])
        cell = self._trial.reading.cells[address]
        name = self._trial.report.form.cell_name(address)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{name}\n{self._trial.reason(address)}".strip())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == _STATE:
            return mark.value
        if role == Qt.ItemDataRole.DisplayRole:
            read = self._trial.report.cell(address)
            value = _NOT_READ if isinstance(read, Unread) else show(read)
            return (self._state(mark), name, brief(cell.text), value)[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def _state(self, mark: Mark) -> str:
        return _marked(mark) if self._has_words else SIGNS[mark]


class AttentionView(WholeRows):
    """The cells to look at, one a row; Enter leads to the correction."""

    cell_chosen = Signal(str)
    enter_pressed = Signal()
    ground, corner = "card", 10

    def __init__(self, trial: Trial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = AttentionModel(trial, self)
        self.setObjectName("pastePreview")
        self.setAccessibleName("要核对的格子")
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegate(WrappingDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(px(_ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(1)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setStretchLastSection(True)

    def sizeHint(self) -> QSize:
        """Take what height is left, be it the least: where more was asked for, the cell at hand would scroll."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_cells(self, addresses: list[str], stay: str) -> None:
        """List cells; the one given stays chosen, or the one that now stands where it stood."""
        row = max(self.currentIndex().row(), 0)
        if stay in addresses:
            row = addresses.index(stay)
        self.rows.show(addresses)
        if addresses:
            self.selectRow(min(row, len(addresses) - 1))

    def current_address(self) -> str:
        """Return the cell chosen, empty where there is none."""
        row = self.currentIndex().row()
        return self.rows.addresses[row] if 0 <= row < len(self.rows.addresses) else ""

    def choose(self, address: str) -> None:
        """Choose a cell, if it is listed."""
        if address in self.rows.addresses:
            self.selectRow(self.rows.addresses.index(address))
        else:
            self.clearSelection()

    def walk(self, by: int) -> None:
        """Go so many rows on, as far as there are any."""
        row = min(max(self.currentIndex().row() + by, 0), len(self.rows.addresses) - 1)
        if row >= 0:
            self.selectRow(row)

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: object) -> None:
        """Tell which cell is at hand."""
        super().currentChanged(QModelIndex(current), previous)  # type: ignore[arg-type]
        if current.isValid() and current.row() != QModelIndex(previous).row():  # type: ignore[call-overload]
            self.cell_chosen.emit(self.rows.addresses[current.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the correction on Enter, and with what is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.enter_pressed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column what it needs; what there is no room for, the field of the cell at hand tells."""
        state, value = self._needed(*map(_marked, _LISTED)), self._needed(_FIGURE, _NOT_READ, HEADS[_VALUE])
        has_words = self.viewport().width() - state - value >= px(_WORDS)
        self.rows.say_marks(has_words)
        self.horizontalHeader().setVisible(has_words)
        state = state if has_words else self._needed(*SIGNS.values(), padding=_TIGHT)
        room = self.viewport().width() - state
        has_value = room - value >= px(_NAMES)
        room -= value if has_value else 0
        text = round(room * _TEXTS) if room >= px(_NAMES) * 2 else 0
        self.setColumnHidden(_TEXT, not text)
        self.setColumnHidden(_VALUE, not has_value)
        for column, width in ((_STATE, state), (_NAME, room - text), (_TEXT, text), (_VALUE, value)):
            self.setColumnWidth(column, width)
        super().resizeEvent(event)

    def _needed(self, *texts: str, padding: int = _PADDING) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + px(padding)


def _marked(mark: Mark) -> str:
    return f"{SIGNS[mark]} {mark.value}".strip()

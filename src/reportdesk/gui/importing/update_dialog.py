"""Shows what a file says otherwise than the report, and lets the clerk choose; the report is altered by the caller."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from reportdesk.gui.grid.preview import WrappingDelegate
from reportdesk.gui.importing.help_key import offer_help
from reportdesk.gui.importing.texts import excerpts, tooltip
from reportdesk.gui.importing.updates import Update
from reportdesk.gui.theme import px
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import button, give_size, label

Index = QModelIndex | QPersistentModelIndex
HEADS = ("采用", "位置", "现有", "文件里", "说明")
_SHARES = (0.07, 0.23, 0.23, 0.23)
_SIZE = (1080, 620)
_NONE = "文件和这份报告没有不同之处。"
_HINT = "打勾的将照文件改，其余保持原样；空格键打勾或去掉。更新以后可以用 Ctrl+Z 一次撤销。"
_LEFT_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class UpdatesModel(QAbstractTableModel):
    """The differences, each with a tick; long texts are shown where they differ, and whole in the tooltip."""

    def __init__(self, found: Sequence[Update], parent: QObject) -> None:
        super().__init__(parent)
        self._found = found
        self._ticked = [update.likely for update in found]

    def chosen(self) -> list[Update]:
        """Return what is ticked."""
        return [update for update, ticked in zip(self._found, self._ticked, strict=True) if ticked]

    def tick_all(self, ticked: bool) -> None:
        """Tick all, or none."""
        self._ticked = [ticked and not update.locked for update in self._found]
        if self._found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._found) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the differences."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the heads."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        free = index.column() == 0 and not self._found[index.row()].locked
        return flags | Qt.ItemFlag.ItemIsUserCheckable if free else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text or a tick."""
        if not index.isValid():
            return None
        update, ticked = self._found[index.row()], self._ticked[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and not update.locked:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        texts = (
            "锁定" if update.locked else "是" if ticked else "否",
            update.place,
            update.old,
            update.new,
            update.note,
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return (*texts[:2], *excerpts(update.old, update.new), update.note)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(texts[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "采用" if ticked else "不采用"
            return f"{said}，{update.place}，现有：{update.old}，文件里：{update.new}。{update.note}"
        return _LEFT_TOP if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a difference or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or self._found[index.row()].locked:
            return False
        self._ticked[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(HEADS) - 1))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


class _UpdatesTable(WholeRows):
    """The differences, one a row; Space ticks the row."""

    ground, corner = "card", 10

    def __init__(self, model: UpdatesModel) -> None:
        super().__init__()
        self.setObjectName("pastePreview")
        self.setAccessibleName("不同之处")
        self.setModel(model)
        self.setItemDelegate(WrappingDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(px(30))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setFixedHeight(px(34))
        heads.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the rows chosen on Space, all as the first becomes."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if event.key() != Qt.Key.Key_Space or not rows:
            super().keyPressEvent(event)
            return
        role, model = Qt.ItemDataRole.CheckStateRole, self.model()
        is_ticked = model.index(rows[0], 0).data(role) == Qt.CheckState.Checked
        for row in rows:
            model.setData(model.index(row, 0), Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked, role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, int(self.viewport().width() * share))
        super().resizeEvent(event)


class UpdateDialog(QDialog):
    """Asks which differences to take over; `chosen` are those."""

    def __init__(self, parent: QWidget, found: Sequence[Update], source: str, warning: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("用文件更新这份报告")
        give_size(self, *_SIZE)
        self.updates = UpdatesModel(found, self)
        self.table = _UpdatesTable(self.updates)
        self._accept = button("", self.accept, primary=True)
        self._accept.setDefault(True)
        warned, told = label(warning, "bubble"), label(_HINT if found else _NONE, "pageHint")
        title = label(f"“{source}”与这份报告有 {len(found)} 处不同", "sectionTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        for text in (title, warned, told):
            text.setWordWrap(True)
            layout.addWidget(text)
        warned.setVisible(bool(warning))
        layout.addWidget(self.table, 1)
        layout.addLayout(self._bottom())
        self.updates.dataChanged.connect(self._name_accept)
        offer_help(self)
        self._name_accept()
        if found:
            self.table.selectRow(0)
        self.table.setFocus()

    def chosen(self) -> list[Update]:
        """Return the differences to take over."""
        return self.updates.chosen()

    def _bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(button("全部采用", self._on_all_clicked))
        bottom.addWidget(button("全部不采用", self._on_none_clicked))
        bottom.addStretch()
        bottom.addWidget(self._accept)
        bottom.addWidget(button("取消", self.reject, tip="什么都不改"))
        return bottom

    def _name_accept(self) -> None:
        number = len(self.chosen())
        self._accept.setText(f"更新 {number} 处")
        self._accept.setEnabled(number > 0)

    def _on_all_clicked(self) -> None:
        self.updates.tick_all(True)

    def _on_none_clicked(self) -> None:
        self.updates.tick_all(False)

"""Shows what a file says otherwise than the report, and lets the clerk choose; the report is altered by the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from reportdesk.gui.grid.preview import WrappingDelegate
from reportdesk.gui.importing.help_key import offer_help
from reportdesk.gui.importing.texts import excerpts, tooltip
from reportdesk.gui.importing.updates import LOSSES, Kind, Update
from reportdesk.gui.theme import px
from reportdesk.gui.toggles import Toggles
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import ShortLabel, button, give_size, label

Index = QModelIndex | QPersistentModelIndex
HEADS = ("采用", "位置", "现有", "文件里", "说明")
_TICK, _PLACE, _OLD, _NEW, _NOTE = range(5)
# Shares of the width, with place and note in one column or in two, and where old and new are figures.
_SHARES, _JOINED = (0.07, 0.23, 0.23, 0.23), (0.08, 0.4, 0.26, 0.26)
_FIGURES, _FIGURES_JOINED = (0.07, 0.41, 0.12, 0.12), (0.08, 0.56, 0.18, 0.18)
_SHORT = 10  # signs that a figure has at most
_ROOMY = 900  # width at 100 % from which notes have a column of their own
_SIZE = (1080, 620)
_NONE = "文件和这份报告没有不同之处。"
_HINT = "打勾的将照文件改，其余保持原样；空格键打勾或去掉。更新以后可以用 Ctrl+Z 一次撤销。"
_HINT_SHORT = "打勾的才改；空格键打勾或去掉"
_HIDDEN, _HIDDEN_SHORT = "没有显示的还有 {} 处打了勾，也会一起更新。", "另有 {} 处打勾的没有显示"
_ALL_TIP = "文件里空白、未读出和锁定的除外：这些请逐处打勾，锁定的不能改"
_TONES = {Kind.EMPTIED: "remark", Kind.UNREAD: "error"}
_LEFT_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class UpdatesModel(QAbstractTableModel):
    """The differences, each with a tick; long texts are shown where they differ, and whole in the tooltip.

    Those of one kind may be shown alone; the others keep their ticks.
    """

    def __init__(self, found: Sequence[Update], parent: QObject) -> None:
        super().__init__(parent)
        self._found = self._shown = list(found)
        self._ticked = {update for update in found if update.likely}
        self._joined = False

    def show(self, kind: Kind | None) -> None:
        """Show the differences of a kind, or all."""
        self.beginResetModel()
        self._shown = [update for update in self._found if kind in (None, update.kind)]
        self.endResetModel()

    def join(self, joined: bool) -> None:
        """Say place and note in one column, or in one each."""
        if joined != self._joined:
            self._joined = joined
            self._tell(_PLACE)

    def are_figures(self) -> bool:
        """Tell whether all that differs is short."""
        return all(len(text) <= _SHORT for update in self._found for text in (update.old, update.new))

    def chosen(self) -> list[Update]:
        """Return what is ticked, shown or not."""
        return [update for update in self._found if update in self._ticked]

    def hidden(self) -> int:
        """Count what is ticked and not shown."""
        return len(self._ticked.difference(self._shown))

    def offered(self) -> list[Update]:
        """Return what of those shown may be ticked all at once: nothing by which something is lost."""
        return [update for update in self._shown if not update.locked and update.kind not in LOSSES]

    def tick_all(self, ticked: bool) -> None:
        """Tick all that are offered, or none of those shown."""
        self._ticked = self._ticked.union(self.offered()) if ticked else self._ticked.difference(self._shown)
        self._tell(_TICK)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the differences shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the heads."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        free = index.column() == _TICK and not self._shown[index.row()].locked
        return flags | Qt.ItemFlag.ItemIsUserCheckable if free else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text or a tick."""
        if not index.isValid():
            return None
        update = self._shown[index.row()]
        ticked = update in self._ticked
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _TICK and not update.locked:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        texts = (
            "锁定" if update.locked else "是" if ticked else "否",
            update.place,
            update.old,
            update.new,
            update.note,
        )
        if role == Qt.ItemDataRole.DisplayRole:
            place = f"{update.place}\n{update.note}".strip() if self._joined else update.place
            return (texts[_TICK], place, *excerpts(update.old, update.new), update.note)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(texts[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "采用" if ticked else "不采用"
            return f"{said}，{update.place}，现有：{update.old}，文件里：{update.new}。{update.note}"
        return _LEFT_TOP if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a difference or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or self._shown[index.row()].locked:
            return False
        alter = self._ticked.add if Qt.CheckState(value) == Qt.CheckState.Checked else self._ticked.discard
        alter(self._shown[index.row()])
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(HEADS) - 1))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def _tell(self, column: int) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._shown) - 1, column))


class _Kinds(Toggles):
    """How many differences there are of each kind; a click shows these only, a second click all again."""

    def __init__(self, found: Sequence[Update]) -> None:
        super().__init__({kind: f"只看{kind}的，再点一次看全部" for kind in Kind}, {**_TONES})
        counts = Counter(update.kind for update in found)
        for kind, made in self._buttons.items():
            made.setText(f"{kind} {counts[Kind(kind)]}")
            made.setVisible(kind in counts)
        self.setVisible(len(counts) > 1)

    def kind(self) -> Kind | None:
        """Return the kind to be shown, None for all."""
        chosen = self.down()
        return Kind(chosen) if chosen else None


class _UpdatesTable(WholeRows):
    """The differences, one a row; Space ticks the row."""

    ground, corner = "card", 10

    def __init__(self, model: UpdatesModel) -> None:
        super().__init__()
        self._updates = model
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
        joined = self.viewport().width() < px(_ROOMY)
        self._updates.join(joined)
        self.setColumnHidden(_NOTE, joined)
        figures = self._updates.are_figures()
        shares = (_FIGURES_JOINED if figures else _JOINED) if joined else _FIGURES if figures else _SHARES
        for column, share in enumerate(shares):
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
        self.kinds, self._told = _Kinds(found), ShortLabel("pageHint")
        self._all = button("全部采用", self._on_all_clicked, tip=_ALL_TIP)
        self._accept = button("", self.accept, primary=True)
        self._accept.setDefault(True)
        warned, title = label(warning, "bubble"), label(_title(source, found), "sectionTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        for text in (title, warned):
            text.setWordWrap(True)
            layout.addWidget(text)
        warned.setVisible(bool(warning))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.kinds)
        row.addWidget(self._told, 1)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._bottom())
        self.updates.dataChanged.connect(self._follow)
        self.kinds.changed.connect(self._on_kinds_changed)
        offer_help(self)
        self._follow()
        if found:
            self.table.selectRow(0)
        self.table.setFocus()

    def chosen(self) -> list[Update]:
        """Return the differences to take over."""
        return self.updates.chosen()

    def _bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self._all)
        bottom.addWidget(button("全部不采用", self._on_none_clicked))
        bottom.addStretch()
        bottom.addWidget(self._accept)
        bottom.addWidget(button("取消", self.reject, tip="什么都不改"))
        return bottom

    def _follow(self) -> None:
        """Say what will be done as ticks and filter stand now."""
        number, hidden = len(self.chosen()), self.updates.hidden()
        if hidden:
            self._told.set_wordings(_HIDDEN.format(hidden), _HIDDEN_SHORT.format(hidden))
        elif self.updates.rowCount():
            self._told.set_wordings(_HINT, _HINT_SHORT, "")
        else:
            self._told.setText(_NONE)
        self._all.setEnabled(bool(self.updates.offered()))
        self._accept.setText(f"更新 {number} 处")
        self._accept.setEnabled(number > 0)

    def _on_all_clicked(self) -> None:
        self.updates.tick_all(True)

    def _on_none_clicked(self) -> None:
        self.updates.tick_all(False)

    def _on_kinds_changed(self) -> None:
        self.updates.show(self.kinds.kind())
        self.table.selectRow(0)
        self._follow()


def _title(source: str, found: Sequence[Update]) -> str:
    """Say how many places differ; what is blank on one side or was not read is told apart."""
    changed = sum(update.kind is Kind.CHANGED for update in found)
    others = f"，另有 {len(found) - changed} 处空白或未读出" if len(found) > changed else ""
    return f"“{source}”与这份报告有 {changed} 处不同{others}"

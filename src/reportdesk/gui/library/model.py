"""The reports of the store as table rows: those looked for, in the order asked for."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reportdesk.gui.library.columns import BIN_COLUMNS, COLUMNS, Column, arranged, unit_of
from reportdesk.gui.library.search import Finder
from reportdesk.store.library import Entry

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
TWIN_ROLE = ENTRY_ROLE + 1
LATEST_FIRST = len(COLUMNS) - 1, True


class LibraryModel(QAbstractTableModel):
    """The reports as rows; nothing of a row is worked out before it is drawn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = COLUMNS
        self.order = LATEST_FIRST
        self._entries: list[Entry] = []
        self._arranged: list[Entry] = []
        self._found: list[Entry] = []
        self._finder = Finder()
        self._text = ""
        self._alike: Counter[tuple[str, int]] = Counter()

    def show(self, entries: list[Entry], *, deleted: bool = False) -> None:
        """Show these reports, which come the latest first, in the order and with the words at hand."""
        self.beginResetModel()
        self.columns = BIN_COLUMNS if deleted else COLUMNS
        self._entries = entries
        self._alike = Counter((entry.unit, entry.year) for entry in entries)
        self._arrange()
        self.endResetModel()

    def look_for(self, text: str) -> None:
        """Show the reports found by these words."""
        self.beginResetModel()
        self._text = text
        self._found = self._finder.find(self._arranged, text)
        self.endResetModel()

    def arrange(self, column: int, *, falling: bool) -> None:
        """Sort by a column."""
        self.beginResetModel()
        self.order = column, falling
        self._arrange()
        self.endResetModel()

    def arrange_by(self, column: int) -> None:
        """Sort by a column, the other way round where it is sorted by that already."""
        before, falling = self.order
        self.arrange(column, falling=not falling if before == column else self.columns[column].falling)

    def count(self) -> int:
        """Count the reports, found or not."""
        return len(self._entries)

    def row_of(self, report_id: int) -> int:
        """Return the row of a report, -1 where it is not shown."""
        return next((row for row, entry in enumerate(self._found) if entry.id == report_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the reports shown."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's text, the entry, its details, or what tells it from others of the same name."""
        if not index.isValid():
            return None
        entry = self._found[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (self.columns[index.column()].text(entry), self._twin(index, entry))))
        if role == TWIN_ROLE:
            return self._twin(index, entry)
        return details(entry) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return a column's head."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return f"按{self.columns[section].head}排序（Ctrl+{section + 1}），再按一次反过来"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _arrange(self) -> None:
        column, falling = self.order
        self._arranged = arranged(self._entries, self.columns[column], falling=falling)
        self._found = self._finder.find(self._arranged, self._text)

    def _twin(self, index: Index, entry: Entry) -> str:
        """Say what tells a report from another of the same unit and year."""
        if index.column() or self._alike[entry.unit, entry.year] < 2:
            return ""
        return f"编号 {entry.id}，{_moment(entry.created)} 新建"


def details(entry: Entry) -> str:
    """Return what the row of a report has no room for, as marked-up text."""
    from reportdesk.form import loader

    lines = [unit_of(entry), f"{entry.year} 年度，{loader.load(entry.form).name}", f"{_moment(entry.created)} 新建"]
    lines.append(f"{_moment(entry.edited)} 最后修改")
    if entry.deleted:
        lines.append(f"{_moment(entry.deleted)} 删除")
    return f"<qt>{'<br>'.join(map(escape, lines))}</qt>"


def _moment(told: str) -> str:
    return f"{datetime.fromisoformat(told):%Y-%m-%d %H:%M}"

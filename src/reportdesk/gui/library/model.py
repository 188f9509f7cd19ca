"""The reports of the store as table rows; columns are data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from reportdesk.store.library import Entry

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
STATES = {"draft": ("草稿", "")}
PRACTICE = ("练习", "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width (0 takes what is left) and the text of an entry."""

    head: str
    width: int
    text: Callable[[Entry], str]


def state_of(entry: Entry) -> tuple[str, str]:
    """Return an entry's state in words and its tone."""
    return PRACTICE if entry.sample else STATES[entry.state]


def result_of(entry: Entry) -> tuple[str, str]:
    """Return the outcome of 数据审核 in words and its tone."""
    summary = entry.summary
    parts = ((summary.errors, "错误"), (summary.missing, "未填"), (summary.remarks, "提醒"))
    words = " ".join(f"{number} {word}" for number, word in parts if number)
    if not words:
        return ("提醒已说明" if summary.explained else "通过"), "done"
    return words, "error" if summary.errors else "remark" if summary.remarks and not summary.missing else ""


def when(entry: Entry, today: date) -> str:
    """Say when an entry was last edited: 今天, 昨天, or the date."""
    edited = datetime.fromisoformat(entry.edited)
    if edited.date() == today:
        return f"今天 {edited:%H:%M}"
    if edited.date() == today - timedelta(days=1):
        return f"昨天 {edited:%H:%M}"
    return f"{edited:%Y-%m-%d}"


def _progress(entry: Entry) -> str:
    return f"{entry.summary.filled} / {entry.summary.cells} 格"


COLUMNS = (
    Column("单位", 0, lambda entry: entry.unit or "（未填单位名称）"),
    Column("年度", 80, lambda entry: str(entry.year)),
    Column("状态", 100, lambda entry: state_of(entry)[0]),
    Column("进度", 280, _progress),
    Column("审核", 190, lambda entry: result_of(entry)[0]),
    Column("最后修改", 140, lambda entry: when(entry, datetime.now().astimezone().date())),
)


class LibraryModel(QAbstractTableModel):
    """All reports, the last edited first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show these reports."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the reports."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's text or the entry."""
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMNS[index.column()].text(entry)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return a column's head."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class LibraryFilter(QSortFilterProxyModel):
    """Keeps the reports whose unit or year holds every word looked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, text: str) -> None:
        """Filter by words parted by blanks."""
        self._words = text.lower().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Accept a report that holds all words."""
        entry: Entry = self.sourceModel().index(row, 0).data(ENTRY_ROLE)
        told = f"{entry.unit} {entry.year}".lower()
        return all(word in told for word in self._words)

"""The reports of the store as table rows: those looked for, in the order asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reportdesk.gui.library.columns import BIN_COLUMNS, COLUMNS, Column, arranged, is_as_published, result_of, unit_of
from reportdesk.store.library import Entry

if TYPE_CHECKING:
    from reportdesk.gui.library.search import Finder

Index = QModelIndex | QPersistentModelIndex
# Views ask hundreds of times before the first paint, with plain numbers: with these they compare at once.
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN, _ALIGNMENT = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.TextAlignmentRole)
_TO_THE_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        self._finder: Finder | None = None
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
        self._find()
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

    def entry(self, row: int) -> Entry:
        """Return the report of a row."""
        return self._found[row]

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return a column's text, as shown and as spoken, or the details of the report."""
        if not index.isValid():
            return None
        entry = self._found[index.row()]
        if role == _DISPLAY:
            return self.columns[index.column()].text(entry)
        if role == _SPOKEN:
            twin = "" if index.column() else self.twin(entry)
            return " ".join(filter(None, (self.columns[index.column()].text(entry), twin)))
        return details(entry) if role == _TIP else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> str | int | None:
        """Return a column's head."""
        if role == _ALIGNMENT:
            return _TO_THE_LEFT
        if role not in (_DISPLAY, _TIP) or orientation != Qt.Orientation.Horizontal:
            return None
        head = self.columns[section].head
        return head if role == _DISPLAY else f"按{head}排序（Ctrl+{section + 1}），再按一次反过来"

    def _arrange(self) -> None:
        column, falling = self.order
        self._arranged = arranged(self._entries, self.columns[column], falling=falling)
        self._find()

    def _find(self) -> None:
        if not self._text:
            self._found = self._arranged
            return
        if self._finder is None:
            from reportdesk.gui.library.search import Finder  # the first window looks for nothing

            self._finder = Finder()
        self._found = self._finder.find(self._arranged, self._text)

    def twin(self, entry: Entry) -> str:
        """Say what tells a report from another of the same unit and year."""
        if self._alike[entry.unit, entry.year] < 2:
            return ""
        return f"编号 {entry.id}，{_moment(entry.created)} 新建"


def details(entry: Entry) -> str:
    """Return what the row of a report has no room for, as marked-up text."""
    from html import escape

    from reportdesk.form import loader

    lines = [unit_of(entry), f"{entry.year} 年度，{loader.load(entry.form).name}", f"{_moment(entry.created)} 新建"]
    lines.append(f"{_moment(entry.edited)} 最后修改")
    if is_as_published(entry) and result_of(entry)[1] != "done":
        lines.append("与公开的原文一样，审核发现的是原文的问题")
    if entry.deleted:
        lines.append(f"{_moment(entry.deleted)} 删除")
    return f"<qt>{'<br>'.join(map(escape, lines))}</qt>"


def _moment(told: str) -> str:
    return told[:16].replace("T", " ")

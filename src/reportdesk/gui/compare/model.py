"""The table of 与上年核对 as a model: texts, tones and what a screen reader says of a line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics

from reportdesk.gui.compare.lines import BLANK, Line
from reportdesk.gui.theme import colour

Index = QModelIndex | QPersistentModelIndex
CHANGE, MARK = 4, 6
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Names(NamedTuple):
    """What the columns of the two reports are called."""

    before: str = ""
    now: str = ""


class CompareModel(QAbstractTableModel):
    """The lines shown; headings and cells without a counterpart span several columns."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._repeated: set[int] = set()
        self._names, self._joined = Names(), False

    def show(self, lines: list[Line], names: Names) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._names = lines, names
        self._repeated = {row for row in range(1, len(lines)) if lines[row].row == lines[row - 1].row}
        self.endResetModel()

    def join(self, joined: bool) -> None:
        """Name row and column in the first place, or in one each."""
        if joined != self._joined:
            self._joined = joined
            if self._lines:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def widest(self, column: int, metrics: QFontMetrics) -> int:
        """Return the room that the widest text of a column of figures needs."""
        texts = {_texts(line)[column] for line in self._lines if line.address and not line.reason}
        return max((metrics.horizontalAdvance(text) for text in (*texts, self._heads()[column])), default=0)

    def line(self, index: Index) -> Line | None:
        """Return the line of an index."""
        return self._lines[index.row()] if index.isValid() else None

    def row_of(self, address: str) -> int:
        """Return the row of a cell of both reports or of ours alone, -1 where it is not shown."""
        return next((row for row, line in enumerate(self._lines) if line.address == address and line.is_ours), -1)

    def lines(self) -> list[Line]:
        """Return the lines shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the heads."""
        return 0 if parent.isValid() else len(self._heads())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        line = self.line(index)
        if line is None or line.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text, its look, or the line in a sentence."""
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(index.row()) if index.column() == 0 else _texts(line)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = not line.is_heading and 2 <= index.column() < MARK and not line.reason
            return _RIGHT if right or index.column() in (2, 3) else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        return _look(line, index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads, aligned like what stands below."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if 2 <= section < MARK else _LEFT
        return self._heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _name(self, row: int) -> str:
        """Name a line: with its column where both stand in one place, else once for the lines of one row."""
        line = self._lines[row]
        if self._joined and line.column:
            return f"{line.row}｜{line.column}"
        return "" if row in self._repeated else line.row

    def _heads(self) -> tuple[str, ...]:
        return ("项目", "栏目", *self._names, "增减", "增减%", "提示")

    def _spoken(self, line: Line) -> str:
        if line.is_heading:
            return line.row
        figures = zip(self._names, (line.before, line.now), strict=True)
        told = [f"{name} {figure}" for name, figure in figures if figure]
        change = f"增减 {line.change}" if line.change else ""
        return "，".join(filter(None, (line.row, line.column, *told, change, line.percent, line.mark, line.reason)))


def _texts(line: Line) -> tuple[str, ...]:
    change = line.reason or line.change
    return line.row, line.column, line.before, line.now, change, line.percent, line.mark


def _look(line: Line, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.BackgroundRole and line.is_heading:
        return colour("head")
    if role == Qt.ItemDataRole.FontRole and (line.is_heading or (line.mark and column >= CHANGE)):
        font = QFont()
        font.setBold(True)
        return font
    if role != Qt.ItemDataRole.ForegroundRole:
        return None
    if line.is_heading:
        return colour("ink")
    if line.mark and column >= CHANGE:
        return colour("remark")
    quiet = line.is_same or line.reason or (column in (2, 3) and _texts(line)[column] == BLANK)
    return colour("soft_ink" if quiet else "ink")

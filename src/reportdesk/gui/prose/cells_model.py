"""The cells of a form by their official labels, as a list that can be searched."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reportdesk.gui.compare.lines import told
from reportdesk.gui.library.pinyin import Spelling, spelling
from reportdesk.gui.library.search import fold
from reportdesk.gui.prose.telling import cell_label
from reportdesk.report.report import Report

Index = QModelIndex | QPersistentModelIndex


class CellsModel(QAbstractListModel):
    """The cells in which every word looked for stands, in Chinese or by the initials of its pinyin."""

    def __init__(self, parent: QObject, report: Report) -> None:
        super().__init__(parent)
        self._report = report
        self._labels = {address: cell_label(report.form, address) for address in report.form.cells}
        self._spelled: dict[str, Spelling] = {}
        self._shown = list(self._labels)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the cells found."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's label and figure."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        address = self._shown[index.row()]
        return f"{self._labels[address]}：{told(self._report.cell(address))}"

    def addresses(self, indexes: Iterable[Index]) -> list[str]:
        """Return the cells chosen, in the order of the form."""
        return [self._shown[row] for row in sorted(index.row() for index in indexes)]

    def look_for(self, text: str) -> None:
        """Show the cells found for a text."""
        words = fold(text).split()
        self.beginResetModel()
        self._shown = [address for address in self._labels if all(self._holds(address, word) for word in words)]
        self.endResetModel()

    def _holds(self, address: str, word: str) -> bool:
        label = fold(self._labels[address])
        if word in label or not (word.isascii() and word.isalpha()):
            return word in label
        if address not in self._spelled:
            self._spelled[address] = spelling(label)
        return self._spelled[address].holds(word)

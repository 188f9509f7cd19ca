"""One table model for every official table: the grid of a section with the session's figures in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reportdesk.audit.cross_year import Lock
from reportdesk.errors import ReportDeskError
from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.gui.grid.locks import locked
from reportdesk.report.values import NotApplicable, Unread, show
from reportdesk.session import Happened, Session

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _CHOSEN | Qt.ItemFlag.ItemIsEditable


class GridModel(QAbstractTableModel):
    """The body of a printed grid; frozen heads and labels stand in the headers, all else in the body."""

    refused = Signal(QModelIndex, str)

    def __init__(self, session: Session, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.grid = grid
        self._owner: dict[tuple[int, int], GridCell] = {}
        self._place: dict[str, tuple[int, int]] = {}
        for cell in grid.cells:
            row, column = cell.row - grid.head_rows, cell.column - grid.label_columns
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    self._owner[row + down, column + right] = cell
            if cell.role is Role.VALUE:
                self._place[cell.address] = (row, column)
        self.carried = self._place.keys() & session.form.carried.keys()
        self._seals = self._sealed()
        session.listen(self._on_session_happened)

    def detach(self) -> None:
        """Stop listening to the session."""
        self.session.unlisten(self._on_session_happened)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows below the frozen heads."""
        return 0 if parent.isValid() else self.grid.rows - self.grid.head_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns right of the frozen labels."""
        return 0 if parent.isValid() else self.grid.columns - self.grid.label_columns

    def cell_at(self, index: Index) -> GridCell:
        """Return the printed cell at an index."""
        return self._owner[index.row(), index.column()]

    def index_of(self, address: str) -> QModelIndex:
        """Return a figure's index, invalid where this grid does not have it."""
        place = self._place.get(address)
        return self.index(*place) if place else QModelIndex()

    def is_total(self, index: Index) -> bool:
        """Tell whether an index is the place of a total, summed or typed."""
        return self.cell_at(index).address in self.session.form.totals

    def is_summed(self, index: Index) -> bool:
        """Tell whether the figure at an index is summed by the program."""
        return self.session.report.is_summed(self.cell_at(index).address)

    def lock_at(self, index: Index) -> Lock | None:
        """Return the lock of the figure at an index, None where it may be typed."""
        if not index.isValid():
            return None
        address = self._owner[index.row(), index.column()].address
        return self.session.lock(address) if address in self.carried else None

    def is_unlocked(self, address: str) -> bool:
        """Tell whether a figure taken from last year's report may be altered since an 出错说明 was written."""
        following = self.session.form.carried.get(address)
        if following is None or self.session.audit.last is None:
            return False
        return self.session.report.remark(following.key) is not None

    def seal(self, address: str) -> bool | None:
        """Tell whether a figure taken from last year's report is locked; None where it neither is nor was."""
        if address not in self.carried:
            return None
        if self.is_unlocked(address):
            return False
        return True if self.session.lock(address) else None

    def addresses(self) -> list[str]:
        """Return the figures' addresses row by row."""
        return list(self._place)

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Return row, column, rowspan and colspan of the body's merged cells."""
        head, labels = self.grid.head_rows, self.grid.label_columns
        return [
            (cell.row - head, cell.column - labels, cell.rowspan, cell.colspan)
            for cell in self.grid.cells
            if cell.row >= head and cell.column >= labels and cell.rowspan * cell.colspan > 1
        ]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let figures be chosen, and typed where they are not locked; nothing else."""
        cell = self._owner[index.row(), index.column()] if index.isValid() else None
        if cell is None or cell.role is not Role.VALUE:
            return Qt.ItemFlag.NoItemFlags
        if self.session.finals.is_final:
            return _CHOSEN
        return _CHOSEN if cell.address in self.carried and self.session.lock(cell.address) else _EDITABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text, the printed cell, the value, or what a screen reader says."""
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if role == CELL_ROLE:
            return cell
        if cell.role is not Role.VALUE:
            return cell.text if role == Qt.ItemDataRole.DisplayRole else None
        return self._figure(cell.address, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take typed text; `refused` says why where it is no value of this cell or could not be stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        lock = self.lock_at(index)
        if lock is not None:
            self.refused.emit(self.index(index.row(), index.column()), locked(lock))
            return False
        try:
            self.session.type_cell(self.cell_at(index).address, str(value))
        except ReportDeskError as error:
            self.refused.emit(self.index(index.row(), index.column()), error.message)
            return False
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the labels of a row or column for screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        index = self.index(0, section) if across else self.index(section, 0)
        cell = self.cell_at(index)
        if cell.role is not Role.VALUE:
            return ""
        form = self.session.form
        return form.column_name(cell.address) if across else form.row_name(cell.address)

    def spoken(self, address: str) -> str:
        """Return row, column, value and state of a cell as one sentence."""
        value = self.session.report.cell(address)
        state = "未填" if value is None else show(value)
        if isinstance(value, Unread):
            state = f"未读出：{value.text}"
        elif isinstance(value, NotApplicable):
            state = show(value)
        report = self.session.report
        total = "，自动合计" if report.is_summed(address) else "，手工填写的合计" if report.is_typed(address) else ""
        lock = self.session.lock(address)
        kept = f"，已锁定，{lock.source}" if lock else "，已解锁" if self.is_unlocked(address) else ""
        return f"{self.session.form.cell_name(address)}：{state}{total}{kept}"

    def _figure(self, address: str, role: int) -> object:
        value = self.session.report.cell(address)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return show(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            lock = self.session.lock(address)
            return locked(lock) if lock else None
        return self.spoken(address) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _sealed(self) -> dict[str, bool | None]:
        return {address: self.seal(address) for address in self.carried}

    def _on_session_happened(self, happened: Happened) -> None:
        before, self._seals = self._seals, self._sealed()
        for address in (address for address, seal in self._seals.items() if seal is not before[address]):
            self.dataChanged.emit(self.index_of(address), self.index_of(address))
        for slot in happened.slots:
            if slot.kind in ("cell", "typed") and slot.name in self._place:
                index = self.index_of(slot.name)
                self.dataChanged.emit(index, index)

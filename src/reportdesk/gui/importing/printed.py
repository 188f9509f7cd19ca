"""The published tables as they were printed, every figure marked with what became of it, in colour, shape and words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.gui.grid.geometry import WRAP, Geometry, padding, width_for
from reportdesk.gui.grid.model import CELL_ROLE
from reportdesk.gui.grid.paint import fitting, paint_focus, paint_label, paint_lines
from reportdesk.gui.importing.printed_grid import row_of
from reportdesk.gui.importing.texts import tooltip
from reportdesk.gui.importing.trial import SIGNS, TONES, Mark, Trial
from reportdesk.gui.theme import colour, font
from reportdesk.gui.whole_rows import WholeRows

Index = QModelIndex | QPersistentModelIndex
_SIGN, _FIGURE = 11, 13  # at 100 %
_EDGE, _LINES = 3, 2  # pixels beside a sign, and for the lines of the table
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PrintedModel(QAbstractTableModel):
    """A printed grid, its figures with what became of them."""

    def __init__(self, trial: Trial, grid: Grid, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = grid
        self._trial = trial
        self._owner = {
            (cell.row + down, cell.column + right): cell
            for cell in grid.cells
            for down in range(cell.rowspan)
            for right in range(cell.colspan)
        }
        self._place = {cell.address: (cell.row, cell.column) for cell in grid.cells if cell.address}
        self._unread_rows = {row_of(grid, part.text) for part in trial.reading.skipped}

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the printed rows."""
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the printed columns."""
        return 0 if parent.isValid() else self.grid.columns

    def cell_at(self, index: Index) -> GridCell:
        """Return the printed cell at an index."""
        return self._owner[index.row(), index.column()]

    def place_of(self, address: str) -> QModelIndex:
        """Return where a cell's text is printed, or the row that was not read for it, invalid where it is neither."""
        if address in self._place:
            return self.index(*self._place[address])
        row = row_of(self.grid, self._trial.reading.cells[address].text)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def mark_at(self, index: Index) -> Mark:
        """Return what became of a printed figure."""
        cell = self.cell_at(index)
        if cell.address:
            return self._trial.mark(cell.address)
        return Mark.UNREAD if cell.row in self._unread_rows else Mark.NOWHERE

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be looked at, none be altered: this is what was printed."""
        return _CHOOSABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the printed text, the cell, or what a screen reader says."""
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and cell.role is Role.VALUE:
            told = self._told(cell, self.mark_at(index))
            return told if role == Qt.ItemDataRole.AccessibleTextRole else tooltip(told)
        return None

    def alter(self) -> None:
        """Show all marks anew."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _told(self, cell: GridCell, mark: Mark) -> str:
        name = self._trial.report.form.cell_name(cell.address) if cell.address else "不属于任何一格"
        reason = self._trial.reason(cell.address) if cell.address else ""
        return f"{name}：原文“{cell.text}”，{mark.value}" + (f"。{reason}" if reason and mark in TONES else "")


class _PrintedDelegate(QStyledItemDelegate):
    """Draws printed cells: figures on the ground of their mark, with its sign in the corner."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell: GridCell = index.data(CELL_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        model = index.model()
        painter.save()
        if cell.role is Role.VALUE and isinstance(model, PrintedModel):
            _paint_figure(painter, rect, cell.text, model.mark_at(index))
        else:
            paint_label(painter, rect, cell, _seen(self.parent()))
        if state & QStyle.StateFlag.State_Selected:
            paint_focus(painter, rect)
        painter.restore()


def _paint_figure(painter: QPainter, rect: QRect, text: str, mark: Mark) -> None:
    tone = TONES.get(mark, "")
    ground = f"{tone}_soft" if tone else "neutral_soft" if mark is Mark.NOWHERE else "card"
    painter.fillRect(rect, colour(ground))
    paint_lines(painter, rect)
    painter.setPen(colour(tone or "soft_ink"))
    painter.setFont(font(_SIGN, bold=True))
    painter.drawText(rect.adjusted(_EDGE, 0, 0, 0), _LEFT, SIGNS[mark])
    painter.setPen(colour("ink"))
    if _wraps(text):
        painter.setFont(font(_FIGURE))
        painter.drawText(_beside(rect, *SIGNS.values()), _RIGHT | WRAP, text)
        return
    room = _beside(rect, SIGNS[mark])
    painter.setFont(fitting(font(_FIGURE), text, room.width()))
    painter.drawText(room, _RIGHT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


def _wraps(text: str) -> bool:
    """Tell whether a text stands on several lines where it is long: words do, a number does not."""
    return not text.isascii()


def _beside(rect: QRect, *signs: str) -> QRect:
    """Return the room of a figure in its cell beside the widest of some signs."""
    taken = max(map(QFontMetrics(font(_SIGN, bold=True)).horizontalAdvance, signs)) + 2 * _EDGE
    return rect.adjusted(max(padding(), taken), 0, -padding(), 0)


def _heights(grid: Grid, geometry: Geometry) -> list[int]:
    """Return the rows' heights with room for words in place of a figure, whatever becomes of its sign."""
    heights, metrics = [geometry.height(row) for row in range(grid.rows)], QFontMetrics(font(_FIGURE))
    for cell in grid.cells:
        if cell.role is Role.VALUE and _wraps(cell.text):
            room = _beside(geometry.rect(cell), *SIGNS.values())
            needed = metrics.boundingRect(room, _RIGHT | WRAP, cell.text).height() + _LINES
            heights[cell.row] = max(heights[cell.row], needed)
    return heights


def _seen(view: QObject) -> QRect | None:
    return QRect(0, 0, view.viewport().width(), view.whole_height()) if isinstance(view, WholeRows) else None


class PrintedView(WholeRows):
    """Printed tables to look at; `cell_chosen` names the cell whose text the clerk goes to."""

    ground = "card"
    cell_chosen = Signal(str)

    def __init__(self, trial: Trial, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gridView")
        self.printed = PrintedModel(trial, grid, self)
        self.setModel(self.printed)
        self.setItemDelegate(_PrintedDelegate(self))
        self.setAccessibleName("原文的表格")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        for cell in grid.cells:
            if cell.rowspan * cell.colspan > 1:
                self.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)

    def show_cell(self, address: str) -> None:
        """Mark where a cell is printed, without telling so."""
        index = self.printed.place_of(address)
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        self._show_current()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the table's left and upper line, which no cell draws."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        left, top = -self.horizontalOffset(), -self.verticalOffset()
        painter.fillRect(left, top, self.horizontalHeader().length(), 1, colour("strong_line"))
        bottom = min(self.verticalHeader().length() + top, self.whole_height())
        painter.fillRect(left, 0, 1, bottom, colour("strong_line"))
        painter.fillRect(self.viewport().rect().adjusted(self.whole_width(), 0, 0, 0), colour(self.ground))

    def whole_width(self) -> int:
        """Return how far to the right whole columns reach: a figure stands at the far side of its cell.

        A column wider than that is drawn all the same, and so is the one in focus.
        """
        heads, width = self.horizontalHeader(), self.viewport().width()
        column = heads.logicalIndexAt(width - 1)
        left = heads.sectionViewportPosition(column) if column >= 0 else 0
        is_cut = left > 0 and left + heads.sectionSize(column) > width
        return left if is_cut and column != self.currentIndex().column() else width

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: object) -> None:
        """Tell which cell's text is looked at."""
        super().currentChanged(QModelIndex(current), previous)  # type: ignore[arg-type]
        if current.isValid() and self.printed.cell_at(current).address:
            self.cell_chosen.emit(self.printed.cell_at(current).address)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tables out anew for another width."""
        super().resizeEvent(event)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        if room <= 0:
            return
        grid = self.printed.grid
        geometry = Geometry.of(grid, width_for(grid, room), self.fontMetrics())
        for column in range(grid.columns):
            self.setColumnWidth(column, geometry.width(column))
        for row, height in enumerate(_heights(grid, geometry)):
            self.setRowHeight(row, height)
        self._show_current()

    def _show_current(self) -> None:
        """Bring the cell looked at to the middle, but go to the right only as far as needed: at the left are labels."""
        across = self.horizontalScrollBar().value()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.horizontalScrollBar().setValue(across)
            self.scrollTo(self.currentIndex())

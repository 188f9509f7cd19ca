"""The official table as the clerk types in it: like a spreadsheet, with heads and labels that never scroll away."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from reportdesk.form.grid import Grid, Role
from reportdesk.gui.grid import moves
from reportdesk.gui.grid.actions import GridActions
from reportdesk.gui.grid.body import Body
from reportdesk.gui.grid.delegate import CellDelegate
from reportdesk.gui.grid.ends import EndGuard
from reportdesk.gui.grid.geometry import Geometry, width_for
from reportdesk.gui.grid.header import Corner, GridHeader
from reportdesk.gui.grid.locks import LockGuard
from reportdesk.gui.grid.model import GridModel
from reportdesk.gui.grid.paint import Marks
from reportdesk.gui.looks import is_zoom
from reportdesk.gui.theme import colour
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.session import Session


class GridView(WholeRows):
    """One section's tables; `cell_entered` names the figure in focus."""

    cell_entered = Signal(str)
    refused = Signal(QRect, str)
    closed = Signal()

    def __init__(self, session: Session, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gridView")
        self._session = session
        self._grid = grid
        self.grid_model = GridModel(session, grid, self)
        self.cell_delegate = CellDelegate(self.grid_model, self)
        self.body = Body(self.grid_model)
        self.cell_actions = GridActions(self, self.grid_model)
        self._locks = LockGuard(self, self.grid_model)
        self._end = EndGuard(self)
        self._heads = GridHeader(Qt.Orientation.Horizontal, grid, self)
        self._labels = GridHeader(Qt.Orientation.Vertical, grid, self)
        self._corner = Corner(grid, self)
        self._laid_out_for = (0, 0, 0)
        self._set_up()
        self.grid_model.refused.connect(self._on_grid_model_refused)
        self.cell_actions.refused.connect(self._on_cell_actions_refused)
        self._locks.refused.connect(self._on_cell_actions_refused)
        self._end.refused.connect(self._on_cell_actions_refused)
        self._end.told.connect(self.cell_actions.told)
        self.cell_delegate.finished.connect(self._on_cell_delegate_finished)
        self.cell_delegate.left.connect(self._on_cell_delegate_left)
        self.cell_delegate.closed.connect(self.closed)

    def detach(self) -> None:
        """Stop listening to the session, before the view goes."""
        self.grid_model.detach()

    def current_address(self) -> str:
        """Return the address of the figure in focus, empty where there is none."""
        index = self.currentIndex()
        return self.grid_model.cell_at(index).address if index.isValid() else ""

    def chosen_addresses(self) -> list[str]:
        """Return the addresses of the figures chosen."""
        cells = dict.fromkeys(self.grid_model.cell_at(index) for index in self.selectedIndexes())
        return [cell.address for cell in cells if cell.role is Role.VALUE]

    def go_to(self, address: str) -> bool:
        """Put the focus on a figure; False where it is not in this table."""
        index = self.grid_model.index_of(address)
        if not index.isValid():
            return False
        self._end.leave()
        self._go(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def open_with(self, address: str, text: str) -> None:
        """Open a figure with a text that was left in it unfinished."""
        if not self.go_to(address):
            return
        index = self.grid_model.index_of(address)
        if self.cell_delegate.editor is None and self.grid_model.lock_at(index) is None:
            self.edit(index)
        if self.cell_delegate.editor is not None:
            self.cell_delegate.editor.setText(text)

    def settle(self) -> bool:
        """Take what stands in an open cell; False where it was refused and the cell stays open, in focus."""
        editor = self.cell_delegate.editor
        if editor is None:
            return True
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if self.cell_delegate.is_refused:
            editor.setFocus()
        return not self.cell_delegate.is_refused

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell, but one with a refused text in it only when the clerk gives that up."""
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.cell_delegate.is_refused = False  # or the table would give the focus back to a cell that goes
        if not self.cell_delegate.is_refused:
            super().closeEditor(editor, hint)

    def mark(self, marks: Marks) -> None:
        """Mark the cells of findings, and draw those anew whose marks are others."""
        for index in map(self.grid_model.index_of, self.body.mark(marks)):
            self.update(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move like a spreadsheet; Delete and Backspace empty the chosen cells."""
        move, arrow = moves.move_of(event), moves.arrow_of(event, Qt.KeyboardModifier.ControlModifier)
        if self.cell_actions.take(event):
            return
        if move is not None:
            # Tab in the last figure goes on to the next widget.
            event.setAccepted(self._move(move) or move in ("down", "up"))
        elif arrow is not None:
            self._go(moves.edge(self.grid_model, self.currentIndex(), arrow))
        elif self._go(moves.outermost(self.grid_model, event)):
            event.accept()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cell_actions.clear()
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.currentIndex())
        else:
            was_open = self.cell_delegate.editor is not None
            super().keyPressEvent(event)
            self.cell_delegate.overwrites = self.cell_delegate.editor is not None and not was_open

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen cells."""
        self.cell_actions.show_menu(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open a figure with what an input method commits at once, as full-width digits: Qt opens it but drops them."""
        was_open = self.cell_delegate.editor is not None
        super().inputMethodEvent(event)
        editor = self.cell_delegate.editor
        if event.commitString() and editor is not None and not was_open:
            self.cell_delegate.overwrites = True
            editor.selectAll()
            QCoreApplication.sendEvent(editor, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave an open cell only when what was typed there is taken."""
        if self.settle():
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go back to a cell that stays open with a refused text."""
        current = self.currentIndex()
        if current.isValid() and event.reason() == Qt.FocusReason.OtherFocusReason:
            editable = current.flags() & Qt.ItemFlag.ItemIsEditable
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(editable))
            _draw_chosen(self)
        else:
            super().focusInEvent(event)
        if self.cell_delegate.is_refused and self.cell_delegate.editor is not None:
            self.cell_delegate.editor.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw only the chosen cells anew: every figure typed takes the focus away and gives it back."""
        _draw_chosen(self)

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: object) -> None:
        """Tell which figure is in focus now."""
        super().currentChanged(QModelIndex(current), previous)  # type: ignore[arg-type]
        if current.isValid():
            self.cell_entered.emit(self.grid_model.cell_at(current).address)

    def updateGeometries(self) -> None:
        """Keep the corner where heads and labels meet."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self._labels.thickness(), self._heads.thickness())
        self._corner.setVisible(bool(self._labels.thickness() and self._heads.thickness()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the table out anew for another width."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the table out anew for another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but leave Ctrl+wheel to the window, which changes the text size."""
        if is_zoom(event):
            event.ignore()
        else:
            super().wheelEvent(event)

    def draw_rows(self, event: QPaintEvent) -> None:
        """Draw the cells, and the table's left and upper line where no header does."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(self.ground))
        left, top = -self.horizontalOffset(), -self.verticalOffset()
        self.body.paint(painter, event.region(), QPoint(-left, -top), _framed(self))
        painter.setPen(colour("strong_line"))
        if not self._heads.thickness():
            painter.drawLine(0, top, self.horizontalHeader().length() - 1, top)
        if not self._labels.thickness():
            bottom = min(self.verticalHeader().length() + top, self.whole_height())
            painter.drawLine(left, 0, left, bottom - 1)

    def _set_up(self) -> None:
        self.setModel(self.grid_model)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setItemDelegate(self.cell_delegate)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._labels)
        self._heads.setVisible(bool(self._grid.head_rows))
        self._labels.setVisible(bool(self._grid.label_columns))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(True)
        for row, column, rowspan, colspan in self.grid_model.spans():
            self.setSpan(row, column, rowspan, colspan)

    def _lay_out(self) -> None:
        room = self.width() - self.beside()
        width = width_for(self._grid, room)
        bar = self.horizontalScrollBar().sizeHint().height() if width > room else 0
        laid_out_for = (width, self.height() - bar - 2, self.fontMetrics().height())
        if room <= 0 or laid_out_for == self._laid_out_for:
            return
        self._laid_out_for = laid_out_for
        geometry = Geometry.fitting(self._grid, *laid_out_for[:2], self.fontMetrics())
        self._heads.set_geometry(geometry)
        self._labels.set_geometry(geometry)
        self.body.lay_out(geometry)
        self.updateGeometries()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _move(self, move: str) -> bool:
        """Go to the next figure to type; False where there is none."""
        has_moved = self._go(moves.after(self.grid_model, self.currentIndex(), move))
        if not has_moved and move == "down":
            self._end.reach()
        return has_moved

    def _go(self, index: QModelIndex) -> bool:
        """Go to a figure and choose it alone, whatever Shift or Ctrl is held for; False where there is none."""
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return index.isValid()

    def _on_cell_delegate_finished(self, move: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._move(move)

    def _on_cell_delegate_left(self, down: int, right: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(moves.beside(self.grid_model, self.currentIndex(), (down, right)))

    def _on_grid_model_refused(self, index: QModelIndex, message: str) -> None:
        self.refused.emit(self.visualRect(index), message)

    def _on_cell_actions_refused(self, message: str) -> None:
        self.refused.emit(self.visualRect(self.currentIndex()), message)


def _draw_chosen(view: GridView) -> None:
    """Draw the chosen cells and the one in focus anew, and no others."""
    view.viewport().update(view.visualRegionForSelection(view.selectionModel().selection()))
    view.update(view.currentIndex())


def _framed(view: GridView) -> set[str]:
    """Return the addresses of the figures chosen and of the one in focus."""
    return {*view.chosen_addresses(), *([view.current_address()] if view.hasFocus() else [])}

"""Headers that show the printed table's merged heads or row labels, and so stay in view while the body scrolls."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.gui.drawings import Drawings
from reportdesk.gui.grid.geometry import Geometry, Places
from reportdesk.gui.grid.paint import paint_label
from reportdesk.gui.theme import colour
from reportdesk.gui.whole_rows import WholeRows, whole_height

Index = QModelIndex | QPersistentModelIndex


class GridHeader(QHeaderView):
    """The frozen heads (horizontal) or the frozen row labels (vertical) of a grid."""

    def __init__(self, orientation: Qt.Orientation, grid: Grid, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._across = orientation == Qt.Orientation.Horizontal
        self._grid = grid
        self._geometry: Geometry | None = None
        self._places: Places | None = None
        self._drawings = Drawings()
        heads, labels = grid.head_rows, grid.label_columns
        frozen = (c for c in grid.cells if c.role is not Role.VALUE)
        self._cells = [c for c in frozen if (c.row < heads) == self._across and (c.column < labels) != self._across]
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def set_geometry(self, geometry: Geometry) -> None:
        """Take over new widths and heights."""
        self._geometry = geometry
        heads, labels = self._grid.head_rows, self._grid.label_columns
        corner = QPoint(geometry.lefts[labels], 0) if self._across else QPoint(0, geometry.tops[heads])
        self._places = Places(geometry, self._cells, corner)
        for section in range(self.count()):
            size = geometry.width(labels + section) if self._across else geometry.height(heads + section)
            self.resizeSection(section, size)
        self.updateGeometry()

    def thickness(self) -> int:
        """Return the height of the heads or the width of the labels."""
        if self._geometry is None:
            return 0
        if self._across:
            return self._geometry.tops[self._grid.head_rows]
        return self._geometry.lefts[self._grid.label_columns]

    def sizeHint(self) -> QSize:
        """Return the room the frozen part takes."""
        return QSize(0, self.thickness()) if self._across else QSize(self.thickness(), 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Draw nothing anew: no head shows which cell is in focus."""

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Draw nothing anew: no head shows which cells are chosen."""

    def _ground(self) -> str:
        """Return the colour beside and below the rows, the table's own."""
        view = self.parent()
        return view.ground if isinstance(view, WholeRows) else "ground"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every frozen cell that the event's region touches."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(self._ground()))
        self._drawings.begin(painter)
        seen = QRect(0, 0, self.width(), whole_height(self, self.height()))
        scrolled = QPoint(self.offset(), 0) if self._across else QPoint(0, self.offset())
        for cell, rect in self._places.within(event.region(), scrolled) if self._places else ():
            self._paint(painter, rect, cell, seen)
        painter.setPen(colour("strong_line"))
        if self._across:
            painter.drawLine(0, 0, self.length() - self.offset() - 1, 0)
            if not self._grid.label_columns:
                painter.drawLine(-self.offset(), 0, -self.offset(), self.height())
        else:
            painter.drawLine(0, 0, 0, min(self.length() - self.offset(), seen.height()) - 1)
            painter.fillRect(self.rect().adjusted(0, seen.height(), 0, 0), colour(self._ground()))

    def _paint(self, painter: QPainter, rect: QRect, cell: GridCell, seen: QRect) -> None:
        """Draw a head, or a row label of which only a part may be seen."""
        part = rect if self._across else rect & seen
        above, high = part.top() - rect.top(), part.height()

        def draw(painter: QPainter, at: QRect) -> None:
            paint_label(painter, at, cell, QRect(at.left(), at.top() + above, at.width(), high))

        self._drawings.put(painter, rect, (cell, above, high), draw)


class Corner(QWidget):
    """The printed table's top left cell, above the labels and beside the heads."""

    def __init__(self, grid: Grid, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = [c for c in grid.cells if c.role is Role.CORNER and c.row < grid.head_rows]
        self.setAccessibleName("".join(cell.text for cell in self._cells))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the corner's text on the ground of heads."""
        painter = QPainter(self)
        for cell in self._cells:
            paint_label(painter, self.rect(), cell)
        painter.setPen(colour("strong_line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, 0, 0, self.height())

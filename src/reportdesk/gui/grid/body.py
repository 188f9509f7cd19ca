"""The body of a table on screen: its figures, and what stands among them where nothing is frozen."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QRegion

from reportdesk.form.grid import GridCell, Role
from reportdesk.gui.drawings import Drawings
from reportdesk.gui.grid.geometry import Geometry, Places
from reportdesk.gui.grid.model import GridModel
from reportdesk.gui.grid.paint import Figure, Marks, figure, paint_figure, paint_focus, paint_label
from reportdesk.report.values import Value


class Body:
    """Draws the cells that are seen."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._drawings = Drawings()
        self.places: Places | None = None
        self._figures: dict[str, tuple[Value, bool | None, Figure]] = {}
        self._marks = Marks(totals=frozenset(model.session.form.totals))

    @property
    def marks(self) -> Marks:
        """Return the marks drawn."""
        return self._marks

    def mark(self, marks: Marks) -> frozenset[str]:
        """Take over other marks; return the cells that may look otherwise."""
        altered, self._marks = self._marks.differing(marks), marks
        for address in altered:
            self._figures.pop(address, None)
        return altered

    def lay_out(self, geometry: Geometry) -> None:
        """Take over new widths and heights."""
        grid = self._model.grid
        heads, labels = grid.head_rows, grid.label_columns
        cells = (cell for cell in grid.cells if cell.row >= heads and cell.column >= labels)
        self.places = Places(geometry, cells, QPoint(geometry.lefts[labels], geometry.tops[heads]))

    def paint(self, painter: QPainter, seen: QRegion, scrolled: QPoint, chosen: Collection[str]) -> None:
        """Draw the cells in a region of a view that is scrolled by so many pixels; those chosen are framed."""
        self._drawings.begin(painter)
        framed: list[QRect] = []
        for cell, rect in self.places.within(seen, scrolled) if self.places else ():
            self._paint(painter, rect, cell)
            if cell.address in chosen:
                framed.append(rect)
        for rect in framed:
            paint_focus(painter, rect)

    def _paint(self, painter: QPainter, rect: QRect, cell: GridCell) -> None:
        if cell.role is not Role.VALUE:
            self._drawings.put(painter, rect, cell, partial(paint_label, cell=cell))
            return
        shown = self._figure(cell.address)
        self._drawings.put(painter, rect, shown, partial(paint_figure, figure=shown))

    def _figure(self, address: str) -> Figure:
        """Return what is drawn of a figure, worked out anew only where it altered."""
        value, lock = self._model.session.report.cell(address), self._model.seal(address)
        known = self._figures.get(address)
        if known is None or known[0] is not value or known[1] is not lock:
            known = self._figures[address] = value, lock, figure(address, value, self._marks, lock)
        return known[2]

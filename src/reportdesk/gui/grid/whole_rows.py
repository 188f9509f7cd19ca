"""A table that begins with a whole row and ends with one: what there is no room for is not drawn half."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reportdesk.gui.theme import colour, px


class WholeRows(QTableView):
    """A table scrolled by the row; `ground` is the colour below its last whole row, `corner` how round its frame is."""

    ground, corner = "ground", 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalScrollBar().valueChanged.connect(self._begin_with_a_whole_row)

    def whole_height(self) -> int:
        """Return how far down whole rows reach."""
        return whole_height(self.verticalHeader(), self.viewport().height())

    def updateGeometries(self) -> None:
        """Begin with a whole row after every change of size."""
        super().updateGeometries()
        self._begin_with_a_whole_row()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing below the last whole row."""
        super().paintEvent(event)
        seen, shape = self.viewport().rect(), QPainterPath()
        shape.addRoundedRect(seen, px(self.corner), px(self.corner))
        painter = QPainter(self.viewport())
        painter.setClipRect(seen.adjusted(0, self.whole_height(), 0, 0))
        painter.fillPath(shape, colour(self.ground))

    def _begin_with_a_whole_row(self) -> None:
        """Cut no row at the top where Qt, at the end of the table, aligns the last one with the bottom."""
        rows = self.verticalHeader()
        row = rows.logicalIndexAt(0)
        cut = -rows.sectionViewportPosition(row)
        if row >= 0 and cut > 0:
            rows.setOffset(rows.offset() + rows.sectionSize(row) - cut)
            self.viewport().update()
            self.updateEditorGeometries()


def whole_height(rows: QHeaderView, height: int) -> int:
    """Return how far down a height whole rows reach; a row higher than that is drawn all the same."""
    row = rows.logicalIndexAt(height - 1)
    top = rows.sectionViewportPosition(row) if row >= 0 else 0
    return top if top > 0 and top + rows.sectionSize(row) > height else height

"""Where pages lie in the preview: how large they are, how many stand side by side, what is in view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize

from reportdesk.gui.paper.marks import PAGE

GAP = 16
LEAST, MOST = 0.25, 4.0
_SCREEN = 96 / 1440
_SIDE_BY_SIDE = 2


class Zoom(Enum):
    """What the scale follows: the width of the view, a whole page, or nothing."""

    WIDTH = "width"
    PAGE = "page"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Spread:
    """`count` pages in a view of a size; `fixed` is the scale where it follows nothing."""

    view: QSize
    zoom: Zoom
    fixed: float
    count: int

    @property
    def scale(self) -> float:
        """Return the zoom, 1 being the size of paper on a screen of 96 dots to the inch."""
        if self.zoom is Zoom.FIXED:
            return self.fixed
        scale = (self.view.width() - 2 * GAP) / (PAGE[0] * _SCREEN)
        if self.zoom is Zoom.PAGE:
            scale = min(scale, (self.view.height() - 2 * GAP) / (PAGE[1] * _SCREEN))
        return min(max(scale, LEAST), MOST)

    @property
    def columns(self) -> int:
        """Return how many pages stand side by side: two whole ones where there is room."""
        room = self.view.width() >= self._width(_SIDE_BY_SIDE) + 2 * GAP
        return _SIDE_BY_SIDE if self.zoom is Zoom.PAGE and self.count > 1 and room else 1

    @property
    def pitch(self) -> int:
        """Return how far the tops of pages under one another lie apart."""
        return self._size().height() + GAP

    @property
    def whole(self) -> QSize:
        """Return the size of all pages with what is around them."""
        rows = -(-self.count // self.columns)
        return QSize(self._width(self.columns) + 2 * GAP, rows * self.pitch + GAP)

    def at(self, y: int) -> int:
        """Return the first of the pages that stand at this height, 0 where there is none."""
        return min(max(0, y // self.pitch) * self.columns, max(0, self.count - 1))

    def rects(self, top: int, left: int) -> Iterator[tuple[int, QRect]]:
        """Yield the pages in view and where each lies, with so much of the whole scrolled away."""
        size, columns = self._size(), self.columns
        start = max(GAP, (self.view.width() - self._width(columns)) // 2) - left
        first, last = top // self.pitch, (top + self.view.height()) // self.pitch
        for place in range(first * columns, min((last + 1) * columns, self.count)):
            row, column = divmod(place, columns)
            corner = QPoint(start + column * (size.width() + GAP), row * self.pitch + GAP - top)
            yield place, QRect(corner, size)

    def _size(self) -> QSize:
        scale = self.scale * _SCREEN
        return QSize(round(PAGE[0] * scale), round(PAGE[1] * scale))

    def _width(self, columns: int) -> int:
        return columns * (self._size().width() + GAP) - GAP

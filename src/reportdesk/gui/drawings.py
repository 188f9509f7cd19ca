"""What was drawn once is kept: where a table or a list scrolls it is put in its new place, and no text is set anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QPixmap

from reportdesk.gui.theme import Look, look

_MOST = 16_000_000  # pixels kept for one view, of 4 bytes each


class Drawings:
    """The drawings of one view; for another look, font or screen they are made anew."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, int, int], QPixmap] = {}
        self._made_for: tuple[Look, QFont, float] | None = None
        self._ratio, self._pixels = 1.0, 0

    def begin(self, painter: QPainter) -> None:
        """Begin to draw a view; call this before `put`."""
        self._ratio = painter.device().devicePixelRatioF()
        made_for = look(), painter.font(), self._ratio
        if made_for != self._made_for or self._pixels > _MOST:
            self._drawn.clear()
            self._made_for, self._pixels = made_for, 0

    def put(self, painter: QPainter, rect: QRect, key: Hashable, draw: Callable[[QPainter, QRect], None]) -> None:
        """Draw a cell or a card within its rectangle, opaque; `key` and the size tell whatever `draw` makes of it."""
        if not self._ratio.is_integer():  # a picture that begins between two pixels would be blurred
            painter.save()
            draw(painter, rect)
            painter.restore()
            return
        place = key, rect.width(), rect.height()
        picture = self._drawn.get(place)
        if picture is None:
            picture = self._drawn[place] = self._made(painter, rect, draw)
        painter.drawPixmap(rect.topLeft(), picture)

    def _made(self, like: QPainter, rect: QRect, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
        picture = QPixmap(rect.size() * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        self._pixels += picture.width() * picture.height()
        painter = QPainter(picture)
        painter.setFont(like.font())
        draw(painter, QRect(0, 0, rect.width(), rect.height()))
        painter.end()
        return picture

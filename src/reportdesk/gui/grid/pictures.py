"""Pictures of cells drawn before: a table that scrolls puts them in their new places and sets no text anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QPixmap

from reportdesk.gui.theme import Look, look

_MOST = 2000


class Pictures:
    """The pictures of one table; a new look, font or screen makes them anew."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, int, int], QPixmap] = {}
        self._made_for: tuple[Look, QFont, float] | None = None
        self._ratio = 1.0

    def begin(self, painter: QPainter) -> None:
        """Begin to draw a table; call this before `put`."""
        self._ratio = painter.device().devicePixelRatioF()
        made_for = look(), painter.font(), self._ratio
        if made_for != self._made_for or len(self._drawn) > _MOST:
            self._drawn.clear()
            self._made_for = made_for

    def put(self, painter: QPainter, rect: QRect, key: Hashable, draw: Callable[[QPainter, QRect], None]) -> None:
        """Draw a cell, opaque and within its rectangle; whatever `draw` makes of it is told by `key` and the size."""
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
        painter = QPainter(picture)
        painter.setFont(like.font())
        draw(painter, QRect(0, 0, rect.width(), rect.height()))
        painter.end()
        return picture

"""How a card is laid out and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reportdesk.gui.drawings import Drawings
from reportdesk.gui.findings.cards import MEND, Card, Link
from reportdesk.gui.findings.cards_model import CARD_ROLE, Index
from reportdesk.gui.theme import changed, colour, font, px

_BARS = {"error": "error", "missing": "strong_line", "remark": "remark", "done": "done"}
_MARGIN, _PADDING, _HEADING = 4, 12, 30
_BELOW, _BETWEEN = 11, 12  # the links: under them, and from one to the next
_MOST = 2000  # layouts and texts that are remembered
_WRAP = int(Qt.TextFlag.TextWordWrap)


class CardDelegate(QStyledItemDelegate):
    """Draws a finding: title, the equation in figures, what to do."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._list = parent
        self._drawings = Drawings()
        changed.connect(self.forget)

    def forget(self) -> None:
        """Lay all cards out anew, for another look or font."""
        _laid_out.cache_clear()
        _height.cache_clear()

    def height(self, card: Card) -> int:
        """Return a card's height at the list's width."""
        return px(_HEADING) if card.is_heading else _laid_out(_words(card), self._list.viewport().width()).bottom

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a card's size at the list's width."""
        return QSize(self._list.viewport().width(), self.height(index.data(CARD_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card or a heading."""
        card: Card = index.data(CARD_ROLE)
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(flags & QStyle.StateFlag.State_Selected)
        self._drawings.begin(painter)
        draw = partial(self._draw, card=card, chosen=chosen)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        self._drawings.put(painter, rect, (_words(card), card.tag, card.tone, chosen), draw)

    def _draw(self, painter: QPainter, rect: QRect, card: Card, *, chosen: bool) -> None:
        painter.fillRect(rect, colour("card"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.is_heading:
            painter.setPen(colour("soft_ink"))
            painter.setFont(font(12, bold=True))
            painter.drawText(rect.adjusted(_MARGIN, px(8), 0, 0), int(Qt.AlignmentFlag.AlignVCenter), card.title)
        else:
            self._frame(painter, rect, card, chosen=chosen)
            self._texts(painter, rect, card)

    def _frame(self, painter: QPainter, rect: QRect, card: Card, *, chosen: bool) -> None:
        frame = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.setPen(QPen(colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_BARS[card.tone]))
        painter.drawRoundedRect(QRect(frame.left(), frame.top() + 1, 4, frame.height() - 2), 2, 2)

    def _texts(self, painter: QPainter, rect: QRect, card: Card) -> None:
        places = _laid_out(_words(card), rect.width())
        tag, title, strip, text, mend = (place.translated(rect.topLeft()) for place in places.texts)
        painter.setFont(font(11, bold=True))
        painter.setPen(colour(_BARS[card.tone] if card.tone != "missing" else "soft_ink"))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), card.tag)
        painter.setFont(font(13, bold=True))
        painter.setPen(colour("ink"))
        painter.drawText(title, _WRAP, card.title)
        painter.setFont(font(12))
        if card.equation:
            painter.fillRect(strip, colour("neutral_soft"))
            painter.drawText(strip.adjusted(7, 3, -7, -3), _WRAP, card.equation)
        painter.drawText(mend, _WRAP, card.mend)
        painter.setPen(colour("soft_ink"))
        painter.drawText(text, _WRAP, card.text)
        self._links(painter, card, rect)

    def _links(self, painter: QPainter, card: Card, rect: QRect) -> None:
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for link, place in zip(card.links, self.link_rects(card, rect), strict=True):
            is_button = link.act == MEND
            if is_button:
                painter.drawRoundedRect(place.adjusted(0, 1, -1, -1), 5, 5)
            painter.setFont(_link_font(underlined=not is_button))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), link.text)

    def link_rects(self, card: Card, rect: QRect) -> list[QRect]:
        """Return where a card's links are drawn, in their order, as many beside each other as there is room for."""
        return [place.translated(rect.topLeft()) for place in _laid_out(_words(card), rect.width()).links]

    def lines(self, card: Card, rect: QRect) -> Iterator[QRect]:
        """Yield where the lines of a card's texts stand, from edge to edge, its equation and its links."""
        places = _laid_out(_words(card), rect.width())
        _tag, title, strip, text, mend = places.texts
        for place, size in ((title, 13), (text, 12), (mend, 12)):
            high = _height("田\n田", size, False, place.width()) - _height("田", size, False, place.width())
            for top in range(place.top(), place.top() + place.height() - high // 2, high):
                yield QRect(place.left(), top, place.width(), high).translated(rect.topLeft())
        yield from (place.translated(rect.topLeft()) for place in (strip, *places.links))

    def link_at(self, card: Card, rect: QRect, place: QPoint) -> str:
        """Return what the link at a place does, nothing where there is none."""
        for link, around in zip(card.links, self.link_rects(card, rect), strict=True):
            if around.contains(place):
                return link.act
        return ""


class _Words(NamedTuple):
    """What is read on a card; cards of the same words are laid out alike."""

    title: str
    equation: str
    text: str
    mend: str
    links: tuple[Link, ...]


def _words(card: Card) -> _Words:
    return _Words(card.title, card.equation, card.text, card.mend, card.links)


class _Layout(NamedTuple):
    """Where tag, title, equation, text and mend of a card stand, and its links, from its corner; how high it is."""

    texts: tuple[QRect, QRect, QRect, QRect, QRect]
    links: list[QRect]
    bottom: int


@lru_cache(maxsize=_MOST)
def _laid_out(card: _Words, whole: int) -> _Layout:
    """Lay a card out in a width, once: a list asks for the heights of all its cards at every change."""
    left, width = _MARGIN + _PADDING, whole - 2 * (_MARGIN + _PADDING)
    top = _MARGIN + 9
    tag = QRect(left, top, width, px(18))
    title = _room(card.title, 13, left, top, width - px(46), bold=True)
    below = title.bottom() + 5
    strip = QRect(left, below, width, 0)
    if card.equation:
        inner = _room(card.equation, 12, left + 7, below + 3, width - 14)
        strip = QRect(left, below, width, inner.height() + 6)
        below = strip.bottom() + 6
    text = _room(card.text, 12, left, below, width)
    bottom = text.bottom() if card.text else below
    mend = _room(card.mend, 12, left, bottom + 5, width)
    bottom = mend.bottom() if card.mend else bottom
    links = _flow(card.links, width)
    links = [place.translated(left, bottom + 5) for place in links]
    bottom = links[-1].bottom() + 1 if links else bottom
    return _Layout((tag, title, strip, text, mend), links, bottom + _BELOW + _MARGIN - 1)


def _flow(links: Iterable[Link], width: int) -> list[QRect]:
    """Lay links out from left to right within a width, the first at 0."""
    metrics = QFontMetrics(_link_font())
    found: list[QRect] = []
    for link in links:
        needed = metrics.horizontalAdvance(link.text) + (px(20) if link.act == MEND else 2)
        place = QRect(0, 0, needed, metrics.height() + 6)
        if found:
            place.moveTopLeft(QPoint(found[-1].right() + px(_BETWEEN), found[-1].top()))
        if found and place.right() > width:
            place.moveTopLeft(QPoint(0, found[-1].bottom() + 3))
        found.append(place)
    return found


def _link_font(*, underlined: bool = True) -> QFont:
    made = font(12)
    made.setUnderline(underlined)
    return made


def _room(text: str, size: int, left: int, top: int, width: int, *, bold: bool = False) -> QRect:
    return QRect(left, top, width, _height(text, size, bold, width))


@lru_cache(maxsize=_MOST)
def _height(text: str, size: int, bold: bool, width: int) -> int:
    """Return how high a text is that is broken at a width; of a card whose figures alter most texts stay."""
    metrics = QFontMetrics(font(size, bold=bold))
    return metrics.boundingRect(QRect(0, 0, width, 10000), _WRAP, text).height()

"""The list of cards: a model that alters only what altered, and the drawing of a card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.drawings import Drawings
from reportdesk.gui.findings.cards import EXPLAIN, MEND, Card, Link
from reportdesk.gui.stops import Stops
from reportdesk.gui.theme import changed, colour, font, px

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole)
_BARS = {"error": "error", "missing": "strong_line", "remark": "remark", "done": "done"}
_MARGIN, _PADDING, _HEADING = 4, 12, 30
_BELOW, _BETWEEN = 11, 12  # the links: under them, and from one to the next
_MOST = 2000  # cards whose layout is remembered
_WRAP = int(Qt.TextFlag.TextWordWrap)


class CardsModel(QAbstractListModel):
    """The cards shown; rows that stay keep their selection and place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the cards."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the card, or its words for screen readers."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (card.tag, card.title, card.equation, card.text, card.mend)
            return "，".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._cards[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def cards(self) -> list[Card]:
        """Return the cards shown."""
        return self._cards

    def show(self, cards: list[Card], *, anew: bool = False) -> None:
        """Show these cards; `anew`, or when their order is another one, without keeping what was chosen."""
        if anew:
            self.beginResetModel()
            self._cards = list(cards)
            self.endResetModel()
            return
        kept = {card.key for card in cards} & {card.key for card in self._cards}
        if [c.key for c in cards if c.key in kept] != [c.key for c in self._cards if c.key in kept]:
            self.show(cards, anew=True)
            return
        for row in reversed(range(len(self._cards))):
            if self._cards[row].key not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            self._put(row, card)

    def _put(self, row: int, card: Card) -> None:
        if row >= len(self._cards) or self._cards[row].key != card.key:
            self.beginInsertRows(QModelIndex(), row, row)
            self._cards.insert(row, card)
            self.endInsertRows()
        elif self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))


class CardDelegate(QStyledItemDelegate):
    """Draws a finding: title, the equation in figures, what to do."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._list = parent
        self._drawings = Drawings()
        self._laid_out: dict[tuple[object, ...], _Layout] = {}
        changed.connect(self.forget)

    def forget(self) -> None:
        """Lay all cards out anew, for another look or font."""
        self._laid_out.clear()
        _height.cache_clear()

    def height(self, card: Card) -> int:
        """Return a card's height at the list's width."""
        return px(_HEADING) if card.is_heading else self._layout(card, self._list.viewport().width()).bottom

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
        places = self._layout(card, rect.width())
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
        return [place.translated(rect.topLeft()) for place in self._layout(card, rect.width()).links]

    def lines(self, card: Card, rect: QRect) -> Iterator[QRect]:
        """Yield where the lines of a card's texts stand, from edge to edge, its equation and its links."""
        places = self._layout(card, rect.width())
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

    def _layout(self, card: Card, width: int) -> _Layout:
        """Lay a card out in a width, once: a list asks for the heights of all its cards at every change."""
        key = width, *_words(card)
        if key not in self._laid_out:
            if len(self._laid_out) > _MOST:
                self.forget()
            self._laid_out[key] = _laid_out(card, width)
        return self._laid_out[key]


def _words(card: Card) -> tuple[object, ...]:
    return card.title, card.equation, card.text, card.mend, card.links


class _Layout(NamedTuple):
    """Where tag, title, equation, text and mend of a card stand, and its links, from its corner; how high it is."""

    texts: tuple[QRect, QRect, QRect, QRect, QRect]
    links: list[QRect]
    bottom: int


def _laid_out(card: Card, whole: int) -> _Layout:
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


class CardList(QListView):
    """The cards one under another, as wide as the list, which begins and ends with a whole card.

    A click or Enter on a card asks to go to what it is about; a link asks for what it says: the one of a remark to
    write its 出错说明, any other by `followed` with the act and the finding.
    """

    jump_requested = Signal(object)
    explain_requested = Signal()
    followed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards_model = CardsModel(self)
        self._cards = CardDelegate(self)
        self._heights: list[int] = []  # as laid out
        self._stops = Stops(self, self._spans, notch=1)
        self.setModel(self.cards_model)
        self.setObjectName("cards")
        self.setAccessibleName("审核结果")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._cards)
        changed.connect(self.scheduleDelayedItemsLayout)

    def scrollTo(self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        """Bring a card whole into view, and the heading right above it where there is room for both."""
        card, height = self.visualRect(index), self.viewport().height()
        top = self._heading_above(index.row(), card.top())
        if card.bottom() - top >= height:
            top = card.top()
        down = self.verticalOffset()
        self._stops.show(top + down, card.bottom() + 1 + down)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the card at a place, none where it is not drawn."""
        return super().indexAt(point) if point.y() < self.whole_height() else QModelIndex()

    def whole_height(self) -> int:
        """Return how far down whole cards reach; where there is no room for a whole one, the part of it is drawn."""
        height = self.viewport().height()
        index = super().indexAt(QPoint(self.viewport().width() // 2, height - 1))
        last, card = self.visualRect(index), self.card_at(index)
        end = self._heading_above(index.row(), last.top())
        is_cut = last.bottom() >= height or (card is not None and card.is_heading)
        return end if end > 0 and is_cut else height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing below the last whole card."""
        whole = QRect(0, 0, self.viewport().width(), self.whole_height())
        super().paintEvent(QPaintEvent(event.rect() & whole))
        self._cover_cut_lines()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by whole cards."""
        self._stops.turn(event)

    def updateGeometries(self) -> None:
        """Begin with a whole card after every change of size; the one chosen stays whole where it grew."""
        super().updateGeometries()
        self._stops.renew()
        if self.visualRect(self.currentIndex()).intersects(self.viewport().rect()):
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Lay all cards out anew for another font of the system."""
        if event.type() == QEvent.Type.FontChange:
            self._cards.forget()
        super().changeEvent(event)

    def doItemsLayout(self) -> None:
        """Lay out all cards and remember how high they are."""
        super().doItemsLayout()
        self._heights = [self._cards.height(card) for card in self.cards_model.cards()]

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw cards anew whose words altered; lay all out anew only where one is of another height now."""
        rows = range(first.row(), last.row() + 1)
        as_high = len(self._heights) == self.cards_model.rowCount() and all(
            self._heights[row] == self._cards.height(self.cards_model.cards()[row]) for row in rows
        )
        if as_high:
            QAbstractItemView.dataChanged(self, first, last, list(roles))
        else:
            super().dataChanged(first, last, list(roles))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a card, or its link."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            self._follow(self.indexAt(place), self._act_at(place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that a card or its link can be followed."""
        super().mouseMoveEvent(event)
        followed = self._finding_at(self.indexAt(event.position().toPoint())) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if followed else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the card chosen on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.currentIndex(), "")
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out anew for another width, as when the scroll bar goes; the one chosen stays in view."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def explain(self) -> bool:
        """Ask for the 出错说明 of the card chosen; False where that is no remark."""
        card = self.current_card()
        if card is None or not card.offers(EXPLAIN):
            return False
        self.explain_requested.emit()
        return True

    def _heading_above(self, row: int, top: int) -> int:
        """Return where the heading right above a card begins, or else the card itself, whose top is given."""
        is_headed = row > 0 and self.cards_model.cards()[row - 1].is_heading
        return self.visualRect(self.cards_model.index(row - 1)).top() if is_headed else top

    def _cover_cut_lines(self) -> None:
        """Draw no half of a line of a card that is higher than the list."""
        seen, painter = self.viewport().rect(), QPainter(self.viewport())
        for edge in (seen.top(), seen.bottom()):
            index = super().indexAt(QPoint(seen.center().x(), edge))
            card, place = self.card_at(index), self.visualRect(index)
            if card is not None and place.height() > seen.height():
                for line in self._cards.lines(card, place):
                    if line.top() < edge < line.bottom():
                        painter.fillRect(line & seen, colour("card"))

    def _spans(self) -> Iterator[tuple[int, int]]:
        top = 0
        for card in self.cards_model.cards():
            height = self._cards.height(card)
            yield top, height
            top += height

    def _act_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        card = self.card_at(index)
        return self._cards.link_at(card, self.visualRect(index), place) if card is not None else ""

    def _finding_at(self, index: Index) -> Finding | None:
        card = self.card_at(index)
        return card.finding if card is not None and not card.is_heading else None

    def _follow(self, index: Index, act: str) -> None:
        finding = self._finding_at(index)
        if finding is not None and act == EXPLAIN:
            self.explain()
        elif finding is not None and act:
            self.followed.emit(act, finding)
        elif finding is not None:
            self.jump_requested.emit(finding)

    def card_at(self, index: Index) -> Card | None:
        """Return the card at an index."""
        return index.data(CARD_ROLE) if index.isValid() else None

    def current_card(self) -> Card | None:
        """Return the card chosen."""
        return self.card_at(self.currentIndex())

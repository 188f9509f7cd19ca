"""The list of cards: a model that alters only what altered, and the drawing of a card."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.gui.findings.cards import Card
from reportdesk.gui.theme import changed, colour, font, px

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole)
_WORDS = {"error": "错误", "missing": "未填", "remark": "提醒", "done": "已说明"}
_BARS = {"error": "error", "missing": "strong_line", "remark": "remark", "done": "done"}
_MARGIN, _PADDING, _HEADING = 4, 12, 30
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
            return "，".join(part for part in (_WORDS.get(card.tone, ""), card.title, card.equation, card.text) if part)
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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a card's height at the list's width."""
        card: Card = index.data(CARD_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 280
        return QSize(width, px(_HEADING) if card.is_heading else self._layout(card, QRect(0, 0, width, 0))[-1].bottom())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card or a heading."""
        card: Card = index.data(CARD_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.is_heading:
            painter.setPen(colour("soft_ink"))
            painter.setFont(font(12, bold=True))
            painter.drawText(rect.adjusted(_MARGIN, px(8), 0, 0), int(Qt.AlignmentFlag.AlignVCenter), card.title)
        else:
            flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
            self._frame(painter, rect, card, chosen=bool(flags & QStyle.StateFlag.State_Selected))
            self._texts(painter, rect, card)
        painter.restore()

    def _frame(self, painter: QPainter, rect: QRect, card: Card, *, chosen: bool) -> None:
        frame = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.setPen(QPen(colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_BARS[card.tone]))
        painter.drawRoundedRect(QRect(frame.left(), frame.top() + 1, 4, frame.height() - 2), 2, 2)

    def _texts(self, painter: QPainter, rect: QRect, card: Card) -> None:
        tag, title, strip, text, _all = self._layout(card, rect)
        painter.setFont(font(11, bold=True))
        painter.setPen(colour(_BARS[card.tone] if card.tone != "missing" else "soft_ink"))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), _WORDS[card.tone])
        painter.setFont(font(13, bold=True))
        painter.setPen(colour("ink"))
        painter.drawText(title, _WRAP, card.title)
        if card.equation:
            painter.fillRect(strip, colour("neutral_soft"))
            painter.setFont(font(12))
            painter.drawText(strip.adjusted(7, 3, -7, -3), _WRAP, card.equation)
        painter.setFont(font(12))
        painter.setPen(colour("soft_ink"))
        painter.drawText(text, _WRAP, card.text)

    def _layout(self, card: Card, rect: QRect) -> tuple[QRect, QRect, QRect, QRect, QRect]:
        """Return where tag, title, equation and text stand, and the whole."""
        left, width = rect.left() + _MARGIN + _PADDING, rect.width() - 2 * (_MARGIN + _PADDING)
        top = rect.top() + _MARGIN + 9
        tag = QRect(left, top, width, px(18))
        title = _room(card.title, font(13, bold=True), left, top, width - px(46))
        below = title.bottom() + 5
        strip = QRect(left, below, width, 0)
        if card.equation:
            inner = _room(card.equation, font(12), left + 7, below + 3, width - 14)
            strip = QRect(left, below, width, inner.height() + 6)
            below = strip.bottom() + 6
        text = _room(card.text, font(12), left, below, width)
        bottom = text.bottom() if card.text else below
        return tag, title, strip, text, QRect(rect.left(), rect.top(), rect.width(), bottom + 11 + _MARGIN - rect.top())


def _room(text: str, written: QFont, left: int, top: int, width: int) -> QRect:
    height = QFontMetrics(written).boundingRect(QRect(0, 0, width, 10000), _WRAP, text).height()
    return QRect(left, top, width, height)


class CardList(QListView):
    """The cards one under another, as wide as the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards_model = CardsModel(self)
        self.setModel(self.cards_model)
        self.setItemDelegate(CardDelegate(self))
        self.setObjectName("cards")
        self.setAccessibleName("审核结果")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        changed.connect(self.scheduleDelayedItemsLayout)

    def card_at(self, index: Index) -> Card | None:
        """Return the card at an index."""
        return index.data(CARD_ROLE) if index.isValid() else None

    def current_card(self) -> Card | None:
        """Return the card chosen."""
        return self.card_at(self.currentIndex())

"""The cards shown, as a model that alters only what altered."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reportdesk.gui.findings.cards import Card

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole)


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

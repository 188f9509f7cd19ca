"""The list of cards: what is seen of it, and what follows a click or a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.findings.cards import EXPLAIN, Card
from reportdesk.gui.findings.cards_model import CARD_ROLE, CardsModel, Index
from reportdesk.gui.findings.delegate import CardDelegate
from reportdesk.gui.stops import Stops
from reportdesk.gui.theme import changed, colour


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

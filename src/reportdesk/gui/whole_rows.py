"""Tables, lists and texts that end with a whole row or line: what there is no room for is not drawn half."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListView,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

from reportdesk.gui.stops import Stops
from reportdesk.gui.theme import colour, px

_WHEEL_LINES = 3
_FRAME = 8  # the radius of the frame of a list, by the theme
_ROUND = 10  # of a frame's corners with its line, at 100 %


class WholeRows(QTableView):
    """A table scrolled by the row; `ground` is the colour below its last whole row, `corner` how round its frame is."""

    ground, corner = "ground", 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalScrollBar().valueChanged.connect(self._begin_with_a_whole_row)
        self._beside_heads = QFrame()
        self._beside_heads.setObjectName("besideHeads")
        self.addScrollBarWidget(self._beside_heads, Qt.AlignmentFlag.AlignTop)

    def whole_height(self) -> int:
        """Return how far down whole rows reach."""
        return whole_height(self.verticalHeader(), self.viewport().height())

    def beside(self) -> int:
        """Return the width that the scroll bar takes, or would take."""
        return self.verticalScrollBar().sizeHint().width() + 2

    def updateGeometries(self) -> None:
        """Begin with a whole row after every change of size, and the scroll bar beside the first."""
        super().updateGeometries()
        heads = self.horizontalHeader()
        self._beside_heads.setFixedHeight(0 if heads.isHidden() else heads.height())
        self._begin_with_a_whole_row()
        if self.corner:
            self._round_off()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing below the last whole row."""
        self.draw_rows(event)
        _cover(self.viewport(), self.whole_height(), self.ground, self.corner)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew, where Qt moves what is on the screen, labels seen in part and what was or is the row cut off."""
        whole, offset = self.whole_height(), self.verticalOffset()
        super().scrollContentsBy(dx, dy)
        up = max(0, self.verticalOffset() - offset)
        self.verticalHeader().viewport().update()
        if not self.devicePixelRatioF().is_integer():  # a hatching begun at another pixel would not go on
            self.viewport().update()
        self.viewport().update(self.viewport().rect().adjusted(0, min(whole - up, self.whole_height()), 0, 0))

    def draw_rows(self, event: QPaintEvent) -> None:
        """Draw the rows, a last one that is cut off too."""
        super().paintEvent(event)

    def _round_off(self) -> None:
        """Let neither heads nor rows stand out of the round corners of the frame."""
        heads, is_scrolled = self.horizontalHeader(), self.verticalScrollBar().isVisible()
        below, right = heads.isVisible(), not is_scrolled
        round_off(heads, top_left=True, top_right=right)
        round_off(self._beside_heads, top_right=True)
        round_off(self.viewport(), top_left=not below, top_right=right and not below, low_left=True, low_right=right)

    def _begin_with_a_whole_row(self) -> None:
        """Cut no row at the top where Qt, at the end of the table, aligns the last one with the bottom."""
        rows = self.verticalHeader()
        row = rows.logicalIndexAt(0)
        cut = -rows.sectionViewportPosition(row)
        if row >= 0 and cut > 0:
            rows.setOffset(rows.offset() + rows.sectionSize(row) - cut)
            self.viewport().update()
            self.updateEditorGeometries()


class WholeList(QListView):
    """A list to choose from, scrolled by the row; rows may be of several lines."""

    ground = "card"

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choices")
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def whole_height(self) -> int:
        """Return how far down whole rows reach; a row higher than the list is drawn all the same."""
        height = self.viewport().height()
        last = self.visualRect(self.indexAt(QPoint(self.viewport().width() // 2, height - 1)))
        return last.top() if last.top() > 0 and last.bottom() >= height else height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing below the last whole row."""
        super().paintEvent(event)
        _cover(self.viewport(), self.whole_height(), self.ground)


class WholePage(QTextBrowser):
    """A page to read that begins and ends with a whole line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops = Stops(self, self._lines, _WHEEL_LINES)
        self.document().documentLayout().documentSizeChanged.connect(self._stops.forget)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by whole lines."""
        self._stops.turn(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no half of a line at the end."""
        super().paintEvent(event)
        seen = self.viewport()
        cursor = self.cursorForPosition(QPoint(seen.width() // 2, seen.height() - 1))
        line, table = self.cursorRect(cursor), cursor.currentTable()
        above = ceil(table.format().cellPadding()) if table else 0
        _cover_half(seen, line.top() - above, line.bottom() + 1)

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield where the lines begin and how high they are."""
        layout, block = self.document().documentLayout(), self.document().begin()
        while block.isValid():
            laid = block.layout()
            top = layout.blockBoundingRect(block).top() - laid.boundingRect().top()
            for line in map(laid.lineAt, range(laid.lineCount())):
                yield floor(top + line.y()), ceil(line.height())
            block = block.next()


class WholeLines(QPlainTextEdit):
    """A plain text that ends with a whole line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no half of a line at the end."""
        super().paintEvent(event)
        block, offset, height = self.firstVisibleBlock(), self.contentOffset(), self.viewport().height()
        while block.isValid() and self.blockBoundingGeometry(block).translated(offset).bottom() < height:
            block = block.next()
        top = self.blockBoundingGeometry(block).translated(offset).top()
        for each in range(block.layout().lineCount() if block.isValid() else 0):
            line = block.layout().lineAt(each)
            _cover_half(self.viewport(), ceil(top + line.y()), ceil(top + line.y() + line.height()))


class WholeText(WholeLines):
    """A plain text to read."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)


def _cover_half(seen: QWidget, top: int, bottom: int) -> None:
    """Paint over a line of a text that there is only room for half of; a picture is cut all the same."""
    if 0 < top < seen.height() < bottom and bottom - top < seen.height() // 3:
        _cover(seen, top, "card", _ROUND)


def _cover(seen: QWidget, below: int, ground: str, corner: int = 0) -> None:
    """Paint over what is below a height."""
    if below < seen.height():
        painter = QPainter(seen)
        painter.setClipRect(seen.rect().adjusted(0, below, 0, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(seen.rect(), px(corner), px(corner))


def round_off(
    part: QWidget, *, top_left: bool = False, top_right: bool = False, low_left: bool = False, low_right: bool = False
) -> None:
    """Cut corners of a part as round as the frame it lies in."""
    size, radius = part.size(), px(_FRAME) - 1
    left, top = QPoint(0, 0), QPoint(0, 0)
    right, low = QPoint(size.width() - radius, 0), QPoint(0, size.height() - radius)
    whole = QRegion(part.rect())
    for is_round, place, centre in (
        (top_left, left + top, QPoint(radius, radius)),
        (top_right, right + top, QPoint(0, radius)),
        (low_left, left + low, QPoint(radius, 0)),
        (low_right, right + low, QPoint(0, 0)),
    ):
        if is_round:
            circle = QRect(place + centre - QPoint(radius, radius), QSize(2 * radius, 2 * radius))
            square = QRegion(QRect(place, QSize(radius, radius)))
            whole -= square - QRegion(circle, QRegion.RegionType.Ellipse)
    part.setMask(whole)


def whole_height(rows: QHeaderView, height: int) -> int:
    """Return how far down a height whole rows reach; a row higher than that is drawn all the same."""
    row = rows.logicalIndexAt(height - 1)
    top = rows.sectionViewportPosition(row) if row >= 0 else 0
    return top if top > 0 and top + rows.sectionSize(row) > height else height

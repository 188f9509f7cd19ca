"""Draws a report's row: progress as a bar, state and outcome as rounded marks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reportdesk.gui.library.model import COLUMNS, ENTRY_ROLE, result_of, state_of
from reportdesk.gui.theme import colour
from reportdesk.store.library import Entry

Index = QModelIndex | QPersistentModelIndex
_STATE, _PROGRESS, _RESULT = (
    next(place for place, column in enumerate(COLUMNS) if column.head == head) for head in ("状态", "进度", "审核")
)
_LEFT, _BAR_WIDTH, _BAR_HEIGHT = 14, 120, 6
_VCENTRE = int(Qt.AlignmentFlag.AlignVCenter)


class RowDelegate(QStyledItemDelegate):
    """The delegate of the list of reports."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one column of a report."""
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(flags & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour("accent_soft" if chosen else "card"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(_LEFT, 0, -8, 0)
        if index.column() in (_STATE, _RESULT):
            text, tone = state_of(entry) if index.column() == _STATE else result_of(entry)
            self._mark(painter, room, text, tone)
        else:
            if index.column() == _PROGRESS:
                self._bar(painter, room, entry)
                room = room.adjusted(_BAR_WIDTH + 10, 0, 0, 0)
            self._text(painter, room, str(index.data()), bold=chosen and index.column() == 0)
        if chosen and flags & QStyle.StateFlag.State_Active and _has_focus(option):
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), colour("accent"))
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour("accent"))
        painter.restore()

    def _text(self, painter: QPainter, room: QRect, text: str, *, bold: bool) -> None:
        font = painter.font()
        font.setPixelSize(14)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        painter.drawText(
            room, _VCENTRE, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        )

    def _mark(self, painter: QPainter, room: QRect, text: str, tone: str) -> None:
        font = painter.font()
        font.setPixelSize(12)
        font.setBold(bool(tone))
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 18
        mark = QRect(room.left(), room.center().y() - 10, min(width, room.width()), 21)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{tone}_soft" if tone else "neutral_soft"))
        painter.drawRoundedRect(mark, 10, 10)
        painter.setPen(colour(tone or "soft_ink"))
        painter.drawText(mark, int(Qt.AlignmentFlag.AlignCenter), text)

    def _bar(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        summary = entry.summary
        bar = QRect(room.left(), room.center().y() - _BAR_HEIGHT // 2, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(bar, 3, 3)
        if summary.filled:
            bar.setWidth(max(_BAR_HEIGHT, round(_BAR_WIDTH * summary.filled / max(summary.cells, 1))))
            painter.setBrush(colour("done" if summary.filled == summary.cells else "accent"))
            painter.drawRoundedRect(bar, 3, 3)


def _has_focus(option: QStyleOptionViewItem) -> bool:
    view = option.widget  # type: ignore[attr-defined]
    return view is not None and view.hasFocus()

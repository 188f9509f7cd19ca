"""Draws a report's row: progress as a bar, state and outcome as rounded marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

from reportdesk.gui.library.columns import COLUMNS, result_of, state_of
from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.theme import colour, font, px
from reportdesk.store.library import Entry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_UNIT, _YEAR, _STATE, _PROGRESS, _RESULT, _EDITED = range(len(COLUMNS))
_TEXT, _SMALL, _LINE = 14, 12, 10  # at 100 %, as all here; the last is how far two lines stand from the middle
_LEFT, _BAR_WIDTH, _BAR_HEIGHT, _MARK = 14, 120, 6, 21
_VCENTRE = int(Qt.AlignmentFlag.AlignVCenter)


class RowDelegate(QStyledItemDelegate):
    """The delegate of a list of reports."""

    def __init__(self, view: QTableView, model: LibraryModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one column of a report."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # The option tells this too, but the enumerations of its style take a fiftieth of the start.
        chosen = self._view.selectionModel().isSelected(index)
        painter.save()
        if chosen:
            painter.fillRect(rect, colour("accent_soft"))
        painter.setPen(QPen(colour("line"), 1))
        if index.row() < self._model.rowCount() - 1:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._column(painter, rect.adjusted(px(_LEFT), 0, -8, 0), index, chosen=chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if chosen and self._view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), colour("accent"))
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour("accent"))
        painter.restore()

    def _column(self, painter: QPainter, room: QRect, index: Index, *, chosen: bool) -> None:
        entry, column = self._model.entry(index.row()), index.column()
        text = self._model.columns[column].text(entry)
        if column in (_STATE, _RESULT):
            words, tone = state_of(entry) if column == _STATE else result_of(entry)
            self._mark(painter, room, words, tone, plain="card" if chosen else "neutral_soft")
        elif column == _UNIT:
            self._unit(painter, room, text, self._model.twin(entry), bold=chosen)
        elif column == _PROGRESS:
            self._bar(painter, room, entry)
            self._text(painter, room.adjusted(px(_BAR_WIDTH + 10), 0, 0, 0), text)
        else:
            self._text(painter, room, text, role="soft_ink" if column == _EDITED else "ink")

    def _unit(self, painter: QPainter, room: QRect, name: str, twin: str, *, bold: bool) -> None:
        """Draw a unit's name, and below it what tells its report from another of the same name and year."""
        self._text(painter, room.translated(0, -px(_LINE) if twin else 0), name, bold=bold)
        if twin:
            self._text(painter, room.translated(0, px(_LINE)), twin, size=_SMALL, role="soft_ink")

    def _text(
        self, painter: QPainter, room: QRect, text: str, *, size: int = _TEXT, role: str = "ink", bold: bool = False
    ) -> None:
        painter.setFont(font(size, bold=bold))
        painter.setPen(colour(role))
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _VCENTRE, short)

    def _mark(self, painter: QPainter, room: QRect, text: str, tone: str, *, plain: str) -> None:
        painter.setFont(font(_SMALL, bold=bool(tone)))
        width, height = painter.fontMetrics().horizontalAdvance(text) + px(18), px(_MARK)
        mark = QRect(room.left(), room.center().y() - height // 2, min(width, room.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{tone}_soft" if tone else plain))
        painter.drawRoundedRect(mark, height / 2, height / 2)
        painter.setPen(colour(tone or "soft_ink"))
        painter.drawText(mark, int(Qt.AlignmentFlag.AlignCenter), text)

    def _bar(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        summary = entry.summary
        bar = QRect(room.left(), room.center().y() - _BAR_HEIGHT // 2 + px(1), px(_BAR_WIDTH), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(bar, 3, 3)
        if summary.filled:
            bar.setWidth(max(_BAR_HEIGHT, round(px(_BAR_WIDTH) * summary.filled / max(summary.cells, 1))))
            painter.setBrush(colour("done" if summary.filled == summary.cells else "accent"))
            painter.drawRoundedRect(bar, 3, 3)

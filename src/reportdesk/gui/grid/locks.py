"""Locked figures: what is said instead of letting one be typed over, and how their mark is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QTableView

from reportdesk.audit.cross_year import Lock
from reportdesk.gui.theme import colour, px
from reportdesk.intake.paste import Entry, Fate, Paste
from reportdesk.report.values import Value
from reportdesk.session import Session

if TYPE_CHECKING:
    from reportdesk.gui.grid.model import GridModel

_HOW = "如需改动，请先写出错说明（Shift+F2）。"
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_BODY, _LEFT = (8, 6), 4  # at 100 %


class LockGuard(QObject):
    """Takes from a table what would open a locked figure; `refused` says where it is from and how it is unlocked."""

    refused = Signal(str)

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse a key that types, what an input method commits, and a double click."""
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return self._refuses(self._view.indexAt(event.position().toPoint()))
        return opens(event) and self._refuses(self._view.currentIndex())

    def _refuses(self, index: QModelIndex) -> bool:
        lock = self._model.lock_at(index)
        if lock is not None:
            self.refused.emit(locked(lock))
        return lock is not None


def locked(lock: Lock) -> str:
    """Say that a figure is locked, where it is from and how it is unlocked."""
    return f"已锁定，保持原样：{lock.source}。{_HOW}"


def kept(paste: Paste, session: Session) -> Paste:
    """Return a paste that leaves locked figures as they are, and says so of each it would have altered."""
    return replace(paste, entries=tuple(_kept(entry, session) for entry in paste.entries))


def free(values: Mapping[str, Value], session: Session) -> dict[str, Value]:
    """Return the new values without those that would alter a locked figure."""
    return {address: value for address, value in values.items() if not _alters_locked(address, value, session)}


def mark_width() -> int:
    """Return the room at the left of a figure that its mark takes."""
    return px(_LEFT) + px(_BODY[0]) + px(2)


def paint_lock(painter: QPainter, rect: QRect, *, is_open: bool) -> None:
    """Draw a padlock at the left of a cell: closed, or its shackle lifted aside where it was unlocked."""
    width, height = (px(side) for side in _BODY)
    body = QRectF(rect.left() + px(_LEFT), rect.center().y() - height / 2 + px(2), width, height)
    arch = QRectF(body.left() + width * 0.18, body.top() - height * 0.75, width * 0.64, height * 1.5)
    if is_open:
        arch.translate(width * 0.45, -height * 0.3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("remark" if is_open else "soft_ink"), max(1.2, px(13) / 10)))
    painter.drawArc(arch, 0, 180 * 16)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_open else colour("soft_ink"))
    painter.drawRoundedRect(body, 1, 1)
    painter.restore()


def _kept(entry: Entry, session: Session) -> Entry:
    lock = session.lock(entry.address)
    if lock is None or entry.fate is Fate.REFUSED or not _alters_locked(entry.address, entry.value, session):
        return entry
    return Entry(entry.address, entry.text, Fate.REFUSED, reason=locked(lock))


def _alters_locked(address: str, value: Value, session: Session) -> bool:
    """Tell whether a value would alter a locked figure; making a summed total blank does not."""
    report = session.report
    harmless = value == report.cell(address) or (value is None and report.is_summed(address))
    return not harmless and session.lock(address) is not None


def opens(event: QEvent) -> bool:
    """Tell whether an event would open the cell in focus: a key that types, F2, or what an input method commits."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString())
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    if event.key() == Qt.Key.Key_F2:
        return event.modifiers() == Qt.KeyboardModifier.NoModifier
    return event.text().isprintable() and bool(event.text()) and not event.modifiers() & _COMMANDS

"""The list of steps at the left, each with a badge and its state in words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.gui.steps import AUDIT, State, Step, state
from reportdesk.gui.theme import changed, colour, font, px
from reportdesk.session import Session

Index = QModelIndex | QPersistentModelIndex
STEP_ROLE = int(Qt.ItemDataRole.UserRole)
STATE_ROLE = STEP_ROLE + 1
_TONES = {"error": "error", "remark": "remark", "done": "done", "partial": "accent", "empty": "soft_ink"}
_SIGNS = {"error": "!", "remark": "?"}
_WIDTH, _NARROW, _HEIGHT, _LEAST, _GAP, _BADGE, _SIGN = 228, 58, 50, 29, 18, 22, 12  # at 100 %
_NAME_LEFT, _EDGE, _INSET = 42, 8, 4  # the first at 100 %


class StepsModel(QAbstractListModel):
    """The steps of one session with their states, brought up to date on request."""

    def __init__(self, session: Session, steps: list[Step], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = steps
        self._states: list[State] = []
        self.refresh()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the steps."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the step, its state, or both as one text."""
        if not index.isValid():
            return None
        step, its_state = self._steps[index.row()], self._states[index.row()]
        if role == STEP_ROLE:
            return step
        if role == STATE_ROLE:
            return its_state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{step.title}，{its_state.whole}"
        return f"{step.title}\n{its_state.whole}" if role == Qt.ItemDataRole.ToolTipRole else None

    def refresh(self) -> None:
        """Work the states out anew and tell which changed."""
        findings = self._session.audit.findings()
        fresh = [state(step, self._session.report, findings) for step in self._steps]
        old, self._states = self._states, fresh
        for row, (before, after) in enumerate(zip(old, fresh, strict=False)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, parent: StepList) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step: Step = index.data(STEP_ROLE)
        return QSize(self._list.width() - 2, self._list.row_height() + (px(_GAP) if step.id == AUDIT else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(STEP_ROLE)
        its_state: State = index.data(STATE_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if step.id == AUDIT:
            painter.setPen(colour("line"))
            painter.drawLine(rect.left() + 14, rect.top() + px(8), rect.right() - 14, rect.top() + px(8))
            rect = rect.adjusted(0, px(_GAP), 0, 0)
        chosen = bool(flags & QStyle.StateFlag.State_Selected)
        room = _card(rect)
        _ground(painter, room, chosen=chosen, focused=bool(flags & QStyle.StateFlag.State_HasFocus))
        tone = colour(_TONES[its_state.tone])
        size = px(_BADGE)
        left = px(10) if self._list.is_named else (room.width() - size) // 2
        badge = QRect(room.left() + left, room.center().y() - size // 2, size, size)
        self._badge(painter, badge, room, step, its_state, tone)
        if self._list.is_named:
            self._texts(painter, text_room(rect), step, its_state, tone, chosen)
        painter.restore()

    def _badge(self, painter: QPainter, rect: QRect, room: QRect, step: Step, its_state: State, tone: QColor) -> None:
        """Draw the step's mark in a ring: broken while empty, filled when done.

        A sign beside it says that something is wrong, inside the room of the row, since the list cuts the first.
        """
        done, empty = its_state.tone == "done", its_state.tone == "empty"
        painter.setPen(QPen(tone, 1.4, Qt.PenStyle.DotLine if empty else Qt.PenStyle.SolidLine))
        painter.setBrush(tone if done else colour("card"))
        painter.drawEllipse(rect)
        painter.setFont(font(12))
        painter.setPen(colour("on_accent") if done else tone)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), step.mark)
        if its_state.tone in _SIGNS:
            size = px(_SIGN)
            sign = QRect(rect.right() - size // 2, max(rect.top() - size // 3, room.top()), size, size)
            painter.setPen(QPen(colour("card"), 1))
            painter.setBrush(tone)
            painter.drawEllipse(sign)
            painter.setFont(font(10, bold=True))
            painter.setPen(colour("card"))
            painter.drawText(sign, int(Qt.AlignmentFlag.AlignCenter), _SIGNS[its_state.tone])

    def _texts(self, painter: QPainter, room: QRect, step: Step, its_state: State, tone: QColor, chosen: bool) -> None:
        painter.setFont(font(14, bold=chosen))
        painter.setPen(colour("ink"))
        upper, lower = text_rects(room)
        title = painter.fontMetrics().elidedText(step.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(font(12, bold=its_state.tone in ("error", "remark")))
        painter.setPen(tone)
        note = painter.fontMetrics().elidedText(its_state.note, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), note)


def _card(row: QRect) -> QRect:
    return row.adjusted(_EDGE, 1, -_EDGE, -1)


def text_room(row: QRect) -> QRect:
    """Return the room that a step's name and state have in its row."""
    return _card(row).adjusted(px(_NAME_LEFT), 0, -_INSET, 0)


def text_rects(room: QRect) -> tuple[QRect, QRect]:
    """Return where a step's name and its state stand: two lines, in the middle of the row."""
    name, note = QFontMetrics(font(14, bold=True)).height(), QFontMetrics(font(12, bold=True)).height()
    top = room.top() + (room.height() - name - note) // 2
    return QRect(room.left(), top, room.width(), name), QRect(room.left(), top + name, room.width(), note)


def _ground(painter: QPainter, room: QRect, *, chosen: bool, focused: bool) -> None:
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(room, 6, 6)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRect(room.left(), room.top() + 6, 3, room.height() - 12), 1, 1)
    if focused:
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)


class StepList(QListView):
    """The steps; the current one follows clicks and arrow keys, `opened` asks to go to its page: a click or Enter."""

    opened = Signal()

    def __init__(self, session: Session, steps: list[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName("步骤")
        self.steps_model = StepsModel(session, steps, self)
        self.setModel(self.steps_model)
        self.is_named = True
        self.setItemDelegate(_StepDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 8, 0, 8)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.set_named(True)
        changed.connect(self.scheduleDelayedItemsLayout)
        self.clicked.connect(self.opened)
        self.activated.connect(self.opened)

    def set_named(self, named: bool) -> None:
        """Show names and states, or badges alone, which say both in their tooltips."""
        self.is_named = named
        self.setFixedWidth(px(_WIDTH if named else _NARROW))
        self.scheduleDelayedItemsLayout()

    def row_height(self) -> int:
        """Return a step's height: less than wished where all would not be in view, but never less than its text."""
        room = (self.viewport().height() - px(_GAP)) // max(self.steps_model.rowCount(), 1)
        upper, lower = text_rects(QRect(0, 0, 0, 0))
        least = upper.height() + lower.height() + 2 if self.is_named else px(_LEAST)
        return max(least, min(room, px(_HEIGHT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another height out; the step at hand stays in view."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: object) -> None:
        """Show the step at hand among its neighbours, so that the list goes back to its beginning with it."""
        super().currentChanged(QModelIndex(current), previous)  # type: ignore[arg-type]
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)

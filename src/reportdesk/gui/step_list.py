"""The list of steps at the left, each with a badge and its state in words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reportdesk.gui.steps import AUDIT, State, Step, state
from reportdesk.gui.theme import colour
from reportdesk.session import Session

Index = QModelIndex | QPersistentModelIndex
STEP_ROLE = int(Qt.ItemDataRole.UserRole)
STATE_ROLE = STEP_ROLE + 1
_TONES = {"error": "error", "remark": "remark", "done": "done", "partial": "accent", "empty": "soft_ink"}
_WIDTH, _HEIGHT, _GAP, _BADGE = 216, 50, 18, 22


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
            return f"{step.title}，{its_state.note}"
        return step.title if role == Qt.ItemDataRole.ToolTipRole else None

    def refresh(self) -> None:
        """Work the states out anew and tell which changed."""
        findings = self._session.audit.findings()
        fresh = [state(step, self._session.report, findings) for step in self._steps]
        old, self._states = self._states, fresh
        for row, (before, after) in enumerate(zip(old, fresh, strict=False)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))


class _StepDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step: Step = index.data(STEP_ROLE)
        return QSize(_WIDTH - 2, _HEIGHT + (_GAP if step.id == AUDIT else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(STEP_ROLE)
        its_state: State = index.data(STATE_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if step.id == AUDIT:
            painter.setPen(colour("line"))
            painter.drawLine(rect.left() + 14, rect.top() + 8, rect.right() - 14, rect.top() + 8)
            rect = rect.adjusted(0, _GAP, 0, 0)
        chosen = bool(flags & QStyle.StateFlag.State_Selected)
        room = rect.adjusted(8, 1, -8, -1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(room, 6, 6)
        if flags & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)
        tone = colour(_TONES[its_state.tone])
        self._badge(painter, QRect(room.left() + 10, room.top() + 12, _BADGE, _BADGE), step, its_state, tone)
        self._texts(painter, room.adjusted(42, 0, -4, 0), step, its_state, tone, chosen)
        painter.restore()

    def _badge(self, painter: QPainter, rect: QRect, step: Step, its_state: State, tone: QColor) -> None:
        done = its_state.tone == "done"
        painter.setPen(QPen(tone if its_state.tone != "empty" else colour("strong_line"), 1.4))
        painter.setBrush(tone if done else colour("card"))
        painter.drawEllipse(rect)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(colour("on_accent") if done else tone)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), step.mark)

    def _texts(self, painter: QPainter, room: QRect, step: Step, its_state: State, tone: QColor, chosen: bool) -> None:
        font = painter.font()
        font.setPixelSize(14)
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        title = painter.fontMetrics().elidedText(step.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.adjusted(0, 6, 0, -20), int(Qt.AlignmentFlag.AlignVCenter), title)
        font.setPixelSize(12)
        font.setBold(its_state.tone in ("error", "remark"))
        painter.setFont(font)
        painter.setPen(tone)
        note = painter.fontMetrics().elidedText(its_state.note, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.adjusted(0, 27, 0, -4), int(Qt.AlignmentFlag.AlignVCenter), note)


class StepList(QListView):
    """The steps; the current one follows clicks and arrow keys."""

    def __init__(self, session: Session, steps: list[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName("步骤")
        self.steps_model = StepsModel(session, steps, self)
        self.setModel(self.steps_model)
        self.setItemDelegate(_StepDelegate(self))
        self.setFixedWidth(_WIDTH)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 8, 0, 8)

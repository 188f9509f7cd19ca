"""The first-run tour: five sentences, each beside the part of the window it is about; never takes the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.gui.theme import colour, px
from reportdesk.gui.widgets import button, label

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard

SETTING = "tour_seen"
_WIDTH, _GAP, _EDGE = 320, 12, 3


@dataclass(frozen=True, slots=True)
class Stop:
    """One sentence, and the part of the window it is about."""

    title: str
    text: str
    target: Callable[[], QWidget]


class _Frame(QWidget):
    """The frame around the part that is spoken of; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), _EDGE))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)


class Tour(QFrame):
    """The card with the sentence at hand; `finished` comes when it was read to the end or skipped."""

    finished = Signal()

    def __init__(self, parent: QWidget, stops: list[Stop]) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self._window, self._stops, self._place = parent, stops, 0
        self._frame = _Frame(parent)
        self._count, self._title, self._text = label("", "hint"), label("", "sectionTitle"), label("", "tourText")
        self._text.setWordWrap(True)
        self._skip = button("跳过", self.finish)
        self._next = button("下一条", self.go_on, primary=True)
        for made in (self._skip, self._next):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        parent.installEventFilter(self)

    def begin(self) -> None:
        """Show the first sentence."""
        self._place = 0
        self._show_stop()

    def go_on(self) -> None:
        """Show the next sentence, or finish after the last."""
        self._place += 1
        if self._place == len(self._stops):
            self.finish()
        else:
            self._show_stop()

    def finish(self) -> None:
        """Put the tour away."""
        self._window.removeEventFilter(self)
        self._frame.hide()
        self.hide()
        self.finished.emit()

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._show_stop()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        buttons = QHBoxLayout()
        buttons.addWidget(self._count)
        buttons.addStretch()
        buttons.addWidget(self._skip)
        buttons.addWidget(self._next)
        layout.addLayout(buttons)

    def _show_stop(self) -> None:
        stop = self._stops[self._place]
        last = self._place == len(self._stops) - 1
        self._count.setText(f"{self._place + 1} / {len(self._stops)}")
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._next.setText("知道了" if last else "下一条")
        self._skip.setVisible(not last)
        target = stop.target()
        rect = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self._frame.setGeometry(rect)
        self._frame.setVisible(target.isVisible())
        self.setFixedWidth(px(_WIDTH))
        self.adjustSize()
        self.move(self._beside(rect))
        self._frame.raise_()
        self.show()
        self.raise_()

    def _beside(self, rect: QRect) -> QPoint:
        """Return a place right of the part, else left of it, else inside it at the lower right."""
        room = self._window.rect()
        top = max(_GAP, min(rect.bottom(), room.height()) - self.height() - _GAP)
        if rect.right() + _GAP + self.width() <= room.right():
            return QPoint(rect.right() + _GAP, top)
        if rect.left() - _GAP - self.width() >= 0:
            return QPoint(rect.left() - _GAP - self.width(), top)
        below = rect.bottom() + _GAP
        if below + self.height() > room.height():
            below = rect.bottom() - self.height() - _GAP
        return QPoint(min(rect.right(), room.right()) - self.width() - _GAP, max(_GAP, below))


def wizard_tour(wizard: Wizard) -> Tour:
    """Return the tour of the wizard, for the first report that is opened."""
    stops = [
        Stop("一步一步填", "左边是全部步骤，每一步下面写明还差什么。点一下就到，顺序不限。", lambda: wizard.step_list),
        Stop("像电子表格一样填", "直接键入数字，回车向下，Tab 向右；合计自动相加。没有发生请填 0。", wizard.page),
        Stop("边填边审核", "右边随时列出错误、未填和提醒，点一条或按 F4 就到出问题的地方。", lambda: wizard.panel),
        Stop("不用存盘", "每改一处马上保存，随时可以关闭；下次打开停在原来的地方。", lambda: wizard.top),
        Stop("有问题按 F1", "使用说明会打开到您正在做的这一步。", lambda: wizard.footer),
    ]
    return Tour(wizard, stops)

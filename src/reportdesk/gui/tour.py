"""The tour: five sentences, each beside the part of the window it is about, which waits behind a veil.

It is offered at the first report, and shown again when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reportdesk.gui.theme import colour, px
from reportdesk.gui.widgets import button, label

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard

SETTING = "tour_seen"
_WIDTH, _LOW, _GAP, _AIR, _EDGE = 340, 48, 12, 9, 3  # the first two at 100 %
_VEIL = 90  # of 255


@dataclass(frozen=True, slots=True)
class Stop:
    """One sentence, and the part of the window it is about: on a step of its own, where it has one.

    Of several `parts` it is about the first that is not put away; `folded` is said where that is not the first.
    """

    title: str
    text: str
    parts: Callable[[], tuple[QWidget, ...]]
    step: str = ""
    folded: str = ""


class _Veil(QWidget):
    """Dims the window but for the part that is spoken of, and takes the clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole, self._part = parent, QRect()

    def show_part(self, part: QRect) -> None:
        """Leave another part clear."""
        self._part = part
        self.setGeometry(self._whole.rect())
        self.show()
        self.raise_()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the click and the keyboard from what is beneath."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil and the frame around the part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, clear = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        clear.addRoundedRect(QRectF(self._part), 8, 8)
        veil = QColor(colour("ink") if colour("ground").lightness() > 128 else colour("ground"))
        veil.setAlpha(_VEIL)
        painter.fillPath(whole - clear, veil)
        painter.setPen(QPen(colour("accent"), _EDGE))
        painter.drawRoundedRect(self._part.adjusted(2, 2, -2, -2), 8, 8)


class Tour(QFrame):
    """The card with the sentence at hand; `finished` comes when it was read to the end or skipped.

    It has the keyboard while it is shown: Enter or → goes on, ← back, Esc skips the rest; no key reaches the page.
    """

    finished = Signal()

    def __init__(self, wizard: Wizard, stops: list[Stop]) -> None:
        super().__init__(wizard)
        self.setObjectName("tour")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window, self._stops, self._place = wizard, stops, 0
        self._began_at = (wizard.page().step.id, wizard.page().place())
        self._veil = _Veil(wizard)
        self._count, self._title, self._text = label("", "hint"), label("", "sectionTitle"), label("", "tourText")
        self._text.setWordWrap(True)
        self._skip = button("跳过", self.finish, tip="Esc")
        self._back = button("上一条", self.go_back, tip="←")
        self._next = button("下一条", self.go_on, primary=True, tip="回车或 →")
        for made in (self._skip, self._back, self._next):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        wizard.installEventFilter(self)

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

    def go_back(self) -> None:
        """Show the sentence before."""
        self._place = max(self._place - 1, 0)
        self._show_stop()

    def finish(self) -> None:
        """Put the tour away and go back to where it began."""
        self._window.removeEventFilter(self)
        self._veil.hide()
        self.hide()
        self._window.go_to_step(*self._began_at)
        self.finished.emit()
        for part in (self._veil, self):
            part.deleteLater()

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._show_stop()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts from working under the tour."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Keep the keyboard here on Tab."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the sentences; every other key does nothing."""
        act = _KEYS.get(Qt.Key(event.key()))
        if act is not None:
            act(self)

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
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        layout.addLayout(buttons)

    def _show_stop(self) -> None:
        stop = self._stops[self._place]
        if self._window.page().step.id != (stop.step or self._began_at[0]):
            self._window.go_to_step(stop.step or self._began_at[0])
        parts = stop.parts()
        target = next((part for part in parts if part.isVisible()), parts[-1])
        last = self._place == len(self._stops) - 1
        self._count.setText(f"{self._place + 1} / {len(self._stops)}")
        self._title.setText(stop.title)
        self._text.setText(stop.folded if stop.folded and target is not parts[0] else stop.text)
        self.setAccessibleName(f"{stop.title}。{self._text.text()}")
        self._next.setText("知道了" if last else "下一条")
        self._skip.setVisible(not last)
        self._back.setVisible(self._place > 0)
        rect = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        if rect.height() < px(_LOW) or isinstance(target, QLabel):  # words reach to the edges of a label
            rect = rect.adjusted(-_AIR, -_AIR, _AIR, _AIR) & self._window.rect()
        self._veil.show_part(rect)
        self._stand_by(rect)
        self.show()
        self.raise_()
        self.setFocus()

    def _stand_by(self, rect: QRect) -> None:
        """Stand beside the part, else below or above it, else at the foot of the window, wide and low over its end."""
        self._take_width(px(_WIDTH))
        place = self._clear_of(rect)
        if place is None:
            self._take_width(rect.width() - 2 * _GAP)
            place = QPoint(rect.left() + _GAP, self._window.rect().height() - self.height() - _GAP)
        self.move(place)

    def _take_width(self, width: int) -> None:
        """Be so wide, and no higher than the sentence then needs."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedSize(width, layout.totalHeightForWidth(width))

    def _clear_of(self, rect: QRect) -> QPoint | None:
        """Return a place that covers nothing of the part, None where there is none."""
        room = self._window.rect()
        if rect.height() > self.height():
            top = min(rect.bottom(), room.height()) - self.height() - _GAP
            if rect.right() + _GAP + self.width() <= room.right():
                return QPoint(rect.right() + _GAP, top)
            if rect.left() - _GAP - self.width() >= 0:
                return QPoint(rect.left() - _GAP - self.width(), top)
        left = max(_GAP, min(rect.right(), room.right()) - self.width() - _GAP)
        tops = (rect.bottom() + _GAP, rect.top() - self.height() - _GAP)
        return next((QPoint(left, top) for top in tops if 0 <= top <= room.height() - self.height()), None)


_KEYS: dict[Qt.Key, Callable[[Tour], None]] = {
    Qt.Key.Key_Return: Tour.go_on,
    Qt.Key.Key_Enter: Tour.go_on,
    Qt.Key.Key_Right: Tour.go_on,
    Qt.Key.Key_Left: Tour.go_back,
    Qt.Key.Key_Escape: Tour.finish,
}


def walk_through(wizard: Wizard, finished: Callable[[], object]) -> Tour | None:
    """Begin the tour, unless the page in front holds a refused entry; `finished` is called at its end."""
    wizard.comparing.leave()
    if not wizard.page().settle():
        return None
    tour = wizard_tour(wizard)
    tour.finished.connect(finished)
    tour.begin()
    return tour


def wizard_tour(wizard: Wizard) -> Tour:
    """Return the tour of the wizard."""
    tables = next((step.id for step in wizard.steps if step.section and not step.section.prose), "")
    stops = [
        Stop(
            "一步一步填", "左边是全部步骤，每一步下面写明还差什么。点一下就到，顺序不限。", lambda: (wizard.step_list,)
        ),
        Stop(
            "像电子表格一样填",
            "这是要填的一张表。直接键入数字，回车向下，Tab 向右；合计自动相加。没有发生请填 0。",
            lambda: (wizard.page(),),
            tables,
        ),
        Stop(
            "边填边审核",
            "右边随时列出错误、未填和提醒，点一条或按 F4 就到出问题的地方。",
            lambda: (wizard.panel, wizard.top.panel),
            tables,
            "上方的“审核”按钮写着还有几处问题，点它或按 F6 展开；按 F4 就到出问题的地方。",
        ),
        Stop(
            "不用存盘",
            "每改一处马上保存，随时可以关闭；下次打开停在原来的地方。",
            lambda: (wizard.top.saved, wizard.top),
        ),
        Stop("有问题按 F1", "使用说明会打开到您正在做的这一步。", lambda: (wizard.footer.keys, wizard.footer)),
    ]
    return Tour(wizard, stops)

"""A message over the foot of a window: what went wrong, or what was done and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reportdesk.gui import theme
from reportdesk.gui.widgets import button, label, set_tone

if TYPE_CHECKING:
    from reportdesk.session import Happened, Session

_READ = 15_000  # milliseconds in which good news is read
Act = Callable[[], object]
Strip = Callable[[], QRect]
"""Where in its window a message lies: it grows upwards from there where it needs more height."""


class Banner(QFrame):
    """A message that stays until it is closed, good news until it was read.

    It lies over the window, so that nothing moves under the hand.
    """

    def __init__(self, parent: QWidget, strip: Strip) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._strip = strip
        self._act: Act | None = None
        self._is_held = self._waits = False
        self._timer = QTimer(self, singleShot=True, interval=_READ)
        self._timer.timeout.connect(self.hide)
        self._followed: tuple[Session, int] | None = None
        self._text, self._offer = label("", parent=self), button("", self.accept)
        self._offer.setParent(self)
        self._offer.hide()
        self.hide()
        parent.installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)

    def say(self, text: str, tone: str = "error") -> None:
        """Show a text; `done` is the tone of good news."""
        self._act = None
        self._forget()
        if self.layout() is None:
            self._build()
        self._offer.hide()
        self._text.setText(text)
        for widget in (self, self._text):
            set_tone(widget, tone)
        self._appear()

    def say_step(self, text: str, session: Session) -> None:
        """Say what the last step of a report did, until that step is taken back."""
        self.say(text, "done")
        self._followed = session, session.head
        session.listen(self._on_session_happened)

    def offer(self, text: str, word: str, act: Act) -> None:
        """Say what was done, with a button that does something about it."""
        self.say(text, "done")
        self._timer.stop()
        self._act = act
        self._offer.setText(word)
        self._offer.show()
        self.place()

    def hold(self) -> None:
        """Keep what is said, or will be, until `release`: something stands in front that it would lie over."""
        self._waits, self._is_held = self.isVisible(), True
        self.hide()

    def release(self) -> None:
        """Show what was said last, if it still waits to be read."""
        self._is_held = False
        if self._waits:
            self._appear()

    def accept(self) -> None:
        """Do what is offered, if anything is."""
        act, self._act = self._act, None
        if act is not None and self.isVisible():
            self.hide()
            act()

    def _forget(self) -> None:
        if self._followed is not None:
            self._followed[0].unlisten(self._on_session_happened)
            self._followed = None

    def _on_session_happened(self, _happened: Happened) -> None:
        if self._followed is not None and self._followed[0].head < self._followed[1]:
            self._forget()
            self.hide()

    def place(self) -> None:
        """Lie over the strip, as high as the text needs."""
        layout = self.layout()
        if layout is None or self.isHidden():
            return
        strip = self._strip()
        layout.activate()
        height = max(strip.height(), layout.totalHeightForWidth(strip.width()))
        self.setGeometry(strip.left(), strip.bottom() + 1 - height, strip.width(), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the strip when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self.place)  # what lies beneath is laid out anew first

    def _appear(self) -> None:
        """Show before all else, and have a screen reader say it."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # not needed until something is said

        self._waits = self._is_held
        if self._is_held:
            return
        self._timer.stop()
        if self.property("tone") == "done" and self._act is None:
            self._timer.start()
        self.setAccessibleName(self.text())
        self.show()
        self.place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _build(self) -> None:
        self._text.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._offer)
        layout.addWidget(button("知道了", self.hide))

    def text(self) -> str:
        """Return what the banner says."""
        return self._text.text()

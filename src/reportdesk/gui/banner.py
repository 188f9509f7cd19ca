"""One line across the top of a window: what went wrong, or what was done and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reportdesk.gui.widgets import button, label, set_tone

if TYPE_CHECKING:
    from reportdesk.session import Happened, Session

Act = Callable[[], object]


class Banner(QFrame):
    """One line across the window, which stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._act: Act | None = None
        self._followed: tuple[Session, int] | None = None
        self._text, self._offer = label("", parent=self), button("", self.accept)
        self._offer.setParent(self)
        self._offer.hide()
        self.hide()

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
        self.show()

    def say_step(self, text: str, session: Session) -> None:
        """Say what the last step of a report did, until that step is taken back."""
        self.say(text, "done")
        self._followed = session, session.head
        session.listen(self._on_session_happened)

    def offer(self, text: str, word: str, act: Act) -> None:
        """Say what was done, with a button that does something about it."""
        self.say(text, "done")
        self._act = act
        self._offer.setText(word)
        self._offer.show()

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

    def _build(self) -> None:
        self._text.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 16, 7)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._offer)
        layout.addWidget(button("知道了", self.hide))

    def text(self) -> str:
        """Return what the banner says."""
        return self._text.text()

"""A row of buttons that each show one kind of thing only, with how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from reportdesk.gui.widgets import Button


class Toggles(QWidget):
    """The buttons, by what they show, each with its tooltip; at most one is down, a second click lets it up again.

    With `always` the first is down to begin with, and only another one lets it up.
    """

    changed = Signal()

    def __init__(self, tips: Mapping[StrEnum, str], tones: Mapping[StrEnum, str], *, always: bool = False) -> None:
        super().__init__()
        self._always = always
        self._buttons = {each: _button(tip, tones.get(each, "")) for each, tip in tips.items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for made in self._buttons.values():
            layout.addWidget(made)
            made.clicked.connect(self._on_button_clicked)
        if always:
            self._put_down(next(iter(tips)))

    def down(self) -> StrEnum | None:
        """Return what is to be shown, None where no button is down."""
        return next((each for each, made in self._buttons.items() if made.isChecked()), None)

    def choose(self, which: StrEnum) -> None:
        """Put a button down."""
        self._put_down(which)
        self.changed.emit()

    def _put_down(self, which: StrEnum) -> None:
        for each, made in self._buttons.items():
            made.setChecked(each is which)

    def _on_button_clicked(self) -> None:
        which, pressed = next((each, made) for each, made in self._buttons.items() if made is self.sender())
        if self._always or pressed.isChecked():
            self._put_down(which)
        self.changed.emit()


def _button(tip: str, tone: str) -> QPushButton:
    made = Button()
    made.setObjectName("counter")
    made.setProperty("tone", tone)
    made.setCheckable(True)
    made.setToolTip(tip)
    return made

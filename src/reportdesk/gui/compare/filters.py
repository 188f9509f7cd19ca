"""The filters of 与上年核对: one of a row of buttons is down, each says how much it lets through."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from reportdesk.gui.widgets import Button


class Filters(QWidget):
    """The filters of a kind; `chosen` is the one that is down."""

    changed = Signal()

    def __init__(self, filters: type[StrEnum]) -> None:
        super().__init__()
        self._buttons: dict[StrEnum, QPushButton] = {}
        self._chosen = next(iter(filters))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for place, each in enumerate(filters, start=1):
            made = self._buttons[each] = _filter(each, f"Ctrl+{place}")
            made.clicked.connect(self._on_button_clicked)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self, made.click)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            layout.addWidget(made)
        self._show_chosen()

    @property
    def chosen(self) -> StrEnum:
        """Return the filter that is down."""
        return self._chosen

    def choose(self, which: StrEnum) -> None:
        """Put another filter down."""
        self._chosen = which
        self._show_chosen()
        self.changed.emit()

    def explain(self, which: StrEnum, words: str) -> None:
        """Say beside a filter's name and keys what it goes by."""
        keys = self._buttons[which].toolTip().partition("\n")[0]
        self._buttons[which].setToolTip(f"{keys}\n{words}")

    def show_counts(self, counts: Iterable[int]) -> None:
        """Say how much each lets through, in their order."""
        for (each, made), number in zip(self._buttons.items(), counts, strict=True):
            made.setText(f"{each} {number}")

    def _show_chosen(self) -> None:
        for each, made in self._buttons.items():
            made.setChecked(each is self._chosen)

    def _on_button_clicked(self) -> None:
        pressed = self.sender()
        self.choose(next(each for each, made in self._buttons.items() if made is pressed))


def _filter(each: StrEnum, keys: str) -> QPushButton:
    made = Button(each)
    made.setObjectName("counter")
    made.setCheckable(True)
    made.setToolTip(f"只看“{each}”（{keys}）")
    return made

"""The filters of 与上年核对: one of a row of buttons is down, each says how much it lets through."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from reportdesk.gui.toggles import Toggles


class Filters(Toggles):
    """The filters of a kind, each with a key."""

    def __init__(self, filters: type[StrEnum]) -> None:
        keys = {each: f"Ctrl+{place}" for place, each in enumerate(filters, start=1)}
        super().__init__({each: f"只看“{each}”（{key}）" for each, key in keys.items()}, {}, always=True)
        for each, key in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, self._buttons[each].click)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)

    def show_counts(self, counts: Iterable[int]) -> None:
        """Say how much each lets through, in their order."""
        for (each, made), number in zip(self._buttons.items(), counts, strict=True):
            made.setText(f"{each} {number}")

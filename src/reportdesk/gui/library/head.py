"""The line above the list: what is listed, what can be done with the report chosen, and the search."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from reportdesk.gui.library.actions import DeedAction
from reportdesk.gui.library.view import SearchField
from reportdesk.gui.widgets import ShortLabel, label

_GAP = 8


class ListHead(QWidget):
    """Title, number, buttons and search, from left to right."""

    def __init__(self, actions: Iterable[DeedAction]) -> None:
        super().__init__()
        self.search = SearchField()
        self._title, self._count = label("", "sectionTitle"), ShortLabel("hint")
        self._buttons = [_button(action) for action in actions if action.deed.button]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._title, self._count):
            layout.addWidget(widget)
            layout.addSpacing(_GAP)
        layout.addStretch()
        for button in self._buttons:
            layout.addWidget(button)
        layout.addSpacing(_GAP)
        layout.addWidget(self.search)

    def explain(self, title: str, number: int, found: int | None) -> None:
        """Say what is listed, how many reports there are, and how many were found where some are looked for."""
        self._title.setText(title)
        total = f"{number} 份" if number else ""
        if found is None:
            self._count.set_wordings(total)
        else:
            self._count.set_wordings(f"找到 {found} 份，共 {number} 份", f"找到 {found} 份")

    def show_buttons(self) -> None:
        """Show the buttons whose deeds are offered."""
        for button in self._buttons:
            button.setVisible(button.defaultAction().isVisible())

    def focus_button(self) -> None:
        """Put the focus on the first button that can be pressed."""
        next(button for button in self._buttons if button.defaultAction().isEnabled()).setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the number out and give the search less room in a narrow window."""
        self._count.setVisible(not narrow)
        self.search.set_narrow(narrow)


def _button(action: DeedAction) -> QToolButton:
    made = QToolButton()
    made.setObjectName("deed")
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made

"""The menu of a report in the list, by right click or the menu key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from reportdesk.gui.library.actions import DeedAction

_GROUPS = (
    ("open", "second", "compare", "restore"),
    ("base", "update", "extract"),
    ("duplicate", "discard", "purge"),
    ("carry", "import", "new"),
)


def make_menu(actions: Mapping[str, DeedAction], parent: QWidget) -> QMenu:
    """Return the menu, which goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in _GROUPS:
        for name in group:
            menu.addAction(actions[name])
        menu.addSeparator()
    order = menu.addMenu("排序")
    for name, action in actions.items():
        if name.startswith("sort:"):
            order.addAction(action)
    return menu

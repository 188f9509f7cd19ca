"""定稿 in the window: pages that can only be read, and a bar over them that says so and leads on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from reportdesk.gui.widgets import button, label

if TYPE_CHECKING:
    from reportdesk.gui.pages.page import Page
    from reportdesk.gui.wizard import Wizard

NEW_VERSION = "修改（另起新版本）"
LOOKS_ONLY = "looksOnly"
_MENU = "menuBefore"
_NOTE = "这份报告已定稿，只能查看、导出和打印。"


class LockBar(QFrame):
    """Says that the report is locked; `again_requested` asks for a new version."""

    again_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lockBar")
        self.note = label(_NOTE)
        self.again = button(NEW_VERSION, self.again_requested.emit, tip="到“预览与导出”解除锁定")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.again)


class Locking(QObject):
    """Locks the pages of a wizard while its report is 定稿, and says so over them."""

    def __init__(self, wizard: Wizard, pages: Mapping[str, Page]) -> None:
        super().__init__(wizard)
        self._wizard, self._pages = wizard, pages
        self.bar = LockBar()
        self.bar.again_requested.connect(self._on_bar_again_requested)
        self._show()

    def take(self, page: Page) -> None:
        """Lock a page that was just made, if the report is locked, and follow what is done there."""
        page.state_changed.connect(self.refresh)
        if self._wizard.session.finals.is_final:
            page.set_locked(True)

    def refresh(self) -> None:
        """Lock or unlock every page."""
        for page in self._pages.values():
            page.set_locked(self._wizard.session.finals.is_final)
        self._show()

    def _show(self) -> None:
        finals = self._wizard.session.finals
        self.bar.setVisible(finals.is_final)
        self._wizard.top.show_state(finals.state)

    def _on_bar_again_requested(self) -> None:
        self._wizard.show_export()
        self._wizard.page().begin_again()


def lock(page: QWidget, locked: bool) -> None:
    """Let a page's fields be read only, or be written again; what has `LOOKS_ONLY` alters nothing and stays."""
    for line in page.findChildren(QLineEdit):
        line.setReadOnly(locked)
    for chooser in page.findChildren(QWidget):
        if isinstance(chooser, QComboBox | QAbstractSpinBox | QPushButton) and not chooser.property(LOOKS_ONLY):
            chooser.setEnabled(not locked)
    for editor in page.findChildren(QPlainTextEdit):
        editor.setReadOnly(locked)
        _change_menu(editor, locked)
        for shortcut in editor.findChildren(QShortcut):
            shortcut.setEnabled(not locked)


def _change_menu(editor: QPlainTextEdit, locked: bool) -> None:
    """Take away a menu that alters the text, and give it back."""
    before = editor.property(_MENU)
    if locked and before is None:
        editor.setProperty(_MENU, editor.contextMenuPolicy())
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
    elif not locked and before is not None:
        editor.setProperty(_MENU, None)
        editor.setContextMenuPolicy(before)

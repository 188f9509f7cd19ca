"""定稿 in the window: pages that can only be read, and a bar over them that says so and leads on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from reportdesk.gui.widgets import button, label
from reportdesk.session import Happened
from reportdesk.store.finals import LOCKED, NEW_VERSION
from reportdesk.store.library import UNDER_REVIEW

if TYPE_CHECKING:
    from reportdesk.gui.pages.page import Page
    from reportdesk.gui.wizard import Wizard

LOOKS_ONLY = "looksOnly"
_MENU, _TIP = "menuBefore", "tipBefore"
_PAUSE = 400  # milliseconds without a change after which a report under review is compared with what was handed in
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALTERING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2)
_NOTE = "这份报告已定稿，只能查看、导出和打印。"


class LockBar(QFrame):
    """Says that the report is locked; `again_requested` asks for a new version."""

    again_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lockBar")
        self.note = label(_NOTE)
        self.note.setWordWrap(True)
        self.again = button(NEW_VERSION, self.again_requested.emit, tip="到“预览与导出”解除锁定")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.again)


class Locking(QObject):
    """Locks the pages of a wizard while its report is 定稿, says so over them and below, and shows its state."""

    def __init__(self, wizard: Wizard, pages: Mapping[str, Page]) -> None:
        super().__init__(wizard)
        self._wizard, self._pages = wizard, pages
        self.bar = LockBar()
        self.bar.again_requested.connect(self._on_bar_again_requested)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._show)
        wizard.session.listen(self._on_session_happened)
        self._show()

    def take(self, page: Page) -> None:
        """Lock a page that was just made, if the report is locked, and follow what is done there."""
        page.state_changed.connect(self.refresh)
        if self._wizard.session.finals.is_final:
            self._set_locked(page, True)

    def refresh(self) -> None:
        """Lock or unlock every page; what was said of the state before is past."""
        self._wizard.state_changed.emit()
        for page in self._pages.values():
            self._set_locked(page, self._wizard.session.finals.is_final)
        self._show()

    def detach(self) -> None:
        """Stop listening; the wizard goes, and the list shows the state."""
        if self._later.isActive():
            self._later.stop()
            self._show()
        self._wizard.session.unlisten(self._on_session_happened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer who types where nothing can be altered."""
        if not _would_alter(event):
            return super().eventFilter(watched, event)
        self._wizard.footer.say(LOCKED)
        return True

    def _set_locked(self, page: Page, locked: bool) -> None:
        page.set_locked(locked)
        fields = [each for kind in (QLineEdit, QPlainTextEdit, QTableView) for each in page.findChildren(kind)]
        for field in fields:
            field.removeEventFilter(self)
            if locked and (isinstance(field, QTableView) or field.isReadOnly()):
                field.installEventFilter(self)

    def _show(self) -> None:
        finals = self._wizard.session.finals
        finals.look(self._wizard.session.report)
        self.bar.setVisible(finals.is_final)
        self._wizard.top.show_state(finals.state, practice=finals.is_practice)

    def _on_session_happened(self, _happened: Happened) -> None:
        if self._wizard.session.finals.state in UNDER_REVIEW:
            self._later.start()

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
            _change_tip(chooser, locked)
    for editor in page.findChildren(QPlainTextEdit):
        editor.setReadOnly(locked)
        _change_menu(editor, locked)
        for shortcut in editor.findChildren(QShortcut):
            shortcut.setEnabled(not locked)


def _would_alter(event: QEvent) -> bool:
    """Tell whether an event would alter what is typed into."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString() or event.preeditString())
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    if event.matches(QKeySequence.StandardKey.Paste) or event.matches(QKeySequence.StandardKey.Cut):
        return True
    typed = event.text().isprintable() and bool(event.text()) and not event.modifiers() & _COMMANDS
    return typed or event.key() in _ALTERING


def _change_tip(chooser: QWidget, locked: bool) -> None:
    """Say why a button does nothing, or again what it does."""
    before = chooser.property(_TIP)
    if locked and before is None:
        chooser.setProperty(_TIP, chooser.toolTip())
        chooser.setToolTip(LOCKED)
    elif not locked and before is not None:
        chooser.setProperty(_TIP, None)
        chooser.setToolTip(before)


def _change_menu(editor: QPlainTextEdit, locked: bool) -> None:
    """Take away a menu that alters the text, and give it back."""
    before = editor.property(_MENU)
    if locked and before is None:
        editor.setProperty(_MENU, editor.contextMenuPolicy())
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
    elif not locked and before is not None:
        editor.setProperty(_MENU, None)
        editor.setContextMenuPolicy(before)

"""A person at the keyboard: every word and every move is a key event to whatever has the focus."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

D = TypeVar("D", bound=QDialog)
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Typist:
    """Types into a window as a clerk does."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        window.activateWindow()
        QCoreApplication.processEvents()

    def focus(self) -> QWidget:
        """Return what the keyboard goes to."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard focus"
        return focused

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press and release one key."""
        QTest.keyClick(self.focus(), key, modifiers)
        QCoreApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text character by character; Han characters come as an input method commits them."""
        for character in text:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            elif character.isascii():
                QTest.keyClicks(self.focus(), character)
            else:
                key = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, character)
                QApplication.sendEvent(self.focus(), key)
        QCoreApplication.processEvents()

    def commit(self, text: str) -> None:
        """Commit a text through an input method."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.focus(), event)
        QCoreApplication.processEvents()

    def during(self, dialog: Callable[[], None], act: Callable[[], None]) -> None:
        """Do something while the modal dialog is open that `act` opens."""
        QTimer.singleShot(50, dialog)
        act()
        # No window manager gives the focus back on the offscreen platform.
        self.window.activateWindow()
        QCoreApplication.processEvents()

    def in_dialog(self, kind: type[D], keys: Callable[[D], None], act: Callable[[], None]) -> None:
        """Do something in the modal dialog of that kind that `act` opens, and close it should that fail."""

        def during() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, kind)
            try:
                keys(dialog)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        self.during(during, act)

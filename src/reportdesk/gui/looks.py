"""外观 and 文字大小 as the clerk chose them: kept in the data folder, changed by key and wheel in every window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from reportdesk.gui import theme
from reportdesk.gui.theme import Look
from reportdesk.store.library import Library

SYSTEM = "system"
CHOICES = {SYSTEM: "跟随系统", theme.LIGHT: "浅色", theme.DARK: "深色", theme.CONTRAST: "高对比"}
_THEME, _SIZE, _SERVED = "theme", "text_size", "has_zoom"
_SCHEMES = {theme.LIGHT: Qt.ColorScheme.Light, theme.DARK: Qt.ColorScheme.Dark, theme.CONTRAST: Qt.ColorScheme.Dark}


class Looks(QObject):
    """The choice of theme and text size; every window that comes to the front is given the keys and the wheel."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        kept = library.setting(_THEME)
        self.choice = kept if kept in CHOICES else SYSTEM
        self.percent = _size_of(library.setting(_SIZE))
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._wear)
        _app().focusWindowChanged.connect(self._on_app_focus_window_changed)
        self._tell_desktop()
        self._wear()

    def choose(self, choice: str) -> None:
        """Wear a theme, or follow the desktop's, and remember it."""
        if choice != self.choice:
            self.choice = choice
            self._library.set_setting(_THEME, choice)
            self._tell_desktop()
            self._wear()

    def resize(self, percent: int) -> None:
        """Set the text size in per cent and remember it."""
        if percent != self.percent:
            self.percent = percent
            self._library.set_setting(_SIZE, str(percent))
            self._wear()

    def enlarge(self) -> None:
        """Make the text one size larger."""
        self._go_by(1)

    def reduce(self) -> None:
        """Make the text one size smaller."""
        self._go_by(-1)

    def restore(self) -> None:
        """Give the text its first size."""
        self.resize(theme.SIZES[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the Ctrl+wheel that nothing inside a window wanted."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent) and is_zoom(event):
            turned = event.angleDelta().y()
            if turned:
                self._go_by(1 if turned > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _serve(self, window: QWidget) -> None:
        window.setProperty(_SERVED, True)
        slots: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl++", self.enlarge), ("Ctrl+=", self.enlarge), ("Ctrl+-", self.reduce), ("Ctrl+0", self.restore),
        )  # fmt: skip
        for keys, slot in slots:
            QShortcut(QKeySequence(keys), window, slot)
        window.installEventFilter(self)

    def _go_by(self, by: int) -> None:
        place = theme.SIZES.index(self.percent) + by
        if 0 <= place < len(theme.SIZES):
            self.resize(theme.SIZES[place])

    def _tell_desktop(self) -> None:
        """Ask for a window frame that fits, where the desktop draws one."""
        if self.choice in _SCHEMES:
            self._hints.setColorScheme(_SCHEMES[self.choice])
        else:
            self._hints.unsetColorScheme()

    def _wear(self) -> None:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        name = self.choice if self.choice != SYSTEM else theme.DARK if dark else theme.LIGHT
        theme.wear(_app(), Look(name, self.percent))

    def _on_app_focus_window_changed(self) -> None:
        window, owner = QApplication.activeWindow(), self.parent()
        if isinstance(owner, QWidget) and not owner.isVisible():
            return  # the program's window is closed, and its data folder with it
        if window is not None and not window.property(_SERVED):
            self._serve(window)


def is_zoom(event: QWheelEvent) -> bool:
    """Tell whether the wheel is turned to change the text size."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _size_of(kept: str) -> int:
    return int(kept) if kept.isdecimal() and int(kept) in theme.SIZES else theme.SIZES[0]

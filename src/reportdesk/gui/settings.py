"""设置: 外观, 文字大小, where the reports are kept, and their backups; what is chosen holds at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reportdesk.gui import theme
from reportdesk.gui.looks import CHOICES, Looks
from reportdesk.gui.opening import open_outside
from reportdesk.gui.widgets import child, load_form

BACK_UP, RESTORE = "back_up", "restore"
_WIDTH = 480


class SettingsDialog(QDialog):
    """The fields of `ui/settings.ui`; `wish` tells what is to be done once it is closed: `back_up`, `restore`."""

    def __init__(self, looks: Looks, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._looks, self._folder = looks, folder
        self.wish = ""
        form = load_form("settings", self)
        self.theme, self.size_box = child(form, QComboBox, "theme"), child(form, QComboBox, "size")
        for name, words in CHOICES.items():
            self.theme.addItem(words, name)
        for percent in theme.SIZES:
            self.size_box.addItem(f"{percent}%", percent)
        place = child(form, QLineEdit, "folder")
        place.setText(str(folder))
        place.setCursorPosition(0)
        place.setToolTip(str(folder))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(16)
        layout.addWidget(form)
        layout.addWidget(buttons)
        self._show()
        theme.changed.connect(self._show)
        self.theme.activated.connect(self._on_theme_activated)
        self.size_box.activated.connect(self._on_size_box_activated)
        child(form, QPushButton, "open_folder").clicked.connect(self._on_open_folder_clicked)
        for name in (BACK_UP, RESTORE):
            child(form, QPushButton, name).clicked.connect(partial(self._leave_for, name))

    def _show(self) -> None:
        """Show what holds now, in a dialog as large as that needs."""
        self.theme.setCurrentIndex(self.theme.findData(self._looks.choice))
        self.size_box.setCurrentIndex(self.size_box.findData(self._looks.percent))
        layout, room = self.layout(), self.screen().availableGeometry()
        assert layout is not None
        layout.activate()
        width = max(theme.px(_WIDTH), layout.minimumSize().width())
        self.resize(width, layout.totalHeightForWidth(width))  # adjustSize stops at two thirds of the screen
        if self.isVisible() and not room.contains(self.frameGeometry()):
            self.move(room.center() - self.rect().center())

    def _leave_for(self, wish: str) -> None:
        self.wish = wish
        self.accept()

    def _on_theme_activated(self, place: int) -> None:
        self._looks.choose(self.theme.itemData(place))

    def _on_size_box_activated(self, place: int) -> None:
        self._looks.resize(self.size_box.itemData(place))

    def _on_open_folder_clicked(self) -> None:
        open_outside(self, self._folder)

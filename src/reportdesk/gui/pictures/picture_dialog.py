"""Caption and alternative text of a picture, beside the picture itself."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reportdesk.gui.pictures.shown import Thumbnail
from reportdesk.gui.widgets import give_size, label, make_primary

CAPTION = "题注", "印在图下，前面自动加上“图1”这样的编号"
ALTERNATIVE = "文字说明", "给看不见图的人听：图里有什么；不写就用题注"
_SIZE = (520, 470)  # at 100 %


class PictureDialog(QDialog):
    """Asks for the words of one picture."""

    def __init__(self, parent: QWidget, title: str, data: bytes, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        give_size(self, *_SIZE)
        self.thumbnail = Thumbnail()
        self.thumbnail.show_picture(data, "图片预览")
        self.caption, self.alternative = field(*CAPTION), field(*ALTERNATIVE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("插入" if title.startswith("插入") else "保存")
        make_primary(self.ok)
        told = label(note, "hint")
        told.setWordWrap(True)
        told.setVisible(bool(note))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(self.thumbnail, 1)
        layout.addWidget(told)
        layout.addLayout(words(self.caption, self.alternative))
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.caption.setFocus()


def words(caption: QLineEdit, alternative: QLineEdit) -> QGridLayout:
    """Return the two lines with their names before them; a form of Qt's would put the names higher than the lines."""
    grid = QGridLayout()
    for row, made in enumerate((caption, alternative)):
        grid.addWidget(label(made.accessibleName(), "fieldLabel"), row, 0)
        grid.addWidget(made, row, 1)
    return grid


def field(name: str, hint: str) -> QLineEdit:
    """Return a line to write on that says what belongs there."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    made.setToolTip(hint)
    return made

"""Caption and alternative text of a picture, beside the picture itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from reportdesk.gui.pictures.shown import Thumbnail
from reportdesk.gui.whole_rows import WholeLines
from reportdesk.gui.widgets import give_size, label, make_primary

CAPTION = "题注", "印在图下，前面自动加上“图1”这样的编号"
ALTERNATIVE = "文字说明", "给看不见图的人听：图里有什么；不写就用题注"
_SIZE = (520, 510)  # at 100 %
_LINES, _ABOVE = 3, 8  # of what is told; pixels from its edge to the first of them


class PictureDialog(QDialog):
    """Asks for the words of one picture."""

    def __init__(self, parent: QWidget, title: str, data: bytes, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        give_size(self, *_SIZE)
        self.thumbnail = Thumbnail()
        self.thumbnail.show_picture(data, "图片预览")
        self.caption, self.alternative = field(*CAPTION), Telling(*ALTERNATIVE)
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


class Telling(WholeLines):
    """One paragraph that tells what is to be seen, in three lines; Enter is the dialog's, Tab leads on."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setObjectName("telling")
        self.setTabChangesFocus(True)
        _say(self, name, hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what is written, in one line."""
        return self.toPlainText().replace("\n", " ")

    def is_own(self) -> bool:
        """Tell whether the clerk wrote any of it."""
        return self.document().isModified()

    def sizeHint(self) -> QSize:
        """Need three lines and the frame around them."""
        around = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QSize(super().sizeHint().width(), _LINES * self.fontMetrics().lineSpacing() + around)

    def minimumSizeHint(self) -> QSize:
        """Be no lower than that."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog: what is told is one paragraph."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def words(caption: QLineEdit, alternative: Telling) -> QGridLayout:
    """Return both with their names before them; a form of Qt's would put the names higher than the lines."""
    grid, names = QGridLayout(), [label(made.accessibleName(), "fieldLabel") for made in (caption, alternative)]
    names[1].setContentsMargins(0, _ABOVE, 0, 0)
    grid.addWidget(names[0], 0, 0)
    grid.addWidget(names[1], 1, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(caption, 0, 1)
    grid.addWidget(alternative, 1, 1)
    return grid


def field(name: str, hint: str) -> QLineEdit:
    """Return a line to write on that says what belongs there."""
    made = QLineEdit()
    _say(made, name, hint)
    return made


def _say(made: QLineEdit | Telling, name: str, hint: str) -> None:
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    made.setToolTip(hint)

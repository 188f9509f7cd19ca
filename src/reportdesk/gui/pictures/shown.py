"""A picture as small as a dialog needs it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from reportdesk.gui.theme import px

_ROOM = (440, 230)  # at 100 %
_SHARE = 0.31  # of the screen's height that it takes at most


class Thumbnail(QLabel):
    """Shows a picture, or a sentence where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumSize(self._room())

    def show_picture(self, data: bytes, words: str) -> None:
        """Show a picture, which says these words to those who cannot see it."""
        room = self._room()
        image = QImage.fromData(data)
        if image.width() > room.width() or image.height() > room.height():
            mode = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
        self.setMinimumHeight(image.height())
        self.setPixmap(QPixmap.fromImage(image))
        self.setAccessibleName(words)

    def say(self, text: str) -> None:
        """Say why there is no picture."""
        self.setMinimumHeight(self._room().height())
        self.setText(text)
        self.setAccessibleName(text)

    def _room(self) -> QSize:
        height = min(px(_ROOM[1]), int(self.screen().availableGeometry().height() * _SHARE))
        return QSize(height * _ROOM[0] // _ROOM[1], height)

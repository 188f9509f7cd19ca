"""How the objects of the editor's document are drawn: a live figure as its value, a picture small with its caption."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QPyTextObject, QResizeEvent, QTextDocument, QTextFormat
from PySide6.QtWidgets import QAbstractScrollArea

from reportdesk.gui.prose.document import LIVE, PICTURE, objects, shown_of
from reportdesk.gui.theme import colour, px
from reportdesk.report.changes import Attachment
from reportdesk.report.prose import PictureLine, picture_lines

_ROOM, _ROUND = 3, 3  # beside the figure, and of the corners, at 100 %
_LARGEST = (360, 180)  # of a picture, at 100 %
_LEAST = 24  # high, at 100 %
_FRAME = 8  # between a picture and its frame, at 100 %


class LiveObject(QPyTextObject):
    """Draws a live figure as its value on a tint."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        document.documentLayout().registerHandler(LIVE, self)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Be as wide as the value."""
        metrics = QFontMetricsF(doc.defaultFont())
        return QSizeF(metrics.horizontalAdvance(shown_of(format)) + 2 * px(_ROOM) + 2, metrics.ascent())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Draw the value, its ground and a line under both."""
        rect, metrics = QRectF(rect), QFontMetricsF(doc.defaultFont())
        ground = rect.adjusted(1, 0, -1, metrics.descent() - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(ground, px(_ROUND), px(_ROUND))
        painter.setPen(QPen(colour("accent"), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        painter.setFont(doc.defaultFont())
        painter.drawText(QPointF(rect.left() + px(_ROOM) + 1, rect.top() + metrics.ascent()), shown_of(format))
        painter.restore()


class PictureObject(QPyTextObject):
    """Draws a picture small in a quiet frame, its caption under it; `attachment` gives its file by name.

    It takes no more than half of what is seen of the text: an editor scrolls by whole lines, and one that is higher
    than it could only be passed over.
    """

    def __init__(
        self, document: QTextDocument, editor: QAbstractScrollArea, attachment: Callable[[str], Attachment | None]
    ) -> None:
        super().__init__(editor)
        self._document, self._editor = document, editor
        self._attachment = attachment
        document.documentLayout().registerHandler(PICTURE, self)
        editor.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay pictures out anew where another height is seen."""
        if isinstance(event, QResizeEvent) and event.size().height() != event.oldSize().height():
            for _place, unit, format_ in list(objects(self._document)):
                if format_.objectType() == PICTURE:
                    self._document.markContentsDirty(unit, 1)
        return super().eventFilter(watched, event)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Be as high as frame, picture and caption."""
        height = self._image(format).height() + QFontMetricsF(doc.defaultFont()).height() + 3 * px(_FRAME)
        return QSizeF(px(_LARGEST[0]) + 2 * px(_FRAME), height)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Draw frame, picture and caption."""
        frame, image = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), self._image(format)
        inner = frame.adjusted(px(_FRAME), px(_FRAME), -px(_FRAME), -px(_FRAME))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("card"))  # where the picture is chosen, a rim of the choice is left
        painter.drawRoundedRect(frame.adjusted(px(_ROOM), px(_ROOM), -px(_ROOM), -px(_ROOM)), px(_ROUND), px(_ROUND))
        painter.drawImage(QPointF(inner.center().x() - image.width() / 2, inner.top()), image)
        metrics = QFontMetricsF(doc.defaultFont())
        painter.setFont(doc.defaultFont())
        painter.setPen(colour("soft_ink"))
        caption = metrics.elidedText(_line(format).caption, Qt.TextElideMode.ElideRight, inner.width())
        below = QRectF(inner.left(), inner.bottom() - metrics.height(), inner.width(), metrics.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), caption)
        painter.restore()

    def _image(self, format_: QTextFormat) -> QImage:
        attachment = self._attachment(_line(format_).sha256)
        height = max(px(_LEAST), min(px(_LARGEST[1]), self._editor.viewport().height() // 2))
        return _small(attachment.data, px(_LARGEST[0]), height) if attachment else QImage()


def _line(format_: QTextFormat) -> PictureLine:
    return next(picture_lines(shown_of(format_)))


@lru_cache(maxsize=16)
def _small(data: bytes, width: int, height: int) -> QImage:
    image = QImage.fromData(data)
    if image.width() <= width and image.height() <= height:
        return image
    return image.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)

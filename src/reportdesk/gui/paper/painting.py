"""Draw a page on whatever a painter paints on: the window, a printer, a PDF."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

from reportdesk.gui.paper.marks import Frame, Mark, Page, Words
from reportdesk.output.tables import RULE

INK, PAPER = QColor("#000000"), QColor("#FFFFFF")
"""The colours of print and paper in every theme: what is seen is what comes out of the printer."""


def paint(painter: QPainter, page: Page) -> None:
    """Draw a page; the painter is scaled so that a unit is a twip."""
    painter.setPen(QPen(INK, RULE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    enlarged = painter.device().logicalDpiY() / QGuiApplication.primaryScreen().logicalDotsPerInchY()
    for mark in page.marks:
        _draw(painter, mark, enlarged)


@lru_cache(maxsize=24)
def picture(data: bytes) -> QImage:
    """Return a picture's pixels; a null image where they cannot be read."""
    return QImage.fromData(data)


@lru_cache(maxsize=24)
def _reduced(data: bytes, size: QSize) -> QImage:
    """Return a picture in so many pixels, each the mean of those it stands for, where that is fewer than it has."""
    whole = picture(data)
    if whole.isNull() or size.isEmpty() or size.width() >= whole.width():
        return whole
    return whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _draw(painter: QPainter, mark: Mark, enlarged: float) -> None:
    if isinstance(mark, Words):
        painter.setFont(_spaced(mark.font, enlarged))
        painter.drawText(QPointF(mark.x, mark.y), mark.text)
    elif isinstance(mark, Frame):
        painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
    else:
        place = QRectF(mark.x, mark.y, mark.width, mark.height)
        size = painter.deviceTransform().mapRect(place).size().toSize()
        painter.drawImage(place, _reduced(mark.data, size))


def _spaced(font: QFont, enlarged: float) -> QFont:
    """Return a font as a device takes it: Qt multiplies letter spacing by a device's dots to those of the screen."""
    if enlarged == 1 or not font.letterSpacing():
        return font
    made = QFont(font)
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.letterSpacing() / enlarged)
    return made

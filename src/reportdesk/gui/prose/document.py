"""The editor's document: stored prose put into it and taken out of it, and how a live figure is drawn there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from reportdesk.gui.prose.mapping import Places
from reportdesk.gui.theme import colour, px

OBJECT = "\ufffc"
_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_SOURCE, _SHOWN = QTextFormat.Property.UserProperty.value + 1, QTextFormat.Property.UserProperty.value + 2
_BREAKS = {0x2028: "\n", 0x2029: "\n"}
_ROOM, _ROUND = 3, 3  # beside the figure, and of the corners, at 100 %
Shown = Callable[[str], str]


class LiveObject(QPyTextObject):
    """Draws a live figure as its value on a tint."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        document.documentLayout().registerHandler(_KIND, self)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Be as wide as the value."""
        metrics = QFontMetricsF(doc.defaultFont())
        return QSizeF(metrics.horizontalAdvance(_text(format, _SHOWN)) + 2 * px(_ROOM) + 2, metrics.ascent())

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
        painter.drawText(QPointF(rect.left() + px(_ROOM) + 1, rect.top() + metrics.ascent()), _text(format, _SHOWN))
        painter.restore()


def put(cursor: QTextCursor, places: Places, shown: Shown, span: tuple[int, int] | None = None) -> None:
    """Put a text, or a span of it, in the place of what is chosen; a line break is \\n, `shown` gives values."""
    done, stop = span or (0, len(places.text))
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for figure in places.live:
        if done <= figure.start and figure.end <= stop:
            cursor.insertText(places.text[done : figure.start], QTextCharFormat())
            source = places.text[figure.start : figure.end]
            cursor.insertText(OBJECT, _live_format(source, shown(source)))
            done = figure.end
    cursor.insertText(places.text[done:stop], QTextCharFormat())
    cursor.endEditBlock()


def text_of(document: QTextDocument) -> str:
    """Return a document as it is stored, no-break spaces as they are."""
    raw = document.toRawText().translate(_BREAKS)
    if OBJECT not in raw:
        return raw
    parts: list[str] = []
    done = 0
    for place, _unit, format_ in _objects(document):
        parts += (raw[done:place], _text(format_, _SOURCE))
        done = place + 1
    return "".join((*parts, raw[done:]))


def enliven(document: QTextDocument, places: Callable[[str], Places], shown: Shown) -> bool:
    """Make what was typed as a live figure one; tell whether there was any."""
    raw = document.toRawText().translate(_BREAKS)
    typed = places(raw)
    for figure in reversed(typed.live):
        cursor = QTextCursor(document)
        cursor.setPosition(_units(raw[: figure.start]))
        cursor.setPosition(_units(raw[: figure.end]), QTextCursor.MoveMode.KeepAnchor)
        put(cursor, typed, shown, (figure.start, figure.end))
    return bool(typed.live)


def show_values(document: QTextDocument, shown: Shown) -> None:
    """Give every live figure the value of now."""
    for _place, unit, format_ in list(_objects(document)):
        source = _text(format_, _SOURCE)
        value = shown(source)
        if value != _text(format_, _SHOWN):
            cursor = QTextCursor(document)
            cursor.setPosition(unit)
            cursor.setPosition(unit + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_live_format(source, value))


def _live_format(source: str, value: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(_KIND)
    made.setProperty(_SOURCE, source)
    made.setProperty(_SHOWN, value)
    return made


def _objects(document: QTextDocument) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Yield each live figure's place in the raw text, its position and its format."""
    start, block = 0, document.begin()
    while block.isValid():
        text = block.text()
        if OBJECT in text:
            yield from _objects_in(block, text, start)
        start += len(text) + 1
        block = block.next()


def _objects_in(block: QTextBlock, text: str, start: int) -> Iterator[tuple[int, int, QTextCharFormat]]:
    # A range's format goes with the range, so that a copy is kept.
    live: dict[int, QTextCharFormat] = {}
    for part in block.textFormats():
        if part.format.objectType() == _KIND:  # type: ignore[attr-defined]
            made = QTextCharFormat(part.format)  # type: ignore[attr-defined]
            live |= dict.fromkeys(range(part.start, part.start + part.length), made)  # type: ignore[attr-defined]
    unit = 0
    for place, sign in enumerate(text):
        if sign == OBJECT and unit in live:
            yield start + place, block.position() + unit, live[unit]
        unit += 1 + (sign > "\uffff")


def _units(text: str) -> int:
    """Return a text's length in a document."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _text(format_: QTextFormat, key: int) -> str:
    return str(format_.property(key) or "")

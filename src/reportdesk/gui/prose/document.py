"""The editor's document: stored prose put into it and taken out of it, live figures and pictures as objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from reportdesk.gui.prose.mapping import Places, Sign
from reportdesk.report.prose import PictureLine, live_figures, picture_lines

OBJECT = "\ufffc"
LIVE, PICTURE = QTextFormat.ObjectTypes.UserObject.value + 1, QTextFormat.ObjectTypes.UserObject.value + 2
_SOURCE, _SHOWN = QTextFormat.Property.UserProperty.value + 1, QTextFormat.Property.UserProperty.value + 2
_BREAKS = {0x2028: "\n", 0x2029: "\n"}
Shown = Callable[[str], str]


def put(cursor: QTextCursor, places: Places, shown: Shown, span: tuple[int, int] | None = None) -> None:
    """Put a text, or a span of it, in the place of what is chosen; a line break is \\n, `shown` gives values."""
    done, stop = span or (0, len(places.text))
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for sign in places.signs:
        if done <= sign.start and sign.end <= stop:
            cursor.insertText(places.text[done : sign.start], QTextCharFormat())
            source = places.text[sign.start : sign.end]
            kind = PICTURE if isinstance(sign, PictureLine) else LIVE
            cursor.insertText(OBJECT, _object_format(kind, source, shown(source)))
            done = sign.end
    cursor.insertText(places.text[done:stop], QTextCharFormat())
    cursor.endEditBlock()


def text_of(document: QTextDocument) -> str:
    """Return a document as it is stored, no-break spaces as they are."""
    return laid_out(document).text


def laid_out(document: QTextDocument) -> Places:
    """Return a document as it is stored, with what is an object in it, be that right or not."""
    raw = document.toRawText().translate(_BREAKS)
    parts: list[str] = []
    signs: list[Sign] = []
    done = length = 0
    for place, _unit, format_ in objects(document) if OBJECT in raw else ():
        source = _text(format_, _SOURCE)
        length += place - done
        found = picture_lines(source) if format_.objectType() == PICTURE else live_figures(source)
        signs += (replace(sign, start=length, end=length + len(source)) for sign in found)
        parts += (raw[done:place], source)
        done, length = place + 1, length + len(source)
    return Places("".join((*parts, raw[done:])), signs)


def part_pictures(document: QTextDocument, cursor: QTextCursor) -> QTextCursor | None:
    """Break lines where words stand beside a picture; return the cursor on its side, None where nothing was broken."""
    broken: list[int] = []
    for _place, unit, format_ in objects(document):
        block = document.findBlock(unit)
        at = unit - block.position()
        if format_.objectType() == PICTURE:
            units = block.text().encode("utf-16-le", "surrogatepass")
            broken += [unit] if units[: 2 * at].decode("utf-16-le", "surrogatepass").strip() else []
            broken += [unit + 1] if units[2 * at + 2 :].decode("utf-16-le", "surrogatepass").strip() else []
    at = cursor.position()
    for unit in sorted(set(broken), reverse=True):
        cursor.setPosition(unit)
        cursor.insertText("\n", QTextCharFormat())
    cursor.setPosition(at + sum(unit < at for unit in set(broken)))
    return cursor if broken else None


def show_values(document: QTextDocument, shown: Shown) -> None:
    """Give every live figure, in captions too, the value of now."""
    for _place, unit, format_ in list(objects(document)):
        source = _text(format_, _SOURCE)
        value = shown(source)
        if value != _text(format_, _SHOWN):
            cursor = QTextCursor(document)
            cursor.setPosition(unit)
            cursor.setPosition(unit + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_object_format(format_.objectType(), source, value))


def is_picture(block: QTextBlock) -> bool:
    """Tell whether a line is a picture."""
    if block.text().strip() != OBJECT:
        return False
    return any(format_.objectType() == PICTURE for _place, _unit, format_ in _objects_in(block, block.text(), 0))


def shown_of(format_: QTextFormat) -> str:
    """Return what an object shows: a live figure its value, a picture its line with the values in its caption."""
    return _text(format_, _SHOWN)


def _object_format(kind: int, source: str, value: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(kind)
    made.setProperty(_SOURCE, source)
    made.setProperty(_SHOWN, value)
    return made


def objects(document: QTextDocument) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Yield each object's place in the raw text, its position and its format."""
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
        if part.format.objectType() in (LIVE, PICTURE):  # type: ignore[attr-defined]
            made = QTextCharFormat(part.format)  # type: ignore[attr-defined]
            live |= dict.fromkeys(range(part.start, part.start + part.length), made)  # type: ignore[attr-defined]
    unit = 0
    for place, sign in enumerate(text):
        if sign == OBJECT and unit in live:
            yield start + place, block.position() + unit, live[unit]
        unit += 1 + (sign > "\uffff")


def _text(format_: QTextFormat, key: int) -> str:
    return str(format_.property(key) or "")

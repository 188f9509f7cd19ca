"""How a printed cell is drawn, in the frozen heads and in the body alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen, QPolygon

from reportdesk.form.grid import GridCell, Role
from reportdesk.gui.grid.geometry import WRAP, is_centred, label_padding, padding, wrapped
from reportdesk.gui.theme import CONTRAST, colour, look, px
from reportdesk.report.values import Unread, Value, show

_GROUNDS = {Role.TITLE: "head", Role.CORNER: "head", Role.HEAD: "head", Role.LABEL: "label"}
_CORNER, _BEFORE, _NEAR = 6, 10, 3  # at 100 %
_LEAST_SIZE = 2 / 3  # of its font that a wide figure is drawn in
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


_MOST_SET = 4000
_set_before: dict[tuple[str, int, bool, int, float], tuple[QFont, str]] = {}


@dataclass(slots=True)
class Marks:
    """Cells that a finding points at: those in error, the two sides of the error in focus, those `noted` by a remark.

    Of `totals` those that are `typed` stand on the ground of typed figures. `before` holds last year's figures where
    they are wanted beside this year's.
    """

    errors: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()
    before: Mapping[str, Value] = field(default_factory=dict[str, Value])


def paint_label(painter: QPainter, rect: QRect, cell: GridCell, seen: QRect | None = None) -> None:
    """Draw a head, row label or title with its ground and lines; whole lines of its text in the part that is seen."""
    painter.fillRect(rect, colour(_GROUNDS[cell.role]))
    paint_lines(painter, rect)
    small = cell.role is Role.CORNER
    painter.setPen(colour("soft_ink" if small else "ink"))
    painter.setFont(_font(painter, bold=cell.role is Role.TITLE))
    room = rect.adjusted(label_padding(cell), 0, -label_padding(cell), 0)
    text = wrapped(cell, room.width(), painter.fontMetrics())
    if seen is not None and not seen.contains(rect):
        room = room.intersected(seen)
        text = _lines_within(text, room, painter.fontMetrics())
    painter.drawText(room, WRAP | (_CENTRED if is_centred(cell) else _LEFT), text)


def _lines_within(text: str, room: QRect, metrics: QFontMetrics) -> str:
    """Return as many lines of a text as there is room for, with … in place of the others."""
    lines, high = text.split("\n"), QRect(0, 0, room.width(), 10000)
    fewer = ("\n".join([*lines[:count], "…"]) for count in range(len(lines) - 2, 0, -1))
    one = metrics.elidedText("".join(lines), Qt.TextElideMode.ElideRight, room.width())
    for shown in (text, *fewer, one):
        if metrics.boundingRect(high, WRAP, shown).height() <= room.height():
            return shown
    return ""


def paint_value(painter: QPainter, rect: QRect, address: str, value: Value, marks: Marks, taken: int = 0) -> None:
    """Draw a figure: right-aligned, zeros quiet, blanks hatched, totals and marked cells on their own ground.

    `taken` is room at the left that something else is drawn in.
    """
    painter.fillRect(rect, colour(_ground(address, marks)))
    if value is None:
        painter.fillRect(rect, QBrush(colour("hatch"), Qt.BrushStyle.BDiagPattern))
    paint_lines(painter, rect)
    _paint_side(painter, rect, address, marks)
    if address in marks.before:
        _paint_before(painter, rect.adjusted(taken, 0, 0, 0), show(value), marks.before[address])
    if value is None:
        return
    wrong = address in marks.errors or isinstance(value, Unread)
    painter.setPen(colour("error" if wrong else "zero" if value == 0 else "ink"))
    room = rect.adjusted(max(padding(), taken), 0, -padding(), 0)
    font = _font(painter, bold=wrong or address in marks.totals)
    text = unread(value, room.width(), font) if isinstance(value, Unread) else show(value)
    set_in, shown = _set(text, room.width(), font)
    painter.setFont(set_in)
    painter.drawText(room, _RIGHT, shown)
    if wrong:
        _paint_corner(painter, rect)


def _paint_before(painter: QPainter, rect: QRect, now: str, before: Value) -> None:
    """Draw last year's figure small at the left, where both have room; the footer tells it in any case."""
    text = "未填" if before is None else show(before)
    wide = painter.fontMetrics().horizontalAdvance(now)
    font = QFont(painter.font())
    font.setPixelSize(px(_BEFORE))
    font.setBold(False)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour("faint_ink"))
    room = rect.adjusted(_NEAR, 0, -wide - padding() - _NEAR, 0)
    if painter.fontMetrics().horizontalAdvance(text) <= room.width():
        painter.drawText(room, _LEFT, text)
    painter.restore()


def _paint_side(painter: QPainter, rect: QRect, address: str, marks: Marks) -> None:
    """Tell the sides of a finding apart by their lower line too: broken on the left, drawn through on the right.

    It covers the cell's own line, clear of the figure in a low row.
    """
    if address in marks.right or address in marks.left:
        style = Qt.PenStyle.SolidLine if address in marks.right else Qt.PenStyle.DotLine
        painter.setPen(QPen(colour("error"), 2, style))
        painter.drawLine(rect.left() + 2, rect.bottom(), rect.right() - 2, rect.bottom())


def _paint_corner(painter: QPainter, rect: QRect) -> None:
    """Mark a cell in error in its upper left corner, so that not its colour alone says so."""
    size = px(_CORNER)
    corner = QPolygon([rect.topLeft(), QPoint(rect.left() + size, rect.top()), QPoint(rect.left(), rect.top() + size)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("error"))
    painter.drawPolygon(corner)


def paint_lines(painter: QPainter, rect: QRect) -> None:
    """Draw a cell's right and lower line; the table draws its own left and upper one."""
    line = colour("strong_line")
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)


def paint_focus(painter: QPainter, rect: QRect) -> None:
    """Draw the frame of the cell in focus."""
    painter.setPen(QPen(colour("accent"), 3 if look().theme == CONTRAST else 2))  # strong beside lines of its own kind
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _ground(address: str, marks: Marks) -> str:
    if address in marks.right:
        return "right_side"
    if address in marks.left:
        return "left_side"
    if address in marks.noted:
        return "remark_soft"
    return "totals" if address in marks.totals and address not in marks.typed else "card"


def unread(value: Unread, width: int, font: QFont) -> str:
    """Say that a figure could not be read, and what stands there only where it can be read in full."""
    whole = f"未读出：{show(value)}"
    return whole if QFontMetrics(font).horizontalAdvance(whole) <= width else "未读出"


def fitting(font: QFont, text: str, width: int) -> QFont:
    """Return a font in which a figure fits its cell, smaller by a third at most."""
    needed = QFontMetrics(font).horizontalAdvance(text)
    if needed > width > 0:
        font = QFont(font)
        font.setPixelSize(round(font.pixelSize() * max(_LEAST_SIZE, 0.98 * width / needed)))
    return font


def _set(text: str, width: int, font: QFont) -> tuple[QFont, str]:
    """Return the font in which a figure fits its cell, and as much of it as there is room for; remembered."""
    key = text, width, font.bold(), font.pixelSize(), font.pointSizeF()
    if key not in _set_before:
        if len(_set_before) >= _MOST_SET:
            _set_before.clear()
        set_in = fitting(font, text, width)
        _set_before[key] = set_in, QFontMetrics(set_in).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return _set_before[key]


def _font(painter: QPainter, *, bold: bool) -> QFont:
    font = painter.font()
    font.setBold(bold)
    return font

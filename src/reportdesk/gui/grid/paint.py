"""How a printed cell is drawn, in the frozen heads and in the body alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen, QPolygon

from reportdesk.form.grid import GridCell, Role
from reportdesk.gui.grid.geometry import WRAP, is_centred, label_padding, padding, wrapped
from reportdesk.gui.grid.locks import mark_width, paint_lock
from reportdesk.gui.theme import CONTRAST, colour, look, px
from reportdesk.report.values import Unread, Value, show

_GROUNDS = {Role.TITLE: "head", Role.CORNER: "head", Role.HEAD: "head", Role.LABEL: "label"}
_CORNER, _BEFORE, _NEAR = 6, 10, 3  # at 100 %
_LEAST_SIZE = 2 / 3  # of its font that a wide figure is drawn in
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


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

    def differing(self, other: Marks) -> frozenset[str]:
        """Return the cells that may look otherwise under other marks."""
        found = frozenset[str]()
        for ours, theirs in (
            (self.errors, other.errors),
            (self.left, other.left),
            (self.right, other.right),
            (self.noted, other.noted),
            (self.totals, other.totals),
            (self.typed, other.typed),
        ):
            found |= ours ^ theirs
        if self.before is other.before:
            return found
        return found | {address for address, _shown in _shown_all(self.before) ^ _shown_all(other.before)}


class Figure(NamedTuple):
    """All that is drawn of a figure: alike ones look alike. `text` tells 1.5 from 1.50, which are one value.

    `ground` is a colour role; `side` of the error in focus is "left", "right" or neither; `before` is last year's
    figure where it is wanted; `lock` is True where the figure is locked, False where it was unlocked.
    """

    value: Value
    text: str
    ground: str
    side: str
    before: str
    lock: bool | None
    is_wrong: bool
    is_bold: bool


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


def figure(address: str, value: Value, marks: Marks, lock: bool | None = None) -> Figure:
    """Return what is drawn of a figure; `lock` is True where it is locked, False where it was unlocked."""
    is_wrong = address in marks.errors or isinstance(value, Unread)
    side = "right" if address in marks.right else "left" if address in marks.left else ""
    before = _shown_before(marks.before[address]) if address in marks.before else ""
    is_bold = is_wrong or address in marks.totals
    return Figure(value, show(value), _ground(address, side, marks), side, before, lock, is_wrong, is_bold)


def paint_figure(painter: QPainter, rect: QRect, figure: Figure) -> None:
    """Draw a figure: right-aligned, zeros quiet, blanks hatched, totals and marked cells on their own ground."""
    value = figure.value
    painter.fillRect(rect, colour(figure.ground))
    if value is None:
        painter.fillRect(rect, QBrush(colour("hatch"), Qt.BrushStyle.BDiagPattern))
    paint_lines(painter, rect)
    if figure.side:
        _paint_side(painter, rect, figure.side)
    taken = 0 if figure.lock is None else mark_width()
    if figure.before:
        _paint_before(painter, rect.adjusted(taken, 0, 0, 0), figure.text, figure.before)
    if figure.lock is not None:
        paint_lock(painter, rect, is_open=not figure.lock)
    if value is None:
        return
    painter.setPen(colour("error" if figure.is_wrong else "zero" if value == 0 else "ink"))
    room = rect.adjusted(max(padding(), taken), 0, -padding(), 0)
    font = _font(painter, bold=figure.is_bold)
    text = unread(value, room.width(), font) if isinstance(value, Unread) else figure.text
    set_in, shown = _set(text, room.width(), font)
    painter.setFont(set_in)
    painter.drawText(room, _RIGHT, shown)
    if figure.is_wrong:
        _paint_corner(painter, rect)


def _shown_all(before: Mapping[str, Value]) -> set[tuple[str, str]]:
    return {(address, _shown_before(value)) for address, value in before.items()}


def _shown_before(before: Value) -> str:
    return "未填" if before is None else show(before)


def _paint_before(painter: QPainter, rect: QRect, now: str, before: str) -> None:
    """Draw last year's figure small at the left, where both have room; the footer tells it in any case."""
    wide = painter.fontMetrics().horizontalAdvance(now)
    font = QFont(painter.font())
    font.setPixelSize(px(_BEFORE))
    font.setBold(False)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour("faint_ink"))
    room = rect.adjusted(_NEAR, 0, -wide - padding() - _NEAR, 0)
    if painter.fontMetrics().horizontalAdvance(before) <= room.width():
        painter.drawText(room, _LEFT, before)
    painter.restore()


def _paint_side(painter: QPainter, rect: QRect, side: str) -> None:
    """Tell the sides of a finding apart by their lower line too: broken on the left, drawn through on the right.

    It covers the cell's own line, clear of the figure in a low row.
    """
    painter.setPen(QPen(colour("error"), 2, Qt.PenStyle.SolidLine if side == "right" else Qt.PenStyle.DotLine))
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
    """Draw the frame of the cell in focus, all of it within the cell."""
    wide = 3 if look().theme == CONTRAST else 2  # strong beside lines of its own kind
    painter.setPen(QPen(colour("accent"), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))


def _ground(address: str, side: str, marks: Marks) -> str:
    if side:
        return f"{side}_side"
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
    """Return the font in which a figure fits its cell, and as much of it as there is room for."""
    set_in = fitting(font, text, width)
    return set_in, QFontMetrics(set_in).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _font(painter: QPainter, *, bold: bool) -> QFont:
    font = painter.font()
    font.setBold(bold)
    return font

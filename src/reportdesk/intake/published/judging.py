"""Turn the text printed in a cell into a value and a state; nothing is guessed silently."""

from __future__ import annotations

import re
from decimal import Decimal

from reportdesk.form.model import Cell
from reportdesk.intake.block import folded
from reportdesk.intake.published.reading import CellReading, State
from reportdesk.intake.published.words import words
from reportdesk.report.values import Unread, Value, ValueRefused, fitted, parse

_DASHES = str.maketrans("—–−―", "----")
_PLAIN = re.compile(r"-?\d{1,40}(?:\.\d{1,20})?")
_APART = re.compile(r"\d\s+\d")


def judged(text: str, cell: Cell, doubt: str = "") -> CellReading:
    """Return what a printed text comes to; `doubt` is a reason already known not to trust its place."""
    if not folded(text):
        return CellReading(cell.address, State.BLANK, reason="原文这一格是空白")
    if folded(text).translate(_DASHES) in words().strokes:
        return CellReading(cell.address, State.DOUBTFUL, 0, text, f"原文印的是“{text.strip()}”，按 0 读入，请核对")
    value, reason = _value(text.strip(), cell)
    if isinstance(value, Unread) and (signed := _signed(text, cell)) is not None:
        value, reason = signed, f"原文印的是“{text.strip()}”，按 {signed} 读入，请核对"
    reason = doubt or reason
    if isinstance(value, Unread):
        return CellReading(cell.address, State.UNREAD, value, text, reason)
    return CellReading(cell.address, State.DOUBTFUL if reason else State.READ, value, text, reason)


def _signed(text: str, cell: Cell) -> Value:
    """Return what a change told in words or arrows comes to, None for other text and where none may be below 0."""
    plain = folded(text)
    for sign, told in (("", words().rises), ("-", words().falls)):
        for word in told:
            amount = plain.removeprefix(word)
            if cell.kind.minimum is None and amount != plain and amount[:1].isdigit():
                try:
                    return fitted(parse(f"{sign}{amount}", cell), cell.kind)
                except ValueRefused:
                    return None
    return None


def _value(text: str, cell: Cell) -> tuple[Value, str]:
    """Return the value and why it is unread or doubtful."""
    try:
        value = fitted(parse(text, cell), cell.kind)
    except ValueRefused as refusal:
        plain = folded(text)
        if _PLAIN.fullmatch(plain) and not _APART.search(text):
            # A figure that the cell may not hold stands as it is printed; the checks tell what is wrong with it.
            return fitted(Decimal(plain), cell.kind), refusal.message
        return Unread(text), refusal.message
    return value, "数字中间有空格，按一个数读入，请核对" if _APART.search(text) else ""

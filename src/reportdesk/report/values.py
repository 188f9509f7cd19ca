"""What a cell may hold, and how the clerk's typing becomes such a value.

A value is None (blank), a whole number, a Decimal (never a float), `NOT_APPLICABLE` (不适用), or `Unread`: text that
was printed but is no readable number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, TypeGuard

from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Cell, Kind


class NotApplicable(Enum):
    """The type of 不适用, which is neither blank nor 0."""

    VALUE = "n/a"


@dataclass(frozen=True, slots=True)
class Unread:
    """Text found where a figure belongs; shown as 未读出, never counted as 0."""

    text: str


NOT_APPLICABLE: Final = NotApplicable.VALUE
Value = int | Decimal | NotApplicable | Unread | None
LIMIT: Final = 10**12
NOT_APPLICABLE_TEXT: Final = "不适用"
_LONGEST = 40
_FIGURE = (int, Decimal)  # a union would be made anew at each of many calls

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
# Spaces within a line; a tab or a line break stands between two figures and never groups digits.
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = {ord("−"): "-", ord("’"): "'", ord("‘"): "'", ord("。"): "."}
_NONE_WORDS = frozenset({"/", "-", "--", "—", "——", "–", "…", "……", "...", "无", "零", "没有", "nil", "none"})
_NOT_APPLICABLE_WORDS = frozenset({NOT_APPLICABLE_TEXT, "n/a", "na"})
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]+))?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<mark>[,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_CHINESE_NUMERAL = re.compile("[〇零一二两三四五六七八九十百千]+")


class ValueRefused(ReportDeskError):
    """A typed text that is no value of its cell; the message says why and what to type instead."""


def parse(text: str, cell: Cell) -> Value:
    """Turn typed text into a value of that cell; ValueRefused says in plain Chinese why it is none."""
    readable = text.translate(_INVISIBLE).translate(_FULL_WIDTH).translate(_SIGNS)
    clean = _SPACES.sub(" ", readable).strip()
    if not clean:
        return None
    if clean.lower() in _NOT_APPLICABLE_WORDS:
        if cell.not_applicable:
            return NOT_APPLICABLE
        raise ValueRefused("这一格不能填“不适用”；没有发生请填 0，暂不清楚请留空。")
    if clean.lower() in _NONE_WORDS:
        raise ValueRefused(f"“{brief(text)}”不是数字；没有发生请填 0，暂不清楚请留空。")
    return _number(_without_suffix(clean, cell.kind), cell.kind, brief(text))


def show(value: Value) -> str:
    """Return the text printed for a value; blank gives the empty text."""
    if value is None:
        return ""
    if isinstance(value, Unread):
        return value.text
    if isinstance(value, NotApplicable):
        return NOT_APPLICABLE_TEXT
    return plain(value)


def plain(number: int | Decimal) -> str:
    """Return a number's digits as written, without an exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def brief(text: str) -> str:
    """Return a text short enough to stand in a message."""
    words = text.strip()
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Tell whether a value is a figure."""
    return isinstance(value, _FIGURE)


def fitted(value: Value, kind: Kind) -> Value:
    """Return a value as cells of that kind keep it: counts as int, amounts as Decimal, a broken count as unread."""
    if isinstance(value, Decimal):
        if not value.is_finite() or (kind.integer and value != value.to_integral_value()):
            return Unread(plain(value))
        return int(value) if kind.integer else value
    return value if kind.integer or not isinstance(value, int) else Decimal(value)


def fault(value: Value, cell: Cell) -> str | None:
    """Say why a stored value is none that its cell may hold, or return None; blank is no fault."""
    if isinstance(value, Unread):
        return f"“{brief(value.text)}”未能读作数字"
    if isinstance(value, NotApplicable):
        return None if cell.not_applicable else "这一格不能填“不适用”"
    return None if value is None else _out_of_range(value, cell.kind)


def _without_suffix(text: str, kind: Kind) -> str:
    # The longest goes first: 万元 ends with 元, and only one of them is the cell's own unit.
    for suffix in sorted((*kind.suffixes, *kind.converts), key=len, reverse=True):
        if text.endswith(suffix):
            if suffix in kind.converts:
                raise ValueRefused(_conversion(text, suffix, kind))
            return text.removesuffix(suffix).rstrip()
    return text


def _conversion(text: str, suffix: str, kind: Kind) -> str:
    refusal = f"这一格的单位是{kind.unit}，“{brief(text)}”的单位不同"
    match = _NUMBER.fullmatch(_ungrouped(text.removesuffix(suffix).rstrip()))
    if match is None or not match["whole"] or len(match[0]) > _LONGEST:
        return f"{refusal}。"
    amount = (Decimal(match[0]) * kind.converts[suffix]).normalize()
    return f"{refusal}，应为 {plain(amount)} {kind.unit}？"


def _ungrouped(text: str) -> str:
    return re.sub("[,' ]", "", text) if _GROUPED.fullmatch(text) else text


def _number(text: str, kind: Kind, typed: str) -> int | Decimal:
    match = _NUMBER.fullmatch(_ungrouped(text))
    if match is None or not (match["whole"] or match["part"]):
        raise ValueRefused(_not_a_number(text, typed))
    if len(match["whole"].lstrip("0")) > len(str(LIMIT)):
        raise ValueRefused(f"“{typed}”太大，最多填到一万亿，请核对。")
    whole = match["whole"].lstrip("0") or "0"
    part = match["part"] or ""
    number = Decimal(f"{match['sign']}{whole}.{part}" if part else f"{match['sign']}{whole}")
    if not number:
        number = abs(number)
    elif match["sign"] and kind.minimum is not None:
        raise ValueRefused("这一格不能为负数。" if match["sign"] == "-" else "这一格不用写正号，请直接填数字。")
    reason = _out_of_range(number, kind)
    if reason:
        raise ValueRefused(f"{reason}，请核对。")
    return int(number) if kind.integer else number


def _not_a_number(text: str, typed: str) -> str:
    if text.endswith("%"):
        return "这一格填数量，不填百分比。"
    if _CHINESE_NUMERAL.fullmatch(text):
        return f"请用阿拉伯数字填写，不用“{typed}”这样的汉字数字。"
    return f"“{typed}”不是数字，请只填阿拉伯数字，如 12。"


def _out_of_range(number: int | Decimal, kind: Kind) -> str | None:
    if kind.integer and number != int(number):
        return f"“{brief(plain(number))}”不是整数，这一格应填整数"
    if kind.minimum is not None and number < kind.minimum:
        return f"“{brief(plain(number))}”是负数，这一格不能为负数"
    if abs(number) > LIMIT:
        return f"“{brief(plain(number))}”太大，最多填到一万亿"
    if isinstance(number, Decimal) and not kind.integer and _places(number) > kind.places:
        return f"“{brief(plain(number))}”小数位太多，最多 {kind.places} 位"
    return None


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0

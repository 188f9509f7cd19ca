"""Chinese numerals as numbers, and numbers that are others miswritten."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_TELLING = 3  # digits of which one may be mistaken and the others still tell what was meant


def slipped(one: str, other: str) -> bool:
    """Tell whether a number is another one with one digit mistaken, or two neighbours in each other's place."""
    if len(one) != len(other) or sum(map(str.isdigit, one)) < _TELLING:
        return False
    wrong = [place for place, (sign, meant) in enumerate(zip(one, other, strict=True)) if sign != meant]
    if len(wrong) == 1:
        return True
    first, last = (wrong[0], wrong[-1]) if wrong else (0, 0)
    return len(wrong) == last - first + 1 == 2 and one[first : last + 1] == other[first : last + 1][::-1]


def number(text: str) -> int | None:
    """Return what a Chinese numeral says, None where it says nothing (百十, 二三)."""
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return None
    total = group = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign] if digit else _DIGITS[sign]
        elif sign in _PLACES:
            group += (digit or 1) * _PLACES[sign]
            digit = 0
        elif sign in _GROUPS:
            below = total if sign == "亿" else 0
            total = (total - below) + (below + group + digit) * _GROUPS[sign]
            group = digit = 0
        else:
            return None
    return total + group + digit

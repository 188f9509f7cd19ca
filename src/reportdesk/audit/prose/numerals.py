"""Chinese numerals as numbers."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}


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

"""Words of a text as a finding quotes them: from a sign or a word that opens something new, numbers left whole."""

from __future__ import annotations

import re
from functools import cache

from reportdesk.audit.findings import words

CUT = "…"
_ENDS, _SIGNS = "，。；：！？,;", "，。；：！？,;、（）()“”《》\n"
_FEWEST = 4  # signs that are worth a cut, or a quotation
_PART_OF_NUMBER = re.compile(r"[\d.,％%]")


def tail(text: str, most: int = 24) -> str:
    """Return the end of a text, about `most` signs of it; it begins with … where it is cut within a clause."""
    if len(text) <= most + _FEWEST:
        return text
    places = [at for at in range(len(text) - most, len(text) - _FEWEST) if _opens(text, at)]
    start = places[0] if places else _outside_number(text, len(text) - most)
    return text[start:] if not start or text[start - 1] in _ENDS else CUT + text[start:]


def head(text: str, most: int = 16) -> str:
    """Return the beginning of a text, about `most` signs of it; it ends with … where it is cut."""
    if len(text) <= most + _FEWEST:
        return text
    places = [at for at in range(most // 2, most + 1) if _opens(text, at)]
    stop = places[-1] if places else _outside_number(text, most)
    return text[:stop].rstrip(_SIGNS) + CUT


def _opens(text: str, at: int) -> bool:
    return text[at - 1] in _SIGNS or bool(_starts().match(text, at))


def _outside_number(text: str, at: int) -> int:
    """Return a place, or that before the number which it is in."""
    while at and _PART_OF_NUMBER.match(text[at]) and _PART_OF_NUMBER.match(text[at - 1]):
        at -= 1
    return at


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(words().words["starts"])

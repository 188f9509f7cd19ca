"""A digest typed from paper against the one of a report."""

from __future__ import annotations

LEAST, WHOLE = 12, 64
"""Hex digits that are enough to tell reports apart, and those of a whole digest."""
_HEX = frozenset("0123456789abcdef")


def typed(given: str) -> str | None:
    """Return the digits of a digest as typed, blanks and capitals aside, None where it is none.

    At least its first `LEAST` digits are needed.
    """
    digits = "".join(given.split()).lower()
    return digits if set(digits) <= _HEX and LEAST <= len(digits) <= WHOLE else None

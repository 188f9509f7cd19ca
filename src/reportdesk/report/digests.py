"""A report's digest for the eye, on paper and on screen, and one typed from paper."""

from __future__ import annotations

LEAST, WHOLE = 12, 64
"""Hex digits that are enough to tell reports apart, and those of a whole digest."""
_GROUP = 4
_HEX = frozenset("0123456789abcdef")


def whole(digest: str) -> str:
    """Return a digest in groups of four."""
    return _grouped(digest)


def short(digest: str) -> str:
    """Return the digits of a digest that tell reports apart, in groups of four."""
    return _grouped(digest[:LEAST])


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def typed(given: str) -> str | None:
    """Return the digits of a digest as typed, blanks and capitals aside, None where it is none.

    At least its first `LEAST` digits are needed.
    """
    digits = "".join(given.split()).lower()
    return digits if set(digits) <= _HEX and LEAST <= len(digits) <= WHOLE else None

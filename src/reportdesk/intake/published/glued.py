"""Part figures that plain text has run together, where only one way of parting them is possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportdesk.form.model import Form

_MOST_DIGITS = 40
_BY_TOTAL = "原文的数字连在一起，按各项之和等于总计分开，请核对"


@dataclass(frozen=True, slots=True)
class Split:
    """A row's figures, and why they are doubtful if they are."""

    figures: tuple[str, ...]
    doubt: str = ""


def split(digits: str, addresses: Sequence[str], form: Form) -> Split | None:
    """Return the figures of a row's cells, None where their borders cannot be told.

    As many noughts as cells are these cells; other digits are parted where just one way makes the row's total right.
    """
    if not digits.isascii() or not digits.isdigit() or not len(addresses) <= len(digits) <= _MOST_DIGITS:
        return None
    if len(digits) == len(addresses) and not digits.strip("0"):
        return Split(tuple(digits))
    if not _ends_in_total(addresses, form):
        return None
    ways: list[tuple[str, ...]] = []
    for way in _ways(digits, len(addresses) - 1):
        ways.append(way)
        if len(ways) > 1:
            return None
    return Split(ways[0], _BY_TOTAL) if ways else None


def _ends_in_total(addresses: Sequence[str], form: Form) -> bool:
    own = [r for r in form.relations if r.right == (addresses[-1],) and r.left == tuple(addresses[:-1])]
    return bool(own)


def _ways(digits: str, parts: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which the last figure is the sum of those before it."""
    for size in range(1, len(digits) - parts + 1):
        total = digits[-size:]
        if _is_figure(total):
            yield from ((*way, total) for way in _summing(digits[:-size], parts, int(total)))


def _summing(digits: str, parts: int, left: int) -> Iterator[tuple[str, ...]]:
    if parts == 1:
        if _is_figure(digits) and int(digits) == left:
            yield (digits,)
        return
    for size in range(1, len(digits) - parts + 2):
        figure = digits[:size]
        if not _is_figure(figure) or int(figure) > left:
            break
        yield from ((figure, *way) for way in _summing(digits[size:], parts - 1, left - int(figure)))


def _is_figure(digits: str) -> bool:
    return len(digits) == 1 or digits[0] != "0"

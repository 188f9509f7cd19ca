"""Which differences of two texts hang together: a passage of one paragraph stands in another one of the other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportdesk.report.differences import Difference, State

_BREAK = re.compile(r"[，。；：！？、,;:!?（）()]+")
_LEAST = 4  # signs of a clause that tells a passage from another
_PASSAGE = 24  # signs that two paragraphs share only by standing for each other
_PAIRS = 10_000  # more pairs of paragraphs than this are not weighed: all hang together


@dataclass(frozen=True, slots=True)
class _Side:
    """One text of a difference without blanks, and its clauses that the other text of the same difference lacks."""

    text: str
    clauses: frozenset[str]


def bundles(found: Sequence[Difference]) -> list[tuple[int, ...]]:
    """Return the differences, each by its number in `found`, those together that can only be taken over together.

    One of them without the others would leave a passage standing twice, or nowhere.
    """
    numbers = [number for number, each in enumerate(found) if each.state is not State.SAME]
    if len(numbers) ** 2 > _PAIRS:
        return [tuple(numbers)]
    heads = {number: number for number in numbers}
    for one, other in _links(found, numbers):
        gone, kept = heads[max(one, other)], heads[min(one, other)]
        heads.update({number: kept for number, head in heads.items() if head == gone})
    return [tuple(n for n in numbers if heads[n] == head) for head in dict.fromkeys(heads.values())]


def _links(found: Sequence[Difference], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    ours = {number: _side(found[number].a, found[number].b) for number in numbers}
    theirs = {number: _side(found[number].b, found[number].a) for number in numbers}
    for number in numbers:
        yield from ((number, other) for other in _homes(number, ours, theirs))
        yield from ((number, other) for other in _homes(number, theirs, ours))


def _homes(number: int, mine: dict[int, _Side], others: dict[int, _Side]) -> Iterator[int]:
    """Yield where the passages of one text stand in the other: where most of it does, and where a long one does."""
    side = mine[number]
    shared = {
        other: sum(
            len(clause) for clause in side.clauses if clause in others[other].text and clause not in mine[other].text
        )
        for other in others
        if other != number
    }
    nearest = max(shared, key=lambda other: (shared[other], -abs(other - number)), default=number)
    for other, signs in shared.items():
        if signs >= _PASSAGE or (other == nearest and signs and signs * 2 >= len(side.text)):
            yield other


def _side(text: str, other: str) -> _Side:
    squeezed, theirs = "".join(text.split()), "".join(other.split())
    clauses = (clause for clause in _BREAK.split(squeezed) if len(clause) >= _LEAST)
    return _Side(squeezed, frozenset(clause for clause in clauses if clause not in theirs))

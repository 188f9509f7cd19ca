"""Which broken identities hang together, and what a repair of each such group has to alter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from reportdesk.audit.repair.system import Exact, Row, System, ratio

K = TypeVar("K")
Combination = Mapping[int, Exact]
_Terms = tuple[tuple[str, Exact], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A group of broken identities, and what mending it takes from each row of the system, by the row's place.

    `leading` are those of its identities that do not follow from others.
    """

    broken: tuple[int, ...]
    leading: tuple[int, ...]
    target: Mapping[int, Exact]


def tasks(system: System) -> list[list[Task]]:
    """Split the broken identities into groups without a cell in common, those that may affect each other together.

    Identities that follow from others (the balance of the 总计 column, where totals are summed) break and hold with
    them. Where one holds only because two groups cancel out, these are one group.
    """
    rows = system.rows
    broken = [place for place, row in enumerate(rows) if row.rest]
    if not broken:
        return []
    follows = _following(tuple(tuple(row.terms.items()) for row in rows))
    leading = [place for place in range(len(rows)) if place not in follows]
    areas = Parts(leading, pairs({place: rows[place].terms for place in leading}))
    groups = Parts(broken, pairs({place: rows[place].relation.cells for place in broken}))
    for one, other in pairs({place: rows[place].terms for place in broken if place not in follows}):
        groups.join(one, other)
    for place, combination in follows.items():
        if not rows[place].rest:
            moved = [place for place in leading if rows[place].rest and combination.get(place)]
            for one, other in combinations(moved, 2):
                if areas.are_one(one, other):
                    groups.join(one, other)
    found: dict[int, list[Task]] = {}
    for part in groups.all():
        led = [place for place in part if place not in follows]
        for area in {areas.name(place) for place in led}:
            own = [place for place in led if areas.name(place) == area]
            found.setdefault(area, []).append(_task(own, follows, rows))
    return list(found.values())


def joined(several: Sequence[Task]) -> Task:
    """Return the task of mending groups at once."""
    broken: set[int] = set()
    target: dict[int, Exact] = {}
    for task in several:
        broken.update(task.broken)
        _add(target, task.target, 1)
    return Task(tuple(sorted(broken)), tuple(sorted(place for task in several for place in task.leading)), target)


def _task(part: Sequence[int], follows: Mapping[int, Combination], rows: Sequence[Row]) -> Task:
    target = {place: rows[place].rest for place in part}
    implied = {place: _shift(part, combination, rows) for place, combination in follows.items()}
    target |= {place: rest for place, rest in implied.items() if rest}
    return Task(tuple(sorted(place for place in target if rows[place].rest)), tuple(part), target)


def _shift(part: Iterable[int], combination: Combination, rows: Sequence[Row]) -> Exact:
    """Return by how much mending a part moves an identity that follows from others."""
    return sum(combination.get(place, 0) * rows[place].rest for place in part)


class Parts:
    """Disjoint sets of places, joined step by step."""

    def __init__(self, places: Iterable[int], pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._part = {place: [place] for place in places}
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: int, other: int) -> None:
        """Make the parts of two places one."""
        first, second = self._part[one], self._part[other]
        if first is not second:
            first += second
            for place in second:
                self._part[place] = first

    def name(self, place: int) -> int:
        """Return the place that stands for a whole part."""
        return self._part[place][0]

    def are_one(self, one: int, other: int) -> bool:
        """Tell whether two places are in one part."""
        return self._part[one] is self._part[other]

    def all(self) -> list[list[int]]:
        """Return the parts."""
        return list({id(part): part for part in self._part.values()}.values())


def pairs(cells: Mapping[int, Iterable[K]]) -> Iterator[tuple[int, int]]:
    """Yield places that have something in common, enough of them to tell which hang together."""
    first: dict[K, int] = {}
    for place, addresses in cells.items():
        for address in addresses:
            if first.setdefault(address, place) != place:
                yield first[address], place


@lru_cache(maxsize=16)
def _following(rows: tuple[_Terms, ...]) -> dict[int, Combination]:
    """Return the rows that follow from others, each as the sum of factor times row; long ones from short ones."""
    uses = Counter(cell for terms in rows for cell, _factor in terms)
    pivots: dict[str, tuple[dict[str, Exact], dict[int, Exact]]] = {}
    follows: dict[int, Combination] = {}
    for place in sorted(range(len(rows)), key=lambda place: len(rows[place])):
        terms = dict(rows[place])
        made_of: dict[int, Exact] = {place: 1}
        for cell, (pivot, its_made_of) in pivots.items():
            if cell in terms:
                factor = -ratio(terms[cell], pivot[cell])
                _add(terms, pivot, factor)
                _add(made_of, its_made_of, factor)
        if terms:
            pivots[min(terms, key=uses.__getitem__)] = terms, made_of
        else:
            follows[place] = {other: -factor for other, factor in made_of.items() if other != place}
    return follows


def _add(sums: dict[K, Exact], others: Mapping[K, Exact], factor: Exact) -> None:
    for key, number in others.items():
        found = sums.get(key, 0) + factor * number
        if found:
            sums[key] = found
        else:
            del sums[key]

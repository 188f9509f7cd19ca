"""Solve the groups of a report: together where they may affect each other, and told apart again afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod

from reportdesk.audit.repair.groups import Parts, Task, joined, pairs, tasks
from reportdesk.audit.repair.search import Search, Solution
from reportdesk.audit.repair.system import System

Solved = tuple[Task, list[Solution], bool]


def solve(system: System, columns: int) -> Iterator[Solved]:
    """Yield each group with its smallest sets and whether the search was cut; `columns` is what all may cost."""
    areas, search = tasks(system), Search(system)
    for area in areas:
        share = columns // len(areas)
        if len(area) > 1:
            share //= 2
            solutions, cut = search.smallest(joined(area).target, share)
            if solutions and not cut:
                yield from _told_apart(area, solutions, search)
                continue
        # Too much for one search: each group alone has fewer sets, and they mend the others' identities no worse.
        for task in area:
            solutions, cut = search.smallest(task.target, share // len(area))
            yield task, solutions, cut


def _told_apart(area: Sequence[Task], solutions: Sequence[Solution], search: Search) -> Iterator[Solved]:
    """Split sets that mend several groups into the sets of each, where every choice among these mends them all."""
    owners = {row: number for number, task in enumerate(area) for row in task.leading}
    parts = Parts(range(len(area)))
    split = [list(_pieces(solution, search, owners)) for solution in solutions]
    for pieces in split:
        for _cells, numbers in pieces:
            for one, other in combinations(numbers, 2):
                parts.join(one, other)
    families: dict[int, dict[frozenset[str], Solution]] = {parts.name(number): {} for number in range(len(area))}
    for solution, pieces in zip(solutions, split, strict=True):
        for name, family in families.items():
            own = {cell for cells, numbers in pieces if parts.name(numbers[0]) == name for cell in cells}
            deltas = {cell: delta for cell, delta in solution.deltas.items() if cell in own}
            family[frozenset(own)] = Solution(deltas, solution.open)
    if prod(map(len, families.values())) != len(solutions):
        yield joined(area), list(solutions), False
        return
    for name, family in families.items():
        task = joined([task for number, task in enumerate(area) if parts.name(number) == name])
        yield task, list(family.values()), False


def _pieces(solution: Solution, search: Search, owners: dict[int, int]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield the cells of a set that share rows with one another, and the groups that they mend."""
    cells = list(solution.deltas)
    rows = {place: search.rows(cell) for place, cell in enumerate(cells)}
    for part in Parts(rows, pairs(rows)).all():
        mended = {owners[row] for place in part for row in search.rows(cells[place]) if row in owners}
        yield [cells[place] for place in part], sorted(mended)

"""An exact search for the smallest sets of cells whose change mends a group of broken identities (Fellegi-Holt).

Sets grow cell by cell. Each chosen cell takes one equation for itself, by elimination, and what is left of the others
names the equations that the next cell must stand in; so every set that can mend is met once, and no other is tried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportdesk.audit.repair.system import Exact, System, ratio
from reportdesk.audit.repair.texts import texts

Column = Mapping[int, Exact]
Deltas = Mapping[str, Exact]


class _Cut(Exception):
    """The search has gone as far as it may."""


@dataclass(frozen=True, slots=True)
class Solution:
    """By how much each cell of a smallest set changes; `open`, where other figures in the same cells would do too."""

    deltas: Deltas
    open: bool


@dataclass(frozen=True, slots=True)
class _Pivot:
    """A chosen cell, the row it took for itself, and its column at that time."""

    row: int
    cell: str
    column: Column


@dataclass(frozen=True, slots=True)
class _Node:
    """A set as far as it has grown: `rest` is what rows lack, and for rows taken, what their cell changes by.

    `spare` are chosen cells that found no row left to take: what they change by is not determined.
    """

    pivots: tuple[_Pivot, ...]
    rest: Mapping[int, Exact]
    spare: tuple[str, ...] = ()

    def chosen(self) -> tuple[str, ...]:
        return (*(pivot.cell for pivot in self.pivots), *self.spare)


class Search:
    """The search over one system."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._left = 0
        self._columns: dict[str, dict[int, Exact]] = {}
        for place, row in enumerate(system.rows):
            for cell, factor in row.terms.items():
                self._columns.setdefault(cell, {})[place] = factor
        self._closed: set[str] = set()
        self._found: list[Solution] = []
        self._target: dict[int, Exact] = {}
        self._cover: dict[str, int] = {}
        self._widest = 0

    def rows(self, cell: str) -> Collection[int]:
        """Return the places of the rows that a cell stands in."""
        return self._columns[cell].keys()

    def smallest(self, target: Mapping[int, Exact], columns: int) -> tuple[list[Solution], bool]:
        """Return all smallest sets that take `target` from the rows, and whether the search was cut.

        It is cut when it would look at more than that many columns, or finds more sets than anyone could read.
        """
        self._left = columns
        self._target = {place: -rest for place, rest in target.items()}
        bits = {place: 1 << number for number, place in enumerate(self._target)}
        self._cover = {cell: sum(bits.get(place, 0) for place in column) for cell, column in self._columns.items()}
        self._widest = max(cover.bit_count() for cover in self._cover.values())
        self._found, self._closed = [], set()
        try:
            start, uncovered = self._start((1 << len(bits)) - 1)
            for size in range(max(1, len(start.chosen())), texts().cells + 1):
                self._grow(start, size - len(start.chosen()), uncovered)
                if self._found:
                    break
        except _Cut:
            return self._found, True
        return self._found, False

    def _start(self, uncovered: int) -> tuple[_Node, int]:
        """Choose what any repair must alter: the group's cells that hold what they may not."""
        node = _Node((), self._target)
        for cell, cover in self._cover.items():
            if cover and not self._fits(cell, 0):
                node = _with(node, cell, self._column(cell, node.pivots), self._target)
                uncovered &= ~cover
        return node, uncovered

    def _grow(self, node: _Node, left: int, uncovered: int) -> None:
        """Meet every set with at most `left` more cells, none of them closed, that mends."""
        rows = self._conflict(node)
        if not rows:
            if len(self._found) == texts().repairs:
                raise _Cut
            self._found.append(self._solution(node))
            return
        if not left:
            return
        closed: list[str] = []
        for cell in self._standing_in(rows, node):
            still = uncovered & ~self._cover[cell]
            if cell in self._closed or still.bit_count() > (left - 1) * self._widest:
                continue
            column = self._column(cell, node.pivots)
            if not column.keys().isdisjoint(rows):
                self._grow(_with(node, cell, column, rows), left - 1, still)
                self._closed.add(cell)
                closed.append(cell)
        self._closed.difference_update(closed)

    def _conflict(self, node: _Node) -> tuple[int, ...]:
        """Return rows of which at least one must be altered by a further cell; none where the set mends."""
        taken = {pivot.row for pivot in node.pivots}
        lacking = [row for row in node.rest if row not in taken]
        if lacking:
            return (min(lacking, key=lambda row: len(self._system.rows[row].terms)),)
        if node.spare:
            return () if self._corners(node) else tuple(taken)
        for pivot in node.pivots:
            if not self._fits(pivot.cell, node.rest.get(pivot.row, 0)):
                return (pivot.row,)
        return ()

    def _standing_in(self, rows: Sequence[int], node: _Node) -> Iterable[str]:
        """Return the cells that may stand in rows once the chosen cells are eliminated."""
        reached = set(rows)
        for pivot in reversed(node.pivots):
            if not reached.isdisjoint(pivot.column):
                reached.add(pivot.row)
        chosen = node.chosen()
        cells = dict.fromkeys(cell for row in sorted(reached) for cell in self._system.rows[row].terms)
        return [cell for cell in cells if cell not in chosen]

    def _column(self, cell: str, pivots: Iterable[_Pivot]) -> dict[int, Exact]:
        """Return a cell's factors by row once the chosen cells are eliminated."""
        self._left -= 1
        if self._left < 0:
            raise _Cut
        column = dict(self._columns[cell])
        for pivot in pivots:
            if pivot.row in column:
                _eliminate(column, pivot.row, pivot.column)
        return column

    def _fits(self, cell: str, delta: Exact) -> bool:
        return self._system.fits(cell, self._system.values[cell] + delta)

    def _solution(self, node: _Node) -> Solution:
        if not node.spare:
            return Solution({pivot.cell: node.rest[pivot.row] for pivot in node.pivots}, False)
        corners = self._corners(node)
        nearest = min(corners, key=lambda deltas: sum(map(abs, deltas.values())))
        return Solution(nearest, any(corner != nearest for corner in corners))

    def _corners(self, node: _Node) -> list[Deltas]:
        """Return the changes of an undetermined set in which as many cells as are free sink to their least value."""
        cells = node.chosen()
        found: list[Deltas] = []
        for sunk in combinations(cells, len(node.spare)):
            least = {cell: self._least(cell) for cell in sunk}
            if None in least.values():
                continue
            deltas = {cell: bottom - self._system.values[cell] for cell, bottom in least.items() if bottom is not None}
            solved = self._solved([cell for cell in cells if cell not in sunk], deltas)
            if solved is not None:
                found.append(solved)
        return found

    def _least(self, cell: str) -> int | None:
        return self._system.form.cells[cell].kind.minimum

    def _solved(self, cells: Iterable[str], fixed: Deltas) -> Deltas | None:
        """Solve for cells while others change by what is given; None where that fails or gives unfit figures."""
        rest = dict(self._target)
        for cell, delta in fixed.items():
            _add(rest, self._columns[cell], -delta)
        node = _Node((), rest)
        for cell in cells:
            column = self._column(cell, node.pivots)
            node = _with(node, cell, column, ())
        if node.spare or node.rest.keys() - {pivot.row for pivot in node.pivots}:
            return None
        deltas = {pivot.cell: node.rest.get(pivot.row, 0) for pivot in node.pivots} | dict(fixed)
        return deltas if all(self._fits(cell, delta) for cell, delta in deltas.items()) else None


def _with(node: _Node, cell: str, column: dict[int, Exact], wanted: Collection[int]) -> _Node:
    """Choose a cell: it takes a row, one of those wanted if it can, or is spare where all its rows are taken."""
    taken = {pivot.row for pivot in node.pivots}
    free = [row for row in column if row not in taken]
    if not free:
        return _Node(node.pivots, node.rest, (*node.spare, cell))
    row = next((row for row in free if row in wanted), free[0])
    rest = dict(node.rest)
    if row in rest:
        _eliminate(rest, row, column)
    return _Node((*node.pivots, _Pivot(row, cell, column)), rest, node.spare)


def _eliminate(numbers: dict[int, Exact], row: int, column: Column) -> None:
    """Take as much of a column from numbers by row as empties the row; the row then holds how much that was."""
    share = ratio(numbers.pop(row), column[row])
    _add(numbers, column, -share)
    numbers[row] = share


def _add(sums: dict[int, Exact], column: Column, factor: Exact) -> None:
    for row, number in column.items():
        found = sums.get(row, 0) + factor * number
        if found:
            sums[row] = found
        else:
            sums.pop(row, None)

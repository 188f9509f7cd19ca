"""What a form's sums say about the figures of a page: which of them come out, and which figures they bear out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from reportdesk.form.model import Cell, Form, Relation
from reportdesk.intake.block import folded
from reportdesk.intake.published.judging import judged
from reportdesk.report.values import Unread


class Sums:
    """The sums of a form over the texts that a page prints; `blank` are the cells that it shows empty."""

    def __init__(self, printed: Mapping[str, str], blank: Collection[str], form: Form) -> None:
        self._figures = {address: figure(text, form.cells[address]) for address, text in printed.items()}
        self._full = {address for address, text in printed.items() if folded(text)}
        self._shown = self._full | {*blank}
        self._along = [relation for relation in form.relations if not relation.rule.per_column and relation.total]
        self._across: dict[str, list[tuple[Sequence[str], Relation]]] = {}
        for relation in (relation for relation in form.relations if relation.rule.per_column):
            for own, other in ((relation.left, relation.right), (relation.right, relation.left)):
                for address in own:
                    self._across.setdefault(address, []).append((other, relation))
        self._sure = {address for relation in self._along if self.proves(relation) for address in relation.cells}

    def along(self, row: Iterable[str]) -> list[Relation]:
        """Return the sums of which all operands stand in one printed row."""
        held = {*row}
        return [relation for relation in self._along if {*relation.cells} <= held]

    def shows(self, address: str) -> bool:
        """Tell whether the page has a cell, be it empty."""
        return address in self._shown

    def is_empty(self, address: str) -> bool:
        """Tell whether nothing is printed for a cell."""
        return address not in self._full

    def figure(self, address: str) -> Decimal | None:
        """Return a printed figure, nothing for a blank, None for other text."""
        return self._figures.get(address, Decimal())

    def comes_out(self, relation: Relation) -> bool | None:
        """Tell whether a sum comes out with nothing for a blank; None where text in it is no figure."""
        sides = [[self.figure(address) for address in side] for side in (relation.left, relation.right)]
        if any(found is None for side in sides for found in side):
            return None
        left, right = (sum((found for found in side if found is not None), Decimal()) for side in sides)
        return left == right

    def proves(self, relation: Relation) -> bool:
        """Tell whether a row's total bears out its places: it comes out, and not by noughts between blanks alone."""
        told = any(map(self.figure, relation.cells)) or not any(map(self.is_empty, relation.cells))
        return told and self.comes_out(relation) is True

    def bears_out(self, addresses: Iterable[str]) -> bool:
        """Tell whether every figure printed among these stands in a column that shows it to be in its place."""
        known = (address for address in addresses if not self.is_empty(address) and self.figure(address) is not None)
        return all(any(self._holds(*found) for found in self._across.get(address, ())) for address in known)

    def denies(self, address: str) -> bool:
        """Tell whether a cell stands in a column that the page has as a whole and that does not come out."""
        columns = [relation for _other, relation in self._across.get(address, ())]
        return any(self.comes_out(column) is False and all(map(self.shows, column.cells)) for column in columns)

    def _holds(self, other: Sequence[str], relation: Relation) -> bool:
        """Tell whether a column comes out against another side that rows proven by their own totals have filled.

        Rows that are moved alike would come out against each other.
        """
        firm = any(address in self._sure for address in other)
        loose = any(self.figure(address) and address not in self._sure for address in other)
        return firm and not loose and self.comes_out(relation) is True


def figure(text: str, cell: Cell) -> Decimal | None:
    """Return what a text comes to as a figure, nothing for a blank, None for other text."""
    if not folded(text):
        return Decimal()
    value = judged(text, cell).value
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, Unread) else None

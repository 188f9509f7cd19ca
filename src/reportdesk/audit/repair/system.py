"""The judged identities of a report as linear equations over the cells that can be wrong on their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportdesk.form.model import Form, Relation, Severity
from reportdesk.report.report import Report, summed
from reportdesk.report.values import LIMIT, NotApplicable, is_number

Exact = int | Fraction
Terms = dict[str, Exact]


@dataclass(frozen=True, slots=True)
class Row:
    """One identity: the sum of factor times cell over `terms` should be 0 and is `rest`."""

    relation: Relation
    terms: Mapping[str, Exact]
    rest: Exact


@dataclass(frozen=True, slots=True)
class System:
    """All hard identities that can be judged, how many could not, and the figures they are about.

    A total that is summed follows its operands, so it stands in no row: its operands stand there for it.
    """

    form: Form
    rows: tuple[Row, ...]
    values: Mapping[str, Exact]
    unjudged: int

    def fits(self, address: str, value: Exact) -> bool:
        """Tell whether a cell may hold a value."""
        kind = self.form.cells[address].kind
        if abs(value) > LIMIT or (kind.minimum is not None and value < kind.minimum):
            return False
        return isinstance(value, int) or (value * 10**kind.places).denominator == 1


def build(report: Report) -> System:
    """Return the equations of a report; identities with a blank, unread or impossibly 不适用 operand stay out."""
    values = {address: exact(value) for address in report.form.cells if is_number(value := report.cell(address))}
    derived: dict[str, Terms] = {}
    for total, relation in report.form.totals.items():
        if total in values and report.is_summed(total) and summed(relation, report.cell) == report.cell(total):
            derived[total] = _expanded(((1, relation.left),), values, derived)
    rows: list[Row] = []
    hard = [relation for relation in report.form.relations if relation.rule.severity is Severity.ERROR]
    judged = [relation for relation in hard if _is_judged(relation, report)]
    for relation in judged:
        terms = _expanded(((1, relation.left), (-1, relation.right)), values, derived)
        if terms:
            rows.append(Row(relation, terms, sum(factor * values[cell] for cell, factor in terms.items())))
    return System(report.form, tuple(rows), values, len(hard) - len(judged))


def exact(number: int | Decimal) -> Exact:
    """Return a figure as a number that calculates without loss."""
    return Fraction(number) if isinstance(number, Decimal) else number


def reduced(number: Exact) -> Exact:
    """Return a fraction without a denominator as the whole number it is."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def ratio(dividend: Exact, divisor: Exact) -> Exact:
    """Divide without loss."""
    if divisor in (1, -1):
        return dividend * divisor
    return reduced(Fraction(dividend) / divisor)


def _is_judged(relation: Relation, report: Report) -> bool:
    for address in relation.cells:
        value = report.cell(address)
        allowed = isinstance(value, NotApplicable) and report.form.cells[address].not_applicable
        if not (allowed or is_number(value)):
            return False
    return True


def _expanded(
    sides: Iterable[tuple[int, Iterable[str]]], values: Mapping[str, Exact], derived: Mapping[str, Terms]
) -> Terms:
    """Add up cells with a sign, each summed total being replaced by what it is summed from."""
    terms: Terms = {}
    for sign, side in sides:
        for address in side:
            if address not in values:
                continue  # 不适用 adds nothing
            for cell, factor in derived.get(address, {address: 1}).items():
                terms[cell] = terms.get(cell, 0) + sign * factor
    return {cell: factor for cell, factor in terms.items() if factor}

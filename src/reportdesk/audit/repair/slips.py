"""Tests that tell how a wrong figure may have come about: each looks at one cell of a repair within the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportdesk.audit.repair.model import Mend
from reportdesk.audit.repair.system import Exact
from reportdesk.audit.repair.texts import texts
from reportdesk.form.model import Form, Line, Relation
from reportdesk.report.report import Report, summed
from reportdesk.report.values import Value, plain

_NOTE = re.compile(r"(?<=.)（[^（）]*）$")
_TELLING = 10  # smaller figures agree by chance too often


@dataclass(frozen=True, slots=True)
class Case:
    """A repair seen whole: the report as it stands, the cells altered, and all figures that alter with them.

    `broken` are the group's identities, each with the amount by which its left side exceeds the right one.
    """

    report: Report
    mends: Mapping[str, Mend]
    broken: Sequence[tuple[Relation, Exact]]
    after: Mapping[str, Value]

    def will_hold(self, address: str) -> Value:
        """Return what a cell holds once the repair is carried out."""
        return self.after[address] if address in self.after else self.report.cell(address)


Details = Mapping[str, str]
Test = Callable[[Case, Mend], Details | None]


def short_row(form: Form, address: str) -> str:
    """Name a cell's row without the note that some official labels end with."""
    return _NOTE.sub("", form.row_name(address))


def short_column(form: Form, address: str) -> str:
    """Name a cell's column likewise."""
    return _NOTE.sub("", form.column_name(address))


def cell_name(form: Form, address: str) -> str:
    """Name a cell by the short names of its row and column."""
    return texts().words["cell"].format(row=short_row(form, address), column=short_column(form, address))


def _follows(case: Case, mend: Mend) -> Details | None:
    relation = case.report.form.totals.get(mend.cell)
    if relation is None or case.mends.keys().isdisjoint(relation.left):
        return None
    return {} if summed(relation, case.will_hold) == mend.value else None


def _total(case: Case, mend: Mend) -> Details | None:
    relation = case.report.form.totals.get(mend.cell)
    if relation is None or all(broken.key != relation.key for broken, _excess in case.broken):
        return None
    if summed(relation, case.will_hold) != mend.value:
        return None
    return {"sum_label": relation.rule.left_label, "total_label": relation.rule.right_label}


def _total_left(case: Case, mend: Mend) -> Details | None:
    return None if mend.was else _total(case, mend)


def _counted_twice(case: Case, mend: Mend) -> Details | None:
    form = case.report.form
    if mend.value or any(other.value or not _same_row(form, mend, other) for other in case.mends.values()):
        return None
    relation = None
    for other in case.mends.values():
        touched = [(relation, excess) for relation, excess in case.broken if other.cell in relation.cells]
        if len(touched) != 1:
            return None
        relation, excess = touched[0]
        if other.cell not in relation.left or excess != other.was or not any(map(case.report.cell, relation.right)):
            return None
    by_row = relation is not None and relation.rule.per_column
    return {"line": short_row(form, mend.cell) if by_row else short_column(form, mend.cell)}


def _moved(case: Case, mend: Mend) -> Details | None:
    pair = _pair(case, mend)
    if pair is None:
        return None
    source, target = sorted(pair, key=lambda mend: mend.value - mend.was)
    amount = source.was - source.value
    if target.value - target.was != amount or (source.value and target.was):
        return None
    return {"amount": plain(amount), "target": cell_name(case.report.form, target.cell)}


def _exchanged(case: Case, mend: Mend) -> Details | None:
    pair = _pair(case, mend)
    return {} if pair and (pair[0].was, pair[0].value) == (pair[1].value, pair[1].was) else None


def _sign(_case: Case, mend: Mend) -> Details | None:
    return {} if mend.was == -mend.value else None


def _unit(case: Case, mend: Mend) -> Details | None:
    for unit, factor in case.report.form.cells[mend.cell].kind.converts.items():
        if mend.was * factor == mend.value:
            return {"unit": unit}
    return None


def _swapped(_case: Case, mend: Mend) -> Details | None:
    was, value = plain(mend.was), plain(mend.value)
    swaps = (value[:i] + value[i + 1] + value[i] + value[i + 2 :] for i in range(len(value) - 1))
    return {} if was in swaps else None


def _doubled(_case: Case, mend: Mend) -> Details | None:
    was, value = plain(mend.was), plain(mend.value)
    return {} if was in (value[:i] + value[i : i + 1] + value[i:] for i in range(len(value))) else None


def _missing(_case: Case, mend: Mend) -> Details | None:
    was, value = plain(mend.was), plain(mend.value)
    is_slip = mend.was and was in (value[:i] + value[i + 1 :] for i in range(len(value)))
    return {} if is_slip else None


def _neighbour(_case: Case, mend: Mend) -> Details | None:
    was, value = plain(mend.was), plain(mend.value)
    different = [pair for pair in zip(was, value, strict=False) if pair[0] != pair[1]]
    if not mend.was or len(was) != len(value) or len(different) != 1:
        return None
    return {} if different[0] in texts().neighbours else None


def _copied(case: Case, mend: Mend) -> Details | None:
    form = case.report.form
    cell = form.cells[mend.cell]
    table = form.tables[cell.table]
    beside = [f"{cell.table}.{row}.{cell.column}" for row in _beside(table.rows, cell.row)]
    beside += [f"{cell.table}.{cell.row}.{column}" for column in _beside(table.columns, cell.column)]
    for address in beside:
        if mend.was >= _TELLING and case.will_hold(address) == mend.was:
            return {"beside": cell_name(form, address)}
    return None


def _unknown(_case: Case, _mend: Mend) -> Details | None:
    return {}


def _pair(case: Case, mend: Mend) -> tuple[Mend, Mend] | None:
    """Return the two cells altered on their own account where they stand in one row or one column."""
    own = [other for other in case.mends.values() if _follows(case, other) is None]
    if len(own) != 2 or mend not in own:
        return None
    one, other = (case.report.form.cells[mend.cell] for mend in own)
    in_line = one.table == other.table and (one.row == other.row or one.column == other.column)
    return (own[0], own[1]) if in_line else None


def _same_row(form: Form, one: Mend, other: Mend) -> bool:
    first, second = form.cells[one.cell], form.cells[other.cell]
    return (first.table, first.row) == (second.table, second.row)


def _beside(lines: Sequence[Line], line: str) -> list[str]:
    pairs = [(one.id, other.id) for one, other in pairwise(lines)]
    return [one for one, other in pairs if other == line] + [other for one, other in pairs if one == line]


TESTS: Mapping[str, Test] = {
    "follows": _follows,
    "total_left": _total_left,
    "total_over": _total,
    "counted_twice": _counted_twice,
    "moved": _moved,
    "exchanged": _exchanged,
    "sign": _sign,
    "unit": _unit,
    "swapped": _swapped,
    "doubled": _doubled,
    "missing": _missing,
    "neighbour": _neighbour,
    "copied": _copied,
    "unknown": _unknown,
}
"""The test of every class that `resources/repair.toml` may name."""

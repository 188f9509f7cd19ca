"""Turn what the search found into repairs with a reason, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from reportdesk.audit.findings import Number
from reportdesk.audit.repair.model import Group, Mend, Repair
from reportdesk.audit.repair.search import Solution
from reportdesk.audit.repair.slips import TESTS, Case, cell_name
from reportdesk.audit.repair.system import Exact, System, exact, reduced
from reportdesk.audit.repair.texts import texts
from reportdesk.form.model import Form, Relation
from reportdesk.report.changes import Attachment, Remark
from reportdesk.report.report import Report
from reportdesk.report.values import Value, fitted, is_number, plain


def ranked(
    report: Report, system: System, broken: Sequence[tuple[Relation, Exact]], solutions: Iterable[Solution]
) -> tuple[Repair, ...]:
    """Return the repairs of one group of broken identities, each with the amount by which left exceeds right."""
    found = (_repair(_case(report, system, broken, solution), solution.open) for solution in solutions)
    return tuple(sorted(found, key=lambda repair: repair.rank))


def edits_in_words(form: Form, wanted: Repair) -> str:
    """Say what a repair alters, each cell with its old and new figure."""
    words = texts().words
    edits = (
        words["edit"].format(cell=cell_name(form, edit.cell), was=plain(edit.was), value=plain(edit.value))
        for edit in wanted.edits
    )
    return words["label_separator"].join(edits)


def likeliest_in_words(group: Group) -> str:
    """Say the first repair of a group that has one: the likeliest, or one of several where none is likelier."""
    pattern = texts().words["tied" if group.tied else "likeliest"]
    return pattern.format(number=len(group.repairs), reason=group.repairs[0].reason)


def _case(report: Report, system: System, broken: Sequence[tuple[Relation, Exact]], solution: Solution) -> Case:
    mends: dict[str, Mend] = {}
    for cell in sorted(solution.deltas, key=system.form.order.__getitem__):
        was = report.cell(cell)
        value = fitted(_figure(reduced(system.values[cell] + solution.deltas[cell])), system.form.cells[cell].kind)
        assert is_number(was)
        assert is_number(value)
        mends[cell] = Mend(cell, was, value)
    after: dict[str, Value] = {}
    for edit in report.set_cells({mend.cell: mend.value for mend in mends.values()}).edits:
        if edit.slot.kind == "cell":
            assert not isinstance(edit.new, str | Remark | Attachment)
            after[edit.slot.name] = edit.new
    return Case(report, mends, broken, after)


def _figure(number: Exact) -> Number:
    return Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else number


def _repair(case: Case, undetermined: bool) -> Repair:
    words, form = texts().words, case.report.form
    levels, places, whys, clauses = 0, 0, dict[str, int](), list[str]()
    for mend in case.mends.values():
        place, why = _cause(case, mend)
        levels += texts().causes[place].level
        places += place
        if why:
            whys[why] = texts().causes[place].level
        numbers = {"was": plain(mend.was), "value": plain(mend.value)}
        clauses.append(words["clause"].format(cell=cell_name(form, mend.cell), **numbers))
    least = min(whys.values())
    known = [why for why, level in whys.items() if level == least]
    reason = words["reason"].format(clauses=words["separator"].join(clauses), why=words["between"].join(known))
    if undetermined:
        reason = words["open"].format(reason=reason)
    cells = words["label_separator"].join(cell_name(form, cell) for cell in case.mends)
    moved = sum(abs(exact(mend.value) - exact(mend.was)) for mend in case.mends.values())
    rank = (levels, places, moved, *(form.order[cell] for cell in case.mends))
    return Repair(tuple(case.mends.values()), reason, words["label"].format(cells=cells), rank, undetermined)


def _cause(case: Case, mend: Mend) -> tuple[int, str]:
    """Return the place of the first cause whose test holds, and its words."""
    for place, cause in enumerate(texts().causes):
        details = TESTS[cause.test](case, mend)
        if details is not None:
            return place, cause.why.format(was=plain(mend.was), value=plain(mend.value), **details)
    raise LookupError(mend.cell)

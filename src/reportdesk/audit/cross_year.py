"""与上年核对: figures against last year's report, and which of them are locked since they were taken from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from reportdesk.audit.check import Check, cell_slots
from reportdesk.audit.findings import Finding, words
from reportdesk.form.model import Following, Form, JumpRule, Section
from reportdesk.report.changes import Change, Remark, Slot
from reportdesk.report.comparison import alike, jumped
from reportdesk.report.last_year import comparable, misfit, owed
from reportdesk.report.report import Report
from reportdesk.report.values import is_number, plain

WHOSE = frozenset({Slot("year"), Slot("unit", "name")})
"""The slots that decide whose last year it is."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A figure taken from last year's report; `source` says from where, `key` names the 出错说明 that unlocks it."""

    source: str
    key: str


def checks(form: Form, section: Section, last: Report | None) -> Iterator[Check]:
    """Yield the checks of a section's tables against last year's report, as far as its form can be compared."""
    if last is None:
        return
    for following in form.follows:
        table = form.cells[following.this].table
        if table in section.tables and comparable(following, form, last):
            yield Check(table, (*cell_slots(following.cells), *WHOSE), partial(_follows, following, last))
    own = {a: rule for a, rule in form.jumps.items() if form.cells[a].table in section.tables}
    rules = {address: rule for address, rule in own.items() if alike(form, last.form, address)}
    for address in rules:
        slots = cell_slots((address, *_operands(form, address)))
        yield Check(form.cells[address].table, (*slots, *WHOSE), partial(_jump, rules, address, last))


def note(report: Report, last: Report | None) -> str:
    """Say what of last year could not be compared, and why; empty where all was."""
    reason = misfit(report, last)
    text = words().last_year
    if last is None or reason is not None:
        year = str(report.year - 1)
        found = {"unit": last.unit() or text["nameless"], "found": str(last.year)} if last else {}
        return text[reason or "none"].format(year=year, **found)
    form = report.form
    alike_in = {cell.table for cell in form.cells.values() if alike(form, last.form, cell.address)}
    left_out = [form.section(table.section) for table in form.tables.values() if table.id not in alike_in]
    if not left_out:
        return ""
    sections = "、".join(f"“{name}”" for name in dict.fromkeys(section.title or section.name for section in left_out))
    return text["form"].format(year=last.year, form=last.form.name, sections=sections)


def lock(report: Report, last: Report | None, address: str) -> Lock | None:
    """Return the lock of a cell that holds the figure taken from last year's report; None where it may be altered."""
    following = report.form.carried.get(address)
    if last is None or following is None or misfit(report, last) or report.remark(following.key) is not None:
        return None
    found = owed(following, report, last) if comparable(following, report.form, last) else None
    if found is None or found.left != found.right:
        return None
    return Lock(source(following, last), following.key)


def locked(report: Report, last: Report | None) -> tuple[str, ...]:
    """Return the cells that are locked."""
    return tuple(address for address in report.form.carried if lock(report, last, address) is not None)


def locked_note(form: Form, addresses: Collection[str]) -> str:
    """Say which figures are locked, and that they are; empty where none is."""
    names = dict.fromkeys(_line_name(form, form.carried[address], address) for address in addresses)
    return words().last_year["locked"].format(names="”“".join(names), count=len(addresses)) if names else ""


def unlocked(report: Report, address: str, reason: str) -> Change:
    """Plan the 出错说明 that unlocks a cell and the totals summed from it; it waits for the figure to come."""
    addresses = [address, *(total for total in report.form.feeds.get(address, ()) if report.is_summed(total))]
    carried = report.form.carried
    keys = [carried[each].key for each in addresses if each in carried]
    return report.plan("", [(Slot("remark", key), Remark(reason, ())) for key in keys])


def awaited(report: Report, last: Report | None, change: Change) -> Change:
    """Return the change with every waiting 出错说明 bound to the figures that the change brings."""
    carried = report.form.carried
    touched = [carried[e.slot.name] for e in change.edits if e.slot.kind == "cell" and e.slot.name in carried]
    waiting = [f for f in touched if (remark := report.remark(f.key)) is not None and not remark.figures]
    if last is None or not waiting or misfit(report, last):
        return change
    report.apply(change)
    bound = report.plan("", [(Slot("remark", f.key), _bound(f, report, last)) for f in waiting])
    report.apply(change.reversed())
    return change.then(bound)


def source(following: Following, last: Report) -> str:
    """Say from where in last year's report a figure is taken."""
    names = [_line_name(last.form, following, address) for address in following.last]
    return words().last_year["source"].format(year=last.year, names="”加“".join(names))


def _bound(following: Following, report: Report, last: Report) -> Remark | None:
    remark = report.remark(following.key)
    found = owed(following, report, last) if comparable(following, report.form, last) else None
    if remark is None or found is None or found.left == found.right:
        return remark
    return Remark(remark.reason, found.figures)


def _follows(following: Following, last: Report, report: Report) -> Iterable[Finding]:
    found = None if misfit(report, last) else owed(following, report, last)
    if found is None or found.left == found.right:
        return ()
    rule, form = following.rule, report.form
    difference = found.left - found.right
    years = {"year": str(report.year), "last_year": str(last.year)}
    figures = {"left": found.left, "right": found.right, "before": found.before, "plus": found.plus}
    figures |= {"minus": found.minus, "difference": abs(difference)}
    equation = rule.equation.format(**years, **{name: plain(figure) for name, figure in figures.items()})
    names = {"row": form.row_name(following.this), "column": form.column_name(following.this)}
    finding = Finding(
        key=following.key, code=rule.code, severity=rule.severity, softens=rule.softens,
        section=form.cells[following.this].table, title=rule.title.format(**names, **years), message=rule.advice,
        cells=_ordered(form, following), left_cells=1, left=found.left, right=found.right, difference=difference,
        equation=equation, source=rule.source, figures=found.figures,
    )  # fmt: skip
    return (finding,)


def _ordered(form: Form, following: Following) -> tuple[str, ...]:
    return (following.this, *sorted((*following.plus, *following.minus), key=form.order.__getitem__))


def _jump(rules: Mapping[str, JumpRule], address: str, last: Report, report: Report) -> Iterable[Finding]:
    if not _jumps(rules, address, report, last) or misfit(report, last):
        return ()
    # A total that only follows one of its operands would be told twice.
    if any(_jumps(rules, operand, report, last) for operand in _operands(report.form, address)):
        return ()
    rule = rules[address]
    now, before = report.cell(address), last.cell(address)
    assert is_number(now)
    assert is_number(before)
    figures = plain(now), plain(before)
    equation = (
        words()
        .last_year["jump"]
        .format(
            year=report.year,
            last_year=last.year,
            left=figures[0],
            right=figures[1],
            difference=plain(abs(now - before)),
        )
    )
    finding = Finding(
        key=rule.key(address), code=rule.code, severity=rule.severity, section=report.form.cells[address].table,
        title=rule.title.format(cell=report.form.cell_name(address)), message=rule.message, source=rule.source,
        cells=(address,), left_cells=1, left=now, right=before, difference=now - before, equation=equation,
        figures=figures,
    )  # fmt: skip
    return (finding,)


def _jumps(rules: Mapping[str, JumpRule], address: str, report: Report, last: Report) -> bool:
    return address in rules and jumped(rules[address], report.cell(address), last.cell(address))


def _operands(form: Form, address: str) -> tuple[str, ...]:
    return form.totals[address].left if address in form.totals else ()


def _line_name(form: Form, following: Following, address: str) -> str:
    return form.row_name(address) if following.rule.per_column else form.column_name(address)

"""The checks of one report: each names the slots it looks at and returns what it finds there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from reportdesk.audit import charts, cross_year, drafts
from reportdesk.audit.check import Check, cell_slots
from reportdesk.audit.findings import Finding, words
from reportdesk.audit.quoting import head
from reportdesk.form.model import Cell, Form, LengthRule, Relation, Section, UnlikelyRule
from reportdesk.form.units import Shape, level_of, particulars, shapes
from reportdesk.report.changes import Slot
from reportdesk.report.prose import live_figures, rendered_count
from reportdesk.report.report import Report, added
from reportdesk.report.values import fault, is_number, plain

_QUOTED = 24  # signs of a particular that a title has room for


def checks(form: Form, last: Report | None) -> Iterator[Check]:
    """Yield every check of a form: unit first, then section by section as the clerk goes; `last` is last year's."""
    yield Check("unit", (Slot("unit", "name"),), _unit_missing)
    for shape in shapes():
        yield Check("unit", (Slot("unit", shape.field),), partial(_unit_shape, shape))
    yield Check("unit", (Slot("year"),), _form_year)
    from reportdesk.audit.prose.rules import Prose  # the first window audits nothing

    prose = Prose(form, last)
    for section in form.sections:
        own = _prose_checks(form, section, prose.check(section.id)) if section.prose else _table_checks(form, section)
        yield from own
        if section.prose:
            yield from drafts.checks(section, last)
            yield charts.check(form, section.id, last)
        else:
            yield from cross_year.checks(form, section, last)


def _table_checks(form: Form, section: Section) -> Iterator[Check]:
    tables = set(section.tables)
    for relation in form.relations:
        if relation.rule.table in tables:
            yield Check(relation.rule.table, cell_slots(relation.cells), partial(_relation, relation))
    for rule in form.rules:
        if isinstance(rule, UnlikelyRule) and form.cells[rule.cells[0]].table in tables:
            cells = cell_slots(rule.cells)
            slots = (*cells, Slot("unit", "name"), Slot("unit", "level"))
            yield Check(form.cells[rule.cells[0]].table, slots, partial(_unlikely, rule, cells))
    for cell in form.cells.values():
        if cell.table in tables:
            yield Check(cell.table, cell_slots((cell.address,)), partial(_cell, cell))


def _prose_checks(form: Form, section: Section, prose: Check) -> Iterator[Check]:
    own = Slot("prose", section.id)
    if not section.optional:
        yield Check(section.id, (own,), partial(_prose_empty, section))
    yield Check(section.id, (own,), partial(_live_figures, section.id))
    yield prose
    for rule in form.rules:
        if isinstance(rule, LengthRule) and rule.section == section.id:
            yield Check(section.id, (own, *cell_slots(form.cells)), partial(_length, rule))


def _relation(relation: Relation, report: Report) -> Iterable[Finding]:
    left, right = added(report, relation.left), added(report, relation.right)
    if left is None or right is None or left == right:
        return ()
    rule, form = relation.rule, report.form
    first = relation.cells[0]
    names = {"row": form.row_name(first), "column": form.column_name(first)}
    equation = words().words["equation"].format(
        left_label=rule.left_label, left=plain(left), right_label=rule.right_label, right=plain(right),
        difference=plain(abs(left - right)),
    )  # fmt: skip
    finding = Finding(
        key=relation.key, code=relation.code, severity=rule.severity, section=rule.table,
        title=rule.title.format(**names), message=rule.advice, cells=relation.cells, left_cells=len(relation.left),
        left=left, right=right, difference=left - right, equation=equation, source=rule.source,
        figures=(plain(left), plain(right)),
    )  # fmt: skip
    return (finding,)


def _cell(cell: Cell, report: Report) -> Iterable[Finding]:
    value = report.cell(cell.address)
    reason = fault(value, cell)
    if value is not None and reason is None:
        return ()
    code = "cell.blank" if reason is None else "cell.value"
    name = report.form.cell_name(cell.address)
    finding = words().finding(code, cell.address, cell.table, cell=name, reason=reason or "")
    return (replace(finding, cells=(cell.address,)),)


def _unlikely(rule: UnlikelyRule, slots: tuple[Slot, ...], report: Report) -> Iterable[Finding]:
    if rule.levels and level_of(report.unit("level"), report.unit()) not in rule.levels:
        return ()
    held = report.contents().get  # many cells, and run at every key
    figures = {slot.name: value for slot in slots if is_number(value := held(slot)) and value > rule.above}
    if not figures:
        return ()
    finding = Finding(
        key=rule.key, code=rule.code, severity=rule.severity, section=report.form.cells[next(iter(figures))].table,
        title=rule.title, message=rule.message, cells=tuple(figures), source=rule.source,
        figures=tuple(map(plain, figures.values())),
    )  # fmt: skip
    return (finding,)


def _length(rule: LengthRule, report: Report) -> Iterable[Finding]:
    number = rendered_count(report, rule.section)
    if number <= rule.maximum:
        return ()
    name = report.form.section(rule.section).name
    details = {"section": name, "count": str(number), "excess": str(number - rule.maximum)}
    finding = Finding(
        key=rule.key, code=rule.code, severity=rule.severity, section=rule.section,
        title=rule.title.format_map(details), message=rule.message.format_map(details), source=rule.source,
        left=number, right=rule.maximum, difference=number - rule.maximum, figures=(str(number), str(rule.maximum)),
    )  # fmt: skip
    return (finding,)


def _prose_empty(section: Section, report: Report) -> Iterable[Finding]:
    if report.prose(section.id).strip():
        return ()
    return (words().finding("prose.empty", section.id, section.id, name=section.name),)


def _live_figures(section: str, report: Report) -> Iterator[Finding]:
    text = report.prose(section)
    told: set[str] = set()
    for live in live_figures(text):
        shown = text[live.start : live.end]
        if live.unknown(report.form) and shown not in told:
            told.add(shown)
            finding = words().finding("prose.figure", f"{section}:{shown}", section, text=shown)
            yield replace(finding, span=(live.start, live.end))


def _unit_missing(report: Report) -> Iterable[Finding]:
    return () if report.unit().strip() else (words().finding("unit.missing", "name", "unit"),)


def _unit_shape(shape: Shape, report: Report) -> Iterable[Finding]:
    text = report.unit(shape.field).strip()
    if shape.fits(text):
        return ()
    details = {"field": particulars()[shape.field], "text": head(text, _QUOTED), "advice": shape.advice}
    return (words().finding("unit.shape", shape.field, "unit", figures=(text,), **details),)


def _form_year(report: Report) -> Iterable[Finding]:
    form = report.form
    if form.fits(report.year):
        return ()
    pattern = words().words["span_years" if form.last_year else "from_year"]
    years = pattern.format(first=form.first_year, last=form.last_year)
    year = str(report.year)
    finding = words().finding("form.year", "year", "unit", form=form.name, years=years, year=year)
    return (replace(finding, figures=(year,)),)

"""What a chart can be drawn of: the parts of a total, a figure over the years, a list in prose. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.audit.findings import Number
from reportdesk.audit.prose.figures import Kind, figures, sentences
from reportdesk.audit.prose.surface import surface
from reportdesk.gui.compare.years import known, series
from reportdesk.report.prose import render
from reportdesk.report.report import Report
from reportdesk.report.values import is_number
from reportdesk.session import Session

_LEAST = 2
"""Figures that a chart needs to compare something."""
_TITLE = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """Figures that belong together, each with what it is called."""

    title: str
    unit: str
    values: tuple[tuple[str, Number], ...]


def parts(session: Session) -> list[Choice]:
    """Return every total of the form with the figures it is summed from."""
    found = (_parts(session.report, total) for total in session.form.totals)
    return [choice for choice in found if len(choice.values) >= _LEAST and any(value for _name, value in choice.values)]


def years(session: Session) -> list[Choice]:
    """Return every figure that is known of two years at least, not 0 in all of them."""
    report = session.report
    reports = known(session.store, report, session.id, session.audit.last)
    found: list[Choice] = []
    for address in session.form.cells:
        told = series(reports, report, address)
        values = [(f"{point.year}年", point.value) for point in told.points]
        numbers = tuple((name, value) for name, value in values if is_number(value))
        if len(numbers) >= _LEAST and any(value for _name, value in numbers):
            found.append(Choice(told.name, told.unit or session.form.cells[address].kind.unit, numbers))
    return found


def lists(session: Session) -> list[Choice]:
    """Return the figures of one unit that stand in one sentence of prose, this report's sections in their order."""
    return [choice for section in session.form.prose for choice in _lists(render(session.report, section.id))]


def _parts(report: Report, total: str) -> Choice:
    form = report.form
    operands = form.totals[total].left
    across = len({form.row_name(operand) for operand in operands}) == 1
    named = [(form.column_name(each) if across else form.row_name(each), report.cell(each)) for each in operands]
    values = tuple((name, value) for name, value in named if is_number(value))
    return Choice(form.cell_name(total), form.cells[total].kind.unit, values)


def _lists(text: str) -> Iterator[Choice]:
    searchable = surface(text).text
    for sentence in sentences(searchable):
        units: dict[str, list[tuple[str, Number]]] = {}
        told = [each for each in figures(sentence.text) if each.kind is Kind.COUNT and each.value is not None]
        for figure in told:
            if figure.value is not None:
                name = figure.near.strip("，、；：（） ") or f"第 {len(units.get(figure.unit, ())) + 1} 项"
                units.setdefault(figure.unit, []).append((name, figure.value))
        for unit, values in units.items():
            if len(values) >= _LEAST:
                yield Choice(sentence.text[:_TITLE], unit, tuple(values))

"""What a chart can be drawn of: the parts of a total, a figure over the years, a list in prose. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportdesk.audit.findings import Number
from reportdesk.audit.prose.listed import listed
from reportdesk.gui.compare.years import known, series
from reportdesk.report.charts import Bar, Drawing
from reportdesk.report.prose import numbered, render
from reportdesk.report.report import Report
from reportdesk.report.values import is_number
from reportdesk.session import Session

_LEAST = 2
"""Figures that a chart needs to compare something."""
_TITLE = 24


def caption(drawn: Drawing) -> str:
    """Return a title as a caption: without the ordinals that official labels begin with."""
    return "，".join(_unnumbered(part) for part in re.split("[｜·]", drawn.title))


def parts(session: Session) -> list[Drawing]:
    """Return every total of the form with the figures it is summed from."""
    found = (_parts(session.report, total) for total in session.form.totals)
    return [drawn for drawn in found if len(drawn.bars) >= _LEAST and any(bar.value for bar in drawn.bars)]


def years(session: Session) -> list[Drawing]:
    """Return every figure that is known of two years at least, not 0 in all of them."""
    report = session.report
    reports = known(session.store, report, session.id, session.audit.last)
    found: list[Drawing] = []
    for address in session.form.cells:
        told = series(reports, report, address)
        bars = [Bar(f"{p.year}年", p.value, address, p.year) for p in told.points if is_number(p.value)]
        if len(bars) >= _LEAST and any(bar.value for bar in bars):
            unit = told.unit or session.form.cells[address].kind.unit
            found.append(Drawing(told.name, unit, tuple(bars)))
    return found


def lists(session: Session) -> list[Drawing]:
    """Return the figures of one unit that stand in one sentence of prose, this report's sections in their order."""
    texts = (render(session.report, section.id) for section in session.form.prose)
    found = (each for text in texts for each in listed(text) if len(each.figures) >= _LEAST)
    return [Drawing(each.sentence[:_TITLE], each.unit, tuple(_named(each.figures))) for each in found]


def _parts(report: Report, total: str) -> Drawing:
    form = report.form
    operands = form.totals[total].left
    across = len({form.row_name(operand) for operand in operands}) == 1
    named = [(form.column_name(each) if across else form.row_name(each), each) for each in operands]
    bars = (Bar(name, value, each, report.year) for name, each in named if is_number(value := report.cell(each)))
    return Drawing(form.cell_name(total), form.cells[total].kind.unit, tuple(bars))


def _named(figures: Sequence[tuple[str, Number]]) -> Iterator[Bar]:
    for place, (name, value) in enumerate(figures, start=1):
        yield Bar(name or f"第 {place} 项", value)


def _unnumbered(label: str) -> str:
    number = numbered(label)
    return label.removeprefix(number.text) if number else label

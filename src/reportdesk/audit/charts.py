"""Charts in prose against the figures of now: cells that were altered, a year that has passed, a list rewritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from reportdesk.audit.check import Check, cell_slots
from reportdesk.audit.cross_year import WHOSE
from reportdesk.audit.findings import Finding, Number, words
from reportdesk.audit.prose.listed import listed
from reportdesk.audit.prose.vocabulary import finding
from reportdesk.form.model import Form
from reportdesk.report.changes import Slot
from reportdesk.report.charts import Bar, Drawing, drawing, standing
from reportdesk.report.last_year import misfit
from reportdesk.report.prose import PictureLine, picture_lines, render
from reportdesk.report.report import Report
from reportdesk.report.values import is_number, plain

_NAMED = 3


def check(form: Form, section: str, last: Report | None) -> Check:
    """Return the check of a prose section's charts."""
    prose = tuple(Slot("prose", each.id) for each in form.prose)
    return Check(section, (*prose, *WHOSE, *cell_slots(form.cells)), partial(_charts, section, last))


def _charts(section: str, last: Report | None, report: Report) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    for line in picture_lines(report.prose(section)):
        drawn = drawing(report.attachment(line.sha256))
        if drawn is not None:
            told[line.caption] += 1
            number = told[line.caption]
            where = section, f"chart:{line.caption}" + (f"#{number}" if number > 1 else "")
            yield from _outdated(where, line, drawn, report, None if misfit(report, last) else last)


def _outdated(
    where: tuple[str, str], line: PictureLine, drawn: Drawing, report: Report, last: Report | None
) -> Iterator[Finding]:
    name, span = line.caption or drawn.title, (line.start, line.end)
    if not drawn.shows_cells:
        if not _stands(drawn, report):
            figures = tuple(plain(bar.value) for bar in drawn.bars)
            yield finding("chart_words", where, span, figures=figures, name=name)
        return
    if drawn.latest != report.year:
        year = str(drawn.latest)
        yield finding("chart_year", where, span, figures=(year, str(report.year)), name=name, shown=year)
        return
    other = [(bar, now) for bar in drawn.bars if is_number(now := standing(bar, report, last)) and now != bar.value]
    if other:
        cells = tuple(dict.fromkeys(bar.cell for bar, _now in other if bar.year == report.year))
        figures = tuple(plain(each) for bar, now in other for each in (bar.value, now))
        yield finding("chart", where, span, None, cells, figures, name=name, shown=_in_words(other))


def _in_words(other: list[tuple[Bar, Number]]) -> str:
    text = words().words
    parts = [
        text["chart_bar"].format(label=bar.label, drawn=plain(bar.value), now=plain(now)) for bar, now in other[:_NAMED]
    ]
    rest = len(other) - len(parts)
    return text["separator"].join(parts) + (text["chart_more"].format(count=len(other)) if rest else "")


def _stands(drawn: Drawing, report: Report) -> bool:
    """Tell whether one sentence still has all figures that a chart was drawn of."""
    wanted = Counter(bar.value for bar in drawn.bars)
    for section in report.form.prose:
        for each in listed(render(report, section.id)):
            if each.unit == drawn.unit and wanted <= Counter(value for _name, value in each.figures):
                return True
    return False

"""Typed figures that may follow a cell from now on."""

from __future__ import annotations

from collections.abc import Iterator

from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.readings import Cells, readings
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.told import passage
from reportdesk.report.report import Report

Suggestion = tuple[tuple[int, int], str]


def suggest_live(report: Report, section: str) -> list[Suggestion]:
    """Return the typed figures of a section that one cell, or one sum of cells, bears out by meaning and value.

    Each with [start, end) of the number in the stored text, and the address or sum of addresses for `inserted`.
    """
    known = readings(report.form)
    study = Study(report, None, known, {section: passage(report.prose(section), report.year, known.speech)})
    return [(item.span, " + ".join(cells)) for item in study.items for cells in _borne_out(study, item)]


def inserted(address: str) -> str:
    """Return the text that shows an address, or a sum of addresses, live."""
    return f"{{{{ {address} }}}}"


def _borne_out(study: Study, item: Item) -> Iterator[Cells]:
    figure, told = item.figure, item.told
    plain = figure.kind is Kind.COUNT and not figure.step and not item.live
    if not (plain and item.comparable and told.subject):
        return
    equal = [c for c, a in study.amounts(told.subject, told.attribute) if a.whole and a.least == item.value]
    single = [cells for cells in equal if len(cells) == 1]
    if len(single) == 1:
        yield single[0]
    elif len(equal) == 1:
        yield equal[0]

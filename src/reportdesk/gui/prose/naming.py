"""Where prose names a cell: a live figure shows it, a finding compares with it, or a typed figure means it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.live import suggest_live
from reportdesk.report.prose import live_figures
from reportdesk.report.report import Report


class Named(NamedTuple):
    """Words in a prose section, [start, end) in code points of the stored text."""

    section: str
    start: int
    end: int


def shown_or_found(report: Report, findings: Iterable[Finding], address: str) -> list[Named]:
    """Return the live figures and findings that name a cell, in the order of the report."""
    prose = [section.id for section in report.form.prose]
    found = [
        Named(section, figure.start, figure.end)
        for section in prose
        for figure in live_figures(report.prose(section))
        if address in figure.addresses
    ]
    found += [
        Named(finding.section, *finding.span)
        for finding in findings
        if finding.span and finding.section in prose and address in finding.cells
    ]
    return _in_order(found, prose)


def named(report: Report, findings: Iterable[Finding], address: str) -> list[Named]:
    """Return also the typed figures that mean the cell."""
    prose = [section.id for section in report.form.prose]
    found = shown_or_found(report, findings, address)
    for section in prose:
        for span, cells in suggest_live(report, section):
            if address in cells.split(" + "):
                found.append(Named(section, *span))
    return _in_order(found, prose)


def _in_order(found: Iterable[Named], prose: list[str]) -> list[Named]:
    return list(_apart(sorted(found, key=lambda place: (prose.index(place.section), place.start, -place.end))))


def _apart(found: Iterable[Named]) -> Iterator[Named]:
    """Leave out what stands within the words before."""
    last = Named("", 0, 0)
    for place in found:
        if place.section != last.section or place.end > last.end:
            yield place
            last = place

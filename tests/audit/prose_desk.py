"""What the tests of the prose rules share: a report with some prose and figures, and what is found in it."""

from __future__ import annotations

from collections.abc import Mapping

from core import FORM_2021, put, report_of
from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.rules import Prose
from reportdesk.form.model import Form
from reportdesk.report.report import Report
from reportdesk.report.values import Value

YEAR = 2024


def report_with(
    text: str, cells: Mapping[str, Value] | None = None, section: str = "overview", form: Form = FORM_2021
) -> Report:
    """Return a report that is all zero but for these cells, with a text in one section."""
    report = report_of(form, year=YEAR if form is FORM_2021 else 0)
    put(report, cells or {})
    report.apply(report.set_prose(section, text))
    return report


def found(report: Report, last: Report | None = None) -> dict[str, Finding]:
    """Return what the prose rules find, by key."""
    findings = [f for of_section in Prose(report.form, last).findings(report).values() for f in of_section]
    assert len({finding.key for finding in findings}) == len(findings)
    for finding in findings:
        if finding.span:
            start, stop = finding.span
            assert 0 <= start < stop <= len(report.prose(finding.section))
    return {finding.key: finding for finding in findings}


def shown(report: Report, finding: Finding) -> str:
    """Return the stretch of stored text that a finding underlines."""
    assert finding.span is not None
    return report.prose(finding.section)[slice(*finding.span)]

"""Prose rules as checks of the audit: understood once for each text, compared again when a figure changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from reportdesk.audit.check import Check, cell_slots
from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.balance import imbalances
from reportdesk.audit.prose.cells import mismatches
from reportdesk.audit.prose.dates import impossible_dates
from reportdesk.audit.prose.digits import wide_digits
from reportdesk.audit.prose.fees import fees
from reportdesk.audit.prose.growth import wrong_changes
from reportdesk.audit.prose.lists import Page
from reportdesk.audit.prose.percent import wrong_shares
from reportdesk.audit.prose.privacy import private_numbers
from reportdesk.audit.prose.readings import readings
from reportdesk.audit.prose.repeat import contradictions
from reportdesk.audit.prose.sums import wrong_sums
from reportdesk.audit.prose.told import passage
from reportdesk.audit.prose.twice import told_twice
from reportdesk.audit.prose.unfinished import bare_headings, broken_off, buried_headings, wrong_numbers
from reportdesk.form.model import Form
from reportdesk.report.changes import Slot
from reportdesk.report.last_year import misfit
from reportdesk.report.report import UNIT_FIELDS, Report

ON_WORDS: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    private_numbers,
    impossible_dates,
    bare_headings,
    broken_off,
    buried_headings,
    wrong_numbers,
    told_twice,
    wide_digits,
)
"""Rules that need the text alone."""
ON_TEXT: tuple[Callable[[Page], Iterable[Finding]], ...] = (wrong_sums, imbalances)
"""Rules that need no cell but those shown live."""
ON_TABLES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    mismatches,
    wrong_shares,
    wrong_changes,
    contradictions,
    fees,
)


class Prose:
    """The prose rules of one form; what they find is kept until a text or a figure in question changes."""

    def __init__(self, form: Form, last: Report | None) -> None:
        self._form, self._last = form, last
        self._readings = readings(form)
        self._page: Page | None = None
        self._revision = -1
        self._state: object = None
        self._shown: tuple[Slot, ...] = ()
        self._needed: tuple[Slot, ...] = ()
        self._showing: object = None
        self._values: object = None
        self._on_words: list[Finding] = []
        self._on_text: list[Finding] = []
        self._found: dict[str, tuple[Finding, ...]] = {}

    def check(self, section: str) -> Check:
        """Return the check of one prose section."""
        slots = [Slot("prose", other.id) for other in self._form.prose]
        slots += [Slot("year"), *(Slot("unit", field) for field in UNIT_FIELDS)]
        return Check(section, (*slots, *cell_slots(self._form.cells)), partial(self._section, section))

    def findings(self, report: Report) -> dict[str, tuple[Finding, ...]]:
        """Return what is found in each section that has findings."""
        if self._page is not None and self._page.report is report and self._revision == report.revision:
            return self._found
        page = self._understood(report)
        contents = report.contents()
        shown, values = tuple(map(contents.get, self._shown)), tuple(map(contents.get, self._needed))
        if shown != self._showing:
            page.look()
            self._on_text = [*self._on_words, *(finding for rule in ON_TEXT for finding in rule(page))]
            self._showing = shown
        if values != self._values:
            found: dict[str, list[Finding]] = {}
            on_tables = (finding for rule in ON_TABLES for finding in rule(page))
            for finding in _distinct((*self._on_text, *on_tables)):
                found.setdefault(finding.section, []).append(finding)
            self._found = {section: tuple(sorted(items, key=_place)) for section, items in found.items()}
            self._values = values
        self._revision = report.revision
        return self._found

    def _section(self, section: str, report: Report) -> Iterable[Finding]:
        return self.findings(report).get(section, ())

    def _understood(self, report: Report) -> Page:
        """Return the page of the report's texts, a new one when one of them or the unit's particulars changed."""
        sections = [section.id for section in self._form.prose]
        texts = tuple(report.prose(section) for section in sections)
        state = (texts, tuple(report.unit(field) for field in UNIT_FIELDS), report.year)
        if self._page is None or self._page.report is not report or state != self._state:
            speech = self._readings.speech
            passages = {id_: passage(text, report.year, speech) for id_, text in zip(sections, texts, strict=True)}
            last = self._last if misfit(report, self._last) is None else None
            page = Page(report, last, self._readings, passages)
            self._shown, self._needed = cell_slots(page.displayed), cell_slots(page.needed)
            self._on_words = [finding for rule in ON_WORDS for finding in rule(page)]
            self._showing = self._values = None
            self._page, self._state = page, state
        return self._page


def _place(finding: Finding) -> int:
    return finding.span[0] if finding.span else 0


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings of one key: the second is …#2."""
    times: dict[str, int] = {}
    for finding in findings:
        times[finding.key] = number = times.get(finding.key, 0) + 1
        yield finding if number == 1 else replace(finding, key=f"{finding.key}#{number}")

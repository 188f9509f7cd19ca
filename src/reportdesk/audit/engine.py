"""Run the checks, all of them once and afterwards only those that a change touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from reportdesk.audit import cross_year
from reportdesk.audit.check import Check
from reportdesk.audit.checks import checks
from reportdesk.audit.findings import Finding, Tally, words
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report

OnFault = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class Delta:
    """What a re-check altered: findings that came, went, or stand with other figures (in `appeared`)."""

    appeared: tuple[Finding, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """An empty delta altered nothing."""
        return bool(self.appeared or self.gone)

    def then(self, later: Delta) -> Delta:
        """Return what this and a later re-check altered together."""
        appeared = {finding.key: finding for finding in self.appeared} | {f.key: f for f in later.appeared}
        gone = [key for key in (*self.gone, *later.gone) if key not in {f.key for f in later.appeared}]
        kept = (finding for key, finding in appeared.items() if key not in gone)
        return Delta(tuple(kept), tuple(dict.fromkeys(gone)))


class Audit:
    """数据审核 of one report, kept up to date; equal to a full run after any sequence of changes.

    A check that fails is told to `on_fault` and stands as a finding, so that nothing passes unchecked; without
    `on_fault` its exception goes to the caller.
    """

    def __init__(self, report: Report, last: Report | None = None, on_fault: OnFault | None = None) -> None:
        self._report = report
        self._on_fault = on_fault
        self._build(last)

    def _build(self, last: Report | None) -> None:
        try:
            made = tuple(checks(self._report.form, last))
            self._whole = True
        except Exception as error:
            if self._on_fault is None:
                raise
            made = (Check("unit", (), partial(_fail, error)),)
            self._whole = False
        self._last = last
        self._checks: tuple[Check, ...] = made
        self._touched_by: dict[Slot, list[int]] = {}
        for place, check in enumerate(self._checks):
            for slot in check.slots:
                self._touched_by.setdefault(slot, []).append(place)
        self._found: dict[int, tuple[Finding, ...]] = {}
        for place in range(len(self._checks)):
            self._run(place)

    @property
    def last(self) -> Report | None:
        """Return the report that this one is checked against as last year's; it may not fit, see `last_year_note`."""
        return self._last

    @property
    def last_year_note(self) -> str:
        """Say what was not checked against last year, and why; empty where all was."""
        return cross_year.note(self._report, self._last)

    def set_last(self, last: Report | None) -> Delta:
        """Check against another report of last year, all anew, and tell what altered."""
        before = {finding.key: finding for finding in self.findings()}
        self._build(last)
        return _delta(before, {finding.key: finding for finding in self.findings()})

    def findings(self) -> list[Finding]:
        """Return all findings in the order of the report."""
        return [finding for place in sorted(self._found) for finding in self._found[place]]

    def tally(self) -> Tally:
        """Count the findings by severity."""
        return Tally.of(finding for found in self._found.values() for finding in found)

    def refresh(self, slots: Iterable[Slot]) -> Delta:
        """Run again the checks that look at these slots and tell what altered."""
        if not self._whole:
            return self.set_last(self._last)
        places = sorted({place for slot in slots for place in self._places(slot)})
        before = {finding.key: finding for place in places for finding in self._found.get(place, ())}
        for place in places:
            self._run(place)
        after = {finding.key: finding for place in places for finding in self._found.get(place, ())}
        return _delta(before, after)

    def _places(self, slot: Slot) -> Iterable[int]:
        if slot.kind != "remark":
            return self._touched_by.get(slot, ())
        return [place for place, found in self._found.items() if any(f.key == slot.name for f in found)]

    def _run(self, place: int) -> None:
        try:
            found = tuple(f.with_remark(self._report.remark(f.key)) for f in self._checks[place].run(self._report))
        except Exception as error:
            if self._on_fault is None:
                raise
            self._on_fault(error)
            found = (_unfinished(self._report, self._checks[place], place),)
        if found:
            self._found[place] = found
        else:
            self._found.pop(place, None)


def _fail(error: Exception, _report: Report) -> Iterable[Finding]:
    raise error


def _unfinished(report: Report, check: Check, place: int) -> Finding:
    is_table = check.section in report.form.tables
    cells = tuple(slot.name for slot in check.slots if slot.kind == "cell") if is_table else ()
    return words().finding("audit.unfinished", str(place), check.section, cells=cells)


def _delta(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> Delta:
    appeared = tuple(finding for key, finding in after.items() if before.get(key) != finding)
    return Delta(appeared, tuple(key for key in before if key not in after))

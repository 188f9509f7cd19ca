"""Run the checks, all of them once and afterwards only those that a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportdesk.audit import cross_year
from reportdesk.audit.check import Check
from reportdesk.audit.checks import checks
from reportdesk.audit.findings import Finding, Tally
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report


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
    """数据审核 of one report, kept up to date; equal to a full run after any sequence of changes."""

    def __init__(self, report: Report, last: Report | None = None) -> None:
        self._report = report
        self._last = last
        self._build()

    def _build(self) -> None:
        self._checks: tuple[Check, ...] = tuple(checks(self._report.form, self._last))
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
        self._last = last
        self._build()
        return _delta(before, {finding.key: finding for finding in self.findings()})

    def findings(self) -> list[Finding]:
        """Return all findings in the order of the report."""
        return [finding for place in sorted(self._found) for finding in self._found[place]]

    def tally(self) -> Tally:
        """Count the findings by severity."""
        return Tally.of(finding for found in self._found.values() for finding in found)

    def refresh(self, slots: Iterable[Slot]) -> Delta:
        """Run again the checks that look at these slots and tell what altered."""
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
        found = tuple(f.with_remark(self._report.remark(f.key)) for f in self._checks[place].run(self._report))
        if found:
            self._found[place] = found
        else:
            self._found.pop(place, None)


def _delta(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> Delta:
    appeared = tuple(finding for key, finding in after.items() if before.get(key) != finding)
    return Delta(appeared, tuple(key for key in before if key not in after))

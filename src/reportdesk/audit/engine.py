"""Run the checks, all of them once and afterwards only those that a change touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportdesk.audit.checks import Check, checks
from reportdesk.audit.findings import Finding, Tally
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report


@dataclass(frozen=True, slots=True)
class Delta:
    """What a re-check altered: findings that came, went, or stand with other figures (in `appeared`)."""

    appeared: tuple[Finding, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        """An empty delta altered nothing."""
        return bool(self.appeared or self.gone)


class Audit:
    """数据审核 of one report, kept up to date; equal to a full run after any sequence of changes."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._checks: tuple[Check, ...] = tuple(checks(report.form))
        self._touched_by: dict[Slot, list[int]] = {}
        for place, check in enumerate(self._checks):
            for slot in check.slots:
                self._touched_by.setdefault(slot, []).append(place)
        self._found: dict[int, tuple[Finding, ...]] = {}
        for place in range(len(self._checks)):
            self._run(place)

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
        appeared = tuple(finding for key, finding in after.items() if before.get(key) != finding)
        return Delta(appeared, tuple(key for key in before if key not in after))

    def _places(self, slot: Slot) -> Iterable[int]:
        if slot.kind != "remark":
            return self._touched_by.get(slot, ())
        return [place for place, found in self._found.items() if any(f.key == slot.name for f in found)]

    def _run(self, place: int) -> None:
        found = tuple(self._with_remark(finding) for finding in self._checks[place].run(self._report))
        if found:
            self._found[place] = found
        else:
            self._found.pop(place, None)

    def _with_remark(self, finding: Finding) -> Finding:
        remark = self._report.remark(finding.key)
        return finding if remark is None else replace(finding, remark=remark)

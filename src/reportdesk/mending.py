"""What mends the broken identities of an open report: looked for when there is time, applied only while it holds."""

from __future__ import annotations

from reportdesk.audit.repair import Group, Repair, Repairs, repair
from reportdesk.errors import ReportDeskError
from reportdesk.report.changes import Change
from reportdesk.report.report import Report

BUDGET = 1500
"""Cells looked at between two keystrokes: some five milliseconds."""
_STALE = "表里的数刚刚改过，改法已经重新计算，请再看一遍。"


class Mends:
    """The repairs found last, for the figures the cells held then."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._found = Repairs(())
        self._held: object = None
        self._columns = -1

    def look(self, columns: int = 0) -> bool:
        """Look for repairs among so many cells at most, 0 for the usual number; False where nothing altered since."""
        held = self._holding()
        if held == self._held and self._columns in (0, columns):
            return False
        self._found, self._held, self._columns = repair(self._report, columns), held, columns
        return True

    def group(self, key: str) -> Group | None:
        """Return the group of the identity with that finding key, None where none is known of the figures of now."""
        for group in self._found.groups:
            if any(relation.key == key for relation in group.relations):
                return group if all(self._holds(repair) for repair in group.repairs) else None
        return None

    def change(self, wanted: Repair) -> Change:
        """Plan a repair as one step; ReportDeskError where figures altered so that it is none any more."""
        self.look(self._columns)
        if not any(wanted.edits == found.edits for group in self._found.groups for found in group.repairs):
            raise ReportDeskError(_STALE)
        try:
            return wanted.change(self._report)
        except ValueError as error:
            raise ReportDeskError(_STALE) from error

    def _holds(self, wanted: Repair) -> bool:
        return all(self._report.cell(edit.cell) == edit.was for edit in wanted.edits)

    def _holding(self) -> object:
        return tuple(map(self._report.cell, self._report.form.cells)), tuple(self._report.names("typed"))

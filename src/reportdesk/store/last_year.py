"""Last year's report as the store has it, read again only when it is another one or was altered."""

from __future__ import annotations

from reportdesk.report.report import Report
from reportdesk.store.errors import StoreError
from reportdesk.store.store import LastFound, Store


class LastYear:
    """The report of the year before of one stored report; `report` is None where there is none that can be read.

    `found` tells which one it is.
    """

    def __init__(self, store: Store, report_id: int) -> None:
        self.report: Report | None = None
        self._store = store
        self._id = report_id
        self.found: LastFound | None = None

    def look(self, report: Report) -> bool:
        """Look for it again, with unit and year as `report` has them now; tell whether it is another, at one query."""
        found = self._store.find_last_year(report, self._id)
        if found == self.found:
            return False
        self.found = found
        self.report = self._load(found.id) if found else None
        return True

    def _load(self, report_id: int) -> Report | None:
        try:
            return self._store.load(report_id)[0]
        except StoreError:
            return None  # opening it will say why

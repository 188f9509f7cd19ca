"""定稿: a report that was signed is locked as it is; later edits begin a new version that can be compared with it."""

from __future__ import annotations

from reportdesk.errors import ReportDeskError
from reportdesk.report.report import Report
from reportdesk.store.errors import StaleReport
from reportdesk.store.library import DRAFT, FINAL, REVIEW
from reportdesk.store.store import STALE, Store


class FinalReport(ReportDeskError):
    """An edit of a report that is locked since 定稿."""


class Finals:
    """The state of one stored report, and its last signed version.

    In the journal 定稿 is a border that undo does not cross, made on the head of then; `at` is found by walking back.
    """

    def __init__(self, store: Store, report_id: int) -> None:
        self._store = store
        self._id = report_id
        self.state = store.entry(report_id).state

    @property
    def is_final(self) -> bool:
        """Tell whether the report is locked."""
        return self.state == FINAL

    def refuse(self) -> None:
        """Raise FinalReport where the report is locked."""
        if self.is_final:
            raise FinalReport("这份报告已经定稿，不能修改。确需修改的，请先“修改定稿”，另起一版。")

    def lock(self, head: int) -> int:
        """Lock the report as it is at this head; return the new head, StaleReport where another window moved it."""
        new = self._store.border(self._id, head, FINAL)
        self.state = FINAL
        return new

    def submit(self, head: int, digest: str) -> None:
        """Say that the report was handed in for signing (送审) with this digest; StaleReport as of `unlock`.

        That locks nothing: its border in the journal stands aside, where neither head nor undo come by.
        """
        self._pass_on(head, REVIEW, f"{REVIEW} {digest}")

    def handed_in(self) -> str:
        """Return the digest that the report under review was handed in with last, empty where it is not known."""
        return self._store.noted(self._id, f"{REVIEW} ") if self.state == REVIEW else ""

    def unlock(self, head: int) -> None:
        """Begin a new version of a locked report; StaleReport where another window moved the head."""
        self._pass_on(head, DRAFT)

    def signed(self) -> Report | None:
        """Return the report as it was at its last 定稿, None where it never was."""
        report, seq = self._store.load(self._id)
        while seq:
            step = self._store.step(report, seq)
            if step is None:
                label, seq = self._store.border_at(seq)
                if label == FINAL:
                    return report
            else:
                report.apply(step.change.reversed())
                seq = step.parent
        return None

    def _pass_on(self, head: int, state: str, note: str = "") -> None:
        with self._store.connection.write() as db:
            sql = "UPDATE reports SET state = ? WHERE id = ? AND head = ? AND deleted IS NULL"
            if db.execute(sql, (state, self._id, head)).rowcount != 1:
                raise StaleReport(STALE)
            if note:
                self._store.note(db, self._id, note)
        self.state = state

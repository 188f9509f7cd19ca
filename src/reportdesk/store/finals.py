"""定稿: a report that was signed is locked as it is; later edits begin a new version that can be compared with it."""

from __future__ import annotations

from collections.abc import Iterator

from reportdesk.errors import ReportDeskError
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report
from reportdesk.store.errors import StaleReport
from reportdesk.store.library import ALTERED, DRAFT, FINAL, REVIEW, REVISED, UNDER_REVIEW
from reportdesk.store.store import STALE, Step, Store

NEW_VERSION = "修改（另起新版本）"
"""What the window calls the way out of 定稿."""
LOCKED = f"这份报告已经定稿，不能修改。确需修改的，请点“{NEW_VERSION}”。"


class FinalReport(ReportDeskError):
    """An edit of a report that is locked since 定稿."""


class Finals:
    """The state of one stored report, and its last signed version.

    In the journal 定稿 is a border that undo does not cross, made on the head of then; `at` is found by walking back.
    """

    def __init__(self, store: Store, report_id: int) -> None:
        self._store = store
        self._id = report_id
        entry = store.entry(report_id)
        self.state, self.is_practice = entry.state, bool(entry.sample)

    @property
    def is_final(self) -> bool:
        """Tell whether the report is locked."""
        return self.state == FINAL

    def refuse(self) -> None:
        """Raise FinalReport where the report is locked."""
        if self.is_final:
            raise FinalReport(LOCKED)

    def lock(self, head: int) -> int:
        """Lock the report as it is at this head; return the new head, StaleReport where another window moved it."""
        new = self._store.border(self._id, head, FINAL)
        self.state = FINAL
        return new

    def submit(self, head: int, digest: str) -> None:
        """Say that the report was handed in for signing (送审) with this digest; StaleReport as of `unlock`.

        That locks nothing: its border in the journal stands aside, where neither head nor undo come by.
        """
        self._pass_on(head, REVIEW, f"{REVIEW} {digest} {head}")

    def handed_in(self) -> str:
        """Return the digest that the report under review was handed in with last, empty where it is not known."""
        return self._noted()[0]

    def reviewed(self) -> Report | None:
        """Return the report as it was handed in last, None where it is not under review or the journal lost it."""
        handed_in, head = self._noted()
        if not head:
            return None
        try:
            report = self._as_at(int(head))
        except StaleReport:  # typing went on in the step it was handed in with
            return None
        return report if digest(report) == handed_in else None

    def look(self, report: Report) -> None:
        """Bring `state` up to date: whether the report under review is another one now than it was handed in.

        Costs a digest where it is under review, and a write where that is news.
        """
        kept = self.handed_in()
        state = REVIEW if kept == digest(report) else ALTERED if kept else self.state
        if state != self.state:
            with self._store.connection.write() as db:
                sql = "UPDATE reports SET state = ? WHERE id = ? AND state = ?"
                db.execute(sql, (state, self._id, self.state))
            self.state = state

    def unlock(self, head: int) -> None:
        """Begin a new version of a locked report, or take back 送审; StaleReport where another window moved the head.

        A report that was 定稿 once goes on as `REVISED`.
        """
        self._pass_on(head, REVISED if self._store.has_border(self._id, FINAL) else DRAFT)

    def signed(self) -> Report | None:
        """Return the report as it was at its last 定稿, None where it never was."""
        report, head = self._store.load(self._id)
        for _seq, label, step in self._back(report, head):
            if step is not None:
                report.apply(step.change.reversed())
            elif label == FINAL:
                return report
        return None

    def _noted(self) -> tuple[str, str]:
        """Return the digest last handed in and the head of then, empty where they are not known."""
        note = self._store.noted(self._id, f"{REVIEW} ") if self.state in UNDER_REVIEW else ""
        kept, _, head = note.partition(" ")
        return kept, head

    def _as_at(self, head: int) -> Report:
        """Return the report as it was at a head: back from that of now to where both ways part, and on from there."""
        report, now = self._store.load(self._id)
        wanted = list(self._back(report, head))
        on = {seq for seq, _label, _step in wanted}
        reached = 0
        for seq, _label, step in self._back(report, now):
            if seq in on:
                reached = seq
                break
            if step is not None:
                report.apply(step.change.reversed())
        for step in reversed([step for seq, _label, step in wanted if seq > reached and step is not None]):
            report.apply(step.change)
        return report

    def _back(self, report: Report, seq: int) -> Iterator[tuple[int, str, Step | None]]:
        """Walk the journal from a row to its first: number, a border's label, and the step where it is one."""
        while seq:
            step = self._store.step(report, seq)
            label, parent = ("", step.parent) if step else self._store.border_at(seq)
            yield seq, label, step
            seq = parent

    def _pass_on(self, head: int, state: str, note: str = "") -> None:
        with self._store.connection.write() as db:
            sql = "UPDATE reports SET state = ? WHERE id = ? AND head = ? AND deleted IS NULL"
            if db.execute(sql, (state, self._id, head)).rowcount != 1:
                raise StaleReport(STALE)
            if note:
                self._store.note(db, self._id, note)
        self.state = state

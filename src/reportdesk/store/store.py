"""The local store of reports: every change is one committed transaction, with a journal to undo by.

The journal is a tree of changes: `parent` is the change that was in force when one was made, a report's `head` the
one in force now. Undo moves the head to its parent, redo to its latest child; nothing is ever removed. A row without
a change is a border (creation, import) that undo does not cross. Only the newest row may grow, while prose is typed:
it is replaced by a longer one of a new number, so that a report's head tells every two states apart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reportdesk.errors import ReportDeskError
from reportdesk.form import loader
from reportdesk.report.changes import Change, Content, Slot, is_blank
from reportdesk.report.exchange import decode, decode_change, encode, encode_change
from reportdesk.report.last_year import unit_key
from reportdesk.report.report import Report
from reportdesk.store.errors import StaleReport, StoreError
from reportdesk.store.library import ALTERED, DRAFT, FINAL, IMPORTED, REVIEW, REVISED, Entry, Library, Summary, now

__all__ = ["DRAFT", "Entry", "Step", "Store", "Summary"]
_COPY = "copy"  # a copy of a bundled report is still for practice, but is not put back with it
STALE = "这份报告已在另一个窗口中修改或删除，刚才的修改没有保存。请回到报告库重新打开。"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a report's journal."""

    seq: int
    parent: int
    at: str
    change: Change


class LastFound(NamedTuple):
    """The report taken for last year's: its id and head, and how many `others` there are of that unit and year."""

    id: int
    head: int
    others: int


class Store(Library):
    """All reports of one data folder, with their contents and history."""

    def create(self, report: Report, summary: Summary, sample: str = "", state: str = DRAFT) -> int:
        """Store a new report and return its id; undo does not reach behind this."""
        moment = now()
        with self._db.write() as db:
            cursor = db.execute(
                "INSERT INTO reports (form, year, unit, state, sample, created, edited, touched)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(touched), 0) + 1 FROM reports))",
                (report.form.id, report.year, report.unit(), state, sample, moment, moment),
            )
            report_id = int(cursor.lastrowid or 0)
            _put(db, report_id, report.contents().items())
            head = _append(db, report_id, 0, "", "")
            _summarise(db, report_id, head, report, summary)
        return report_id

    def duplicate(self, report_id: int) -> int:
        """Store a copy of a report as it is now, without its history, and return the copy's id."""
        moment = now()
        with self._db.write() as db:
            row = self._listed(report_id)
            cursor = db.execute(
                "INSERT INTO reports (state, sample, created, edited, touched, form, year, unit, filled, cells, errors,"
                " missing, remarks, explained) SELECT ?, ?, ?, ?, (SELECT max(touched) + 1 FROM reports), form, year,"
                " unit, filled, cells, errors, missing, remarks, explained FROM reports WHERE id = ?",
                (DRAFT, row["sample"] and _COPY, moment, moment, report_id),
            )
            copy = int(cursor.lastrowid or 0)
            db.execute("INSERT INTO slots SELECT ?, kind, name, value FROM slots WHERE report = ?", (copy, report_id))
            db.execute("UPDATE reports SET head = ? WHERE id = ?", (_append(db, copy, 0, "", ""), copy))
        return copy

    def load(self, report_id: int) -> tuple[Report, int]:
        """Return a report and its head; StoreError where there is none, or it is deleted or cannot be read."""
        with self._db.snapshot():
            row = self._listed(report_id)
            slots = self._db.rows("SELECT kind, name, value FROM slots WHERE report = ?", (report_id,))
        try:
            return _report(row, slots), row["head"]
        except (ReportDeskError, KeyError, TypeError, ValueError) as error:
            raise StoreError(f"编号为 {report_id} 的报告内容无法读取（{error}），程序没有改动它。") from error

    def last_year(self, report: Report) -> Report | None:
        """Return the same unit's report of the year before.

        Of several one that is or was 定稿 goes before, then one that is 送审, one read from a published file, one in
        which something is filled in, and the one edited last.
        """
        found = self.find_last_year(report)
        return None if found is None else self.load(found.id)[0]

    def find_last_year(self, report: Report, besides: int = 0) -> LastFound | None:
        """Return what `last_year` would load, without loading it; the head tells its every state.

        `besides` is the report's own id, where it may be stored with another year still.
        """
        own = unit_key(report.unit())
        if not own:
            return None
        rows = self._db.rows(
            "SELECT id, head, unit FROM reports WHERE year = ? AND id <> ? AND deleted IS NULL"
            " AND coalesce(sample, '') = '' ORDER BY CASE state WHEN ? THEN 0 WHEN ? THEN 0 WHEN ? THEN 1 WHEN ? THEN 1"
            " WHEN ? THEN 2 ELSE 3 END, filled > 0 DESC, touched DESC",
            (report.year - 1, besides, FINAL, REVISED, REVIEW, ALTERED, IMPORTED),
        )
        fitting = [row for row in rows if unit_key(row["unit"]) == own]
        return LastFound(fitting[0]["id"], fitting[0]["head"], len(fitting) - 1) if fitting else None

    def commit(self, report_id: int, report: Report, change: Change, head: int, summary: Summary) -> int:
        """Store a change that the report already shows, in one transaction; return the new head.

        StaleReport where another window moved the head since.
        """
        with self._db.write() as db:
            _put(db, report_id, ((edit.slot, edit.new) for edit in change.edits))
            new = _append(db, report_id, head, change.label, encode_change(change))
            _summarise(db, report_id, new, report, summary, expected=head)
        return new

    def summarise(self, report_id: int, summary: Summary) -> None:
        """Store what the list shows of an unchanged report: its findings depend on last year's report too."""
        with self._db.write() as db:
            db.execute(
                "UPDATE reports SET filled = ?, cells = ?, errors = ?, missing = ?, remarks = ?, explained = ?"
                " WHERE id = ?",
                (*summary, report_id),
            )

    def extend(self, report_id: int, report: Report, step: Step, later: Change, summary: Summary) -> Step:
        """Add a later change to the newest step, as typing in prose does; return the grown step, now the head."""
        change = step.change.then(later)
        with self._db.write() as db:
            _put(db, report_id, ((edit.slot, edit.new) for edit in later.edits))
            db.execute("DELETE FROM journal WHERE seq = ?", (step.seq,))
            seq = _append(db, report_id, step.parent, change.label, encode_change(change), step.at)
            _summarise(db, report_id, seq, report, summary, expected=step.seq)
        return Step(seq, step.parent, step.at, change)

    def move(self, report_id: int, report: Report, change: Change, head: int, to: int, summary: Summary) -> None:
        """Store an undo or redo: the change as the report now shows it, and where the head went."""
        with self._db.write() as db:
            _put(db, report_id, ((edit.slot, edit.new) for edit in change.edits))
            _summarise(db, report_id, to, report, summary, expected=head)

    def step(self, report: Report, seq: int) -> Step | None:
        """Return a step of the journal, None for a border; StaleReport where another window replaced it."""
        row = self._db.row("SELECT seq, parent, at, change FROM journal WHERE seq = ?", (seq,))
        if row is None:
            raise StaleReport(STALE)
        return _step(row, report)

    def border(self, report_id: int, head: int, state: str) -> int:
        """Give a report a state by a border on its head, return the new head; StaleReport where the head moved."""
        with self._db.write() as db:
            new = _append(db, report_id, head, state, "")
            sql = "UPDATE reports SET state = ?, head = ? WHERE id = ? AND head = ? AND deleted IS NULL"
            if db.execute(sql, (state, new, report_id, head)).rowcount != 1:
                raise StaleReport(STALE)
        return new

    def note(self, db: sqlite3.Connection, report_id: int, label: str) -> None:
        """Put a border beside the tree of changes, in a transaction that is going on."""
        _append(db, report_id, 0, label, "")

    def noted(self, report_id: int, start: str) -> str:
        """Return what comes after `start` in the label of the last such border, empty where there is none."""
        sql = "SELECT label FROM journal WHERE report = ? AND change = '' AND label GLOB ? ORDER BY seq DESC LIMIT 1"
        row = self._db.row(sql, (report_id, f"{start}*"))
        return row["label"].removeprefix(start) if row else ""

    def has_border(self, report_id: int, label: str) -> bool:
        """Tell whether a report has a border that is called so."""
        sql = "SELECT 1 FROM journal WHERE report = ? AND change = '' AND label = ? LIMIT 1"
        return self._db.row(sql, (report_id, label)) is not None

    def border_at(self, seq: int) -> tuple[str, int]:
        """Return what a border is called and its parent, 0 where it is the first row."""
        row = self._db.row("SELECT label, parent FROM journal WHERE seq = ?", (seq,))
        return (row["label"], row["parent"]) if row else ("", 0)

    def has_step(self, seq: int) -> bool:
        """Tell whether `step` would find a step, without reading it."""
        return self._db.row("SELECT 1 FROM journal WHERE seq = ? AND change <> ''", (seq,)) is not None

    def next_step(self, report: Report, seq: int) -> Step | None:
        """Return the latest step made from this one, which redo would do again."""
        sql = "SELECT seq, parent, at, change FROM journal WHERE parent = ? ORDER BY seq DESC LIMIT 1"
        row = self._db.row(sql, (seq,))
        return None if row is None else _step(row, report)

    def history(self, report_id: int, report: Report) -> list[Step]:
        """List every step ever made on a report, undone ones too, oldest first."""
        rows = self._db.rows("SELECT seq, parent, at, change FROM journal WHERE report = ? ORDER BY seq", (report_id,))
        return [step for row in rows if (step := _step(row, report))]

    def hold(self, report_id: int, slot: Slot | None, text: str = "") -> None:
        """Keep the text of a cell still open, or forget it."""
        held = None if slot is None else json.dumps([*slot, text])
        with self._db.write() as db:
            db.execute("UPDATE reports SET held = ? WHERE id = ?", (held, report_id))

    def held(self, report_id: int) -> tuple[Slot, str] | None:
        """Return the text of the cell that was open when the program stopped."""
        held = self._row(report_id)["held"]
        if not held:
            return None
        kind, name, text = json.loads(held)
        return Slot(kind, name), text

    def remember_place(self, report_id: int, place: dict[str, str]) -> None:
        """Keep where in the report the clerk is."""
        with self._db.write() as db:
            db.execute("UPDATE reports SET place = ? WHERE id = ?", (json.dumps(place), report_id))

    def place(self, report_id: int) -> dict[str, str]:
        """Return where in the report the clerk was."""
        place = self._row(report_id)["place"]
        return json.loads(place) if place else {}

    def _listed(self, report_id: int) -> sqlite3.Row:
        row = self._row(report_id)
        if row["deleted"]:
            raise StoreError(f"编号为 {report_id} 的报告在回收站里，请先还原。")
        return row


def _report(row: sqlite3.Row, slots: list[sqlite3.Row]) -> Report:
    form = loader.load(row["form"])
    report = Report(form, row["year"])
    wishes: list[tuple[Slot, Content]] = []
    for kind, name, value in slots:
        slot = Slot(kind, name)
        wishes.append((slot, decode(slot, json.loads(value), form)))
    report.apply(report.plan("", wishes))
    return report


def _put(db: sqlite3.Connection, report_id: int, contents: Iterable[tuple[Slot, Content]]) -> None:
    for slot, content in contents:
        if is_blank(slot, content):
            db.execute("DELETE FROM slots WHERE report = ? AND kind = ? AND name = ?", (report_id, *slot))
        else:
            value = json.dumps(encode(content), ensure_ascii=False)
            db.execute("INSERT OR REPLACE INTO slots VALUES (?, ?, ?, ?)", (report_id, *slot, value))


def _append(db: sqlite3.Connection, report_id: int, parent: int, label: str, change: str, at: str = "") -> int:
    cursor = db.execute(
        "INSERT INTO journal (report, parent, at, label, change) VALUES (?, ?, ?, ?, ?)",
        (report_id, parent, at or now(), label, change),
    )
    return int(cursor.lastrowid or 0)


def _summarise(
    db: sqlite3.Connection, report_id: int, head: int, report: Report, summary: Summary, expected: int | None = None
) -> None:
    cursor = db.execute(
        "UPDATE reports SET head = ?, year = ?, unit = ?, edited = ?, held = NULL, filled = ?, cells = ?, errors = ?,"
        " missing = ?, remarks = ?, explained = ?, touched = (SELECT max(touched) + 1 FROM reports)"
        " WHERE id = ? AND deleted IS NULL AND (? IS NULL OR head = ?)",
        (head, report.year, report.unit(), now(), *summary, report_id, expected, expected),
    )
    if cursor.rowcount != 1:
        raise StaleReport(STALE)


def _step(row: sqlite3.Row, report: Report) -> Step | None:
    if not row["change"]:
        return None
    return Step(row["seq"], row["parent"], row["at"], decode_change(row["change"], report.form))

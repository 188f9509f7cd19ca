"""The list of reports and the program's settings: all that the first window needs, so nothing slow is imported."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from reportdesk.store.connection import Connection
from reportdesk.store.errors import StoreError

DRAFT, IMPORTED, REVIEW, ALTERED, FINAL, REVISED = "draft", "imported", "review", "altered", "final", "revised"
"""The states of a report: begun here, read from a published file, 送审, altered since, 定稿, begun anew after that."""
STATES = {
    DRAFT: "草稿", IMPORTED: "由文件读入", REVIEW: "送审", ALTERED: "送审后改过", FINAL: "定稿", REVISED: "定稿后修改",
}  # fmt: skip
UNDER_REVIEW = (REVIEW, ALTERED)
_COLUMNS = (
    "id, form, year, unit, state, sample, created, edited, deleted, filled, cells, errors, missing, remarks, explained"
)


class Summary(NamedTuple):
    """What the list of reports shows besides unit and year."""

    filled: int = 0
    cells: int = 0
    errors: int = 0
    missing: int = 0
    remarks: int = 0
    explained: int = 0


class Entry(NamedTuple):
    """One report in the list; times are ISO 8601 with the offset from UTC, `deleted` is empty but in the bin."""

    id: int
    form: str
    year: int
    unit: str
    state: str
    sample: str
    created: str
    edited: str
    summary: Summary
    deleted: str = ""


class Library:
    """The reports of one data folder as a list; `Store` on the same connection holds their contents."""

    def __init__(self, place: Path | Connection) -> None:
        self._db = place if isinstance(place, Connection) else Connection(place)

    @property
    def connection(self) -> Connection:
        """Return the open data file, to share it."""
        return self._db

    @property
    def path(self) -> Path:
        """Return where the data file lies."""
        return self._db.path

    @property
    def plain_journal(self) -> bool:
        """Tell whether the folder is one where the write-ahead log had to be left off."""
        return self._db.plain_journal

    def write_back(self) -> None:
        """Bring what stands in the log into the data file while nothing is typed, so that no key waits for it."""
        self._db.write_back()

    def close(self) -> None:
        """Close the data file."""
        self._db.close()

    def entries(self) -> list[Entry]:
        """List all reports, the last edited first."""
        return self._entries("deleted IS NULL ORDER BY touched DESC")

    def discarded(self) -> list[Entry]:
        """List the reports in the recycle bin, the last deleted first."""
        return self._entries("deleted IS NOT NULL ORDER BY deleted DESC, touched DESC")

    def count_discarded(self) -> int:
        """Count the reports in the recycle bin."""
        return self._db.rows("SELECT count(*) FROM reports WHERE deleted IS NOT NULL")[0][0]

    def entry(self, report_id: int) -> Entry:
        """Return one report's entry; StoreError where there is none."""
        return _entry(self._row(report_id, _COLUMNS))

    def setting(self, name: str) -> str:
        """Return a setting of the program, empty where never set."""
        row = self._db.row("SELECT value FROM settings WHERE name = ?", (name,))
        return row["value"] if row else ""

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of the program."""
        with self._db.write() as db:
            db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))

    def discard(self, report_id: int) -> None:
        """Move a report to the recycle bin, where it stays until it is restored or deleted for good."""
        self._set_deleted(report_id, now())

    def restore(self, report_id: int) -> None:
        """Take a report out of the recycle bin, with its history and as it was."""
        self._set_deleted(report_id, None)

    def delete(self, report_id: int) -> None:
        """Remove a report and its journal for good."""
        with self._db.write() as db:
            for table, key in (("slots", "report"), ("journal", "report"), ("reports", "id")):
                db.execute(f"DELETE FROM {table} WHERE {key} = ?", (report_id,))

    def _entries(self, which: str) -> list[Entry]:
        return [_entry(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM reports WHERE {which}")]

    def _set_deleted(self, report_id: int, deleted: str | None) -> None:
        with self._db.write() as db:
            cursor = db.execute("UPDATE reports SET deleted = ? WHERE id = ?", (deleted, report_id))
            if cursor.rowcount != 1:
                raise StoreError(f"没有编号为 {report_id} 的报告。")

    def _row(self, report_id: int, columns: str = "*") -> sqlite3.Row:
        row = self._db.row(f"SELECT {columns} FROM reports WHERE id = ?", (report_id,))
        if row is None:
            raise StoreError(f"没有编号为 {report_id} 的报告。")
        return row


def now() -> str:
    """Return this moment as it is stored: ISO 8601 to the second, with the offset from UTC."""
    from datetime import datetime  # reading the list needs no clock

    return datetime.now().astimezone().isoformat(timespec="seconds")


def _entry(row: sqlite3.Row) -> Entry:
    report_id, form, year, unit, state, sample, created, edited, deleted, *numbers = row
    summary = Summary(*(number or 0 for number in numbers))
    return Entry(report_id, form, year, unit, state, sample or "", created, edited, summary, deleted or "")

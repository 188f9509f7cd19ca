"""The data file's tables, as migrations; imported only when a file is new or older than the program."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from reportdesk.store.copying import keep_former

migrations = Migrations("reportdesk")


@migrations()
def m001_first(db: Database) -> None:
    """Reports with their summary, their contents by slot, the journal and the settings.

    Numbers of reports and steps are never given twice, so that a window left open on a deleted report is found out.
    """
    db.execute(
        "CREATE TABLE reports (id INTEGER PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL, year INTEGER NOT NULL,"
        " unit TEXT NOT NULL, state TEXT NOT NULL, sample TEXT, created TEXT, edited TEXT, touched INTEGER NOT NULL,"
        " head INTEGER, filled INTEGER, cells INTEGER, errors INTEGER, missing INTEGER, remarks INTEGER,"
        " explained INTEGER, place TEXT, held TEXT)"
    )
    db.execute(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, report INTEGER REFERENCES reports(id),"
        " parent INTEGER, at TEXT, label TEXT, change TEXT)"
    )
    db.table("slots").create(
        {"report": int, "kind": str, "name": str, "value": str},
        pk=("report", "kind", "name"),
        foreign_keys=[("report", "reports", "id")],
    )
    db.table("journal").create_index(["report"])
    db.table("journal").create_index(["parent"])
    db.table("settings").create({"name": str, "value": str}, pk="name")


@migrations()
def m002_bin(db: Database) -> None:
    """When a report was moved to the recycle bin, nothing while it is in the list."""
    db.execute("ALTER TABLE reports ADD COLUMN deleted TEXT")


def migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring a data file up to date and mark it with the version, all in one transaction; a copy of it is kept first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        former = connection.execute("PRAGMA user_version").fetchone()[0]
        if 0 < former < version:  # another window may have been faster
            keep_former(path, former)
        upgrade(connection, version)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring tables up to date and mark them with the version."""
    migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {version}")

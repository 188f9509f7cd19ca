"""One edited cell until the findings are right again: the engine alone, and with every change synced to the disk."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Edits, sample
from benchmarks.measure import Row, Section, in_turns, times
from reportdesk.audit.engine import Audit
from reportdesk.session import Session, create
from reportdesk.store.store import Store

_EDITS = 2000
_WARM_UP = 200


def alone() -> Section:
    """Measure the report and the audit without a store."""
    report, other = sample(), sample()
    edits, audit, others = Edits(report), Audit(report), Edits(other)

    def touched() -> None:
        address, value = edits.next()
        change = report.set_cells({address: value})
        report.apply(change)
        audit.refresh(change.slots)

    def full() -> None:
        address, value = others.next()
        other.apply(other.set_cells({address: value}))
        Audit(other).findings()

    found = in_turns({"touched": touched, "full": full}, _EDITS, _WARM_UP)
    ratio = times(found["full"], found["touched"])
    rows = (
        Row("edit, only the touched rules run again", found["touched"], f"{ratio:.0f}x as fast"),
        Row("edit, everything audited anew", found["full"], "1"),
    )
    return Section("One cell edited, engine alone", rows)


def stored() -> Section:
    """Measure the session, which commits and syncs each change, beside a bare synced insert."""
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder))) as store:
        session = Session(store, create(store, sample()))
        edits = Edits(session.report)
        with closing(sqlite3.connect(Path(folder, "bare.sqlite3"), isolation_level=None)) as bare:
            for statement in (
                "PRAGMA journal_mode = wal",
                "PRAGMA synchronous = FULL",
                "CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT)",
            ):
                bare.execute(statement)

            def through_session() -> None:
                address, value = edits.next()
                session.set_cells({address: value})

            def insert() -> None:
                bare.execute("INSERT OR REPLACE INTO kept VALUES ('requests.received.natural', '12')")

            found = in_turns({"session": through_session, "insert": insert}, _EDITS, _WARM_UP)
    ratio = times(found["session"], found["insert"])
    rows = (
        Row("edit through the session: audited, journalled, synced", found["session"], f"{ratio:.1f}x the floor"),
        Row("floor: one row in SQLite, synced", found["insert"], "1"),
    )
    return Section("One cell edited and stored", rows)

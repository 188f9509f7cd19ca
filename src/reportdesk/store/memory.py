"""A data file in memory, for a report that is only looked at: nothing of it ever reaches the disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reportdesk.store.connection import VERSION, Connection
from reportdesk.store.schema import upgrade


class Memory(Connection):
    """An empty data file, or a copy of what a connection reads, brought up to date; it goes when it is closed."""

    def __init__(self, source: sqlite3.Connection | None = None) -> None:
        self.path = Path(":memory:")
        self.plain_journal = False
        self._sqlite = sqlite3.connect(":memory:", isolation_level=None)
        self._sqlite.row_factory = sqlite3.Row
        if source is not None:
            source.backup(self._sqlite)
        upgrade(self._sqlite, VERSION)

    def _is_lost(self) -> bool:
        return False

"""Open the data file safely: never a newer one, never a damaged one, and every commit synced to the disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from reportdesk.store.errors import StoreDamaged, StoreError, StoreTooNew, damaged, explain, told, too_new
from reportdesk.store.place import FILE_NAME, needs_plain_journal

VERSION = 2
_HEADER = 100
_MAGIC = b"SQLite format 3\0"
BUSY_SECONDS = 3.0
_RETRY_SECONDS = 0.02
_LOG_PAGES = 8000
"""Pages (32 MB) of the write-ahead log beyond which a commit waits until it is written back."""


class Connection:
    """The open data file; `write` is one transaction, all or nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        with told(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            refuse_unusable(self.path)
            self._sqlite = sqlite3.connect(self.path, isolation_level=None, timeout=BUSY_SECONDS)
            self._sqlite.row_factory = sqlite3.Row
            try:
                self.plain_journal = self._prepare(folder)
            except BaseException:
                self._sqlite.close()
                raise

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query."""
        with told(self.path):
            return self._sqlite.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: tuple[object, ...] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        with told(self.path):
            return self._sqlite.execute(sql, parameters).fetchone()

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Let several queries see one state, whatever another window commits in between."""
        with told(self.path):
            self._sqlite.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """Run a transaction: committed and synced at the end, rolled back on any error."""
        if self._is_lost():
            # The system would go on writing to a file that nobody can find again.
            raise StoreError(f"数据文件 {self.path} 不见了，刚才的修改没有保存。请检查磁盘或 U 盘是否仍然连接。")
        try:
            self._sqlite.execute("BEGIN IMMEDIATE")
            yield self._sqlite
            self._sqlite.execute("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlite3.Error):
                raise explain(error, self.path) from error
            raise

    def write_back(self) -> None:
        """Bring what stands in the log into the data file, where nobody reads it; what cannot stays in the log."""
        with suppress(sqlite3.Error):
            self._sqlite.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close the file; nothing is pending, every change was committed when it was made."""
        self._sqlite.close()

    def _is_lost(self) -> bool:
        return not self.path.exists()

    def _roll_back(self) -> None:
        # A failed rollback must not hide what went wrong; SQLite rolls back by itself at the next start.
        with suppress(sqlite3.Error):
            if self._sqlite.in_transaction:
                self._sqlite.execute("ROLLBACK")

    def _prepare(self, folder: Path) -> bool:
        """Set the journal and the schema up; return whether the write-ahead log had to be left off."""
        version = self._sqlite.execute("PRAGMA user_version").fetchone()[0]
        _refuse_newer(version, self.path)
        wanted = "delete" if needs_plain_journal(folder) else "wal"
        mode = self._set_journal(wanted)
        self._sqlite.execute("PRAGMA synchronous = FULL")
        self._sqlite.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        if version < VERSION:
            from reportdesk.store.schema import migrate

            migrate(self._sqlite, self.path, VERSION)
        return mode != "wal"

    def _set_journal(self, wanted: str) -> str:
        """Switch the journal, waiting while another window is at it; SQLite does not wait for this by itself."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._sqlite.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                    raise
                time.sleep(_RETRY_SECONDS)


def refuse_unusable(path: Path, named: Path | None = None) -> None:
    """Judge a data file by its header, so that one that is refused is not even opened; StoreError tells why.

    `named` is the file as the user knows it, where another one is looked at in its stead.
    """
    try:
        _judge(path)
    except StoreTooNew as error:
        raise too_new(named or path) from error
    except StoreDamaged as error:
        raise damaged(named or path) from error


def _judge(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise damaged(path)
    _refuse_newer(int.from_bytes(header[60:64], "big"), path)
    if left_behind(path, "-journal"):
        return  # SQLite takes a change cut short back; until then the size says nothing
    if left_behind(path, "-wal"):
        _refuse_by_log(path)
        return
    page = int.from_bytes(header[16:18], "big")
    if path.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big"):
        raise damaged(path)


def left_behind(path: Path, suffix: str) -> bool:
    """Tell whether a data file that was not closed has a log (-wal) or a change cut short (-journal) beside it."""
    beside = path.with_name(f"{path.name}{suffix}")
    return beside.exists() and beside.stat().st_size > 0


def _refuse_by_log(path: Path) -> None:
    """Judge a data file that was not closed by what its log adds, without writing the log back."""
    with closing(read_only(path)) as reader:
        _refuse_newer(reader.execute("PRAGMA user_version").fetchone()[0], path)
        if reader.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(path)


def read_only(path: Path, *, alone: bool = False) -> sqlite3.Connection:
    """Open a data file without the right to alter it; `alone` where no other program has it open."""
    place = path.absolute().as_posix()
    uri = f"file://{quote(place if place.startswith('/') else f'/{place}')}?mode=ro{'&immutable=1' if alone else ''}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _refuse_newer(version: int, path: Path) -> None:
    if version > VERSION:
        raise too_new(path)

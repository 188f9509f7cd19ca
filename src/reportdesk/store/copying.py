"""Copies of a data file: one state of it, its log included, as a plain single file."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

from reportdesk.store.connection import left_behind, read_only, refuse_unusable
from reportdesk.store.errors import explain, told
from reportdesk.writing import sync_folder

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a data file while it is in use, and after a crash."""
_HEADER_VERSION = 18
_WRITE_AHEAD = b"\x02"


def beside(path: Path, companion: str) -> Path:
    """Return where one of the companions of a data file lies."""
    return path.with_name(f"{path.name}{companion}")


@contextmanager
def opened(path: Path) -> Generator[sqlite3.Connection]:
    """Open a data file to read one state of it while others write; nothing in its folder is made or altered.

    StoreError where it cannot be used. Not for a file that this process has open already: closing the file's header
    would let go that connection's locks, as POSIX has it.
    """
    with ExitStack() as stack:
        with told(path):
            place = stack.enter_context(_readable(Path(os.path.realpath(path))))
            refuse_unusable(place, path)
            reader = stack.enter_context(closing(read_only(place, alone=_is_closed(place))))
            _begin(reader)
        try:
            yield reader
        except sqlite3.Error as error:
            raise explain(error, path) from error


def copy(source: Path, target: Path) -> None:
    """Copy a data file, its log included, to a new single file and see it to the disk; OSError where it has no room."""
    with opened(source) as reader:
        pour(reader, target)


def pour(source: sqlite3.Connection, target: Path) -> None:
    """Write what a connection reads to a new single file and see it to the disk; OSError where it has no room."""
    target.open("xb").close()  # the system says more plainly than SQLite why it cannot be made
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copied:
            source.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith("SQLITE_FULL"):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise


def keep_former(path: Path, version: int) -> Path:
    """Keep a data file as its version left it, before it is migrated.

    The caller holds the right to write, so that no other window can alter the file meanwhile.
    """

    def fill(part: Path) -> None:
        with closing(sqlite3.connect(path)) as source:
            pour(source, part)

    return keep(path, f"v{version}", fill)


def keep(path: Path, mark: str, fill: Callable[[Path], None]) -> Path:
    """Keep a copy, made by `fill`, beside a data file under a name that tells `mark`; an older copy is kept too."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        fill(part)
        for number in count(1):
            kept = path.with_name(f"{path.stem}-{mark}{f'-{number}' if number > 1 else ''}{path.suffix}")
            if not kept.exists() or filecmp.cmp(part, kept, shallow=False):
                part.replace(kept)
                sync_folder(path.parent)
                return kept
    finally:
        part.unlink(missing_ok=True)
    raise AssertionError("unreachable")


@contextmanager
def _readable(path: Path) -> Generator[Path]:
    """Give the file itself, or a copy of one that SQLite would have to mend before it can be read."""
    if not _needs_mending(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="reportdesk-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / path.name
        for companion in ("", "-wal", "-journal"):
            if beside(path, companion).exists():
                shutil.copyfile(beside(path, companion), beside(place, companion))
        if left_behind(place, "-journal"):
            with closing(sqlite3.connect(place)) as mended:
                _begin(mended)
        yield place


def _needs_mending(path: Path) -> bool:
    if left_behind(path, "-wal"):
        return not beside(path, "-shm").exists()  # no program has it open
    if not left_behind(path, "-journal"):
        return False
    try:
        with closing(read_only(path)) as reader:
            _begin(reader)
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname == "SQLITE_READONLY_ROLLBACK"
    return False


def _is_closed(path: Path) -> bool:
    """Tell whether a data file has a write-ahead log by its header, but none on the disk.

    SQLite would make one to read it, and leave it behind.
    """
    if not path.exists() or beside(path, "-wal").exists():
        return False
    with path.open("rb") as file:
        file.seek(_HEADER_VERSION)
        return file.read(1) == _WRITE_AHEAD


def _begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction and read, so that SQLite holds the state of now."""
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()

"""What the tests of backups share: a store with a history, and what is in a folder."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from core import FORM_2019, report_of
from reportdesk.session import Session, create
from reportdesk.store.place import FILE_NAME
from reportdesk.store.store import Store

CELL = "review.reconsideration.upheld"
CLOSED_BADLY = """
import os, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute(sys.argv[2])
os._exit(9)
"""


def stored(folder: Path) -> Path:
    """Make a data file: two reports with steps, branches and borders, one in the recycle bin, a setting."""
    with closing(Store(folder)) as store:
        session = Session(store, create(store, report_of()))
        for number in range(1, 8):
            session.set_cells({CELL: number})
        session.undo()
        session.set_prose("overview", "收到申请。")
        session.set_final(True)
        session.set_final(False)
        session.set_unit("name", "清河市档案局")
        session.undo()
        Session(store, create(store, report_of(FORM_2019))).set_year(2020)
        store.discard(store.duplicate(1))
        store.set_setting("open_report", "1")
    return folder / FILE_NAME


def contents(path: Path) -> list[str]:
    """Return all that a data file holds, its log included, looked at in a copy."""
    copy = path.with_name("looked-at")
    copy.mkdir()
    for suffix in ("", "-wal", "-journal"):
        beside = path.with_name(f"{path.name}{suffix}")
        if beside.exists():
            shutil.copyfile(beside, copy / beside.name)
    with closing(sqlite3.connect(copy / path.name)) as file:
        lines = list(file.iterdump())
    shutil.rmtree(copy)
    return lines


def names(folder: Path) -> list[str]:
    """List a folder."""
    return sorted(file.name for file in folder.iterdir())


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder byte for byte; the index of a log is not of account."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


def alter(path: Path, sql: str, *parameters: object) -> None:
    """Tamper with a data file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        assert file.execute(sql, parameters).rowcount


def killed(path: Path, sql: str) -> None:
    """Change a data file in a process that ends without closing it, so that its log is left behind."""
    done = subprocess.run([sys.executable, "-c", CLOSED_BADLY, str(path), sql], check=False, timeout=30)
    assert done.returncode == 9
    assert path.with_name(f"{path.name}-wal").stat().st_size

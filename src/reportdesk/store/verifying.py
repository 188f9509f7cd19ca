"""Looking a data file or a backup through: what SQLite says, then every report with its history. Nothing is altered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from reportdesk.store.copying import opened
from reportdesk.store.errors import StoreError
from reportdesk.store.history import History
from reportdesk.store.library import Entry
from reportdesk.store.memory import Memory
from reportdesk.store.store import Store

_TABLES = frozenset({"journal", "reports", "settings", "slots"})
_MOST = 5
"""So many problems of one report are named; a journal cut short could have thousands."""


class Foreign(StoreError):
    """A file that is no data file of ours."""


class Problem(NamedTuple):
    """What is wrong with one report, or with the file where `report` is 0."""

    report: int
    unit: str
    year: int
    what: str


class Checked(NamedTuple):
    """What a data file holds, and what is wrong with it; `damaged` where its reports could not be looked at."""

    version: int
    reports: int
    discarded: int
    problems: tuple[Problem, ...]
    damaged: bool = False


def verify(path: Path) -> Checked:
    """Look a data file or a backup through, as it is at this moment; StoreError where it cannot be used at all.

    An older file is brought up to date in memory first.
    """
    with opened(path) as source:
        version = _version(source, path)
        broken = tuple(Problem(0, "", 0, what) for what in _file_problems(source))
        if broken:
            return Checked(version, 0, 0, broken, damaged=True)
        memory = Memory(source)
        memory.path = path  # as messages name it
    with closing(Store(memory)) as store:
        return _looked_through(store, version)


def refuse_foreign(path: Path) -> None:
    """Raise StoreError for what is no data file of ours, or one that cannot be used."""
    with opened(path) as source:
        _version(source, path)


def _version(source: sqlite3.Connection, path: Path) -> int:
    version = source.execute("PRAGMA user_version").fetchone()[0]
    names = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not version or not names >= _TABLES:
        raise Foreign(f"{path}：这不是 ReportDesk 的数据文件，也不是备份。")
    return version


def _file_problems(source: sqlite3.Connection) -> Iterator[str]:
    try:
        found = [row[0] for row in source.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:  # so damaged that the check itself stops
        if error.sqlite_errorname != "SQLITE_CORRUPT":
            raise
        found = [str(error)]
    if found != ["ok"]:
        yield f"文件内部已损坏，共 {len(found)} 处（{' '.join(found[0].split())}）"


def _looked_through(store: Store, version: int) -> Checked:
    entries, discarded = store.entries(), store.discarded()
    problems = [Problem(0, "", 0, what) for what in _strays(store)]
    history = History(store)
    for entry in sorted((*entries, *discarded)):
        found = list(_report_problems(store, history, entry))
        left = [f"另有 {len(found) - _MOST} 处问题"] if len(found) > _MOST else []
        problems += [Problem(entry.id, entry.unit, entry.year, what) for what in (*found[:_MOST], *left)]
    return Checked(version, len(entries), len(discarded), tuple(problems))


def _strays(store: Store) -> Iterator[str]:
    strays = len(store.connection.rows("PRAGMA foreign_key_check"))
    if strays:
        yield f"有 {strays} 条记录不属于任何一份报告"


def _report_problems(store: Store, history: History, entry: Entry) -> Iterator[str]:
    if entry.deleted:
        store.restore(entry.id)  # in memory: what is in the recycle bin is not read otherwise
    try:
        report, head = store.load(entry.id)
    except StoreError as error:
        yield f"内容无法读取（{error.__cause__}）"
        return
    if report.year != entry.year:
        yield f"列表中的年度是 {entry.year}，内容中是 {report.year}"
    if report.unit() != entry.unit:
        yield f"列表中的单位是“{entry.unit}”，内容中是“{report.unit()}”"
    listed, counted = entry.summary[:2], (report.filled(), len(report.form.cells))
    if listed != counted:
        yield "列表中写着已填 {}/{} 格，内容中是 {}/{} 格".format(*listed, *counted)
    yield from history.problems(entry.id, report, head)

"""报告库 with many reports: the list read, a key of the search until the list is painted, and one click on a head."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from itertools import product
from pathlib import Path

from benchmarks.figures import sample
from benchmarks.measure import Row, Section, in_turns, span, times, verdict
from benchmarks.window import has_window
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store

_RUNS = 30
_KEYS = 300
_FRAME = 0.016  # seconds between two pictures of a usual screen
_FEW, _MANY = 1_000, 10_000
_TITLE = "The list of 1,000 and 10,000 reports"
_COPY = (
    "INSERT INTO reports (form, year, unit, state, sample, created, edited, touched, head, filled, cells, errors,"
    " missing, remarks, explained) SELECT form, ?, ?, state, sample, created, edited, ?, head, filled, cells, errors,"
    " missing, remarks, explained FROM reports WHERE id = 1"
)
_NAMES = ("清河", "青溪", "冠山", "长林", "重水", "亳丘", "濮西", "涪东", "邗南", "圳北")
_KINDS = ("市档案馆", "镇人民政府", "街道办事处", "区教育局", "县卫生健康局")


def run() -> Section:
    """Measure the list."""
    if not has_window():
        return Section(_TITLE, notes=("skipped: there is no window yet",))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in (_FEW, _MANY):
            data = Path(folder, str(number))
            _fill(data, number)
            rows += _reading(data, number)
            rows += _window(data, number)
    return Section(_TITLE, rows)


def _fill(data: Path, number: int) -> None:
    with closing(Store(data)) as store:
        create(store, Report(sample().form, 2021, "清河市档案馆"))
    units = [f"{name}{kind}" for name, kind in product(_NAMES, _KINDS)]
    with closing(sqlite3.connect(data / "reportdesk.sqlite3")) as file:
        rows = ((2021 + place % 7, f"{units[place % 50]}第{place // 50}分队", place + 2) for place in range(number - 1))
        file.executemany(_COPY, rows)
        file.commit()


def _reading(data: Path, number: int) -> list[Row]:
    with closing(Store(data)) as store, closing(sqlite3.connect(data / "reportdesk.sqlite3")) as bare:
        sql = "SELECT * FROM reports ORDER BY touched DESC"
        found = in_turns({"own": store.entries, "bare": lambda: bare.execute(sql).fetchall()}, _RUNS)
    name = f"{number:,} reports"
    return [
        Row(f"{name} read from the store", found["own"], f"{times(found['own'], found['bare']):.1f}"),
        Row(f"{name}: the bare rows", found["bare"], "1"),
    ]


def _window(data: Path, number: int) -> list[Row]:
    command = [sys.executable, "-m", "benchmarks.drivers.own_search", str(data), str(_KEYS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    found: dict[str, list[float]] = json.loads(done.stdout)
    rows = [
        Row(f"{number:,} reports: key of the search", found["key"]),
        Row(f"{number:,} reports: click on a head", found["sort"]),
    ]
    if number > _FEW:
        return rows
    return [Row(r.name, r.samples, "", verdict(f"p99 under {span(_FRAME)}", r.p99 < _FRAME)) for r in rows]

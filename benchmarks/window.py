"""One key in the real window, 数据审核, help and last year's figures all shown, until the table is painted again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path

from benchmarks.figures import sample
from benchmarks.measure import Row, Section, span, times, verdict
from reportdesk.gui import tour
from reportdesk.gui.pages import table_page
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store

_EDITS = 300
_FRAME = 0.016  # seconds between two pictures of a usual screen
_TITLE = "One key in the window until the table is painted again"
_PLACE = {"step": "requests", "place": "requests.received.natural"}


def run() -> Section:
    """Measure typing in the window."""
    if not has_window():
        return Section(_TITLE, notes=("skipped: there is no window yet",))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        with closing(Store(data)) as store:
            create(store, _last_year())
            report = create(store, sample())
            store.set_setting(table_page.BEFORE, "yes")
            store.remember_place(report, _PLACE)
            store.set_setting(tour.SETTING, "yes")  # or one would type behind its veil
        own = _samples("own_keys", str(data), str(report), str(_EDITS))
        _refuse_unstored(data, report)
    bare = _samples("bare_keys", str(_EDITS))
    rows: list[Row] = []
    for key, name in (("digit", "digit, opens the cell"), ("enter", "Enter: audited, stored, painted")):
        row = Row(name, own[key], f"{times(own[key], bare[key]):.1f}")
        rows.append(Row(row.name, row.samples, row.ratio, verdict(f"p99 under {span(_FRAME)}", row.p99 < _FRAME)))
        rows.append(Row(f"{key} in a bare table", bare[key], "1"))
    return Section(_TITLE, rows)


def _last_year() -> Report:
    """Return the same figures as last year's report, to be shown beside each."""
    report = sample()
    report.apply(report.set_year(report.year - 1))
    return report


def has_window() -> bool:
    """Tell whether the window is there to be measured."""
    with suppress(ModuleNotFoundError):
        return find_spec("reportdesk.gui.app") is not None
    return False


def _samples(driver: str, *words: str) -> dict[str, list[float]]:
    command = [sys.executable, "-m", f"benchmarks.drivers.{driver}", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(done.stdout)


def _refuse_unstored(data: Path, report: int) -> None:
    """Make sure that the keys did what they are timed for."""
    with closing(Store(data)) as store:
        steps = len(store.history(report, store.load(report)[0]))
    if steps < _EDITS * 9 // 10:
        raise AssertionError(f"only {steps} of {_EDITS} edits were stored")

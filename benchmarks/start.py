"""From the call of the program to a usable 报告库, beside a bare PySide6 window with one Chinese table."""

from __future__ import annotations

import compileall
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import reportdesk
from benchmarks.figures import sample
from benchmarks.measure import Action, Row, Section, in_turns, span, times, verdict
from benchmarks.window import has_window
from reportdesk.session import create
from reportdesk.store.store import Store

_RUNS = 20
_WANTED = 1.5
_REPORTS = 12
_OWN, _BARE = "benchmarks.drivers.own_window", "benchmarks.drivers.bare_window"
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")
_TITLE = "Start until the list of reports is painted, whole process"


def run() -> Section:
    """Measure the start."""
    if not has_window():
        return Section(_TITLE, notes=("skipped: there is no window yet",))
    compileall.compile_dir(Path(reportdesk.__file__).parent, quiet=2)
    compileall.compile_dir(Path(__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "kept")
        _fill(kept)
        os.environ |= {"TMPDIR": folder, "REPORTDESK_DATA": str(kept)}
        actions: dict[str, Action] = {
            "own": lambda: _call("-m", _OWN),
            "bare": lambda: _call("-m", _BARE),
            "python": lambda: _call("-c", "pass"),
        }
        found = in_turns(actions, _RUNS)
        imports = list(_imports())
    ratio = times(found["own"], found["bare"])
    rows = (
        Row("start of the program", found["own"], f"{ratio:.2f}", verdict(f"at most {_WANTED}", ratio <= _WANTED)),
        Row("bare window with one Chinese table", found["bare"], "1"),
        Row("floor: the interpreter alone", found["python"], f"{times(found['python'], found['bare']):.2f}"),
    )
    return Section(_TITLE, rows, ("time in imports, by package:", *imports))


def _fill(folder: Path) -> None:
    with closing(Store(folder)) as store:
        for _ in range(_REPORTS):
            create(store, sample())


def _call(*words: str) -> None:
    # No time limit: with one, the wait polls in steps of up to 50 ms, which is what would be measured.
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _imports() -> Iterator[str]:
    """Yield the packages whose imports take longest, and our own modules with what each takes itself."""
    command = [sys.executable, "-X", "importtime", "-m", _OWN]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stderr
    modules = {name: int(own) / 1e6 for own, name in _IMPORT.findall(told)}
    packages: Counter[str] = Counter()
    for name, seconds in modules.items():
        packages[name.partition(".")[0]] += round(seconds * 1e6)
    for name, microseconds in packages.most_common(8):
        yield f"  {name} {span(microseconds / 1e6)}"
    ours = {name: seconds for name, seconds in modules.items() if name.startswith("reportdesk.")}
    slowest = sorted(ours, key=ours.__getitem__, reverse=True)[:6]
    yield "  of ours the slowest: " + ", ".join(f"{name} {span(ours[name])}" for name in slowest)

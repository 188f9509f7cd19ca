"""Reading a published .docx, beside python-docx's own `table.cell()` reading the same tables, and the other kinds."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import docx

from benchmarks.figures import sample
from benchmarks.measure import Action, Row, Section, in_turns, times, verdict
from reportdesk.intake.published import read, read_bytes
from reportdesk.output.docx import document_bytes

_RUNS = 15
_WANTED = 0.150
_CASE = Path(
    os.environ.get("REPORTDESK_SHARED", Path(__file__).resolve().parents[2] / "shared"), "cases", "hongze_2023"
)


def run() -> Section:
    """Measure a published example where it is at hand, else a document of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = _CASE / "published.docx"
        if not path.exists():
            path = Path(folder, "own.docx")
            path.write_bytes(document_bytes(sample(), draft=False))
        data = path.read_bytes()
        actions: dict[str, Action] = {"ours": lambda: read_bytes(data), "peer": lambda: _by_cell(data)}
        others = [other for other in (_CASE / "published.html", _CASE / "published.pdf") if other.exists()]
        for other in others:
            actions[other.name] = lambda other=other: read(other)
        found = in_turns(actions, _RUNS, warm_up=1)
    ours, peer = found["ours"], found["peer"]
    row = Row("read a published .docx", ours, f"{times(peer, ours):.1f}x as fast")
    wanted = verdict(f"under {_WANTED * 1000:.0f} ms", row.median < _WANTED)
    rows = [
        Row(row.name, ours, row.ratio, wanted),
        Row("python-docx: only the cells' texts by table.cell()", peer, "1"),
        *(Row(f"read a published {other.suffix}", found[other.name]) for other in others),
    ]
    return Section("Reading a published report", rows)


def _by_cell(data: bytes) -> list[str]:
    tables = docx.Document(io.BytesIO(data)).tables
    return [
        table.cell(row, column).text
        for table in tables
        for row in range(len(table.rows))
        for column in range(len(table.columns))
    ]

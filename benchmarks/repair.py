"""The likeliest cells on tables three with planted errors: the true set among the answers, and how long it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from benchmarks.measure import Row, Section, span, timed, times, verdict
from benchmarks.planted import TABLE, Planted, excess, planted
from reportdesk.audit.repair import Repairs, repair

may_fetch = False
"""Whether banff may be fetched; it is a peer to compare with, never a dependency."""
_ERRORS = (1, 2, 3)
_REPORTS = 300
_PEER_REPORTS = 20
_PEER_SECONDS = 5  # for one report; where it takes longer it gives none
_SEED = 2021
_P95, _WORST = 0.02, 1.0
_PEER = "banff==3.1.3"
_TITLE = f"The likeliest cells, {_REPORTS} tables three for each number of planted errors"


class _Localised(TypedDict):
    seconds: float
    cells: list[str]


def run() -> Section:
    """Measure the search, and banff on the first of the same reports where it may be fetched."""
    rows: list[Row] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        peer = may_fetch and _fetched(folder)
        if not peer:
            notes.append("banff could not be had" if may_fetch else "not compared with banff: --fetch does")
        for errors in _ERRORS:
            reports = list(planted(errors, _REPORTS, _SEED))
            rows += _own(errors, reports, notes)
            if peer:
                own = [timed(lambda report=one.report: repair(report)) for one in reports[:_PEER_REPORTS]]
                rows.append(_banff(errors, reports[:_PEER_REPORTS], own, Path(folder)))
    return Section(_TITLE, rows, notes)


def _own(errors: int, reports: Sequence[Planted], notes: list[str]) -> list[Row]:
    found: list[Repairs] = []
    seconds = [timed(lambda report=one.report: found.append(repair(report))) for one in reports]
    among = sum(_is_among(one.right, repairs) for one, repairs in zip(reports, found, strict=True))
    first = sum(_is_first(one.right, repairs) for one, repairs in zip(reports, found, strict=True))
    wrong = sum(not _all_mend(one, repairs) for one, repairs in zip(reports, found, strict=True))
    p95 = sorted(seconds)[-(-len(seconds) * 95 // 100) - 1]
    notes.append(
        f"{errors} planted: true set among the answers {among} of {len(reports)}, foremost {first}, "
        f"reports with an answer that does not mend {wrong}; p95 {span(p95)}, worst {span(max(seconds))}"
    )
    met = among == len(reports) and not wrong and p95 < _P95 and max(seconds) < _WORST
    return [Row(f"{errors} planted", seconds, wanted=verdict(f"all found, p95 under {span(_P95)}", met))]


def _is_among(right: Mapping[str, int], repairs: Repairs) -> bool:
    """Tell whether one answer of each group together are the cells that were spoilt, with the figures they had."""
    left = dict(right)
    for group in repairs.groups:
        fits = [one for one in group.repairs if all(right.get(edit.cell) == edit.value for edit in one.edits)]
        if not fits:
            return False
        for edit in fits[0].edits:
            del left[edit.cell]
    return not left


def _is_first(right: Mapping[str, int], repairs: Repairs) -> bool:
    return all(right.get(edit.cell) == edit.value for group in repairs.groups for edit in group.repairs[0].edits)


def _all_mend(one: Planted, repairs: Repairs) -> bool:
    """Carry out each answer together with the first of every other group, and add up."""
    for group in repairs.groups:
        for answer in group.repairs:
            chosen = [answer if other is group else other.repairs[0] for other in repairs.groups]
            change = one.report.set_cells({edit.cell: edit.value for each in chosen for edit in each.edits})
            one.report.apply(change)
            broken = any(excess(one.report, relation) for relation in one.report.form.relations)
            one.report.apply(change.reversed())
            if broken or any(edit.value < 0 for edit in answer.edits):
                return False
    return True


def _fetched(folder: str) -> bool:
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", folder, _PEER]
    return not subprocess.run(pip, check=False, capture_output=True).returncode


def _banff(errors: int, reports: Sequence[Planted], own: Sequence[float], folder: Path) -> Row:
    """Let banff localise the errors of the same reports, one a call."""
    form = reports[0].report.form
    names = {cell: f"c{place}" for place, cell in enumerate(form.cells) if cell.startswith(f"{TABLE}.")}
    edits = [
        f"{' + '.join(names[cell] for cell in relation.left)} = {' + '.join(names[cell] for cell in relation.right)};"
        for relation in form.relations
        if relation.rule.table == TABLE
    ]
    records = [{name: one.report.cell(cell) for cell, name in names.items()} for one in reports]
    given, result = folder / "given.json", folder / "found.json"
    given.write_text(
        json.dumps({"edits": " ".join(edits), "records": records, "seconds": _PEER_SECONDS}), encoding="utf-8"
    )
    driver = Path(__file__).parent / "drivers" / "banff_repair.py"
    command = [sys.executable, str(driver), str(given), str(result)]
    surroundings = os.environ | {"PYTHONPATH": str(folder)}
    subprocess.run(command, check=True, capture_output=True, env=surroundings, timeout=3600)
    found: list[_Localised] = json.loads(result.read_text(encoding="utf-8"))
    seconds = [each["seconds"] for each in found]
    least = sum(len(each["cells"]) == len(one.right) for each, one in zip(found, reports, strict=True))
    name = f"{errors} planted, {_PEER}: one set, as small as ours in {least} of {len(reports)}"
    return Row(name, seconds, f"{times(seconds, own):.0f}x as long")

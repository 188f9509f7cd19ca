"""Every published example in every kind of file: each printed figure right, none wrong."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from places import ROOT, SHARED
from reportdesk.intake.published import State, read
from reportdesk.intake.published.joining import JOINED

CASES = SHARED / "cases"
PUBLISHED = sorted(CASES.glob("*/published.*[!s]")) + sorted(CASES.glob("*/report.html"))
TEXTS = sorted(CASES.glob("*/report.txt"))
# （六）其他处理 is one row there, which the form divides into three.
UNDIVIDED = {"hongze_2023": {f"requests.other.{row}" for row in ("uncorrected", "unpaid", "rest")}}
# Of a text in which the figures run together, at least so many can be told.
LEAST_OF_TEXT = {
    "hongze_2023": 179,
    "pingtan_2019": 179,
    "pingtan_2020": 176,
    "pingtan_2021": 168,
    "qingquan_2019": 162,
}
STROKES = {"hongze_2023"}

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="published reports are not at hand")


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def truth(path: Path) -> dict[str, Any]:
    return json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))


def counting() -> ModuleType:
    """Load the script whose table the README shows, so that both judge alike."""
    spec = importlib.util.spec_from_file_location("reading_table", ROOT / "docs" / "reading_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fates(path: Path) -> Iterator[tuple[str, str, State]]:
    figures = truth(path)["cells"]
    judge = counting().judged
    for address, cell in read(path).cells.items():
        yield address, judge(cell, figures.get(address)), cell.state


@pytest.mark.parametrize("path", PUBLISHED, ids=named)
def test_every_printed_figure_is_read(path: Path) -> None:
    undivided = UNDIVIDED.get(path.parent.name, set())
    for address, fate, state in fates(path):
        if address.rpartition(".")[0] in undivided:
            assert (fate, state) in (("unread", State.UNREAD), ("blank", State.UNREAD))
        elif path.parent.name in STROKES:
            assert fate in ("right", "doubtful"), address
        else:
            assert fate in ("right", "blank"), address


@pytest.mark.parametrize("path", PUBLISHED, ids=named)
def test_form_year_unit_and_prose(path: Path) -> None:
    known, reading = truth(path), read(path)
    assert reading.form.id == known["form"]
    if path.name != "report.html":  # has no title
        assert (reading.year, reading.unit["name"]) == (known["year"], known["unit"])
        assert set(reading.notes) <= {JOINED}
        for section in ("overview", "problems", "other"):
            wanted, found = ("".join(text.split()) for text in (known["prose"][section], reading.prose[section]))
            assert wanted in found
            assert len(found) <= len(wanted) + 5


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_plain_text_gives_what_can_be_told(path: Path) -> None:
    found = [fate for _address, fate, _state in fates(path)]
    assert "wrong" not in found
    assert found.count("right") + found.count("doubtful") >= LEAST_OF_TEXT[path.parent.name]
    reading, known = read(path), truth(path)
    assert (reading.form.id, reading.year) == (known["form"], known["year"])
    assert reading.unit["name"] in known["unit"]

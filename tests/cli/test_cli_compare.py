"""`reportdesk compare`: the text for people, the JSON, and input that cannot be used."""

import unicodedata
from pathlib import Path

from cli.conftest import GOOD, Call, assert_one_line
from core import FORM_2019, FORM_2021, put, report_of
from reportdesk.form.model import Form
from reportdesk.report import exchange
from reportdesk.report.values import Unread, Value

PENALTY = "enforcement.penalty.decisions"


def stored(folder: Path, year: int, cells: dict[str, Value], prose: str = "无。", form: Form = FORM_2021) -> Path:
    report = report_of(form, year=year)
    put(report, cells)
    report.apply(report.set_prose("overview", prose))
    path = folder / f"{year}.report.json"
    path.write_bytes(exchange.dumps(report))
    return path


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def test_what_differs_is_told_in_aligned_columns(call: Call, tmp_path: Path) -> None:
    a = stored(tmp_path, 2022, {PENALTY: 20, "fees.fee.amount": 3, "requests.granted.legal": None}, "收到3件。")
    b = stored(
        tmp_path, 2023, {PENALTY: 100, "fees.fee.amount": 2, "requests.granted.legal": Unread("约2")}, "收到4件。"
    )
    done = call("compare", a, b)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "甲：清河市档案馆2022年政府信息公开工作年度报告（2021 年现行格式）"
    (penalty,) = [line for line in lines if line.startswith("第二十条第（六）项｜行政处罚")]
    assert penalty.split()[-5:] == ["20", "100", "+80", "+400.0%", "相差很大"]
    (fee,) = [line for line in lines if line.startswith("第二十条第（八）项｜行政事业性收费")]
    assert fee.split()[-4:] == ["3", "2", "-1", "-33.3%"]
    assert columns(penalty[: penalty.index("+80") + 3]) == columns(fee[: fee.index("-1") + 2])
    (unread,) = [line for line in lines if "（一）予以公开｜法律服务机构" in line]
    assert unread.split()[-2:] == ["未填", "约2"]
    assert "  ± 收到[－3－][＋4＋]件。" in lines


def test_two_copies_differ_in_nothing(call: Call) -> None:
    done = call("compare", GOOD, GOOD)
    assert done.status == 0
    assert done.out.splitlines()[-1] == f"数据：0 格不同，{len(FORM_2021.cells)} 格相同。"


def test_json_has_every_cell_and_paragraph(call: Call, tmp_path: Path) -> None:
    a = stored(tmp_path, 2022, {PENALTY: 3, "fees.fee.amount": 3}, "第一段。\n收到3件。")
    b = stored(tmp_path, 2023, {PENALTY: 2}, "第一段。\n收到4件。\n新的一段")
    found = call("compare", a, b, "--json").json
    assert set(found) == {"a", "b", "cells", "only_a", "only_b", "unit", "prose"}
    assert found["a"] == {"form": "disclosure-2021", "year": 2022, "unit": "清河市档案馆"}
    cells = {cell["cell"]: cell for cell in found["cells"]}
    assert len(cells) == len(FORM_2021.cells)
    assert cells[PENALTY] == {"cell": PENALTY, "a": 3, "b": 2, "change": -1, "percent": "-33.3", "jump": False}
    assert cells["fees.fee.amount"]["change"] == "-3"
    (overview,) = [each["paragraphs"] for each in found["prose"] if each["section"] == "overview"]
    assert [paragraph["state"] for paragraph in overview] == ["same", "changed", "added"]
    assert [run["state"] for run in overview[1]["runs"]] == ["same", "removed", "added", "same"]
    assert overview[2]["a"] is None


def test_cells_without_a_counterpart_are_listed_for_each_side(call: Call, tmp_path: Path) -> None:
    a = stored(tmp_path, 2020, {"procurement.central.projects": 395}, form=FORM_2019)
    b = stored(tmp_path, 2021, {})
    done = call("compare", a, b)
    assert "只有甲（2019 年试行格式）有的 29 格，不比较：" in done.out
    assert "只有乙（2021 年现行格式）有的 31 格，不比较：" in done.out
    found = call("compare", a, b, "--json").json
    assert {"cell": "procurement.central.projects", "value": 395} in found["only_a"]


def test_a_file_that_cannot_be_used(call: Call, tmp_path: Path) -> None:
    for words in ((GOOD, tmp_path / "无.report.json"), (tmp_path / "无.report.json", GOOD)):
        done = call("compare", *words, "--json")
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, "无.report.json", "没有这个文件")

"""`reportdesk check`: statuses, the JSON, the text for people, and every input that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line

KEYS = {
    "key", "code", "severity", "cells", "section", "span", "left", "right", "difference", "message", "remark"
}  # fmt: skip
RIGHT = {
    "hangzhou_2025": set[str](),
    "hongze_2023": {"review.total:reconsideration", "review.total:suit_after"},
    "pingtan_2019": set[str](),
    "pingtan_2020": {"requests.concluded:natural", "requests.concluded:total"},
    "pingtan_2021": set[str](),
    "qingquan_2019": set[str](),
    "shanghai_office_2019": set[str](),
}
BLANKS = {"shanghai_office_2019": 135, "hongze_2023": 14, "pingtan_2019": 2}


def altered(folder: Path, **changes: object) -> Path:
    """Return a copy of the faultless sample with other contents under some top keys."""
    document: dict[str, Any] = json.loads(GOOD.read_text(encoding="utf-8")) | changes
    path = folder / "altered.report.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_faultless_report_passes(call: Call) -> None:
    done = call("check", GOOD)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == "审核通过"


def test_json_has_the_published_shape(call: Call) -> None:
    done = call("check", TO_MEND, "--json")
    assert done.status == 1
    assert set(done.json) == {"verdict", "digest", "findings"}
    assert done.json["verdict"] == "errors"
    assert len(done.json["digest"]) == 64
    assert all(set(finding) == KEYS for finding in done.json["findings"])


def test_json_names_cells_figures_and_difference(call: Call) -> None:
    findings = {finding["key"]: finding for finding in call("check", TO_MEND, "--json").json["findings"]}
    found = findings["review.total:reconsideration"]
    assert (found["code"], found["severity"], found["section"]) == ("review.total", "error", "review")
    assert (found["left"], found["right"], found["difference"]) == (2, 0, 2)
    assert found["cells"][-1] == "review.reconsideration.total"
    assert found["span"] is None


def test_only_remarks_leave_nothing_to_mend(call: Call, tmp_path: Path) -> None:
    done = call("check", altered(tmp_path, year=2020), "--json")
    assert (done.status, done.json["verdict"]) == (0, "remarks")
    assert {finding["code"] for finding in done.json["findings"]} == {"form.year", "prose.year", "prose.ahead"}


def test_a_blank_alone_is_something_to_mend(call: Call, tmp_path: Path) -> None:
    cells = json.loads(GOOD.read_text(encoding="utf-8"))["cells"] | {"fees.fee.amount": None}
    done = call("check", altered(tmp_path, cells=cells))
    assert done.status == 1
    assert done.out.startswith("尚未填完：1 处未填\n")
    assert "表二（第二十条第（八）项）还有 1 格未填：" in done.out


def test_people_get_the_verdict_first_and_findings_by_section(call: Call) -> None:
    lines = call("check", TO_MEND).out.splitlines()
    assert lines[0].startswith("审核未通过：")
    numbers = [line[0] for line in lines if line[1:2] == "、"]
    assert numbers == ["一", "二", "三", "四", "五", "六"]
    assert "      四项结果之和 2，总计 0，相差 2。" in lines
    assert lines[-1].startswith("校验码（SHA-256）：")


def test_blanks_are_grouped_by_table_and_row(call: Call, tmp_path: Path) -> None:
    cells = json.loads(GOOD.read_text(encoding="utf-8"))["cells"]
    emptied = {address: None for address in cells if address.startswith("requests.")}
    out = call("check", altered(tmp_path, cells=cells | emptied)).out
    (line,) = [line for line in out.splitlines() if "格未填" in line]
    assert line.startswith(f"  [未填] 表三还有 {len(emptied)} 格未填：一、本年新收政府信息公开申请数量（7 格）；")
    assert line.endswith("；等")


def test_a_remark_shows_its_explanation_and_whether_it_still_holds(call: Call, tmp_path: Path) -> None:
    for figures, shown in ((["2020"], "出错说明：沿用"), (["2019"], "出错说明（数字已变，须重写）：沿用")):
        remarks = {"form.year:year": {"figures": figures, "reason": "沿用"}}
        assert f"      {shown}" in call("check", altered(tmp_path, year=2020, remarks=remarks)).out.splitlines()


@pytest.mark.parametrize("case", RIGHT)
def test_published_reports_get_exactly_the_right_findings(call: Call, shared: Path, case: str) -> None:
    found = call("check", shared / "cases" / case / "exchange.report.json", "--json").json["findings"]
    judged = [finding for finding in found if finding["code"].split(".")[0] in ("requests", "review")]
    assert {finding["key"] for finding in judged} == RIGHT[case]
    assert sum(finding["code"] == "cell.blank" for finding in found) == BLANKS.get(case, 0)


@pytest.mark.parametrize("name", ["a.docx", "a.HTML", "a.pdf", "a.txt"])
def test_an_unusable_published_report_is_told_in_a_sentence(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    done = call("check", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, name, "文件是空的")


def test_a_file_that_is_not_there(call: Call, tmp_path: Path) -> None:
    done = call("check", tmp_path / "无.report.json", "--json")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "无.report.json", "没有这个文件")


def test_a_name_too_long_for_any_file(call: Call) -> None:
    done = call("check", f"{'长' * 5000}.report.json")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "读不到这个文件")


def test_a_folder_in_place_of_a_file(call: Call, tmp_path: Path) -> None:
    done = call("check", tmp_path)
    assert done.status == 2
    assert_one_line(done.err, tmp_path.name, "文件夹")


JUNK = {
    "empty": b"",
    "cut": b'{"reportdesk": 1, "cells": {"fees.fee',
    "a list": b"[]",
    "nothing said": b"{}",
    "UTF-16": '{"reportdesk": 1}'.encode("utf-16"),
    "GBK": "{“reportdesk”: 1}".encode("gb18030"),
    "newer": b'{"reportdesk": 2}',
    "no such form": b'{"reportdesk": 1, "form": "x", "year": 2023}',
    "NaN": b'{"reportdesk": 1, "form": "disclosure-2021", "year": NaN}',
    "a key twice": b'{"reportdesk": 1, "reportdesk": 1}',
    "too deep": b"[" * 100_000,
    "a number too long": b'{"reportdesk": 1, "year": ' + b"9" * 5000 + b"}",
    "a package": b"PK\x03\x04" + bytes(30),
}


@pytest.mark.parametrize("data", JUNK.values(), ids=JUNK)
def test_junk_is_refused_in_one_line(call: Call, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "junk.report.json"
    path.write_bytes(data)
    done = call("check", path)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "junk.report.json")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"cells": {"requests.nowhere.natural": 1}}, "cells.requests.nowhere.natural"),
        ({"cells": {"fees.fee.amount": [1]}}, "cells.fees.fee.amount"),
        ({"year": "2023"}, "year"),
        ({"unit": {"nick": "x"}}, "unit.nick"),
        ({"typed": ["requests.received.natural"]}, "typed[0]"),
        ({"other": 1}, "other"),
        ({"prose": {"overview": "\ud800"}}, "prose.overview"),
    ],
)
def test_a_key_at_fault_is_named(call: Call, tmp_path: Path, changes: dict[str, object], where: str) -> None:
    path = tmp_path / "altered.report.json"
    document = json.loads(GOOD.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(document), encoding="utf-8")
    done = call("check", path)
    assert done.status == 2
    assert_one_line(done.err, "altered.report.json", where)


def test_a_check_makes_no_data_folder(call: Call, data_folder: Path) -> None:
    call("check", GOOD)
    assert not data_folder.exists()

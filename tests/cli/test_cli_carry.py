"""`reportdesk carry` and `check --last`: a new year from last year's report, and what is told about it."""

import json
from pathlib import Path

import pytest

from cli.conftest import GOOD, Call, assert_one_line
from core import FORM_2019, FORM_2021, put, report_of
from reportdesk.form.model import Form
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.report.values import Value

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")


def stored(folder: Path, name: str, cells: dict[str, Value], form: Form = FORM_2021, year: int = 2023) -> Path:
    report = report_of(form, year=year)
    put(report, cells)
    path = folder / f"{name}.report.json"
    path.write_bytes(exchange.dumps(report))
    return path


def test_a_new_year_is_begun(call: Call, tmp_path: Path) -> None:
    last = stored(tmp_path, "last", {"requests.carried_out.natural": 3})
    target = tmp_path / "new.report.json"
    done = call("carry", last, "--year", "2024", "-o", target)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"已建立：{target}"
    assert lines[1] == "清河市档案馆2024年政府信息公开工作年度报告（2021 年现行格式）"
    assert lines[2] == "结转 6 格，0 格没有结转，其余各格留空；文字待改 2 段。"
    assert lines[3] == (
        "[结转] 二、上年结转政府信息公开申请数量｜自然人：3（取自 2023 年报告“四、结转下年度继续办理”）"
    )
    report = exchange.read(target)
    assert (report.year, report.cell("requests.carried_in.total"), report.filled()) == (2024, 3, 7)


def test_what_is_not_taken_over_is_told(call: Call, tmp_path: Path) -> None:
    last = stored(tmp_path, "last", {"requests.carried_out.legal": None}, FORM_2019, 2020)
    done = call("carry", last, "--year", "2021", "-o", tmp_path / "new.report.json")
    assert done.status == 0
    lines = done.out.splitlines()
    (left,) = [line for line in lines if line.startswith("[没有结转]")]
    assert left.startswith("[没有结转] 二、上年结转政府信息公开申请数量｜法律服务机构；")
    assert left.endswith("：2020 年报告这里没有填")
    dropped = [line for line in lines if line.startswith("[本年格式没有]")]
    assert dropped[0] == "[本年格式没有] 第二十条第（一）项，规章：本年新制作数量、本年新公开数量、对外公开总数量"
    assert len(dropped) == 9


def test_the_lines_to_rewrite_are_named(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "new.report.json"
    done = call("carry", GOOD, "--year", str(exchange.read(GOOD).year + 1), "-o", target)
    told = [line for line in done.out.splitlines() if line.startswith("[待改] ")]
    report = exchange.read(target)
    assert told
    assert len(told) == sum(report.prose(section.id).count("【待改】") for section in report.form.prose)
    checked = call("check", target, "--last", GOOD)
    assert checked.status == 1
    assert "段待改" in checked.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--year", "2025"), "2023 年度的，不是 2024 年度的"),
        (("--year", "2024", "--unit", "清河市图书馆"), "不是同一单位"),
        (("--year", "2023"), "不能用作 2023 年度报告的上年报告"),
        (("--year", "24"), "不是四位数的年度"),
        ((), "缺少"),
    ],
)
def test_a_report_that_is_not_last_years_is_refused(
    call: Call, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    target = tmp_path / "new.report.json"
    done = call("carry", stored(tmp_path, "last", {}), *words, "-o", target)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, told)
    assert not target.exists()


def test_it_is_used_all_the_same_when_asked(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "new.report.json"
    last = stored(tmp_path, "last", {"requests.carried_out.natural": 3})
    done = call("carry", last, "--year", "2025", "--anyway", "-o", target)
    assert done.status == 0
    assert "上年数不能结转。" in done.out
    assert exchange.read(target).filled() == 0


def test_last_years_file_is_never_overwritten(call: Call, tmp_path: Path) -> None:
    last = stored(tmp_path, "last", {})
    before = last.read_bytes()
    done = call("carry", last, "--year", "2024", "-o", last)
    assert done.status == 2
    assert_one_line(done.err, "这是上年报告本身")
    assert last.read_bytes() == before


def test_the_name_of_the_output_tells_what_it_is(call: Call, tmp_path: Path) -> None:
    done = call("carry", stored(tmp_path, "last", {}), "--year", "2024", "-o", tmp_path / "new.docx")
    assert done.status == 2
    assert_one_line(done.err, ".report.json")


# check --last


def test_last_year_adds_its_rules(call: Call, tmp_path: Path) -> None:
    last = stored(tmp_path, "last", {"requests.carried_out.natural": 3})
    now = stored(tmp_path, "now", {}, year=2024)
    assert call("check", now).status == 0
    done = call("check", now, "--last", last, "--json")
    assert (done.status, done.json["verdict"]) == (1, "errors")
    assert [finding["key"] for finding in done.json["findings"]] == [
        "year.carried_in:natural",
        "year.carried_in:total",
    ]
    finding = done.json["findings"][0]
    assert (finding["left"], finding["right"], finding["difference"]) == (0, 3, -3)
    assert finding["cells"] == ["requests.carried_in.natural"]


def test_an_explained_error_is_shown_as_a_remark(call: Call, tmp_path: Path) -> None:
    last = stored(tmp_path, "last", {"requests.carried_out.natural": 3})
    document = json.loads(stored(tmp_path, "now", {}, year=2024).read_text(encoding="utf-8"))
    keys = ("year.carried_in:natural", "year.carried_in:total")
    document["remarks"] = {key: {"figures": ["0", "3"], "reason": "上年误填"} for key in keys}
    now = tmp_path / "explained.report.json"
    now.write_text(json.dumps(document), encoding="utf-8")
    done = call("check", now, "--last", last, "--json")
    assert (done.status, done.json["verdict"]) == (0, "pass")
    assert done.json["findings"][0]["severity"] == "remark"
    assert done.json["findings"][0]["remark"] == {"reason": "上年误填", "valid": True}


def test_a_last_year_that_is_none_is_told_in_a_sentence(call: Call, tmp_path: Path) -> None:
    done = call("check", stored(tmp_path, "now", {}), "--last", stored(tmp_path, "last", {}, year=2020))
    assert done.status == 0
    assert done.out.splitlines()[-1] == "所给的上年报告是 2020 年度的，不是 2022 年度的，没有与上年核对。"


def test_a_last_year_that_cannot_be_read(call: Call, tmp_path: Path) -> None:
    done = call("check", GOOD, "--last", tmp_path / "无.report.json")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "无.report.json")


# Published reports


@pytest.mark.parametrize("name", ["exchange.report.json", "published.docx", "published.html"])
def test_a_published_report_becomes_the_start(call: Call, shared: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "new.report.json"
    done = call("carry", shared / "cases" / "pingtan_2019" / name, "--year", "2020", "-o", target)
    assert (done.status, done.err) == (0, "")
    report: Report = exchange.read(target)
    published = exchange.read(shared / "cases" / "pingtan_2020" / "exchange.report.json")
    for column in COLUMNS:
        address = f"requests.carried_in.{column}"
        assert report.cell(address) == published.cell(address)
    assert report.cell("enforcement.penalty.last_year") == 2648

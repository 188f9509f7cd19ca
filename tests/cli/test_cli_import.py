"""`reportdesk import`, and published reports given to `check` and `export`."""

import json
from pathlib import Path

import pytest

from cli.conftest import GOOD, Call, assert_one_line
from intake.pages import TITLE, docx, figures, whole_page, word_body
from places import SHARED
from reportdesk.output.docx import document_bytes
from reportdesk.report import exchange

CASES = SHARED / "cases"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(word_body()))
    return path


def test_a_published_report_becomes_a_report_file(call: Call, published: Path, tmp_path: Path) -> None:
    done = call("import", published, "-o", tmp_path / "out.report.json")
    assert done.out.splitlines()[:2] == [f"已读入：{tmp_path / 'out.report.json'}", f"{TITLE}（2021 年现行格式）"]
    assert "读出 200 格，空白 0 格，未读出 0 格，存疑 0 格" in done.out
    report = exchange.read(tmp_path / "out.report.json")
    assert {address: report.cell(address) for address in report.form.cells} == {a: int(f) for a, f in figures().items()}
    assert set(report.names("typed")) == set(report.form.totals)
    assert done.status == 1  # these figures do not add up


def test_json_has_the_published_shape(call: Call, tmp_path: Path) -> None:
    cell = figures()["requests.granted.business"]
    other = figures()["requests.granted.research"]
    path = tmp_path / "a.html"
    path.write_text(
        whole_page().replace(f">{cell}<", ">22（其中修订16件）<").replace(f">{other}<", ">/<"), encoding="utf-8"
    )
    done = call("import", path, "-o", tmp_path / "out.report.json", "--json")
    assert done.status == 1
    shown = done.json
    assert (shown["form"], shown["year"], shown["unit"], shown["read"]) == ("disclosure-2021", 2023, "清河市", 199)
    assert [(part["cell"], part["text"]) for part in shown["unread"]] == [
        ("requests.granted.business", "22（其中修订16件）")
    ]
    assert [(part["cell"], part["text"]) for part in shown["doubtful"]] == [("requests.granted.research", "/")]
    assert all(part["why"] for part in shown["unread"] + shown["doubtful"])
    cells = json.loads((tmp_path / "out.report.json").read_text(encoding="utf-8"))["cells"]
    assert cells["requests.granted.business"] == {"unread": "22（其中修订16件）"}
    assert cells["requests.granted.research"] == 0


def test_people_are_told_row_by_row(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = whole_page()
    for column in ("natural", "business"):
        page = page.replace(f">{figures()[f'requests.granted.{column}']}<", ">—<")
    path.write_text(page, encoding="utf-8")
    done = call("import", path, "-o", tmp_path / "out.report.json")
    assert "[存疑] （一）予以公开（2 格）：原文印的是“—”，按 0 读入，请核对" in done.out.splitlines()


def test_a_faultless_report_imported_leaves_nothing_to_mend(call: Call, tmp_path: Path) -> None:
    report = exchange.read(GOOD)
    path = tmp_path / "报告.docx"
    path.write_bytes(document_bytes(report, draft=False))
    assert call("import", path, "-o", tmp_path / "out.report.json").status == 0
    first, second = (call("check", source, "--json") for source in (GOOD, path))
    assert first.json == second.json
    assert (first.status, second.status) == (0, 0)


def test_without_a_year_it_must_be_given(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(whole_page().replace(TITLE, "年度报告"), encoding="utf-8")
    target = tmp_path / "out.report.json"
    done = call("import", path, "-o", target)
    assert (done.status, done.out, target.exists()) == (2, "", False)
    assert_one_line(done.err, "a.html", "--year")
    assert call("import", path, "-o", target, "--year", "2022").status == 1
    assert exchange.read(target).year == 2022
    assert call("check", path).status == 2


@pytest.mark.parametrize("year", ["22", "abcd", "02022"])
def test_a_year_that_is_none(call: Call, published: Path, year: str) -> None:
    done = call("import", published, "-o", "x.report.json", "--year", year)
    assert done.status == 2
    assert_one_line(done.err, year)


def test_targets_and_sources_that_cannot_be_used(call: Call, published: Path, tmp_path: Path) -> None:
    for target, why in (
        (tmp_path / "out.json", ".report.json"),
        (tmp_path / "no" / "out.report.json", "不存在"),
    ):
        done = call("import", published, "-o", target)
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, why)
    for source, why in ((tmp_path / "无.docx", "没有这个文件"), (tmp_path, "文件夹")):
        done = call("import", source, "-o", tmp_path / "out.report.json")
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, why)


def test_a_published_report_is_exported_anew(call: Call, published: Path, tmp_path: Path) -> None:
    done = call("export", published, "-o", tmp_path / "neu.docx", "--json")
    assert (done.status, done.json["draft"]) == (1, True)
    again = call("check", tmp_path / "neu.docx", "--json")
    assert again.json == call("check", published, "--json").json


@pytest.mark.skipif(not CASES.exists(), reason="published reports are not at hand")
@pytest.mark.parametrize("name", ["published.docx", "published.html", "published.pdf"])
def test_a_published_example_is_checked_like_its_report_file(call: Call, name: str) -> None:
    for case in ("pingtan_2020", "hangzhou_2025"):
        found = [call("check", CASES / case / file, "--json").json for file in (name, "exchange.report.json")]
        first, second = (
            {f["key"] for f in one["findings"] if f["code"].startswith(("req", "rev", "cell"))} for one in found
        )
        assert first == second

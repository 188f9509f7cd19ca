"""提取上年数: what a new report takes over from last year's, and what it is told it did not."""

import hashlib
from pathlib import Path

import pytest

from audit.test_chart_figures import EMPTY_PNG
from core import FORM_2019, FORM_2021, put, report_of
from reportdesk.audit.cross_year import lock
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Verdict
from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Form
from reportdesk.intake.carry import Carried, UnfitLastYear, carry
from reportdesk.report import exchange
from reportdesk.report.changes import Attachment, Remark, Slot
from reportdesk.report.charts import Bar, Drawing, with_drawing
from reportdesk.report.prose import picture_lines
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value
from reportdesk.report.years import habits

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")


def last_year(form: Form = FORM_2021, year: int = 2023) -> Report:
    report = report_of(form, year=year)
    put(report, {f"requests.carried_out.{column}": number for number, column in enumerate(COLUMNS[:-1], start=1)})
    for field, text in (("level", "department"), ("address", "清河路1号"), ("phone", "0000-1234567")):
        report.apply(report.set_unit(field, text))
    return report


def drafted(text: str, section: str = "overview") -> Carried:
    last = last_year()
    last.apply(last.set_prose(section, text))
    return carry(last, 2024)


# Figures


def test_what_was_left_over_comes_in_and_all_else_is_blank() -> None:
    last = last_year()
    before = exchange.dumps(last)
    result = carry(last, 2024)
    report = result.report
    assert [report.cell(f"requests.carried_in.{column}") for column in COLUMNS] == [1, 2, 3, 4, 5, 6, 21]
    assert report.filled() == 7
    assert report.names("typed") == report.names("remark") == []
    assert (report.year, report.form, report.unit()) == (2024, FORM_2021, last.unit())
    assert [report.unit(field) for field in ("level", "address", "phone")] == [
        "department",
        "清河路1号",
        "0000-1234567",
    ]
    assert result.filled[0].source == "取自 2023 年报告“四、结转下年度继续办理”"
    assert (result.left, result.dropped, result.note) == ((), (), "")
    assert exchange.dumps(last) == before


def test_what_was_taken_over_is_locked_and_agrees() -> None:
    last = last_year()
    report = carry(last, 2024).report
    assert all(lock(report, last, f"requests.carried_in.{column}") for column in COLUMNS)
    assert not [f for f in Audit(report, last).findings() if f.code.startswith("year.")]


def test_the_trial_format_takes_its_items_over_too() -> None:
    last = report_of(FORM_2019, year=2019)
    put(last, {"licensing.licence.last_year": 396, "licensing.licence.change": -18, "fees.fee.change": 3})
    result = carry(last, 2020)
    assert result.report.cell("licensing.licence.last_year") == 378
    assert result.report.cell("fees.fee.last_year") == 3
    assert result.report.cell("licensing.licence.change") is None
    source = {filled.address: filled.source for filled in result.filled}["licensing.licence.last_year"]
    assert source == "取自 2019 年报告“上一年项目数量”加“本年增/减”"


@pytest.mark.parametrize(
    ("value", "why"), [(None, "没有填"), (Unread("约3"), "是“约3”，没有读出"), (NOT_APPLICABLE, "不适用")]
)
def test_what_is_not_known_is_not_filled_but_listed(value: Value, why: str) -> None:
    last = last_year()
    put(last, {"requests.carried_out.natural": value})
    result = carry(last, 2024)
    assert result.report.cell("requests.carried_in.natural") is None
    assert result.report.cell("requests.carried_in.total") is None
    reasons = {left.address: left.reason for left in result.left}
    assert why in reasons["requests.carried_in.natural"]
    assert len(result.filled) == 5


def test_a_figure_that_its_cell_cannot_hold_is_not_filled() -> None:
    last = report_of(FORM_2019, year=2019)
    put(last, {"licensing.licence.change": -18})
    (left,) = carry(last, 2020).left
    assert left.address == "licensing.licence.last_year"
    assert "负数" in left.reason


def test_a_typed_total_that_disagrees_is_found_not_taken_over() -> None:
    last = last_year()
    put(last, {"requests.carried_out.total": 30})
    report = carry(last, 2024).report
    assert report.cell("requests.carried_in.total") == 21
    assert "year.carried_in:total" in {f.key for f in Audit(report, last).findings()}


def test_across_the_change_of_format_every_cell_without_a_counterpart_is_listed() -> None:
    last = last_year(FORM_2019, 2020)
    result = carry(last, 2021)
    assert result.report.form is FORM_2021
    assert result.report.filled() == 7
    tables = {FORM_2019.cells[address].table for address in result.dropped}
    assert tables == {"normative", "licensing", "enforcement", "fees", "procurement", "requests"}
    assert [a for a in result.dropped if a.startswith("requests")] == [f"requests.other.{c}" for c in COLUMNS]
    in_table_two = [a for a in FORM_2019.cells if not a.startswith(("requests", "review"))]
    assert len(result.dropped) == len(in_table_two) + 7


# Whose last year


@pytest.mark.parametrize(
    ("unit", "year", "told"), [("", 2025, "2023 年度的，不是 2024 年度的"), ("清河市图书馆", 2024, "不是同一单位")]
)
def test_a_report_that_is_not_last_years_gives_its_prose_only_when_asked(unit: str, year: int, told: str) -> None:
    last = last_year()
    with pytest.raises(UnfitLastYear, match=told):
        carry(last, year, unit=unit)
    result = carry(last, year, unit=unit, anyway=True)
    assert told in result.note
    assert (result.report.filled(), result.filled) == (0, ())
    assert {left.reason for left in result.left} == {result.note}
    assert result.report.prose("overview") == "无。"
    assert result.report.unit() == (unit or last.unit())
    assert bool(result.report.unit("phone")) == (not unit)


@pytest.mark.parametrize("year", [2023, 2022])
def test_a_report_that_is_not_older_is_refused(year: int) -> None:
    with pytest.raises(ReportDeskError, match="不能用作"):
        carry(last_year(), year, anyway=True)


def test_a_report_without_a_name_is_no_ones() -> None:
    last = report_of(FORM_2021, "", 2023)
    with pytest.raises(UnfitLastYear, match="没有写单位名称"):
        carry(last, 2024)


# Prose


@pytest.mark.parametrize(
    ("text", "draft", "reasons"),
    [
        ("无。", "无。", []),
        ("（一）主动公开", "（一）主动公开", []),
        ("2023年，全馆认真公开。", "【待改】2024年，全馆认真公开。", ["2023 年已改为 2024 年"]),
        ("（一）2023年全馆共收到3件。", "（一）【待改】2024年全馆共收到3件。", ["已改为", "数字是 2023 年的"]),
        ("　　1.全馆办结3件。", "　　1.【待改】全馆办结3件。", ["数字"]),
        ("较2022年有所增加。", "【待改】较2022年有所增加。", ["写有2022，没有改动"]),
        ("自2008年以来逐年公开。", "【待改】自2008年以来逐年公开。", ["写有2008"]),
        ("依照〔2019〕23号文件公开。", "【待改】依照〔2019〕23号文件公开。", ["写有〔2019〕23号"]),
        ("截至2023年底均已公开。", "【待改】截至2023年底均已公开。", ["写有2023"]),
        ("收到{{ requests.received.total }}件。", "收到{{ requests.received.total }}件。", []),
        (
            "各科室按月检查公开的内容是否及时、准确、完整，并在季末通报检查的结果和改进的情况。",
            "【待改】各科室按月检查公开的内容是否及时、准确、完整，并在季末通报检查的结果和改进的情况。",
            ["沿用 2023 年的文字"],
        ),
    ],
)
def test_a_line_as_a_draft(text: str, draft: str, reasons: list[str]) -> None:
    result = drafted(text)
    assert result.report.prose("overview") == draft
    (line,) = [each for each in result.drafts if each.section == "overview"]
    assert (line.line, line.text, len(line.reasons)) == (1, draft, len(reasons))
    for told, wanted in zip(line.reasons, reasons, strict=True):
        assert wanted in told


def test_section_six_is_looked_at_each_year_whatever_it_says() -> None:
    result = drafted("无其他需要报告的事项。\n\n收取信息处理费 2023 年 0 元。", section="other")
    first, empty, last = (each for each in result.drafts if each.section == "other")
    assert first.text == "【待改】无其他需要报告的事项。"
    assert first.reasons == (FORM_2021.section("other").yearly,) != ("",)
    assert (empty.text, empty.reasons) == ("", ())
    assert FORM_2021.section("other").yearly not in last.reasons, "it has reasons of its own"
    assert Audit(result.report).tally().verdict is Verdict.INCOMPLETE
    assert [each.text for each in drafted("无。").drafts if each.section == "overview"] == ["无。"]


def test_problems_are_not_left_as_they_were_but_their_headings_are() -> None:
    result = drafted("（一）存在的主要问题\n1.答疑不够及时。\n（二）改进措施\n1.增派人手。", section="problems")
    texts = [each.text for each in result.drafts if each.section == "problems"]
    assert texts == ["（一）存在的主要问题", "1.【待改】答疑不够及时。", "（二）改进措施", "1.【待改】增派人手。"]


def test_lines_stay_in_their_order_and_the_mark_is_found() -> None:
    result = drafted("第一行。\n\n2023年，第三行。\n较2021年第四行。")
    assert result.report.prose("overview") == "第一行。\n\n【待改】2024年，第三行。\n【待改】较2021年第四行。"
    assert [d.line for d in result.drafts if d.section == "overview"] == [1, 2, 3, 4]
    findings = {f.key: f for f in Audit(result.report).findings()}
    assert "还有 2 段待改" in findings["prose.empty:overview:【待改】"].title
    assert Audit(result.report).tally().verdict is Verdict.INCOMPLETE


def test_live_figures_that_the_new_form_lacks_become_last_years_digits() -> None:
    last = report_of(FORM_2019, year=2020)
    put(last, {"normative.document.made": 8})
    last.apply(last.set_prose("overview", "制作{{ normative.document.made }}件，收到{{ requests.received.total }}件。"))
    result = carry(last, 2021)
    assert result.report.prose("overview") == "【待改】制作8件，收到{{ requests.received.total }}件。"
    assert "引用的格子本年格式没有，已换成 2020 年的数字" in result.drafts[1].reasons


def with_picture(data: bytes) -> tuple[Report, str]:
    last = last_year()
    name = hashlib.sha256(data).hexdigest()
    text = f"（一）有关活动\n![2023年公开日现场]({name})"
    slots = [(Slot("attachment", name), Attachment("image/png", data)), (Slot("prose", "overview"), text)]
    last.apply(last.plan("", slots))
    return last, name


def test_a_photo_has_its_mark_on_a_line_before_it_and_the_section_does_not_pass() -> None:
    last, name = with_picture(b"photo")
    result = carry(last, 2024)
    text = result.report.prose("overview")
    heading, mark, picture = text.split("\n")
    assert (heading, mark) == ("（一）有关活动", f"【待改】{habits().picture}")
    assert [each.sha256 for each in picture_lines(text)] == [name]
    assert picture.startswith("![2023年公开日现场]")
    assert result.report.attachment(name) == last.attachment(name)
    assert [(draft.line, draft.reasons) for draft in result.drafts if draft.section == "overview"][1:] == [
        (2, ("图片是 2023 年的，请换成今年的或删去",))
    ]
    findings = {finding.key: finding for finding in Audit(result.report, last).findings()}
    assert "还有 1 段待改" in findings["prose.empty:overview:【待改】"].title


def test_a_chart_of_ours_is_told_by_the_audit_and_not_marked() -> None:
    drawn = Drawing("申请", "件", (Bar("自然人", 3, "requests.received.natural", 2023),))
    last, _name = with_picture(with_drawing(EMPTY_PNG, drawn))
    result = carry(last, 2024)
    assert "待改" not in result.report.prose("overview")
    assert "prose.chart" in {finding.code for finding in Audit(result.report, last).findings()}


def test_explanations_are_not_taken_over() -> None:
    last = last_year()
    last.apply(last.set_remark("normative.plausible:regulation", Remark("属实", ("1",))))
    assert carry(last, 2024).report.names("remark") == []


# Published reports


def case(shared: Path, year: int) -> Report:
    return exchange.read(shared / "cases" / f"pingtan_{year}" / "exchange.report.json")


def test_the_chain_2019_to_2020(shared: Path) -> None:
    result = carry(case(shared, 2019), 2020)
    published = case(shared, 2020)
    assert len(result.filled) == 11
    for filled in result.filled:
        assert published.cell(filled.address) == filled.value, filled.address
    items = ("licensing.licence", "licensing.other_service", "enforcement.penalty", "enforcement.coercion", "fees.fee")
    assert [result.report.cell(f"{row}.last_year") for row in items] == [396, 10, 2648, 126, 35]


def test_the_chain_2020_to_2021(shared: Path) -> None:
    result = carry(case(shared, 2020), 2021)
    published = case(shared, 2021)
    assert [filled.address for filled in result.filled] == [f"requests.carried_in.{c}" for c in COLUMNS[:-1]]
    assert all(published.cell(filled.address) == filled.value for filled in result.filled)
    assert len(result.dropped) == 29
    assert "year.carried_in" not in {f.code for f in Audit(result.report, case(shared, 2020)).findings()}
    assert carry(published, 2022).report.cell("requests.carried_in.total") == 1


def test_blanks_of_a_published_report_are_listed(shared: Path) -> None:
    last = exchange.read(shared / "cases" / "shanghai_office_2019" / "exchange.report.json")
    result = carry(last, 2020)
    blank = {left.address for left in result.left}
    assert len(blank) == 5
    assert all(result.report.cell(address) is None for address in blank)
    assert result.report.cell("requests.carried_in.natural") == 72

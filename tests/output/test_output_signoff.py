"""The sign-off pack: 送审单, 数据审核结果表 with every rule and every 出错说明, then the report itself."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as Docx

from core import FORMS, report_of
from output import samples
from output.samples import found, parsed, text, value
from places import SHARED
from reportdesk import __version__
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import words
from reportdesk.audit.prose.vocabulary import messages
from reportdesk.form.model import Form, LengthRule, SumRule, UnlikelyRule
from reportdesk.intake.published import read_bytes
from reportdesk.output.docx import document_bytes
from reportdesk.output.signoff import signoff_bytes
from reportdesk.output.texts import texts
from reportdesk.report import exchange
from reportdesk.report.changes import Remark, Slot
from reportdesk.report.report import Report


def pack(report: Report, last: Report | None = None) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(signoff_bytes(report, Audit(report, last)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(report: Report, last: Report | None = None) -> Docx:
    return Document(io.BytesIO(signoff_bytes(report, Audit(report, last))))


def grids(report: Report, last: Report | None = None) -> list[list[list[str]]]:
    """Return the texts of every table, row by row, a merged cell once."""
    tables = found(parsed(pack(report, last)["word/document.xml"]), "//w:tbl")
    return [[[text(cell) for cell in found(row, "w:tc")] for row in found(table, "w:tr")] for table in tables]


def wrong() -> Report:
    """Return a report with one identity broken, one cell blank and one remark explained."""
    report = report_of()
    report.apply(report.plan("", [(Slot("cell", "review.direct_suit.total"), 5)]))
    report.apply(report.plan("", [(Slot("cell", "requests.granted.legal"), None)]))
    report.apply(report.set_unit("level", "township"))
    report.apply(report.set_cells({"normative.regulation.issued": 2}))
    report.apply(report.set_remark("normative.plausible:regulation", Remark("本街道承担试点任务。", ("2",))))
    return report


def test_the_papers_come_in_order_each_on_a_page_of_its_own() -> None:
    report = report_of()
    root = parsed(pack(report)["word/document.xml"])
    titles = [text(p) for p in found(root, "//w:p[w:pPr/w:pStyle[@w:val='Title']]")]
    assert [title.replace("\n", "") for title in titles] == [
        "政府信息公开工作年度报告送审单", "数据审核结果表", report.title(),
    ]  # fmt: skip
    assert len(found(root, "//w:pageBreakBefore")) == 1
    first, second = found(root, "//w:sectPr")
    assert not found(first, "w:headerReference") and len(found(second, "w:headerReference")) == 2
    assert value(found(second, "w:pgNumType")[0], "start") == "1"


def test_the_report_inside_is_the_one_that_is_exported() -> None:
    report = report_of()
    whole = parsed(pack(report)["word/document.xml"])
    alone = samples.tree(report)
    tail = [samples.etree.tostring(node) for node in found(alone, "//w:body/*[not(self::w:sectPr)]")]
    assert [samples.etree.tostring(node) for node in found(whole, "//w:body/*[not(self::w:sectPr)]")][
        -len(tail) :
    ] == tail


def test_the_slip_has_facts_digest_and_lines_to_sign() -> None:
    report = report_of()
    slip = grids(report)[0]
    facts = {row[0]: row[1] for row in slip[:5]}
    assert facts["报告名称"] == report.title() and facts["编制单位"] == report.unit()
    assert slip[1][2:] == ["报告年度", "2021年"]
    assert facts["数据审核"] == "审核通过"
    assert facts["校验码"].replace(" ", "") == exchange.digest(report)
    assert [row[0] for row in slip[5:]] == ["拟稿", "核稿", "会签", "审核", "签发"]
    assert all(row[1] == "" and row[2] == "日期" for row in slip[5:])


def test_every_page_of_the_draft_bears_the_digest() -> None:
    report = report_of()
    short = " ".join(exchange.digest(report)[start : start + 4] for start in (0, 4, 8))
    head = pack(report)["word/header1.xml"].decode()
    assert "送审稿" in head and short in head and "未通过" not in head
    assert "数据审核未通过" in pack(wrong())["word/header1.xml"].decode()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_identity_is_set_out_with_its_figures(form: Form) -> None:
    report = report_of(form)
    rows = grids(report)[2]
    assert [row for row in rows if len(row) == 5 and row[-1] == "相符"] != []
    families = [row for row in rows if len(row) == 1]
    assert len(families) == sum(isinstance(rule, SumRule) for rule in form.rules)
    assert len(rows) == 1 + len(families) + len(form.relations)
    assert {row[-1] for row in rows[1:] if len(row) == 5} == {"相符"}


def test_a_broken_identity_and_one_not_judged_say_so() -> None:
    rows = {tuple(row) for row in grids(wrong())[2]}
    assert ("未经复议直接起诉", "0", "5", "5", "不符") in rows
    assert ("法律服务机构", "未填", "0", "", "未判断") in rows


def test_the_program_the_form_and_the_verdict_are_named() -> None:
    summary = {row[0]: row[1] for row in grids(wrong())[1]}
    assert summary["程序版本"] == f"ReportDesk {__version__}"
    assert "2021" in summary["报告格式"] and "国办公开办函" in summary["报告格式"]
    assert summary["审核结论"].startswith("审核未通过")
    assert summary["与上年核对"].startswith("没有本单位 2020 年度的报告")


def test_figures_are_set_against_last_years() -> None:
    last, this = report_of(year=2022), report_of(year=2023)
    last.apply(last.set_cells({"requests.carried_out.natural": 3}))
    tables = grids(this, last)
    assert tables[1][5][1].startswith("已与2022年度的报告核对")
    rows = {row[0]: row[1:] for row in tables[3]}
    own = next(cells for name, cells in rows.items() if "上年结转" in name and "自然人" in name)
    assert own == ["0", "3", "3", "不符"]
    assert rows["比上年增减特别大的数"] == ["没有发现问题"]
    assert {row[-1] for row in grids(this)[3][1:]} == {"未判断"}


def test_every_finding_is_listed_with_what_was_said_to_it() -> None:
    report = wrong()
    rows = grids(report)[5]
    assert rows[0] == ["序号", "类别", "问题", "出错说明"]
    assert [row[1] for row in rows[1:]] == ["错误", "未填", "提醒"]
    assert [row[3] for row in rows[1:]] == ["", "", "本街道承担试点任务。"]
    assert "还有 1 格未填" in rows[2][2]
    report.apply(report.set_cells({"normative.regulation.issued": 3}))
    assert grids(report)[5][-1][3] == "（数字已变，须重写）本街道承担试点任务。"


def test_a_faultless_report_has_no_list() -> None:
    assert "没有错误、未填和提醒。" in [paragraph.text for paragraph in opened(report_of()).paragraphs]
    assert {row[1] for row in grids(report_of())[4][1:]} == {"没有发现问题"}


def test_who_signs_is_told_nothing_of_commands() -> None:
    words_ = "\n".join(paragraph.text for paragraph in opened(report_of()).paragraphs)
    assert "核对校验码" in words_
    told = words_ + "".join(cell for grid in grids(report_of()) for row in grid for cell in row)
    assert "reportdesk check" not in told
    assert "SHA" not in told


def test_an_outcome_in_words_has_the_room_of_several_figures() -> None:
    report = report_of(year=2023)
    report.apply(report.set_cells({"normative.document.issued": 90, "normative.document.in_force": 90}))
    table = found(parsed(pack(report, report_of(year=2022))["word/document.xml"]), "//w:tbl")[3]
    outcome = found(found(table, "w:tr")[-1], "w:tc")[-1]
    assert text(outcome).startswith("有 ")
    assert value(found(outcome, "w:tcPr/w:gridSpan")[0], "val") == "3"


def test_no_check_is_left_out() -> None:
    """Every finding code that is not a form's own stands in the paper by name, and once."""
    named = [code for checks in texts().checks for code in checks.codes]
    assert len(named) == len(set(named))
    codes = {message.code for message in messages().values()} | set(words().codes)
    assert codes == set(named)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_rule_of_a_form_is_in_the_paper(form: Form) -> None:
    tables = grids(report_of(form))
    rules = [rule for rule in form.rules if isinstance(rule, UnlikelyRule | LengthRule)]
    assert len(tables[4]) == 1 + len(texts().checks) + len(rules)
    assert len(tables[3]) == 1 + len(form.follows) + bool(form.jumps)


def test_the_digest_can_be_checked_against_the_papers_themselves() -> None:
    for report in (wrong(), report_of(FORMS[0])):
        reading = read_bytes(signoff_bytes(report, Audit(report)))
        assert exchange.digest(reading.report()) == exchange.digest(report)


def test_same_report_same_bytes() -> None:
    report = wrong()
    assert signoff_bytes(report, Audit(report)) == signoff_bytes(report, Audit(report))


def test_hard_texts_are_kept(name: str = "甲&乙<局>") -> None:
    report = report_of(unit=name)
    report.apply(report.set_remark("form.year:year", Remark("甲\x00乙 & <丙> 𱁬", ("1",))))
    assert grids(report)[0][0][1] == report.title()


@pytest.mark.skipif(not (SHARED / "cases").exists(), reason="needs the folder of published examples")
def test_a_published_report_with_many_gaps_stays_short() -> None:
    report = exchange.read(SHARED / "cases" / "shanghai_office_2019" / "exchange.report.json")
    back = read_bytes(signoff_bytes(report, Audit(report))).report()
    assert exchange.digest(back) == exchange.digest(report)
    assert len(grids(report)[5]) < 30
    assert len(document_bytes(report, draft=True)) < len(signoff_bytes(report, Audit(report)))

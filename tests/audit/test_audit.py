"""Every finding: where it is found, where not, and what it says."""

import json
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from audit.test_cross_year import PRODUCED as CROSS_YEAR
from core import FINDINGS, FORM_2019, FORM_2021, FORMS, THIRD_FORM, put, report_of
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, Tally, Verdict, words
from reportdesk.form.model import Form, Severity
from reportdesk.form.node import FormError
from reportdesk.report import exchange
from reportdesk.report.changes import Remark, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

RECEIVED = "requests.received.natural"


def found(report: Report) -> dict[str, Finding]:
    findings = Audit(report).findings()
    assert len({finding.key for finding in findings}) == len(findings)
    return {finding.key: finding for finding in findings}


def after(cells: Mapping[str, Value], form: Form = FORM_2021) -> dict[str, Finding]:
    report = report_of(form)
    put(report, cells)
    return found(report)


def of_unit(name: str, level: str = "", form: Form = FORM_2021) -> Report:
    report = report_of(form, name)
    report.apply(report.set_unit("level", level))
    put(report, {"normative.regulation." + ("in_force" if form is FORM_2021 else "disclosed_total"): 6})
    return report


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_sound_report_passes(form: Form) -> None:
    audit = Audit(report_of(form))
    assert audit.findings() == []
    assert audit.tally() == Tally(0, 0, 0, 0)
    assert (audit.tally().verdict, audit.tally().line()) == (Verdict.PASS, "审核通过")


# Every code


def with_cells(cells: Mapping[str, Value], form: Form = FORM_2021) -> Callable[[], Report]:
    def make() -> Report:
        report = report_of(form)
        put(report, cells)
        return report

    return make


def with_prose(text: str, section: str = "overview", form: Form = FORM_2021) -> Callable[[], Report]:
    def make() -> Report:
        report = report_of(form)
        report.apply(report.set_prose(section, text))
        return report

    return make


def with_field(field: str, text: str) -> Callable[[], Report]:
    def make() -> Report:
        report = report_of()
        report.apply(report.set_unit(field, text))
        return report

    return make


def unlikely() -> Report:
    report = report_of(THIRD_FORM, "柳溪镇人民政府")
    put(report, {"budget.state.start": 1})
    return report


PRODUCED: dict[str, Callable[[], Report]] = {
    "requests.balance": with_cells({RECEIVED: 1}),
    "requests.concluded": with_cells({"requests.concluded.legal": 1}),
    "requests.total": with_cells({"requests.granted.total": 1}),
    "review.total": with_cells({"review.suit_after.total": 1}),
    "normative.plausible": lambda: of_unit("柳溪镇人民政府"),
    "cell.plausible": with_cells({"licensing.licence.decisions": 99_999_999_999}),
    "prose.length": with_prose("字" * 1001),
    "prose.empty": with_prose(" 　\n", "problems"),
    "prose.figure": with_prose("{{ requests.received.everyone }}"),
    "cell.blank": with_cells({"requests.granted.natural": None}),
    "cell.value": with_cells({RECEIVED: Unread("22（其中修订16件）")}),
    "unit.missing": lambda: report_of(unit=""),
    "unit.shape": with_field("postcode", "35040"),
    "form.year": lambda: report_of(FORM_2019, year=2021),
    "rounds.sum": with_cells({"rounds.all.litter": 1}, THIRD_FORM),
    "rounds.found": with_cells({"rounds.lower.found_total": 1}, THIRD_FORM),
    "cleared.year": with_cells({"cleared.bank.year": Decimal("0.5")}, THIRD_FORM),
    "budget.balance": with_cells({"budget.own.end": Decimal("0.01")}, THIRD_FORM),
    "budget.unlikely": unlikely,
    "summary.length": with_prose("字" * 41, "summary", THIRD_FORM),
}


def every_code() -> dict[str, str]:
    shared = tomllib.loads(FINDINGS.read_text(encoding="utf-8"))["codes"]
    codes = {code: str(entry["severity"]) for code, entry in shared.items()}
    return codes | {rule.code: rule.severity.value for form in FORMS for rule in form.rules}


def test_every_code_is_produced_here() -> None:
    of_faults = {"audit.unfinished"}
    assert every_code().keys() - PRODUCED.keys() - CROSS_YEAR.keys() == of_faults


@pytest.mark.parametrize("code", PRODUCED)
def test_every_code_with_its_severity(code: str) -> None:
    report = PRODUCED[code]()
    findings = [finding for finding in found(report).values() if finding.code == code]
    assert findings
    for finding in findings:
        assert finding.severity == every_code()[code]
        assert finding.key.startswith(f"{code}:")
        assert finding.title
        assert "{" not in finding.title + finding.equation + finding.message.replace("{{", "")
        sections = {"unit", *report.form.tables, *(section.id for section in report.form.prose)}
        assert finding.section in sections
        assert sorted(finding.cells, key=report.form.order.__getitem__) == list(finding.cells) or finding.left_cells
        assert json.loads(json.dumps(finding.as_json()))["code"] == code


# Relations


def test_balance() -> None:
    findings = after({RECEIVED: 5, "requests.carried_in.natural": 2, "requests.granted.natural": 3})
    assert set(findings) == {"requests.balance:natural", "requests.balance:total"}
    finding = findings["requests.balance:natural"]
    assert (finding.left, finding.right, finding.difference) == (7, 3, 4)
    assert finding.title == "自然人：一、二两项之和与三、四两项之和不符"
    assert finding.equation == "一加二 7，三（七）加四 3，相差 4。"
    assert finding.cells == tuple(
        f"requests.{row}.natural" for row in ("received", "carried_in", "concluded", "carried_out")
    )
    assert (finding.left_cells, finding.section, finding.source) == (2, "requests", "统一格式表三表头")
    assert set(after({RECEIVED: 5, "requests.granted.natural": 3, "requests.carried_out.natural": 2})) == set()


def test_concluded() -> None:
    findings = after({"requests.granted.natural": 6, "requests.concluded.natural": 4, RECEIVED: 4})
    assert set(findings) == {"requests.concluded:natural", "requests.concluded:total"}
    finding = findings["requests.concluded:natural"]
    assert (finding.left, finding.right, finding.difference) == (6, 4, 2)
    assert "（七）总计" in finding.title
    assert len(finding.cells) == 2 + 8 + 3 + 5 + 3 + 1
    assert after({"requests.concluded.natural": 0}) == {}


def test_row_totals() -> None:
    findings = after({"requests.refused.law.total": 3})
    assert set(findings) == {"requests.total:refused.law", "requests.concluded:total"}
    assert findings["requests.total:refused.law"].title.startswith("（三）不予公开·2.其他法律行政法规禁止公开：总计")
    assert findings["requests.total:refused.law"].difference == -3
    assert after({"requests.refused.law.legal": 0, "requests.refused.law.total": 0}) == {}


def test_table_four() -> None:
    findings = after({"review.reconsideration.upheld": 10, "review.reconsideration.total": 0})
    assert set(findings) == {"review.total:reconsideration"}
    assert findings["review.total:reconsideration"].sentence() == (
        "行政复议：总计与各项结果之和不符。四项结果之和 10，总计 0，相差 10。"
        "总计应等于结果维持、结果纠正、其他结果与尚未审结之和。"
    )
    assert after({"review.reconsideration.upheld": 10}) == {}


@pytest.mark.parametrize("value", [None, Unread("/"), NOT_APPLICABLE])
def test_a_relation_without_an_operand_is_not_judged(value: Value) -> None:
    report = report_of()
    put(report, {"review.direct_suit.total": 7})
    assert set(found(report)) == {"review.total:direct_suit"}
    put(report, {"review.direct_suit.pending": value})
    code = "cell.blank" if value is None else "cell.value"
    assert set(found(report)) == {f"{code}:review.direct_suit.pending"}
    assert Audit(report).tally().verdict is not Verdict.PASS


def test_blank_totals_are_missing_too() -> None:
    findings = after({RECEIVED: None})
    assert set(findings) == {f"cell.blank:{RECEIVED}", "cell.blank:requests.received.total"}
    assert findings[f"cell.blank:{RECEIVED}"].title == "未填：一、本年新收政府信息公开申请数量｜自然人"
    assert findings[f"cell.blank:{RECEIVED}"].cells == (RECEIVED,)


def test_not_applicable_counts_nothing_where_it_may_stand() -> None:
    report = report_of(THIRD_FORM)
    put(report, {"cleared.water.spring": NOT_APPLICABLE, "cleared.water.autumn": 2, "cleared.water.year": 2})
    assert found(report) == {}
    put(report, {"cleared.water.year": 3})
    assert found(report)["cleared.year:water"].left == 2


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Unread("22（其中修订16件）"), "“22（其中修订16件）”未能读作数字"),
        (-1, "“-1”是负数"),
        (10**30, "太大"),
        (Decimal("2.5"), "“2.5”未能读作数字"),
        (NOT_APPLICABLE, "不能填“不适用”"),
    ],
)
def test_bad_values(value: Value, told: str) -> None:
    finding = after({RECEIVED: value})[f"cell.value:{RECEIVED}"]
    assert told in finding.message
    assert finding.severity is Severity.ERROR


def test_signed_cells_may_be_negative() -> None:
    assert after({"licensing.licence.change": -18, "fees.fee.change": -15}, FORM_2019) == {}


# Remarks


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("柳溪镇人民政府", ""),
        ("某某县财政局", ""),
        ("某某县人民政府", ""),
        ("某某", "township"),
        ("某某", "乡镇、街道"),
        ("某某", "department"),
        ("某某省人民政府", "county"),
    ],
)
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=["2019", "2021"])
def test_regulations_are_implausible(name: str, level: str, form: Form) -> None:
    report = of_unit(name, level, form)
    finding = found(report)["normative.plausible:regulation"]
    (cell,) = finding.cells
    assert (cell.rsplit(".", 1)[0], finding.figures) == ("normative.regulation", ("6",))
    assert "规章" in finding.title
    assert finding.source.startswith("《中华人民共和国立法法》")
    put(report, {cell: 0})
    assert found(report) == {}
    put(report, {cell: NOT_APPLICABLE})
    assert found(report) == {}


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("licensing.licence.decisions", 100_000_000, False),
        ("licensing.licence.decisions", 100_000_001, True),
        ("enforcement.penalty.decisions", 99_999_999_999, True),
        ("requests.received.natural", 1_000_001, True),
        ("review.direct_suit.upheld", 1_000_001, True),
        ("fees.fee.amount", Decimal("59237.2449"), False),
        ("fees.fee.amount", Decimal("242523110.82"), True),
    ],
)
def test_figures_that_no_unit_has_are_remarked_on(cell: str, value: int | Decimal, told: bool) -> None:
    report = report_of(FORM_2021)
    put(report, {cell: value})
    findings = [finding for finding in Audit(report).findings() if finding.code == "cell.plausible"]
    assert [cell in finding.cells for finding in findings] == [True] * told
    assert all(finding.section == cell.partition(".")[0] and finding.explainable for finding in findings)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("上海市人民政府办公厅", ""),
        ("平潭综合实验区", ""),
        ("某某自治区人民政府", ""),
        ("国家某某总局", ""),
        ("国家某某局", ""),
        ("某某省人民政府", ""),
        ("柳溪镇人民政府", "province"),
        ("柳溪镇人民政府", "开发区"),
    ],
)
def test_regulations_are_plausible(name: str, level: str) -> None:
    assert found(of_unit(name, level)) == {}


def test_length_is_of_the_rendered_text() -> None:
    live = "{{ requests.received.total }}"
    report = with_prose("字" * 999 + " \n　" + live)()
    assert found(report) == {}
    put(report, {RECEIVED: 10, "requests.granted.natural": 10})
    finding = found(report)["prose.length:overview"]
    assert (finding.left, finding.right, finding.difference) == (1001, 1000, 1)
    assert finding.title == "总体情况超过一千字"
    assert "现有 1001 字，超出 1 字" in finding.message
    assert found(with_prose("字" * 2000, form=FORM_2019)()) == {}
    assert found(with_prose("字" * 2000, "problems")()) == {}


def test_the_length_is_recounted_when_a_live_figure_changes() -> None:
    report = with_prose("字" * 999 + "{{ requests.received.total }}")()
    audit = Audit(report)
    change = report.set_cells({RECEIVED: 10})
    report.apply(change)
    assert "prose.length:overview" in {finding.key for finding in audit.refresh(change.slots).appeared}
    report.apply(change.reversed())
    assert "prose.length:overview" in audit.refresh(change.slots).gone


def test_unknown_addresses_in_prose() -> None:
    text = (
        "😀收到 {{ requests.received.all }} 件，{{ requests.received.total + x.y }}，又 {{ requests.received.all }}。"
    )
    findings = found(with_prose(text)())
    assert set(findings) == {
        "prose.figure:overview:{{ requests.received.all }}",
        "prose.figure:overview:{{ requests.received.total + x.y }}",
    }
    for finding in findings.values():
        assert finding.span is not None
        assert text[slice(*finding.span)] == finding.key.split(":", 2)[2]
        assert finding.as_json()["span"] == list(finding.span)


@pytest.mark.parametrize("text", ["{{ }}", "{{ x }}", "{ a.b }", "{{ a.b", "{{ 1 + 1 }}", "}}{{"])
def test_literal_braces_are_no_finding(text: str) -> None:
    assert found(with_prose(text)()) == {}


def test_the_form_of_another_year() -> None:
    finding = found(report_of(FORM_2019, year=2021))["form.year:year"]
    assert finding.sentence() == (
        "格式与年度不一致。2019 年试行格式用于2019 至 2020 年度的报告，本报告为 2021 年度。如确需使用，请写明原因。"
    )
    assert "2021 年起各年度" in found(report_of(FORM_2021, year=2020))["form.year:year"].message
    assert found(report_of(FORM_2019, year=2020)) == {}


def test_the_preface_may_be_empty() -> None:
    assert found(with_prose("", "preface")()) == {}
    assert found(with_prose("", "other")())["prose.empty:other"].title == "未写：其他需要报告的事项"


# Verdict and explanations


def test_verdict_order() -> None:
    report = of_unit("柳溪镇人民政府")
    audit = Audit(report)
    assert (audit.tally().verdict, audit.tally().line()) == (Verdict.REMARKS, "有提醒待说明：1 处提醒")

    def change(cells: Mapping[str, Value]) -> Tally:
        planned = report.set_cells(cells)
        report.apply(planned)
        audit.refresh(planned.slots)
        return audit.tally()

    assert change({"review.suit_after.other": None}) == Tally(0, 2, 1, 0)
    assert audit.tally().verdict is Verdict.INCOMPLETE
    assert change({"review.direct_suit.total": 3}).verdict is Verdict.ERRORS
    assert audit.tally().line() == "审核未通过：1 处错误，2 处未填，1 处提醒"


def test_an_explanation_holds_for_its_figures() -> None:
    report = of_unit("柳溪镇人民政府")
    audit = Audit(report)
    key = "normative.plausible:regulation"

    def explain(remark: Remark | None) -> Finding:
        change = report.set_remark(key, remark)
        report.apply(change)
        delta = audit.refresh(change.slots)
        assert [finding.key for finding in delta.appeared] == [key]
        return delta.appeared[0]

    assert explain(Remark("机构改革前制定", ("6",))).explained
    assert (audit.tally().verdict, audit.tally().counts()) == (Verdict.PASS, "1 处提醒已说明")
    put(report, {"normative.regulation.in_force": 7})
    assert audit.refresh([Slot("cell", "normative.regulation.in_force")])
    finding = audit.findings()[0]
    assert not finding.explained
    assert finding.as_json()["remark"] == {"reason": "机构改革前制定", "valid": False}
    put(report, {"normative.regulation.in_force": 6})
    audit.refresh([Slot("cell", "normative.regulation.in_force")])
    assert audit.tally().verdict is Verdict.PASS
    assert not explain(None).explained


def test_an_error_stays_an_error_though_explained() -> None:
    report = PRODUCED["review.total"]()
    report.apply(report.set_remark("review.total:suit_after", Remark("无", ("0", "1"))))
    assert Audit(report).tally().verdict is Verdict.ERRORS


def test_a_change_runs_what_it_touches_only() -> None:
    report = report_of()
    audit = Audit(report)
    change = report.set_cells({RECEIVED: 5})
    report.apply(change)
    delta = audit.refresh(change.slots)
    assert {finding.key for finding in delta.appeared} == {"requests.balance:natural", "requests.balance:total"}
    assert not audit.refresh(change.slots)
    report.apply(change.reversed())
    assert set(audit.refresh(change.slots).gone) == {"requests.balance:natural", "requests.balance:total"}


def test_findings_stand_in_the_order_of_the_report() -> None:
    report = Report(FORM_2021, 2023)
    sections = list(dict.fromkeys(finding.section for finding in Audit(report).findings()))
    assert sections == ["unit", "overview", *FORM_2021.tables, "problems", "other"]


def test_words_with_an_unknown_severity_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "findings.toml"
    path.write_text('[codes.x]\nseverity = "grave"\ntitle = "t"\nmessage = "m"\n', encoding="utf-8")
    monkeypatch.setattr("reportdesk.audit.findings.assets.path", lambda *_name: path)
    with pytest.raises(FormError, match=r"findings\.toml：codes\.x\.severity：只能是 error、missing、remark"):
        words.__wrapped__()


# Published reports

RIGHT = {
    "pingtan_2020": {"requests.concluded:natural", "requests.concluded:total"},
    "hongze_2023": {"review.total:reconsideration", "review.total:suit_after"},
}
BLANKS = {"shanghai_office_2019": 135, "hongze_2023": 14, "pingtan_2019": 2}


def test_published_reports(shared: Path) -> None:
    files = sorted(shared.glob("cases/*/exchange.report.json"))
    assert len(files) >= 7
    for file in files:
        case, findings = file.parent.name, found(exchange.read(file))
        tables = {key for key, finding in findings.items() if finding.code.startswith(("requests.", "review."))}
        assert tables == RIGHT.get(case, set()), case
        assert sum(finding.code == "cell.blank" for finding in findings.values()) == BLANKS.get(case, 0), case


def test_a_double_count_in_a_published_report(shared: Path) -> None:
    findings = found(exchange.read(shared / "cases" / "pingtan_2020" / "exchange.report.json"))
    finding = findings["requests.concluded:natural"]
    assert (finding.left, finding.right, finding.difference) == (26, 20, 6)
    assert finding.cells[-1] == "requests.concluded.natural"
    assert (findings["requests.concluded:total"].left, findings["requests.concluded:total"].right) == (27, 21)

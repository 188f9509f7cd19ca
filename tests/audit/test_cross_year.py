"""Findings against last year's report: which figures, which years, which paragraphs, and when not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core import FORM_2019, FORM_2021, THIRD, put, report_of
from reportdesk.audit.cross_year import lock
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, Verdict, words
from reportdesk.form import loader
from reportdesk.form.model import Form, Severity
from reportdesk.form.node import FormError
from reportdesk.report import exchange
from reportdesk.report.changes import Remark, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

CARRIED = "requests.carried_in.natural"
LEFT = "requests.carried_out.natural"
IN_FORCE = "normative.document.in_force"
RULES = """
[[rules]]
code = "budget.opening"
kind = "follows"
severity = "error"
softens = true
carries = true
tables = ["budget"]
per = "row"
this = "start"
last = ["end"]
subject = "{line}"
title = "{row}：年初结余与上年年末结余不符"
equation = "{year} 年年初 {left}，{last_year} 年年末 {right}，相差 {difference}。"

[[rules]]
code = "rounds.jump"
kind = "jump"
severity = "remark"
kinds = ["times"]
factor = 3
floor = 10
title = "{cell}：与上年相差很大"
message = "请核对。"
"""
PARAGRAPH = "2022年，我馆进一步完善公开目录，按月检查各科室公开的内容是否及时、准确、完整，并在季末通报结果。"


def third(folder: Path, *swaps: tuple[str, str]) -> Form:
    rules = RULES
    for old, new in swaps:
        assert old in rules
        rules = rules.replace(old, new, 1)
    path = folder / "third.toml"
    path.write_text(THIRD.read_text(encoding="utf-8") + rules, encoding="utf-8")
    return loader.read(path)


def years(
    now: dict[str, Value], last: dict[str, Value], form: Form = FORM_2021, year: int = 2023
) -> tuple[Report, Report]:
    pair = report_of(form, year=year), report_of(form, year=year - 1)
    for report, cells in zip(pair, (now, last), strict=True):
        put(report, cells)
    return pair


def written(text: str, last: str = "无。", section: str = "problems") -> tuple[Report, Report]:
    pair = years({}, {})
    for report, prose in zip(pair, (text, last), strict=True):
        report.apply(report.set_prose(section, prose))
    return pair


def found(pair: tuple[Report, Report | None]) -> dict[str, Finding]:
    findings = Audit(*pair).findings()
    assert len({finding.key for finding in findings}) == len(findings)
    return {
        f.key: f
        for f in findings
        if f.code.startswith(("year.", "prose.year", "prose.ahead", "prose.copied", "prose.empty"))
    }


PRODUCED: dict[str, Callable[[], tuple[Report, Report]]] = {
    "year.carried_in": lambda: years({CARRIED: 3}, {LEFT: 5}),
    "year.in_force": lambda: years({IN_FORCE: 9}, {IN_FORCE: 7}),
    "year.disclosed_total": lambda: years({"normative.regulation.disclosed_total": 7}, {}, FORM_2019, 2020),
    "year.last_year": lambda: years({"fees.fee.last_year": 7}, {"fees.fee.change": 5}, FORM_2019, 2020),
    "year.jump": lambda: years({"licensing.licence.decisions": 500}, {"licensing.licence.decisions": 100}),
    "prose.year": lambda: written("2022年，全馆共收到申请3件。"),
    "prose.ahead": lambda: written("2024年，全馆共收到申请3件。"),
    "prose.copied": lambda: written(PARAGRAPH, PARAGRAPH),
}


@pytest.mark.parametrize("code", PRODUCED)
def test_every_code_is_found_with_this_years_cells_only(code: str) -> None:
    report, last = PRODUCED[code]()
    findings = [finding for finding in found((report, last)).values() if finding.code == code]
    assert findings
    declared = {rule.code: rule.severity for rule in report.form.rules} | {c: s for c, (s, *_) in words().codes.items()}
    for finding in findings:
        assert finding.severity is declared[code]
        assert set(finding.cells) <= report.form.cells.keys()
        assert "{" not in finding.sentence()
        if code.startswith("year."):
            assert str(report.year) in finding.equation
            assert str(last.year) in finding.equation
            assert finding.left is not None
            assert finding.right is not None
            assert finding.difference == finding.left - finding.right


# Figures that follow


def test_what_was_carried_over() -> None:
    finding = found(years({CARRIED: 3}, {LEFT: 5}))["year.carried_in:natural"]
    assert (finding.left, finding.right, finding.difference, finding.cells) == (3, 5, -2, (CARRIED,))
    assert finding.severity is Severity.ERROR
    assert finding.equation == "2023 年“上年结转” 3，2022 年“结转下年度” 5，相差 2。"
    assert set(found(years({CARRIED: 5}, {LEFT: 5}))) == set()


def test_documents_in_force() -> None:
    now: dict[str, Value] = {IN_FORCE: 470, "normative.document.issued": 77, "normative.document.repealed": 132}
    finding = found(years(now, {IN_FORCE: 698}))[f"year.in_force:{IN_FORCE}"]
    assert (finding.left, finding.right, finding.difference) == (470, 643, -173)
    assert finding.cells == (IN_FORCE, "normative.document.issued", "normative.document.repealed")
    assert finding.equation == (
        "2022 年现行有效 698，加 2023 年制发 77，减 2023 年废止 132，得 643；2023 年现行有效填的是 470，相差 173。"
    )
    assert f"year.in_force:{IN_FORCE}" not in found(years(now | {IN_FORCE: 643}, {IN_FORCE: 698}))


def test_items_of_the_year_before() -> None:
    last: dict[str, Value] = {"licensing.licence.last_year": 396, "licensing.licence.change": -18}
    key = "year.last_year:licensing.licence.last_year"
    assert found(years({"licensing.licence.last_year": 396}, last, FORM_2019, 2020))[key].right == 378
    assert key not in found(years({"licensing.licence.last_year": 378}, last, FORM_2019, 2020))


@pytest.mark.parametrize("value", [None, Unread("约3"), NOT_APPLICABLE])
def test_an_unknown_operand_is_not_judged(value: Value) -> None:
    for pair in (years({CARRIED: 3}, {LEFT: value}), years({CARRIED: value}, {LEFT: 3})):
        assert "year.carried_in:natural" not in found(pair)


def test_not_applicable_counts_nothing_in_table_two() -> None:
    assert set(found(years({IN_FORCE: NOT_APPLICABLE}, {IN_FORCE: NOT_APPLICABLE}))) == set()
    assert found(years({IN_FORCE: 4}, {IN_FORCE: NOT_APPLICABLE}))[f"year.in_force:{IN_FORCE}"].right == 0


# Jumps


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [(100, 20, True), (99, 20, False), (24, 5, False), (25, 5, True), (20, 100, True), (0, 20, True), (19, 0, False),
     (20, 0, True), (None, 100, False)],
)  # fmt: skip
def test_a_count_jumps_fivefold_and_by_twenty(now: Value, before: Value, told: bool) -> None:
    cell = "enforcement.penalty.decisions"
    assert (f"year.jump:{cell}" in found(years({cell: now}, {cell: before}))) == told


@pytest.mark.parametrize(
    ("now", "before", "told"), [("35000", "35", True), ("34999", "35", False), ("0", "35", False), ("35", "0", False)]
)
def test_a_fee_jumps_a_thousandfold(now: str, before: str, told: bool) -> None:
    cell = "fees.fee.amount"
    findings = found(years({cell: Decimal(now)}, {cell: Decimal(before)}))
    assert (f"year.jump:{cell}" in findings) == told


def test_a_total_that_follows_a_jump_is_not_told_twice() -> None:
    cells: dict[str, Value] = {"requests.granted.natural": 50, "requests.received.natural": 50}
    assert set(found(years(cells, {}))) == {"year.jump:requests.received.natural", "year.jump:requests.granted.natural"}
    spread: dict[str, Value] = {f"review.reconsideration.{name}": 8 for name in ("upheld", "corrected", "other")}
    assert set(found(years(spread, {}))) == {"year.jump:review.reconsideration.total"}


def test_signed_figures_do_not_jump() -> None:
    cell = "licensing.licence.change"
    last: dict[str, Value] = {cell: -18, "licensing.licence.last_year": 18}
    assert set(found(years({cell: 442}, last, FORM_2019, 2020))) == set()


# Whether it is last year's


@pytest.mark.parametrize(
    ("unit", "year", "told"),
    [
        ("清河市档案馆", 2022, ""),
        (" 清河市\u3000档案馆", 2022, ""),
        ("清河市档案局", 2022, "“清河市档案局”的，与本报告不是同一单位"),
        ("", 2022, "没有写单位名称"),
        ("清河市档案馆", 2021, "2021 年度的，不是 2022 年度的"),
        ("清河市档案馆", 2023, "2023 年度的，不是 2022 年度的"),
    ],
)
def test_another_units_or_another_years_report_gives_one_sentence_and_no_finding(
    unit: str, year: int, told: str
) -> None:
    now, last = report_of(FORM_2021, year=2023), report_of(FORM_2021, unit, year)
    put(now, {CARRIED: 3})
    audit = Audit(now, last)
    assert told in audit.last_year_note
    assert bool(audit.last_year_note) == bool(told)
    assert bool([f for f in audit.findings() if f.code.startswith("year.")]) != bool(told)


def test_without_last_year_the_sentence_names_the_year() -> None:
    audit = Audit(report_of(FORM_2021, year=2023))
    assert audit.last_year_note == "没有本单位 2022 年度的报告，没有与上年核对。"
    assert audit.findings() == []


def test_across_the_change_of_format_table_two_is_left_out() -> None:
    now, last = report_of(FORM_2021, year=2021), report_of(FORM_2019, year=2020)
    put(now, {CARRIED: 3, IN_FORCE: 665, "licensing.licence.decisions": 2293})
    put(last, {LEFT: 5})
    audit = Audit(now, last)
    assert {f.key for f in audit.findings() if f.code.startswith("year.")} == {
        "year.carried_in:natural", "year.carried_in:total"
    }  # fmt: skip
    assert audit.last_year_note == (
        "2020 年度的报告用的是“2019 年试行格式”，“二、主动公开政府信息情况”的格子不同，这一部分没有与上年核对。"
    )


# Explained


def test_an_explained_error_is_a_remark_until_a_figure_changes() -> None:
    report, last = years({CARRIED: 3, "requests.granted.natural": 3}, {LEFT: 5})
    audit = Audit(report, last)
    assert audit.tally().verdict is Verdict.ERRORS
    for key in ("natural", "total"):
        change = report.set_remark(f"year.carried_in:{key}", Remark("上年误填", ("3", "5")))
        report.apply(change)
        audit.refresh(change.slots)
    finding = found((report, last))["year.carried_in:natural"]
    assert (finding.severity, finding.explained) == (Severity.REMARK, True)
    assert audit.tally().verdict is Verdict.PASS
    put(last, {LEFT: 6})
    audit.set_last(last)
    finding = found((report, last))["year.carried_in:natural"]
    assert (finding.severity, finding.explained, finding.explainable) == (Severity.ERROR, False, True)
    assert finding.remark is not None


def test_the_explanation_of_documents_in_force_holds_for_its_figures() -> None:
    report, last = years({IN_FORCE: 9}, {IN_FORCE: 7})
    key = f"year.in_force:{IN_FORCE}"
    report.apply(report.set_remark(key, Remark("集中清理", found((report, last))[key].figures)))
    assert found((report, last))[key].explained
    assert found((report, last))[key].figures == ("9", "7")
    put(report, {"normative.document.issued": 1})
    assert not found((report, last))[key].explained


def test_another_last_year_alters_the_findings_and_nothing_else() -> None:
    report, last = years({CARRIED: 3}, {LEFT: 5})
    put(report, {"review.direct_suit.total": 7})
    audit = Audit(report)
    before = audit.findings()
    delta = audit.set_last(last)
    assert {f.key for f in delta.appeared} == {"year.carried_in:natural", "year.carried_in:total"}
    assert audit.findings() == Audit(report, last).findings()
    assert set(audit.set_last(None).gone) == {"year.carried_in:natural", "year.carried_in:total"}
    assert audit.findings() == before


def test_the_unit_and_the_year_are_looked_at_live() -> None:
    report, last = years({CARRIED: 3}, {LEFT: 5})
    audit = Audit(report, last)
    for change in (report.set_unit("name", "清河市档案局"), report.set_year(2024)):
        report.apply(change)
        assert "year.carried_in:natural" in audit.refresh(change.slots).gone
        report.apply(change.reversed())
        assert "year.carried_in:natural" in {f.key for f in audit.refresh(change.slots).appeared}


# Locks


def test_a_figure_taken_over_is_locked() -> None:
    report, last = years({CARRIED: 5}, {LEFT: 5})
    found_lock = lock(report, last, CARRIED)
    assert found_lock is not None
    assert found_lock.source == "取自 2022 年报告“四、结转下年度继续办理”"
    assert lock(report, None, CARRIED) is None
    assert lock(report, last, "requests.received.natural") is None
    put(report, {CARRIED: 4})
    assert lock(report, last, CARRIED) is None
    put(report, {CARRIED: None})
    assert lock(report, last, CARRIED) is None


# Prose


@pytest.mark.parametrize(
    "text",
    [
        "2022年，全馆共收到申请3件。",
        "2022 年度，本馆主动公开信息10条。",
        "二〇二二年，本馆主动公开信息10条。",
        "２０２２年，本馆主动公开信息10条。",
        "本馆2022年共收到政府信息公开申请3件。",
        "（一）2022年全馆主动公开信息10条。",
        "本报告统计期限为2022年1月1日至12月31日。",
        "数据自2022 年 1 月 1 日起至2022年12月31日止。",
        "现公布清河市档案馆2022年政府信息公开工作年度报告。",
        "按照要求，编制2022年度政府信息公开年度报告。",
        "2023年，本馆办结4件。2022年，本馆共制定文件0件。",
        "2021年，本馆主动公开信息10条。",
        "截至2022年12月31日，本馆主动公开信息10条。",
        "统计期限截止到2022年12月31日。",
    ],
)
def test_a_year_left_behind(text: str) -> None:
    report = written(text)[0]
    findings = [f for f in found((report, None)).values() if f.code == "prose.year"]
    assert findings
    for finding in findings:
        assert finding.span is not None
        number = text[slice(*finding.span)]
        assert len(number) == 4 and "年" not in number and text[finding.span[1] :].lstrip().startswith("年")
        assert finding.section == "problems"


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全馆共收到申请3件。",
        "截至2022年底，累计公开信息10条。",
        "截至2022年12月31日尚未办结、由上年结转的0件。",
        "截至2022年12月31日公开8条，截至2023年12月31日公开10条。",
        "公开数量较截至2022年12月31日的有所增加。",
        "申请数量较2022年增长5.8%。",
        "上年（2022年，15件）未办结的均已办结。",
        "自2008年以来，逐年公开。",
        "根据《中华人民共和国政府信息公开条例》（2019年修订）和国办公开办函〔2021〕30号要求编制。",
        "落实《2022年政务公开工作要点》，对照2022年政务公开工作要点逐项检查。",
        "2022年收到10件，2023年收到12件。",
        "因2022年度的申请引发行政复议1件。",
        "2022年3月15日印发的办法继续执行。",
        "2019年，新的办法施行。",
        "2024年，本馆将加强培训。",
        "2022年至今，按月公开。",
        "上年结转2022年收到的申请1件。",
        "编号2022年",
        "2024年，全馆计划公开信息500条。",
        "2024年，将抓好3件事。",
        "2025年，全馆工作更上一层楼。",
        "到2025年，公开信息500条。",
    ],
)
def test_a_year_that_is_right(text: str) -> None:
    assert set(found((written(text)[0], None))) == set()


@pytest.mark.parametrize("year", ["2024", "2031", "２０２４"])
def test_a_year_after_the_report_that_tells_figures(year: str) -> None:
    text = f"{year}年，全馆共收到申请3件。2024年，将收得更少。"
    report = written(text)[0]
    (finding,) = [f for f in Audit(report).findings() if f.code == "prose.ahead"]
    assert finding.span == (0, 4)
    assert "之后" in finding.title
    report.apply(report.set_year(2031))
    assert [f for f in Audit(report).findings() if f.code == "prose.ahead"] == []


def test_two_years_left_behind_are_two_findings() -> None:
    report = written("2022年，全馆共收到申请3件。\n2022年，全馆共收到申请3件。")[0]
    findings = [f for f in Audit(report).findings() if f.code == "prose.year"]
    assert len({f.key for f in findings}) == len({f.span for f in findings}) == 2


def test_the_year_of_a_caption_is_quoted_without_the_picture() -> None:
    report = written(f"![公开日：2022年全馆收到的申请]({'a' * 64})")[0]
    (finding,) = [f for f in Audit(report).findings() if f.code == "prose.year"]
    assert "2022年全馆收到的申请" in finding.title + finding.message
    assert "](" not in finding.title + finding.message
    assert "aaa" not in finding.title + finding.message


def test_a_paragraph_copied_from_last_year() -> None:
    moved = "　" + PARAGRAPH.replace("2022", "2023").replace("，按月", "， 按月")
    (finding,) = found(written(f"今年新写的一段。\r\n{moved}", PARAGRAPH)).values()
    assert (finding.code, finding.section) == ("prose.copied", "problems")
    assert finding.span == (10, 10 + len(moved))
    assert set(found(written(moved.replace("季末", "年末"), PARAGRAPH))) == set()
    assert set(found(written("无其他需要报告的事项。", "无其他需要报告的事项。"))) == set()
    assert set(found(written(moved, PARAGRAPH, "preface"))) == set()


def test_a_paragraph_with_live_figures_is_not_last_years() -> None:
    live = "今年本馆共收到申请{{ requests.received.total }}件，全部在法定期限内答复，没有逾期答复的情况。"
    assert set(found(written(live, live))) == set()


def test_the_mark_of_a_draft_keeps_the_report_from_passing() -> None:
    report = written("第一段。\n【待改】第二段。\n【待改】第三段。")[0]
    (finding,) = Audit(report).findings()
    assert (finding.code, finding.severity, finding.span) == ("prose.empty", Severity.MISSING, (5, 9))
    assert "还有 2 段待改" in finding.title
    report.apply(report.set_remark(finding.key, Remark("就这样", ())))
    assert Audit(report).tally().verdict is Verdict.INCOMPLETE


# Another form


def test_another_form_declares_its_own(tmp_path: Path) -> None:
    form = third(tmp_path)
    now: dict[str, Value] = {"budget.own.start": Decimal("1.50"), "rounds.lower.litter": 30}
    pair = years(now, {"budget.own.end": Decimal(2), "rounds.lower.litter": 10}, form, 2031)
    findings = {f.key: f for f in Audit(*pair).findings() if f.code in ("budget.opening", "rounds.jump")}
    assert set(findings) == {"budget.opening:own", "rounds.jump:rounds.lower.litter"}
    assert findings["budget.opening:own"].equation == "2031 年年初 1.50，2030 年年末 2，相差 0.50。"
    assert lock(*pair, "budget.own.start") is None
    put(pair[0], {"budget.own.start": Decimal(2)})
    assert lock(*pair, "budget.own.start") is not None


@pytest.mark.parametrize(
    ("swap", "told"),
    [
        (('tables = ["budget"]', 'tables = ["sums"]'), "tables：没有这张表：“sums”"),
        (('this = "start"', 'this = "begin"'), "this：没有名为 “begin” 的行或列"),
        (('last = ["end"]', "last = []"), "last：没有列出一行或一列"),
        (('last = ["end"]', 'last = ["end"]\nplus = ["flow"]'), "carries：还取决于本年数字"),
        (('"{line}"', '"{row}"'), "subject：不能用 {row}"),
        (('per = "row"', 'per = "cell"'), "per：只能是 column、row"),
        (('kinds = ["times"]', 'kinds = ["weights"]'), "kinds：没有名为 “weights” 的数值种类"),
        (("factor = 3", "factor = 1"), "factor：应大于 1"),
        (('kinds = ["times"]', 'kinds = ["times", "times"]'), "已有名为"),
        (('subject = "{line}"', 'subject = "own"'), "已有名为 “budget.opening:own” 的规则"),
    ],
)
def test_unsound_declarations_are_refused(tmp_path: Path, swap: tuple[str, str], told: str) -> None:
    with pytest.raises(FormError) as caught:
        third(tmp_path, swap)
    assert told in caught.value.message


def test_a_cell_is_taken_over_once(tmp_path: Path) -> None:
    again = RULES[: RULES.index('[[rules]]\ncode = "rounds.jump"')].replace("budget.opening", "budget.again")
    path = tmp_path / "third.toml"
    path.write_text(THIRD.read_text(encoding="utf-8") + RULES + again, encoding="utf-8")
    with pytest.raises(FormError, match=r"“budget\.own\.start” 从上年结转两次"):
        loader.read(path)


# Published reports


def case(shared: Path, name: str) -> Report:
    return exchange.read(shared / "cases" / name / "exchange.report.json")


@pytest.mark.parametrize(
    ("now", "last", "right"),
    [
        (
            "pingtan_2020",
            "pingtan_2019",
            {"year.disclosed_total:normative.regulation.disclosed_total"},
        ),
        ("pingtan_2021", "pingtan_2020", {"year.jump:requests.unavailable.not_held.total"}),
    ],
)
def test_the_chain_of_published_reports(shared: Path, now: str, last: str, right: set[str]) -> None:
    assert set(found((case(shared, now), case(shared, last)))) == right


def test_published_prose_has_its_own_year(shared: Path) -> None:
    for path in sorted((shared / "cases").glob("*/exchange.report.json")):
        assert [f.key for f in Audit(exchange.read(path)).findings() if f.code == "prose.year"] == []


def test_a_published_report_moved_on_by_a_year_is_full_of_stale_years(shared: Path) -> None:
    report = case(shared, "pingtan_2019")
    audit = Audit(report)
    change = report.set_year(2020)
    report.apply(change)
    stale = {f.section for f in audit.refresh((Slot("year"),)).appeared if f.code == "prose.year"}
    assert stale == {"overview", "problems"}


SHORT = "1.答疑不够及时，窗口人手偏少。\n2.目录更新慢，旧文件没有清理。\n3.培训不多。"


def test_short_lines_that_follow_each_other_are_copied_as_one() -> None:
    found_ = [f for f in found(written(SHORT, SHORT)).values() if f.code == "prose.copied"]
    assert [f.span for f in found_] == [(0, len(SHORT))]
    mixed = SHORT.replace("\n3", "\n新写的一句话。\n3")
    assert [f.span for f in found(written(mixed, SHORT)).values() if f.code == "prose.copied"] == [
        (0, len("\n".join(SHORT.split("\n")[:2])))
    ]
    assert not [f for f in found(written("3.培训不多。", SHORT)).values() if f.code == "prose.copied"]

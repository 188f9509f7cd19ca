"""The prose rules one by one: what they find, how they name it, and what they leave alone."""

from collections.abc import Mapping

import pytest
from prose_desk import YEAR, found, report_with, shown

from core import FORM_2019, THIRD_FORM, UNIT, put, report_of
from reportdesk.audit.engine import Audit
from reportdesk.report.changes import Remark, Slot
from reportdesk.report.values import Value

NEW, CARRIED, LEFT = "requests.received.natural", "requests.carried_in.natural", "requests.carried_out.natural"
GRANTED = "requests.granted.natural"
HEAD = "（二）依申请公开\n"
FIVE: Mapping[str, Value] = {NEW: 5, CARRIED: 1, GRANTED: 4, LEFT: 2}


# prose.figure


def test_a_figure_that_the_table_denies() -> None:
    report = report_with("收到政府信息公开申请　7　件。", FIVE)
    (finding,) = found(report).values()
    assert finding.key == "prose.figure:overview:received.total"
    assert shown(report, finding) == "7"
    assert (finding.left, finding.right, finding.difference) == (7, 5, 2)
    assert finding.cells == ("requests.received.total",)
    assert finding.figures == ("7", "5")
    assert (
        finding.equation
        == "总体情况写“收到政府信息公开申请7件”，表中“一、本年新收政府信息公开申请数量｜总计”是 5，相差 2。"
    )


@pytest.mark.parametrize("number", ["5", "６", "五", "六"])
def test_new_or_new_with_carried_in_are_both_right(number: str) -> None:
    told = found(report_with(f"收到政府信息公开申请{number}件。", FIVE)).values()
    assert {finding.code for finding in told} <= {"prose.digits"}


@pytest.mark.parametrize(
    ("text", "key", "cells"),
    [
        ("上年结转2件", "carried_in.total", ["requests.carried_in.total"]),
        ("3件结转下年度", "carried_out.total", ["requests.carried_out.total"]),
        ("答复5件", "concluded.total", ["requests.concluded.total"]),
        ("予以公开5件", "granted.total", ["requests.granted.total"]),
        ("予以公开和部分公开5件", "granted_partly.total", ["requests.granted.total", "requests.partly_granted.total"]),
        ("信访举报投诉类申请1件", "dismissed.complaint.total", ["requests.dismissed.complaint.total"]),
        ("新收5件，其中自然人4件", "received.natural", [NEW]),
        ("行政复议1件", "review.total", ["review.reconsideration.total"]),
        ("行政诉讼1件", "suit.total", ["review.direct_suit.total", "review.suit_after.total"]),
    ],
)
def test_meanings(text: str, key: str, cells: list[str]) -> None:
    (finding,) = found(report_with(HEAD + text + "。", FIVE)).values()
    assert (finding.key, list(finding.cells)) == (f"prose.figure:overview:{key}", cells)


def test_documents() -> None:
    cells: Mapping[str, Value] = {"normative.document.issued": 2, "normative.document.in_force": 14}
    text = "制发行政规范性文件2件，废止1件，现行有效14件。"
    assert set(found(report_with(text, cells))) == {"prose.figure:overview:document.repealed"}
    old = report_with("新制作规范性文件3件，废止1件。", {}, form=FORM_2019)
    assert set(found(old)) <= {"prose.figure:overview:document.issued"}


def test_a_fee_total_in_other_units() -> None:
    cells: Mapping[str, Value] = {"fees.fee.amount": 24252}
    assert found(report_with("行政事业性收费金额2.43亿元。", cells)) == {}
    (finding,) = found(report_with("行政事业性收费金额2.53亿元。", cells)).values()
    assert (finding.left, finding.right) == (25300, 24252)


def test_the_same_wrong_figure_twice_has_two_keys() -> None:
    report = report_with("收到政府信息公开申请7件。\n（五）监督保障\n全年收到政府信息公开申请7件。", FIVE)
    assert set(found(report)) == {
        "prose.figure:overview:received.total",
        "prose.figure:overview:received.total#2",
    }


def test_a_live_figure_is_right_by_construction_and_counts_in_sums() -> None:
    told = "收到政府信息公开申请{{ requests.granted.total }}件。"
    text = told + "公开信息{{ requests.received.total }}条，其中政策1条，其他3条。"
    report = report_with(text, FIVE)
    (finding,) = found(report).values()
    assert finding.key == "prose.sum:overview:信息"
    assert (finding.left, finding.right) == (4, 5)


def test_a_blank_total_is_at_least_what_is_filled_in() -> None:
    report = report_with("予以公开3件，不予公开9件。收到政府信息公开申请2件。", FIVE)
    put(report, {"requests.granted.legal": None})
    report.apply(report.set_prose("overview", HEAD + "予以公开3件。"))
    assert set(found(report)) == {"prose.figure:overview:granted.total"}
    report.apply(report.set_prose("overview", HEAD + "予以公开9件。"))
    assert found(report) == {}


@pytest.mark.parametrize(
    ("text", "cells", "keys"),
    [
        ("全年未收到政府信息公开申请。", FIVE, {"received:received.total"}),
        (HEAD + "没有上年结转的申请。", FIVE, {"carried_in:carried_in.total"}),
        (HEAD + "无下年度结转。", FIVE, {"carried_out:carried_out.total"}),
        ("未发生因政府信息公开引起的行政复议、行政诉讼。", {"review.suit_after.other": 1}, {"suit:suit.total"}),
        ("信息公开类行政复议2件，均获维持。", {"review.reconsideration.pending": 2}, {"upheld:review.pending"}),
        ("信息公开类行政复议2件，均已结案。", {"review.reconsideration.pending": 2}, {"closed:review.pending"}),
        ("没有因政府信息公开被纠错的案件。", {"review.reconsideration.corrected": 1}, {"corrected:review.corrected"}),
    ],
)
def test_statements_without_a_figure(text: str, cells: Mapping[str, Value], keys: set[str]) -> None:
    assert set(found(report_with(text, cells))) == {f"prose.figure:overview:{key}" for key in keys}
    assert found(report_with(text, {"review.reconsideration.upheld": 2} if "2件" in text else {})) == {}


def test_last_years_figure_against_last_years_report() -> None:
    last = report_of(unit=UNIT, year=YEAR - 1)
    put(last, {NEW: 15, GRANTED: 15})
    report = report_with("上年收到政府信息公开申请16件。", FIVE)
    assert found(report) == {}
    (finding,) = found(report, last).values()
    assert (finding.left, finding.right, finding.cells) == (16, 15, ())
    assert finding.title.startswith("文中与上年报告不一致")
    put(last, {NEW: 16})
    assert found(report, last) == {}


# prose.sum


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公开信息10条，其中甲类3条，乙类6条。", False),
        ("公开信息10条，其中甲类3条，其他6条。", True),
        ("公开信息10条，其中甲类5条，乙类6条。", True),
        ("公开信息10条，其中甲类4条，其他6条。", False),
        ("公开信息10条（甲类4条，乙类6条），浏览9次。", False),
        ("公开信息10条，分为甲类3条、乙类6条。", True),
        ("公开信息10条。按内容分，甲类3条，乙类6条。", True),
        ("公开信息10条。按内容分，主要有甲类3条，乙类6条。", False),
        ("公开信息10条，其中甲类7条（子类2条，其他4条），其他3条。", True),
        ("公开信息10条，其中甲类3条，其他7条，发布解读8条。", False),
        ("公开信息10余条，其中甲类8条，其他7条。", False),
        ("图文4条，视频5条，合计10条。", True),
        ("图文4条，视频6条，合计10条。", False),
        ("政策解读10篇，其中图文5篇，专题5期，直播10期。", False),
        ("公开信息10条，其中甲类4件、乙类5篇、其他3条。", False),
    ],
)
def test_sums(text: str, wrong: bool) -> None:
    assert {finding.code for finding in found(report_with(text)).values()} == ({"prose.sum"} if wrong else set())


def test_results_that_the_form_adds_up_are_whole() -> None:
    text = HEAD + "答复9件。予以公开和部分公开4件；不予公开1件；无法提供1件；不予处理1件；其他处理1件。"
    codes = [finding.code for finding in found(report_with(text)).values()]
    assert "prose.sum" in codes
    right = report_with(text.replace("答复9件", "答复8件"))
    assert "prose.sum" not in {finding.code for finding in found(right).values()}


def test_the_key_names_what_is_summed() -> None:
    report = report_with("全年通过网站主动公开政府信息10条，其中动态3条，其他6条。")
    (finding,) = found(report).values()
    assert finding.key == "prose.sum:overview:政府信息"
    assert shown(report, finding) == "10"
    assert finding.figures == ("3", "6", "10")


# prose.balance, prose.percent, prose.repeat


def test_balance() -> None:
    text = HEAD + "新收{}件，上年结转1件，办结4件，结转下年度2件。"
    assert found(report_with(text.format(5), FIVE)) == {}
    findings = found(report_with(text.format(8), FIVE))
    assert set(findings) == {"prose.balance:overview:申请", "prose.figure:overview:received.total"}
    assert findings["prose.balance:overview:申请"].figures == ("8", "1", "4", "2")
    assert found(report_with(HEAD + "收到6件（含上年结转1件），办结4件，结转下年度2件。", FIVE)) == {}
    assert "prose.balance:overview:申请" in found(report_with(text.format(6), FIVE))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公开信息130条，网站59条，占45.3%。", False),
        ("公开信息130条，网站59条，占45.4%。", False),
        ("公开信息130条，网站59条，占45.5%。", True),
        ("公开信息130条，网站59条，占46%。", False),
        ("公开信息130条，网站59条，占比55.38%。", True),
        ("差评数占评价总数的0.34%。", False),
        ("公开率达90.2%，公开9条。", False),
        ("上年收到留言15条，本年收到23条，增长53.3%。", False),
        ("上年收到留言15条，本年收到23条，增长63.3%。", True),
        ("上年收到留言15条，本年收到23条，下降53.3%。", True),
        ("收到留言22条，比2023年（31条）下降29%。", False),
        ("收到留言22条，比2023年（31条）下降39%。", True),
        ("收到留言22条，同比增长12.5%。", False),
        ("公开信息130条，网站59条，占近46.9%。", False),
        ("网站165条，占54%；报刊53条，占17%；其他86条，占28%。", False),
        ("网站165条，占54%；报刊53条，占27%；其他86条，占28%。", True),
    ],
)
def test_percentages(text: str, wrong: bool) -> None:
    assert {finding.code for finding in found(report_with(text)).values()} == ({"prose.percent"} if wrong else set())


def test_a_share_may_be_of_a_figure_that_only_the_table_has() -> None:
    assert found(report_with(HEAD + "予以公开4件，占办结总数的100%。", FIVE)) == {}
    assert found(report_with(HEAD + "予以公开4件，占80%。", FIVE)) == {}
    assert set(found(report_with(HEAD + "予以公开4件，占办结总数的80%。", FIVE))) == {"prose.percent:overview:予以公开"}


def test_repeat() -> None:
    report = report_with("主动公开政府信息30条。\n网站、公众号和公示栏共主动公开政府信息31条。")
    (finding,) = found(report).values()
    assert finding.key == "prose.repeat:overview:政府信息"
    assert shown(report, finding) == "31"
    report.apply(report.set_prose("overview", "主动公开政府信息30条。"))
    report.apply(report.set_prose("problems", "虽然全年主动公开政府信息31条，仍有不足。"))
    (finding,) = found(report).values()
    assert (finding.key, finding.section) == ("prose.repeat:problems:政府信息", "problems")


def test_one_column_of_the_website_told_twice() -> None:
    text = "通过管委会网站统计数据栏目公开信息20条。\n（四）平台建设\n全年通过统计数据专栏公开政府信息16条。"
    assert set(found(report_with(text))) == {"prose.repeat:overview:政府信息"}


@pytest.mark.parametrize(
    "text",
    [
        "网站主动公开政府信息20条。公众号主动公开政府信息30条。",
        "2023年主动公开政府信息20条。2024年主动公开政府信息30条。",
        "主动公开政府信息20条。上半年主动公开政府信息10条。",
        "发布政策解读20篇。在某某报发布政策解读3篇。",
        "全年组织培训3期。全年组织检查4次。",
        "主动公开政府信息20余条。主动公开政府信息23条。",
    ],
)
def test_other_things_are_no_repetition(text: str) -> None:
    assert found(report_with(text)) == {}


# prose.fee


@pytest.mark.parametrize(
    ("overview", "other", "keys"),
    [
        ("收取信息处理费200元。", "没有收取信息处理费。", {"prose.fee:other:信息处理费"}),
        ("收取信息处理费200元。", "收取信息处理费200元。", set[str]()),
        ("收取信息处理费200元。", "收取信息处理费300元。", {"prose.fee:other:信息处理费"}),
        ("没有收取信息处理费。", "收取信息处理费0元。", set[str]()),
        ("一切正常。", "收取信息处理费700元，其中一笔300元，一笔400元。", set[str]()),
        ("一切正常。", "收取信息处理费700元，其中一笔200元，一笔400元。", {"prose.fee:other:信息处理费"}),
        ("一切正常。", "有3件收取信息处理费2230元。其中880元；1080元；270元。", set[str]()),
    ],
)
def test_fees(overview: str, other: str, keys: set[str]) -> None:
    report = report_with(overview)
    report.apply(report.set_prose("other", other))
    assert set(found(report)) == keys


def test_unpaid_fees_with_a_silent_section() -> None:
    cells: Mapping[str, Value] = {"requests.other.unpaid.natural": 2}
    report = report_with("无其他事项。", cells, "other")
    (finding,) = found(report).values()
    assert (finding.key, finding.cells, finding.span) == (
        "prose.fee:other:逾期未缴费",
        ("requests.other.unpaid.total",),
        None,
    )
    assert found(report_with("本年未收取信息处理费。", cells, "other")) == {}


def test_the_charges_of_table_two_are_another_thing() -> None:
    assert found(report_with("没有收取信息处理费。", {"fees.fee.amount": 7730}, "other")) == {}


# prose.privacy


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证号11010519491231002X。", "identity"),
        ("身份证号110105 19491231 002x。", "identity"),
        ("联系人手机13800001234。", "mobile"),
        ("手机+86 138-0000-1234。", "mobile"),
        ("卡号6222 0200 0000 0000 003。", ""),
        ("卡号4111111111111111。", "bank"),
        ("秘密★10年", "secrecy"),
        ("密级：机密", "secrecy"),
        ("统一社会信用代码11010519491231002A。", ""),
        ("身份证号110105194912310021。", ""),
        ("电话0635-5100510，文号20241231001。", ""),
        ("不得泄露国家秘密和工作秘密。", ""),
    ],
)
def test_privacy(text: str, kind: str) -> None:
    keys = list(found(report_with(text, section="other")))
    assert [key.split(":")[2] for key in keys] == ([kind] if kind else [])


def test_a_private_number_is_not_repeated_in_full() -> None:
    (finding,) = found(report_with("手机13812345678。", section="other")).values()
    assert "13812345678" not in finding.key + finding.sentence() + "".join(finding.figures)


def test_the_units_own_contact_may_stand() -> None:
    report = report_with("联系电话138 0000 1234。", section="other")
    assert found(report)
    report.apply(report.set_unit("phone", "13800001234"))
    assert found(report) == {}


# Traps of published reports


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("共受理政府信息公开申请5件，答复4件（含上年度结转申请1件，另有2件顺延到下年度答复）。", FIVE),
        ("共受理政府信息公开申请19件，其中11件均按规定程序办结，8件申请人主动撤销。", {NEW: 19, GRANTED: 19}),
        ("受理信息公开申请5件，办理上年度结转申请1件。答复4件。", FIVE),
        (
            "信息公开行政复议案件3件，行政诉讼案件2件。",
            {"review.reconsideration.other": 3, "review.suit_after.other": 2},
        ),
        (
            "本年发生政府信息公开行政复议2件、行政诉讼7件。",
            {"review.reconsideration.other": 2, "review.direct_suit.other": 3, "review.suit_after.other": 4},
        ),
        ("全区共收到政府信息公开申请5件，其中区政府办公室收到3件。", FIVE),
        ("区政府办公室收到政府信息公开申请3件。", FIVE),
        ("行政复议备案134件，规范性文件发布审查330件，指导复议案件12件。", {}),
        (HEAD + "新收5件（含更正0件），上年结转1件。", FIVE),
        ("因2022年度政府信息公开申请引发行政复议1件。", {}),
        ("国务院令第711号、国办公开办函〔2021〕30号、2024年、第五十条、100%。", FIVE),
        ("本报告由总体情况等六个部分组成。", FIVE),
        ("主动公开规范性文件信息68条，公开规章目录13条。", {"normative.document.issued": 2}),
        ("近300个、200余条、约50件申请、超20件、45.28万条、1.26万件。", FIVE),
        ("好评数占99.58%，公开率90.2%。", FIVE),
        ("行政事业性收费公示12次，信息处理费按规定执行。", {"fees.fee.amount": 3}),
    ],
)
def test_traps_stay_silent(text: str, cells: Mapping[str, Value]) -> None:
    assert {key: finding.sentence() for key, finding in found(report_with(text, cells)).items()} == {}


# As part of the audit


def test_an_explanation_is_void_when_a_figure_changes() -> None:
    report = report_with("收到政府信息公开申请7件。", FIVE)
    audit = Audit(report)
    key = "prose.figure:overview:received.total"
    report.apply(report.set_remark(key, Remark("口径不同", ("7", "5"))))
    audit.refresh([Slot("remark", key)])
    assert next(f for f in audit.findings() if f.key == key).explained
    change = report.set_prose("overview", "收到政府信息公开申请8件。")
    report.apply(change)
    audit.refresh(change.slots)
    assert not next(f for f in audit.findings() if f.key == key).explained


def test_incremental_is_the_same_as_anew() -> None:
    report = report_with("收到政府信息公开申请7件，公开信息{{ requests.granted.total }}条，其中甲1条，其他2条。", FIVE)
    audit = Audit(report)
    steps = [
        report.set_cells({NEW: 7}),
        lambda: report.set_cells({"requests.granted.natural": 3}),
        lambda: report.set_prose("other", "收取信息处理费200元。"),
        lambda: report.set_prose("problems", "没有收取信息处理费，手机13800001234。"),
        lambda: report.set_unit("phone", "13800001234"),
        lambda: report.set_year(2025),
        lambda: report.set_cells({"requests.granted.legal": None}),
        lambda: report.set_cells({"requests.other.unpaid.natural": 1}),
        lambda: report.set_prose("overview", ""),
    ]
    for step in steps:
        change = step() if callable(step) else step
        report.apply(change)
        audit.refresh(change.slots)
        assert audit.findings() == Audit(report).findings()


def test_a_form_without_readings_still_has_sums_repeats_shares_and_privacy() -> None:
    text = "巡查河段10处，其中上游3处，其他6处。发现垃圾130处，清理59处，占55.38%。手机13800001234。"
    text += "收到政府信息公开申请9件。"
    report = report_with(text, section="summary", form=THIRD_FORM)
    assert {finding.code for finding in found(report).values()} == {"prose.sum", "prose.percent", "prose.privacy"}


def test_words_are_quoted_from_behind_a_sign_and_with_their_whole_year() -> None:
    text = "经统计核对无误，2024年全区各单位共计新收到政府信息公开申请7件。"
    (finding,) = found(report_with(text, FIVE)).values()
    assert "写“共计新收到" not in finding.equation
    assert not finding.equation.startswith("总体情况写“0")
    whole = found(report_with("2024年本单位新收政府信息公开申请7件。", FIVE)).values()
    assert "写“2024年本单位新收" in next(iter(whole)).equation


def test_bare_applications_are_those_for_information() -> None:
    assert "prose.figure:overview:concluded.total" in found(report_with("本年度共收到申请9件，办结8件。", FIVE))
    assert found(report_with("全年收到许可申请9件，办结8件。", FIVE)) == {}

"""Wordings of many writers: each kind is told with figures that agree, and with one that does not."""

from collections.abc import Mapping

import pytest
from prose_desk import YEAR, found, report_with, shown

from reportdesk.audit.engine import Audit
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.told import passage
from reportdesk.form.model import Severity
from reportdesk.report.values import Value

HEAD = "（二）依申请公开\n"
NEW, CARRIED, LEFT = "requests.received.natural", "requests.carried_in.natural", "requests.carried_out.natural"
GRANTED, OTHER = "requests.granted.natural", "requests.other.rest.natural"
REVIEW, SUIT = "review.reconsideration.upheld", "review.direct_suit.upheld"
TABLES: Mapping[str, Value] = {NEW: 20, CARRIED: 3, GRANTED: 17, LEFT: 6, REVIEW: 2, SUIT: 1}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # what was received
        ("结转上年后新收到信息公开申请20件。", "结转上年后新收到信息公开申请23件。"),
        ("本馆全年受理政府信息依申请公开20件。", "本馆全年受理政府信息依申请公开22件。"),
        ("共收到依申请公开办理事项20件。", "共收到依申请公开办理事项21件。"),
        ("收到并妥善办理依申请公开信息20件。", "收到并妥善办理依申请公开信息19件。"),
        ("收到本年度依申请公开事项20件。", "收到本年度依申请公开事项21件。"),
        ("共受理申请23件，新收到申请20件。", "共受理申请23件，新收到申请21件。"),
        # what was concluded
        ("收到20件，其中17件按时办结，6件结转下年度。", "收到20件，其中16件按时办结，6件结转下年度。"),
        ("收到20件，17件已按照法定时限和程序进行了答复。", "收到20件，18件已按照法定时限和程序进行了答复。"),
        ("除6件结转2025年办理，其余17件均按期答复。", "除6件结转2025年办理，其余18件均按期答复。"),
        ("除6件结转2025年办理，其余17件均按期答复。", "除5件结转2025年办理，其余17件均按期答复。"),
        ("收到自然人的公开政府信息的申请20件。", "收到自然人的公开政府信息的申请21件。"),
        ("全年收到20件，答复完毕17件。", "全年收到20件，答复完毕16件。"),
        # what was carried over
        ("余6件转2025年度办理。", "余8件转2025年度办理。"),
        ("余6件转2025年度办理。", "余4件转2025年度办理。"),
        # what was handled, where the sentence says what that holds
        (
            "全年办理17件（含上年度结转3件，另有6件顺延到下年度）。",
            "全年办理20件（含上年度结转3件，另有6件顺延到下年度）。",
        ),
        ("全年共处理申请23件（包含2023年结转3件）。", "全年共处理申请20件（包含2023年结转3件）。"),
        ("上年结转3件，全年实际处理申请共计23件。", "上年结转3件，全年实际处理申请共计20件。"),
        # review
        ("答复后被行政复议2件，全部维持；诉讼1件。", "答复后被行政复议3件，全部维持；诉讼1件。"),
    ],
)
def test_requests(right: str, wrong: str) -> None:
    assert found(report_with(HEAD + right, TABLES)) == {}
    assert {key.split(":")[0] for key in found(report_with(HEAD + wrong, TABLES))} == {"prose.figure"}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("全年未收到依申请公开来信。", NEW),
        ("全年未收到依申请公开信息。", NEW),
        ("本年度未收到依申请公开相关事项。", NEW),
        ("2024年度，本所未收到和处理政府信息公开申请，实行零报告。", NEW),
        ("收到政府信息公开申请9件，已全部办结。", LEFT),
        ("收到政府信息公开申请9件，办结率100%。", LEFT),
        ("收到政府信息公开申请9件，答复率达到100%。", LEFT),
        ("收到政府信息公开申请9件，均为个人申请。", "requests.received.business"),
        ("未发生政府信息公开行政复议、诉讼问题。", SUIT),
        ("未发生针对本所信息公开事务的行政复议案件、行政诉讼案件和举报申诉件。", REVIEW),
        ("未出现因答复不当引起的行政复议、行政诉讼等现象。", REVIEW),
        ("未收到依申请公开申请，无行政复议、无提起行政诉讼情况。", REVIEW),
        ("未发生因信息公开引起的行政复议被变更或行政诉讼败诉情形。", "review.reconsideration.corrected"),
        ("未发生因信息公开引起的行政复议被变更或行政诉讼败诉情形。", "review.direct_suit.corrected"),
    ],
)
def test_statements_without_a_figure(text: str, cell: str) -> None:
    nine: Mapping[str, Value] = {NEW: 9, GRANTED: 9} if "9件" in text else {}
    assert found(report_with(HEAD + text, nine)) == {}
    assert {key.split(":")[0] for key in found(report_with(HEAD + text, {**nine, cell: 2}))} == {"prose.figure"}


def test_what_is_left_over_is_no_part_of_all_concluded() -> None:
    text = HEAD + "收到政府信息公开申请20件，除结转下年度的6件外，已全部办结。"
    assert found(report_with(text, TABLES)) == {}


@pytest.mark.parametrize(
    "rate",
    ["按期办结率达100%", "按时答复率100%", "均在法定期限内答复，办结率100%", "到期办结率为100%", "办结率98%",
     "群众留言办结率100%", "热线诉求答复率100%", "上年办结率100%"],
)  # fmt: skip
def test_a_rate_within_the_term_or_of_something_else_leaves_room_for_what_is_carried_over(rate: str) -> None:
    assert found(report_with(f"{HEAD}收到政府信息公开申请20件，{rate}。", TABLES)) == {}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        # two parts of one enumeration are one figure
        ("办理并答复信息公开申请3件、纸质申请14件。", TABLES),
        # one sentence tells no figure twice: the other is of something narrower
        ("共收到申请23件，经沟通撤件9件，受理14件。", TABLES),
        # withdrawn applications are told apart
        ("收到申请20件，其中申请人撤销9件，在规定时限内答复8件。", TABLES),
        # withdrawn is another thing than lodged
        ("信息公开行政复议2件，维持1件，撤销复议申请1件。", {REVIEW: 1, "review.reconsideration.other": 1}),
        # of what nature documents are
        ("制作文件64件，其中主动公开16件，依申请公开12件，不予公开36件。", TABLES),
        ("主动公开政府信息16条。其中，动态类信息4条，公告类信息3条，依申请公开9条。", TABLES),
    ],
)
def test_other_meanings_stay_silent(text: str, cells: Mapping[str, Value]) -> None:
    assert {key: finding.sentence() for key, finding in found(report_with(HEAD + text, cells)).items()} == {}


def test_an_enumeration_that_comes_to_another_figure_is_told() -> None:
    text = HEAD + "办理并答复信息公开申请3件、纸质申请15件。"
    assert set(found(report_with(text, TABLES))) == {"prose.figure:overview:concluded.total"}


def test_words_behind_a_figure_are_shown_where_none_stand_before_it() -> None:
    (finding,) = found(report_with(HEAD + "收到20件，9件结转2025年办理。", TABLES)).values()
    assert "写“9件结转2025年办理”" in finding.equation


def test_documents_in_force_do_not_take_the_attribute_before_them() -> None:
    cells: Mapping[str, Value] = {"normative.document.issued": 5, "normative.document.in_force": 30}
    text = "公开信息91条，其中新制定行政规范性文件5件，清理并公开现行有效的行政规范性文件30件。"
    assert found(report_with(text, cells)) == {}
    enumerated = "制发规章0件、行政规范性文件6件。"
    assert set(found(report_with(enumerated, cells))) == {"prose.figure:overview:document.issued"}


@pytest.mark.parametrize("words", ["较上一年度增加", "比去年减少了", "同比增加"])
def test_a_change_is_neither_a_figure_nor_a_total(words: str) -> None:
    text = f"收到政府信息公开申请20件，{words}12件。其中，信函申请14件，网络申请6件，当面申请0件。"
    assert found(report_with(text, TABLES)) == {}
    kinds = [told.figure.kind for heard in passage(text, YEAR, "disclosure").heard for told in heard.told]
    assert kinds[:2] == [Kind.COUNT, Kind.CHANGE]
    assert {finding.code for finding in found(report_with(text.replace("14件", "13件"), TABLES)).values()} == {
        "prose.sum"
    }


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公开信息12条，其中甲类1条、乙类9条、丙类3条。", True),
        ("公开信息12条，其中甲类9条、乙类3条，丙类1条。", False),
        ("公开信息12条，其中甲类9条，乙类3条，丙类1条。", True),
        ("公开信息共计12条，甲类3条，乙类5条，其他类5条。", True),
        ("公开信息共计12条，甲类3条，乙类5条，其他类4条。", False),
        ("公开信息12条，涵盖甲类3条、其他信息8条。", True),
        ("公开信息12条。在公开的信息中，甲类3条，乙类11条。", True),
        ("公开信息12条。在公开的信息中，甲类3条，乙类7条。", False),
        ("在公开的12条信息中，甲类3条、其他类8条。", True),
        ("收到来件12件，其中网络5件，信函6件，当面0件。", True),
        ("收到来件12件，其中网络5件，信函6件。", False),
        ("基础信息5条，项目信息6条，合计共12条。", True),
        ("公开信息12条，其中，在本局网站上发布信息6条，在“某某”微信公众号上发布信息8条。", True),
        ("公开信息12条，其中甲类4条、建设项目信息5条、乙类4条。", True),
        ("公开信息12条，其中甲类4条。\n其中发布于本局网站30条、公众号9条。", False),
        (HEAD + "上年结转3件，收到申请5件，其中答复6件，结转下年2件。", False),
        (HEAD + "收到申请5件，上年结转3件，其中6件办结，2件结转下年度。", False),
    ],
)
def test_lists(text: str, wrong: bool) -> None:
    told = {finding.code for finding in found(report_with(text)).values()} - {"prose.figure"}
    assert told == ({"prose.sum"} if wrong else set())


def test_a_share_of_nothing_is_not_reckoned() -> None:
    assert found(report_with("公开信息0条，其中甲类0条，占20%；乙类0条，占30%。")) == {}


def test_the_place_for_a_number_must_be_filled() -> None:
    report = report_with("主动公开政府信息〔条数〕条，其中政策〔条数〕条，文号〔2024〕5号、〔二〇二四〕6号。")
    (finding,) = [f for f in Audit(report).findings() if f.code == "prose.empty"]
    assert (finding.severity, finding.title) == (Severity.MISSING, "总体情况：还有待填的〔条数〕")
    assert shown(report, finding) == "〔条数〕"
    assert "2 处" in finding.message
    report.apply(report.set_prose("overview", "主动公开政府信息9条，文号〔2024〕5号。"))
    assert [f for f in Audit(report).findings() if f.code == "prose.empty"] == []

"""Shares and changes that are told without the figures they are of, and figures that differ from a cell by a slip."""

from collections.abc import Mapping

import pytest
from prose_desk import YEAR, found, report_with, shown

from core import UNIT, put, report_of
from reportdesk.report.values import Value

HEAD = "（二）依申请公开\n"
NOW: Mapping[str, Value] = {
    "requests.received.natural": 64,
    "requests.received.business": 6,
    "requests.granted.natural": 30,
    "requests.refused.process.natural": 33,
    "requests.refused.process.business": 6,
    "requests.carried_out.natural": 1,
    "licensing.licence.decisions": 2293,
    "enforcement.penalty.decisions": 1282,
    "enforcement.coercion.decisions": 42,
}


def told(text: str, *, compared: bool = True) -> dict[str, str]:
    """Return what is found by code, as the text that is underlined."""
    last = report_of(unit=UNIT, year=YEAR - 1)
    put(last, {"requests.received.natural": 21, "requests.granted.natural": 21})
    report = report_with(text, NOW)
    return {f.code: shown(report, f) for f in found(report, last if compared else None).values()}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("自然人申请占比{}%。", "91.4", "90"),
        ("共收到70件申请，自然人申请占比{}%。", "91.43", "81.43"),
        ("法人或其他组织提交的占{}%。", "8.6", "10"),
        ("予以公开占办结总数的{}%。", "43.48", "50"),
        ("予以公开30件，占办结总数的{}%。", "43.48", "50"),
    ],
)
def test_a_share_of_the_tables_total(text: str, right: str, wrong: str) -> None:
    assert told(HEAD + text.format(right)) == {}
    assert told(HEAD + text.format(wrong)) == {"prose.percent": wrong}


@pytest.mark.parametrize(
    "text",
    [
        "收到网上申请40件，自然人申请占比80%。",
        "网络申请占比70%，当面申请占比30%。",
        "征地类申请占比55%。",
        "上年自然人申请占比80%。",
        "自然人申请占比约90%。",
        "按期办结率100%。",
        "涉及征地的，自然人申请占比100%。",
        "行政执法案卷占不予公开的75%。",
        "商业企业占组织申请的50%。",
        "自然人申请占网上申请的50%。",
        "政府信息公开申请占来件总数的20%。",
    ],
)
def test_a_share_of_something_else(text: str) -> None:
    assert told(HEAD + text) == {}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("收到申请量较上年增长{}%。", "233.3", "350"),
        ("申请量同比增长{}%。", "233", "243"),
        ("收到申请70件，比上年增加{}件。", "49", "60"),
        ("申请量比上年增加{}件。", "49", "94"),
        ("2023年收到申请21件，2024年收到申请70件，比上年增加{}件。", "49", "39"),
    ],
)
def test_more_than_last_year(text: str, right: str, wrong: str) -> None:
    assert told(HEAD + text.format(right)) == {}
    assert told(HEAD + text.format(wrong)) == {"prose.percent": wrong}


def test_fewer_is_not_more() -> None:
    assert told(f"{HEAD}收到申请70件，比上年减少49件。") == {"prose.percent": "49"}


@pytest.mark.parametrize(
    "text",
    [
        "收到申请70件，比2019年增加60件。",
        "收到申请70件，其中自然人64件，比上年增加60件。",
        "收到申请70件，培训比上年增加3场。",
        "收到申请70件，比上年增加近60件。",
        "公开信息386条，比上年增加60条。",
    ],
)
def test_a_change_that_cannot_be_reckoned(text: str) -> None:
    assert told(HEAD + text) == {}


def test_without_last_year_no_change_is_judged() -> None:
    assert told(f"{HEAD}收到申请量较上年增长350%，比上年增加60件。", compared=False) == {}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("全年办理行政许可{}件。", ["2923"]),
        ("办理行政许可{}件、行政处罚1282件。", ["2393"]),
        ("实施行政处罚{}件。", ["1182", "1822"]),
    ],
)
def test_what_was_done_with_a_slip(text: str, spans: list[str]) -> None:
    for span in spans:
        assert told(text.format(span)) == {"prose.figure": span}


def test_a_slip_tells_what_the_figures_beside_it_mean() -> None:
    report = report_with("实施行政处罚1182件、行政强制43件。", NOW)
    assert {shown(report, finding) for finding in found(report).values()} == {"1182", "43"}


@pytest.mark.parametrize(
    "text",
    [
        "全年办理行政许可2293件、行政处罚1282件、行政强制42件。",
        "全年办理行政许可2296件，实施行政处罚1280件。",
        "全年办理行政许可5310件，行政强制43件。",
        "公示行政许可2923件。",
        "办理行政许可2923件，作出行政许可决定2293件。",
        "行政处罚1282件，行政强制43件。",
    ],
)
def test_what_was_done_may_differ_from_what_was_decided(text: str) -> None:
    assert told(text) == {}


@pytest.mark.parametrize(
    "text", [f"{HEAD}共办结七十件。", "全年共办结七十件申请。", "收到70件申请，及时办结七十件，1件结转下年度。"]
)
def test_figures_in_words(text: str) -> None:
    assert told(text) == {"prose.figure": "七十"}

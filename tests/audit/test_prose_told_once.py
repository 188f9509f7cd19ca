"""A wrong figure is told once, applications are known without their full name, a percentage says what it should be."""

from collections.abc import Mapping

import pytest
from prose_desk import YEAR, found, report_with

from core import UNIT, put, report_of
from reportdesk.audit.engine import Audit
from reportdesk.report.values import Value

NEW, CARRIED, LEFT = "requests.received.natural", "requests.carried_in.natural", "requests.carried_out.natural"
GRANTED, SUIT = "requests.granted.natural", "review.direct_suit.upheld"
HEAD = "（二）依申请公开\n"
TABLES: Mapping[str, Value] = {NEW: 40, GRANTED: 38, LEFT: 2, SUIT: 9}
RECEIVED, CONCLUDED = "prose.figure:overview:received.total", "prose.figure:overview:concluded.total"
OUT, SUITS = "prose.figure:overview:carried_out.total", "prose.figure:overview:suit.total"
AREA = "海湾新区管委会"


def keys(text: str, cells: Mapping[str, Value] = TABLES, unit: str = UNIT) -> set[str]:
    report = report_with(text, cells)
    report.apply(report.set_unit("name", unit))
    return set(found(report))


# A fact told twice


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_repeat_that_a_table_decides_is_one_finding(wrong: int) -> None:
    told = ["新收政府信息公开申请40件。", "全年新收政府信息公开申请41件。"]
    assert keys("\n".join(told[::-1] if wrong == 0 else told)) == {RECEIVED}


def test_a_repeat_of_a_live_figure_is_one_finding() -> None:
    text = "新收政府信息公开申请{{ requests.received.total }}件。全年新收政府信息公开申请41件。"
    assert keys(text) == {RECEIVED}


def test_two_wrong_figures_that_differ_are_a_repeat_too() -> None:
    text = "新收政府信息公开申请41件。\n全年新收政府信息公开申请42件。"
    assert keys(text) == {RECEIVED, f"{RECEIVED}#2", "prose.repeat:overview:received.total"}


def test_a_repeat_stays_where_no_cell_decides() -> None:
    assert keys("主动公开政府信息30条。\n网站、公众号和公示栏共主动公开政府信息31条。") == {
        "prose.repeat:overview:政府信息"
    }


def test_the_right_finding_comes_back_with_each_figure_of_the_cell() -> None:
    report = report_with("新收政府信息公开申请40件。\n全年新收政府信息公开申请41件。", TABLES)
    audit = Audit(report)
    repeat = "prose.repeat:overview:received.total"
    expected = {
        40: {RECEIVED: (41, 40)},
        41: {RECEIVED: (40, 41)},
        50: {RECEIVED: (40, 50), f"{RECEIVED}#2": (41, 50), repeat: (41, 40)},
        39: {RECEIVED: (40, 39), f"{RECEIVED}#2": (41, 39), repeat: (41, 40)},
    }
    for figure in (50, 40, 41, 39, 40, 50):
        change = report.set_cells({NEW: figure})
        report.apply(change)
        audit.refresh(change.slots)
        told = {f.key: (f.left, f.right) for f in audit.findings() if f.code.startswith("prose.")}
        assert told == expected[figure]


def test_a_repeat_stays_where_the_table_is_not_filled_in() -> None:
    report = report_with(HEAD + "予以公开38件。\n本年予以公开37件。", TABLES)
    put(report, {"requests.granted.legal": None, GRANTED: 3})
    assert set(found(report)) == {"prose.repeat:overview:granted.total"}
    put(report, {"requests.granted.legal": 35})
    assert set(found(report)) == {"prose.figure:overview:granted.total"}


def test_new_and_all_to_be_handled_may_both_be_meant_until_the_table_tells() -> None:
    report = report_with("收到政府信息公开申请42件。\n全年收到政府信息公开申请40件。", TABLES)
    put(report, {"requests.carried_in.natural": None})
    assert set(found(report)) == set()
    put(report, {"requests.carried_in.natural": 1})
    assert set(found(report)) == {RECEIVED}


# Applications without their full name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年累计收到申请43件，已办结31件，5件结转。", {RECEIVED, CONCLUDED, OUT}),
        ("今年累计接收43件申请，已办结31件，5件结转下年度。", {RECEIVED, CONCLUDED, OUT}),
        ("今年受理申请共43件。已答复31件。", {RECEIVED, CONCLUDED}),
        ("收到公民和其他组织提出的申请四十三件，办结38件。", {RECEIVED}),
        ("全年收到申请{{ requests.received.total }}件，办结37件。", {CONCLUDED}),
        ("主动公开政府信息600条，发布解读12篇。全年受理申请43件，办结31件。", {RECEIVED, CONCLUDED}),
        ("全年答复申请31件。", {CONCLUDED}),
        ("因信息公开被起诉8件。", {SUITS}),
        ("全年收到申请40件，办结38件，2件结转。", set[str]()),
        ("新收申请43件，办结38件，信息公开行政诉讼8件。", {RECEIVED, SUITS}),
    ],
)
def test_bare_applications(text: str, expected: set[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进行政许可标准化，全年受理申请43件，办结31件。",
        "开展法律援助，收到申请43件，办结31件。",
        "公租房全年收到申请43件，办结31件。",
        "热线收到诉求55件，全年收到申请43件，办结31件。",
        "收到补贴申请43件，办结31件。",
        "收到43件申请材料，均已归档。",
        "受理行政复议申请43件，办结31件。",
    ],
)
def test_applications_for_something_else_stay_silent(text: str) -> None:
    assert keys(text) == set()


# Whose figures they are


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全区新收政府信息公开申请40件。\n全年新收政府信息公开申请43件。", {RECEIVED}),
        ("全区新收政府信息公开申请40件。\n全年新收政府信息公开申请33件。", {RECEIVED}),
        ("全区新收政府信息公开申请43件，行政诉讼8件。", {RECEIVED, SUITS}),
        ("全区新收政府信息公开申请40件。\n本机关新收政府信息公开申请33件。", set[str]()),
        ("全区新收政府信息公开申请40件。\n其中各部门新收政府信息公开申请33件。", set[str]()),
    ],
)
def test_an_areas_own_report_speaks_of_the_area(text: str, expected: set[str]) -> None:
    assert keys(text, unit=AREA) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全系统新收政府信息公开申请60件。\n新收政府信息公开申请40件。", set[str]()),
        ("全系统新收政府信息公开申请40件。\n新收政府信息公开申请33件。", set[str]()),
        ("全系统新收政府信息公开申请40件。\n新收政府信息公开申请43件。", {RECEIVED}),
        ("全系统新收政府信息公开申请30件。\n新收政府信息公开申请40件。", {RECEIVED}),
    ],
)
def test_a_part_is_never_more_than_the_whole_area(text: str, expected: set[str]) -> None:
    assert keys(text, unit="清河市水务局") == expected


# Percentages


@pytest.mark.parametrize(
    ("text", "title", "reckoned"),
    [
        ("公开信息250条，其中网站110条，占45%。", "百分比不符：写的是 45%，应为 44%", "110 ÷ 250"),
        ("公开信息250条，其中动态110条，占54.00%，公告90条，占36.00%。", "写的是 54.00%，应为 44.00%", "110 ÷ 250"),
        (HEAD + "收到40件，答复38件。予以公开19件，占55.0%。", "百分比算不出来：55.0%", "19 ÷ 38"),
        ("上年收到留言20条，本年收到25条，增长35%。", "增减幅度不符：写的是增长 35%，应为增长 25%", "上年 20、本年 25"),
        ("上年收到留言25条，本年收到20条，增长25%。", "增减幅度不符：写的是增长 25%，应为下降 20%", "上年 25、本年 20"),
    ],
)
def test_a_percentage_that_can_be_reckoned_says_what_it_should_be(text: str, title: str, reckoned: str) -> None:
    finding = next(f for f in found(report_with(text, TABLES)).values() if f.code == "prose.percent")
    assert title in finding.title
    assert reckoned in finding.equation
    assert "  " not in finding.equation and "条 占" not in finding.equation


def test_a_growth_of_two_readings_of_last_year_is_in_doubt() -> None:
    last = report_of(unit=UNIT, year=YEAR - 1)
    put(last, {NEW: 20, CARRIED: 12, GRANTED: 32})
    report = report_with("新收政府信息公开申请40件，同比增长90%。", TABLES)
    finding = found(report, last)["prose.percent:overview:政府信息公开申请"]
    assert finding.title == "增减幅度算不出来：90%"

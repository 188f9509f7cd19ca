"""Figures in prose: what they are worth, what they count, and where they stand in the stored text."""

from decimal import Decimal

import pytest
from prose_desk import YEAR

from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.numerals import number
from reportdesk.audit.prose.surface import surface
from reportdesk.audit.prose.told import Told, passage

PICTURE = "![新收申请12件]({})".format("0123456789abcdef" * 4)


def told(text: str) -> list[Told]:
    return [told for heard in passage(text, YEAR, "disclosure").heard for told in heard.told]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("一百零五", 105),
        ("十", 10),
        ("两千三百", 2300),
        ("三万零六", 30006),
        ("一亿二千万", 120_000_000),
        ("百十", 110),
        ("二三", None),
        ("〇", 0),
    ],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "exact"),
    [
        ("收到２３件", 23, "件", True),
        ("收到 1,234 件", 1234, "件", True),
        ("收到二十三件", 23, "件", True),
        ("公开信息一百零五条", 105, "条", True),
        ("阅读量1.2万次", 12000, "次", True),
        ("公开信息45.28万条", 452800, "条", True),
        ("公开信息7700余条", 7700, "条", False),
        ("公开信息18万余条", 180000, "条", False),
        ("近300个", 300, "个", False),
        ("约５０件", 50, "件", False),
        ("20件以上", 20, "件", False),
        ("不予公开3；", 3, "", True),
    ],
)
def test_a_figure(text: str, value: int, unit: str, exact: bool) -> None:
    (found,) = told(text)
    figure = found.figure
    assert (figure.value, figure.unit, figure.exact, figure.kind) == (value, unit, exact, Kind.COUNT)


@pytest.mark.parametrize(
    "text",
    [
        "国令第711号、〔2021〕30号、2024年1月1日至12月31日",
        "第二十条第（一）项、第五十条",
        "电话0635-5100510，邮编：252500",
        "收到3-5件",
        "受理10至12件",
        "一件一策、一网通办、一次性告知、高效办成一件事",
        "三个工作日、五个月、2.5个百分点、8小时",
        "COVID19、5G、A4纸",
        "12345政务服务便民热线",
        "每件都有回音，之一件件落实",
        "本报告由六部分组成",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert [item.figure.text for item in told(text)] == []


def test_several_figures_in_a_sentence_with_their_kinds() -> None:
    found = told("收到23件，其中自然人二十件（占86.96%），收费200元。")
    assert [(item.figure.value, item.figure.kind, item.figure.depth) for item in found] == [
        (23, Kind.COUNT, 0),
        (20, Kind.COUNT, 0),
        (Decimal("86.96"), Kind.PERCENT, 1),
        (200, Kind.MONEY, 0),
    ]


def test_years_decide_of_which_year_a_figure_is() -> None:
    found = told("2023年收到15件，2024年收到23件，较上年（2023年，15件）增长；此外2019年以来共90件，上半年9件。")
    assert [(item.figure.text, item.when) for item in found] == [
        ("15件", "last"),
        ("23件", "this"),
        ("15件", "last"),
        ("90件", "other"),
        ("9件", "other"),
    ]


def test_carrying_over_and_comparing_say_nothing_of_the_year() -> None:
    found = told("新收10件，上年结转2件，较上年有所增加，办结11件，结转至2025年1件，结转2024年以前的0件。")
    assert {item.when for item in found[:4]} == {"this"}


def test_places_are_those_of_the_stored_text() -> None:
    text = "😀 共 收 到　１２　件，{{ requests.received.total }}件\r\n办结 3 件"
    face = surface(text)
    assert face.text == "😀共收到12件，\ue000件\n\n办结3件"
    start = face.text.index("12件")
    assert text[slice(*face.span(start, start + 3))] == "１２　件"
    live = face.text.index("\ue000")
    assert text[slice(*face.span(live, live + 1))] == "{{ requests.received.total }}"
    assert face.addresses(live) == ("requests.received.total",)
    last = face.text.index("3件")
    assert text[slice(*face.span(last, last + 2))] == "3 件"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "，。；", "\ue000件", "((((", "））））1件", "。" * 50, "1" * 300, "{{ }}件"]
)
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert passage(text, YEAR, "disclosure").surface.text is not None
    assert told("\ue000件") == []


def test_without_phrases_nothing_has_a_meaning() -> None:
    (item,) = (t for heard in passage("收到政府信息公开申请3件", YEAR, "").heard for t in heard.told)
    assert (item.meaning, item.figure.value) == ("", 3)


def test_nothing_is_read_in_a_picture() -> None:
    text = f"收到3件。\n{PICTURE}\n答复5件。"
    face = surface(text)
    assert "12" not in face.text
    assert text[slice(*face.span(face.text.index("5件"), face.text.index("5件") + 2))] == "5件"
    assert len(told(text)) == len(told(text.replace(PICTURE, "")))

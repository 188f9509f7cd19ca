"""What may be typed in a cell, what is refused and why, and that what is shown can be typed again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021
from reportdesk.form.model import Cell
from reportdesk.report.values import (
    LIMIT,
    NOT_APPLICABLE,
    Unread,
    Value,
    ValueRefused,
    brief,
    fault,
    fitted,
    parse,
    plain,
    show,
)

COUNT = FORM_2021.cells["requests.received.natural"]
OPTIONAL = FORM_2021.cells["normative.regulation.issued"]
FEE = FORM_2021.cells["fees.fee.amount"]
SIGNED = FORM_2019.cells["licensing.licence.change"]
YUAN = FORM_2019.cells["procurement.central.amount"]

ACCEPTED: list[tuple[Cell, str, Value]] = [
    (COUNT, "12", 12),
    (COUNT, "１２", 12),
    (COUNT, "012", 12),
    (COUNT, "1.0", 1),
    (COUNT, "１．０", 1),
    (COUNT, "-0", 0),
    (COUNT, "+0", 0),
    (COUNT, "0" * 5000, 0),
    (COUNT, "1,234", 1234),
    (COUNT, "1，234", 1234),
    (COUNT, "1 234", 1234),
    (COUNT, "1'234", 1234),
    (COUNT, "1’234", 1234),
    (COUNT, "1\u00a0234\u00a0567", 1234567),
    (COUNT, "10 000 000", 10_000_000),
    (COUNT, "12件", 12),
    (COUNT, "1,234 件", 1234),
    (COUNT, "12\n", 12),
    (COUNT, "\r\n12\r", 12),
    (COUNT, "\u00a012\u3000", 12),
    (COUNT, "\ufeff1\u200b2\u00ad", 12),
    (COUNT, "", None),
    (COUNT, " \u3000\t\u200b", None),
    (COUNT, "1000000000000", LIMIT),
    (OPTIONAL, "不适用", NOT_APPLICABLE),
    (OPTIONAL, "N/A", NOT_APPLICABLE),
    (OPTIONAL, "Ｎ／Ａ", NOT_APPLICABLE),
    (SIGNED, "+5", 5),
    (SIGNED, "-5", -5),
    (SIGNED, "－3", -3),
    (SIGNED, "−3", -3),
    (SIGNED, "-1,234项", -1234),
    (FEE, "3万", Decimal(3)),
    (FEE, "3.5万元", Decimal("3.5")),
    (FEE, "３．５", Decimal("3.5")),
    (FEE, "24252.311082", Decimal("24252.311082")),
    (FEE, "3。5", Decimal("3.5")),
    (FEE, ".5", Decimal("0.5")),
    (FEE, "1,234.50", Decimal("1234.50")),
    (YUAN, "251000元", Decimal(251000)),
    (YUAN, "73802895.90元", Decimal("73802895.90")),
]


@pytest.mark.parametrize(("cell", "text", "value"), ACCEPTED)
def test_accepted(cell: Cell, text: str, value: Value) -> None:
    found = parse(text, cell)
    assert (type(found), found) == (type(value), value)
    assert show(found) == show(value)


NONE = ["—", "-", "/", "／", "无", "……", "--", "零", "没有"]
REFUSED: list[tuple[Cell, str, str]] = [
    *((COUNT, text, f"“{text}”不是数字；没有发生请填 0") for text in NONE),
    (COUNT, "不适用", "不能填“不适用”"),
    (COUNT, "N/A", "不能填“不适用”"),
    (COUNT, "3万", "“3万”不是数字"),
    (COUNT, "5%", "不填百分比"),
    (COUNT, "５％", "不填百分比"),
    (COUNT, "2.5", "“2.5”不是整数"),
    (COUNT, "-1", "不能为负数"),
    (COUNT, "-5", "不能为负数"),
    (COUNT, "+5", "不用写正号"),
    (COUNT, "1e3", "“1e3”不是数字"),
    (COUNT, "0x10", "“0x10”不是数字"),
    (COUNT, "½", "“½”不是数字"),
    (COUNT, "①", "“①”不是数字"),
    (COUNT, "²", "“²”不是数字"),
    (COUNT, "十二", "汉字数字"),
    (COUNT, "〇", "汉字数字"),
    (COUNT, "二十三件", "汉字数字"),
    (COUNT, "1000000000001", "太大"),
    (COUNT, "9,007,199,254,740,993", "太大"),
    (COUNT, "9" * 31, "太大"),
    (COUNT, "9" * 5000, "太大"),
    (COUNT, "其中：2023年12件", "不是数字"),
    (COUNT, "12（含上年3件）", "不是数字"),
    (COUNT, "22（其中修订16件）", "不是数字"),
    (COUNT, "1,23", "不是数字"),
    (COUNT, "1,234 567", "不是数字"),
    (COUNT, "1\t234", "不是数字"),
    (COUNT, "1\n234", "不是数字"),
    (COUNT, "12\r\n345", "不是数字"),
    (COUNT, "1 2", "不是数字"),
    (COUNT, "5.", "不是数字"),
    (COUNT, "件", "不是数字"),
    (COUNT, "１２\x00", "不是数字"),
    (COUNT, "٣", "不是数字"),
    (FEE, "35000元", "应为 3.5 万元？"),
    (FEE, "35,000 元", "应为 3.5 万元？"),
    (FEE, "2亿元", "应为 20000 万元？"),
    (FEE, "若干元", "单位不同"),
    (FEE, "9" * 2000 + "元", "单位不同"),
    (FEE, "-1", "不能为负数"),
    (FEE, "1.2345678", "小数位太多，最多 6 位"),
    (FEE, "0." + "1" * 5000, "小数位太多"),
    (FEE, "1000000000000.1", "太大"),
    (YUAN, "251000.123", "小数位太多，最多 2 位"),
    (YUAN, "3.5万元", "应为 35000 元？"),
    (SIGNED, "-2.5", "不是整数"),
    (SIGNED, "-1000000000001", "太大"),
    (SIGNED, "+-5", "不是数字"),
]


@pytest.mark.parametrize(("cell", "text", "told"), REFUSED)
def test_refused(cell: Cell, text: str, told: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        parse(text, cell)
    assert told in caught.value.message
    assert len(caught.value.message) < 150


amounts = st.decimals(-(10**11), 10**11, places=6) | st.decimals(0, 10**6, places=2)
values = st.none() | st.integers(-(10**12), 10**12) | amounts | st.just(NOT_APPLICABLE)


@given(values)
def test_what_is_shown_can_be_typed_again(value: Value) -> None:
    if isinstance(value, Decimal):
        cell = FEE if value >= 0 else None
    elif isinstance(value, int):
        cell = COUNT if value >= 0 else SIGNED
    else:
        cell = OPTIONAL
    if cell is not None:
        again = parse(show(value), cell)
        assert again == value
        assert show(parse(show(again), cell)) == show(again)


@given(st.text(max_size=12) | st.text("0123456789,.+-元万件 　", max_size=12))
def test_any_text_is_a_sound_value_or_refused(text: str) -> None:
    for cell in (COUNT, OPTIONAL, FEE, SIGNED, YUAN):
        try:
            value = parse(text, cell)
        except ValueRefused as refusal:
            assert refusal.message
        else:
            assert fault(value, cell) is None
            assert fitted(value, cell.kind) == value


def test_shown() -> None:
    assert [show(value) for value in (None, 0, Decimal("1.50"), NOT_APPLICABLE, Unread("12（含）"))] == [
        "",
        "0",
        "1.50",
        "不适用",
        "12（含）",
    ]
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("0.000001")) == "0.000001"


@pytest.mark.parametrize(
    ("value", "cell", "told"),
    [
        (Unread("22（其中修订16件）"), COUNT, "“22（其中修订16件）”未能读作数字"),
        (Unread("长" * 500), COUNT, "…”未能读作数字"),
        (NOT_APPLICABLE, COUNT, "不能填“不适用”"),
        (-1, COUNT, "是负数"),
        (LIMIT + 1, COUNT, "太大"),
        (Decimal("1.1234567"), FEE, "小数位太多"),
        (Decimal("-0.1"), FEE, "是负数"),
    ],
)
def test_faults_of_stored_values(value: Value, cell: Cell, told: str) -> None:
    assert told in (fault(value, cell) or "")


def test_no_fault() -> None:
    for cell, value in ((COUNT, None), (COUNT, 0), (SIGNED, -1), (OPTIONAL, NOT_APPLICABLE), (FEE, Decimal("0.5"))):
        assert fault(value, cell) is None


def test_values_fit_their_cells() -> None:
    assert fitted(Decimal("12.0"), COUNT.kind) == 12
    assert isinstance(fitted(Decimal("12.0"), COUNT.kind), int)
    assert fitted(Decimal("2.5"), COUNT.kind) == Unread("2.5")
    assert isinstance(fitted(3, FEE.kind), Decimal)
    assert fitted(Decimal("NaN"), FEE.kind) == Unread("NaN")


def test_long_texts_are_cut_in_messages() -> None:
    assert brief(" 短 ") == "短"
    assert len(brief("长" * 100)) == 41

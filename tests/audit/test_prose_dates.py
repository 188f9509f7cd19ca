"""Dates in prose that no calendar has, and what only looks like one."""

import pytest
from prose_desk import found, report_with, shown

from core import FORMS
from reportdesk.form.model import Form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize(
    "date",
    [
        "2024年12月32日", "2024年2月30日", "2023年2月29日", "2月30日", "4月31日", "2024年13月", "13月5日", "2024年0月",
        "202412月31日", "202年12月31日", "20244年1月1日", "２０２４年１２月３２日", "2024 年 12 月 32 日", "12月0日",
    ],
)  # fmt: skip
def test_a_date_that_cannot_be(form: Form, date: str) -> None:
    report = report_with(f"截至{date}止。", section=form.prose[0].id, form=form)
    (finding,) = (each for each in found(report).values() if each.code != "prose.digits")
    assert finding.code == "prose.date"
    assert shown(report, finding) == date


def codes(text: str) -> set[str]:
    return {finding.code for finding in found(report_with(text)).values()}


def test_the_last_month_of_a_stretch() -> None:
    assert codes("1月至13月，按月公开。") == {"prose.date"}


@pytest.mark.parametrize(
    "text",
    [
        "2024年第12期", "12月", "1月至12月", "1—12月", "2024年12.31", "2024年1月1日至12月31日", "2024年2月29日",
        "2月29日", "共13月", "历时2年11月", "21年3月", "第13月", "每12个月", "12月份", "2024年3月12日、13日",
        "1949年10月1日", "35日", "2024年度12月5日", "自2024年1月1日零时起至2024年12月31日24时止",
        "国办发〔2024〕13号", "3月、6月、9月和12月", "2024.13.1版", "2000年2月29日",
    ],
)  # fmt: skip
def test_a_date_that_may_be(text: str) -> None:
    assert codes(f"{text}。") == set()

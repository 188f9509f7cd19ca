"""Charts in prose against the figures of now, the report's year, and the words they were drawn of."""

from __future__ import annotations

import pytest

from core import report_of
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.charts import Bar, Drawing, with_drawing
from reportdesk.report.report import Report

NATURAL, BUSINESS = "requests.received.natural", "requests.received.business"
EMPTY_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IHDR\0\0\0\0" + b"\0\0\0\0IEND\0\0\0\0"


def charted(report: Report, *drawn: Drawing, after: str = "") -> Report:
    """Put charts into 总体情况."""
    from hashlib import sha256

    lines = [after]
    for each in drawn:
        data = with_drawing(EMPTY_PNG, each)
        name = sha256(data).hexdigest()
        report.apply(report.plan("", [(Slot("attachment", name), Attachment("image/png", data))]))
        lines.append(f"![{each.title}]({name})")
    report.apply(report.set_prose("overview", "\n".join(lines)))
    return report


def found(report: Report, last: Report | None = None) -> list[Finding]:
    return [finding for finding in Audit(report, last).findings() if finding.code == "prose.chart"]


def parts(natural: int = 12, business: int = 5, year: int = 2023) -> Drawing:
    return Drawing("申请人", "件", (Bar("自然人", natural, NATURAL, year), Bar("商业企业", business, BUSINESS, year)))


def report_with(natural: int, business: int = 5, year: int = 2023) -> Report:
    report = report_of(year=year)
    report.apply(report.set_cells({NATURAL: natural, BUSINESS: business}))
    return report


def test_a_chart_of_the_figures_of_now_is_not_told() -> None:
    assert found(charted(report_with(12), parts())) == []


def test_a_cell_altered_after_the_chart_was_drawn_is_told_with_both_figures() -> None:
    (finding,) = found(charted(report_with(13), parts(), after="前文。"))
    assert finding.key == "prose.chart:overview:chart:申请人"
    assert finding.equation == "“自然人”图中 12，现在 13。"
    assert finding.cells == (NATURAL,)
    assert finding.figures == ("12", "13")
    assert finding.span is not None and finding.span[0] == len("前文。\n")
    assert finding.explainable


def test_the_audit_follows_the_cell_and_the_undo() -> None:
    report = charted(report_with(12), parts())
    audit = Audit(report)
    change = report.set_cells({NATURAL: 13})
    report.apply(change)
    assert [f.code for f in audit.refresh(edit.slot for edit in change.edits).appeared if "chart" in f.key]
    report.apply(report.set_cells({NATURAL: 12}))
    assert audit.refresh([Slot("cell", NATURAL)]).gone


def test_many_figures_are_named_by_the_first_and_their_number() -> None:
    cells = [f"requests.granted.{column}" for column in ("natural", "business", "research", "welfare", "legal")]
    drawn = Drawing("予以公开", "件", tuple(Bar(f"第{i}项", i + 1, cell, 2023) for i, cell in enumerate(cells)))
    (finding,) = found(charted(report_of(year=2023), drawn))
    assert finding.equation.endswith("“第2项”图中 3，现在 0 等 5 处。")
    assert len(finding.cells) == 5


@pytest.mark.parametrize("value", [None, "不清"])
def test_a_blank_or_unread_cell_is_not_judged(value: str | None) -> None:
    from reportdesk.report.values import Unread

    report = charted(report_with(12), parts())
    report.apply(report.set_cells({NATURAL: Unread(value) if value else None}))
    assert found(report) == []


def test_a_chart_of_last_year_is_told_by_its_year() -> None:
    (finding,) = found(charted(report_with(12, year=2024), parts(year=2023)))
    assert finding.title == "图里没有今年的数：申请人"
    assert "2023 年" in finding.equation


def test_years_are_compared_with_this_report_and_the_last() -> None:
    years = Drawing("新收", "件", (Bar("2022年", 8, NATURAL, 2022), Bar("2023年", 12, NATURAL, 2023)))
    last = report_with(8, year=2022)
    assert found(charted(report_with(12), years), last) == []
    last.apply(last.set_cells({NATURAL: 9}))
    (finding,) = found(charted(report_with(12), years), last)
    assert finding.equation == "“2022年”图中 8，现在 9。"
    assert finding.cells == (), "cells are this year's only"
    last.apply(last.set_unit("name", "别的单位"))
    assert found(charted(report_with(12), years), last) == []


def test_a_chart_of_words_wants_its_figures_in_one_sentence() -> None:
    drawn = Drawing("三类信息", "条", (Bar("规章", 8), Bar("其他", 30)))
    told = "主动公开规章8条、规范性文件12条、其他30条。"
    assert found(charted(report_of(), drawn, after=told)) == []
    assert found(charted(report_of(), drawn, after=told.replace("主动", "今年主动"))) == [], "other words, same figures"
    (finding,) = found(charted(report_of(), drawn, after=told.replace("30", "31")))
    assert "在文中找不到了" in finding.title
    assert found(charted(report_of(), drawn, after="规章8条。其他30条。"))
    assert found(charted(report_of(), drawn, after=told.replace("条", "件")))


def test_two_charts_of_one_caption_have_keys_of_their_own() -> None:
    keys = [finding.key for finding in found(charted(report_with(1, 2), parts(), parts(3)))]
    assert keys == ["prose.chart:overview:chart:申请人", "prose.chart:overview:chart:申请人#2"]


def test_an_explanation_is_void_once_the_figures_differ_again() -> None:
    from reportdesk.report.changes import Remark

    report = charted(report_with(13), parts())
    (finding,) = found(report)
    report.apply(report.set_remark(finding.key, Remark("图用上报时的数", finding.figures)))
    assert found(report)[0].explained
    report.apply(report.set_cells({NATURAL: 14}))
    assert not found(report)[0].explained

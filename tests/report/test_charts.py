"""What a chart was drawn of: kept in its file, told by the cells of now, moved on to another year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core import report_of
from reportdesk.report.changes import Attachment
from reportdesk.report.charts import Bar, Drawing, drawing, standing, with_drawing
from reportdesk.report.picture_words import described, with_description
from reportdesk.report.values import NOT_APPLICABLE

NATURAL, BUSINESS = "requests.received.natural", "requests.received.business"
EMPTY_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IHDR\0\0\0\0" + b"\0\0\0\0IEND\0\0\0\0"
PARTS = Drawing("申请人", "件", (Bar("自然人", 12, NATURAL, 2023), Bar("商业企业", Decimal("5.50"), BUSINESS, 2023)))
YEARS = Drawing("新收", "件", (Bar("2021年", 3, NATURAL, 2021), Bar("2022年", 8, NATURAL, 2022)))


def kept(drawn: Drawing) -> Attachment:
    return Attachment("image/png", with_drawing(EMPTY_PNG, drawn))


def test_a_chart_keeps_what_it_was_drawn_of() -> None:
    words = Drawing("三类信息", "条", (Bar("规章", 8), Bar("其他", 0)))
    for drawn in (PARTS, YEARS, words):
        picture = kept(drawn)
        assert drawing(picture) == drawn
        altered = Attachment(picture.media_type, with_description(picture.data, "说明"))
        assert drawing(altered) == drawn and described(altered.data) == "说明"


@pytest.mark.parametrize(
    "told",
    ["", "{", "[]", "{}", *(f'{{"bars": {bars}, "title": "", "unit": ""}}' for bars in (
        "[]", "3", '[["a"]]', '[["a", "x", "", 0]]', '[["a", "NaN", "", 0]]', '[["a", "1e9", "", 0]]',
        '[["a", 1, "", 0]]', '[["a", "1", "", null]]'))],
)  # fmt: skip
def test_what_is_no_chart_of_ours_has_no_figures(told: str) -> None:
    from reportdesk.report.picture_words import saying

    found = drawing(Attachment("image/png", saying(EMPTY_PNG, "ReportDesk chart", told)))
    assert found is None or found.bars == (Bar("a", 1),), "a number without quotes may be read, nothing else"
    assert drawing(None) is None
    assert drawing(Attachment("image/png", EMPTY_PNG)) is None


def test_the_parts_of_a_total_become_those_of_the_year() -> None:
    assert not PARTS.shows_years and PARTS.latest == 2023
    assert PARTS.of_year(2023) is PARTS
    moved = PARTS.of_year(2024)
    assert [bar.year for bar in moved.bars] == [2024, 2024]
    assert [bar.label for bar in moved.bars] == ["自然人", "商业企业"]


def test_a_row_of_years_goes_on_to_the_year() -> None:
    assert YEARS.shows_years and YEARS.latest == 2022
    assert [bar.label for bar in YEARS.of_year(2023).bars] == ["2021年", "2022年", "2023年"]
    assert [bar.year for bar in YEARS.of_year(2021).bars] == [2021], "a report made older leaves later years out"


def test_a_bar_stands_for_the_cell_of_its_year() -> None:
    report, last = report_of(year=2023), report_of(year=2022)
    report.apply(report.set_cells({NATURAL: 7}))
    last.apply(last.set_cells({NATURAL: 4, "fees.fee.amount": NOT_APPLICABLE}))
    assert standing(Bar("", 0, NATURAL, 2023), report, last) == 7
    assert standing(Bar("", 0, NATURAL, 2022), report, last) == 4
    assert standing(Bar("", 0, NATURAL, 2022), report, None) is None
    assert standing(Bar("", 0, NATURAL, 2020), report, last) is None
    assert standing(Bar("", 0, "no.such.cell", 2022), report, last) is None
    assert standing(Bar("", 0, "no.such.cell", 2023), report, last) is None

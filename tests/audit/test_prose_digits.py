"""Full-width digits in prose."""

import pytest
from prose_desk import found, report_with

from reportdesk.report.digits import narrowed

WIDE = "全年收到申请５件，占５０．５%。"


def test_one_remark_for_a_section_at_the_first_of_them() -> None:
    report = report_with(WIDE, {"requests.received.natural": 5})
    (finding,) = (each for each in found(report).values() if each.code == "prose.digits")
    assert finding.span is not None
    assert report.prose("overview")[slice(*finding.span)] == "５"
    assert "2 个" in finding.equation
    assert "“5”" in finding.message


@pytest.mark.parametrize("text", ["收到申请5件。", "收到申请五件。", "第①类，（1）"])
def test_other_figures_are_left_alone(text: str) -> None:
    assert "prose.digits" not in {each.code for each in found(report_with(text, {})).values()}


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        (WIDE, "全年收到申请5件，占50.5%。"),
        ("１．文字，２，３", "1．文字，2，3"),
        ("２０２１年", "2021年"),
        ("Ａ座", "Ａ座"),
    ],
)
def test_digits_are_put_in_half_width_and_nothing_else(text: str, narrow: str) -> None:
    assert narrowed(text) == narrow

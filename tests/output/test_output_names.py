"""Suggested file names: readable, and good on every file system."""

import pytest

from output import samples
from reportdesk.output import suggested_name


def test_the_title_and_for_a_draft_its_mark() -> None:
    report = samples.blank(unit="乙局")
    assert suggested_name(report, draft=False) == "乙局2023年政府信息公开工作年度报告.docx"
    assert suggested_name(report, draft=True) == "乙局2023年政府信息公开工作年度报告（草稿）.docx"


@pytest.mark.parametrize(
    "unit", ["局" * 80, "𬭎" * 80, "a" * 300, "", 'a/b\\c:d*e?f"g<h>i|j', "..甲", "~$乙", "丙\x00\u202e\ud800"]
)
@pytest.mark.parametrize("draft", [True, False])
def test_any_unit_gives_a_name_that_can_be_written(unit: str, draft: bool) -> None:
    name = suggested_name(samples.blank(unit=unit), draft)
    assert len(name.encode()) <= 240
    assert name.endswith("年政府信息公开工作年度报告" + ("（草稿）" if draft else "") + ".docx")
    assert not set(name) & set('/\\:*?"<>|\x00\u202e') and name[0] not in ".~ "


def test_another_ending() -> None:
    assert suggested_name(samples.blank(unit="乙局"), draft=False, suffix=".pdf").endswith("报告.pdf")

"""How findings quote a text: words and numbers stay whole, and … stands where it was cut."""

import pytest
from prose_desk import found, report_with

from audit.test_cross_year import written
from reportdesk.audit.engine import Audit
from reportdesk.audit.quoting import head, tail

LONG = "按照工作安排通过单位门户网站、微信公众号和街道公示栏全年主动公开政府信息"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("全年公开信息", "全年公开信息"),
        (LONG, "…微信公众号和街道公示栏全年主动公开政府信息"),
        ("经统计核对以后得出截至2024年12月31日新收的申请总数量", "…截至2024年12月31日新收的申请总数量"),
        ("第一句写得很长很长很长很长很长很长，第二句写得也很长很长很长", "第二句写得也很长很长很长"),
        ("甲" * 30, "…" + "甲" * 24),
        ("甲" * 20 + "1234567890" + "乙" * 20, "…1234567890" + "乙" * 20),
    ],
)
def test_the_end_of_a_text(text: str, quoted: str) -> None:
    assert tail(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("结转下年度办理", "结转下年度办理"),
        ("2024年，本馆按照年初的安排做好政府信息公开", "2024年，本馆按照年初的…"),
        ("甲" * 30, "甲" * 16 + "…"),
        ("甲" * 12 + "20241231" + "乙" * 9, "甲" * 12 + "…"),
    ],
)
def test_the_beginning_of_a_text(text: str, quoted: str) -> None:
    assert head(text) == quoted


@pytest.mark.parametrize("length", range(1, 60))
def test_no_number_is_cut(length: int) -> None:
    text = ("甲" * (length % 7) + "2024年新增3.14万条占12.5%" * 9)[:length]
    for quoted in (tail(text), head(text)):
        kept = quoted.strip("…")
        start = text.rfind(kept) if quoted.startswith("…") else 0
        for at in (start, start + len(kept)):
            assert not (0 < at < len(text) and text[at - 1 : at + 1].isdigit())


def test_a_figure_is_quoted_with_whole_words_and_its_year() -> None:
    (finding,) = found(report_with("2024年全区各级各部门新收的政府信息公开申请7件。", {})).values()
    assert "写“2024年全区各级各部门新收的政府信息公开申请7件”" in finding.equation
    told = f"主动公开政府信息30条。\n{LONG}31条。"
    (finding,) = found(report_with(told)).values()
    assert "写“…微信公众号和街道公示栏全年主动公开政府信息31条”" in finding.equation


def test_a_copied_paragraph_is_named_from_its_beginning_with_the_year() -> None:
    text = "2023年，本馆按照年初的安排逐项落实公开任务，公开内容按月核对、按季检查，未发现差错。"
    report, last = written(text, text.replace("2023", "2022"))
    (finding,) = (f for f in Audit(report, last).findings() if f.code == "prose.copied")
    assert finding.title == "与上年报告一字不差：2023年，本馆按照年初的安排逐项落实公开任务…"
    assert finding.key.startswith("prose.copied:problems:")
    assert "2023" not in finding.key


def test_a_year_left_behind_is_named_as_far_as_its_sentence() -> None:
    report = written("2022年，全馆共收到申请3件。此后另有安排。")[0]
    (finding,) = (f for f in Audit(report).findings() if f.code == "prose.year")
    assert finding.title == "年份可能没有更新：2022年，全馆共收到申请3件"

"""Headings, live figures and the count of characters."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import FORM_2021, put, report_of
from reportdesk.report.prose import Paragraph, count, live_figures, paragraphs, picture_lines, render, rendered_count
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread


def rendered(report: Report, text: str) -> str:
    report.apply(report.set_prose("overview", text))
    assert rendered_count(report, "overview") == count(render(report, "overview"))
    return render(report, "overview")


def test_live_figures() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 12, "requests.received.legal": 3, "requests.granted.natural": None})
    put(report, {"normative.regulation.issued": NOT_APPLICABLE, "normative.document.issued": Unread("5（含）")})
    assert rendered(report, "收到{{requests.received.total}}件") == "收到15件"
    assert rendered(report, "{{ requests.received.natural + requests.received.legal }}件") == "15件"
    assert rendered(report, "{{ requests.granted.natural }}件") == "〔未填〕件"
    assert rendered(report, "{{ requests.received.total + requests.granted.natural }}") == "〔未填〕"
    assert rendered(report, "{{ normative.document.issued }}") == "〔未填〕"
    assert rendered(report, "{{ normative.regulation.issued + requests.received.total }}") == "15"
    assert rendered(report, "{{ requests.refused.law.natural }}") == "0"


@pytest.mark.parametrize(
    "text",
    [
        "{{ }}",
        "{{}}",
        "{ requests.received.total }",
        "{{ requests }}",
        "{{ requests.received.total - requests.granted.total }}",
        "{{ requests.received.total | upper }}",
        "{% if x %}",
        "{{ 7 * 7 }}",
        "{{ requests.received.total",
        "{{ nowhere.at.all }}",
        "{{ requests.received.total + nowhere.at.all }}",
        '& < > " \x00 \x0b 𬭎 㐂 😀',
    ],
)
def test_all_else_stays_as_written(text: str) -> None:
    assert rendered(report_of(), text) == text


def test_a_live_figure_knows_its_place_in_code_points() -> None:
    text = "😀{{ a.b }}、{{requests.received.total+c.d}}"
    first, second = live_figures(text)
    assert (text[first.start : first.end], first.addresses) == ("{{ a.b }}", ("a.b",))
    assert text[second.start : second.end] == "{{requests.received.total+c.d}}"
    assert second.unknown(FORM_2021) == ("c.d",)


def test_counting_leaves_blanks_out() -> None:
    assert count(" 一\u3000二\n三\u00a0\t") == 3
    assert count("") == 0


@given(st.text())
def test_counting_is_by_character(text: str) -> None:
    assert count(text) == sum(not character.isspace() for character in text)


@given(st.lists(st.sampled_from(["{{ requests.received.total }}", "{{ x.y }}", "文 字", "\n", "{{"]), max_size=8))
def test_the_fast_count_is_the_count_of_the_rendered_text(parts: list[str]) -> None:
    rendered(report_of(), "".join(parts))


def levels(text: str) -> list[tuple[int, str]]:
    return [(paragraph.level, paragraph.text[: paragraph.head]) for paragraph in paragraphs(text)]


def test_numbers_in_sequence_are_headings() -> None:
    assert levels("（一）主动公开。全年公开。\n1.规范文件\n2、解读。好。\n（二）依申请公开\n１．受理") == [
        (2, "（一）主动公开。"),
        (3, "1.规范文件"),
        (3, "2、解读。"),
        (2, "（二）依申请公开"),
        (3, "１．受理"),
    ]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("（一）存在的问题：形式不够丰富。主要是文字。", "（一）存在的问题："),
        ("（一）存在的问题:形式不够丰富。", "（一）存在的问题:"),
        ("（一）存在的问题。主要有两点：形式单一。", "（一）存在的问题。"),
        ("（一）改进措施：", "（一）改进措施："),
        ("（一）热线开通时间9:00至17:00。全年无休。", "（一）热线开通时间9:00至17:00。"),
        ("1.做法:公开。", "1.做法:"),
    ],
)
def test_a_heading_ends_at_its_first_stop_or_colon(line: str, head: str) -> None:
    assert paragraphs(line)[0].text[: paragraphs(line)[0].head] == head


@pytest.mark.parametrize(
    "text",
    [
        "第二十条第（一）项",
        "一、二级响应",
        "（三）安全一稳定",
        "（二）先写二",
        "2.先写二",
        "1.5万件",
        "（一",
        "（）",
        "（一二）",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert paragraphs(text) == [Paragraph(text)]


def test_long_sequences() -> None:
    tens = ["", "十", "二十"]
    numerals = [ten + unit for ten in tens for unit in ("", *"一二三四五六七八九") if ten + unit]
    assert {level for level, _head in levels("\n".join(f"（{numeral}）题" for numeral in numerals))} == {2}


def test_any_line_end_ends_a_paragraph() -> None:
    assert [p.text for p in paragraphs("一\r\n二\r三\n\n四\u2028五\x0b六 \n　")] == list("一二三四五六")


def test_a_long_section_is_no_trouble() -> None:
    report = report_of()
    text = "字" * 60_000 + "{{ requests.received.total }}" * 3000 + "{{" * 3000 + "\n段落" * 3000
    started = time.perf_counter()
    shown = rendered(report, text)
    assert len(paragraphs(shown)) == 3001
    assert time.perf_counter() - started < 2


SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "pictures", "counted"),
    [
        (f"前段。\n![公开栏]({SHA})\n后段。", 1, 6),
        (f" \t![]({SHA}) \r\n后段。", 1, 3),
        (f"![收到{{{{ requests.received.total }}}}件]({SHA})", 1, 0),
        (f"见![公开栏]({SHA})", 0, 73),
        (f"![公开栏]({SHA[:-1]})", 0, 71),
        (f"![公\n开栏]({SHA})", 0, 72),
        (f"![一]({SHA})\u2028![二]({SHA})", 2, 0),
    ],
)
def test_pictures_are_not_counted(text: str, pictures: int, counted: int) -> None:
    report = report_of()
    report.apply(report.set_prose("overview", text))
    assert len(list(picture_lines(text))) == pictures
    assert rendered_count(report, "overview") == counted
    for line in picture_lines(text):
        assert text[line.start : line.end] == f"![{line.caption}]({line.sha256})"

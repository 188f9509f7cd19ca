"""The web page: read by a parser as a browser and a screen reader would, and read back by our own importer."""

import base64
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html  # pyright: ignore[reportAttributeAccessIssue]

from core import FORM_2019, FORM_2021
from intake.test_published_own import printed, values
from output import samples
from places import SHARED
from reportdesk.form.grid import Role, section_grid
from reportdesk.intake.published import read_bytes
from reportdesk.output.html import html_bytes
from reportdesk.report import exchange
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report

FORMS = (*samples.OFFICIAL, "made-up")
Element = Any
CASES = sorted((SHARED / "cases").glob("*/exchange.report.json"))


def page(report: Report, *, draft: bool = False) -> Element:
    return html.fromstring(html_bytes(report, draft=draft).decode("utf-8"))


def spread(table: Element) -> list[list[Element]]:
    """Lay the cells out with their spans, as a browser does; every place must be taken exactly once."""
    rows: list[dict[int, Element]] = [{} for _ in table.iter("tr")]
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row:
            while column in rows[number]:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert column + right not in rows[number + down]
                    rows[number + down][column + right] = cell
    assert len({len(row) for row in rows}) == 1
    return [[row[column] for column in sorted(row)] for row in rows]


@pytest.mark.parametrize("name", FORMS)
def test_the_page_is_one_file_in_chinese_without_scripts(name: str) -> None:
    data = html_bytes(samples.filled(name), draft=False)
    root = page(samples.filled(name))
    assert data.startswith(b"<!DOCTYPE html>")
    assert root.get("lang") == "zh-CN" and root.xpath("//meta[@charset='utf-8']")
    assert root.findtext("head/title") == samples.filled(name).title()
    assert not root.xpath("//script | //link | //iframe | //@*[starts-with(name(), 'on')]")
    assert not re.search(rb"https?:|url\(|@import", data)


@pytest.mark.parametrize("name", FORMS)
def test_headings_go_down_step_by_step(name: str) -> None:
    report = samples.filled(name)
    levels = [(node.tag, node.text_content()) for node in page(report).iter("h1", "h2", "h3", "h4")]
    assert levels[0][0] == "h1"
    assert [text for tag, text in levels if tag == "h2"] == [s.title for s in report.form.sections if s.title]


def test_headings_in_prose_are_of_their_level() -> None:
    prose = "（一）主动公开\n1.目录\n目录已更新。\n2.平台\n新建一处。\n（二）保障。开展培训。"
    root = page(samples.with_prose(samples.blank(), "overview", prose))
    assert [node.text for node in root.iter("h3")] == ["（一）主动公开"]
    assert [node.text for node in root.iter("h4")] == ["1.目录", "2.平台"]
    assert [node.text for node in root.iter("strong")] == ["（二）保障。"]


@pytest.mark.parametrize("name", FORMS)
def test_every_figure_has_its_heads_and_every_head_a_scope(name: str) -> None:
    report = samples.filled(name)
    root = page(report)
    sections = [section for section in report.form.sections if section.tables]
    tables = list(root.iter("table"))
    assert [table.findtext("caption") for table in tables] == [s.title or s.name for s in sections]
    heads = {node.get("id"): node for node in root.iter("th")}
    assert len(heads) == len(list(root.iter("th"))) and None not in heads
    assert all(node.get("scope") in ("col", "colgroup", "row", "rowgroup") for node in heads.values())
    for table, section in zip(tables, sections, strict=True):
        cells = spread(table)
        for cell in section_grid(report.form, section).cells:
            if cell.role is not Role.VALUE:
                continue
            place = cells[cell.row][cell.column]
            place_heads = [heads[name].text for name in place.get("headers").split()]
            address = report.form.cells[cell.address]
            own = report.form.tables[address.table]
            assert place.text == samples.printed(report, cell)
            expected = [*own.column(address.column).path, *own.row(address.row).path]
            assert set(expected) <= set(place_heads), cell.address
            assert set(place_heads) - set(expected) <= {own.title}


def test_heads_of_a_table_above_do_not_count() -> None:
    root = page(samples.filled())
    heads = {node.get("id"): node.text for node in root.iter("th")}
    last = list(next(root.iter("table")).iter("td"))[-1]
    assert len(last.get("headers").split()) == 3
    assert [heads[name] for name in last.get("headers").split()][-1] == "行政事业性收费"


def test_a_picture_is_inside_the_page_with_words_for_it() -> None:
    report = samples.blank()
    data = samples.png(30, 20)
    picture = samples.with_picture(report, data)
    samples.with_prose(report, "overview", f"前文。\n![现场“照片”{picture}\n![{picture}")
    root = page(report)
    images = list(root.iter("img"))
    assert [image.get("alt") for image in images] == ["现场“照片”", "图2"]
    assert base64.b64decode(images[0].get("src").removeprefix("data:image/png;base64,")) == data
    assert [node.text for node in root.iter("figcaption")] == ["图1　现场“照片”", "图2"]


def test_markup_and_rare_characters_stay_and_illegal_ones_go() -> None:
    prose = 'a & b < c > "d" <script>x</script> {{ }} 甲\x00乙\x1f丙\ud800丁\ufffe😀𬭎㐂𱁬\ue000\t完'
    root = page(samples.with_prose(samples.blank(unit="<b>&局"), "overview", prose))
    kept = 'a & b < c > "d" <script>x</script> {{ }} 甲乙丙\ufffd丁😀𬭎㐂𱁬\ue000\t完'
    assert kept in [node.text_content() for node in root.iter("p")]
    assert not list(root.iter("script", "b"))


def test_only_a_draft_says_so() -> None:
    assert [node.get("role") for node in page(samples.blank(), draft=True).find_class("draft")] == ["note"]
    assert not page(samples.blank()).find_class("draft")


def test_same_report_same_bytes() -> None:
    assert html_bytes(samples.filled(), draft=True) == html_bytes(samples.filled(), draft=True)


def test_sixty_thousand_characters_and_three_thousand_paragraphs() -> None:
    long = samples.with_prose(samples.blank(), "overview", "政" * 60_000)
    assert "政" * 60_000 in [node.text for node in page(long).iter("p")]
    many = samples.with_prose(samples.blank(), "problems", "\n".join(f"第{n}段。" for n in range(3_000)))
    assert [node.text for node in page(many).iter("p")][1:-1] == [f"第{n}段。" for n in range(3_000)]


LINES = [
    "（一）主动公开",
    "（二）依申请公开。按时答复。",
    "1.加强管理",
    "依据第二十条第（一）项",
    '甲&乙<丙>"丁" {} 𬭎',
    "收到3件。",
]


@st.composite
def usual(draw: st.DrawFn) -> Report:
    """Return a report as offices write them: the page, unlike our .docx, carries no marks for a machine."""
    form = draw(st.sampled_from([FORM_2019, FORM_2021]))
    report = Report(form, draw(st.integers(2008, 2060)), draw(st.sampled_from(["清河市档案局", "A&B新区管理委员会"])))
    some = draw(st.lists(st.sampled_from(list(form.cells)), max_size=60, unique=True))
    wishes = [(Slot("cell", address), draw(values(form.cells[address]))) for address in some]
    texts = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)
    wishes += [(Slot("prose", section.id), draw(texts)) for section in form.prose]
    report.apply(report.plan("", wishes))
    return report


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(usual())
def test_the_page_reads_back_the_same(report: Report) -> None:
    back = read_bytes(html_bytes(report, draft=False)).report()
    assert (back.form.id, back.year, back.unit()) == (report.form.id, report.year, report.unit())
    assert {a: back.cell(a) for a in back.form.cells} == {a: report.cell(a) for a in report.form.cells}
    assert printed(back) == printed(report)
    assert exchange.digest(back) == exchange.digest(report)


@pytest.mark.skipif(not CASES, reason="needs the folder of published examples: set REPORTDESK_SHARED")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_published_report_reads_back_the_same(case: Any) -> None:
    report = exchange.read(case)
    assert exchange.digest(read_bytes(html_bytes(report, draft=False)).report()) == exchange.digest(report)

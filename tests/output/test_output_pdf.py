"""The pages as LibreOffice prints them, measured; skipped where it or the tool that measures is absent."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from output import samples
from places import SHARED
from reportdesk import output
from reportdesk.report import exchange
from reportdesk.report.report import Report

REAL = ("qingquan_2019", "hangzhou_2025")
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 37, 297 - 35
"""The edges of the type area, in millimetres from the left and the top of the page."""
POSITIONS = (5, 10, 13, 18)
"""Paragraphs before the tables by which, without rules of their own, one of them would break badly."""
XHTML = "{http://www.w3.org/1999/xhtml}"

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and poppler's pdftotext"
)


@dataclass(frozen=True)
class Word:
    """A piece of text without blanks, its edges in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def case(name: str) -> Path:
    return SHARED / "cases" / name / "exchange.report.json"


def body_text() -> Report:
    return samples.with_prose(samples.blank(), "overview", "政" * 28 * 70)


def punctuated() -> Report:
    figures = "".join("政" * n + "共12345件。" for n in range(1, 40))
    sentence = "全年主动公开政府信息，答复“三类”申请（含上年结转）；办结率为百分之百——无一逾期。"
    report = samples.with_prose(samples.blank(), "problems", sentence)
    return samples.with_prose(report, "overview", "\n".join([figures, *(sentence * n for n in range(1, 12))]))


def begun_lower(paragraphs: int) -> Report:
    """Return a report whose tables begin so many lines lower on the page."""
    return samples.with_prose(samples.filled(), "overview", "\n".join(["已经办结。"] * paragraphs))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert all documents at one start of LibreOffice, which takes longer than the conversion."""
    folder = tmp_path_factory.mktemp("pdf")
    output.export(body_text(), folder / "body.docx", draft=True)
    output.export(punctuated(), folder / "punctuated.docx", draft=False)
    for name in (*samples.OFFICIAL, "made-up"):
        output.export(samples.filled(name), folder / f"{name}.docx", draft=False)
    for count in POSITIONS:
        output.export(begun_lower(count), folder / f"lower-{count}.docx", draft=False)
    for name in REAL:
        if case(name).exists():
            output.export(exchange.read(case(name)), folder / f"{name}.docx", draft=False)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=180)
    return folder


def pages(pdf: Path) -> list[list[Word]]:
    data = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    root = ElementTree.fromstring(data)
    return [[word(node) for node in page.iter(f"{XHTML}word")] for page in root.iter(f"{XHTML}page")]


def word(node: ElementTree.Element) -> Word:
    left, top, right, bottom = (float(node.get(edge, "nan")) / MM for edge in ("xMin", "yMin", "xMax", "yMax"))
    return Word(node.text or "", left, top, right, bottom)


def raw_text(pdf: Path) -> str:
    """Return the text in the order it was drawn, without blanks, compatibility forms made plain."""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return plain(done.stdout.decode())


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_a_full_page_has_22_lines_of_28_characters(folder: Path) -> None:
    lines = [found for found in pages(folder / "body.pdf")[1] if found.text.startswith("政")]
    assert [len(line.text) for line in lines] == [28] * 22
    assert all(abs(line.left - LEFT) < 1 and abs(line.right - RIGHT) < 1 for line in lines)
    pitch = (lines[-1].top - lines[0].top) / 21
    assert abs(pitch - 579 / 1440 * 25.4) < 0.02
    # A line of type is lower than its line of the grid: half the difference lies above it.
    assert abs(lines[0].middle - pitch / 2 - TOP) < 1 and abs(lines[-1].middle + pitch / 2 - BOTTOM) < 1


def test_the_page_number_stands_outside_under_the_type_area(folder: Path) -> None:
    for number, page in enumerate(pages(folder / "body.pdf"), start=1):
        dashes = [found for found in page if found.top > BOTTOM]
        assert "".join(found.text for found in dashes) == f"—{number}—"
        assert abs(sum(found.middle for found in dashes) / 3 - BOTTOM - 7) < 1
        one_character = 14 / MM
        edge = RIGHT - dashes[-1].right if number % 2 else dashes[0].left - LEFT
        assert abs(edge - one_character) < 1


def test_a_draft_is_marked_on_every_page_above_the_type_area(folder: Path) -> None:
    for page in pages(folder / "body.pdf"):
        above = [found for found in page if found.bottom < TOP]
        assert "".join(found.text for found in above).startswith("草稿")
    assert not [found for page in pages(folder / "punctuated.pdf") for found in page if found.bottom < TOP]


def test_no_figure_is_torn_apart_at_the_end_of_a_line(folder: Path) -> None:
    """Taken for Chinese, Latin text would be broken anywhere; so its language is stated apart."""
    done = subprocess.run(
        ["pdftotext", str(folder / "punctuated.pdf"), "-"], check=True, capture_output=True, timeout=60
    )
    assert done.stdout.decode().count("12345") == 39


@pytest.mark.parametrize("name", ["punctuated", *samples.OFFICIAL, "made-up"])
def test_nothing_leaves_the_type_area(folder: Path, name: str) -> None:
    for page in pages(folder / f"{name}.pdf"):
        for found in page:
            assert found.left > LEFT - 1 and found.right < RIGHT + 1, found
            assert found.top > TOP - 1 and (found.bottom < BOTTOM + 1 or found.top > BOTTOM), found


@pytest.mark.parametrize("name", [*samples.OFFICIAL, "made-up"])
def test_every_label_and_figure_is_printed_in_order(folder: Path, name: str) -> None:
    assert_in_order(raw_text(folder / f"{name}.pdf"), samples.filled(name))


def assert_in_order(printed: str, report: Report) -> None:
    place = 0
    for texts in samples.grid_texts(report):
        for expected in map(plain, texts):
            place = printed.find(expected, place)
            assert place >= 0, expected
            place += len(expected)


@pytest.mark.parametrize("name", REAL)
def test_a_published_report_is_printed_in_order(folder: Path, name: str) -> None:
    if not case(name).exists():
        pytest.skip("needs the folder of published examples: set REPORTDESK_SHARED")
    assert_in_order(raw_text(folder / f"{name}.pdf"), exchange.read(case(name)))


def test_the_official_report_takes_few_pages(folder: Path) -> None:
    assert all(len(pages(folder / f"{name}.pdf")) <= 4 for name in samples.OFFICIAL)


def test_no_heading_is_left_alone_at_the_foot(folder: Path) -> None:
    heads = {plain(section.title) for section in samples.blank().form.sections if section.title}
    for name in ("body", "punctuated", "disclosure-2021"):
        for page in pages(folder / f"{name}.pdf")[:-1]:
            lowest = max((found for found in page if found.bottom < BOTTOM), key=lambda found: found.bottom)
            assert plain(lowest.text) not in heads


@pytest.mark.parametrize("paragraphs", POSITIONS)
def test_a_group_of_rows_is_on_one_page_with_its_label(folder: Path, paragraphs: int) -> None:
    printed = [plain("".join(word.text for word in page)) for page in pages(folder / f"lower-{paragraphs}.pdf")]
    groups = [("1.属于国家秘密", "8.属于行政查询"), ("1.本机关不掌握", "3.补正后"), ("1.信访举报", "5.要求行政机关")]
    for first, last in (*groups, ("1.申请人无正当", "3.其他"), ("第二十条第(六)项", "第二十条第(八)项")):
        assert [page for page in printed if first in page] == [page for page in printed if last in page] != []

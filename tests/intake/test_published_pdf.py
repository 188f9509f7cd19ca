"""A PDF's letters and rules: figures that are torn, cut or run together are never silently taken for others."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from core import FORM_2019, FORM_2021, put, report_of
from intake.pages import TEXTS, assert_all_read, figures
from reportdesk.form.model import Form
from reportdesk.intake.published import read_bytes
from reportdesk.intake.published.judging import judged
from reportdesk.intake.published.pdf_lines import Line, paragraphs
from reportdesk.intake.published.pdf_tables import Box, Letter, Ruled, sheet
from reportdesk.intake.published.reading import State
from reportdesk.output.docx import document_bytes

CELL = FORM_2021.cells["requests.granted.natural"]


def letters(text: str, x0: float, top: float, width: float = 6.0, gap: float = 0.0) -> list[Letter]:
    found: list[Letter] = []
    for place, character in enumerate(text):
        left = x0 + place * (width + gap)
        found.append(
            {"text": character, "x0": left, "x1": left + width, "top": top, "bottom": top + 12.0, "upright": True}
        )
    return found


def grid(columns: int, rows: int, width: float = 50.0, height: float = 20.0) -> list[Box]:
    return [(x * width, y * height, (x + 1) * width, (y + 1) * height) for y in range(rows) for x in range(columns)]


def texts(cells: list[Box], *written: list[Letter]) -> list[str]:
    return list(Ruled.found(cells, [letter for line in written for letter in line]).texts)


def test_letters_of_one_figure_are_one() -> None:
    assert texts(grid(2, 1), letters("12", 5, 4), letters("345", 60, 4)) == ["12", "345"]


@pytest.mark.parametrize("gap", [4.5, 9.0])
def test_digits_that_stand_apart_are_not_taken_for_one_figure(gap: float) -> None:
    (text,) = texts(grid(1, 1), letters("12", 5, 4, gap=gap))
    assert text == "1 2"
    assert judged(text, CELL).state is State.UNREAD


def test_a_figure_on_two_lines_is_unread() -> None:
    (text,) = texts(grid(1, 1, height=40), letters("12", 5, 4), letters("3", 5, 20))
    assert judged(text, CELL).state is State.UNREAD


def test_a_figure_that_a_rule_cuts_is_unread_on_both_sides() -> None:
    for text in texts(grid(2, 1), letters("123", 41, 4)):
        assert judged(text, CELL).state is State.UNREAD


def test_two_figures_close_to_their_rule_are_two() -> None:
    assert texts(grid(2, 1), letters("12", 36, 4), letters("3", 52, 4)) == ["12", "3"]


def test_a_merged_cell_covers_its_places() -> None:
    cells: list[Box] = [(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]
    made = sheet(
        [Ruled.found(cells, letters("1", 5, 4) + letters("2", 5, 24) + letters("3", 55, 24))], lambda _text: False
    )
    assert made.block.rows == (("1", None), ("2", "3"))


def two_pages(first: dict[int, str], second: dict[int, str], known: set[str]) -> Any:
    pages = [
        Ruled((0, 0, 150, 20), tuple(grid(3, 1)), tuple(page.get(x, "") for x in range(3))) for page in (first, second)
    ]
    return sheet(pages, lambda text: "".join(text.split()) in known).block.rows


def test_a_row_cut_by_the_page_is_put_together_by_its_label() -> None:
    assert two_pages({0: "重复", 1: "7"}, {0: "申请"}, {"重复申请"}) == (("重复\n申请", "7", ""),)
    assert two_pages({0: "重复申请"}, {1: "7", 2: "8"}, {"重复申请"}) == (("重复申请", "7", "8"),)


def test_two_rows_are_never_put_together() -> None:
    assert len(two_pages({0: "甲项", 1: "7"}, {0: "乙项", 1: "8"}, {"甲项", "乙项"})) == 2
    assert len(two_pages({0: "甲项"}, {0: "乙项"}, {"甲项", "乙项"})) == 2
    assert len(two_pages({0: "甲项", 1: "7"}, {1: "8"}, {"甲项"})) == 2


def test_paragraphs_by_indent_short_line_gap_and_number() -> None:
    def line(text: str, x0: float, x1: float, top: float) -> Line:
        return Line(text, x0, x1, top, top + 16)

    lines = [
        line("第一段开头", 122, 500, 100),
        line("接着写", 90, 500, 128),
        line("写完。", 90, 200, 156),
        line("第二段", 122, 500, 184),
        line("写完了", 90, 500, 212),
        line("（一）小标题", 90, 500, 240),
        line("隔得远的一段", 90, 500, 300),
    ]
    assert list(paragraphs(lines)) == ["第一段开头接着写写完。", "第二段写完了", "（一）小标题", "隔得远的一段"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_our_own_document_printed_as_pdf(form: Form, tmp_path: Path) -> None:
    report = report_of(form)
    put(report, {address: int(figure) for address, figure in figures(form).items()})
    for section, text in TEXTS.items():
        report.apply(report.set_prose(section, text * 12))
    (tmp_path / "a.docx").write_bytes(document_bytes(report, draft=False))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    reading = read_bytes((tmp_path / "a.pdf").read_bytes())
    assert_all_read(reading, form)
    assert (reading.year, reading.unit["name"]) == (report.year, report.unit())
    assert dict(reading.prose) == {section: text * 12 for section, text in TEXTS.items()}
    assert reading.notes == ()

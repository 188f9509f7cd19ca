"""Labels of groups that go on on another page: they stand there again, in the middle, where there is room."""

import io
import shutil

import pdfplumber
import pytest

from core import FORM_2021
from output import samples
from reportdesk.output.pdf import pdf_bytes
from reportdesk.output.resuming import resumed
from reportdesk.output.tables import TableBlock, table_block

OUTER = next(row.path[0] for row in FORM_2021.tables["requests"].rows if len(row.path) == 3)
MIDDLE = 20
"""A row in the middle of that group."""


@pytest.fixture
def table() -> TableBlock:
    return table_block(samples.filled(), FORM_2021.section("requests"))


def labels(table: TableBlock) -> list[tuple[int, str]]:
    """Return the rows that the outer label begins in, with how it is merged."""
    return [(number, cell.merge) for number, row in enumerate(table.rows) for cell in row.cells if cell.text == OUTER]


def test_a_group_torn_apart_has_its_label_twice(table: TableBlock) -> None:
    [(begun, merge)] = labels(table)
    again = resumed(table, [MIDDLE])
    assert labels(again) == [(begun, merge), (MIDDLE, "restart")]
    assert [row.keep for row in again.rows] == [row.keep for row in table.rows]
    assert [row for row in again.rows if row not in table.rows] == [again.rows[MIDDLE]]
    assert resumed(table, []) == table


def test_where_little_of_the_group_is_left_its_label_does_not_stand_again(table: TableBlock) -> None:
    group = next(cell for cell in table.grid.cells if cell.text == OUTER)
    last = group.row + group.rowspan - 1
    assert resumed(table, [last]) == table
    assert resumed(table, [last + 1]) == table, "the group is over"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_has_the_label_on_every_page_of_its_group() -> None:
    report = samples.with_prose(samples.filled(), "overview", "\n".join(["已经办结。"] * 9))
    with pdfplumber.open(io.BytesIO(pdf_bytes(report, draft=False))) as pdf:
        # The label's column is the only one so narrow, at the left edge of the table.
        edges = [page.crop((80, 0, 104, page.height)).extract_text() for page in pdf.pages]
    pages = ["".join(edge.split()) for edge in edges]
    assert sum(OUTER in page for page in pages) == 2, pages


def test_the_word_file_bears_no_marks() -> None:
    assert b"bookmarkStart" not in samples.parts(samples.filled())["word/document.xml"]

"""The preview against LibreOffice: what stands on which page."""

import io
import re
import shutil

import pdfplumber
import pytest

from output import samples
from reportdesk.gui.paper.marks import Page, Words
from reportdesk.gui.paper.setting import Typesetter
from reportdesk.output.page import blocks
from reportdesk.output.pdf import pdf_bytes
from reportdesk.output.pictures import Album

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
_FIGURE = re.compile(r"(?<!\d)1\d{3}(?!\d)")


@pytest.mark.parametrize(
    ("name", "paragraphs"), [("disclosure-2019", 1), ("disclosure-2019", 20), ("disclosure-2021", 6)]
)
def test_every_figure_stands_on_the_page_that_the_preview_shows(name: str, paragraphs: int) -> None:
    report = samples.with_prose(samples.filled(name), "overview", "\n".join(["已经办结。"] * paragraphs))
    shown = [_figures(" ".join(_words(page))) for page in Typesetter().pages(blocks(report, Album()), None)]
    with pdfplumber.open(io.BytesIO(pdf_bytes(report, draft=False))) as pdf:
        printed = [_figures(page.extract_text()) for page in pdf.pages]
    assert shown == printed
    assert len([figures for figures in shown if figures]) > 1


def _words(page: Page) -> list[str]:
    return [mark.text for mark in page.marks if isinstance(mark, Words)]


def _figures(text: str) -> set[str]:
    """Return the figures of tables, which all differ, on a page."""
    return set(_FIGURE.findall(text))

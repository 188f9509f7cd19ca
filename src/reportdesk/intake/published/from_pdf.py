"""Read a PDF that has text: tables from their ruling lines, paragraphs from the lines between."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PdfPage
from pdfplumber.utils.exceptions import PdfminerException

from reportdesk.intake.block import folded
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.flow import all_faces, is_furniture
from reportdesk.intake.published.parts import Page, Paragraph, Part, Picture
from reportdesk.intake.published.pdf_lines import Line, paragraphs
from reportdesk.intake.published.pdf_tables import Ruled, sheet

_MOST_PAGES = 200
_LEAST_CHARACTERS = 30
_SCANNED = (
    "这份 PDF 是扫描的图片，读不出文字。请改用报告的 Word 或网页；只有纸面的，先做文字识别（OCR），再核对识别结果。"
)
_UNCODED = "这份 PDF 的文字没有编码，读出来是乱码。请改用报告的 Word 或网页。"
_BROKEN = "PDF 文件打不开，可能没有复制完，也可能设了密码。请重新复制，或取消密码后再试。"
_ALIKE = 3.0
"""Points by which the sides of a table may differ from page to page."""

Found = Line | Ruled | Picture


def read_pdf(data: bytes) -> Page:
    """Return what the pages show; without any ruled table the text is read as plain text."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it complains of harmless slips of other programs
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > _MOST_PAGES:
                raise IntakeError("PDF 页数太多，不像一份年度报告。请只保存报告本身再试。")
            found = [part for page in document.pages for part in _page(page)]
            title = document.metadata.get("Title")
    except (PdfminerException, PDFException, ValueError, TypeError, KeyError, IndexError, AssertionError) as error:
        # The library meets damaged files with whatever exception comes first.
        raise IntakeError(_BROKEN) from error
    _refuse_unreadable(found)
    parts = tuple(_parts(found))
    return Page(
        parts, title if isinstance(title, str) else "", plain=not any(isinstance(part, Ruled) for part in found)
    )


def _refuse_unreadable(found: Sequence[Found]) -> None:
    text = "".join(_text(part) for part in found)
    if len(folded(text)) < _LEAST_CHARACTERS:
        raise IntakeError(_SCANNED)
    if text.count("(cid:") * 20 > len(text):
        raise IntakeError(_UNCODED)


def _text(part: Found) -> str:
    if isinstance(part, Line):
        return part.text
    return "".join(part.texts) if isinstance(part, Ruled) else ""


def _page(page: PdfPage) -> Iterator[Found]:
    """Yield lines, tables and pictures from top to bottom."""
    clean = page.dedupe_chars()
    tables = [Ruled.found(table.cells, clean.chars) for table in clean.find_tables()]
    boxes = [table.box for table in tables]
    rest = clean.filter(lambda thing: thing["object_type"] != "char" or not _inside(thing, boxes))
    lines = [Line.found(line) for line in rest.extract_text_lines(return_chars=False)]
    placed: list[tuple[float, Found]] = [(table.box[1], table) for table in tables]
    placed += [(line.top, line) for line in lines if not is_furniture(line.text)]
    placed += [(cast("float", image["top"]), Picture()) for image in clean.images]
    yield from (part for _top, part in sorted(placed, key=lambda pair: pair[0]))


def _inside(thing: Mapping[str, Any], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= across <= x1 and top <= down <= bottom for x0, top, x1, bottom in boxes)


def _parts(found: Sequence[Found]) -> Iterator[Part]:
    """Yield paragraphs and tables; a table that goes on at the top of the next page is one with its beginning."""
    lines: list[Line] = []
    tables: list[Ruled] = []
    knows = all_faces().knows
    for part in (*found, None):
        if tables and not (isinstance(part, Ruled) and _goes_on(tables[-1], part)):
            yield sheet(tables, knows)
            tables = []
        if lines and not isinstance(part, Line):
            yield from (Paragraph(text) for text in paragraphs(lines))
            lines = []
        if isinstance(part, Line):
            lines.append(part)
        elif isinstance(part, Ruled):
            tables.append(part)
        elif part is not None:
            yield part


def _goes_on(first: Ruled, second: Ruled) -> bool:
    return abs(first.box[0] - second.box[0]) < _ALIKE and abs(first.box[2] - second.box[2]) < _ALIKE

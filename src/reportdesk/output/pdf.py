"""The official document as a PDF: the .docx as LibreOffice sets it, with tags and bookmarks for screen readers."""

from __future__ import annotations

import json
from dataclasses import replace

from reportdesk import libreoffice
from reportdesk.output.docx import Paper, document, packed
from reportdesk.output.files import OutputError
from reportdesk.output.fonts import fontconfig
from reportdesk.output.resuming import page_starts, resumed
from reportdesk.output.tables import TableBlock
from reportdesk.output.texts import texts
from reportdesk.report.report import Report

_SETTINGS = {"UseTaggedPDF": True, "ExportBookmarks": True, "ExportBookmarksToPDFDestination": True}


class NotConverted(OutputError):
    """LibreOffice, which makes the PDF, made none."""


class NoConverter(NotConverted):
    """LibreOffice is not installed."""


def pdf_bytes(report: Report, *, draft: bool, seconds: float = libreoffice.SECONDS) -> bytes:
    """Return the document as a PDF; NoConverter without LibreOffice, NotConverted where it fails or takes too long.

    Where a group of rows goes on on another page it is made a second time, with the group's label there again.
    """
    paper = document(report, draft=draft)
    made = _converted(replace(paper, marks=True), seconds)
    tables = {block.id: block for block in paper.blocks if isinstance(block, TableBlock)}
    again = {name: resumed(table, page_starts(made, table)) for name, table in tables.items()}
    if again == tables:
        return made
    blocks = [again[block.id] if isinstance(block, TableBlock) else block for block in paper.blocks]
    return _converted(replace(paper, blocks=blocks), seconds)


def _converted(paper: Paper, seconds: float) -> bytes:
    settings = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _SETTINGS.items()}
    options = f"writer_pdf_Export:{json.dumps(settings)}"
    say = texts().say
    try:
        made = libreoffice.convert(packed(paper), "report.docx", "pdf", options, fonts=fontconfig(), seconds=seconds)
    except libreoffice.Absent as error:
        raise NoConverter(say("pdf", "absent")) from error
    except libreoffice.Failed as error:
        raise NotConverted(say("pdf", "slow" if error.slow else "failed", seconds=f"{seconds:g}")) from error
    if not made.startswith(b"%PDF-"):
        raise NotConverted(say("pdf", "failed"))
    return made

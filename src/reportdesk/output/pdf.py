"""The official document as a PDF: the .docx as LibreOffice sets it, with tags and bookmarks for screen readers."""

from __future__ import annotations

import json

from reportdesk import libreoffice
from reportdesk.output.docx import document_bytes
from reportdesk.output.files import OutputError
from reportdesk.output.fonts import fontconfig
from reportdesk.output.texts import texts
from reportdesk.report.report import Report

_SETTINGS = {"UseTaggedPDF": True, "ExportBookmarks": True}


class NotConverted(OutputError):
    """LibreOffice, which makes the PDF, made none."""


class NoConverter(NotConverted):
    """LibreOffice is not installed."""


def pdf_bytes(report: Report, *, draft: bool, seconds: float = libreoffice.SECONDS) -> bytes:
    """Return the document as a PDF; NoConverter without LibreOffice, NotConverted where it fails or takes too long."""
    settings = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _SETTINGS.items()}
    options = f"writer_pdf_Export:{json.dumps(settings)}"
    document = document_bytes(report, draft=draft)
    say = texts().say
    try:
        made = libreoffice.convert(document, "report.docx", "pdf", options, fonts=fontconfig(), seconds=seconds)
    except libreoffice.Absent as error:
        raise NoConverter(say("pdf", "absent")) from error
    except libreoffice.Failed as error:
        raise NotConverted(say("pdf", "slow" if error.slow else "failed", seconds=f"{seconds:g}")) from error
    if not made.startswith(b"%PDF-"):
        raise NotConverted(say("pdf", "failed"))
    return made

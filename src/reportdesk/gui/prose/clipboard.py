"""Prose on the clipboard: as it is stored, its pictures beside it, for this program; as words for others."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from reportdesk.gui.pictures import carrying
from reportdesk.report.prose import render_text, spoken
from reportdesk.report.report import Report

STORED, PICTURES = "application/x-reportdesk-prose", "application/x-reportdesk-pictures"


def taken(report: Report, text: str) -> QMimeData:
    """Return stored prose for the clipboard."""
    data = QMimeData()
    data.setText(spoken(render_text(report, text, keep=())))
    data.setData(STORED, text.encode("utf-8", "surrogatepass"))
    data.setData(PICTURES, carrying.packed(report, text))
    return data


def is_ours(data: QMimeData) -> bool:
    """Tell whether prose was copied in this program."""
    return data.hasFormat(STORED)


def given(data: QMimeData) -> tuple[str, bytes]:
    """Return what is to be pasted, as stored prose, and the pictures packed with it."""
    if is_ours(data):
        return bytes(data.data(STORED).data()).decode("utf-8", "replace"), bytes(data.data(PICTURES).data())
    return data.text() if data.hasText() else "", b""

"""Reading published reports: Word, web page, PDF and plain text, told by their content and never by their name."""

from __future__ import annotations

from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.files import read, read_bytes, read_report, read_text
from reportdesk.intake.published.reading import CellReading, Reading, State, TableReading

__all__ = [
    "CellReading", "IntakeError", "Reading", "State", "TableReading", "read", "read_bytes", "read_report", "read_text",
]  # fmt: skip

"""How a file or a pasted text is read beside the window; ReportDeskError where it is at fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportdesk.intake.published import Reading, read, read_text
from reportdesk.intake.published.files import is_exchange
from reportdesk.report import exchange
from reportdesk.report.report import Report

Found = Reading | Report


def file_work(path: Path) -> Callable[[], Found]:
    """Return how a file is read: our own report files as they are, all others as published reports."""
    return lambda: exchange.read(path) if is_exchange(path) else read(path)


def text_work(text: str) -> Callable[[], Found]:
    """Return how a pasted text or a page's source is read."""
    return lambda: read_text(text)

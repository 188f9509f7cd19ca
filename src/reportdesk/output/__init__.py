"""Writing a report as the official document; `export` is the one way in for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from reportdesk.audit.engine import Audit
from reportdesk.errors import ReportDeskError
from reportdesk.output.files import write
from reportdesk.output.names import suggested_name
from reportdesk.report.report import Report

__all__ = ["FORMATS", "UnknownFormat", "export", "export_signoff", "suggested_name"]


class UnknownFormat(ReportDeskError):
    """A target whose ending tells no format that can be written."""


def export(report: Report, path: Path, *, draft: bool, ignore_lock: bool = False) -> None:
    """Write the report to `path` in the format its ending names; a draft is marked as one on every page.

    The old file stays whole until the new one is complete. `ignore_lock` passes over another program's lock file.
    Raises UnknownFormat, or OutputError where the target cannot be written or (for a PDF) LibreOffice is missing.
    """
    make = _MAKERS[_ending(path, FORMATS)]
    write(path, make(report, draft), ignore_lock=ignore_lock)


def export_signoff(report: Report, audit: Audit, path: Path, *, ignore_lock: bool = False) -> None:
    """Write the papers that go round for signing, with the report as 送审稿, to a .docx; errors as of `export`."""
    _ending(path, SIGNOFF_FORMATS)
    from reportdesk.output.signoff import signoff_bytes

    write(path, signoff_bytes(report, audit), ignore_lock=ignore_lock)


def _ending(path: Path, known: tuple[str, ...]) -> str:
    ending = path.suffix.lower()
    if ending not in known:
        raise UnknownFormat(f"“{path.name}”的扩展名不是 {'、'.join(known)}，不知道要导出成哪种文件，请改用这些扩展名。")
    return ending


# Loaded only when asked for: jinja2 is too slow for the start of the program.
def _docx(report: Report, draft: bool) -> bytes:
    from reportdesk.output.docx import document_bytes

    return document_bytes(report, draft=draft)


def _pdf(report: Report, draft: bool) -> bytes:
    from reportdesk.output.pdf import pdf_bytes

    return pdf_bytes(report, draft=draft)


def _html(report: Report, draft: bool) -> bytes:
    from reportdesk.output.html import html_bytes

    return html_bytes(report, draft=draft)


_MAKERS: Mapping[str, Callable[[Report, bool], bytes]] = {".docx": _docx, ".pdf": _pdf, ".html": _html}
FORMATS = tuple(_MAKERS)
"""The file name endings that `export` takes."""
SIGNOFF_FORMATS = (".docx",)

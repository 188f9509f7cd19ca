"""Writing a report as the official document; `export` is the one way in for the window and the command line."""

from __future__ import annotations

from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.output.files import write
from reportdesk.output.names import suggested_name
from reportdesk.report.report import Report

__all__ = ["FORMATS", "UnknownFormat", "export", "suggested_name"]

FORMATS = (".docx",)
"""The file name endings that `export` takes."""


class UnknownFormat(ReportDeskError):
    """A target whose ending tells no format that can be written."""


def export(report: Report, path: Path, *, draft: bool, ignore_lock: bool = False) -> None:
    """Write the report to `path` in the format its ending names; a draft is marked as one on every page.

    The old file stays whole until the new one is complete. `ignore_lock` passes over another program's lock file.
    Raises UnknownFormat, or OutputError where the target cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(
            f"“{path.name}”的扩展名不是 {'、'.join(FORMATS)}，不知道要导出成哪种文件，请改用这些扩展名。"
        )
    # Loaded only now: jinja2 is too slow for the start of the program.
    from reportdesk.output.docx import document_bytes

    write(path, document_bytes(report, draft=draft), ignore_lock=ignore_lock)

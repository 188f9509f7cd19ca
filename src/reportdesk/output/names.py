"""File names for exported documents that every file system takes."""

from __future__ import annotations

import re

from reportdesk.report.report import Report

LIMIT = 240
"""Bytes of a name in UTF-8: of the usual 255, some are left for the lock files of word processors."""

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def suggested_name(report: Report, draft: bool, suffix: str = ".docx") -> str:
    """Return the document's title as a file name; a unit's name too long for one is cut at its end."""
    tail = f"（草稿）{suffix}" if draft else suffix
    unit = _safe(report.unit())
    while True:
        name = _safe(report.form.title.format(unit=unit, year=report.year)) + tail
        if not unit or len(name.encode()) <= LIMIT:
            return name
        unit = unit[:-1]


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("_", _INVISIBLE.sub("", text)).strip(" .~")

"""Dates in prose that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.study import Study
from reportdesk.audit.prose.vocabulary import common, finding

_LEAP = 2000  # a year that has every day
_MONTHS = range(1, 13)


def impossible_dates(study: Study) -> Iterator[Finding]:
    """Yield the dates with a month or a day that is none, or with signs lost or doubled (202412月31日)."""
    written = common().pattern("dates", "written")
    for section, passage in study.passages.items():
        text = passage.surface.text
        for match in written.finditer(text):
            if _dated(match, text) and not _possible(match):
                span = passage.surface.span(*match.span())
                yield finding("date", (section, match[0]), span, place=study.place(section), shown=match[0])


def _dated(match: re.Match[str], text: str) -> bool:
    """Tell whether it is a date at all, and not a stretch of so many months."""
    return bool(match["year"] or match["day"] or common().pattern("dates", "range").search(text[: match.start()]))


def _possible(match: re.Match[str]) -> bool:
    year, month = match["year"] or str(_LEAP), int(match["month"])
    if not common().pattern("dates", "years").fullmatch(year) or len(match["month"]) > 2 or month not in _MONTHS:
        return False
    return match["day"] is None or 0 < int(match["day"]) <= monthrange(int(year), month)[1]

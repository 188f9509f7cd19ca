"""Whether the library has a unit's report of a year already. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.report.last_year import unit_key
from reportdesk.store.library import Entry


def existing(entries: Iterable[Entry], unit: str, year: int) -> Entry | None:
    """Return the first of these reports that is the unit's of the year, practice apart, None where there is none."""
    key = unit_key(unit)
    own = (entry for entry in entries if key and not entry.sample and entry.year == year)
    return next((entry for entry in own if unit_key(entry.unit) == key), None)

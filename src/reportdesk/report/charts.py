"""What a chart in prose was drawn of: kept in its picture file, compared with the figures of now, moved on to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from reportdesk.report.changes import Attachment
from reportdesk.report.comparison import alike
from reportdesk.report.picture_words import said, saying
from reportdesk.report.report import Report
from reportdesk.report.values import Value, plain

_KEYWORD = "ReportDesk chart"


class Bar(NamedTuple):
    """One bar: what it is called, how long it is, and the cell of which year it shows, none for a figure of prose."""

    label: str
    value: int | Decimal
    cell: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The figures of a chart, under the title and in the unit it was drawn with."""

    title: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def shows_cells(self) -> bool:
        """Tell whether it was drawn of cells, not of words in prose."""
        return any(bar.cell for bar in self.bars)

    @property
    def shows_years(self) -> bool:
        """Tell whether it follows one cell through the years."""
        return len(self.bars) > 1 and len({bar.cell for bar in self.bars}) == 1

    @property
    def latest(self) -> int:
        """Return the year of its latest figure, 0 for figures of prose."""
        return max(bar.year for bar in self.bars)

    def of_year(self, year: int) -> Drawing:
        """Return it for a report's year: the parts of a total are that year's, a row of years goes on to it."""
        if not self.shows_cells or self.latest == year:
            return self
        if not self.shows_years:
            return replace(self, bars=tuple(bar._replace(year=year) for bar in self.bars))
        last = max(self.bars, key=lambda bar: bar.year)
        new = last._replace(label=last.label.replace(str(last.year), str(year)), year=year)
        return replace(self, bars=(*(bar for bar in self.bars if bar.year < year), new))


def drawing(attachment: Attachment | None) -> Drawing | None:
    """Return what a picture was drawn of; None where it is no chart of ours."""
    told = said(attachment.data, _KEYWORD) if attachment else ""
    if not told:
        return None
    try:
        top = json.loads(told)
        found = tuple(Bar(str(b[0]), _number(b[1]), str(b[2]), int(b[3])) for b in top["bars"])
        return Drawing(str(top["title"]), str(top["unit"]), found) if found else None
    except (ValueError, LookupError, TypeError, InvalidOperation):
        return None


def with_drawing(data: bytes, drawn: Drawing) -> bytes:
    """Return a picture file that says what it was drawn of."""
    bars = [[bar.label, plain(bar.value), bar.cell, bar.year] for bar in drawn.bars]
    top = {"bars": bars, "title": drawn.title, "unit": drawn.unit}
    return saying(data, _KEYWORD, json.dumps(top, ensure_ascii=False, sort_keys=True))


def standing(bar: Bar, report: Report, last: Report | None) -> Value:
    """Return what a bar's cell holds now, in the report or in `last`, last year's; None where that is not known."""
    if bar.year == report.year and bar.cell in report.form.cells:
        return report.cell(bar.cell)
    if last is not None and bar.year == last.year and alike(report.form, last.form, bar.cell):
        return last.cell(bar.cell)
    return None


def _number(text: str) -> int | Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value if "." in text else int(text)

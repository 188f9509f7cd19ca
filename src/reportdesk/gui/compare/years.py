"""One figure over all years known for a unit: what stands in each, and why nothing does. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from reportdesk.gui.compare.lines import told
from reportdesk.report.comparison import alike, change
from reportdesk.report.last_year import unit_key
from reportdesk.report.report import Report
from reportdesk.report.values import NotApplicable, Value, is_number, show
from reportdesk.store.errors import StoreError
from reportdesk.store.store import Store

_MOST = 12
_NO_REPORT, _NO_CELL = "没有报告", "格式不同"


@dataclass(frozen=True, slots=True)
class Point:
    """A year's figure; `absent` says why there is none, a blank figure has its own word."""

    year: int
    value: Value = None
    absent: str = ""

    @property
    def text(self) -> str:
        """Return the figure, or what stands in its place."""
        return self.absent or told(self.value)

    @property
    def is_figure(self) -> bool:
        """Tell whether there is something to draw a bar for, 0 included."""
        return not self.absent and is_number(self.value)

    @property
    def is_gap(self) -> bool:
        """Tell whether the year says nothing: blank, unread or absent, but not 不适用."""
        return not self.is_figure and not isinstance(self.value, NotApplicable)


@dataclass(frozen=True, slots=True)
class Series:
    """One cell over the years, without a gap between the first and the last."""

    name: str
    unit: str
    points: tuple[Point, ...]

    def words(self) -> str:
        """Tell the years in a sentence."""
        told = (f"{point.year} 年{' ' if point.is_figure else ''}{point.text}" for point in self.points)
        return "，".join(told) + self.unit_note()

    def unit_note(self) -> str:
        """Name the unit of amounts, empty for counts."""
        return f"（单位：{self.unit}）" if self.unit else ""

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield year, figure and the change since the year before."""
        before: Value = None
        for point in self.points:
            yield f"{point.year} 年", point.text, change(point.value, before)
            before = point.value


def known(store: Store, mine: Report, own_id: int, other: Report | None) -> dict[int, Report]:
    """Return the unit's reports by year, the one edited last where there are several; `mine` and `other` go before.

    Practice reports are left out; of more than a dozen years the latest are read.
    """
    own = unit_key(mine.unit())
    found = {mine.year: mine}
    if other is not None and unit_key(other.unit()) == own:
        found.setdefault(other.year, other)
    if own:
        entries = [entry for entry in store.entries() if entry.id != own_id and not entry.sample]
        for entry in entries:
            if entry.year not in found and len(found) < _MOST and unit_key(entry.unit) == own:
                with suppress(StoreError):  # opening it will say why it cannot be read
                    found[entry.year] = store.load(entry.id)[0]
    return dict(sorted(found.items()))


def series(reports: Mapping[int, Report], mine: Report, address: str) -> Series:
    """Follow a cell of a report through the years; years between without a report are told as such."""
    form = mine.form
    kind = form.cells[address].kind
    years = range(max(min(reports), max(reports) - _MOST + 1), max(reports) + 1)
    unit = "" if kind.integer else kind.unit
    return Series(
        form.cell_name(address), unit, tuple(_point(reports.get(year), mine, year, address) for year in years)
    )


def label(point: Point) -> str:
    """Return the text above a bar, or in the place of one."""
    return show(point.value) if point.is_figure else point.text


def _point(report: Report | None, mine: Report, year: int, address: str) -> Point:
    if report is None:
        return Point(year, absent=_NO_REPORT)
    if not alike(mine.form, report.form, address):
        return Point(year, absent=_NO_CELL)
    return Point(year, report.cell(address))

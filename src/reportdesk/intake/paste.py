"""What a paste would do, as a value: the figures for cells, what is refused and why, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportdesk.intake.spots import Skipped, Spot
from reportdesk.report.report import Report, summed
from reportdesk.report.values import Value, ValueRefused, fitted, parse, show


class Fate(StrEnum):
    """What becomes of a pasted text."""

    FILLED = "filled"
    SUMMED = "summed"
    TYPED = "typed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text for a cell: its value, or why it is none; a total is compared with what it is summed to."""

    address: str
    text: str
    fate: Fate
    value: Value = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste that can be carried out by giving `values` to the report; `refusal` says why there is none at all."""

    entries: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[str, ...] = ()
    refusal: str = ""

    def values(self) -> Mapping[str, Value]:
        """Return the new values; a total that agrees with its sum stays summed, or becomes so."""
        kept = (entry for entry in self.entries if entry.fate is not Fate.REFUSED)
        return {entry.address: None if entry.fate is Fate.SUMMED else entry.value for entry in kept}

    def count(self) -> int:
        """Count the cells that take their text."""
        return len(self.values())

    def refused(self) -> tuple[Entry, ...]:
        """Return the texts that are no values of their cells."""
        return tuple(entry for entry in self.entries if entry.fate is Fate.REFUSED)

    def needs_asking(self) -> bool:
        """Tell whether the clerk should see what would happen first."""
        return bool(self.refused() or self.skipped or self.doubts)


def judged(report: Report, spots: Iterable[Spot]) -> tuple[Entry, ...]:
    """Turn texts into values, none of them guessed; blank texts leave their cells as they are and are left out."""
    entries = [entry for spot in spots if (entry := _parsed(report, spot))]
    totals = _totals(report, {entry.address: entry.value for entry in entries if entry.fate is not Fate.REFUSED})
    return tuple(_as_total(entry, totals) for entry in entries)


def _parsed(report: Report, spot: Spot) -> Entry | None:
    cell = report.form.cells[spot.address]
    try:
        value = parse(spot.text, cell)
    except ValueRefused as refusal:
        return Entry(spot.address, spot.text, Fate.REFUSED, reason=refusal.message)
    return None if value is None else Entry(spot.address, spot.text, Fate.FILLED, fitted(value, cell.kind))


def _totals(report: Report, given: Mapping[str, Value]) -> Mapping[str, tuple[Fate, Value]]:
    """Return for each pasted total whether it stays summed, and what it would be summed to."""
    after = {address: value for address, value in given.items() if address not in report.form.totals}
    found: dict[str, tuple[Fate, Value]] = {}

    def cell(address: str) -> Value:
        return after[address] if address in after else report.cell(address)

    for total, relation in report.form.totals.items():
        sum_ = fitted(summed(relation, cell), report.form.cells[total].kind)
        if total not in given:
            after[total] = report.cell(total) if report.is_typed(total) else sum_
            continue
        after[total] = given[total]
        stays_typed = report.is_typed(total) and given[total] == report.cell(total)
        found[total] = (Fate.SUMMED if given[total] == sum_ and not stays_typed else Fate.TYPED, sum_)
    return found


def _as_total(entry: Entry, totals: Mapping[str, tuple[Fate, Value]]) -> Entry:
    if entry.address not in totals or entry.fate is Fate.REFUSED:
        return entry
    fate, sum_ = totals[entry.address]
    if fate is Fate.SUMMED:
        return Entry(entry.address, entry.text, fate, entry.value, "与自动合计一致，仍自动合计")
    differs = (
        f"与各项之和 {show(sum_)} 不同"
        if sum_ is not None and sum_ != entry.value
        else "各项还没有填全"
        if sum_ is None
        else ""
    )
    return Entry(entry.address, entry.text, fate, entry.value, f"{differs}，作为自己填的合计" if differs else "")

"""What a check is: the slots it looks at, and what it finds there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportdesk.audit.findings import Finding
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report

Run = Callable[[Report], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a section or table; `run` is called again whenever one of `slots` changes."""

    section: str
    slots: tuple[Slot, ...]
    run: Run


def cell_slots(addresses: Iterable[str]) -> tuple[Slot, ...]:
    """Return the slots of cells."""
    return tuple(Slot("cell", address) for address in addresses)

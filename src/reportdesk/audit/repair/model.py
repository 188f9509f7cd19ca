"""Repairs as values."""

from __future__ import annotations

from dataclasses import dataclass

from reportdesk.audit.findings import Number
from reportdesk.audit.repair.system import Exact
from reportdesk.form.model import Relation
from reportdesk.report.changes import Change
from reportdesk.report.exchange import encode_cell
from reportdesk.report.report import Report

_LEVELS, _CAUSES = 1, 2  # the first parts of a rank: levels, and places of the causes


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell of a repair: what it holds and what it should hold."""

    cell: str
    was: Number
    value: Number


@dataclass(frozen=True, slots=True)
class Repair:
    """A smallest set of cells that mends a group, its reason in one sentence; of two the lower `rank` is likelier.

    `open` tells that other figures in the same cells would mend the group too.
    """

    edits: tuple[Mend, ...]
    reason: str
    label: str
    rank: tuple[Exact, ...]
    open: bool

    def change(self, report: Report) -> Change:
        """Plan the repair as one step; ValueError where a cell no longer holds what the repair was found for."""
        for edit in self.edits:
            if report.cell(edit.cell) != edit.was:
                raise ValueError(f"{edit.cell} holds {report.cell(edit.cell)!r}, not {edit.was!r}")
        return report.enter_cells({edit.cell: edit.value for edit in self.edits}, self.label)

    def as_json(self) -> dict[str, object]:
        """Return the repair as the command line prints it."""
        cells = [
            {"cell": edit.cell, "was": encode_cell(edit.was), "value": encode_cell(edit.value)} for edit in self.edits
        ]
        return {"cells": cells, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Group:
    """Broken identities that hang together and all smallest repairs of them, the likeliest first.

    `cut` tells that the search was stopped early, so that repairs may be missing or not be the smallest.
    """

    relations: tuple[Relation, ...]
    repairs: tuple[Repair, ...]
    cut: bool

    @property
    def tied(self) -> bool:
        """Tell whether no cause makes the first repair likelier than the second.

        For several cells only the levels count: one slip or another in each of them says little.
        """
        if not self.repairs[1:]:
            return False
        first, second = self.repairs[:2]
        telling = _CAUSES if len(first.edits) == 1 else _LEVELS
        return first.rank[:telling] == second.rank[:telling]

    @property
    def complete(self) -> bool:
        """Tell whether all smallest repairs are listed; not so either where they have more cells than are tried."""
        return bool(self.repairs) and not self.cut


@dataclass(frozen=True, slots=True)
class Repairs:
    """What mends a report: one group per connected set of broken identities.

    `unjudged` identities have an operand that is blank, unread or may not be 不适用, and are not looked at.
    """

    groups: tuple[Group, ...]
    unjudged: int = 0

    @property
    def complete(self) -> bool:
        """Tell whether every smallest repair of every group is listed."""
        return all(group.complete for group in self.groups)

    def as_json(self) -> dict[str, object]:
        """Return the repairs as the command line prints them."""
        groups = [{"repairs": [repair.as_json() for repair in group.repairs]} for group in self.groups]
        return {"complete": self.complete, "groups": groups}

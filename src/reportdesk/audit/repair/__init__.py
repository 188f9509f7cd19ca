"""The likeliest cells: the smallest sets of cells whose change makes every identity of a report hold."""

from __future__ import annotations

from reportdesk.audit.repair.model import Group, Mend, Repair, Repairs
from reportdesk.audit.repair.ranking import ranked
from reportdesk.audit.repair.solving import solve
from reportdesk.audit.repair.system import build
from reportdesk.audit.repair.texts import texts
from reportdesk.report.report import Report

__all__ = ["Group", "Mend", "Repair", "Repairs", "repair"]


def repair(report: Report, columns: int = 0) -> Repairs:
    """Find all smallest repairs of a report, which is not altered.

    `columns` is how many cells the search may look at, 0 for the usual number; where it would need more it is cut.
    """
    system = build(report)
    groups: list[Group] = []
    for task, solutions, cut in solve(system, columns or texts().columns):
        broken = [(system.rows[place].relation, system.rows[place].rest) for place in task.broken]
        relations = tuple(relation for relation, _excess in broken)
        groups.append(Group(relations, ranked(report, system, broken, solutions), cut))
    return Repairs(tuple(groups), system.unjudged)

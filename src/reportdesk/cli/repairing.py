"""`reportdesk repair`: the likeliest cells, for people."""

from __future__ import annotations

from collections.abc import Iterator

from reportdesk.audit.repair import Group, Repairs
from reportdesk.audit.repair.texts import texts
from reportdesk.form.model import Form, Relation
from reportdesk.report.report import Report

_LISTED = 10


def told(found: Repairs, report: Report) -> Iterator[str]:
    """Yield group by group which identities are broken and what mends them, the likeliest first."""
    words = texts().words
    yield f"{report.title()}（{report.form.name}）"
    if not found.groups:
        yield words["nothing"]
    for place, group in enumerate(found.groups, 1):
        yield ""
        yield words["relations"].format(place=place, number=len(group.relations))
        yield from (f"  {_title(relation, report.form)}" for relation in group.relations)
        yield from (f"  {line}" for line in _choices(group))
    if found.unjudged:
        yield ""
        yield words["unjudged"].format(number=found.unjudged)


def _choices(group: Group) -> Iterator[str]:
    words = texts().words
    number = len(group.repairs)
    if number:
        pattern = words["choices" if number > 1 else "choice"]
        yield pattern.format(cells=len(group.repairs[0].edits), number=number)
        for place, repair in enumerate(group.repairs[:_LISTED], 1):
            yield f"  {place}. {repair.reason}"
        if number > _LISTED:
            yield "  " + words["more"].format(number=number - _LISTED)
    elif not group.cut:
        yield words["none"].format(cells=texts().cells)
    if group.cut:
        yield words["cut" if number else "cut_empty"]


def _title(relation: Relation, form: Form) -> str:
    first = relation.cells[0]
    return relation.rule.title.format(row=form.row_name(first), column=form.column_name(first))

"""One fact told twice, differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.cells import borne_out, denied
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.labels import channels, noun
from reportdesk.audit.prose.lists import Page
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import common, finding, phrases

_MANY = 3  # kinds of channel that together are all of them


def contradictions(study: Page) -> Iterator[Finding]:
    """Yield each fact that a later sentence tells differently than the first, unless the tables tell which is wrong."""
    first: dict[tuple[str, ...], Item] = {}
    for item, fact in study.once(_facts):
        if item.value is None:
            continue
        other = first.setdefault(fact, item)
        if item.value == other.value or _same_sentence(item, other) or (item.live and other.live):
            continue
        if item.told.subject and _decided(study, item, other):
            continue
        assert item.value is not None and other.value is not None
        name = noun(item.told.label) or fact[1]
        yield finding(
            "repeat", (item.section, fact[1]), item.span, (item.value, other.value), name=name,
            place=study.place(item.section), shown=study.shown(item), other_place=study.place(other.section),
            other=study.shown(other),
        )  # fmt: skip


def _facts(study: Page) -> list[tuple[Item, tuple[str, ...]]]:
    """Return the figures that are told of something, and of what."""
    counts = (item for item in study.items if item.usual and item.figure.kind is Kind.COUNT)
    told = ((item, _fact(study, item)) for item in counts)
    return [(item, fact) for item, fact in told if fact is not None]


def _fact(study: Page, item: Item) -> tuple[str, ...] | None:
    """Return what a figure is told of, None where that is not certain enough to compare."""
    figure, told = item.figure, item.told
    if told.subject:
        family = phrases(study.readings.speech).families[told.family]
        sure = told.attribute != "" and (not family.default or told.attribute == family.default)
        return ("cell", told.meaning, told.scope) if sure and told.subject != family.loose else None
    near = told.label
    if published := _published(near):
        return published
    name, names = noun(near), common().names
    labels, lists = common().patterns["labels"], common().patterns["lists"]
    if len(name) < 3 or labels["vague"].fullmatch(name) or lists["within"].search(name):
        return None
    yearly = figure.unit in names["year_units"] or labels["whole_year"].search(near)
    if not figure.unit or not yearly:
        return None
    own, inherited = channels(near), _head_channels(study, item)
    if inherited and not inherited <= {"web"}:
        return None
    return ("thing", name.removesuffix("信息"), figure.unit, *sorted(own))


def _published(near: str) -> tuple[str, ...] | None:
    """Tell whether a label is all information published, or that of some channels."""
    labels = common().patterns["labels"]
    found = re.search(
        rf"{labels['publish'].pattern}(?:了)?({labels['published'].pattern})(?:共|共计|合计|总计|总数|数量|为|计|：)*$",
        near,
    )
    if found is None or common().pattern("lists", "within").search(near):
        return None
    kinds = channels(near[: found.start()])
    name = common().names["published"] if found[1] in ("信息", "政府信息") else found[1]
    where = noun(near[: found.start()] + "。").removesuffix("。")
    if column := common().pattern("labels", "column").search(where):
        return ("thing", name, column["name"])
    if not where or (where.endswith(("全年", "年度", "主动", "共")) and not kinds) or len(kinds) >= _MANY:
        return ("thing", name)
    return ("thing", name, "+".join(sorted(kinds)) or where)


def _head_channels(study: Page, item: Item) -> frozenset[str]:
    for listed in study.lists:
        if any(part is item for part in listed.parts):
            return channels(listed.heads[0].told.label)
    return frozenset()


def _same_sentence(item: Item, other: Item) -> bool:
    return (item.section, item.sentence) == (other.section, other.sentence)


def _decided(study: Study, item: Item, other: Item) -> bool:
    """Tell whether the tables bear out both figures, or one of them and the other is told to be wrong already."""
    readings = study.amounts(item.told.subject, item.told.attribute)
    if len(readings) == 1 and not readings[0][1].whole:
        return False
    right = [borne_out(study, each) for each in (item, other)]
    return all(right) or (any(right) and denied(study, other if right[0] else item))

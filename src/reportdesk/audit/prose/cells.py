"""Prose against cells: figures and statements that the tables deny."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.numerals import slipped
from reportdesk.audit.prose.readings import Amount, Cells
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.told import Said
from reportdesk.audit.prose.vocabulary import common, finding, phrases
from reportdesk.audit.quoting import tail
from reportdesk.report.values import plain

_SMALL = 100  # a figure below has too few digits to tell a slip


def mismatches(study: Study) -> Iterator[Finding]:
    """Yield the figures and statements that no reading of the tables bears out."""
    for item in study.items:
        yield from _figure(study, item)
    for section, span, said in study.said:
        if _of_us(study, said.scope):
            yield from _claim(study, section, span, said)


def agrees(study: Study, item: Item, cells: Cells, amount: Amount, more: Number = 0) -> bool:
    """Tell whether cells may come to what a figure says, with so many more."""
    assert item.value is not None
    factor = study.readings.factor(cells)
    scaled = Amount(amount.least * factor, amount.whole)
    return not scaled.denies(item.value + more, item.figure.step)


def denied(study: Study, item: Item) -> bool:
    """Tell whether a figure is one that no reading of the tables bears out."""
    return any(_figure(study, item))


def borne_out(study: Study, item: Item) -> bool:
    """Tell whether a reading of the tables comes to a figure whose value is known."""
    amounts = study.amounts(item.told.subject, item.told.attribute)
    return any(agrees(study, item, cells, amount) for cells, amount in amounts)


def _of_us(study: Study, scope: str) -> bool:
    if scope == "part":
        return False
    return scope != "office" or bool(common().pattern("scopes", "joint").search(study.report.unit()))


def _figure(study: Study, item: Item) -> Iterator[Finding]:
    told = item.told
    if item.live or item.value is None or not item.figure.exact or told.when == "other" or not told.subject:
        return
    report = study.report if told.when == "this" else study.last
    if report is None or not _of_us(study, told.scope):
        return
    amounts = study.amounts(told.subject, told.attribute, report)
    if not amounts or agrees(study, item, *amounts[0]):
        return
    narrow = study.readings.narrowed(told.subject, told.label)
    amounts = amounts[:1] if narrow else amounts
    if any(agrees(study, item, cells, amount) for cells, amount in amounts):
        return
    if any(agrees(study, item, cells, amount, more) for more in _joined(study, item) for cells, amount in amounts):
        return
    if _told_wider(study, item) or (not narrow and _told_beside(study, item, amounts)) or not _sure(study, item):
        return
    cells, amount = amounts[0]
    left = _in_units(item.value, study.readings.factor(cells))
    kind, own = ("figure", study.in_order(cells)) if told.when == "this" else ("last", ())
    yield finding(
        kind, (item.section, told.meaning), item.span, (left, amount.least), own,
        name=study.cells_name(cells).partition("｜")[0], place=study.place(item.section), shown=study.shown(item),
        cell=study.cells_name(cells),
    )  # fmt: skip


def _sure(study: Study, item: Item) -> bool:
    """Tell whether a figure is meant to be the tables' one: by its words, a slip, or a small one by another's."""
    family = item.told.family
    if not phrases(study.readings.speech).families[family].by_slip or _slip(study, item):
        return True
    beside = (other for other in study.by_sentence[item.section, item.sentence] if other.told.family == family)
    return (item.value or 0) < _SMALL and any(_slip(study, other) for other in beside)


def _slip(study: Study, item: Item) -> bool:
    """Tell whether a figure is the tables' one miswritten; a last digit alone may well differ."""
    if not isinstance(item.value, int):
        return False
    amounts = study.amounts(item.told.subject, item.told.attribute)
    whole = (amount.least for _cells, amount in amounts if amount.whole)
    return any(slipped(plain(item.value), plain(least)) and item.value // 10 != least // 10 for least in whole)


def _told_wider(study: Study, item: Item) -> bool:
    """Tell whether the same is told of another scope, and that is what the tables hold."""
    for other in study.items:
        alike = (other.told.subject, other.told.attribute) == (item.told.subject, item.told.attribute)
        told = alike and other.value is not None and other.told.when == "this" and other.told.scope != item.told.scope
        if told and _may_differ(study, item, other) and borne_out(study, other):
            return True
    return False


def _may_differ(study: Study, one: Item, other: Item) -> bool:
    """Tell whether figures of two scopes may both be right: the area's is the larger, and no other unit's than ours."""
    area, own = (one, other) if one.told.scope == "area" else (other, one)
    if area.told.scope != "area" or area.value is None or own.value is None:
        return True
    scopes = common().patterns["scopes"]
    of_area = own.told.scope == "" and scopes["whole"].search(study.report.unit())
    if of_area and not scopes["own"].search(study.passages[own.section].surface.text):
        return False
    return area.value >= own.value


def _told_beside(study: Study, item: Item, amounts: list[tuple[Cells, Amount]]) -> bool:
    """Tell whether the sentence tells the tables' figure of the same: then this one is of something narrower."""
    for other in study.by_sentence[item.section, item.sentence]:
        alike = other is not item and (other.told.meaning, other.told.when) == (item.told.meaning, item.told.when)
        if alike and other.value is not None and any(agrees(study, other, cells, amount) for cells, amount in amounts):
            return True
    return False


def _joined(study: Study, item: Item) -> Iterator[Number]:
    """Yield what an enumeration behind a figure comes to, item by item (网上申请3件、信函申请5件)."""
    last, sum_ = item, 0
    for other in study.by_sentence[item.section, item.sentence]:
        if other.at <= item.at:
            continue
        joined = study.text(other.section, last.stop, other.at) == "、" + other.figure.near
        same = other.figure.unit == item.figure.unit and other.told.meaning in ("", item.told.meaning)
        if not (joined and same and other.figure.counts) or other.value is None:
            return
        last, sum_ = other, sum_ + other.value
        yield sum_


def _claim(study: Study, section: str, span: tuple[int, int], said: Said) -> Iterator[Finding]:
    speech = phrases(study.readings.speech)
    if said.claim.of_told:
        named = [(subject, attribute) for subject in said.subjects for attribute in said.claim.zero]
    else:
        parts = [zero.partition(".") for zero in said.claim.zero]
        named = [(subject, attribute or speech.default(subject)) for subject, _dot, attribute in parts]
    for subject, attribute in named:
        amounts = study.amounts(subject, attribute)
        if not amounts or any(amount.least == 0 for _cells, amount in amounts):
            continue
        cells, amount = amounts[0]
        yield finding(
            "claim", (section, f"{said.claim.id}:{subject}.{attribute}"), span, (0, amount.least),
            study.in_order(cells), name=study.cells_name(cells).partition("｜")[0], place=study.place(section),
            shown=tail(said.text), cell=study.cells_name(cells),
        )  # fmt: skip


def _in_units(value: Number, factor: int) -> Number:
    found = Decimal(value) / factor
    return int(found) if found == int(found) else Decimal(plain(found))

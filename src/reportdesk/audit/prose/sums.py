"""Parts against their total, in prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.labels import channels, subject
from reportdesk.audit.prose.lists import List, Page, apart
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import common, finding, phrases

_PAIR = 2


def wrong_sums(study: Page) -> Iterator[Finding]:
    """Yield the lists whose parts are more than their total, or less where nothing may be left out."""
    told: set[str] = set()
    for found in (*study.by_form, *study.lists):
        head, parts = found.heads[0], found.parts
        if not _judged(found) or _right(study, found) or all(item.live for item in (head, *parts)):
            continue
        total = _value(head)
        parts = min((found.parts, _through_rest(found.parts)), key=lambda parts: abs(sum(map(_value, parts)) - total))
        sum_ = sum(map(_value, parts))
        section = parts[0].section
        name = _name(head)
        if (key := f"{section}:{name}") in told:
            continue
        told.add(key)
        kind = "fee_sum" if _fee(study, head) else "sum"
        yield finding(
            kind, (section, name), head.span if head.section == section else parts[0].span,
            (sum_, total), figures=tuple(str(_value(item)) for item in (*parts, head)),
            name=name, count=str(len(parts)), place=study.place(section),
        )  # fmt: skip


def _judged(found: List) -> bool:
    items = (*found.heads[:1], *found.parts)
    usual = all(item.value is not None and item.figure.exact and not item.figure.step for item in items)
    return usual and len({item.told.when for item in items}) == 1


def _right(study: Page, found: List) -> bool:
    """Tell whether some way to read the list is right: all of it, its beginning, or without what may stand apart."""
    whole = found.whole or _fee(study, found.heads[0])
    totals = {_value(head) for head in found.heads if head.value is not None}
    within = [part for part in _first(study, found) if not apart(study, part)]
    sums = {sum(map(_value, within)), sum(map(_value, found.parts)), *_pieces(study, found.parts)}
    if len(found.heads) > 1:
        totals |= {sum(map(_value, (h for h in found.heads if h.value is not None)))}
    if totals & sums:
        return True
    return not whole and sum(map(_value, within)) <= max(totals)


def _first(study: Study, found: List) -> tuple[Item, ...]:
    """Return the parts up to where something new may begin: behind words that say so, or a lone one before a ；."""
    anew, alone = common().pattern("lists", "anew"), len(found.parts) == _PAIR and not _enumerated(study, found)
    for place, (one, two) in enumerate(pairwise(found.parts), 1):
        gap = study.text(one.section, one.stop, two.at)
        if anew.search(gap) or (alone and "；" in gap):
            return found.parts[:place]
    return found.parts


def _enumerated(study: Study, found: List) -> bool:
    """Tell whether two parts are surely of one list: all of it, behind a colon, or each of a channel."""
    one, two = found.parts
    colon = study.text(one.section, one.at - len(one.figure.near) - 1, one.at).startswith("：")
    each = channels(one.told.label) and channels(two.told.label) and not channels(found.heads[0].told.label)
    return found.whole or colon or bool(each)


def _pieces(study: Study, parts: Sequence[Item]) -> Iterator[Number]:
    """Yield what the list comes to as far as, or from, a place where parts are set apart otherwise than before."""
    gaps = [study.text(one.section, one.stop, two.at)[:1] for one, two in pairwise(parts)]
    for place, gap in enumerate(gaps[1:], 2):
        if gap != gaps[place - 2]:
            yield sum(map(_value, parts[:place]))
    for place, gap in enumerate(gaps[:-1], 1):
        if gap != gaps[place]:
            yield sum(map(_value, parts[place:]))


def _through_rest(parts: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the parts as far as an 其他, which mostly is the last."""
    other = common().pattern("lists", "other")
    last = max((place for place, part in enumerate(parts) if other.match(part.figure.near)), default=len(parts) - 1)
    return parts[: last + 1]


def _value(item: Item) -> Number:
    assert item.value is not None
    return item.value if isinstance(item.value, int) else Decimal(item.value)


def _name(head: Item) -> str:
    return subject(head.told.label) or head.told.subject or "合计"


def _fee(study: Study, head: Item) -> bool:
    if head.figure.kind is not Kind.MONEY or not study.readings.speech:
        return False
    sentence = study.passages[head.section].sentences[head.sentence]
    return bool(phrases(study.readings.speech).fees["word"].search(sentence.text))

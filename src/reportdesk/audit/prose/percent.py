"""Percentages in prose against the figures they are reckoned from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.labels import subject
from reportdesk.audit.prose.lists import Page
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import common, finding, phrases, unsure
from reportdesk.report.values import plain

_REACH = 3  # sentences back in which a base may have been told
_TELLING = 3  # digits of which one may be mistaken and the others still tell what was meant


def wrong_percentages(study: Page) -> Iterator[Finding]:
    """Yield shares and growths that no base told in the text or the tables gives."""
    for items in study.by_sentence.values():
        for place, item in enumerate(items):
            if item.figure.kind is Kind.PERCENT and item.figure.exact and item.value is not None:
                yield from _share(study, items, place)
                yield from _growth(study, items, place)


def _share(study: Page, items: tuple[Item, ...], place: int) -> Iterator[Finding]:
    percent = items[place]
    words = percent.figure.near
    if not common().pattern("percent", "share").match(words) or place == 0:
        return
    part = items[place - 1]
    gap = study.text(part.section, part.stop, percent.at)
    if not _usable(part) or len(gap) > 24 or "；" in gap or part.value is None or _split(gap):
        return
    named = common().pattern("percent", "base").search(words)
    bases = [base for base in _bases(study, items, place, named["base"] if named else "") if base]
    shares = {base: Decimal(part.value) * 100 / base for base in bases}
    if not bases or any(_fits(percent, share) for share in shares.values()):
        return
    shown = percent.figure.text
    base = min(bases, key=lambda base: abs(shares[base] - Decimal(_number(percent))))
    right = _rounded(percent, shares[base])
    sure = len(shares) == 1 or base in _wholes(study, part) or _slipped(percent, right)
    found = finding(
        "share", (part.section, subject(part.told.label) or shown), percent.span, (_number(percent), right),
        figures=(plain(_number(percent)), plain(part.value), plain(base)),
        place=study.place(part.section), shown=shown, part=study.number(part), amount=plain(part.value),
        base=plain(base), right=plain(right),
    )  # fmt: skip
    yield found if sure else unsure("share", found, shown=shown)


def _bases(study: Page, items: tuple[Item, ...], place: int, words: str) -> list[Number]:
    """Return what a share may be of: its list's total first, then figures told shortly before, then the tables'."""
    part, percent = items[place - 1], items[place]
    found = _wholes(study, part)
    speech = phrases(study.readings.speech)
    subjects = next((subjects for pattern, subjects in speech.bases if pattern.search(words)), ())
    sentence = percent.sentence
    for item in reversed(study.items):
        near = item.section == part.section and sentence - _REACH <= item.sentence <= sentence
        earlier = item.at < part.at and item.figure.unit == part.figure.unit
        if near and earlier and _usable(item) and item.value and (not words or item.told.subject in subjects):
            found.append(item.value)
    same = [item.value for item in items if _usable(item) and item.figure.unit == part.figure.unit and item.value]
    if len(same) > 1 and not any(part in listed.parts for listed in study.lists):
        found.append(sum(same))
    for base in subjects if words or (part.told.subject and speech.default(part.told.subject)) else ():
        amounts = study.amounts(base, speech.default(base))
        found += [amount.least for _cells, amount in amounts if amount.whole and amount.least]
    return found


def _wholes(study: Page, part: Item) -> list[Number]:
    """Return the totals of the lists that a figure is listed in."""
    lists = [listed for listed in study.lists if any(item is part for item in listed.parts)]
    return [head.value for listed in lists for head in listed.heads if head.value]


def _slipped(percent: Item, right: Decimal) -> bool:
    """Tell whether a percentage of three digits or more is another one with one of them mistaken."""
    shown, meant = str(_number(percent)), str(right)
    if len(shown) != len(meant) or sum(map(str.isdigit, shown)) < _TELLING:
        return False
    return sum(one != other for one, other in zip(shown, meant, strict=True)) == 1


def _growth(study: Study, items: tuple[Item, ...], place: int) -> Iterator[Finding]:
    percent, patterns, names = items[place], common().patterns["percent"], common().names
    words = study.text(percent.section, max(0, percent.at - 8), percent.at)
    ups, downs = _end(patterns["up"], words), _end(patterns["down"], words)
    before = [item for item in items[:place] if item.figure.kind is Kind.COUNT and item.figure.exact and item.value]
    if max(ups, downs) < len(words) - 3 or not before or patterns["share"].match(percent.figure.near):
        return
    this = next((item for item in reversed(before) if item.told.when == "this"), None)
    if this is None or this.value is None:
        return
    bases = [i.value for i in before if i.told.when == "last" and i.figure.unit == this.figure.unit and i.value]
    if not bases and patterns["growth"].search(study.text(percent.section, this.stop, percent.at)):
        bases = _last_year(study, this)
    sign = 1 if ups > downs else -1
    if not bases or any(_fits(percent, sign * (Decimal(this.value) / base - 1) * 100) for base in bases if base):
        return
    change = (Decimal(this.value) / bases[0] - 1) * 100
    right = _rounded(percent, abs(change))
    found = finding(
        "growth", (percent.section, subject(this.told.label) or percent.figure.text), percent.span,
        (_number(percent), right), figures=(plain(_number(percent)), plain(this.value), plain(bases[0])),
        place=study.place(percent.section), shown=percent.figure.text, word=names["up" if sign > 0 else "down"],
        base=plain(bases[0]), part=plain(this.value), right=plain(right),
        right_word=names["up" if change > 0 else "down"],
    )  # fmt: skip
    yield found if len(set(bases)) == 1 else unsure("growth", found, shown=percent.figure.text)


def _split(gap: str) -> bool:
    return bool(common().pattern("lists", "respectively").search(gap))


def _last_year(study: Study, this: Item) -> list[Number]:
    if study.last is None or not this.told.subject:
        return []
    amounts = study.amounts(this.told.subject, this.told.attribute, study.last)
    return [amount.least for _cells, amount in amounts if amount.whole and amount.least]


def _usable(item: Item) -> bool:
    return item.figure.kind is Kind.COUNT and item.figure.exact and item.told.when == "this" and item.value is not None


def _fits(percent: Item, value: Decimal) -> bool:
    return abs(_number(percent) - value) < _step(percent)


def _step(percent: Item) -> Decimal:
    return Decimal(percent.figure.step or 1)


def _rounded(percent: Item, value: Decimal) -> Decimal:
    return value.quantize(_step(percent), ROUND_HALF_UP)


def _number(percent: Item) -> Decimal:
    assert percent.value is not None
    return Decimal(percent.value)


def _end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)

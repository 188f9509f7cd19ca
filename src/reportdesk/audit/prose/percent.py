"""Shares in prose against the figures they are reckoned from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.labels import subject
from reportdesk.audit.prose.lists import Page, main
from reportdesk.audit.prose.numerals import slipped
from reportdesk.audit.prose.study import Item
from reportdesk.audit.prose.vocabulary import common, finding, phrases, unsure
from reportdesk.audit.quoting import tail
from reportdesk.report.values import plain

_REACH = 3  # sentences back in which a base may have been told


def wrong_shares(study: Page) -> Iterator[Finding]:
    """Yield shares that no base told in the text or the tables gives."""
    for items in study.by_sentence.values():
        for place, item in enumerate(items):
            if item.figure.kind is Kind.PERCENT and item.figure.exact and item.value is not None:
                yield from _share(study, items, place)
                yield from _named(study, items, place)


def _share(study: Page, items: tuple[Item, ...], place: int) -> Iterator[Finding]:
    percent = items[place]
    words = percent.figure.near
    if not common().pattern("percent", "share").match(words) or place == 0:
        return
    part = items[place - 1]
    gap = study.text(part.section, part.stop, percent.at)
    if not usable(part) or len(gap) > 24 or "；" in gap or part.value is None or _split(gap):
        return
    named = common().pattern("percent", "base").search(words)
    bases = [base for base in _bases(study, items, place, named["base"] if named else "") if base]
    shares = {base: Decimal(part.value) * 100 / base for base in bases}
    if not bases or any(fits(percent, share) for share in shares.values()):
        return
    shown = percent.figure.text
    base = min(bases, key=lambda base: abs(shares[base] - Decimal(number(percent))))
    right = rounded(percent, shares[base])
    sure = len(shares) == 1 or base in _wholes(study, part) or slipped(str(number(percent)), str(right))
    found = finding(
        "share", (part.section, subject(part.told.label) or shown), percent.span, (number(percent), right),
        figures=(plain(number(percent)), plain(part.value), plain(base)),
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
        if near and earlier and usable(item) and item.value and (not words or item.told.subject in subjects):
            found.append(item.value)
    same = [item.value for item in items if usable(item) and item.figure.unit == part.figure.unit and item.value]
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


def _named(study: Page, items: tuple[Item, ...], place: int) -> Iterator[Finding]:
    """Yield a share told without its figure, where the sentence has told nothing but totals before."""
    percent = items[place]
    subject, attribute = percent.told.of
    patterns = common().patterns["percent"]
    base = patterns["base"].search(percent.figure.near)
    told = percent.told.when == "this" and percent.told.scope != "part"
    if not (attribute and base and told and patterns["whole"].fullmatch(base["base"])) or not all(
        main(study, item) for item in items[:place]
    ):
        return
    shares = _table_shares(study, subject, attribute, base["base"])
    if not shares or any(fits(percent, Decimal(part) * 100 / whole) for part, whole in shares):
        return
    rights = [rounded(percent, Decimal(part) * 100 / whole) for part, whole in shares]
    right = min(rights, key=lambda right: abs(right - number(percent)))
    part, whole = shares[rights.index(right)]
    words, shown = tail(percent.figure.near[: base.start()]), percent.figure.text
    found = finding(
        "share", (percent.section, words), percent.span, (number(percent), right),
        figures=(plain(number(percent)), plain(part), plain(whole)), place=study.place(percent.section), shown=shown,
        part=words, amount=plain(part), base=plain(whole), right=plain(right),
    )  # fmt: skip
    yield found if len(set(rights)) == 1 else unsure("share", found, shown=shown)


def _table_shares(study: Page, subject: str, attribute: str, words: str) -> list[tuple[Number, Number]]:
    """Return parts and wholes of the tables that a share may be reckoned from: a total's column, or a row of it."""
    speech = phrases(study.readings.speech)
    bases = next((subjects for pattern, subjects in speech.bases if pattern.search(words)), ())
    found: list[tuple[Number, Number]] = []
    for base in bases:
        default = speech.default(base)
        wholes = study.amounts(base, default)
        parts = study.amounts(subject or base, attribute)
        family = speech.family(base)
        if family is None or base not in family.mains or (subject or base, attribute) == (base, default):
            continue
        if subject in family.mains or speech.family(subject or base) is not family:
            return []
        pairs = itertools.product(parts, wholes) if subject else zip(parts, wholes, strict=True)
        found += [(p.least, w.least) for (_p, p), (_w, w) in pairs if p.whole and w.whole and w.least]
    return found


def _split(gap: str) -> bool:
    return bool(common().pattern("lists", "respectively").search(gap))


def usable(item: Item) -> bool:
    """Tell whether a figure may be reckoned with."""
    return item.figure.kind is Kind.COUNT and item.figure.exact and item.told.when == "this" and item.value is not None


def fits(percent: Item, value: Decimal) -> bool:
    """Tell whether a value is what is written, rounded or cut off."""
    return abs(number(percent) - value) < step(percent)


def step(percent: Item) -> Decimal:
    """Return one unit of the last written place."""
    return Decimal(percent.figure.step or 1)


def rounded(percent: Item, value: Decimal) -> Decimal:
    """Return a value to as many places as are written."""
    return value.quantize(step(percent), ROUND_HALF_UP)


def number(percent: Item) -> Decimal:
    """Return what is written."""
    assert percent.value is not None
    return Decimal(percent.value)

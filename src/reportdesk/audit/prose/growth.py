"""How much more or less than last year, in prose, against the figures of both years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.cells import borne_out
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.labels import subject
from reportdesk.audit.prose.percent import fits, number, rounded
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import common, finding, unsure
from reportdesk.report.values import plain

_KINDS = {Kind.PERCENT: "growth", Kind.CHANGE: "change"}


def wrong_changes(study: Study) -> Iterator[Finding]:
    """Yield growths, in percent or in so many, that no figures of the text or of both years' tables give."""
    for items in study.by_sentence.values():
        for place, item in enumerate(items):
            if item.figure.kind in _KINDS and item.figure.exact and item.value is not None:
                yield from _change(study, items, place)


def _change(study: Study, items: tuple[Item, ...], place: int) -> Iterator[Finding]:
    item, patterns, names = items[place], common().patterns["percent"], common().names
    words = study.text(item.section, max(0, item.at - 8), item.at)
    ups, downs = _end(patterns["up"], words), _end(patterns["down"], words)
    if max(ups, downs) < len(words) - 3 or patterns["share"].match(item.figure.near):
        return
    years, name = _years(study, items[:place], item)
    sign = 1 if ups > downs else -1
    changes = {pair: _reckoned(item, *pair) for pair in years if pair[1]}
    if not changes or any(fits(item, sign * change) for change in changes.values()):
        return
    (this, base), change = next(iter(changes.items()))
    kind, right = _KINDS[item.figure.kind], rounded(item, abs(change))
    up, down = names[f"{kind}_up"], names[f"{kind}_down"]
    found = finding(
        kind, (item.section, subject(name) or item.figure.text), item.span, (number(item), right),
        figures=(plain(number(item)), plain(this), plain(base)), place=study.place(item.section),
        shown=item.figure.text, word=up if sign > 0 else down, base=plain(base), part=plain(this),
        right=plain(right), right_word=up if change > 0 else down,
    )  # fmt: skip
    yield found if len({base for _this, base in changes}) == 1 else unsure(kind, found, shown=item.figure.text)


def _reckoned(item: Item, this: Number, base: Number) -> Decimal:
    more = Decimal(this) - base
    return more * 100 / base if item.figure.kind is Kind.PERCENT else more


def _years(study: Study, before: Sequence[Item], item: Item) -> tuple[list[tuple[Number, Number]], str]:
    """Return what this year and last year may come to, the likeliest first, and what they are of."""
    told = [one for one in before if one.figure.kind is Kind.COUNT and one.figure.exact and one.value]
    own = [one for one in told if one.told.when == "this"]
    if not any(one.figure.kind is Kind.COUNT for one in before):
        named = common().pattern("percent", "named").match(item.told.label)
        return _tables(study, item, *item.told.of), named["part"] if named else ""
    if not own or (item.figure.kind is Kind.CHANGE and (len(own) > 1 or own[0].figure.unit != item.figure.unit)):
        return [], ""
    this = own[-1]
    bases = [one.value for one in told if one.told.when == "last" and one.figure.unit == this.figure.unit]
    if (
        not bases
        and borne_out(study, this)
        and common().pattern("percent", "growth").search(study.text(item.section, this.stop, item.at))
    ):
        bases = _last_year(study, item, this.told.subject, this.told.attribute)
    assert this.value is not None
    return [(this.value, base) for base in bases if base], this.told.label


def _tables(study: Study, item: Item, subject: str, attribute: str) -> list[tuple[Number, Number]]:
    now = [amount.least for _cells, amount in study.amounts(subject, attribute) if amount.whole]
    usual = item.told.scope != "part" and item.told.when != "other"
    return [(this, base) for this in now for base in _last_year(study, item, subject, attribute)] if usual else []


def _last_year(study: Study, item: Item, subject: str, attribute: str) -> list[Number]:
    """Return what last year's tables hold; nothing where it is compared with another year."""
    if study.last is None or not subject or common().pattern("years", "other").search(item.told.label):
        return []
    amounts = study.amounts(subject, attribute, study.last)
    return [amount.least for _cells, amount in amounts if amount.whole and amount.least]


def _end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)

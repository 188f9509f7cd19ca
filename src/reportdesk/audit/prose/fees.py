"""信息处理费: told in one place and denied in another, or not told where the tables suggest it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.figures import Kind
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import finding, phrases
from reportdesk.report.values import plain


@dataclass(frozen=True, slots=True)
class _Fee:
    section: str
    amount: Number
    span: tuple[int, int]
    shown: str
    live: bool


def fees(study: Study) -> Iterator[Finding]:
    """Yield where the text contradicts itself on the fee, and where it says nothing though fees were asked for."""
    if not study.readings.speech:
        return
    told = list(_told(study))
    if told:
        first = next((fee for fee in told if fee.amount), told[0])
        for fee in told:
            if fee.amount == first.amount or (fee.live and first.live):
                continue
            kind = "fee_twice" if fee.amount and first.amount else "fee_none"
            zero, other = (fee, first) if not fee.amount else (first, fee)
            yield finding(
                kind, (fee.section, "信息处理费"), fee.span, (fee.amount, first.amount),
                place=study.place(zero.section), shown=zero.shown,
                other_place=study.place(other.section), other=plain(other.amount),
            )  # fmt: skip
            break
    yield from _silent(study)


def _silent(study: Study) -> Iterator[Finding]:
    readings, words = study.readings, phrases(study.readings.speech)
    section = readings.fee_section
    if not readings.fee_unpaid or section not in study.passages:
        return
    text = study.passages[section].surface.text
    unpaid = readings.amount(study.report, (readings.fee_unpaid,)).least
    if unpaid and text.strip() and not words.fees["mentions"].search(text):
        yield finding(
            "fee_silent", (section, "逾期未缴费"), None, (0, unpaid), (readings.fee_unpaid,),
            cell=study.cells_name((readings.fee_unpaid,)), place=study.place(section),
        )  # fmt: skip


def _told(study: Study) -> Iterator[_Fee]:
    """Yield the fee's total as each sentence that names it tells it, 0 where it says none."""
    fees = phrases(study.readings.speech).fees
    for section, passage in study.passages.items():
        for place, sentence in enumerate(passage.sentences):
            named = fees["word"].search(sentence.text)
            if named is None:
                continue
            none = fees["none"].search(sentence.text)
            items = [i for i in study.by_sentence.get((section, place), ()) if i.figure.kind is Kind.MONEY]
            amount = _total([item for item in items if item.comparable], fees["total"])
            if amount is not None and not fees["each"].search(sentence.text):
                span, shown = amount.span, study.shown(amount)
                yield _Fee(section, amount.value or 0, span, shown, bool(amount.live))
            elif none and not items:
                start, stop = sentence.at + none.start(), sentence.at + none.end()
                yield _Fee(section, 0, passage.surface.span(start, stop), none[0], False)


def _total(items: list[Item], words: re.Pattern[str]) -> Item | None:
    """Return the total among the sums of money of a sentence: one called so, else the first told."""
    if not items:
        return None
    return next((item for item in items if words.search(item.figure.near)), items[0])

"""Figures in prose: where they stand, what they count, and the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reportdesk.audit.findings import Number
from reportdesk.audit.prose.numerals import number
from reportdesk.audit.prose.surface import LIVE
from reportdesk.audit.prose.vocabulary import common

_SENTENCE = re.compile(r"[^。！？…\n]+[。！？…]*|\n")
_STOPS = "，；。！？：()[]【】\n"
_BEHIND = re.compile(r"(?:[^，；。！？：、()\n\d\ue000]|(?:19|20)\d\d年)*")
_COMPARED = 24  # signs before a figure in which it may be compared with another year
_ORDINAL = re.compile(r"\([一二三四五六七八九十\d]+\)")


class Kind(StrEnum):
    """What sort of number it is."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    CHANGE = "change"
    """A count of how many more or fewer than before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, [at, stop) in its sentence; the number alone is `digits` signs long.

    `value` is None for a live figure until the report is asked; `step` is one unit of the last printed place where
    the figure may be rounded, else 0; `near` are the words before it since the last comma or figure, `wide` those
    since the last figure, `after` those behind it.
    """

    at: int
    stop: int
    digits: int
    text: str
    kind: Kind
    value: Number | None
    unit: str
    exact: bool
    step: Number
    near: str
    wide: str
    after: str
    depth: int

    @property
    def counts(self) -> bool:
        """Tell whether it says how many there are, or how much money."""
        return self.kind in (Kind.COUNT, Kind.MONEY)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch [at, stop) of the searchable text that ends with a full stop or a line."""

    at: int
    stop: int
    text: str
    opens_line: bool


def sentences(text: str) -> list[Sentence]:
    """Split a searchable text."""
    found: list[Sentence] = []
    opens = True
    for match in _SENTENCE.finditer(text):
        if match[0] == "\n":
            opens = True
            continue
        found.append(Sentence(match.start(), match.end(), match[0], opens))
        opens = False
    return found


@lru_cache(maxsize=1024)
def figures(sentence: str) -> tuple[Figure, ...]:
    """Return the figures of one sentence that count something, in their order; places are within the sentence."""
    named = [match.span() for match in common().numbers.named.finditer(sentence)]
    found: list[Figure] = []
    last = 0
    for match in common().numbers.figure.finditer(sentence):
        if any(start < match.end() and match.start() < stop for start, stop in named):
            continue
        kind = _kind(match, sentence)
        if kind is None:
            continue
        before = sentence[last : match.start()]
        behind = _BEHIND.match(sentence, match.end())
        digits = max(match.end("arabic"), match.end("han"), match.end("live")) - match.start()
        place = (match.start(), match.end(), digits, match[0])
        words = (_near(before), before, behind[0] if behind else "", _depth(sentence[: match.start()]))
        found.append(Figure(*place, *kind, *words))
        last = match.end()
    return tuple(found)


def _kind(match: re.Match[str], text: str) -> tuple[Kind, Number | None, str, bool, Number] | None:
    """Return kind, value, unit, exactness and rounding step; None for what counts nothing."""
    numbers = common().numbers
    unit, before = match["unit"] or "", text[: match.start()]
    if match["han"] and text[match.end() : match.end() + 1].isdigit():
        return None
    if match["han"] and (numbers.han_words.match(text, match.start()) or numbers.han_before.search(before)):
        return None
    kind = Kind.PERCENT if unit == "%" else Kind.MONEY if unit == "元" else Kind.COUNT
    if kind is Kind.COUNT and not _counts(match, text, unit):
        return None
    value, step = _value(match)
    if value is None and not match["live"]:
        return None
    if kind is Kind.COUNT and common().pattern("percent", "changed").search(before[-_COMPARED:]):
        kind = Kind.CHANGE
    exact = not (match["about"] or match["over"] or numbers.about_before.search(before[-4:]))
    return kind, value, unit, exact, step


def _counts(match: re.Match[str], text: str, unit: str) -> bool:
    if unit:
        return unit in common().numbers.counts
    if match["live"]:
        return True
    following = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    return bool(match["arabic"]) and following in ("", "，", "；", "。", "、", ")") and "\u4e00" <= before <= "\u9fff"


def _value(match: re.Match[str]) -> tuple[Number | None, Number]:
    if match["live"]:
        return None, 0
    scale = common().numbers.scales.get(match["scale"] or "", 1)
    if match["han"]:
        whole = number(match["han"])
        return (None, 0) if whole is None else (whole * scale, 0)
    written = match["arabic"].replace(",", "")
    if "." not in written:
        return int(written) * scale, scale if scale > 1 else 0
    value = Decimal(written) * scale
    step = Decimal(1).scaleb(-len(written.partition(".")[2])) * scale
    return (int(value) if value == value.to_integral_value() else value), step


def _near(before: str) -> str:
    """Return the words since the last comma; a closed bracket without a figure is stepped over."""
    text = before.removesuffix("：")
    while text.endswith(")") and (start := text.rfind("(")) >= 0:
        if _ORDINAL.fullmatch(text, start) or LIVE in text[start:]:
            return ""
        text = text[:start]
    cut = max((text.rfind(stop) for stop in _STOPS), default=-1)
    return text[cut + 1 :].lstrip("、")


def _depth(before: str) -> int:
    return max(0, before.count("(") - before.count(")"))

"""Official labels as they are found in other people's tables: without ordinals, misprinted, from another format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reportdesk.intake.block import folded

_NUMERALS = "一二三四五六七八九十"
_ORDINAL = re.compile(rf"\([{_NUMERALS}\d]+\)|[{_NUMERALS}]+[、.,:]|\d+[、.,:)]")
_TAIL = re.compile(r"\(([^()]*)\)$")
_LONGEST = 80
_MISPRINTED_FROM = 4  # shorter labels must be right to the character
_CHARACTERS_PER_MISPRINT = 6
_LOSING_FROM = 8
_CHARACTERS_PER_LOSS = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart: the ordinal, the words after it, those before the first bracket, and a unit in brackets."""

    ordinal: str
    body: str
    core: str
    unit: str


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    """Take a label apart; punctuation and blanks do not count."""
    whole = folded(text)[:_LONGEST]
    match = _ORDINAL.match(whole)
    ordinal = match[0] if match else ""
    rest = whole[len(ordinal) :]
    tail = _TAIL.search(rest)
    unit = _unit(_words(tail[1])) if tail else ""
    body = _words(rest)
    return Label(_words(ordinal), body, _words(rest.partition("(")[0]) or body, unit)


def unlikeness(given: Label, official: Label) -> int | None:
    """Return how far a found label is from an official one: 0 the same, 1 but for the ordinal; None for another one."""
    if not given.body or (given.unit and given.unit != official.unit):
        return None
    if given.body == official.body:
        return 0 if given.ordinal == official.ordinal else 1
    words = given.core if given.unit else given.body
    misprints = [min(_misprints(words, name), _losses(words, name)) for name in (official.body, official.core)]
    return 1 + min(misprints) if min(misprints) < _LONGEST else None


def nearest(given: Label, names: Iterable[Label]) -> int | None:
    """Return the distance to the nearest of a line's official labels."""
    found = [distance for name in names if (distance := unlikeness(given, name)) is not None]
    return min(found, default=None)


def _unit(words: str) -> str:
    """Return the unit that the words in brackets name; sums of money differ by it ten thousandfold."""
    return words.removeprefix("单位") if words.startswith("单位") or words.endswith("元") else ""


def _words(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNS")


def _room(text: str) -> int:
    return max(len(text) // _CHARACTERS_PER_MISPRINT, 1) if len(text) >= _MISPRINTED_FROM else 0


@lru_cache(maxsize=16384)
def _losses(given: str, official: str) -> int:
    """Count the characters that a long label has lost, all others being there in order; a large number for too many."""
    lost = len(official) - len(given)
    if len(official) < _LOSING_FROM or not 0 <= lost <= len(official) // _CHARACTERS_PER_LOSS:
        return _LONGEST
    rest = iter(official)
    return lost if all(character in rest for character in given) else _LONGEST


@lru_cache(maxsize=16384)
def _misprints(given: str, official: str) -> int:
    """Count the characters to exchange, insert or leave out; a large number where they are too many for misprints."""
    if given == official:
        return 0
    if abs(len(given) - len(official)) > _room(official):
        return _LONGEST
    above = list(range(len(official) + 1))
    for row, mine in enumerate(given, start=1):
        line = [row]
        for column, theirs in enumerate(official, start=1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (mine != theirs)))
        above = line
    return above[-1] if above[-1] <= _room(official) else _LONGEST

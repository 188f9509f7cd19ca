"""Two texts side by side: which paragraphs stayed, changed, came and went, and within one, which words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import product

from reportdesk.report.prose import spoken

_TOKEN = re.compile(r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_ALIKE = 0.5  # paragraphs that share less than this part of their words are two paragraphs
_PAIRS = 10_000  # more pairs of paragraphs than this are not weighed against each other
_WEIGHED = 160_000  # clauses of more pairs of words than this are told as replaced whole
_BREAK = r"，。；：、,;:\s"
_CLAUSE = re.compile(rf"(?:[^{_BREAK}]|(?<=[0-9０-９])[,，](?=[0-9０-９]))+[{_BREAK}]?|[{_BREAK}]")
_OTHER_FILE = "（换了一张）"
_CRUMB = 2  # characters that stayed between two changes and would only cut the reading up

Step = tuple[str, str, str]
"""A step of difflib's from one text to the other: its name, the old text and the new."""


class State(StrEnum):
    """What became of a paragraph or of some words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, came or went."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph of one text, of the other, or of both; `runs` tell a changed one word by word.

    Pictures are told in words.
    """

    state: State
    a: str
    b: str
    runs: tuple[Run, ...] = ()


def differences(a: Sequence[str], b: Sequence[str]) -> Iterator[Difference]:
    """Yield all paragraphs of both texts in reading order."""
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b).get_opcodes():
        if tag == "equal":
            yield from (Difference(State.SAME, spoken(text), spoken(text)) for text in a[a1:a2])
        else:
            yield from _replaced(a[a1:a2], b[b1:b2])


def altered(parts: Sequence[Difference]) -> int:
    """Count the paragraphs that were altered; one that went where another came counts once."""
    count = removed = added = 0
    for part in (*parts, Difference(State.SAME, "", "")):
        removed += part.state is State.REMOVED
        added += part.state is State.ADDED
        if part.state in (State.SAME, State.CHANGED):
            count += max(removed, added) + (part.state is State.CHANGED)
            removed = added = 0
    return count


def runs(a: str, b: str) -> tuple[Run, ...]:
    """Return the words of two versions of a paragraph: what stayed, went and came; numbers are never cut."""
    found: list[Step] = []
    for tag, old, new in _steps(_CLAUSE.findall(a), _CLAUSE.findall(b)):
        words_a, words_b = _TOKEN.findall(old), _TOKEN.findall(new)
        if tag == "replace" and len(words_a) * len(words_b) <= _WEIGHED:
            found += _steps(words_a, words_b, autojunk=False)
        else:
            found.append((tag, old, new))
    return tuple(_told(_without_crumbs(found)))


def _steps(a: list[str], b: list[str], *, autojunk: bool = True) -> Iterator[Step]:
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk).get_opcodes():
        yield tag, "".join(a[a1:a2]), "".join(b[b1:b2])


def _replaced(a: Sequence[str], b: Sequence[str]) -> Iterator[Difference]:
    """Yield paragraphs that differ, those that are versions of each other as changed."""
    done_a = done_b = 0
    for i, j in _pairs(a, b):
        yield from _apart(a[done_a:i], b[done_b:j])
        yield _changed(spoken(a[i]), spoken(b[j]))
        done_a, done_b = i + 1, j + 1
    yield from _apart(a[done_a:], b[done_b:])


def _changed(a: str, b: str) -> Difference:
    """Tell two versions of a paragraph apart; pictures of one caption are two files."""
    b = f"{b}{_OTHER_FILE}" if a == b else b
    return Difference(State.CHANGED, a, b, runs(a, b))


def _apart(a: Sequence[str], b: Sequence[str]) -> Iterator[Difference]:
    """Yield what went and what came; new words come before a picture that followed the old ones."""
    pictures = [spoken(text) != text for text in a]
    cut = next((n for n in range(1, len(a)) if pictures[n] and not pictures[n - 1]), len(a))
    yield from (Difference(State.REMOVED, spoken(text), "") for text in a[:cut])
    yield from (Difference(State.ADDED, "", spoken(text)) for text in b)
    yield from (Difference(State.REMOVED, spoken(text), "") for text in a[cut:])


def _pairs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Match paragraphs in order so that together they are as alike as can be."""
    if not a or not b or len(a) * len(b) > _PAIRS:
        return []
    bags_a, bags_b = ([Counter(_words(text)) for text in texts] for texts in (a, b))
    likeness = [[_likeness(mine, theirs) for theirs in bags_b] for mine in bags_a]
    for i, j in product(range(len(a)), range(len(b))):
        if _goes_on(a[i], b[j]):
            likeness[i][j] = max(likeness[i][j], _ALIKE)
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _words(text: str) -> list[str]:
    """Return what two paragraphs have in common if they are alike; a picture is like pictures only."""
    shown = spoken(text)
    found = _TOKEN.findall(shown)
    return found if shown == text else [f"![{word}" for word in found]


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    ratio = 2 * (a & b).total() / max(a.total() + b.total(), 1)
    return ratio if ratio >= _ALIKE else 0.0


def _goes_on(a: str, b: str) -> bool:
    """Tell whether a paragraph is the beginning of the other, which was written on."""
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def _without_crumbs(found: list[Step]) -> Iterator[tuple[str, str]]:
    """Yield old and new text in turn, the same where they stayed; a crumb between two changes counts as changed."""
    old, new = "", ""
    for place, (tag, mine, theirs) in enumerate(found):
        inner = 0 < place < len(found) - 1
        if tag != "equal" or (inner and len(mine) <= _CRUMB and not mine.isdigit()):
            old, new = old + mine, new + theirs
            continue
        if old or new:
            yield old, new
            old, new = "", ""
        yield mine, theirs
    if old or new:
        yield old, new


def _told(pairs: Iterator[tuple[str, str]]) -> Iterator[Run]:
    for old, new in pairs:
        if old == new:
            yield Run(State.SAME, old)
            continue
        if old:
            yield Run(State.REMOVED, old)
        if new:
            yield Run(State.ADDED, new)

"""What a figure's words name: the thing counted and the channel it went through."""

from __future__ import annotations

import re
from functools import lru_cache

from reportdesk.audit.prose.vocabulary import common


@lru_cache(maxsize=4096)
def noun(label: str) -> str:
    """Return what is counted: a label without year, scope, verb and filling words."""
    labels = common().patterns["labels"]
    text = label
    while True:
        shorter = _without(labels["lead"], text)
        shorter = _without(labels["verbs"], shorter)
        if shorter == text:
            break
        text = shorter
    while found := re.search(rf"{labels['tail'].pattern}$", text):
        if found.start() == 0:
            break
        text = text[: found.start()]
    return text


def subject(label: str) -> str:
    """Return the shortest name of what is counted: a label's noun behind its last verb."""
    return noun(common().pattern("labels", "core").sub("", label))


@lru_cache(maxsize=4096)
def channels(text: str) -> frozenset[str]:
    """Return the kinds of channel that a text names."""
    return frozenset(name for name, pattern in common().patterns["channels"].items() if pattern.search(text))


def _without(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text

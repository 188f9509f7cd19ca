"""The words and patterns of `resources/reading.toml`, ready to use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportdesk import assets
from reportdesk.form.node import Node, parse

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What tells the parts of a published report; patterns are for texts folded by `intake.block.folded`."""

    titles: Mapping[str, tuple[str, ...]]
    title_patterns: Patterns
    title_lead: re.Pattern[str]
    title_lines: int
    unit_endings: tuple[str, ...]
    periods: Patterns
    particulars: Mapping[str, re.Pattern[str]]
    strokes: frozenset[str]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    same_heads: Mapping[str, str]
    head_asides: Patterns
    notes: re.Pattern[str]
    furniture: Patterns
    ends: Patterns
    dates: Patterns
    shells: frozenset[str]
    old_format: tuple[str, ...]


@cache
def words() -> Words:
    """Return the words; FormError where the data file is unsound."""
    path = assets.path("resources", "reading.toml")
    top = Node(parse(path), "", path.name)
    title, cells, heads, page = (top.node(name) for name in ("title", "cells", "heads", "page"))
    found = Words(
        titles=top.lists("titles"),
        title_patterns=_patterns(title, "patterns"),
        title_lead=re.compile(title.text("lead")),
        title_lines=title.integer("most_lines"),
        unit_endings=title.texts("unit_endings"),
        periods=_patterns(title, "periods"),
        particulars={key: _pattern(top, f"particulars.{key}", text) for key, text in top.pairs("particulars").items()},
        strokes=frozenset(cells.texts("strokes")),
        rises=cells.texts("rises"),
        falls=cells.texts("falls"),
        same_heads=heads.pairs("same"),
        head_asides=_patterns(heads, "asides"),
        notes=_pattern(heads, "notes", heads.text("notes")),
        furniture=_patterns(page, "furniture"),
        ends=_patterns(page, "ends"),
        dates=_patterns(page, "dates"),
        shells=frozenset(page.texts("shells")),
        old_format=page.texts("old_format"),
    )
    for node in (title, cells, heads, page, top):
        node.done()
    return found


def matches(patterns: Patterns, text: str) -> bool:
    """Tell whether a folded text is as a whole one of these."""
    return any(pattern.fullmatch(text) for pattern in patterns)


def _patterns(node: Node, key: str) -> Patterns:
    return tuple(_pattern(node, key, text) for text in node.texts(key))


def _pattern(node: Node, key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise node.error(f"“{text}”不是可用的模式：{error}", key) from None

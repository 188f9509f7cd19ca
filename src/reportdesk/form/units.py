"""What a reporting unit is asked for, and its level, as chosen by the clerk or told by the unit's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from reportdesk import assets
from reportdesk.form.node import Node, parse


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its official name and the endings of unit names that tell it."""

    id: str
    label: str
    names: tuple[str, ...]
    excepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one of the particulars is written, and what to look for where it is not written so."""

    field: str
    pattern: re.Pattern[str]
    advice: str

    def fits(self, text: str) -> bool:
        """Tell whether a text is written so; blanks and full-width signs do not count, an empty one fits."""
        folded = "".join(unicodedata.normalize("NFKC", text).split())
        return not folded or bool(self.pattern.fullmatch(folded))


def levels() -> tuple[Level, ...]:
    """Return all levels; FormError where the data file is unsound."""
    return _read()[0]


def particulars() -> Mapping[str, str]:
    """Return what each of a unit's particulars is called on screen, by field; FormError as above."""
    return _read()[1]


def shapes() -> tuple[Shape, ...]:
    """Return how particulars are written, as far as that can be told; FormError as above."""
    return _read()[2]


@cache
def _read() -> tuple[tuple[Level, ...], Mapping[str, str], tuple[Shape, ...]]:
    path = assets.path("resources", "units.toml")
    top = Node(parse(path), "", path.name)
    found: list[Level] = []
    for node in top.nodes("levels"):
        found.append(Level(node.text("id"), node.text("label"), node.texts("names"), node.texts("except", ())))
        node.done()
    called, none = top.pairs("particulars"), top.text("none")
    written = tuple(_shape(node, none) for node in top.nodes("shapes"))
    top.done()
    return tuple(found), called, written


def _shape(node: Node, none: str) -> Shape:
    patterns = (none, *node.texts("patterns"))
    try:
        pattern = re.compile("|".join(f"(?:{text})" for text in patterns), re.IGNORECASE)
    except re.error as error:
        raise node.error(f"不是正则表达式：{error}", "patterns") from error
    found = Shape(node.text("field"), pattern, node.text("advice"))
    node.done()
    return found


def level_of(given: str, name: str) -> str:
    """Return the level's id from what the clerk gave (id or label), else from the unit's name, else the empty text."""
    for level in levels():
        if given and given in (level.id, level.label):
            return level.id
    if given:
        return ""
    for level in levels():
        if _matches(name, level.names) and not _matches(name, level.excepted):
            return level.id
    return ""


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)

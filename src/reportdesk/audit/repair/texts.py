"""The limits, ranking classes, keys and words of `resources/repair.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reportdesk import assets
from reportdesk.form.node import Node, parse


@dataclass(frozen=True, slots=True)
class Cause:
    """One way a wrong figure comes about: the name of its test, its level, and why it is thought so."""

    test: str
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Texts:
    """What the file holds; `neighbours` are pairs of digits on keys beside each other, each pair both ways."""

    cells: int
    columns: int
    repairs: int
    causes: tuple[Cause, ...]
    neighbours: frozenset[tuple[str, str]]
    words: Mapping[str, str]


@cache
def texts() -> Texts:
    """Return the file's contents; FormError where it is unsound."""
    path = assets.path("resources", "repair.toml")
    top = Node(parse(path), "", path.name)
    limits, keys = top.node("limits"), top.node("keys")
    causes: list[Cause] = []
    for node in top.nodes("classes"):
        causes.append(Cause(node.text("test"), node.integer("level"), node.text("why")))
        node.done()
    pairs = {pair for line in keys.texts("lines") for pair in pairwise(line)}
    found = Texts(
        cells=limits.integer("cells"),
        columns=limits.integer("columns"),
        repairs=limits.integer("repairs"),
        causes=tuple(causes),
        neighbours=frozenset(pairs | {(other, one) for one, other in pairs}),
        words=top.pairs("words"),
    )
    for node in (limits, keys, top):
        node.done()
    return found

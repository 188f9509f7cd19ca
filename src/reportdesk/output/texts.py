"""The words and lists of `resources/output.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportdesk import assets
from reportdesk.form.node import Node, parse

_PARTS = ("words", "signoff", "results", "fonts", "pdf", "chart")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text of every page: a mark and a note under it."""

    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line of the 送审单 to sign; its height in millimetres."""

    name: str
    height: int


@dataclass(frozen=True, slots=True)
class NamedChecks:
    """What the checks of these finding codes look at, in plain words."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A face that the page names, its other names, and the families that look like it, the likest first."""

    name: str
    also: tuple[str, ...]
    likes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What the file holds: words by part and key, heads by name, and the lists."""

    words: Mapping[str, Mapping[str, str]]
    heads: Mapping[str, Head]
    lines: tuple[SignatureLine, ...]
    checks: tuple[NamedChecks, ...]
    faces: tuple[Face, ...]
    font_files: tuple[str, ...]

    def say(self, part: str, key: str, /, **details: object) -> str:
        """Return a text of a part, its places filled in."""
        return self.words[part][key].format(**details)


@cache
def texts() -> Texts:
    """Return the file's contents; FormError where it is unsound."""
    path = assets.path("resources", "output.toml")
    top = Node(parse(path), "", path.name)
    found = Texts(
        words={name: top.pairs(name) for name in _PARTS},
        heads={name: Head(node.text("mark"), node.text("note")) for name, node in top.named("heads")},
        lines=tuple(SignatureLine(node.text("name"), node.integer("height")) for node in top.nodes("signature_lines")),
        checks=tuple(NamedChecks(node.text("name"), node.texts("codes")) for node in top.nodes("checks")),
        faces=tuple(Face(node.text("name"), node.texts("also"), node.texts("likes")) for node in top.nodes("faces")),
        font_files=tuple(node.text("path") for node in top.nodes("font_files")),
    )
    top.done()
    return found

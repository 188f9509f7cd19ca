"""How paragraphs look on paper, read from the style sheet of the Word file, so that there is only one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from xml.etree import ElementTree as Xml

from reportdesk import assets

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What we read of a style: our name, the element's path, its attribute.
_READ = (
    ("face", "rPr/rFonts", "eastAsia"),
    ("size", "rPr/sz", "val"),
    ("spacing", "rPr/spacing", "val"),
    ("line", "pPr/spacing", "line"),
    ("rule", "pPr/spacing", "lineRule"),
    ("before", "pPr/spacing", "before"),
    ("after", "pPr/spacing", "after"),
    ("first", "pPr/ind", "firstLine"),
    ("left", "pPr/ind", "left"),
    ("align", "pPr/jc", "val"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's look; lengths in twips, `align` is `both`, `center`, `left` or `right`.

    `keep` holds it on one page with what follows.
    """

    face: str
    size: int
    spacing: int
    line: int
    before: int
    after: int
    first: int
    left: int
    align: str
    keep: bool


@cache
def styles() -> Mapping[str, Style]:
    """Return every style by its id, with what it inherits."""
    root = Xml.fromstring(assets.path("templates", "docx/word/styles.xml").read_bytes())
    named = {node.get(f"{_W}styleId", ""): node for node in root.iter(f"{_W}style")}
    return MappingProxyType({name: _style(name, named) for name in named})


def _style(name: str, named: Mapping[str, Xml.Element]) -> Style:
    chain: list[Xml.Element] = []
    while name:
        chain.insert(0, named[name])
        base = named[name].find(f"{_W}basedOn")
        name = "" if base is None else base.get(f"{_W}val", "")
    found: dict[str, str] = {}
    for node in chain:
        for key, path, attribute in _READ:
            value = _at(node, path, attribute)
            if value is not None:
                found[key] = value
    return Style(
        face=found.get("face", ""),
        size=int(found.get("size", 0)) * 10,
        spacing=int(found.get("spacing", 0)),
        line=int(found.get("line", 0)) if found.get("rule") == "exact" else 0,
        before=int(found.get("before", 0)),
        after=int(found.get("after", 0)),
        first=int(found.get("first", 0)),
        left=int(found.get("left", 0)),
        align=found.get("align", "left"),
        keep=any(node.find(f"{_W}pPr/{_W}keepNext") is not None for node in chain),
    )


def _at(node: Xml.Element, path: str, attribute: str) -> str | None:
    found = node.find("/".join(f"{_W}{part}" for part in path.split("/")))
    return None if found is None else found.get(f"{_W}{attribute}")

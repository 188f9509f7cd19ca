"""Starter texts for the parts of 总体情况, with live figures, fitting the form and the kind of unit."""

from __future__ import annotations

import re

from reportdesk import assets
from reportdesk.form.model import Form
from reportdesk.form.node import Node, parse
from reportdesk.form.units import levels

_PASSAGE = re.compile(r"<([a-z_]+)>")


def starters(form: Form, level: str) -> list[tuple[str, str]]:
    """Return title and text of each part, in order; none for a form without texts of its own.

    `level` is an id of `units.toml`; for any other the texts that suit every unit. FormError where a file is unsound.
    """
    name = f"starters/{form.id}.toml"
    if name not in assets.names("resources", "starters"):
        return []
    own = _read(name)
    passages = own.pairs("passages")
    texts = _read(f"starters/{own.text('texts')}.toml")
    own.done()
    found: dict[str, str] = {}
    known = {known.id for known in levels()}
    for node in texts.nodes("starters"):
        title, meant, text = node.text("title"), node.texts("levels", ()), node.text("text")
        node.done()
        if unknown := set(meant) - known:
            raise node.error(f"没有这类单位：{'、'.join(sorted(unknown))}", "levels")
        if level in meant or (not meant and title not in found):
            found[title] = _PASSAGE.sub(lambda match, node=node: _passage(match, passages, node), text)
    texts.done()
    return list(found.items())


def _passage(match: re.Match[str], passages: dict[str, str], node: Node) -> str:
    if match[1] not in passages:
        raise node.error(f"没有这一段：{match[0]}", "text")
    return passages[match[1]]


def _read(name: str) -> Node:
    path = assets.path("resources", name)
    return Node(parse(path), "", path.name)

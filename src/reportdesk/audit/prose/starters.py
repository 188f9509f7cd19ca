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
    opened = _opened(form)
    if opened is None:
        return []
    passages, texts = opened
    texts.pairs("headings")
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


def headings(form: Form) -> dict[str, re.Pattern[str]]:
    """Return by the title of each part, in order, what tells a heading that stands for it."""
    opened = _opened(form)
    return {title: re.compile(words) for title, words in opened[1].pairs("headings").items()} if opened else {}


def _opened(form: Form) -> tuple[dict[str, str], Node] | None:
    """Return a form's own passages and the file of its texts."""
    name = f"starters/{form.id}.toml"
    if name not in assets.names("resources", "starters"):
        return None
    own = _read(name)
    passages, texts = own.pairs("passages"), _read(f"starters/{own.text('texts')}.toml")
    own.done()
    return passages, texts


def _passage(match: re.Match[str], passages: dict[str, str], node: Node) -> str:
    if match[1] not in passages:
        raise node.error(f"没有这一段：{match[0]}", "text")
    return passages[match[1]]


def _read(name: str) -> Node:
    path = assets.path("resources", name)
    return Node(parse(path), "", path.name)

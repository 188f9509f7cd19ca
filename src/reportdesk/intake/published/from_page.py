"""Read a web page: its visible paragraphs and tables, without what stands around the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import html
from lxml.etree import LxmlError

from reportdesk.intake.block import folded
from reportdesk.intake.from_html import LINES, NO_TEXT, VisibleTables, hidden_classes
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.parts import Page, Paragraph, Part, Picture, Sheet
from reportdesk.intake.published.words import words

_SHELLS = frozenset({"nav", "header", "footer", "aside", "form", "button", "iframe", "noscript", "svg", "object"})
_BLOCKS = LINES | {
    "section",
    "article",
    "main",
    "body",
    "center",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_ARTICLE = 1500
"""Characters from which on a part of the page is no mere shell, whatever it is called."""
_NAME = re.compile(r"[a-zA-Z]+")


def read_page(text: str) -> Page:
    """Return what the page shows; IntakeError where there is nothing."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise IntakeError("网页里没有内容。请在浏览器里打开报告页面，重新保存后再试。") from error
    walk = _Walk(VisibleTables(hidden_classes(root)))
    title = root.findtext(".//title") or ""
    return Page(tuple(walk.flow(root)), " ".join(title.split()))


class _Walk:
    def __init__(self, tables: VisibleTables) -> None:
        self._tables = tables

    def flow(self, container: html.HtmlElement) -> Iterator[Part]:
        """Yield what an element holds; loose text between blocks makes paragraphs of its own."""
        pieces: list[str] = []
        yield from self._within(container, pieces)
        yield from _paragraph(pieces)

    def _within(self, element: html.HtmlElement, pieces: list[str]) -> Iterator[Part]:
        pieces.append(_SPACES.sub(" ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str) and not self._is_shell(child):
                yield from self._child(child, pieces)
            pieces.append(_SPACES.sub(" ", child.tail or ""))

    def _child(self, child: html.HtmlElement, pieces: list[str]) -> Iterator[Part]:
        if child.tag == "table":
            yield from _paragraph(pieces)
            nests = next(child.iterdescendants("table"), None) is not None
            yield Sheet(self._tables.block(child), partial(self._inside, child), nests)
        elif child.tag == "br":
            yield from _paragraph(pieces)
        elif child.tag == "img":
            yield Picture()
        elif child.tag in _BLOCKS:
            yield from _paragraph(pieces)
            yield from self._within(child, pieces)
            yield from _paragraph(pieces)
        else:
            yield from self._within(child, pieces)

    def _inside(self, table: html.HtmlElement) -> Sequence[Part]:
        return [part for cell in self._tables.cells(table) for part in self.flow(cell)]

    def _is_shell(self, element: html.HtmlElement) -> bool:
        if element.tag in NO_TEXT or element.tag in _SHELLS or self._tables.is_hidden(element):
            return True
        named = _NAME.findall(f"{element.get('id') or ''} {element.get('class') or ''}".lower())
        if words().shells.isdisjoint(named):
            return False
        return next(element.iter("table"), None) is None and len(folded(element.text_content())) < _ARTICLE


def _paragraph(pieces: list[str]) -> Iterator[Paragraph]:
    text = _SPACES.sub(" ", "".join(pieces)).strip()
    pieces.clear()
    if text.strip():
        yield Paragraph(text.strip())

"""Read the tables of an HTML clipboard as blocks: merged cells expanded, what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import LxmlError

from reportdesk.intake.block import MOST_CELLS, Block, BlockRefused, ragged

LONGEST = 5_000_000
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)\b", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_SPACES = re.compile("[ \t\r\n\f\v]+")
NO_TEXT = frozenset({"script", "style", "head", "template", "select"})
LINES = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
_ASIDE = frozenset({"sup", "sub", "del", "s", "strike"})
_PARTS = frozenset({"thead", "tbody", "tfoot"})


def read_html(text: str) -> list[Block]:
    """Return the tables with figures in the order of the page; of nested ones the innermost."""
    if len(text) > LONGEST:
        raise BlockRefused("剪贴板里的内容太多，请只复制一张表格。")
    root = _parsed(text)
    if root is None:
        return []
    page = VisibleTables(hidden_classes(root))
    blocks: list[Block] = []
    _collect(root, page, blocks)
    return blocks


def _parsed(text: str) -> html.HtmlElement | None:
    lower = text.lower()
    if "<tr" not in lower:
        return None
    if "<table" not in lower:
        text = f"<table>{text}</table>"
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = text.replace("\0", " ").encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except LxmlError:
        return None


def hidden_classes(root: html.HtmlElement) -> frozenset[str]:
    """Return the classes that the page's own style sheets hide."""
    sheets = (style.text or "" for style in root.iter("style"))
    rules = (rule for sheet in sheets for rule in _RULE.finditer(sheet))
    return frozenset(name for rule in rules if _HIDDEN.search(rule[2]) for name in _CLASS.findall(rule[1]))


def _collect(element: html.HtmlElement, page: VisibleTables, blocks: list[Block]) -> None:
    """Add the tables with figures below an element, innermost first taken."""
    for table in element.iter("table"):
        if page.is_out_of_sight(table):
            continue
        inner = (nested for nested in table.iter("table") if nested is not table)
        if any(page.block(nested).has_figures() for nested in inner):
            continue
        block = page.block(table)
        if block.has_figures():
            blocks.append(block)


class VisibleTables:
    """The tables of one page; blocks are made once each."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._blocks: dict[html.HtmlElement, Block] = {}

    def block(self, table: html.HtmlElement) -> Block:
        """Return a table's visible cells."""
        if table not in self._blocks:
            self._blocks[table] = self._read(table)
        return self._blocks[table]

    def cells(self, table: html.HtmlElement) -> Iterator[html.HtmlElement]:
        """Yield the visible cells of a table row by row."""
        for line in _rows(table):
            if not self.is_hidden(line):
                yield from (cell for cell in line if cell.tag in ("td", "th") and not self.is_hidden(cell))

    def is_out_of_sight(self, element: html.HtmlElement) -> bool:
        """Tell whether an element or one around it is hidden."""
        return self.is_hidden(element) or any(self.is_hidden(outer) for outer in element.iterancestors())

    def _read(self, table: html.HtmlElement) -> Block:
        owners: dict[tuple[int, int], html.HtmlElement] = {}
        shown: list[int] = []
        for row, line in enumerate(_rows(table)):
            self._lay(line, row, owners)
            if not (self.is_hidden(line) or self.is_hidden(line.getparent())):
                shown.append(row)
        width = max((column + 1 for _row, column in owners), default=0)
        hidden = self._hidden_columns(table)
        columns = [column for column in range(width) if column not in hidden]
        told: set[html.HtmlElement] = set()
        reach: dict[int, int] = {}
        for row, column in owners:
            reach[row] = max(reach.get(row, 0), column + 1)
        return ragged(
            [[self._told(owners.get((row, c)), told) for c in columns if c < reach.get(row, 0)] for row in shown]
        )

    def _lay(self, line: html.HtmlElement, row: int, owners: dict[tuple[int, int], html.HtmlElement]) -> None:
        """Give each cell of a row the places it covers."""
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th") or self.is_hidden(cell):
                continue
            while (row, column) in owners:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if len(owners) + across * down > MOST_CELLS:
                raise BlockRefused("剪贴板里的内容太多，请只复制一张表格。")
            for place in ((row + y, column + x) for y in range(down) for x in range(across)):
                owners.setdefault(place, cell)
            column += across

    def _told(self, cell: html.HtmlElement | None, told: set[html.HtmlElement]) -> str | None:
        """Return a cell's text at the first visible place it covers, None at the others."""
        if cell is None:
            return ""
        if cell in told:
            return None
        told.add(cell)
        return self.text(cell)

    def text(self, cell: html.HtmlElement) -> str:
        """Return an element's visible text, its blocks on lines of their own."""
        lines = "".join(self._pieces(cell)).split("\n")
        return "\n".join(line.strip(" ") for line in lines).strip("\n")

    def _pieces(self, element: html.HtmlElement) -> Iterator[str]:
        """Yield the visible text; notes and struck out text in brackets, so that they never join a figure."""
        yield _SPACES.sub(" ", element.text or "")
        for part in element:
            if isinstance(part.tag, str) and part.tag not in NO_TEXT and not self.is_hidden(part):
                yield from self._part(part)
            yield _SPACES.sub(" ", part.tail or "")

    def _part(self, part: html.HtmlElement) -> Iterator[str]:
        if part.tag == "br":
            yield "\n"
            return
        inside = "".join(self._pieces(part))
        if part.tag in _ASIDE or _STRUCK.search(part.get("style") or ""):
            yield f"（{inside}）" if inside.strip() else ""
        elif part.tag in LINES:
            yield f"\n{inside}\n"
        else:
            # Cells of a nested table stand apart, whatever the page puts between them.
            yield f"{inside}\n" if part.tag in ("td", "th") else inside

    def _hidden_columns(self, table: html.HtmlElement) -> set[int]:
        hidden: set[int] = set()
        place = 0
        groups = (part for part in table if part.tag in ("col", "colgroup"))
        for column in (col for group in groups for col in (group.findall("col") or [group])):
            span = _span(column, "span")
            if self.is_hidden(column):
                hidden.update(range(place, place + span))
            place += span
        return hidden

    def is_hidden(self, element: html.HtmlElement) -> bool:
        """Tell whether an element itself is hidden."""
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            return True
        return not self._hidden.isdisjoint((element.get("class") or "").split())


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in _PARTS:
            yield from part.findall("tr")


def _span(element: html.HtmlElement, name: str) -> int:
    given = (element.get(name) or "1").strip()
    return min(max(int(given), 1), 1000) if given.isascii() and given.isdigit() and len(given) < 6 else 1

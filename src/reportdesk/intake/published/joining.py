"""Join tables that a page break has cut in two."""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.intake.block import Block
from reportdesk.intake.published.parts import Paragraph, Part, Sheet

JOINED = "有表格在原文里分成了几段，已接成一张读取。"


def joined(parts: Iterable[Part]) -> list[Part]:
    """Return the parts with neighbouring tables of as many columns made one; only blank lines may stand between."""
    found: list[Part] = []
    for part in parts:
        before = _sheet_before(found)
        if isinstance(part, Sheet) and before is not None and found[before].block.width == part.block.width:  # type: ignore[union-attr]
            first = found[before]
            assert isinstance(first, Sheet)
            found[before:] = [_one(first, part)]
        else:
            found.append(part)
    return found


def _sheet_before(found: list[Part]) -> int | None:
    for place in range(len(found) - 1, -1, -1):
        part = found[place]
        if isinstance(part, Sheet):
            return place
        if not isinstance(part, Paragraph) or part.text.strip():
            return None
    return None


def _joined(first: Block, second: Block) -> Block:
    ends = [block.end(row) for block in (first, second) for row in range(len(block.rows))]
    return Block(first.rows + second.rows, ends=tuple(ends))


def _one(first: Sheet, second: Sheet) -> Sheet:
    return Sheet(_joined(first.block, second.block), lambda: (*first.inside(), *second.inside()))

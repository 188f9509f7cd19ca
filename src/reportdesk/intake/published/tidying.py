"""Bring a table's heads to their official words, and leave out the rows that only tell something about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reportdesk.intake.block import Block, folded, is_figure
from reportdesk.intake.published.words import words

Row = tuple[str | None, ...]


def tidied(block: Block, knows: Callable[[str], bool]) -> Block:
    """Return a block of the same shape; `knows` tells an official label."""
    heads = {folded(text) for row in block.rows if not _has_figures(row) for text in row if text}
    same = {word: head for word, head in words().same_heads.items() if head not in heads}
    return replace(block, rows=tuple(_row(row, same, knows) for row in block.rows))


def _has_figures(row: Row) -> bool:
    return any(text and is_figure(text) for text in row)


def _row(row: Row, same: Mapping[str, str], knows: Callable[[str], bool]) -> Row:
    if _has_figures(row):
        return row
    if _is_note(text for text in row if text and folded(text)):
        return tuple(text and "" for text in row)
    return tuple(_head(text, same, knows) if text else text for text in row)


def _is_note(filled: Iterable[str]) -> bool:
    """Tell a row whose every cell, merged ones are repeated by some, is a remark."""
    found = [words().notes.search(folded(text)) for text in filled]
    return bool(found) and all(found)


def _head(text: str, same: Mapping[str, str], knows: Callable[[str], bool]) -> str:
    """Return the official words for a head that only an addition tells from one."""
    plain = folded(text)
    if plain in same:
        return same[plain]
    for aside in words().head_asides:
        plain = aside.sub("", plain)
    return plain if plain != folded(text) and knows(plain) else text

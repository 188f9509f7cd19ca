"""Find which column of a block belongs to which official column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportdesk.intake.block import Block, is_blank, is_figure
from reportdesk.intake.face import Face
from reportdesk.intake.labels import Label, label, nearest
from reportdesk.report.values import brief

_LOST = "表头缺了栏目，各列可能错位，请核对。"
_BY_FOCUS = "复制的内容没有表头，各列从选中的格子起依次填入，请核对。"


@dataclass(frozen=True, slots=True)
class Columns:
    """Official columns by column of the block; left of `first` stand labels. `refusal` says why there are none.

    `by_number` tells that no heads named them: their number alone was right.
    """

    of: Mapping[int, int] = field(default_factory=dict[int, int])
    first: int = 0
    doubt: str = ""
    refusal: str = ""
    by_number: bool = False


def map_columns(
    block: Block, heads: Sequence[int], labels: int, face: Face, rows: Sequence[int], focus: tuple[int, int] | None
) -> Columns:
    """Map the columns by the heads above them; where there are none, by their number or from the focus on."""
    found = _by_heads(block, heads, face)
    if found:
        places = found | _under_merged(block, heads, found)
        return Columns(places, min(found), _LOST if _lacks_head(places, face) else "")
    if not labels:
        return Columns()
    strange = [text for row in heads for text in block.rows[row][labels:] if text and not is_blank(text)]
    if strange:
        return Columns(first=labels, refusal=f"表头“{brief(strange[-1])}”不是本表的栏目")
    whole = len(face.heads)
    wide = block.width - labels
    used = max(
        (c + 1 - labels for row in rows for c, t in enumerate(block.rows[row]) if t and not is_blank(t)), default=0
    )
    if used > whole:  # words beside the figures, as notes are
        figures = (c + 1 - labels for row in rows for c, t in enumerate(block.rows[row]) if t and is_figure(t))
        used = max(figures, default=used)
    for count in (wide, used):
        for official in (range(whole), [place for place in range(whole) if place not in face.totals]):
            if count == len(official):
                return Columns(
                    {labels + place: column for place, column in enumerate(official)}, labels, by_number=True
                )
    if focus is not None and 0 < used <= whole - focus[1]:
        return Columns({labels + place: focus[1] + place for place in range(used)}, labels, doubt=_BY_FOCUS)
    return Columns(first=labels, refusal=f"这一行有 {used} 列数字，表中应为 {whole} 列，不知道对应哪些栏目")


def _by_heads(block: Block, heads: Sequence[int], face: Face) -> dict[int, int]:
    """Return the official columns named by the innermost heads, groups telling apart those of the same name."""
    candidates = {column: _candidates(block, heads, column, face) for column in range(block.width)}
    found = {column: official[0] for column, official in candidates.items() if len(official) == 1}
    if len(set(found.values())) == len(found) and all(len(official) < 2 for official in candidates.values()):
        return found
    named = [column for column, official in candidates.items() if official]
    in_order = len(named) == len(face.heads) and all(place in candidates[c] for place, c in enumerate(named))
    if in_order:
        return {column: place for place, column in enumerate(named)}
    once = [official for official in found.values() if list(found.values()).count(official) == 1]
    return {column: official for column, official in found.items() if official in once}


def _under_merged(block: Block, heads: Sequence[int], found: Mapping[int, int]) -> dict[int, int]:
    """Return the official columns of those that a merged head covers from the left."""
    covered: dict[int, int] = {}
    for column in range(1, block.width):
        if block.rows[heads[-1]][column] is None and all(_blank(block, row, column) for row in heads):
            owner = covered.get(column - 1, found.get(column - 1))
            if owner is not None:
                covered[column] = owner
    return covered


def _lacks_head(places: Mapping[int, int], face: Face) -> bool:
    """Tell whether a column between others has no head, and an official head is nowhere: those may stand aside."""
    unnamed = max(places) - min(places) + 1 > len(places)
    return unnamed and len({*places.values()}) < len(face.heads)


def _candidates(block: Block, heads: Sequence[int], column: int, face: Face) -> list[int]:
    """Return the official columns that the heads over a column may name."""
    own = [row for row in heads if not _blank(block, row, column)]
    if not own:
        return []
    given, start, found = _named([block.rows[row][column] or "" for row in own], face)
    if given.ordinal or len(found) < 2:
        return [] if given.ordinal else found
    above = [label(_left(block, row, column)) for row in heads if row < own[start]]
    scores = [sum(any(nearest(g, names) is not None for g in above) for names in face.heads[p][:-1]) for p in found]
    return [place for place, score in zip(found, scores, strict=True) if score == max(scores)]


def _named(texts: Sequence[str], face: Face) -> tuple[Label, int, list[int]]:
    """Return the head that stacked texts end in, where it starts, and the columns it may name.

    A head may be torn: its words stand in several rows then.
    """
    for start in range(len(texts) - 1, -1, -1):
        given = label("".join(texts[start:]))
        distances = [nearest(given, path[-1]) for path in face.heads]
        best = min((distance for distance in distances if distance is not None), default=None)
        if best is not None and (best == 0 or start == len(texts) - 1):
            return given, start, [place for place, distance in enumerate(distances) if distance == best]
    return label(texts[-1]), len(texts) - 1, []


def _left(block: Block, row: int, column: int) -> str:
    """Return the head at a column, or where it is merged or blank, the one to the left of it."""
    while column > 0 and _blank(block, row, column):
        column -= 1
    return block.rows[row][column] or ""


def _blank(block: Block, row: int, column: int) -> bool:
    text = block.rows[row][column]
    return text is None or is_blank(text)

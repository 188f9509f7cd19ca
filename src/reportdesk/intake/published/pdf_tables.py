"""Lay the ruled cells of a PDF out as rows and columns; a figure that a rule cuts in two is never taken for two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportdesk.intake.block import is_figure, made
from reportdesk.intake.published.parts import Paragraph, Part, Sheet

Box = tuple[float, float, float, float]
Letter = Mapping[str, Any]
Row = list[str | None]
_SAME_EDGE = 3.0
_SAME_LINE = 0.5
_APART = 0.3
_TOUCHING = 0.15
"""Shares of a letter's height: how far apart the middles of one line, the digits of two figures and of one may be."""
_CUT = "｜"
"""Put where a rule goes through a figure, so that neither half is read as one."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table on one page: its cells as (left, top, right, bottom) in points, and the text in each."""

    box: Box
    cells: tuple[Box, ...]
    texts: tuple[str, ...]

    @classmethod
    def found(cls, cells: Sequence[Box], letters: Sequence[Letter]) -> Ruled:
        """Give each cell the letters whose middle is in it."""
        held: list[list[Letter]] = [[] for _cell in cells]
        owners: list[tuple[Letter, int]] = []
        for letter in letters:
            place = _owner(cells, letter)
            if place is not None and letter.get("upright", True):
                held[place].append(letter)
                owners.append((letter, place))
        cut = _cut(owners)
        texts = tuple(_text(own) + (_CUT if place in cut else "") for place, own in enumerate(held))
        sides = list(zip(*cells, strict=True))
        return cls((min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])), tuple(cells), texts)


def sheet(tables: Sequence[Ruled], knows: Callable[[str], bool]) -> Sheet:
    """Return one table of what stands on one or several pages under one another; `knows` tells an official label."""
    lefts = _edges(x for table in tables for cell in table.cells for x in (cell[0], cell[2]))
    rows: list[Row] = []
    for table in tables:
        more = _rows(table, lefts)
        if rows and more and _is_one_row(rows[-1], more[0], knows):
            rows[-1] = _one_row(rows[-1], more.pop(0))
        rows += more

    def inside() -> Sequence[Part]:
        return [Paragraph(text) for table in tables for text in table.texts if text.strip()]

    return Sheet(made(rows), inside)


def _is_one_row(above: Row, below: Row, knows: Callable[[str], bool]) -> bool:
    """Tell a row that a page break cuts: its labels are official only when put together, its figures on one side."""
    both = [(a, b) for a, b in zip(above, below, strict=True) if a and b and a.strip() and b.strip()]
    if any(is_figure(a) or is_figure(b) or not knows(a + b) for a, b in both):
        return False
    if both:
        return True
    figures = [any(text and is_figure(text) for text in row) for row in (above, below)]
    labels = [any(text and text.strip() and not is_figure(text) for text in row) for row in (above, below)]
    return figures[0] != figures[1] and labels[0] != labels[1] and figures != labels


def _one_row(above: Row, below: Row) -> Row:
    return [a if a is None else f"{a}\n{b or ''}".strip() for a, b in zip(above, below, strict=True)]


def _rows(table: Ruled, lefts: Sequence[float]) -> list[Row]:
    tops = _edges(y for cell in table.cells for y in (cell[1], cell[3]))
    rows: list[Row] = [[""] * (len(lefts) - 1) for _row in tops[:-1]]
    for (x0, top, x1, bottom), text in zip(table.cells, table.texts, strict=True):
        for row in range(_place(tops, top), _place(tops, bottom)):
            for column in range(_place(lefts, x0), _place(lefts, x1)):
                rows[row][column] = None
        if _place(tops, top) < len(rows) and _place(lefts, x0) < len(lefts) - 1:
            rows[_place(tops, top)][_place(lefts, x0)] = text
    return rows


def _edges(values: Iterable[float]) -> list[float]:
    """Return the places of rules, those a hair apart made one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME_EDGE:
            found.append(value)
    return found


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def _owner(cells: Sequence[Box], letter: Letter) -> int | None:
    across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    for place, (x0, top, x1, bottom) in enumerate(cells):
        if x0 <= across < x1 and top <= down < bottom:
            return place
    return None


def _cut(owners: Sequence[tuple[Letter, int]]) -> set[int]:
    """Return the cells between which a figure's digits touch one another across the rule."""
    digits = sorted((o for o in owners if o[0]["text"].isdigit()), key=lambda o: (round(o[0]["top"]), o[0]["x0"]))
    return {
        place
        for (one, first), (other, second) in pairwise(digits)
        if first != second and _on_one_line(one, other) and abs(other["x0"] - one["x1"]) < _TOUCHING * _height(one)
        for place in (first, second)
    }


def _text(letters: Sequence[Letter]) -> str:
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (letter["top"] + letter["bottom"]) / 2):
        if lines and _on_one_line(lines[-1][-1], letter):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return "\n".join(_line(sorted(line, key=lambda letter: letter["x0"])) for line in lines).strip()


def _line(letters: Sequence[Letter]) -> str:
    text = letters[0]["text"]
    for one, other in pairwise(letters):
        both = one["text"].isdigit() and other["text"].isdigit()
        text += (" " if both and other["x0"] - one["x1"] > _APART * _height(one) else "") + other["text"]
    return text.strip()


def _on_one_line(one: Letter, other: Letter) -> bool:
    middles = (one["top"] + one["bottom"]) / 2, (other["top"] + other["bottom"]) / 2
    return abs(middles[0] - middles[1]) < _SAME_LINE * _height(one)


def _height(letter: Letter) -> float:
    return max(letter["bottom"] - letter["top"], 1.0)

"""Where the signs of a stored text stand in the editor's document: there a live figure is one sign. No Qt.

Places in stored text are code points, those in a document are UTF-16 code units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from reportdesk.form.model import Form
from reportdesk.report.prose import LiveFigure, lines, live_figures

_UNLIKE = re.compile(r"\r\n|[\U00010000-\U0010ffff]")
Span = tuple[int, int]


class _Knot(NamedTuple):
    """A stretch that is not as long in the document as it is stored."""

    start: int
    end: int
    unit: int
    length: int


class Places:
    """One stored text, its live figures, and the way between its places and the document's.

    A live figure with an address that the form does not have is plain text, so that it can be mended.
    """

    def __init__(self, text: str, form: Form) -> None:
        self.text = text
        self.live = tuple(figure for figure in live_figures(text) if not figure.unknown(form))
        self._knots = tuple(self._found())
        self._starts = [knot.start for knot in self._knots]
        self._units = [knot.unit for knot in self._knots]

    def unit(self, place: int, *, after: bool = False) -> int:
        """Return a place's position in the document; one inside a live figure is before it, or `after` it."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return place
        knot = self._knots[at]
        if place >= knot.end:
            return knot.unit + knot.length + place - knot.end
        return knot.unit + (knot.length if after and place > knot.start else 0)

    def place(self, unit: int) -> int:
        """Return the place of a position in the document."""
        at = bisect_right(self._units, unit) - 1
        if at < 0:
            return unit
        knot = self._knots[at]
        behind = unit - knot.unit - knot.length
        return knot.start if behind < 0 else knot.end + behind

    def units(self, span: Span) -> Span:
        """Return where a span stands in the document."""
        return self.unit(span[0]), self.unit(span[1], after=True)

    def at(self, place: int) -> LiveFigure | None:
        """Return the live figure that begins before a place and ends behind it."""
        return next((figure for figure in self.live if figure.start < place < figure.end), None)

    def _found(self) -> Iterator[_Knot]:
        shift = done = 0
        for start, end, is_live in self._stretches():
            if start < done:
                continue
            length = 1 if is_live or end - start == 2 else 2
            yield _Knot(start, end, start + shift, length)
            shift += length - (end - start)
            done = end

    def _stretches(self) -> list[tuple[int, int, bool]]:
        others = ((*match.span(), False) for match in _UNLIKE.finditer(self.text))
        return sorted([*((figure.start, figure.end, True) for figure in self.live), *others])


class Changed(NamedTuple):
    """What differs between two texts: [start, before) of one became [start, after) of the other."""

    start: int
    before: int
    after: int

    def moved(self, span: Span) -> Span | None:
        """Return where a span of the first text is in the second, None where it was touched."""
        if span[1] <= self.start:
            return span
        by = self.after - self.before
        return (span[0] + by, span[1] + by) if span[0] >= self.before else None


def as_shown(text: str) -> str:
    """Return a text with every line break as the editor has it."""
    return "\n".join(lines(text))


def changed(before: Places, after: Places) -> Changed:
    """Return what differs, live figures as wholes."""
    start = _common(before.text, after.text)
    start = min((figure.start for places in (before, after) if (figure := places.at(start))), default=start)
    tail = _common(before.text[start:][::-1], after.text[start:][::-1])
    for places in (before, after):
        figure = places.at(len(places.text) - tail)
        if figure is not None:
            tail = min(tail, len(places.text) - figure.end)
    return Changed(start, len(before.text) - tail, len(after.text) - tail)


def _common(one: str, other: str) -> int:
    """Count the leading characters that two texts share."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    return next(place for place in range(length) if one[place] != other[place])

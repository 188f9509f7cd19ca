"""Where the signs of a stored text stand in the editor's document: there a live figure or picture is one. No Qt.

Places in stored text are code points, those in a document are UTF-16 code units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from reportdesk.form.model import Form
from reportdesk.report.prose import LiveFigure, PictureLine, lines, live_figures, picture_lines

_UNLIKE = re.compile(r"\r\n|[\U00010000-\U0010ffff]")
Span = tuple[int, int]
Sign = LiveFigure | PictureLine


class _Knot(NamedTuple):
    """A stretch that is not as long in the document as it is stored."""

    start: int
    end: int
    unit: int
    length: int


def signs(text: str, form: Form, pictures: Container[str] = ()) -> Iterator[Sign]:
    """Yield what is one sign in the document, in order; `pictures` are the names of the attachments there are.

    A live figure with an address that the form does not have is plain text, so that it can be mended; so is a picture
    without its attachment. A live figure in a caption is part of the picture.
    """
    found: list[Sign] = [line for line in picture_lines(text) if line.sha256 in pictures]
    found += (figure for figure in live_figures(text) if not figure.unknown(form))
    done = 0
    for sign in sorted(found, key=lambda sign: sign.start):
        if sign.start >= done:
            yield sign
            done = sign.end


class Places:
    """One stored text, what stands in it for one sign each, and the way between its places and the document's."""

    def __init__(self, text: str, signs: Iterable[Sign]) -> None:
        self.text = text
        self.signs = tuple(signs)
        self._knots = tuple(self._found())
        self._starts = [knot.start for knot in self._knots]
        self._units = [knot.unit for knot in self._knots]

    def unit(self, place: int, *, after: bool = False) -> int:
        """Return a place's position in the document; one inside a sign is before it, or `after` it."""
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

    def at(self, place: int) -> Sign | None:
        """Return the sign that begins before a place and ends behind it."""
        return next((sign for sign in self.signs if sign.start < place < sign.end), None)

    def _found(self) -> Iterator[_Knot]:
        shift = done = 0
        for start, end, is_sign in self._stretches():
            if start < done:
                continue
            length = 1 if is_sign or end - start == 2 else 2
            yield _Knot(start, end, start + shift, length)
            shift += length - (end - start)
            done = end

    def _stretches(self) -> list[tuple[int, int, bool]]:
        others = ((*match.span(), False) for match in _UNLIKE.finditer(self.text))
        return sorted([*((sign.start, sign.end, True) for sign in self.signs), *others])


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
    """Return what differs, signs as wholes; also where a text stayed, but not what is one sign of it."""
    start = _common(before.text, after.text)
    start = min(start, _whole(_spans(before), _spans(after), start))
    tail = _common(before.text[start:][::-1], after.text[start:][::-1])
    tail = min(tail, _whole(_from_end(before), _from_end(after), tail))
    return Changed(start, len(before.text) - tail, len(after.text) - tail)


def _spans(places: Places) -> set[Span]:
    return {(sign.start, sign.end) for sign in places.signs}


def _from_end(places: Places) -> set[Span]:
    length = len(places.text)
    return {(length - sign.end, length - sign.start) for sign in places.signs}


def _whole(one: set[Span], other: set[Span], length: int) -> int:
    """Return how much of a shared length has the same signs in both, none of them cut."""
    cut = {span for span in one | other if span[0] < length < span[1]}
    return min((first for first, _last in (one ^ other) | cut if first < length), default=length)


def _common(one: str, other: str) -> int:
    """Count the leading characters that two texts share."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    return next(place for place in range(length) if one[place] != other[place])

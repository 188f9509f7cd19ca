"""Make paragraphs of the lines of a PDF, which keeps no paragraphs of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from reportdesk.intake.wrapped import together

_INDENTED = 1.2
_SHORT = 2.5
_WIDE_GAP = 1.4
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)])")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; all measures in points, `top` counted from the head of its page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @classmethod
    def found(cls, line: Mapping[str, Any]) -> Line:
        """Take over a line as pdfplumber gives it."""
        return cls(line["text"], line["x0"], line["x1"], line["top"], line["bottom"])

    @property
    def height(self) -> float:
        """Return the height of its letters."""
        return max(self.bottom - self.top, 1.0)


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the paragraphs: one begins indented, after a short line, after a wide gap, or with a number of its own."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
    usual = median(steps) if steps else 0.0
    held = ""
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before is None or _begins(before, line, (left, right), usual):
            if held.strip():
                yield held
            held = line.text
        else:
            held = together(held, line.text)
    if held.strip():
        yield held


def _begins(before: Line, line: Line, sides: tuple[float, float], usual: float) -> bool:
    left, right = sides
    if line.x0 > left + _INDENTED * line.height or before.x1 < right - _SHORT * before.height:
        return True
    gap = line.top - before.top
    return (0 < usual * _WIDE_GAP < gap) or _NUMBERED.match(line.text) is not None

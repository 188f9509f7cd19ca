"""What stands on a page, as values in twips from its upper left corner; drawing decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtGui import QFont

PAGE = (11906, 16838)
"""A4 in twips."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one font; `y` is their base line."""

    x: float
    y: float
    text: str
    font: QFont


@dataclass(frozen=True, slots=True)
class Frame:
    """The border of a table's cell."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark = Words | Frame | Shown


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark somewhere else."""
    return replace(mark, x=mark.x + x, y=mark.y + y)


@dataclass(slots=True)
class Page:
    """One printed page."""

    number: int
    marks: list[Mark] = field(default_factory=list[Mark])

    def text(self) -> str:
        """Return the words on it, one line of print a line, as they are read aloud."""
        lines: dict[float, list[Words]] = {}
        for mark in self.marks:
            if isinstance(mark, Words):
                lines.setdefault(mark.y, []).append(mark)
        return "\n".join("".join(words.text for words in line) for line in lines.values())

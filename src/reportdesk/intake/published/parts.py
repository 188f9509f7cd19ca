"""A published document, whatever its file: paragraphs, tables and pictures in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportdesk.intake.block import Block
from reportdesk.report.changes import Attachment

TITLE = -1
HEADING = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text; `rank` is `HEADING` or `TITLE` where the file itself says that it is one, else 0."""

    text: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; only one in a file of our own is looked at, and then has its caption and what it shows."""

    caption: str = ""
    shown: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the page; `inside` gives what its cells hold one after another, should it only serve the layout.

    `nests` tells whether there are tables in its cells.
    """

    block: Block
    inside: Callable[[], Sequence[Part]]
    nests: bool = False


Part = Paragraph | Picture | Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document.

    `title` is what the file itself says it is called; `unit` is the unit where one of our own files names it. `plain`
    text has its tables among its paragraphs.
    """

    parts: tuple[Part, ...]
    title: str = ""
    unit: str | None = None
    notes: tuple[str, ...] = ()
    plain: bool = False

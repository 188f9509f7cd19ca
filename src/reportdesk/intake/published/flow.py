"""Bring a page to what matters: layout tables opened, tables told apart from text, page shell left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reportdesk.form import loader
from reportdesk.intake.block import Block, folded, is_figure
from reportdesk.intake.face import Target
from reportdesk.intake.published.parts import Paragraph, Part, Sheet
from reportdesk.intake.published.words import matches, words

_LABELS_OF_A_TABLE = 2
_LONG_TEXT = 60
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Faces:
    """The tables of all official formats, to tell their labels."""

    targets: tuple[Target, ...]

    def known(self, block: Block) -> int:
        """Count the cells of a block that hold an official label."""
        return sum(self.knows(text) for _row, _column, text in block.filled() if not is_figure(text))

    def knows(self, text: str) -> bool:
        """Tell whether a text is an official label."""
        return any(target.knows(text) for target in self.targets)


@cache
def targets(form_id: str) -> tuple[Target, ...]:
    """Return the sections of a bundled form that have tables."""
    form = loader.load(form_id)
    return tuple(Target(form, section) for section in form.sections if section.tables)


@cache
def all_faces() -> Faces:
    """Return the tables of every bundled format."""
    return Faces(tuple(target for form_id in loader.bundled() for target in targets(form_id)))


def opened(parts: Iterable[Part], faces: Faces, depth: int = 0) -> Iterator[Part]:
    """Yield the parts with tables that only serve the layout replaced by what is in them."""
    for part in parts:
        if isinstance(part, Sheet) and depth < _DEEPEST and _is_layout(part, faces):
            yield from opened(part.inside(), faces, depth + 1)
        else:
            yield part


def _is_layout(sheet: Sheet, faces: Faces) -> bool:
    """Tell a table that arranges a page from one that reports figures: it holds another one, or running text."""
    inside = [part for part in sheet.inside() if isinstance(part, Sheet)] if sheet.nests else []
    if any(faces.known(inner.block) >= _LABELS_OF_A_TABLE for inner in inside):
        return True
    if faces.known(sheet.block) >= _LABELS_OF_A_TABLE:
        return False
    return not sheet.block.has_figures() or any(len(text) > _LONG_TEXT for _r, _c, text in sheet.block.filled())


def without_furniture(parts: Iterable[Part], *, plain: bool) -> Iterator[Part]:
    """Yield the parts without page numbers, buttons and the like; in plain text a mere number may be a figure."""
    for part in parts:
        text = part.text if isinstance(part, Paragraph) and not part.rank else ""
        if not is_furniture(text) or (plain and folded(text).isdigit()):
            yield part


def is_furniture(text: str) -> bool:
    """Tell a page number, a row of buttons and the like."""
    if matches(words().furniture, folded(text)):
        return True
    known = (*words().furniture, *words().ends)
    pieces = [folded(piece) for piece in text.split()]
    return bool(pieces) and all(not piece[:1].isdigit() and matches(known, piece) for piece in pieces)

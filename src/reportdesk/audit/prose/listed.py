"""Figures of one unit that stand in one sentence of prose, each with what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.audit.findings import Number
from reportdesk.audit.prose.figures import Kind, figures, sentences
from reportdesk.audit.prose.surface import surface


@dataclass(frozen=True, slots=True)
class Listed:
    """A sentence as it is searched, and its figures of one unit in their order, each with its name or without one."""

    sentence: str
    unit: str
    figures: tuple[tuple[str, Number], ...]


def listed(text: str) -> Iterator[Listed]:
    """Yield the counts of a rendered text, sentence by sentence and unit by unit."""
    for sentence in sentences(surface(text).text):
        units: dict[str, list[tuple[str, Number]]] = {}
        for figure in figures(sentence.text):
            if figure.kind is Kind.COUNT and figure.value is not None:
                units.setdefault(figure.unit, []).append((figure.near.strip("，、；：（） "), figure.value))
        for unit, found in units.items():
            yield Listed(sentence.text, unit, tuple(found))

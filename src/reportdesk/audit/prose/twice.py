"""A passage that stands twice in the report, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.study import Study
from reportdesk.audit.prose.vocabulary import finding
from reportdesk.audit.quoting import head

_FEWEST = 30  # signs of a sentence that nobody writes twice by chance
_NAMED = 12


class _Sentence(NamedTuple):
    section: str
    at: int
    stop: int
    said: tuple[str, tuple[tuple[str, ...], ...]]

    @property
    def is_long(self) -> bool:
        return self.stop - self.at >= _FEWEST


def told_twice(study: Study) -> Iterator[Finding]:
    """Yield each passage that begins with a long sentence told before; shorter ones that go on alike are part of it."""
    found = tuple(_sentences(study))
    first: dict[object, int] = {}
    told = 0
    for place, sentence in enumerate(found):
        before = first.setdefault(sentence.said, place) if sentence.is_long else place
        if before < place and place >= told:
            told = place + _alike(found, before, place)
            yield _twice(study, found[before], sentence, found[told - 1])


def _sentences(study: Study) -> Iterator[_Sentence]:
    """Yield every sentence with its words and the cells that it shows."""
    for section, passage in study.passages.items():
        for each in passage.sentences:
            live = (passage.surface.addresses(place) for place in range(each.at, each.stop))
            yield _Sentence(section, each.at, each.stop, (each.text, tuple(filter(None, live))))


def _alike(found: tuple[_Sentence, ...], before: int, place: int) -> int:
    """Count the sentences from two places on that say the same."""
    number = 1
    while (
        place + number < len(found)
        and before + number < place
        and found[place + number].said == found[before + number].said
        and found[place + number].section == found[place].section
    ):
        number += 1
    return number


def _twice(study: Study, before: _Sentence, first: _Sentence, last: _Sentence) -> Finding:
    text = study.text(first.section, first.at, last.stop).replace("\n", "")
    span = study.passages[first.section].surface.span(first.at, last.stop)
    return finding(
        "twice", (first.section, f"twice:{text[:_NAMED]}"), span, shown=head(text), count=str(len(text)),
        place=study.place(before.section),
    )  # fmt: skip

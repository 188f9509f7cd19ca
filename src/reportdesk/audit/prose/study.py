"""A report's prose and tables laid side by side: what all prose rules look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar

from reportdesk.audit.findings import Number
from reportdesk.audit.prose.figures import Figure, Kind
from reportdesk.audit.prose.readings import Amount, Cells, Readings
from reportdesk.audit.prose.told import Passage, Said, Told
from reportdesk.audit.prose.vocabulary import phrases
from reportdesk.audit.quoting import head, tail
from reportdesk.report.report import Report, added

T = TypeVar("T")
_NOTE = re.compile(r"（[^（）]{8,}）$")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure of one section.

    `at` and `stop` are its places in the section's searchable text, `span` those of the number without its unit in the
    stored one: what is typed over it leaves the unit.
    """

    section: str
    sentence: int
    told: Told
    at: int
    stop: int
    span: tuple[int, int]
    live: tuple[str, ...]
    shows: Mapping[tuple[str, ...], Number | None] = field(repr=False, compare=False)

    @property
    def value(self) -> Number | None:
        """Return what it says as rendered; None where a live one is blank or not to be had."""
        return self.shows[self.live] if self.live else self.told.figure.value

    @property
    def figure(self) -> Figure:
        """Return the figure itself."""
        return self.told.figure

    @property
    def usual(self) -> bool:
        """Tell whether it is an exact count or sum of this year for whom the report speaks."""
        told = self.told
        exact = told.figure.exact and told.figure.counts
        return exact and told.when == "this" and told.scope != "part"

    @property
    def comparable(self) -> bool:
        """Tell whether it is usual and its value known."""
        return self.value is not None and self.usual


@dataclass(frozen=True)
class Study:
    """All prose of a report, understood, with the report it belongs to and last year's where there is one."""

    report: Report
    last: Report | None
    readings: Readings
    passages: Mapping[str, Passage]
    _shows: dict[tuple[str, ...], Number | None] = field(default_factory=dict, repr=False)
    _known: dict[Callable[[Any], Any], Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.look()

    def once(self, work_out: Callable[[Self], T]) -> T:
        """Return what a rule works out from the texts alone, worked out at the first call."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self)
        return self._known[work_out]

    def look(self) -> None:
        """Ask the report again what its live figures show."""
        cells = self.report.form.cells
        for passage in self.passages.values():
            for _end, addresses in passage.surface.live.values():
                known = all(address in cells for address in addresses)
                self._shows[addresses] = added(self.report, addresses) if known else None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return every figure in the order of the report."""
        return tuple(item for section in self.passages for item in self._items(section))

    @cached_property
    def by_sentence(self) -> Mapping[tuple[str, int], tuple[Item, ...]]:
        """Return the figures of each sentence that has some."""
        found: dict[tuple[str, int], list[Item]] = {}
        for item in self.items:
            found.setdefault((item.section, item.sentence), []).append(item)
        return {place: tuple(items) for place, items in found.items()}

    @cached_property
    def by_meaning(self) -> Mapping[tuple[str, str], tuple[Item, ...]]:
        """Return the usual figures of each section by what they mean."""
        found: dict[tuple[str, str], list[Item]] = {}
        for item in self.items:
            if item.usual and item.told.subject:
                found.setdefault((item.section, item.told.meaning), []).append(item)
        return {place: tuple(items) for place, items in found.items()}

    @cached_property
    def said(self) -> tuple[tuple[str, tuple[int, int], Said], ...]:
        """Return the statements without a figure, with section and span."""
        return tuple(self._said())

    def _said(self) -> Iterator[tuple[str, tuple[int, int], Said]]:
        for section, passage in self.passages.items():
            for sentence, heard in zip(passage.sentences, passage.heard, strict=True):
                for said in heard.said:
                    yield section, passage.surface.span(sentence.at + said.at, sentence.at + said.stop), said

    @cached_property
    def displayed(self) -> tuple[str, ...]:
        """Return the cells that live figures show."""
        cells = self.report.form.cells
        return tuple(dict.fromkeys(address for item in self.items for address in item.live if address in cells))

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Return the cells that the rules may ask for, and what these are summed of."""
        asked = {self.readings.fee_unpaid, *self.displayed} & self.report.form.cells.keys()
        for subject, attribute in self._meanings():
            asked.update(address for cells in self.readings.of(subject, attribute) for address in cells)
        waiting = list(asked)
        while waiting:
            total = self.report.form.totals.get(waiting.pop())
            parts = set(total.left) - asked if total else set[str]()
            waiting += parts
            asked |= parts
        return tuple(asked)

    def text(self, section: str, start: int, stop: int) -> str:
        """Return a stretch of a section's searchable text."""
        return self.passages[section].surface.text[start:stop]

    def shown(self, item: Item) -> str:
        """Return a figure with the words before it, else those behind it, as the clerk finds it."""
        near, after = tail(item.figure.near), head(item.figure.after)
        return near + self.number(item) if near else self.number(item) + after

    def number(self, item: Item) -> str:
        """Return a figure as written, a live one as rendered."""
        figure = item.figure
        return f"{item.value}{figure.unit}" if item.live else figure.text

    def place(self, section: str) -> str:
        """Name a section."""
        return self.report.form.section(section).name

    def amounts(self, subject: str, attribute: str, report: Report | None = None) -> list[tuple[Cells, Amount]]:
        """Return the readings of a meaning with what they come to."""
        asked = report or self.report
        return [(cells, self.readings.amount(asked, cells)) for cells in self.readings.of(subject, attribute)]

    def cells_name(self, cells: Cells) -> str:
        """Name cells for the clerk."""
        form = self.report.form
        rows = list(dict.fromkeys(_NOTE.sub("", form.row_name(address)) for address in cells))
        columns = list(dict.fromkeys(form.column_name(address) for address in cells))
        groups = dict.fromkeys(row.partition("·")[0] for row in rows)
        row = rows[0] if len(rows) == 1 else "、".join(groups)
        column = columns[0] if len(columns) == 1 else f"{columns[0]}至{columns[-1]}"
        return f"{row}｜{column}" + ("之和" if len(cells) > 1 else "")

    def in_order(self, cells: Cells) -> Cells:
        """Return cells in form order."""
        return tuple(sorted(set(cells), key=self.report.form.order.__getitem__))

    def _items(self, section: str) -> Iterator[Item]:
        passage = self.passages[section]
        face = passage.surface
        for place, (sentence, heard) in enumerate(zip(passage.sentences, passage.heard, strict=True)):
            for told in heard.told:
                at, stop = sentence.at + told.figure.at, sentence.at + told.figure.stop
                span = face.span(at, at + told.figure.digits)
                yield Item(section, place, told, at, stop, span, face.addresses(at), self._shows)

    def _meanings(self) -> Iterator[tuple[str, str]]:
        speech = phrases(self.readings.speech)
        for item in self.items:
            if item.told.subject:
                yield item.told.subject, item.told.attribute
            if item.told.of[1]:
                known = [item.told.of[0]] if item.told.of[0] else [s for _words, listed in speech.bases for s in listed]
                yield from ((subject, item.told.of[1]) for subject in known)
        for _section, _span, said in self.said:
            for zero in said.claim.zero:
                subject, _dot, attribute = zero.partition(".")
                yield subject, attribute or speech.default(subject)
                yield from ((subject, zero) for subject in said.subjects)
        if any(item.figure.kind is Kind.PERCENT for item in self.items):
            yield from ((subject, speech.default(subject)) for _words, subjects in speech.bases for subject in subjects)

"""Which cells of a form a figure in prose means, and what these cells come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from reportdesk import assets
from reportdesk.audit.findings import Number
from reportdesk.form.model import Form
from reportdesk.form.node import Node, parse
from reportdesk.report.report import Report
from reportdesk.report.values import NotApplicable, Unread

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """What cells come to: at least `least`, exactly that where none is blank."""

    least: Number
    whole: bool

    def denies(self, told: Number, step: Number) -> bool:
        """Tell whether the cells cannot come to a told figure, rounded or cut off at `step`."""
        if self.whole:
            return abs(told - self.least) >= step if step else told != self.least
        return told + step <= self.least if step else told < self.least


@dataclass(frozen=True)
class Readings:
    """The readings of one form's subjects and attributes."""

    form: Form
    speech: str
    subjects: Mapping[str, Cells]
    attributes: Mapping[str, Cells]
    factors: Mapping[str, int]
    balance: Mapping[str, str]
    narrow: Mapping[str, re.Pattern[str]]
    fee_unpaid: str
    fee_section: str
    _known: dict[tuple[str, str], tuple[Cells, ...]] = field(default_factory=dict, repr=False)

    def of(self, subject: str, attribute: str) -> tuple[Cells, ...]:
        """Return the sets of cells that a subject with an attribute may mean, the likeliest first."""
        found = self._known.get((subject, attribute))
        if found is None:
            columns = self.attributes.get(attribute, ())
            listed = [self._cells(reading, columns) for reading in self.subjects.get(subject, ())]
            found = self._known[subject, attribute] = tuple(cells for cells in listed if cells)
        return found

    def narrowed(self, subject: str, label: str) -> bool:
        """Tell whether a label leaves a subject none but its first reading."""
        pattern = self.narrow.get(subject)
        return bool(pattern and pattern.search(label))

    def factor(self, cells: Cells) -> int:
        """Return how many of a figure's units one of the cell's is."""
        return self.factors.get(cells[0], 1)

    def amount(self, report: Report, cells: Iterable[str]) -> Amount:
        """Add cells up; a blank total is at least the sum of what is filled in."""
        least: Number = 0
        whole = True
        for address in cells:
            value = report.cell(address)
            if value is None and (relation := self.form.totals.get(address)):
                part = self.amount(report, relation.left)
                least, whole = least + part.least, whole and part.whole
            elif value is None or isinstance(value, Unread):
                whole = False
            elif not isinstance(value, NotApplicable):
                least += value
        return Amount(least, whole)

    @cached_property
    def operands(self) -> Mapping[Cells, tuple[frozenset[str], ...]]:
        """Return for each side of the form's relations what it is the sum of."""
        found: dict[Cells, tuple[frozenset[str], ...]] = {}
        for relation in self.form.relations:
            for whole, parts in ((relation.right, relation.left), (relation.left, relation.right)):
                if len(parts) > 1:
                    found[whole] = (*found.get(whole, ()), frozenset(parts))
        return found

    def _cells(self, reading: str, columns: Cells) -> Cells:
        found: list[str] = []
        for term in reading.split(" + "):
            for pattern in [term.replace("*", column) for column in columns] if "*" in term else [term]:
                if "?" in pattern:
                    found += [a for a in self.form.cells if fnmatchcase(a, pattern.replace("?", "*"))]
                elif pattern in self.form.cells:
                    found.append(pattern)
                else:
                    return ()
        return tuple(found)


def readings(form: Form) -> Readings:
    """Return a form's readings; one without a file of its own has none. FormError where the file is unsound."""
    name = f"prose/{form.id}.toml"
    if name not in assets.names("resources", "prose"):
        return Readings(form, "", {}, {}, {}, {}, {}, "", "")
    path = assets.path("resources", name)
    top = Node(parse(path), "", path.name)
    found = Readings(
        form,
        top.text("phrases"),
        {key: tuple(text.split(" | ")) for key, text in top.pairs("subjects").items()},
        {key: tuple(text.split()) for key, text in top.pairs("attributes").items()},
        {key: int(text) for key, text in top.pairs("money").items()},
        top.pairs("balance"),
        {key: re.compile(text) for key, text in top.pairs("narrow").items()},
        top.text("fee_unpaid", ""),
        top.text("fee_section", ""),
    )
    top.done()
    return found

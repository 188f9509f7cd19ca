"""What was read of a published report, as a value: every cell with its state, the prose, and what found no place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reportdesk.form.model import Form
from reportdesk.intake.block import Block
from reportdesk.intake.spots import Skipped
from reportdesk.report.changes import Attachment, Content, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import Unread, Value


class State(StrEnum):
    """What became of a cell of the form; a blank one is printed blank."""

    READ = "读出"
    BLANK = "空白"
    UNREAD = "未读出"
    DOUBTFUL = "存疑"


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell: its value, the text printed for it, and in a sentence why it is not simply read."""

    address: str
    state: State
    value: Value = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as the page prints it; `places` tells which address a printed cell (row, column) went to."""

    block: Block
    places: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A published report as read; `year` is None where neither title nor preface tells it, then the caller asks.

    `pictures` are those that prose shows, by SHA-256; only a file of our own has them.
    """

    form: Form
    year: int | None
    unit: Mapping[str, str]
    cells: Mapping[str, CellReading]
    prose: Mapping[str, str]
    notes: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    tables: tuple[TableReading, ...]
    pictures: Mapping[str, Attachment] = field(default_factory=dict[str, Attachment])

    def of(self, state: State) -> list[CellReading]:
        """Return the cells in a state, in form order."""
        return [cell for cell in self.cells.values() if cell.state is state]

    def report(self, year: int | None = None) -> Report:
        """Make the report; a year given goes before the one read, without both ValueError.

        All printed totals are typed, text that is no figure is unread, what the page does not have stays blank.
        """
        made = year if year is not None else self.year
        if made is None:
            raise ValueError("a report needs a year")
        report = Report(self.form, made)
        wishes: list[tuple[Slot, Content]] = [(Slot("cell", cell.address), cell.value) for cell in self.cells.values()]
        wishes += [(Slot("typed", total), True) for total in self.form.totals if self.cells[total].value is not None]
        wishes += [(Slot("prose", section), text) for section, text in self.prose.items()]
        wishes += [(Slot("unit", field), text) for field, text in self.unit.items()]
        wishes += [(Slot("attachment", name), picture) for name, picture in self.pictures.items()]
        report.apply(report.plan("", wishes))
        return report

    def as_json(self) -> dict[str, object]:
        """Return what `import --json` prints."""
        return {
            "form": self.form.id,
            "year": self.year,
            "unit": self.unit.get("name", ""),
            "read": sum(cell.value is not None and not isinstance(cell.value, Unread) for cell in self.cells.values()),
            "unread": [_listed(cell) for cell in self.of(State.UNREAD)],
            "doubtful": [_listed(cell) for cell in self.of(State.DOUBTFUL)],
            "skipped": [{"text": part.text, "why": part.reason} for part in self.skipped],
            "notes": list(self.notes),
        }


def _listed(cell: CellReading) -> dict[str, str]:
    return {"cell": cell.address, "text": cell.text, "why": cell.reason}

"""The parts of an official format as frozen values; nothing here knows where they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Severity(StrEnum):
    """How grave a finding is; the verdict follows this order."""

    ERROR = "error"
    MISSING = "missing"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell may hold: whole numbers, or decimals of at most `places` digits after the point."""

    id: str
    integer: bool
    minimum: int | None
    places: int
    unit: str
    suffixes: tuple[str, ...]
    converts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a table; `path` holds its official labels from the outermost group inwards."""

    id: str
    path: tuple[str, ...]
    kind: str | None = None

    @property
    def label(self) -> str:
        """Return the innermost official label."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the form; `address` is `table.row.column`."""

    address: str
    table: str
    row: str
    column: str
    kind: Kind
    not_applicable: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One official table; laid out `across`, its rows stand side by side above a single line of figures."""

    id: str
    section: str
    title: str
    corner: str
    across: bool
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    label_widths: tuple[float, ...]
    widths: tuple[float, ...]

    def row(self, row_id: str) -> Line:
        """Return the row with that id; KeyError if there is none."""
        return _line(self.rows, row_id)

    def column(self, column_id: str) -> Line:
        """Return the column with that id; KeyError if there is none."""
        return _line(self.columns, column_id)

    def row_name(self, row_id: str) -> str:
        """Name a row by its labels below the outermost group, by all of them where another row has the same."""
        path = self.row(row_id).path
        short = path[1:] or path
        twins = sum((row.path[1:] or row.path) == short for row in self.rows)
        return "·".join(path if twins > 1 else short)

    def address(self, row: Line, column: Line) -> str:
        """Return the address of the cell where row and column meet."""
        return f"{self.id}.{row.id}.{column.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report, or an unnumbered one without a title (the preface).

    `short` fits a list; `yearly` says what must be looked at each year though the words may stay the same.
    """

    id: str
    prose: bool
    title: str
    name: str
    short: str
    optional: bool
    yearly: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """An identity over cells: the sum of `left` equals the sum of `right`."""

    code: str
    subject: str
    rule: SumRule
    left: tuple[str, ...]
    right: tuple[str, ...]
    total: str | None

    @property
    def key(self) -> str:
        """Return the stable name of what this relation says."""
        return f"{self.code}:{self.subject}"

    @property
    def cells(self) -> tuple[str, ...]:
        """Return all operands, left side first."""
        return self.left + self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule declares: its public code, its severity, its words and its official source."""

    code: str
    severity: Severity
    title: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRule(Rule):
    """A family of relations over one table; `left`, `right` and `computes` name rows and columns, `*` allowed."""

    table: str
    per_column: bool
    left: tuple[str, ...]
    right: tuple[str, ...]
    computes: tuple[str, ...]
    left_label: str
    right_label: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlikelyRule(Rule):
    """Figures larger than `above` that a unit of these levels hardly ever has; without levels, no unit."""

    cells: tuple[str, ...]
    levels: frozenset[str]
    above: int
    subject: str
    message: str

    @property
    def key(self) -> str:
        """Return the stable name of what this rule finds."""
        return f"{self.code}:{self.subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthRule(Rule):
    """A prose section of more than `maximum` non-blank characters."""

    section: str
    maximum: int
    message: str

    @property
    def key(self) -> str:
        """Return the stable name of what this rule finds."""
        return f"{self.code}:{self.section}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsRule(Rule):
    """Figures that follow from last year's: `this` is the sum of last year's `last`, plus and minus this year's lines.

    `carries` lets a new report take them over; `softens` makes an explained error a remark.
    """

    tables: tuple[str, ...]
    per_column: bool
    this: str
    last: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    subject: str
    equation: str
    advice: str
    carries: bool
    softens: bool


@dataclass(frozen=True, slots=True)
class Following:
    """One figure that follows from last year's; `last` are cells of last year's report, all others this year's."""

    rule: FollowsRule
    subject: str
    this: str
    last: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the stable name of what this finds."""
        return f"{self.rule.code}:{self.subject}"

    @property
    def cells(self) -> tuple[str, ...]:
        """Return this year's operands, the figure itself first."""
        return (self.this, *self.plus, *self.minus)


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpRule(Rule):
    """Figures of these kinds that changed at least `factor`-fold and by at least `floor` since last year.

    Without a floor, a change from or to 0 is none: it has no factor.
    """

    kinds: tuple[str, ...]
    factor: int
    floor: int
    message: str

    def key(self, address: str) -> str:
        """Return the stable name of what this rule finds in a cell."""
        return f"{self.code}:{address}"


@dataclass(frozen=True, slots=True)
class Help:
    """A filling note in plain words with the official text it rests on."""

    text: str
    source: str


@dataclass(frozen=True)
class Form:
    """One official format, whole and consistent; made by `reportdesk.form.loader`."""

    id: str
    name: str
    notice: str
    first_year: int
    last_year: int | None
    title: str
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    cells: Mapping[str, Cell]
    relations: tuple[Relation, ...]
    totals: Mapping[str, Relation]
    rules: tuple[Rule, ...]
    help: Mapping[str, Help] = field(default_factory=dict)
    follows: tuple[Following, ...] = ()

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Map every cell address to its place in form order."""
        return {address: place for place, address in enumerate(self.cells)}

    @cached_property
    def prose(self) -> tuple[Section, ...]:
        """Return the prose sections in form order."""
        return tuple(section for section in self.sections if section.prose)

    @cached_property
    def feeds(self) -> Mapping[str, tuple[str, ...]]:
        """Map a cell to the totals it is summed into, directly or through other totals, in computing order."""
        direct: dict[str, set[str]] = {}
        for total, relation in self.totals.items():
            for operand in relation.cells:
                if operand != total:
                    direct.setdefault(operand, set()).add(total)
        return {address: tuple(self._reach(address, direct)) for address in direct}

    @cached_property
    def carried(self) -> Mapping[str, Following]:
        """Map the cells that a new report takes over to what they follow from."""
        return {following.this: following for following in self.follows if following.rule.carries}

    @cached_property
    def jumps(self) -> Mapping[str, JumpRule]:
        """Map cells to the rule that judges their change since last year; what last year gave is not judged."""
        rules = {kind: rule for rule in self.rules if isinstance(rule, JumpRule) for kind in rule.kinds}
        own = (cell for address, cell in self.cells.items() if address not in self.carried)
        return {cell.address: rules[cell.kind.id] for cell in own if cell.kind.id in rules}

    def section(self, section_id: str) -> Section:
        """Return the section with that id; KeyError if there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def fits(self, year: int) -> bool:
        """Tell whether the notice prescribes this format for reports of that year."""
        return year >= self.first_year and (self.last_year is None or year <= self.last_year)

    def row_name(self, address: str) -> str:
        """Return the official labels of a cell's row below its outermost group, e.g. （三）不予公开·1.属于国家秘密."""
        cell = self.cells[address]
        return self.tables[cell.table].row_name(cell.row)

    def column_name(self, address: str) -> str:
        """Return the official label of a cell's column."""
        cell = self.cells[address]
        return self.tables[cell.table].column(cell.column).label

    def cell_name(self, address: str) -> str:
        """Name a cell for the clerk by row and column."""
        return f"{self.row_name(address)}｜{self.column_name(address)}"

    def help_for(self, address: str) -> Iterator[Help]:
        """Yield the notes for a cell's row and its column, or where there are none, for its table."""
        cell = self.cells[address]
        own = [key for key in (f"{cell.table}.{cell.row}", f"{cell.table}.*.{cell.column}") if key in self.help]
        for key in own or [cell.table]:
            if key in self.help:
                yield self.help[key]

    def _reach(self, address: str, direct: Mapping[str, set[str]]) -> list[str]:
        seen: set[str] = set()
        frontier = [address]
        while frontier:
            fresh = direct.get(frontier.pop(), set()) - seen
            seen |= fresh
            frontier.extend(fresh)
        return [total for total in self.totals if total in seen]


def _line(lines: tuple[Line, ...], line_id: str) -> Line:
    for line in lines:
        if line.id == line_id:
            return line
    raise KeyError(line_id)

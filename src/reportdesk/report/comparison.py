"""Which figures of two reports can be laid side by side, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportdesk.form.model import Form, JumpRule
from reportdesk.report.differences import Difference, differences
from reportdesk.report.prose import paragraphs, render
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import Value, is_number, plain

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of two reports; `change` is b minus a, `percent` of a, both None where there is none to tell."""

    address: str
    a: Value
    b: Value
    change: int | Decimal | None
    percent: Decimal | None
    jump: bool

    @property
    def same(self) -> bool:
        """Tell whether both reports say the same; amounts are compared as numbers."""
        return self.a == self.b


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side; `only_a` and `only_b` are cells that the other's form lacks or labels otherwise.

    `unit` holds the particulars that differ, `prose` every section that either report's form has.
    """

    a: Report
    b: Report
    cells: tuple[CellChange, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    unit: tuple[tuple[str, str, str], ...]
    prose: tuple[tuple[str, tuple[Difference, ...]], ...]


def compare(a: Report, b: Report) -> Comparison:
    """Lay two reports side by side, cell by cell in the order of b's form and paragraph by paragraph."""
    before = counterparts(b.form, a)
    return Comparison(
        a,
        b,
        tuple(_cell_change(b.form.jumps.get(address), address, before[address], b.cell(address)) for address in before),
        tuple(address for address in a.form.cells if address not in before),
        tuple(address for address in b.form.cells if address not in before),
        tuple((field, a.unit(field), b.unit(field)) for field in UNIT_FIELDS if a.unit(field) != b.unit(field)),
        tuple(_sections(a, b)),
    )


def counterparts(form: Form, other: Report) -> dict[str, Value]:
    """Return another report's figures by address, of the cells that both forms label alike: no others compare."""
    return {address: other.cell(address) for address in form.cells if alike(form, other.form, address)}


def change(now: Value, before: Value) -> str:
    """Return the change from one figure to another with its sign, empty where there is none to tell."""
    if not (is_number(now) and is_number(before)):
        return ""
    difference = now - before
    return f"+{plain(difference)}" if difference > 0 else plain(difference) if difference else "±0"


def alike(form: Form, other: Form, address: str) -> bool:
    """Tell whether both forms have a cell and label it alike."""
    if address not in form.cells or address not in other.cells:
        return False
    if form.id == other.id:
        return True
    mine, theirs = form.cells[address], other.cells[address]
    tables = form.tables[mine.table], other.tables[theirs.table]
    rows = tables[0].row(mine.row).path, tables[1].row(theirs.row).path
    columns = tables[0].column(mine.column).path, tables[1].column(theirs.column).path
    return rows[0] == rows[1] and columns[0] == columns[1]


def jumped(rule: JumpRule, now: Value, before: Value) -> bool:
    """Tell whether a figure changed by as much as the rule says."""
    if not (is_number(now) and is_number(before)):
        return False
    small, large = sorted((abs(now), abs(before)))
    known = small > 0 or rule.floor > 0
    return known and large > small and large >= rule.factor * small and abs(now - before) >= rule.floor


def _cell_change(rule: JumpRule | None, address: str, a: Value, b: Value) -> CellChange:
    if not (is_number(a) and is_number(b)):
        return CellChange(address, a, b, None, None, False)
    percent = (Decimal(100) * (b - a) / abs(a)).quantize(_TENTH, ROUND_HALF_UP) if a else None
    return CellChange(address, a, b, b - a, percent, rule is not None and jumped(rule, b, a))


def _sections(a: Report, b: Report) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    mine = {section.id for section in a.form.prose}
    theirs = {section.id for section in b.form.prose}
    order = [*(section.id for section in a.form.prose), *(s.id for s in b.form.prose if s.id not in mine)]
    for section in order:
        old = [p.text for p in paragraphs(render(a, section))] if section in mine else []
        new = [p.text for p in paragraphs(render(b, section))] if section in theirs else []
        yield section, tuple(differences(old, new))

"""What the table of 与上年核对 shows, line by line, and which of it a filter lets through. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportdesk.form.model import Form
from reportdesk.report.comparison import CellChange, Comparison, change
from reportdesk.report.report import Report
from reportdesk.report.values import Unread, Value, plain, show

BLANK = "未填"
_LARGE = "变化大"


class Which(StrEnum):
    """A filter of the table; its value is what its button says."""

    ALL = "全部"
    CHANGED = "有变化"
    JUMPED = _LARGE
    ONE_BLANK = "一方空白"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (only `row` is set), a cell of both reports, or one that only a report has, with the `reason`."""

    row: str
    column: str = ""
    address: str = ""
    before: str = ""
    now: str = ""
    change: str = ""
    percent: str = ""
    mark: str = ""
    reason: str = ""
    is_same: bool = False
    is_ours: bool = True

    @property
    def is_heading(self) -> bool:
        """Tell whether this is a line that only names a table."""
        return not self.address


def lines(found: Comparison, which: Which) -> list[Line]:
    """Return the lines table by table in official order; cells without a counterpart come last, where all are shown."""
    shown: list[Line] = []
    heading = ""
    for cell in found.cells:
        if not passes(found, cell, which):
            continue
        name = table_name(found.b.form, cell.address)
        if name != heading:
            heading = name
            shown.append(Line(name))
        shown.append(_line(found.b.form, cell))
    if which is Which.ALL:
        shown += _only(found.a, found.b, found.only_a, ours=False)
        shown += _only(found.b, found.a, found.only_b, ours=True)
    return shown


def counts(found: Comparison) -> dict[Which, int]:
    """Count the cells that each filter lets through, those without a counterpart left aside."""
    return {which: sum(passes(found, cell, which) for cell in found.cells) for which in Which}


def passes(found: Comparison, cell: CellChange, which: Which) -> bool:
    """Tell whether a filter lets a cell through; to fill or empty one is a change between versions of one year."""
    one_blank = (cell.a is None) != (cell.b is None)
    if which is Which.CHANGED:
        return not cell.same and (not one_blank or found.a.year == found.b.year)
    if which is Which.JUMPED:
        return cell.jump
    return which is Which.ALL or one_blank


def large(form: Form) -> tuple[str, ...]:
    """Say what counts as a large change in a form, in full and as far as a few words say it."""
    units: dict[tuple[int, int], list[str]] = {}
    for address, rule in form.jumps.items():
        unit, known = form.cells[address].kind.unit, units.setdefault((rule.factor, rule.floor), [])
        if unit not in known:
            known.append(unit)
    parts = [_rule(f"{'、'.join(named)}数", *sizes) for sizes, named in units.items()]
    return (f"{_LARGE}：{'；'.join(parts)}", f"▲▼ {_LARGE}") if parts else ("",)


def _rule(numbers: str, factor: int, floor: int) -> str:
    apart = f"且差 {floor} 以上" if floor else ""
    return f"{numbers}差 {factor} 倍以上{apart}"


def table_name(form: Form, address: str) -> str:
    """Name a cell's table by its section and, where it has one, its own title."""
    table = form.tables[form.cells[address].table]
    section = form.section(table.section)
    return "　".join(part for part in (section.title or section.name, table.title) if part)


def told(value: Value) -> str:
    """Return a figure in words that tell blank, unread, 不适用 and 0 apart."""
    if isinstance(value, Unread):
        return f"未读出：{show(value)}"
    return BLANK if value is None else show(value)


def _line(form: Form, cell: CellChange) -> Line:
    return Line(
        form.row_name(cell.address), form.column_name(cell.address), cell.address, told(cell.a), told(cell.b),
        change(cell.b, cell.a), _percent(cell.percent), _mark(cell), is_same=cell.same,
    )  # fmt: skip


def _percent(percent: Decimal | None) -> str:
    return f"{'+' if percent > 0 else ''}{plain(percent)}%" if percent else ""


def _mark(cell: CellChange) -> str:
    if not cell.jump or cell.change is None:
        return ""
    return f"{'▲' if cell.change > 0 else '▼'} {_LARGE}"


def _only(mine: Report, other: Report, addresses: tuple[str, ...], *, ours: bool) -> Iterator[Line]:
    if not addresses:
        return
    form = mine.form
    yield Line(f"没有对应的格子：只有“{form.name}”（{mine.year} 年度）有的 {len(addresses)} 格，不比较")
    for address in addresses:
        renamed = address in other.form.cells
        reason = "两种格式中名称不同" if renamed else f"“{other.form.name}”没有这一格"
        value = told(mine.cell(address))
        before, now = ("", value) if ours else (value, "")
        yield Line(form.row_name(address), form.column_name(address), address, before, now, reason=reason, is_ours=ours)

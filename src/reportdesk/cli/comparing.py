"""`reportdesk compare`: two reports side by side, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportdesk.cli import layout
from reportdesk.form.units import particulars
from reportdesk.report.comparison import CellChange, Comparison
from reportdesk.report.differences import Difference, Run, State
from reportdesk.report.exchange import encode_cell
from reportdesk.report.report import Report
from reportdesk.report.values import plain, show

_RIGHT = frozenset({1, 2, 3, 4})
_MARKS = {State.ADDED: "＋ ", State.REMOVED: "－ ", State.CHANGED: "± "}
_BRACKETS = {State.SAME: ("", ""), State.REMOVED: ("[－", "－]"), State.ADDED: ("[＋", "＋]")}


def told(found: Comparison) -> Iterator[str]:
    """Yield what differs: particulars, figures table by table, cells without a counterpart, prose."""
    yield f"甲：{_name(found.a)}"
    yield f"乙：{_name(found.b)}"
    yield from (f"{particulars()[field]}：{a or '未填'} → {b or '未填'}" for field, a, b in found.unit)
    changed = [cell for cell in found.cells if not cell.same]
    yield ""
    yield f"数据：{len(changed)} 格不同，{len(found.cells) - len(changed)} 格相同。"
    if changed:
        yield from layout.table(_head(found), (_row(found, cell) for cell in changed), _RIGHT)
    yield from _only("甲", found.a, found.only_a)
    yield from _only("乙", found.b, found.only_b)
    for section, differences in found.prose:
        yield from _section(found, section, differences)


def as_json(found: Comparison) -> dict[str, object]:
    """Return the whole comparison, cells and paragraphs that are the same included."""
    return {
        "a": _identity(found.a),
        "b": _identity(found.b),
        "cells": [_cell(cell) for cell in found.cells],
        "only_a": [{"cell": a, "value": encode_cell(found.a.cell(a))} for a in found.only_a],
        "only_b": [{"cell": b, "value": encode_cell(found.b.cell(b))} for b in found.only_b],
        "unit": [{"field": field, "a": a, "b": b} for field, a, b in found.unit],
        "prose": [
            {"section": section, "paragraphs": [_paragraph(each) for each in differences]}
            for section, differences in found.prose
        ],
    }


def _name(report: Report) -> str:
    return f"{report.title()}（{report.form.name}）"


def _head(found: Comparison) -> tuple[str, ...]:
    a, b = (f"{report.year} 年" for report in (found.a, found.b))
    return ("项目", f"甲 {a}", f"乙 {b}", "增减", "增减%", "")


def _row(found: Comparison, cell: CellChange) -> tuple[str, ...]:
    sign = "+" if cell.change is not None and cell.change > 0 else ""
    change = "" if cell.change is None else f"{sign}{plain(cell.change)}"
    percent = "" if cell.percent is None else f"{sign}{plain(cell.percent)}%"
    name = found.b.form.cell_name(cell.address)
    title = found.b.form.tables[found.b.form.cells[cell.address].table].title
    name = f"{title}｜{name}" if title else name
    return (name, show(cell.a) or "未填", show(cell.b) or "未填", change, percent, "相差很大" if cell.jump else "")


def _only(name: str, report: Report, addresses: Iterable[str]) -> Iterator[str]:
    rows = [(report.form.cell_name(address), show(report.cell(address)) or "未填") for address in addresses]
    if rows:
        yield ""
        yield f"只有{name}（{report.form.name}）有的 {len(rows)} 格，不比较："
        yield from layout.table(("项目", f"{report.year} 年"), rows, frozenset({1}))


def _section(found: Comparison, section: str, differences: Iterable[Difference]) -> Iterator[str]:
    differing = [each for each in differences if each.state is not State.SAME]
    if not differing:
        return
    forms = (form for form in (found.b.form, found.a.form) if any(s.id == section for s in form.prose))
    yield ""
    yield f"{next(forms).section(section).name}：{len(differing)} 段不同"
    for each in differing:
        text = "".join(map(_run, each.runs)) if each.runs else each.b or each.a
        yield f"  {_MARKS[each.state]}{text}"


def _run(run: Run) -> str:
    before, after = _BRACKETS[run.state]
    return f"{before}{run.text}{after}"


def _identity(report: Report) -> dict[str, object]:
    return {"form": report.form.id, "year": report.year, "unit": report.unit()}


def _cell(cell: CellChange) -> dict[str, object]:
    change = None if cell.change is None else encode_cell(cell.change)
    return {
        "cell": cell.address, "a": encode_cell(cell.a), "b": encode_cell(cell.b), "change": change,
        "percent": None if cell.percent is None else plain(cell.percent), "jump": cell.jump,
    }  # fmt: skip


def _paragraph(each: Difference) -> dict[str, object]:
    runs = [{"state": run.state.value, "text": run.text} for run in each.runs]
    return {"state": each.state.value, "a": each.a or None, "b": each.b or None, "runs": runs}

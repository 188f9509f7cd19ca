"""Which figures of two reports can be laid side by side."""

from __future__ import annotations

from reportdesk.form.model import Form
from reportdesk.report.report import Report
from reportdesk.report.values import Value, is_number, plain


def counterparts(form: Form, other: Report) -> dict[str, Value]:
    """Return another report's figures by address, of the cells that both forms label alike: no others compare."""
    shared = (address for address in form.cells if address in other.form.cells)
    return {address: other.cell(address) for address in shared if _alike(form, other, address)}


def change(now: Value, before: Value) -> str:
    """Return the change from one figure to another with its sign, empty where there is none to tell."""
    if not (is_number(now) and is_number(before)):
        return ""
    difference = now - before
    return f"+{plain(difference)}" if difference > 0 else plain(difference) if difference else "±0"


def _alike(form: Form, other: Report, address: str) -> bool:
    if form.id == other.form.id:
        return True
    mine, theirs = form.cells[address], other.form.cells[address]
    tables = form.tables[mine.table], other.form.tables[theirs.table]
    rows = tables[0].row(mine.row).path, tables[1].row(theirs.row).path
    columns = tables[0].column(mine.column).path, tables[1].column(theirs.column).path
    return rows[0] == rows[1] and columns[0] == columns[1]

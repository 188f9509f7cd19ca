"""The page that a government site publishes: one file, semantic tables, no scripts; same report, same bytes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.output.page import blocks
from reportdesk.output.pictures import MEDIA_TYPES, Album, Picture
from reportdesk.output.tables import TableBlock
from reportdesk.output.templating import environment
from reportdesk.output.texts import texts
from reportdesk.report.report import Report

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the page; `scope` is empty for figures and blank corners, `headers` names the heads of a figure."""

    id: str
    text: str
    rowspan: int
    colspan: int
    scope: str
    headers: str
    lined: bool


def html_bytes(report: Report, *, draft: bool) -> bytes:
    """Return the page in UTF-8; a draft says so at its top."""
    context = {
        "data_of": _data,
        "rows_of": rows,
        "blocks": blocks(report, Album(), draft=draft),
        "head": texts().heads["draft"] if draft else None,
        "title": report.title(),
        "unit": report.unit(),
    }
    return environment("web", _ILLEGAL).get_template("page.html").render(context).encode("utf-8")


def rows(table: TableBlock) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the rows of a table's head and those of its body."""
    grid = table.grid
    found: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell, text in zip(grid.cells, table.texts, strict=True):
        scope = _scope(grid, cell, text)
        headers = " ".join(_id(table, head) for head in _heads(grid, cell)) if cell.role is Role.VALUE else ""
        name = _id(table, cell) if scope else ""
        lined = cell.role is Role.LABEL
        found[cell.row].append(Cell(name, text, cell.rowspan, cell.colspan, scope, headers, lined))
    return found[: grid.head_rows], found[grid.head_rows :]


def _scope(grid: Grid, cell: GridCell, text: str) -> str:
    """Return what a cell is the head of; a corner heads the labels below it."""
    if cell.role is Role.VALUE or not text:
        return ""
    if cell.role is Role.LABEL:
        return "rowgroup" if cell.rowspan > 1 else "row"
    return "colgroup" if cell.colspan > 1 and cell.role is not Role.CORNER else "col"


def _heads(grid: Grid, value: GridCell) -> Iterator[GridCell]:
    """Yield the heads of a figure: those above it in its own table of the grid, then the labels before it."""
    top = max((cell.row for cell in grid.cells if cell.role is Role.TITLE and cell.row <= value.row), default=0)
    for cell in grid.cells:
        if cell.role in (Role.TITLE, Role.HEAD) and top <= cell.row < value.row and _covers(cell, value):
            yield cell
    for cell in grid.cells:
        if cell.role is Role.LABEL and cell.row <= value.row < cell.row + cell.rowspan:
            yield cell


def _covers(head: GridCell, value: GridCell) -> bool:
    return head.column <= value.column < head.column + head.colspan


def _id(table: TableBlock, cell: GridCell) -> str:
    return f"{table.id}-{cell.row + 1}-{cell.column + 1}"


def _data(picture: Picture) -> str:
    media_type = MEDIA_TYPES[picture.file.rpartition(".")[2]]
    return f"data:{media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"

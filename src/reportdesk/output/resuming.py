"""Merged labels that stand again at the head of the page on which their group goes on: word processors print them once.

Only who sets the pages knows where a table breaks: LibreOffice tells it by destinations that rows leave in its PDF.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Collection, Iterator
from dataclasses import replace

import pdfplumber
from pdfminer.pdftypes import resolve1

from reportdesk.output.tables import TableBlock, TableCell, TableRow


def resumed(table: TableBlock, starts: Collection[int]) -> TableBlock:
    """Return a table whose merged labels begin again in the rows that begin a page, where these leave them room."""
    rows = list(table.rows)
    for start in starts:
        for cell, need in zip(table.grid.cells, table.needs, strict=True):
            end = cell.row + cell.rowspan
            if cell.row < start < end and sum(row.height for row in rows[start:end]) >= need:
                label = _at(rows[cell.row], cell.column)
                again = replace(label, merge="restart" if start + 1 < end else "")
                rows[start] = _with(rows[start], cell.column, again)
    return replace(table, rows=tuple(rows))


def page_starts(pdf: bytes, table: TableBlock) -> list[int]:
    """Return the rows of a table that begin a page of a PDF made by LibreOffice of a document with marks."""
    places = _destinations(pdf)
    pages = [places.get(table.mark(row)) for row in range(len(table.rows))]
    return [
        row for row in range(1, len(pages)) if None not in pages[row - 1 : row + 1] and pages[row] != pages[row - 1]
    ]


def _destinations(pdf: bytes) -> dict[str, object]:
    """Return the page that each named destination lies on, told apart by whatever number it has in the file."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        named = resolve1(document.doc.catalog.get("Dests")) or {}
        return {str(name): resolve1(place)[0].objid for name, place in named.items()}


def _columns(row: TableRow) -> Iterator[tuple[int, TableCell]]:
    column = 0
    for cell in row.cells:
        yield column, cell
        column += cell.span


def _at(row: TableRow, column: int) -> TableCell:
    return next(cell for place, cell in _columns(row) if place == column)


def _with(row: TableRow, column: int, cell: TableCell) -> TableRow:
    return replace(row, cells=tuple(cell if place == column else other for place, other in _columns(row)))

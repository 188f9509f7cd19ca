"""Hand a rectangle of a printed table over to other programs, as tab-separated text and as HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.intake.block import Block, is_figure

_MUST_QUOTE = ("\t", "\n", "\r", '"')


def copied(grid: Grid, first: tuple[int, int], last: tuple[int, int], figure: Callable[[str], str]) -> Block:
    """Return the printed cells from one place to another, both included; `figure` gives the text at an address."""
    rows: list[list[str | None]] = [[""] * (last[1] - first[1] + 1) for _row in range(first[0], last[0] + 1)]
    for cell in grid.cells:
        for row in range(max(cell.row, first[0]), min(cell.row + cell.rowspan - 1, last[0]) + 1):
            for column in range(max(cell.column, first[1]), min(cell.column + cell.colspan - 1, last[1]) + 1):
                own = (row, column) == (cell.row, cell.column)
                rows[row - first[0]][column - first[1]] = _text(cell, figure) if own else None
    return Block(tuple(map(tuple, rows)))


def as_text(block: Block) -> str:
    """Return a block as spreadsheets write it: tabs between cells, each row on a line of its own."""
    if len(block.rows) == block.width == 1:
        return block.rows[0][0] or ""
    return "".join("\t".join(_quoted(text or "") for text in row) + "\n" for row in block.rows)


def as_html(block: Block) -> str:
    """Return a block as an HTML table; a text that is no figure is marked so that no program takes it for a formula."""
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    return f'<meta charset="utf-8"><table>{rows}</table>'


def _text(cell: GridCell, figure: Callable[[str], str]) -> str:
    return figure(cell.address) if cell.role is Role.VALUE else cell.text


def _quoted(text: str) -> str:
    if not any(mark in text for mark in _MUST_QUOTE):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _cell(text: str | None) -> str:
    if not text:
        return "<td></td>"
    style = "" if is_figure(text) else " style='mso-number-format:\"\\@\"'"
    return f"<td{style}>{escape(text)}</td>"

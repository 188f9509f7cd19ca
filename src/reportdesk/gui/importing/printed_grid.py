"""The tables of a published report as one grid with spans, so that they are laid out like the official ones. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.form.model import Form
from reportdesk.intake.block import Block, folded, is_figure
from reportdesk.intake.published import Reading, TableReading

_SHORTEST, _LONGEST = 4, 14  # characters that a column's width is reckoned with


def by_section(reading: Reading) -> dict[str, list[TableReading]]:
    """Return the printed tables by the section their figures went to; those without a place stand under an empty id."""
    found: dict[str, list[TableReading]] = {}
    for table in reading.tables:
        address = next(iter(table.places.values()), "")
        found.setdefault(_section(reading.form, address), []).append(table)
    return found


def printed_grid(tables: Sequence[TableReading]) -> Grid:
    """Return tables one under another as one grid; a figure has its address, empty where it found no place."""
    across = max(table.block.width for table in tables)
    cells: list[GridCell] = []
    top = 0
    for table in tables:
        cells += _cells(table, top, across)
        top += len(table.block.rows)
    return Grid(tuple(cells), top, across, 0, 0, _widths(cells, across))


def row_of(grid: Grid, text: str) -> int:
    """Return the row that prints a passage which was not read, -1 where none does."""
    sought = folded(text)
    for row in range(grid.rows):
        if sought and sought in "".join(folded(cell.text) for cell in grid.cells if cell.row == row):
            return row
    return -1


def _section(form: Form, address: str) -> str:
    return form.tables[form.cells[address].table].section if address else ""


def _cells(table: TableReading, top: int, across: int) -> Iterator[GridCell]:
    block = table.block
    covered: set[tuple[int, int]] = set()
    body = _first_body_row(block)
    for row, texts in enumerate(block.rows):
        for column, text in enumerate(texts):
            if (row, column) in covered:
                continue
            down, right = _reach(block, covered, row, column)
            covered |= {(row + y, column + x) for y in range(down) for x in range(right)}
            wider = across - block.width if column + right == block.width else 0
            address = table.places.get((row, column), "")
            is_value = bool(address) or (text is not None and is_figure(text))
            role = Role.VALUE if is_value else Role.HEAD if row < body and column else Role.LABEL
            lines = (text or "").strip().splitlines()  # a PDF breaks labels anywhere
            shown = ("\n" if is_value else "").join(lines)
            yield GridCell(top + row, column, down, right + wider, role, shown, address)


def _reach(block: Block, covered: set[tuple[int, int]], row: int, column: int) -> tuple[int, int]:
    """Return how many rows and columns a printed cell covers: the blanks of a merge that belong to no other."""
    body = _first_body_row(block)

    def is_free(y: int, x: int) -> bool:
        return y < len(block.rows) and x < block.width and block.rows[y][x] is None and (y, x) not in covered

    def hangs_down(y: int, x: int) -> bool:
        # Below the heads a blank that follows a label was merged with that label, not with the one above.
        return is_free(y, x) and (y < body or not _follows_text(block, covered, y, x))

    right = 1
    while is_free(row, column + right):
        right += 1
    down = 1
    while all(hangs_down(row + down, column + x) for x in range(right)):
        down += 1
    return down, right


def _first_body_row(block: Block) -> int:
    rows = (row for row, texts in enumerate(block.rows) if any(text is not None and _is_body(text) for text in texts))
    return next(rows, len(block.rows))


def _is_body(text: str) -> bool:
    return not text.strip() or is_figure(text)


def _follows_text(block: Block, covered: set[tuple[int, int]], row: int, column: int) -> bool:
    while column > 0 and (row, column - 1) not in covered:
        column -= 1
        if block.rows[row][column] is not None:
            return True
    return False


def _widths(cells: Sequence[GridCell], across: int) -> tuple[float, ...]:
    longest = [_SHORTEST] * across
    for cell in cells:
        if cell.colspan == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.text), _LONGEST))
    whole = sum(longest)
    return tuple(length / whole for length in longest)

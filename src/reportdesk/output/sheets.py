"""Tables of our own papers, filled row by row; they are laid out and written like the official ones."""

from __future__ import annotations

from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.output.tables import Look, TableBlock, laid_out

HEAD, LEFT, MIDDLE, ACROSS = Role.HEAD, Role.LABEL, Role.VALUE, Role.TITLE
"""How a cell is set: as a head, as words from the left, in the middle, as a head over the whole row."""


class Sheet:
    """A table that grows downwards; `shares` are the columns' parts of its width."""

    def __init__(self, shares: tuple[float, ...]) -> None:
        assert abs(sum(shares) - 1) < 1e-9
        self._shares = shares
        self._cells: list[GridCell] = []
        self._heads = 0
        self.rows = 0

    def heads(self, *names: str) -> None:
        """Add a row of heads that is repeated on every page; these rows come first."""
        self._heads += 1
        self.row(*((HEAD, name) for name in names))

    def across(self, text: str) -> None:
        """Add a head over the whole width."""
        self.row((ACROSS, text, len(self._shares)))

    def row(self, *cells: tuple[Role, str] | tuple[Role, str, int]) -> None:
        """Add a row of cells: how each is set, its text, how many columns it spans."""
        column = 0
        for role, text, *spans in cells:
            span = spans[0] if spans else 1
            self._cells.append(GridCell(self.rows, column, 1, span, role, text))
            column += span
        assert column == len(self._shares)
        self.rows += 1

    def block(self, table_id: str, caption: str, look: Look) -> TableBlock:
        """Return the table."""
        grid = Grid(tuple(self._cells), self.rows, len(self._shares), self._heads, 1, self._shares)
        return laid_out(table_id, caption, grid, [cell.text for cell in grid.cells], look)

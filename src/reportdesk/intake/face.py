"""A section's printed tables as a block is compared with them: labels with their variants, and the printed places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportdesk.form import loader
from reportdesk.form.grid import Grid, GridCell, Role, parts, section_grid
from reportdesk.form.model import Form, Section, Table
from reportdesk.intake.labels import Label, label, nearest

Names = tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One table: the labels over each column and before each row, outermost first, and the addresses.

    `totals` are the columns that hold nothing but totals, which some leave out.
    """

    table: str
    heads: tuple[tuple[Names, ...], ...]
    labels: tuple[tuple[Names, ...], ...]
    others: tuple[Names, ...]
    addresses: tuple[tuple[str, ...], ...]
    totals: frozenset[int]

    def groups(self) -> Iterator[Names]:
        """Yield the labels of groups of rows."""
        for path in self.labels:
            yield from path[:-1]

    def knows_head(self, found: Label) -> int | None:
        """Return how near a text comes to a label over the columns; an ordinal is no part of those."""
        if found.ordinal:
            return None
        distances = [nearest(found, names) for names in (*self.others, *(n for path in self.heads for n in path))]
        return min((distance for distance in distances if distance is not None), default=None)


class Target:
    """Where a block is pasted: one section of a form."""

    def __init__(self, form: Form, section: Section) -> None:
        self.form = form
        self.section = section
        self.grid: Grid = section_grid(form, section)
        self.faces = tuple(_face(form, form.tables[table]) for table in section.tables)
        self._owners: dict[tuple[int, int], GridCell] = {}
        for cell in self.grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    self._owners[row, column] = cell

    def printed(self, row: int, column: int) -> GridCell | None:
        """Return the printed cell that begins at a place of the grid, None inside a merged cell or outside."""
        cell = self._owners.get((row, column))
        return cell if cell is not None and (cell.row, cell.column) == (row, column) else None

    def is_figure(self, row: int, column: int) -> bool:
        """Tell whether a figure stands at a place of the grid."""
        cell = self.printed(row, column)
        return cell is not None and cell.role is Role.VALUE

    def within(self, face: Face, place: tuple[int, int]) -> tuple[int, int] | None:
        """Return which figure of a table is printed at a place, as row and column among the table's figures."""
        cell = self.printed(*place)
        for row, addresses in enumerate(face.addresses):
            if cell is not None and cell.address in addresses:
                return row, addresses.index(cell.address)
        return None

    def knows(self, text: str) -> bool:
        """Tell whether a text is one of this section's labels."""
        return _knows_text(self, text)


@lru_cache(maxsize=8192)
def _knows_text(target: Target, text: str) -> bool:
    found = label(text)
    return any(_knows(face, found) for face in target.faces)


def _knows(face: Face, found: Label) -> bool:
    if face.knows_head(found) is not None:
        return True
    return any(nearest(found, names) is not None for path in face.labels for names in path)


def _face(form: Form, table: Table) -> Face:
    heads, labels, addresses = parts(table)
    columns, rows = [line.id for line in table.columns], [line.id for line in table.rows]
    leaves = [(*_names(path[-1], "columns", table.id, line), _with_unit(form, path[-1], address))
              for path, line, address in zip(heads, columns * len(heads), addresses[0], strict=False)]  # fmt: skip
    return Face(
        table.id,
        tuple((*_groups(path), names) for path, names in zip(heads, leaves, strict=True)),
        tuple(
            (*_groups(path), _names(path[-1], "rows", table.id, row)) for path, row in zip(labels, rows, strict=False)
        ),
        tuple((label(text),) for text in (table.title, table.corner) if text),
        tuple(map(tuple, addresses)),
        frozenset(
            place for place, column in enumerate(zip(*addresses, strict=True)) if form.totals.keys() >= {*column}
        ),
    )


def _groups(path: tuple[str, ...]) -> tuple[Names, ...]:
    return tuple((label(text),) for text in path[:-1])


def _names(text: str, axis: str, table: str, line: str) -> Names:
    """Return a line's label and those that the other formats give to the same line of the same table."""
    found = [text]
    for form_id in loader.bundled():
        twin = loader.load(form_id).tables.get(table)
        lines = () if twin is None else twin.rows if axis == "rows" else twin.columns
        found += [other.label for other in lines if other.id == line]
    return tuple(label(name) for name in dict.fromkeys(found))


def _with_unit(form: Form, text: str, address: str) -> Label:
    """Return a column's label with its unit in brackets, as some print it."""
    return label(text if "单位" in text else f"{text}（单位：{form.cells[address].kind.unit}）")

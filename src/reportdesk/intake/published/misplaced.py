"""Tell figures that may stand in the wrong column: what is printed is incomplete, and the sums do not come out.

A sum that is wrong in a complete row is the report's own slip and left to the checks; here it only lowers confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportdesk.form.model import Cell, Form, Relation
from reportdesk.intake.block import folded
from reportdesk.intake.face import Face, Target
from reportdesk.intake.published.judging import judged
from reportdesk.intake.spots import Placing
from reportdesk.report.values import Unread

_SHIFTED = "这一行有空格，各项之和又与总计不等，可能错位，请核对"
_FURTHEST = 3
"""Places by which a row is thought to be moved at most."""
_AMONG_OTHERS = "这张表多数行与表头对不齐，可能错位，请核对"
_UNDER_OTHERS = "表头与统一格式的次序不同，各项之和又与总计不等，可能错位，请核对"


def doubts(placing: Placing, target: Target) -> Iterator[tuple[str, str]]:
    """Yield the addresses that may hold another column's figure, each with the reason."""
    printed = {spot.address: spot.text for spot in placing.spots}
    columns = {spot.address: spot.column for spot in placing.spots}
    for face in target.faces:
        relations = [_within(row, target.form) for row in face.addresses]
        if not _in_order(face, columns) and _mostly_broken(relations, printed, target.form):
            yield from ((address, _UNDER_OTHERS) for row in face.addresses for address in row if address in printed)
        if _mostly_skipped(face, placing):
            yield from ((address, _AMONG_OTHERS) for row in face.addresses for address in row if address in printed)
        for row in face.addresses:
            yield from shifted(row, printed, placing.blank, target.form)


def shifted(row: Sequence[str], printed: Mapping[str, str], blank: set[str], form: Form) -> Iterator[tuple[str, str]]:
    """Yield the printed addresses of a row that may hold another column's figure."""
    if _is_shifted(row, _within(row, form), printed, blank, form.cells):
        yield from ((address, _SHIFTED) for address in row if address in printed)


def _within(row: Sequence[str], form: Form) -> list[Relation]:
    """Return the sums of which all operands stand in one printed row."""
    return [relation for relation in form.relations if relation.total and {*relation.cells} <= {*row}]


def _in_order(face: Face, columns: Mapping[str, int]) -> bool:
    """Tell whether the figures of every row stand in the official order of the columns."""
    lines = ([columns[address] for address in row if address in columns] for row in face.addresses)
    return all(line == sorted(line) for line in lines)


def _mostly_skipped(face: Face, placing: Placing) -> bool:
    """Tell whether something of most rows found no place: a head is lost, and any row may hide it."""
    concerned = {address for skipped in placing.skipped for address in skipped.addresses}
    return 2 * sum(not concerned.isdisjoint(row) for row in face.addresses) > len(face.addresses) > 1


def _mostly_broken(relations: Sequence[Sequence[Relation]], printed: Mapping[str, str], form: Form) -> bool:
    """Tell whether most of the sums that can be checked, and are not of noughts alone, do not come out."""
    told: list[bool] = []
    for relation in (relation for row in relations for relation in row):
        figures = [_figure(printed.get(address, ""), form.cells[address]) for address in relation.cells]
        if all(figure is not None for figure in figures) and any(figures):
            told.append(_holds(relation, printed, form.cells))
    return told.count(False) * 2 > len(told)


def _is_shifted(
    row: Sequence[str],
    relations: Sequence[Relation],
    printed: Mapping[str, str],
    blank: set[str],
    cells: Mapping[str, Cell],
) -> bool:
    """Tell a row that lacks figures and whose sums do not come out, or that has none to tell by."""
    empty = {address for address in row if not folded(printed.get(address, ""))}
    if not empty or len(empty) == len(row):
        return False
    told = [relation for relation in relations if not {*relation.right} - printed.keys() - blank]
    if not told:
        return bool(empty & blank) and any(_figure(printed.get(address, ""), cells[address]) for address in row)
    return any(
        _ends_in_sum(relation, printed, blank, cells)
        if empty & {*relation.right}
        else not _holds(relation, printed, cells)
        for relation in told
    )


def _ends_in_sum(relation: Relation, printed: Mapping[str, str], blank: set[str], cells: Mapping[str, Cell]) -> bool:
    """Tell whether the last figure before a blank total may be that total, moved by few places.

    It is no less than all before it, or nothing else is blank.
    """
    filled = [place for place, address in enumerate(relation.left) if folded(printed.get(address, ""))]
    if not filled or len(relation.left) - filled[-1] > _FURTHEST:
        return False
    *others, last = [
        _figure(printed[relation.left[place]], cells[relation.left[place]]) or Decimal() for place in filled
    ]
    return bool(last) and (blank.isdisjoint(relation.left) or (any(others) and last >= sum(others)))


def _holds(relation: Relation, printed: Mapping[str, str], cells: Mapping[str, Cell]) -> bool:
    """Tell whether a sum comes out with nothing for a blank; one with text that is no figure is not judged."""
    sides = [[_figure(printed.get(a, "0"), cells[a]) for a in side] for side in (relation.left, relation.right)]
    if any(figure is None for side in sides for figure in side):
        return True
    left, right = (sum((figure for figure in side if figure is not None), Decimal()) for side in sides)
    return left == right


def _figure(text: str, cell: Cell) -> Decimal | None:
    """Return a printed figure, nothing for a blank, None for other text."""
    if not folded(text):
        return Decimal()
    value = judged(text, cell).value
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, Unread) else None

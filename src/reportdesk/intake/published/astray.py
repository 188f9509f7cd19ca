"""Tell rows of figures that may stand aside: cells are blank, and no sum bears out where the others stand.

A row that is moved leaves blanks at its ends and loses its first figure or its total. Where the total is there it must
come out; where it is not, the columns must, against rows that are proven by totals of their own. What neither bears out
is doubtful as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportdesk.form.model import Relation
from reportdesk.intake.published.sums import Sums

_UNEQUAL = "这一行有空格，各项之和又与总计不等，可能错位，请核对"
_UNPROVEN = "这一行有空格，没有总计或各列之和能证明数字在原位，可能错位，请核对"
_SHORT = "这一行缺少别的行都有的格子，可能错位，请核对"
_AMONG_OTHERS = "这张表多数行可能错位，这一行开头是空格，请核对"
_FURTHEST = 3
"""Places by which a row is thought to be moved at most."""


def astray(rows: Sequence[Sequence[str]], sums: Sums) -> Iterator[tuple[str, str]]:
    """Yield the printed addresses of a table's rows that may hold another column's figure, each with the reason."""
    columns = [any(map(sums.shows, column)) or len(rows) == 1 for column in zip(*rows, strict=True)]
    filled = [row for row in rows if not all(map(sums.is_empty, row))]
    reasons = [_doubt(row, columns, sums, by_columns=True) for row in filled]
    if _UNPROVEN in reasons:
        # What is missing from one column in a moved row may make another row's figure come out there.
        reasons = [_doubt(row, columns, sums, by_columns=False) for row in filled]
    telling = [reason for row, reason in zip(filled, reasons, strict=True) if any(map(sums.figure, row))]
    mostly = 2 * telling.count("") < len(telling)
    for row, own in zip(filled, reasons, strict=True):
        # Among rows that are moved, the sum of one that begins with a blank comes out by chance.
        reason = own or (_AMONG_OTHERS if mostly and sums.is_empty(row[0]) else "")
        if reason:
            yield from ((address, reason) for address in row if not sums.is_empty(address))


def _doubt(row: Sequence[str], columns: Sequence[bool], sums: Sums, *, by_columns: bool) -> str:
    """Return why a row that lacks figures may be moved, nothing where it may not.

    `columns` tells which of them the page has, `by_columns` whether their sums can prove anything.
    """
    empty = [address for address in row if sums.is_empty(address)]
    if not empty or len(empty) == len(row):
        return ""
    told = [relation for relation in sums.along(row) if relation.total and sums.shows(relation.total)]
    if not told:
        return _UNPROVEN if any(map(sums.shows, empty)) and any(map(sums.figure, row)) else ""
    if any(there and not sums.shows(address) for address, there in zip(row, columns, strict=True)):
        return _SHORT
    if any(not _lacks_total(relation, sums) and sums.comes_out(relation) is False for relation in told):
        return _UNEQUAL
    open_ones = [relation for relation in told if _is_open(row, relation, sums)]
    proven = by_columns and all(sums.bears_out(relation.cells) for relation in open_ones)
    return _UNPROVEN if open_ones and not proven else ""


def _is_open(row: Sequence[str], relation: Relation, sums: Sums) -> bool:
    """Tell figures that a move could have brought where they stand, for all that their total says.

    A row of noughts that was moved by one place has lost nothing but its total.
    """
    first, second, *_between, last = [sums.is_empty(address) for address in relation.left]
    if all(map(sums.is_empty, relation.cells)):
        return False
    if _lacks_total(relation, sums):
        return first or last or sums.is_empty(row[0]) or _ends_in_sum(relation, sums)
    return _adds_up_by_chance(relation, sums) if sums.proves(relation) else first and second


def _adds_up_by_chance(relation: Relation, sums: Sums) -> bool:
    """Tell a row that was moved to the right and comes out against what is no total of it.

    No column that the move would have altered comes out then.
    """
    line = (*relation.left, *relation.right)
    figures = [sums.figure(address) for address in line]
    ahead = next(place for place, address in enumerate(line) if not sums.is_empty(address))
    for steps in range(1, min(ahead, _FURTHEST) + 1):
        altered = [address for address, was, now in zip(line, figures[steps:], figures, strict=False) if was != now]
        if altered and all(map(sums.denies, altered)):
            return True
    return False


def _ends_in_sum(relation: Relation, sums: Sums) -> bool:
    """Tell whether the last figure before a blank total may be that total: it is no less than all before it."""
    filled = [place for place, address in enumerate(relation.left) if not sums.is_empty(address)]
    if not filled or len(relation.left) - filled[-1] > _FURTHEST:
        return False
    *others, last = [sums.figure(relation.left[place]) or 0 for place in filled]
    return last > 0 and last >= sum(others)


def _lacks_total(relation: Relation, sums: Sums) -> bool:
    return relation.total is not None and sums.is_empty(relation.total)

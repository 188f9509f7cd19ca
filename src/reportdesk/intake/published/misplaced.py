"""Tell tables whose heads do not stand over their columns: any figure of theirs may be another column's.

A sum that is wrong in a complete row is the report's own slip and left to the checks; here it only lowers confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportdesk.intake.face import Face, Target
from reportdesk.intake.published.sums import Sums
from reportdesk.intake.spots import Placing

_AMONG_OTHERS = "这张表多数行与表头对不齐，可能错位，请核对"
_UNDER_OTHERS = "表头与统一格式的次序不同，各项之和又与总计不等，可能错位，请核对"


def doubts(placing: Placing, target: Target) -> Iterator[tuple[str, str]]:
    """Yield the addresses that may hold another column's figure, each with the reason."""
    printed = {spot.address: spot.text for spot in placing.spots}
    columns = {spot.address: spot.column for spot in placing.spots}
    sums = Sums(printed, placing.blank, target.form)
    for face in target.faces:
        held = [address for row in face.addresses for address in row if address in printed]
        if not _in_order(face, columns) and _mostly_broken(face, sums):
            yield from ((address, _UNDER_OTHERS) for address in held)
        if _mostly_skipped(face, placing):
            yield from ((address, _AMONG_OTHERS) for address in held)


def _in_order(face: Face, columns: Mapping[str, int]) -> bool:
    """Tell whether the figures of every row stand in the official order of the columns."""
    lines = ([columns[address] for address in row if address in columns] for row in face.addresses)
    return all(line == sorted(line) for line in lines)


def _mostly_skipped(face: Face, placing: Placing) -> bool:
    """Tell whether something of most rows found no place: a head is lost, and any row may hide it."""
    concerned = {address for skipped in placing.skipped for address in skipped.addresses}
    return 2 * sum(not concerned.isdisjoint(row) for row in face.addresses) > len(face.addresses) > 1


def _mostly_broken(face: Face, sums: Sums) -> bool:
    """Tell whether most of the sums that can be checked, and are not of noughts alone, do not come out."""
    relations = [relation for row in face.addresses for relation in sums.along(row)]
    told = [sums.comes_out(relation) for relation in relations if any(map(sums.figure, relation.cells))]
    return told.count(False) * 2 > len(told) - told.count(None)

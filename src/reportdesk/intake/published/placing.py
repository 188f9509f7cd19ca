"""Put the tables of a page on a form by their labels, each printed cell at most once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportdesk.form.model import Form
from reportdesk.intake.block import Block, is_figure
from reportdesk.intake.by_label import place_by_label
from reportdesk.intake.face import Target
from reportdesk.intake.published.astray import astray
from reportdesk.intake.published.flow import targets
from reportdesk.intake.published.misplaced import doubts
from reportdesk.intake.published.parts import Sheet
from reportdesk.intake.published.reading import TableReading
from reportdesk.intake.published.sums import Sums
from reportdesk.intake.published.tidying import tidied
from reportdesk.intake.spots import Placing, Skipped, Spot

_NOWHERE = (-1, -1)
_HEADLESS = "这张表没有表头，各列按统一格式的顺序读入，请核对"


@dataclass(slots=True)
class Placed:
    """All tables of a page on the form: texts by address, what speaks against them, and the tables as printed."""

    spots: dict[str, Spot] = field(default_factory=dict[str, Spot])
    doubts: dict[str, str] = field(default_factory=dict[str, str])
    refused: dict[str, Skipped] = field(default_factory=dict[str, Skipped])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    blank: set[str] = field(default_factory=set[str])
    tables: list[TableReading] = field(default_factory=list[TableReading])
    sections: set[str] = field(default_factory=set[str])


def placed(sheets: Iterable[Sheet], form: Form) -> Placed:
    """Place every table on the section whose labels it has."""
    whole = Placed()
    faces = targets(form.id)
    for sheet in sheets:
        places: dict[tuple[int, int], str] = {}
        target = _target(sheet.block, faces)
        if target is not None:
            placing = place_by_label(tidied(sheet.block, target.knows), target, _NOWHERE)
            _add(whole, placing, places, form)
            for address, doubt in doubts(placing, target):
                whole.doubts.setdefault(address, doubt)
            whole.sections.add(target.section.id)
        whole.tables.append(TableReading(sheet.block, places))
    doubt_rows(whole, form)
    return whole


def doubt_rows(whole: Placed, form: Form) -> None:
    """Doubt the rows that may be moved, once all tables stand on the form."""
    printed = {address: spot.text for address, spot in whole.spots.items()}
    sums = Sums(printed, whole.blank, form)
    for face in (face for target in targets(form.id) for face in target.faces):
        for address, doubt in astray(face.addresses, sums):
            whole.doubts.setdefault(address, doubt)


def _target(block: Block, faces: Sequence[Target]) -> Target | None:
    scores = [_known(block, target) for target in faces]
    best = max(scores, default=0)
    return faces[scores.index(best)] if best else None


def _known(block: Block, target: Target) -> int:
    return sum(target.knows(text) for _row, _column, text in block.filled() if not is_figure(text))


def _add(whole: Placed, placing: Placing, places: dict[tuple[int, int], str], form: Form) -> None:
    for spot in placing.spots:
        known = whole.spots.get(spot.address)
        if known is None:
            whole.spots[spot.address] = spot
            places[spot.row, spot.column] = spot.address
        elif known.text.strip() != spot.text.strip():
            whole.doubts[spot.address] = f"原文有两处这一格，另一处是“{spot.text.strip()}”，请核对"
    whole.blank |= placing.blank
    for address in placing.headless:
        if len(form.tables[form.cells[address].table].columns) > 1:
            whole.doubts.setdefault(address, _HEADLESS)
    for skipped in placing.skipped:
        whole.skipped.append(skipped)
        for address in skipped.addresses:
            if address in whole.spots:
                whole.doubts.setdefault(address, f"{skipped.reason}（{skipped.text}），请核对")
            else:
                whole.refused.setdefault(address, skipped)
    for doubt in placing.doubts:
        for spot in placing.spots:
            whole.doubts.setdefault(spot.address, doubt)

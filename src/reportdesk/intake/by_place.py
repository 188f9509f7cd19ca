"""Place a block by where it lies: its top left cell on the cell in focus."""

from __future__ import annotations

from reportdesk.form.grid import Role
from reportdesk.intake.block import Block
from reportdesk.intake.face import Target
from reportdesk.intake.labels import label, unlikeness
from reportdesk.intake.spots import Placing, Spot


def place_by_place(block: Block, target: Target, place: tuple[int, int]) -> Placing:
    """Return the block laid on the grid from a place on; refused where a text would fall beside the figures."""
    placing = Placing(doubts=[block.doubt] if block.doubt else [])
    for row, column, text in block.filled():
        cell = target.printed(place[0] + row, place[1] + column)
        if cell is None or cell.role is not Role.VALUE:
            return Placing(refusal=_too_large(block, target, place))
        placing.spots.append(Spot(cell.address, text, row, column))
    return placing


def lies_on_its_labels(block: Block, target: Target, place: tuple[int, int]) -> bool:
    """Tell whether every label in the block comes to lie on the same printed label, and all else on figures."""
    labels = 0
    for row, column, text in block.filled():
        cell = target.printed(place[0] + row, place[1] + column)
        if cell is None:
            return False
        if cell.role is not Role.VALUE:
            if unlikeness(label(text), label(cell.text)) != 0:
                return False
            labels += 1
        elif target.knows(text):
            return False
    return labels > 0


def without_labels(block: Block, target: Target, place: tuple[int, int]) -> Block:
    """Return a block that lies on its labels with only the figures left."""
    rows = [
        tuple(text if target.is_figure(place[0] + y, place[1] + x) else None for x, text in enumerate(texts))
        for y, texts in enumerate(block.rows)
    ]
    return Block(tuple(rows), block.doubt)


def _too_large(block: Block, target: Target, place: tuple[int, int]) -> str:
    filled = list(block.filled())
    rows, columns = max(row for row, _c, _t in filled) + 1, max(column for _r, column, _t in filled) + 1
    down = across = 0
    while target.is_figure(place[0] + down, place[1]):
        down += 1
    while target.is_figure(place[0], place[1] + across):
        across += 1
    fits = f"从选中的格子起只放得下 {down} 行 {across} 列"
    return f"复制的内容有 {rows} 行 {columns} 列，{fits}。请另选左上角的格子，或少复制一些。"

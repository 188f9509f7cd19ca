"""Paste a clipboard onto a section: read its blocks, find the one that fits, and say what would happen.

Where labels are recognised the block is placed by them, else from the cell in focus on. A blank cell of the block
leaves its target as it is, so that nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.form.model import Section
from reportdesk.intake.block import Block, BlockRefused, is_figure
from reportdesk.intake.by_label import place_by_label
from reportdesk.intake.by_place import lies_on_its_labels, place_by_place, without_labels
from reportdesk.intake.face import Target
from reportdesk.intake.from_text import read_text
from reportdesk.intake.paste import Paste, judged
from reportdesk.intake.spots import Placing
from reportdesk.report.report import Report

_NOTHING = "剪贴板里没有可以粘贴的数字。"


def read(text: str, markup: str = "") -> list[Block]:
    """Return the blocks of a clipboard, from its HTML where that has tables with figures, else from its plain text."""
    if markup:
        from reportdesk.intake.from_html import read_html  # lxml is not needed until something is pasted

        blocks = read_html(markup)
        if blocks:
            return blocks
    block = read_text(text)
    return [block] if any(block.filled()) else []


def prepare(report: Report, section: Section, place: tuple[int, int], text: str, markup: str = "") -> Paste:
    """Return what pasting would do, `place` being the row and column of the section's grid to begin at."""
    try:
        blocks = read(text, markup)
    except BlockRefused as refusal:
        return Paste(refusal=refusal.message)
    if not blocks:
        return Paste(refusal=_NOTHING)
    placing = _placed(blocks, Target(report.form, section), place)
    if placing.refusal:
        return Paste(refusal=placing.refusal)
    entries = judged(report, placing.spots)
    return Paste(entries, tuple(placing.skipped), tuple(placing.doubts), "" if entries else _NOTHING)


def _placed(blocks: list[Block], target: Target, place: tuple[int, int]) -> Placing:
    """Return the placing of the first block that fits, together with those that go on with the same table."""
    others = [Target(target.form, section) for section in target.form.sections if section.tables]
    known = [_known(block, target) for block in blocks]
    labelled = [b for b, k in zip(blocks, known, strict=True) if k and k >= max(_known(b, other) for other in others)]
    whole = Placing()
    for block in labelled:
        placing = _one(block, target, place)
        if placing.spots and not placing.addresses() & whole.addresses():
            whole.add(placing)
    if whole.spots:
        return whole
    if labelled:
        return _unfit(_one(labelled[0], target, place))
    scores = [sum(_known(block, other) for block in blocks) for other in others]
    if max(scores):
        other = others[scores.index(max(scores))]
        return Placing(refusal=f"复制的是“{other.section.title}”的表格，请到那一步粘贴。")
    placings = [place_by_place(block, target, place) for block in blocks]
    return next((placing for placing in placings if not placing.refusal), placings[0])


def _one(block: Block, target: Target, place: tuple[int, int]) -> Placing:
    if lies_on_its_labels(block, target, place):
        return place_by_place(without_labels(block, target, place), target, place)
    return place_by_label(block, target, place)


def _unfit(placing: Placing) -> Placing:
    """Return the refusal of a block whose labels are known but whose figures have no place."""
    reason = placing.skipped[0].reason if placing.skipped else ""
    return Placing(refusal=f"没有可以填入的数字：{reason}。" if reason else _NOTHING)


def _known(block: Block, target: Target) -> int:
    """Count the texts of a block that are labels of a section."""
    return sum(target.knows(text) for text in _words(block))


def _words(block: Block) -> Iterable[str]:
    return (text for _row, _column, text in block.filled() if not is_figure(text))

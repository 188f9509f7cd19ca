"""Tell the unit and date under a report from its last section, where both are certain."""

from __future__ import annotations

from collections.abc import Sequence

from reportdesk.intake.block import folded
from reportdesk.intake.published.words import matches, words

LEFT_OUT = "末尾的落款（单位和日期）没有读入。"


def without_signature(lines: Sequence[str], unit: str) -> Sequence[str]:
    """Return the lines without their last two where these are the unit's name in full and a date, in either order."""
    filled = [place for place, line in enumerate(lines) if folded(line)]
    last = [folded(lines[place]) for place in filled[-2:]]
    dates = [matches(words().dates, line) for line in last]
    if not unit or len(last) < 2 or dates.count(True) != 1 or last[dates.index(False)] != folded(unit):
        return lines
    return lines[: filled[-2]]

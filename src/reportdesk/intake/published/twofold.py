"""Keep the first of several reports that stand under one another: a version for print, or last year's."""

from __future__ import annotations

from collections.abc import Sequence

from reportdesk.intake.published.outline import outline
from reportdesk.intake.published.particulars import is_title
from reportdesk.intake.published.parts import Part

MORE = "这里有不止一份报告，只读入了第一份；要读别的，请只保存那一份再试。"
_ENOUGH = 4


def first_report(parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts up to a second title with a report before it and one behind it; all where there is none."""
    for place in [place for place, part in enumerate(parts) if is_title(part)][1:]:
        if all(len(outline(half).sections) >= _ENOUGH for half in (parts[:place], parts[place:])):
            return parts[:place]
    return parts

"""The words of two reports as passages to draw: unit particulars first, then section by section. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportdesk.form.units import particulars
from reportdesk.gui.steps import UNIT
from reportdesk.report.comparison import Comparison
from reportdesk.report.differences import Difference, Run, State, runs
from reportdesk.report.prose import paragraphs, render
from reportdesk.report.report import Report
from reportdesk.report.years import timeless

_MARKS = {State.ADDED: "新写", State.REMOVED: "删去", State.CHANGED: "有改动"}


class Words(StrEnum):
    """A filter of the passages; its value is what its button says."""

    ALL = "全部"
    CHANGED = "有变化"
    SAME = "没有变化"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its mark in words; a heading has a `section` to go to and no runs."""

    state: State
    mark: str
    runs: tuple[Run, ...]
    section: str = ""
    title: str = ""

    @property
    def is_heading(self) -> bool:
        """Tell whether this only names a part."""
        return bool(self.section)


def passages(found: Comparison, which: Words) -> list[Passage]:
    """Return the passages that a filter lets through, each part under its heading."""
    shown: list[Passage] = []
    for heading, parts in _parts(found):
        passed = [part for part in parts if passes(part, which)]
        if passed:
            shown += [heading, *passed]
    return shown


def counts(found: Comparison) -> dict[Words, int]:
    """Count the passages that each filter lets through."""
    parts = [part for _heading, of_one in _parts(found) for part in of_one]
    return {which: sum(passes(part, which) for part in parts) for which in Words}


def alone_differ(found: Comparison) -> bool:
    """Tell whether words differ and no figure does."""
    return counts(found)[Words.CHANGED] > 0 and all(cell.same for cell in found.cells)


def passes(part: Passage, which: Words) -> bool:
    """Tell whether a filter lets a passage through: all are either changed or the same."""
    return which is Words.ALL or (part.state is State.SAME) == (which is Words.SAME)


def is_last_year(found: Comparison) -> bool:
    """Tell whether the other report is that of the year before."""
    return found.a.year == found.b.year - 1


def _parts(found: Comparison) -> Iterator[tuple[Passage, list[Passage]]]:
    fields = [_field(*each) for each in found.unit]
    yield _heading(UNIT, "基本信息"), fields
    names = {
        section.id: section.title or section.name for form in (found.a.form, found.b.form) for section in form.prose
    }
    same = "与上年相同" if is_last_year(found) else "两份相同"
    for section, differences in found.prose:
        heads = _heads(found.b, section)
        yield _heading(section, names[section]), [_paragraph(each, same, heads) for each in differences]


def _heads(report: Report, section: str) -> frozenset[str]:
    """Return the paragraphs that are nothing but a heading, which may well stay as it was."""
    if all(each.id != section for each in report.form.prose):
        return frozenset()
    texts = (each.text for each in paragraphs(render(report, section)) if each.head == len(each.text))
    return frozenset(text for text in texts if not text.endswith("。"))


def _heading(section: str, title: str) -> Passage:
    return Passage(State.SAME, "", (), section, title)


def _field(field: str, before: str, now: str) -> Passage:
    told = [Run(State.SAME, f"{particulars()[field]}：")]
    told += [Run(state, text) for state, text in ((State.REMOVED, before), (State.ADDED, now)) if text]
    return Passage(State.CHANGED, _MARKS[State.CHANGED], tuple(told))


def _paragraph(each: Difference, same: str, heads: frozenset[str]) -> Passage:
    if each.state is State.SAME:
        return Passage(State.SAME, "" if each.b in heads else same, (Run(State.SAME, each.b),))
    if each.state is State.CHANGED:
        only_years = timeless(each.a) == timeless(each.b)
        return Passage(
            each.state, f"除年份外{same}" if only_years else _MARKS[each.state], each.runs or runs(each.a, each.b)
        )
    return Passage(each.state, _MARKS[each.state], (Run(each.state, each.b or each.a),))

"""The columns of the list of reports, as data: heads, widths, texts and what each sorts by. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportdesk.store.library import ALTERED, DRAFT, FINAL, IMPORTED, REVIEW, REVISED, STATES, Entry

Key = Callable[[Entry], object]
_TONES = {REVIEW: "remark", ALTERED: "remark", REVISED: "remark", FINAL: "done"}
PRACTICE = ("练习", "")
_DAY = "%Y-%m-%d"
NO_UNIT = "（未填单位名称）"


class Column(NamedTuple):
    """A column: its head, its width (0 takes what is left), the text of an entry, and its order.

    Without a key it is the order in which the store lists the reports, the latest first. `falling` is the way that a
    first click sorts; in a list narrower than `room` the column gives way.
    """

    id: str
    head: str
    width: int
    text: Callable[[Entry], str]
    key: Key | None = None
    falling: bool = False
    room: int = 0


def unit_of(entry: Entry) -> str:
    """Return the unit's name on one line."""
    return " ".join(entry.unit.split()) or NO_UNIT


def state_of(entry: Entry) -> tuple[str, str]:
    """Return an entry's state in words and its tone."""
    return named(entry.state, practice=bool(entry.sample))


def named(state: str, *, practice: bool) -> tuple[str, str]:
    """Return a state in words and its tone; a report that is for practice says so until it is passed on."""
    return PRACTICE if practice and state == DRAFT else (STATES.get(state, state), _TONES.get(state, ""))


def result_of(entry: Entry) -> tuple[str, str]:
    """Return the outcome of 数据审核 in words and its tone; nobody is asked to mend what a published report says."""
    summary = entry.summary
    numbers = ((summary.errors, "错误"), (summary.missing, "未填"), (summary.remarks, "提醒"))
    parts = [f"{number} {word}" for number, word in numbers if number]
    if not parts:
        return ("提醒已说明" if summary.explained else "通过"), "done"
    if is_as_published(entry):
        return f"原文 {parts[0]}", ""
    return " ".join(parts), "error" if summary.errors else "remark" if summary.remarks and not summary.missing else ""


def is_as_published(entry: Entry) -> bool:
    """Tell whether a report is as it was read from a published file."""
    return entry.state == IMPORTED and entry.edited == entry.created


def when(moment: str) -> str:
    """Say when something was, by the moment as stored: 今天, 昨天, or the date."""
    day, hour = moment[:10], moment[11:16]
    today = time.localtime()
    if day == time.strftime(_DAY, today):
        return f"今天 {hour}"
    yesterday = time.localtime(time.mktime((*today[:2], today.tm_mday - 1, 12, 0, 0, 0, 0, -1)))
    return f"昨天 {hour}" if day == time.strftime(_DAY, yesterday) else day


def arranged(entries: Sequence[Entry], column: Column, *, falling: bool) -> list[Entry]:
    """Return the reports in a column's order; among equals the latest stands first."""
    if column.key is None:
        return list(entries) if falling else list(reversed(entries))
    return sorted(entries, key=column.key, reverse=falling)  # type: ignore[arg-type, type-var]


def _by_unit(entry: Entry) -> str:
    from reportdesk.gui.library import pinyin, search  # the first window needs no readings

    return pinyin.order_key(search.fold(unit_of(entry)))


_SHARED = (
    Column("unit", "单位", 0, unit_of, _by_unit),
    Column("year", "年度", 80, lambda entry: str(entry.year), lambda entry: entry.year, falling=True),
    Column(
        "state", "状态", 100, lambda entry: state_of(entry)[0], lambda entry: (entry.sample != "", entry.state),
    ),
    Column(
        "progress", "进度", 280, lambda entry: f"{entry.summary.filled} / {entry.summary.cells} 格",
        lambda entry: entry.summary.filled / max(entry.summary.cells, 1), room=1000,
    ),
    Column(
        "result", "审核", 190, lambda entry: result_of(entry)[0],
        lambda entry: (entry.summary.errors, entry.summary.missing, entry.summary.remarks), falling=True,
    ),
)  # fmt: skip
COLUMNS = (*_SHARED, Column("edited", "最后修改", 140, lambda entry: when(entry.edited), falling=True, room=700))
BIN_COLUMNS = (*_SHARED, Column("edited", "删除时间", 140, lambda entry: when(entry.deleted), falling=True, room=700))

"""What a report can be compared with: last year's, another of the library, a file, its own earlier states. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.report.last_year import misfit
from reportdesk.report.report import Report
from reportdesk.session import Session, last_year_number
from reportdesk.store.library import Entry
from reportdesk.store.store import Step, Store

_STATES = 12
_HOUR, _MINUTE = len("2026-01-01T00"), len("2026-01-01T00:00")


@dataclass(frozen=True, slots=True)
class Source:
    """A report to compare with, read anew each time; `name` says in a few words what it is.

    `differing` where one asks only for what differs.
    """

    name: str
    load: Callable[[], Report]
    differing: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """An earlier state of a report: `seq` is the step it was the work of, `at` when that was."""

    seq: int
    at: str

    @property
    def name(self) -> str:
        """Say when it was, empty `at` being the beginning."""
        return f"{self.at[:_MINUTE].replace('T', ' ')} 的样子" if self.at else "最初的样子"


def last_year(session: Session) -> Source | None:
    """Return last year's report as far as the session knows it."""
    last = session.audit.last
    if last is None or misfit(session.report, last):
        return None
    number = last_year_number(session)
    which = f"（编号 {number}）" if number else ""
    return Source(f"{last.year} 年度报告{which}", lambda: session.last_year() or last)


def stored(store: Store, entry: Entry) -> Source:
    """Return a report of the library."""
    return Source(f"{entry.unit or '未填单位'} {entry.year} 年度报告", lambda: store.load(entry.id)[0])


def file(path: Path) -> Source:
    """Read a file of any kind once; ReportDeskError says why it is no report."""
    from reportdesk.intake.published import read_report  # slow to load, rarely needed

    report = read_report(path)
    return Source(path.name, lambda: report)


def states(session: Session) -> list[State]:
    """List earlier states of a report, the latest first: how each hour of work left it, and the beginning."""
    found: list[State] = []
    path = _path(session)
    for later, step in pairwise(path):
        if step.at[:_HOUR] != later.at[:_HOUR] and len(found) < _STATES:
            found.append(State(step.seq, step.at))
    if path:
        found.append(State(path[-1].parent, ""))
    return found


def state(session: Session, wanted: State) -> Source:
    """Return a report as it was; the report itself is left as it is."""
    return Source(f"本报告 {wanted.name}", lambda: _as_it_was(session, wanted))


def _path(session: Session) -> list[Step]:
    """Return the steps in force, the last one first."""
    report, head = session.store.load(session.id)
    by_number = {step.seq: step for step in session.store.history(session.id, report)}
    path: list[Step] = []
    while head in by_number:
        path.append(by_number[head])
        head = by_number[head].parent
    return path


def _as_it_was(session: Session, wanted: State) -> Report:
    report, head = session.store.load(session.id)
    for step in _path(session):
        if step.seq == wanted.seq:
            return report
        report.apply(step.change.reversed())
        head = step.parent
    if head != wanted.seq:
        raise ReportDeskError("这个时候的样子已被撤销，找不到了。请换一份对照。")
    return report

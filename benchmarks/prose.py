"""Prose against tables: a report of 3,000 characters audited, a character typed in it, a cell edited beside it."""

from __future__ import annotations

from itertools import count, cycle

from benchmarks.figures import Edits, sample
from benchmarks.measure import Row, Section, in_turns, verdict
from reportdesk.audit.engine import Audit
from reportdesk.report.changes import Change
from reportdesk.report.report import Report

_RUNS = 300
_CHARACTERS = 3000
_WHOLE, _TYPED, _CELL = 0.030, 0.005, 0.005


def run() -> Section:
    """Measure the audit of a long report in full and after each change; every text of the prose is new to it."""
    report, typed, edited = long_report(), long_report(), long_report()
    number, keys = count(), cycle("公开信息每月一次核对")
    audits = {id(other): Audit(other) for other in (typed, edited)}
    edits = Edits(edited)

    def apply(other: Report, change: Change) -> None:
        other.apply(change)
        audits[id(other)].refresh(change.slots)

    def whole() -> None:
        text = report.prose("overview").rstrip("0123456789")
        report.apply(report.set_prose("overview", f"{text}{next(number)}"))
        Audit(report).findings()

    def key() -> None:
        text = typed.prose("overview")
        middle = len(text) // 2
        apply(typed, typed.set_prose("overview", text[:middle] + next(keys) + text[middle + 1 :]))

    def cell() -> None:
        address, value = edits.next()
        apply(edited, edited.set_cells({address: value}))

    found = in_turns({"whole": whole, "key": key, "cell": cell}, _RUNS, 20)
    wishes = {"whole": ("under 30 ms", _WHOLE), "key": ("under 5 ms", _TYPED), "cell": ("under 5 ms", _CELL)}
    names = {"whole": "whole report audited", "key": "one character typed", "cell": "one cell edited"}
    rows = [Row(names[kind], found[kind]) for kind in names]
    kept = [
        Row(row.name, row.samples, wanted=verdict(wishes[kind][0], row.median < wishes[kind][1]))
        for kind, row in zip(names, rows, strict=True)
    ]
    return Section(f"Prose against tables, {_CHARACTERS} characters", kept)


def long_report() -> Report:
    """Return the large sample with its prose made long enough, every figure of it told once more."""
    report = sample()
    while (short := _CHARACTERS - sum(len(report.prose(section.id)) for section in report.form.prose)) > 0:
        more = report.prose("overview")[:short]
        report.apply(report.set_prose("problems", f"{report.prose('problems')}\n{more}"))
    return report

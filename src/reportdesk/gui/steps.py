"""The wizard's steps and how far each has come, told from the form and the findings; no Qt in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportdesk.audit.findings import Finding, Tally, Verdict, words
from reportdesk.form.model import Form, Section
from reportdesk.report.prose import rendered_count
from reportdesk.report.report import UNIT_FIELDS, Report

UNIT, AUDIT, EXPORT = "unit", "audit", "export"
_UNFILLED = "未填"
_GUESSED = "level"  # told from the unit's name where it is left open
_TONES = {Verdict.ERRORS: "error", Verdict.INCOMPLETE: "partial", Verdict.REMARKS: "remark"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `covers` are the finding sections mended there, `mark` the sign in its badge."""

    id: str
    title: str
    name: str
    mark: str
    covers: frozenset[str]
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How far a step has come: `tone` is empty, partial, error, remark or done; `note` says it in words.

    `whole` says the same at length, where there is room for it.
    """

    tone: str
    note: str
    whole: str


def steps(form: Form) -> list[Step]:
    """Return the steps of a form: the unit, every titled section, 数据审核, 预览与导出."""
    untitled = [section.id for section in form.sections if not section.title]
    found = [Step(UNIT, "基本信息", "基本信息", "基", frozenset({UNIT, *untitled}))]
    for section in form.sections:
        if section.title:
            ordinal = section.title.partition("、")[0]
            mark = ordinal if len(ordinal) == 1 else section.name[:1]
            found.append(Step(section.id, section.title, section.short, mark, _covers(section), section))
    found.append(Step(AUDIT, "数据审核", "数据审核", "审", frozenset()))
    found.append(Step(EXPORT, "预览与导出", "预览与导出", "印", frozenset()))
    return found


def step_of(all_steps: Iterable[Step], section: str) -> Step:
    """Return the step at which a finding's section is mended."""
    return next(step for step in all_steps if section in step.covers)


def state(step: Step, report: Report, findings: list[Finding]) -> State:
    """Return how far a step has come."""
    tally = Tally.of(findings if step.id in (AUDIT, EXPORT) else (f for f in findings if f.section in step.covers))
    if step.id == EXPORT:
        draft = tally.to_mend
        note = "导出时标注草稿" if draft else "可以导出"
        return State("empty" if draft else "done", note, note)
    if tally.verdict is Verdict.PASS:
        return _done(step, report, tally)
    counts = brief(tally)
    if step.id != AUDIT and tally.verdict is Verdict.INCOMPLETE and not tally.remarks:
        counts = _missing(step, report, tally.missing)
    tone = _TONES[tally.verdict]
    return State("empty" if counts == _UNFILLED else tone, counts + _length(step, report, tally), tally.counts())


def brief(tally: Tally) -> str:
    """Return the counts above zero in few words, the gravest first, such as 2 错误 · 1 提醒."""
    named = words().severities
    return " · ".join(f"{number} {named[severity]}" for severity, number in tally.numbers().items() if number)


def _covers(section: Section) -> frozenset[str]:
    return frozenset({section.id}) if section.prose else frozenset(section.tables)


def _done(step: Step, report: Report, tally: Tally) -> State:
    note = "审核通过" if step.id == AUDIT else "已完成"
    if step.id == UNIT and not all(report.unit(field) for field in UNIT_FIELDS if field != _GUESSED):
        note = "必填已完成"
    note += _length(step, report, tally)
    return State("done", note, "，".join(part for part in (note, tally.counts()) if part))


def _missing(step: Step, report: Report, missing: int) -> str:
    if step.section is None or step.section.prose:
        return f"填写中 · 还有 {missing} 处" if _has_words(step, report) else _UNFILLED
    cells = sum(cell.table in step.covers for cell in report.form.cells.values())
    return _UNFILLED if missing == cells else f"填写中 · 还有 {missing} 格"


def _has_words(step: Step, report: Report) -> bool:
    names = UNIT_FIELDS if step.id == UNIT else ()
    return any(map(report.unit, names)) or any(report.prose(section).strip() for section in step.covers - {UNIT})


def _length(step: Step, report: Report, tally: Tally) -> str:
    """Return the length of a step of prose, where nothing graver than a remark is to be told."""
    if step.section is None or not step.section.prose or tally.to_mend:
        return ""
    return f" · {rendered_count(report, step.id)} 字"

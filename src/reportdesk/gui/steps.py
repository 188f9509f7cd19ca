"""The wizard's steps and how far each has come, told from the form and the findings; no Qt in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reportdesk.audit.findings import Finding, Tally
from reportdesk.form.model import Form, Section, Severity
from reportdesk.report.changes import Slot
from reportdesk.report.prose import count, render
from reportdesk.report.report import Report

UNIT, AUDIT, EXPORT = "unit", "audit", "export"


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
    """How far a step has come: `tone` is empty, partial, error, remark or done; `note` says it in words."""

    tone: str
    note: str


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


def place_of(all_steps: Iterable[Step], form: Form, slot: Slot) -> tuple[str, str]:
    """Return the step and the place in it where a slot is edited."""
    if slot.kind in ("cell", "typed"):
        return step_of(all_steps, form.cells[slot.name].table).id, slot.name
    if slot.kind == "prose":
        step = step_of(all_steps, slot.name)
        return step.id, slot.name if step.id == UNIT else ""
    if slot.kind in ("unit", "year"):
        return UNIT, slot.name or "year"
    return AUDIT, ""


def state(step: Step, report: Report, findings: list[Finding]) -> State:
    """Return how far a step has come."""
    if step.id == AUDIT:
        return _audit_state(Tally.of(findings))
    if step.id == EXPORT:
        tally = Tally.of(findings)
        draft = tally.errors or tally.missing
        return State("empty" if draft else "done", "导出时标注草稿" if draft else "可以导出")
    own = [finding for finding in findings if finding.section in step.covers]
    counts = Counter("explained" if finding.explained else finding.severity.value for finding in own)
    note = _length(step, report)
    if counts[Severity.ERROR]:
        return State("error", f"{counts[Severity.ERROR]} 处错误")
    if counts[Severity.MISSING]:
        return _missing(step, report, counts[Severity.MISSING])
    if counts[Severity.REMARK]:
        return State("remark", f"{counts[Severity.REMARK]} 处提醒{note}")
    return State("done", f"已完成{note}")


def _covers(section: Section) -> frozenset[str]:
    return frozenset({section.id}) if section.prose else frozenset(section.tables)


def _audit_state(tally: Tally) -> State:
    numbers = ((tally.errors, "错误"), (tally.missing, "未填"), (tally.remarks, "提醒"))
    note = " · ".join(f"{number} {word}" for number, word in numbers if number) or "审核通过"
    tone = "error" if tally.errors else "partial" if tally.missing else "remark" if tally.remarks else "done"
    return State(tone, note)


def _missing(step: Step, report: Report, missing: int) -> State:
    if step.section is None or step.section.prose:
        return State("empty", "未填")
    cells = sum(cell.table in step.covers for cell in report.form.cells.values())
    return State("empty", "未填") if missing == cells else State("partial", f"填写中 · 还有 {missing} 格")


def _length(step: Step, report: Report) -> str:
    if step.section is None or not step.section.prose:
        return ""
    return f" · {count(render(report, step.id))} 字"

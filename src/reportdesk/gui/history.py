"""A change that was undone or done again: where it is seen, and what it was about. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form
from reportdesk.form.units import particulars
from reportdesk.gui.steps import AUDIT, UNIT, Step, step_of
from reportdesk.report.changes import Change, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import show

_OTHERS = {"year": "报告年度", "remark": "出错说明", "attachment": "图片"}
_BLANK = "未填"
Place = tuple[str, str]


def seen_at(
    steps: Sequence[Step], form: Form, findings: Iterable[Finding], change: Change, here: tuple[Step, str]
) -> Place:
    """Return the step and the place in it where a change is seen: a picture where its line stands.

    An 出错说明 is seen in the step of its finding, and wherever the clerk is where that is in view.
    """
    slots = [edit.slot for edit in change.edits]
    slot = next((slot for slot in slots if slot.kind != "attachment"), slots[0])
    if slot.kind in ("cell", "typed"):
        return step_of(steps, form.cells[slot.name].table).id, slot.name
    if slot.kind == "prose":
        step = step_of(steps, slot.name)
        return step.id, slot.name if step.id == UNIT else ""
    return (UNIT, slot.name or "year") if slot.kind in ("unit", "year") else _of_remark(steps, findings, slot, here)


def told(report: Report, change: Change) -> str:
    """Say what a change was about, with the figure that stands there now."""
    slot = change.edits[0].slot
    if change.label:
        return change.label
    if slot.kind in ("cell", "typed"):
        return f"{report.form.cell_name(slot.name)}，现为 {show(report.cell(slot.name)) or _BLANK}"
    if slot.kind == "prose":
        return f"{report.form.section(slot.name).name}的文字"
    return particulars()[slot.name] if slot.kind == "unit" else _OTHERS[slot.kind]


def _of_remark(steps: Sequence[Step], findings: Iterable[Finding], slot: Slot, here: tuple[Step, str]) -> Place:
    finding = next((finding for finding in findings if finding.key == slot.name), None)
    step, place = here
    if step.id == AUDIT or finding is None or finding.section in step.covers:
        return step.id, place
    return step_of(steps, finding.section).id, next(iter(finding.cells), "")

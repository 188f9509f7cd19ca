"""Findings as the clerk reads them: the step at hand first, blanks of one section gathered in one card. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form, Severity
from reportdesk.gui.steps import Step, step_of

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the panel; a heading has no findings."""

    key: str
    title: str
    tone: str = ""
    equation: str = ""
    text: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Tell whether this is a line that only names a part."""
        return not self.findings

    @property
    def finding(self) -> Finding:
        """Return the card's first finding."""
        return self.findings[0]


def cards(form: Form, steps: list[Step], findings: list[Finding], here: str = "") -> list[Card]:
    """Return the cards: those of the step `here` first, the others under a heading each; all headed without `here`."""
    by_step: dict[str, list[Finding]] = {}
    for finding in findings:
        by_step.setdefault(step_of(steps, finding.section).id, []).append(finding)
    found = list(_of_step(form, here, by_step.pop(here, [])))
    for step in steps:
        if step.id in by_step:
            found.append(Card(f"heading:{step.id}", step.name))
            found.extend(_of_step(form, step.id, by_step[step.id]))
    return found


def _of_step(form: Form, step: str, findings: list[Finding]) -> Iterator[Card]:
    blanks = [finding for finding in findings if finding.code == "cell.blank"]
    rank = {Severity.ERROR: 0, Severity.REMARK: 1, Severity.MISSING: 2}
    for finding in sorted(findings, key=lambda finding: rank[finding.severity]):
        if finding.code != "cell.blank":
            yield _single(finding)
    if len(blanks) == 1:
        yield _single(blanks[0])
    elif blanks:
        yield _gathered(form, step, blanks)


def _single(finding: Finding) -> Card:
    text = finding.message
    if finding.remark is not None:
        state = "出错说明" if finding.explained else "数据已变，出错说明需重写"
        text = f"{text}\n{state}：{finding.remark.reason}"
    tone = "done" if finding.explained else finding.severity.value
    return Card(finding.key, finding.title, tone, finding.equation.rstrip("。"), text, (finding,))


def _gathered(form: Form, step: str, blanks: list[Finding]) -> Card:
    names = "；".join(form.cell_name(finding.cells[0]) for finding in blanks[:_NAMED])
    more = "……" if len(blanks) > _NAMED else "。"
    text = f"{names}{more}\n没有发生的请填 0。"
    return Card(f"blanks:{step}", f"还有 {len(blanks)} 格未填", Severity.MISSING.value, "", text, tuple(blanks))

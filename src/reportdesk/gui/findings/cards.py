"""Findings as the clerk reads them: the step at hand first, blanks of one section gathered in one card. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportdesk.audit.findings import Finding, words
from reportdesk.audit.repair import Group
from reportdesk.audit.repair.ranking import likeliest_in_words
from reportdesk.form.model import Form, Severity
from reportdesk.gui.steps import Step, step_of
from reportdesk.mending import Mends

_NAMED = 3
CHART = "prose.chart"
"""The code of a chart whose figures are no longer those of the report."""
BURIED = "prose.buried"
"""The code of a heading's number in mid-line."""
DIGITS = "prose.digits"
"""The code of full-width digits."""
UNFINISHED = "prose.unfinished"
"""The code of words that more must follow, or a number that is out of order: that one has an equation."""
MEND, CHOICES, CELL, EXPLAIN, NOTES = "mend", "choices", "cell", "explain", "notes"
"""What can be done about a finding; `NOTES` shows its official source."""
ONE_KEY = {CHART: "照现在的数重画", DIGITS: "全部改成半角", BURIED: "另起一段"}
"""What one key does about findings of these codes, beside the mends of identities."""


class Link(NamedTuple):
    """Something to do about a card's finding, and its words."""

    act: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the panel; a heading has no findings. `mend` says what to alter, `links` what can be done."""

    key: str
    title: str
    equation: str = ""
    text: str = ""
    findings: tuple[Finding, ...] = ()
    mend: str = ""
    links: tuple[Link, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Tell whether this is a line that only names a part."""
        return not self.findings

    @property
    def tone(self) -> str:
        """Return how grave it is, done where it is explained, empty for a heading."""
        if self.is_heading:
            return ""
        return "done" if self.finding.explained else self.finding.severity.value

    @property
    def tag(self) -> str:
        """Return the tone in a word."""
        return "" if self.is_heading else words().severities.get(self.tone, words().words["explained_tag"])

    def offers(self, act: str) -> bool:
        """Tell whether one of the links does this."""
        return any(link.act == act for link in self.links)

    @property
    def finding(self) -> Finding:
        """Return the card's first finding."""
        return self.findings[0]


def cards(
    form: Form, steps: list[Step], findings: list[Finding], here: str = "", mends: Mends | None = None
) -> list[Card]:
    """Return the cards under a heading for each step with their number, those of the step `here` first."""
    by_step: dict[str, list[Finding]] = {}
    for finding in findings:
        by_step.setdefault(step_of(steps, finding.section).id, []).append(finding)
    found: list[Card] = []
    for step in sorted(steps, key=lambda step: step.id != here):
        if step.id in by_step:
            found.append(Card(f"heading:{step.id}", f"{step.name}　{len(by_step[step.id])} 处"))
            found.extend(_of_step(form, step.id, by_step[step.id], mends))
    return found


def in_one_line(finding: Finding, mends: Mends) -> str:
    """Return what a finding's card says where none is seen: its figures, the key, and how it is likeliest mended."""
    group = mends.group(finding.key)
    mend = likeliest_in_words(group) if group and group.repairs else ""
    done = "改正" if mend and group and not group.tied else ONE_KEY.get(finding.code, "")
    key = f"Ctrl+M {done}" if done else ""
    return "　".join(part for part in (finding.title, finding.equation, key, mend) if part)


def _of_step(form: Form, step: str, findings: list[Finding], mends: Mends | None) -> Iterator[Card]:
    blanks = [finding for finding in findings if finding.code == "cell.blank"]
    rank = {Severity.ERROR: 0, Severity.REMARK: 1, Severity.MISSING: 2}
    for finding in sorted(findings, key=lambda finding: rank[finding.severity]):
        if finding.code != "cell.blank":
            yield _single(form, finding, mends.group(finding.key) if mends else None)
    if len(blanks) == 1:
        yield _single(form, blanks[0], None)
    elif blanks:
        yield _gathered(form, step, blanks)


def _single(form: Form, finding: Finding, group: Group | None) -> Card:
    text = finding.message
    if finding.remark is not None:
        state = "出错说明" if finding.explained else "数据已变，出错说明需重写"
        text = f"{state}：{finding.remark.reason}" if finding.explained else f"{text}\n{state}：{finding.remark.reason}"
    mend = likeliest_in_words(group) if group and group.repairs else ""
    one_key = (Link(MEND, ONE_KEY[finding.code]),) if finding.code in ONE_KEY else ()
    links = (*_mending(group), *one_key, *_others(form, finding))
    return Card(finding.key, finding.title, finding.equation.rstrip("。"), text, (finding,), mend, links)


def _mending(group: Group | None) -> Iterator[Link]:
    if group and group.tied:
        yield Link(CHOICES, f"看 {len(group.repairs)} 种改法")
    elif group and group.repairs:
        yield Link(MEND, "改正")
        if len(group.repairs) > 1:
            yield Link(CHOICES, f"其他可能（{len(group.repairs) - 1}）")
    if group and group.cut and len(group.repairs) < 2:
        yield Link(CHOICES, "继续查找改法")


def _others(form: Form, finding: Finding) -> Iterator[Link]:
    if finding.span and any(address in form.cells for address in finding.cells):
        yield Link(CELL, "到表中")
    if finding.explainable:
        yield Link(EXPLAIN, "修改出错说明" if finding.remark else "属实，写说明")


def _gathered(form: Form, step: str, blanks: list[Finding]) -> Card:
    names = "；".join(form.cell_name(finding.cells[0]) for finding in blanks[:_NAMED])
    more = "……" if len(blanks) > _NAMED else "。"
    text = f"{names}{more}\n没有发生的请填 0。"
    return Card(f"blanks:{step}", f"还有 {len(blanks)} 格未填", "", text, tuple(blanks))

"""Findings as values, their words, and the verdict over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from reportdesk import assets
from reportdesk.form.model import Severity
from reportdesk.form.node import Node, parse
from reportdesk.report.changes import Remark
from reportdesk.report.values import plain

Number = int | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, missing or remarkable.

    `cells` are this year's operands, left side first; `span` is [start, end) in code points of the stored prose;
    `difference` is left minus right; `figures` are what an 出错说明 is given for; an error that `softens` becomes a
    remark by one.
    """

    key: str
    code: str
    severity: Severity
    section: str
    title: str
    message: str
    cells: tuple[str, ...] = ()
    left_cells: int = 0
    span: tuple[int, int] | None = None
    left: Number | None = None
    right: Number | None = None
    difference: Number | None = None
    equation: str = ""
    figures: tuple[str, ...] = ()
    source: str = ""
    softens: bool = False
    remark: Remark | None = None

    @property
    def explainable(self) -> bool:
        """Tell whether an 出错说明 can be given."""
        return self.softens or self.severity is Severity.REMARK

    @property
    def explained(self) -> bool:
        """Tell whether a remark has an 出错说明 given for the figures of now."""
        return self.severity is Severity.REMARK and self.remark is not None and self.remark.figures == self.figures

    def with_remark(self, remark: Remark | None) -> Finding:
        """Return the finding with what was said to it."""
        if remark is None:
            return self
        softened = self.softens and remark.figures == self.figures
        return replace(self, remark=remark, severity=Severity.REMARK if softened else self.severity)

    def as_json(self) -> dict[str, object]:
        """Return the finding as the command line prints it."""
        return {
            "key": self.key,
            "code": self.code,
            "severity": self.severity.value,
            "cells": list(self.cells),
            "section": self.section,
            "span": list(self.span) if self.span else None,
            "left": _json_number(self.left),
            "right": _json_number(self.right),
            "difference": _json_number(self.difference),
            "message": self.sentence(),
            "remark": {"reason": self.remark.reason, "valid": self.explained} if self.remark else None,
        }

    def sentence(self) -> str:
        """Return title, equation and message in one line."""
        return f"{self.title}。{self.equation}{self.message}"


class Verdict(StrEnum):
    """The outcome of 数据审核, the gravest first."""

    ERRORS = "errors"
    INCOMPLETE = "incomplete"
    REMARKS = "remarks"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class Mark:
    """What must not be left standing in prose, with the words for it; no pattern: the mark of a draft."""

    pattern: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of `resources/findings.toml`."""

    codes: Mapping[str, tuple[Severity, str, str]]
    marks: tuple[Mark, ...]
    verdicts: Mapping[str, str]
    severities: Mapping[str, str]
    words: Mapping[str, str]
    last_year: Mapping[str, str]

    def finding(self, code: str, subject: str, section: str, /, **details: object) -> Finding:
        """Return a finding of a code that every form shares; `cells`, `span` and `figures` go to the finding itself."""
        severity, title, message = self.codes[code]
        cells, span = details.pop("cells", ()), details.pop("span", None)
        figures = details.pop("figures", ())
        return Finding(
            key=f"{code}:{subject}", code=code, severity=severity, section=section, title=title.format(**details),
            message=message.format(**details), cells=cells, span=span, figures=figures,  # type: ignore[arg-type]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity there are; explained remarks are counted apart."""

    errors: int
    missing: int
    remarks: int
    explained: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Tally:
        """Count findings."""
        counts = Counter("explained" if finding.explained else finding.severity.value for finding in findings)
        return cls(counts["error"], counts["missing"], counts["remark"], counts["explained"])

    @property
    def verdict(self) -> Verdict:
        """Return the verdict: errors over missing over unexplained remarks over pass."""
        if self.errors:
            return Verdict.ERRORS
        if self.missing:
            return Verdict.INCOMPLETE
        return Verdict.REMARKS if self.remarks else Verdict.PASS

    @property
    def to_mend(self) -> bool:
        """Tell whether errors or gaps are left, so that what is exported is a draft."""
        return bool(self.errors or self.missing)

    def numbers(self) -> dict[Severity, int]:
        """Return how many there are of each severity, the gravest first."""
        return {Severity.ERROR: self.errors, Severity.MISSING: self.missing, Severity.REMARK: self.remarks}

    def counts(self) -> str:
        """Name the counts that are not zero, e.g. 2 处错误，1 处提醒."""
        text = words()
        parts = [
            text.words["count"].format(number=number, severity=text.severities[severity])
            for severity, number in self.numbers().items()
            if number
        ]
        if self.explained:
            parts.append(text.words["explained"].format(number=self.explained))
        return text.words["separator"].join(parts)

    def line(self) -> str:
        """Return the verdict as one line for the clerk."""
        return words().verdicts[self.verdict].format(counts=self.counts())


@cache
def words() -> Words:
    """Return the shared texts; FormError where the file is unsound."""
    path = assets.path("resources", "findings.toml")
    top = Node(parse(path), "", path.name)
    codes: dict[str, tuple[Severity, str, str]] = {}
    for code, node in top.named("codes"):
        severity = node.text("severity")
        if severity not in set(Severity):
            raise node.error(f"只能是 {'、'.join(Severity)}", "severity")
        codes[code] = (Severity(severity), node.text("title"), node.text("message"))
        node.done()
    marks = tuple(_mark(node) for node in top.nodes("marks"))
    texts = (top.pairs(key) for key in ("verdicts", "severities", "words", "last_year"))
    found = Words(codes, marks, *texts)
    top.done()
    return found


def _mark(node: Node) -> Mark:
    found = Mark(node.text("pattern", ""), node.text("title"), node.text("message"))
    node.done()
    return found


def _json_number(number: Number | None) -> object:
    return plain(number) if isinstance(number, Decimal) else number

"""数据审核结果表: every rule with its figures and outcome, then every finding with its 出错说明."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from reportdesk import __version__
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, words
from reportdesk.form.model import Form, LengthRule, Relation, Severity, SumRule, UnlikelyRule
from reportdesk.output.page import Block, Line
from reportdesk.output.sheets import HEAD, LEFT, MIDDLE, Sheet
from reportdesk.output.tables import AUDIT
from reportdesk.output.texts import texts
from reportdesk.report.digests import whole
from reportdesk.report.last_year import comparable, misfit, owed
from reportdesk.report.prose import rendered_count
from reportdesk.report.report import Report, added
from reportdesk.report.values import plain

_BLANK = "cell.blank"
_NAMED = 3
_PAIRS = (0.22, 0.78)
_FIGURES = (0.48, 0.13, 0.13, 0.11, 0.15)
_CHECKS = (0.7, 0.3)
_LIST = (0.07, 0.09, 0.52, 0.32)

_say = partial(texts().say, "results")


def results(report: Report, audit: Audit, sha256: str) -> Iterator[Block]:
    """Yield the paper; it starts a page of its own."""
    found = {finding.key: finding for finding in audit.findings()}
    yield Line("Title", _say("title"), new_page=True)
    yield from _part("summary", _summary(report, audit, sha256))
    yield from _part("relations", _relations(report, found))
    yield from _part("last_year", _last_year(report, audit, found))
    yield from _part("others", _others(report, found))
    if found:
        yield from _part("findings", _listed(report.form, sorted(found.values(), key=_gravity)))
    else:
        yield Line("Heading1", _say("findings"))
        yield Line("BodyText", _say("nothing"))


def _part(key: str, sheet: Sheet) -> Iterator[Block]:
    yield Line("Heading1", _say(key))
    yield sheet.block(key, _say(key), AUDIT)


def _summary(report: Report, audit: Audit, sha256: str) -> Sheet:
    last = audit.last
    note = audit.last_year_note
    compared = _say("compared", year=last.year) if last and not misfit(report, last) else ""
    sheet = Sheet(_PAIRS)
    for key, text in (
        ("name", report.title()),
        ("unit", report.unit()),
        ("form", f"{report.form.name}（{report.form.notice}）"),
        ("version", _say("program", version=__version__)),
        ("verdict", audit.tally().line()),
        ("with_last", "。".join(filter(None, (compared, note)))),
        ("digest", whole(sha256)),
    ):
        sheet.row((HEAD, _say(key)), (LEFT, text))
    return sheet


def _relations(report: Report, found: dict[str, Finding]) -> Sheet:
    """Set out every identity, family by family: both sides, their difference, the outcome."""
    form = report.form
    sheet = Sheet(_FIGURES)
    sheet.heads(*map(_say, ("what", "left", "right", "difference", "outcome")))
    for rule in form.rules:
        if isinstance(rule, SumRule):
            section = form.section(form.tables[rule.table].section)
            sheet.across(_say("family", section=section.short, left=rule.left_label, right=rule.right_label))
            for relation in form.relations:
                if relation.rule is rule:
                    _relation(sheet, report, relation, found.get(relation.key))
    return sheet


def _relation(sheet: Sheet, report: Report, relation: Relation, finding: Finding | None) -> None:
    form, first = report.form, relation.cells[0]
    name = form.column_name(first) if relation.rule.per_column else form.row_name(first)
    left, right = added(report, relation.left), added(report, relation.right)
    sides = [_say("blank") if side is None else plain(side) for side in (left, right)]
    judged = left is not None and right is not None
    difference = plain(abs(left - right)) if left is not None and right is not None else ""
    cells = (MIDDLE, sides[0]), (MIDDLE, sides[1]), (MIDDLE, difference), (MIDDLE, _outcome(judged, finding))
    sheet.row((LEFT, name), *cells)


def _outcome(judged: bool, finding: Finding | None) -> str:
    if finding is None:
        return _say("equal" if judged else "unjudged")
    return _say("explained" if finding.explained else "unequal")


def _last_year(report: Report, audit: Audit, found: dict[str, Finding]) -> Sheet:
    sheet = Sheet(_FIGURES)
    sheet.heads(*map(_say, ("what", "this_year", "expected", "difference", "outcome")))
    last, form = audit.last, report.form
    for following in form.follows:
        owing = None
        if last is not None and not misfit(report, last) and comparable(following, form, last):
            owing = owed(following, report, last)
        figures = ["", "", ""]
        if owing is not None:
            figures = [plain(owing.left), plain(owing.right), plain(abs(owing.left - owing.right))]
        outcome = _outcome(owing is not None, found.get(following.key))
        sheet.row((LEFT, form.cell_name(following.this)), *((MIDDLE, text) for text in (*figures, outcome)))
    if form.jumps:
        jumps = {key: finding for key, finding in found.items() if finding.code in _codes_of_jumps(form)}
        compared = last is not None and not misfit(report, last)
        outcome = _counted(list(jumps.values())) if compared else _say("unjudged")
        sheet.row((LEFT, _say("jumps"), 2), (MIDDLE, outcome, 3))  # in words, which need the room of three figures
    return sheet


def _codes_of_jumps(form: Form) -> set[str]:
    return {rule.code for rule in form.jumps.values()}


def _others(report: Report, found: dict[str, Finding]) -> Sheet:
    sheet = Sheet(_CHECKS)
    sheet.heads(*map(_say, ("what", "outcome")))
    for checks in texts().checks:
        of_these = [finding for finding in found.values() if finding.code in checks.codes]
        sheet.row((LEFT, checks.name), (MIDDLE, _counted(of_these)))
    for rule in report.form.rules:
        if isinstance(rule, UnlikelyRule | LengthRule):
            own = [found[rule.key]] if rule.key in found else []
            sheet.row((LEFT, _named(rule, report)), (MIDDLE, _counted(own)))
    return sheet


def _named(rule: UnlikelyRule | LengthRule, report: Report) -> str:
    if isinstance(rule, UnlikelyRule):
        return _say("unlikely", title=rule.title)
    section = report.form.section(rule.section).name
    return _say("length", section=section, maximum=rule.maximum, count=rendered_count(report, rule.section))


def _counted(findings: list[Finding]) -> str:
    explained = sum(finding.explained for finding in findings)
    if explained:
        return _say("found_explained", count=len(findings), explained=explained)
    return _say("found", count=len(findings)) if findings else _say("found_none")


def _listed(form: Form, findings: list[Finding]) -> Sheet:
    """List the findings; blank cells are told table by table."""
    blanks = Counter(finding.section for finding in findings if finding.code == _BLANK)
    sheet = Sheet(_LIST)
    sheet.heads(*map(_say, ("number", "kind", "problem", "reason")))
    told: set[str] = set()
    for finding in findings:
        if finding.code == _BLANK and finding.section in told:
            continue
        problem = finding.sentence()
        if finding.code == _BLANK:
            told.add(finding.section)
            problem = _blanks(form, finding.section, blanks[finding.section], findings)
        number = str(sheet.rows)
        kind = words().severities[finding.severity]
        sheet.row((MIDDLE, number), (MIDDLE, kind), (LEFT, problem), (LEFT, _reason(finding)))
    return sheet


def _gravity(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _blanks(form: Form, table: str, count: int, findings: list[Finding]) -> str:
    cells = [finding.cells[0] for finding in findings if finding.code == _BLANK and finding.section == table]
    names = "；".join(map(form.cell_name, cells[:_NAMED]))
    names = _say("blanks_more", names=names) if count > _NAMED else names
    return _say("blanks", section=form.section(form.tables[table].section).short, count=count, names=names)


def _reason(finding: Finding) -> str:
    remark = finding.remark
    if remark is None:
        return "" if not finding.explainable else _say("no_reason")
    return remark.reason if remark.figures == finding.figures else _say("void", reason=remark.reason)

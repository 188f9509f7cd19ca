"""A check that fails: nothing passes unchecked, no old finding stands, and all is right again once it runs."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from core import FORM_2021, put, report_of
from reportdesk.audit import checks as all_checks
from reportdesk.audit import engine
from reportdesk.audit.check import Check
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, Verdict
from reportdesk.audit.prose import rules
from reportdesk.audit.prose.study import Study
from reportdesk.form.model import Form
from reportdesk.form.node import FormError
from reportdesk.report.changes import Change
from reportdesk.report.report import Report

CELL, GRANTED = "requests.received.natural", "requests.granted.natural"
SENTENCE = "收到政府信息公开申请7件。"


@pytest.fixture
def report() -> Report:
    report = report_of()
    report.apply(report.set_prose("overview", SENTENCE))
    return report


def fails(*_all: object) -> Iterable[Finding]:
    raise RuntimeError("boom")


def changed(report: Report, audit: Audit, change: Change) -> engine.Delta:
    report.apply(change)
    return audit.refresh(change.slots)


def test_a_failing_rule_is_a_finding_in_place_of_the_old_ones(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[Exception] = []
    audit = Audit(report, None, faults.append)
    (old,) = audit.findings()
    with monkeypatch.context() as patch:
        patch.setattr(rules, "ON_TABLES", (fails, *rules.ON_TABLES))
        delta = changed(report, audit, report.set_cells({CELL: 7, GRANTED: 7}))
        assert {str(fault) for fault in faults} == {"boom"}
        assert {finding.code for finding in audit.findings()} == {"audit.unfinished"}
        assert old.key in delta.gone
        assert audit.tally().verdict is Verdict.ERRORS
        assert not any(finding.explainable for finding in audit.findings())
    changed(report, audit, report.set_cells({CELL: 8, GRANTED: 8}))
    assert audit.findings() == Audit(report).findings() != []


@pytest.mark.parametrize("name", ["displayed", "needed"])
def test_a_text_half_understood_leaves_nothing_of_the_text_before(
    report: Report, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    audit = Audit(report, None, lambda _fault: None)
    with monkeypatch.context() as patch:
        patch.setattr(Study, name, property(fails))
        changed(report, audit, report.set_prose("overview", "未收到政府信息公开申请。"))
        found = [finding for finding in audit.findings() if finding.section == "overview"]
        assert [finding.code for finding in found] == ["audit.unfinished"]
        assert not any(finding.code == "prose.figure" for finding in audit.findings())
    changed(report, audit, report.set_prose("overview", SENTENCE))
    assert audit.findings() == Audit(report).findings() != []


def test_a_failing_check_of_a_table_leads_to_its_cells(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_checks, "fault", fails)
    put(report, {CELL: 7, GRANTED: 7})
    audit = Audit(report, None, lambda _fault: None)
    found = {finding.key: finding for finding in audit.findings()}
    assert len(found) == len(FORM_2021.cells)
    assert {finding.cells for finding in found.values()} == {(cell,) for cell in FORM_2021.cells}


def test_checks_that_cannot_be_made_are_tried_again(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsound(_form: Form, _last: Report | None) -> Iterator[Check]:
        raise FormError("格式文件 x.toml：缺少 id")
        yield

    audit = Audit(report, None, lambda _fault: None)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "checks", unsound)
        delta = audit.set_last(report_of(year=report.year - 1))
        (finding,) = audit.findings()
        assert (finding.code, finding.section) == ("audit.unfinished", "unit")
        assert delta.gone == ("prose.figure:overview:received.total",)
        changed(report, audit, report.set_cells({CELL: 7, GRANTED: 7}))
        assert [finding.code for finding in audit.findings()] == ["audit.unfinished"]
    delta = changed(report, audit, report.set_cells({CELL: 8, GRANTED: 8}))
    assert finding.key in delta.gone
    assert audit.findings() == Audit(report, audit.last).findings() != []


@pytest.mark.parametrize("broken", ["checks", "run"])
def test_without_anyone_to_tell_the_fault_goes_to_the_caller(
    report: Report, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    by: dict[str, Callable[[], None]] = {
        "checks": lambda: monkeypatch.setattr(engine, "checks", fails),
        "run": lambda: monkeypatch.setattr(rules, "ON_TABLES", (fails,)),
    }
    by[broken]()
    with pytest.raises(RuntimeError):
        Audit(report)

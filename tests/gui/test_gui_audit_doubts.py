"""What the window shows of a particular that looks mistyped, and of checks that could not be finished."""

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.desk import GRANTED, go
from reportdesk.audit.findings import Finding
from reportdesk.audit.prose import rules
from reportdesk.audit.prose.lists import Page
from reportdesk.gui.steps import UNIT, state, step_of, steps
from reportdesk.gui.wizard import Wizard
from reportdesk.session import AuditFault


def fails(_page: Page) -> Iterable[Finding]:
    raise RuntimeError("boom")


def titles(wizard: Wizard) -> list[str]:
    return [card.title for card in wizard.panel.list.cards_model.cards() if not card.is_heading]


def note(wizard: Wizard, step_id: str) -> str:
    session = wizard.session
    step = next(step for step in steps(session.form) if step.id == step_id)
    return state(step, session.report, session.audit.findings()).note


@pytest.mark.parametrize(("field", "text"), [("postcode", "35040"), ("email", "a@b"), ("phone", "123")])
def test_a_mistyped_particular_counts_in_its_step_and_is_gone_to(wizard: Wizard, field: str, text: str) -> None:
    go(wizard, "overview")
    wizard.session.set_unit(field, text)
    assert note(wizard, UNIT) == "1 提醒"
    wizard.next_finding()
    QApplication.processEvents()
    assert wizard.page().step.id == UNIT
    focused = wizard.page().focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.objectName() == field


def test_no_old_verdict_stands_where_a_check_fails(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    session = wizard.session
    assert session.audit.tally().line() == "审核通过"
    on_tables: tuple[Callable[[Page], Iterable[Finding]], ...] = (fails, *rules.ON_TABLES)
    with monkeypatch.context() as patch:
        patch.setattr(rules, "ON_TABLES", on_tables)
        with pytest.raises(AuditFault):
            session.set_prose("overview", "收到政府信息公开申请7件。")
        QApplication.processEvents()
        assert "审核没有完成" in titles(wizard)
        assert session.audit.tally().errors
        for finding in session.audit.findings():
            go(wizard, step_of(steps(session.form), finding.section).id)
            wizard.page().show_finding(finding)
    session.set_cells({GRANTED: 7})
    assert "审核没有完成" not in titles(wizard)

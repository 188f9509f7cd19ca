"""The steps at the left: each says in words and shape how far it has come."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core import FORM_2019, FORM_2021, THIRD_FORM, report_of
from gui.desk import RECEIVED, TOTAL, go, opened, prose
from gui.typist import CTRL, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.step_list import STATE_ROLE, STEP_ROLE, StepsModel
from reportdesk.gui.steps import State, Step, steps
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.store.store import Store


def state(wizard: Wizard, step_id: str) -> tuple[str, str]:
    model = wizard.step_list.steps_model
    row = next(row for row, step in enumerate(wizard.steps) if step.id == step_id)
    found = model.data(model.index(row), STATE_ROLE)
    assert isinstance(found, State)
    return found.tone, found.note


def test_the_steps_are_the_unit_the_official_titles_audit_and_export() -> None:
    for form in (FORM_2019, FORM_2021):
        made = steps(form)
        titled = [section.title for section in form.sections if section.title]
        assert [step.title for step in made] == ["基本信息", *titled, "数据审核", "预览与导出"]
        assert [step.mark for step in made] == [*"基一二三四五六审印"]
    assert all(len(step.mark) == 1 for step in steps(THIRD_FORM))


def test_a_blank_report_is_unfilled_throughout(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023))
    for step_id in ("unit", "overview", "requests", "disclosure", "problems"):
        assert state(wizard, step_id) == ("empty", "未填")
    assert state(wizard, "audit")[0] == "partial"
    assert "未填" in state(wizard, "audit")[1]
    assert state(wizard, "export") == ("empty", "导出时标注草稿")


def test_a_full_report_is_done_throughout(wizard: Wizard) -> None:
    for step in wizard.steps:
        tone, note = state(wizard, step.id)
        assert (tone, note.split(" · ")[0]) == ("done", note.split(" · ")[0])
    assert state(wizard, "requests") == ("done", "已完成")
    assert state(wizard, "overview") == ("done", "已完成 · 2 字")
    assert state(wizard, "audit") == ("done", "审核通过")
    assert state(wizard, "export") == ("done", "可以导出")


def test_a_table_goes_from_unfilled_by_way_of_errors_to_done(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "清河市档案馆"))
    typist = go(wizard, RECEIVED)
    typist.write("1")
    typist.press(Qt.Key.Key_Tab)
    tone, note = state(wizard, "requests")
    blanks = sum(f.code == "cell.blank" and f.section == "requests" for f in wizard.session.audit.findings())
    assert (tone, note) == ("partial", f"填写中 · 还有 {blanks} 格")
    wizard.session.set_cells({a: 0 for a in FORM_2021.cells if a.startswith("requests.") and a not in FORM_2021.totals})
    assert state(wizard, "requests") == ("done", "已完成")
    go(wizard, TOTAL)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    tone, note = state(wizard, "requests")
    assert (tone, note[-3:]) == ("error", "处错误")
    assert state(wizard, "audit")[0] == "error"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert state(wizard, "requests") == ("done", "已完成")


def test_prose_goes_from_unfilled_by_way_of_a_remark_to_done(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_prose("overview", ""))
    wizard = opened(window, store, report)
    assert state(wizard, "overview") == ("empty", "未填")
    page = prose(wizard)
    Typist(window).write("公开")
    assert state(wizard, "overview") == ("done", "已完成 · 2 字")
    page.editor.insertPlainText("字" * 1000)
    assert state(wizard, "overview") == ("remark", "1 处提醒 · 1002 字")
    page.editor.insertPlainText("{{ requests.wrong.cell }}")
    assert state(wizard, "overview")[0] == "error"


def test_the_unit_is_unfilled_without_a_name(wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step("unit")
    typist = Typist(window)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_Backspace)
    assert state(wizard, "unit") == ("empty", "未填")
    typist.write("青溪镇")
    assert state(wizard, "unit") == ("done", "已完成")


def test_the_list_says_both_and_follows_keys(wizard: Wizard, window: MainWindow) -> None:
    model = wizard.step_list.steps_model
    assert isinstance(model, StepsModel)
    index = model.index(1)
    step = model.data(index, STEP_ROLE)
    assert isinstance(step, Step)
    assert model.data(index) == f"{step.title}，已完成 · 2 字"
    wizard.go_to_step("unit")
    wizard.step_list.setFocus()
    typist = Typist(window)
    typist.press(Qt.Key.Key_Down)
    assert wizard.page().step.id == "overview"
    assert wizard.step_list.hasFocus(), "arrows walk on in the list"
    typist.press(Qt.Key.Key_Down)
    assert wizard.page().step.id == "disclosure"


@pytest.mark.parametrize("key", ["next", "back"])
def test_steps_end_at_both_ends(key: str, wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step("unit" if key == "back" else "export")
    typist = Typist(window)
    typist.press(Qt.Key.Key_PageUp if key == "back" else Qt.Key.Key_PageDown, CTRL)
    assert wizard.page().step.id == ("unit" if key == "back" else "export")
    assert not (wizard.footer._back if key == "back" else wizard.footer._next).isEnabled()


def test_every_step_draws_at_every_state(window: MainWindow, store: Store) -> None:
    for report in (Report(FORM_2021, 2023), report_of(), Report(FORM_2019, 2030)):
        wizard = opened(window, store, report)
        for step in wizard.steps:
            wizard.go_to_step(step.id)
            QApplication.processEvents()
            assert not window.grab().isNull()

"""The steps at the left: each says in words and shape how far it has come."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from core import FORM_2019, FORM_2021, THIRD_FORM, report_of
from gui.desk import RECEIVED, TOTAL, go, opened, prose
from gui.typist import CTRL, Typist
from reportdesk.gui import theme
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.step_list import STATE_ROLE, STEP_ROLE, StepsModel, text_room
from reportdesk.gui.steps import State, Step, steps
from reportdesk.gui.widgets import ShortLabel
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.report.values import Unread, show
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
    errors = wizard.session.audit.tally().errors
    assert state(wizard, "requests") == ("error", f"{errors} 错误")
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
    assert state(wizard, "overview") == ("remark", "1 提醒 · 1002 字")
    page.editor.insertPlainText("{{ requests.wrong.cell }}")
    assert state(wizard, "overview")[0] == "error"


def test_the_unit_is_unfilled_without_a_name(wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step("unit")
    typist = Typist(window)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_Backspace)
    assert state(wizard, "unit") == ("partial", "填写中 · 还有 1 处"), "its foreword is written"
    (foreword,) = wizard.steps[0].covers - {"unit"}
    wizard.session.set_prose(foreword, "")
    assert state(wizard, "unit") == ("empty", "未填")
    wizard.session.set_prose(foreword, "无。")
    typist.write("青溪镇")
    assert state(wizard, "unit") == ("done", "必填已完成")
    for field, text in {"address": "1", "phone": "12345", "postcode": "350400", "email": "a@b.cn"}.items():
        box = wizard.page().findChild(QLineEdit, field)
        assert isinstance(box, QLineEdit)
        assert box.placeholderText() == "选填"
        box.setFocus()
        typist.write(text)
    assert state(wizard, "unit") == ("done", "已完成")


def test_prose_with_a_gap_left_is_being_filled(wizard: Wizard) -> None:
    wizard.session.set_prose("overview", "本年公开政府信息〔条数〕条。")
    assert state(wizard, "overview") == ("partial", "填写中 · 还有 1 处")


def test_a_step_tells_the_counts_of_all_kinds(window: MainWindow, store: Store) -> None:
    report = report_of(unit="青溪镇人民政府")
    report.apply(
        report.set_cells(
            {"normative.regulation.issued": 2, "normative.document.issued": None, "fees.fee.amount": Unread("约3")}
        )
    )
    wizard = opened(window, store, report)
    assert state(wizard, "disclosure") == ("error", "1 错误 · 1 未填 · 1 提醒")
    model = wizard.step_list.steps_model
    row = next(row for row, step in enumerate(wizard.steps) if step.id == "disclosure")
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "1 处错误，1 处未填，1 处提醒" in str(model.data(model.index(row), role))


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("percent", theme.SIZES)
def test_no_step_and_no_title_is_cut(
    percent: int, size: tuple[int, int], wizard: Wizard, window: MainWindow, qapp: QApplication
) -> None:
    window.looks.resize(percent)
    wizard.setFixedSize(*size)  # the screen of the tests is smaller
    steps_list = wizard.step_list
    for step in wizard.steps:
        wizard.go_to_step(step.id)
        qapp.processEvents()
        title = wizard.page().findChild(QLabel, "pageTitle")
        assert isinstance(title, QLabel)
        assert title.height() >= title.heightForWidth(title.width())
        if steps_list.is_named:
            room = text_room(steps_list.visualRect(steps_list.currentIndex())).width()
            assert QFontMetrics(theme.font(14, bold=True)).horizontalAdvance(step.name) <= room
            longest = QFontMetrics(theme.font(12, bold=True)).horizontalAdvance("8 错误 · 156 未填 · 3 提醒")
            assert longest <= room
    named = wizard.findChild(ShortLabel, "documentTitle")
    assert isinstance(named, ShortLabel)
    named.grab()
    assert "…" not in named.shown()
    assert str(wizard.session.report.year) in named.shown()


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


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_going_to_a_step_takes_the_keyboard_there(by: str, wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step("disclosure", "fees.fee.amount")
    wizard.go_to_step("unit")
    row = next(row for row, step in enumerate(wizard.steps) if step.id == "disclosure")
    if by == "click":
        rect = wizard.step_list.visualRect(wizard.step_list.steps_model.index(row))
        QTest.mouseClick(wizard.step_list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    else:
        wizard.step_list.setFocus()
        for _step in range(row):
            Typist(window).press(Qt.Key.Key_Down)
        assert wizard.step_list.hasFocus()
        Typist(window).press(Qt.Key.Key_Return)
    assert wizard.page().place() == "fees.fee.amount", "where one was in that table"
    Typist(window).write("7\n")
    assert show(wizard.session.report.cell("fees.fee.amount")) == "7"


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

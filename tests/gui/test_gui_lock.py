"""Figures taken from last year's report: locked, marked, told, and unlocked by an 出错说明."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTableView

from core import FORM_2021, put, report_of
from gui.desk import CARRIED, RECEIVED, figure, go, open_cell, opened, said, table, wizard_of
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.form.model import Severity
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.session import create
from reportdesk.store.store import Store

LEFT = "requests.carried_out.natural"
TOTAL = "requests.carried_in.total"
BESIDE = "requests.carried_in.enterprise"
KEY = "year.carried_in:natural"
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def locked(window: MainWindow, store: Store) -> Wizard:
    last, now = report_of(FORM_2021, year=2022), report_of(FORM_2021, year=2023)
    put(last, {LEFT: 4})
    put(now, {CARRIED: 4, RECEIVED: 2, "requests.granted.natural": 6})
    create(store, last)
    return opened(window, store, now)


def spoken(wizard: Wizard, address: str) -> str:
    model = table(wizard).view.grid_model
    return str(model.data(model.index_of(address), SPOKEN))


def unlock(wizard: Wizard, reason: str = "上年报告多报一件，已更正。") -> Typist:
    typist = go(wizard, CARRIED)
    typist.press(Qt.Key.Key_F2, SHIFT)
    typist.write(f"{reason}\n")
    return typist


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_locked_figure_stays_and_says_where_it_is_from(locked: Wizard, key: Qt.Key) -> None:
    typist = go(locked, CARRIED)
    typist.press(key)
    assert figure(locked, CARRIED) == "4"
    assert open_cell(locked) is None
    assert "取自 2022 年报告“四、结转下年度继续办理”" in said(locked)
    assert "Shift+F2" in said(locked)


def test_an_input_method_and_a_double_click_do_not_open_it_either(locked: Wizard) -> None:
    typist = go(locked, CARRIED)
    typist.commit("７")
    assert "已锁定" in said(locked)
    view = table(locked).view
    go(locked, RECEIVED)
    place = view.visualRect(view.grid_model.index_of(CARRIED)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert open_cell(locked) is None
    assert "已锁定" in said(locked)
    assert figure(locked, CARRIED) == "4"


def test_every_other_figure_is_typed_as_ever(locked: Wizard) -> None:
    typist = go(locked, RECEIVED)
    typist.write("12\n")
    assert figure(locked, RECEIVED) == "12"
    assert not said(locked)


def test_enter_goes_past_a_locked_figure_and_arrows_reach_it(locked: Wizard) -> None:
    typist = go(locked, RECEIVED)
    typist.press(Qt.Key.Key_Return)
    assert table(locked).place() == "requests.granted.natural"
    typist = go(locked, RECEIVED)
    typist.press(Qt.Key.Key_Down)
    assert table(locked).place() == CARRIED
    assert "已锁定：取自 2022 年报告" in locked.footer.note()


def test_screen_readers_and_the_tooltip_say_that_it_is_locked(locked: Wizard) -> None:
    go(locked, CARRIED)
    assert "已锁定" in spoken(locked, CARRIED)
    assert "已锁定" in spoken(locked, TOTAL)
    assert "锁定" not in spoken(locked, RECEIVED)
    model = table(locked).view.grid_model
    assert "取自 2022 年" in str(model.data(model.index_of(CARRIED), int(Qt.ItemDataRole.ToolTipRole)))
    assert model.data(model.index_of(RECEIVED), int(Qt.ItemDataRole.ToolTipRole)) is None


def test_an_explanation_unlocks_it_by_keyboard_alone(locked: Wizard) -> None:
    typist = unlock(locked)
    assert table(locked).view.hasFocus()
    assert "已解锁" in locked.footer.note()
    assert "已解锁" in spoken(locked, CARRIED)
    typist.write("3\n")
    assert figure(locked, CARRIED) == "3"
    finding = next(f for f in locked.session.audit.findings() if f.key == KEY)
    assert finding.severity is Severity.REMARK
    assert finding.explained


def test_without_a_reason_it_stays_locked_and_esc_gives_up(locked: Wizard) -> None:
    typist = unlock(locked, " ")
    assert "写明" in said(locked)
    assert locked.session.lock(CARRIED) is not None
    typist.press(Qt.Key.Key_F2, SHIFT)
    typist.write("说明")
    typist.press(Qt.Key.Key_Escape)
    assert table(locked).view.hasFocus()
    assert not table(locked).unlock_row.isVisible()
    assert locked.session.lock(CARRIED) is not None


def test_undo_locks_again(locked: Wizard) -> None:
    typist = unlock(locked)
    typist.write("3\n")
    typist.press(Qt.Key.Key_Z, CTRL)
    typist.press(Qt.Key.Key_Z, CTRL)
    assert figure(locked, CARRIED) == "4"
    assert locked.session.lock(CARRIED) is not None


def test_the_mark_is_drawn_and_changes(locked: Wizard) -> None:
    go(locked, RECEIVED)
    view = table(locked).view

    def drawn(address: str) -> object:
        return view.viewport().grab(view.visualRect(view.grid_model.index_of(address))).toImage()

    closed = drawn(CARRIED)
    assert closed != drawn("requests.granted.natural")
    unlock(locked)
    go(locked, RECEIVED)
    assert drawn(CARRIED) != closed


def test_delete_over_a_range_leaves_the_locked_figures(locked: Wizard) -> None:
    typist = go(locked, RECEIVED)
    typist.press(Qt.Key.Key_Down, SHIFT)
    typist.press(Qt.Key.Key_Delete)
    assert (figure(locked, RECEIVED), figure(locked, CARRIED)) == ("", "4")
    assert "1 格已锁定" in locked.footer.note()


def test_a_paste_over_a_locked_figure_says_so_before_and_leaves_it(locked: Wizard) -> None:
    typist = go(locked, RECEIVED)
    QGuiApplication.clipboard().setText("8\n9\n8")
    shown: list[str] = []

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        preview = dialog.findChild(QTableView, "pastePreview")
        assert isinstance(preview, QTableView)
        model = preview.model()
        shown.extend(str(model.index(0, column).data()) for column in range(4))
        dialog.accept()

    typist.during(accept, lambda: typist.press(Qt.Key.Key_V, CTRL))
    assert "已锁定，保持原样" in shown[3]
    assert figure(locked, CARRIED) == "4"
    assert (figure(locked, RECEIVED), figure(locked, "requests.granted.natural")) == ("8", "8")


def test_a_paste_of_the_same_figure_is_no_question(locked: Wizard) -> None:
    typist = go(locked, RECEIVED)
    QGuiApplication.clipboard().setText("8\n4\n8")
    typist.press(Qt.Key.Key_V, CTRL)
    assert (figure(locked, RECEIVED), figure(locked, CARRIED)) == ("8", "4")


def test_the_rest_is_filled_and_the_locked_left(locked: Wizard) -> None:
    go(locked, RECEIVED).press(Qt.Key.Key_Delete)
    table(locked).zeros.click()
    assert (figure(locked, RECEIVED), figure(locked, CARRIED)) == ("0", "4")


def test_the_menu_unlocks_too(locked: Wizard) -> None:
    go(locked, CARRIED)
    table(locked).view.cell_actions.show_menu(QPoint(0, 0))
    menu = next(m for m in QApplication.topLevelWidgets() if isinstance(m, QMenu) and m.isVisible())
    action = next(a for a in menu.findChildren(QAction) if "解锁" in a.text())
    action.trigger()
    menu.close()
    QCoreApplication.processEvents()
    assert table(locked).unlock_row.isVisible()


def test_a_figure_that_differs_from_last_years_is_open_and_wrong(window: MainWindow, store: Store) -> None:
    last, now = report_of(FORM_2021, year=2022), report_of(FORM_2021, year=2023)
    put(last, {LEFT: 4})
    create(store, last)
    wizard = opened(window, store, now)
    typist = go(wizard, CARRIED)
    typist.write("3\n")
    assert figure(wizard, CARRIED) == "3"
    typist = go(wizard, CARRIED)
    typist.write("4\n")
    assert wizard.session.lock(CARRIED) is not None


def test_editing_last_year_beside_unlocks_here_on_return(locked: Wizard, window: MainWindow, store: Store) -> None:
    last = next(entry.id for entry in store.entries() if entry.year == 2022)
    go(locked, CARRIED)
    window.open_second(last)
    second = window.beside.window
    assert second is not None
    other = second.wizard()
    assert other is not None
    other.session.set_cells({LEFT: 5})
    window.activateWindow()
    QCoreApplication.processEvents()
    assert {f.key for f in wizard_of(window).session.audit.findings()} >= {KEY}
    assert locked.session.lock(CARRIED) is None


def test_what_an_explanation_says_already_does_not_go_by_the_first_key(locked: Wizard) -> None:
    locked.session.set_cells({RECEIVED: 90})
    other = next(f.key for f in locked.session.audit.findings() if f.code == "year.jump")
    locked.session.explain(other, "集中征收")
    cards = locked.panel.list.cards_model
    locked.panel.list.setCurrentIndex(cards.index(next(r for r, c in enumerate(cards.cards()) if c.key == other)))
    locked.panel.list.explain()
    typist = Typist(locked.window())
    typist.write("，申请增多。\n")
    remark = locked.session.report.remark(other)
    assert remark is not None
    assert remark.reason == "集中征收，申请增多。"


def test_shift_f2_means_the_figure_that_was_refused_not_the_card_chosen(locked: Wizard) -> None:
    locked.session.set_cells({RECEIVED: 90})
    other = next(f.key for f in locked.session.audit.findings() if f.code == "year.jump")
    locked.session.explain(other, "集中征收，申请增多。")
    cards = locked.panel.list.cards_model
    place = next(place for place, card in enumerate(cards.cards()) if card.key == other)
    locked.panel.list.setCurrentIndex(cards.index(place))
    typist = go(locked, CARRIED)
    typist.press(Qt.Key.Key_3)
    typist.press(Qt.Key.Key_Return)
    assert table(locked).place() != CARRIED
    typist.press(Qt.Key.Key_F2, SHIFT)
    row = table(locked).unlock_row
    assert row.isVisible()
    assert table(locked).place() == CARRIED
    typist.write("上年有一件未统计。\n")
    assert locked.session.report.remark(KEY) is not None
    assert locked.session.lock(CARRIED) is None
    said_before = locked.session.report.remark(other)
    assert said_before is not None
    assert said_before.reason == "集中征收，申请增多。"

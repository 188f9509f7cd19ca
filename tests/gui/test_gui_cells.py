"""Typing figures by keyboard, as in a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core import FORM_2019, FORM_2021, report_of
from gui.desk import CARRIED, FEE, GRANTED, RECEIVED, TOTAL, Start, figure, go, open_cell, opened, said, table, typed
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.form.model import Form
from reportdesk.gui import theme
from reportdesk.gui.grid.paint import unread
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.report.values import Unread
from reportdesk.store.store import Store

ENTER, TAB, BACKTAB = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab


def place(wizard: Wizard) -> str:
    return table(wizard).place()


def test_digits_overwrite_and_enter_goes_down(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("12")
    assert typed(wizard) == "12"
    typist.press(ENTER)
    assert (figure(wizard, RECEIVED), place(wizard), typed(wizard)) == ("12", CARRIED, None)
    typist.press(ENTER, SHIFT)
    assert place(wizard) == RECEIVED
    typist.write("3")
    typist.press(ENTER, SHIFT)
    assert figure(wizard, RECEIVED) == "3"


def test_tab_goes_right_and_back_over_summed_totals(wizard: Wizard) -> None:
    typist = go(wizard, "requests.received.other")
    typist.write("4")
    typist.press(TAB)
    assert place(wizard) == CARRIED
    typist.press(BACKTAB, SHIFT)
    assert place(wizard) == "requests.received.other"
    assert figure(wizard, "requests.received.total") == "4"


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_tab_reaches_every_typed_figure_once(form: Form, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(form))
    for section in form.sections:
        wanted = [a for a, cell in form.cells.items() if cell.table in section.tables and a not in form.totals]
        if not wanted:
            continue
        typist = go(wizard, wanted[0])
        reached = [place(wizard)]
        for _cell in wanted[1:]:
            typist.press(TAB)
            reached.append(place(wizard))
        assert reached == wanted
        typist.press(TAB)
        assert not table(wizard).view.hasFocus(), "Tab in the last figure leaves the table"


def test_arrows_reach_totals_and_f2_keeps_what_is_there(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("15")
    typist.press(ENTER)
    typist.press(Qt.Key.Key_Up)
    typist.press(Qt.Key.Key_F2)
    editor = open_cell(wizard)
    assert editor is not None
    assert editor.text() == "15"
    typist.press(Qt.Key.Key_End)
    typist.write("0")
    typist.press(ENTER)
    assert figure(wizard, RECEIVED) == "150"
    go(wizard, "requests.received.other")
    typist.press(Qt.Key.Key_Right)
    assert place(wizard) == "requests.received.total"


def test_a_typed_total_is_kept_and_checked_and_an_emptied_one_summed(wizard: Wizard) -> None:
    typist = go(wizard, TOTAL)
    typist.write("9")
    typist.press(ENTER)
    report = wizard.session.report
    assert report.is_typed(TOTAL)
    go(wizard, TOTAL)
    assert "手工填写，各项之和是 0，按 Delete 恢复自动合计" in wizard.footer.note()
    assert "手工填写的合计" in table(wizard).view.grid_model.spoken(TOTAL)
    assert [f.key for f in wizard.session.audit.findings() if f.code == "requests.concluded"] != []
    go(wizard, GRANTED)
    typist.write("5")
    typist.press(ENTER)
    assert figure(wizard, TOTAL) == "9", "a typed total is never replaced"
    go(wizard, TOTAL)
    typist.press(Qt.Key.Key_F2)
    typist.press(Qt.Key.Key_Backspace)
    typist.press(ENTER)
    assert (figure(wizard, TOTAL), report.is_summed(TOTAL)) == ("5", True)
    go(wizard, TOTAL)
    typist.write("8")
    typist.press(ENTER)
    go(wizard, TOTAL)
    typist.press(Qt.Key.Key_Delete)
    assert (figure(wizard, TOTAL), report.is_summed(TOTAL)) == ("5", True)


def test_delete_empties_the_chosen_figures_as_one_step(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Right, SHIFT)
    typist.press(Qt.Key.Key_Down, SHIFT)
    typist.press(Qt.Key.Key_Delete)
    emptied = [a for a in FORM_2021.cells if figure(wizard, a) == "" and a not in FORM_2021.totals]
    assert emptied == [RECEIVED, "requests.received.business", CARRIED, "requests.carried_in.business"]
    typist.press(Qt.Key.Key_Z, CTRL)
    assert [figure(wizard, a) for a in emptied] == ["0"] * 4


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_F4], ids=["shift+enter", "shift+f4"])
def test_moving_with_shift_chooses_one_figure_only(key: Qt.Key, wizard: Wizard) -> None:
    typist = go(wizard, GRANTED)
    typist.write("1")
    typist.press(ENTER)
    typist.press(key, SHIFT)
    assert len(table(wizard).view.selectedIndexes()) == 1
    typist.press(Qt.Key.Key_Z, CTRL)
    assert len(table(wizard).view.selectedIndexes()) == 1, "held Ctrl must not take the choice away"


def test_undo_and_redo_reach_across_a_restart(wizard: Wizard, window: MainWindow, store: Store, start: Start) -> None:
    typist = go(wizard, RECEIVED)
    for figures in ("1", "2"):
        typist.write(figures)
        typist.press(ENTER)
    typist.press(Qt.Key.Key_Z, CTRL)
    assert (figure(wizard, CARRIED), place(wizard)) == ("0", CARRIED)
    window.close()
    again = start(store)
    again.show()
    QApplication.processEvents()
    resumed = again.wizard()
    assert isinstance(resumed, Wizard)
    typist = Typist(again)
    typist.press(Qt.Key.Key_Y, CTRL)
    assert figure(resumed, CARRIED) == "2"
    for _time in range(2):
        typist.press(Qt.Key.Key_Z, CTRL)
    assert (figure(resumed, RECEIVED), figure(resumed, CARRIED)) == ("0", "0")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert figure(resumed, RECEIVED) == "0"
    typist.press(Qt.Key.Key_Y, CTRL)
    assert (figure(resumed, RECEIVED), place(resumed)) == ("1", RECEIVED)
    again.close()


def test_a_new_figure_drops_redo(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("1")
    typist.press(ENTER)
    typist.press(Qt.Key.Key_Z, CTRL)
    typist.write("3")
    typist.press(ENTER)
    typist.press(Qt.Key.Key_Y, CTRL)
    assert figure(wizard, RECEIVED) == "3"


def test_undo_of_a_typed_total_goes_to_it(wizard: Wizard) -> None:
    typist = go(wizard, TOTAL)
    typist.write("9")
    typist.press(ENTER)
    wizard.go_to_step("overview")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert (place(wizard), figure(wizard, TOTAL)) == (TOTAL, "0")


def test_undo_in_an_open_cell_takes_back_the_typing_only(wizard: Wizard, store: Store) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("1")
    typist.press(ENTER)
    go(wizard, RECEIVED)
    typist.write("7")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert (typed(wizard), figure(wizard, RECEIVED)) == ("1", "1")
    assert store.held(wizard.session.id) is None


def test_unread_text_is_kept_until_a_figure_is_typed(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_cells({RECEIVED: Unread("12（含上年3件）")}))
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_F2)
    typist.press(ENTER)
    assert figure(wizard, RECEIVED) == "12（含上年3件）"
    go(wizard, RECEIVED)
    typist.write("12")
    typist.press(ENTER)
    assert wizard.session.report.cell(RECEIVED) == 12


ACCEPTED = [
    ("１２", "12"), ("1,234", "1234"), ("1，234", "1234"), ("1 234", "1234"), ("1'234", "1234"), ("12件", "12"),
    ("012", "12"), ("1.0", "1"), ("-0", "0"), ("1\u00a0234", "1234"), ("1\u200b2", "12"),
    ("\ufeff12", "12"), ("1\u00ad2", "12"), ("10000000", "10000000"),
]  # fmt: skip
REFUSED = [
    ("３．５", "不是整数"), ("－3", "不能为负数"), ("-1", "不能为负数"), ("2.5", "不是整数"), ("+5", "不用写正号"),
    ("—", "没有发生请填 0"), ("-", "没有发生请填 0"), ("/", "没有发生请填 0"), ("／", "没有发生请填 0"),
    ("无", "没有发生请填 0"), ("……", "没有发生请填 0"), ("不适用", "不能填“不适用”"), ("N/A", "不能填“不适用”"),
    ("5%", "不填百分比"), ("3万", "不是数字"), ("1e3", "不是数字"), ("0x10", "不是数字"), ("½", "不是数字"),
    ("①", "不是数字"), ("十二", "汉字数字"), ("〇", "汉字数字"), ("9007199254740993", "太大"),
    ("1" + "0" * 30, "太大"), ("其中：2023年12件", "不是数字"), ("12（含上年3件）", "不是数字"),
    ("1\u30002", "不是数字"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ACCEPTED)
def test_what_a_count_takes(text: str, value: str, wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write(text)
    typist.press(ENTER)
    assert (figure(wizard, RECEIVED), typed(wizard), said(wizard)) == (value, None, "")


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_a_count_refuses(text: str, reason: str, wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write(text)
    typist.press(ENTER)
    assert reason in said(wizard)
    assert (figure(wizard, RECEIVED), typed(wizard)) == ("0", text)
    typist.press(Qt.Key.Key_Escape)
    assert (figure(wizard, RECEIVED), typed(wizard), said(wizard)) == ("0", None, "")


def test_what_the_fee_takes_and_refuses(wizard: Wizard) -> None:
    typist = go(wizard, FEE)
    for text, value in (("3万", "3"), ("3.5万元", "3.5"), ("３．５", "3.5")):
        go(wizard, FEE)
        typist.write(text)
        typist.press(ENTER)
        assert figure(wizard, FEE) == value
    go(wizard, FEE)
    typist.write("35000元")
    typist.press(ENTER)
    assert "应为 3.5 万元？" in said(wizard)
    assert (figure(wizard, FEE), typed(wizard)) == ("3.5", "35000元")


def test_undo_and_redo_say_what_they_did(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("5\n")
    wizard.session.set_prose("overview", "另一段。")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.footer.note() == "已撤销：总体情况的文字"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert "已撤销：一、本年新收" in wizard.footer.note()
    assert "现为 0" in wizard.footer.note()
    typist.press(Qt.Key.Key_Y, CTRL)
    assert "已恢复：" in wizard.footer.note()
    assert "现为 5" in wizard.footer.note()
    wizard.session.set_unit("phone", "0571-5")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.footer.note() == "已撤销：电话"


def test_enter_goes_on_from_table_to_table_and_is_told_at_the_end(wizard: Wizard) -> None:
    typist = go(wizard, "normative.document.in_force")
    for text in ("665", "2293", "1282", "42", "24252.31"):
        typist.write(text)
        typist.press(ENTER)
    told = ("normative.document.in_force", "licensing.licence.decisions", "enforcement.penalty.decisions")
    assert [figure(wizard, address) for address in told] == ["665", "2293", "1282"]
    assert (figure(wizard, "enforcement.coercion.decisions"), figure(wizard, FEE)) == ("42", "24252.31")
    assert "最后一格" in wizard.footer.note()
    typist.write("7")
    typist.press(ENTER)
    typist.commit("８")
    assert figure(wizard, FEE) == "24252.31", "nothing typed is lost unseen"
    assert "没有填入" in said(wizard)
    typist.press(Qt.Key.Key_F2)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.write("7")
    typist.press(ENTER)
    assert figure(wizard, FEE) == "7"
    typist.press(ENTER, SHIFT)
    assert place(wizard) == "enforcement.coercion.decisions"
    typist.press(ENTER)
    typist.write("8")
    typist.press(ENTER)
    assert figure(wizard, FEE) == "8", "who came back may type over it"


def test_report_of_a_blank_form_begins_unfilled(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    typist = go(wizard, RECEIVED)
    typist.press(ENTER)
    assert (figure(wizard, RECEIVED), place(wizard)) == ("", CARRIED)
    typist.write("0")
    typist.press(ENTER)
    assert figure(wizard, CARRIED) == "0"


def test_an_arrow_leaves_a_cell_that_was_typed_over_but_not_one_that_is_mended(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_Right)
    assert wizard.session.report.cell(RECEIVED) == 5
    assert table(wizard).place() == "requests.received.business"
    typist.press(Qt.Key.Key_Left)
    typist.press(Qt.Key.Key_F2)
    typist.press(Qt.Key.Key_Left)
    typist.write("1")
    typist.press(Qt.Key.Key_Return)
    assert wizard.session.report.cell(RECEIVED) == 15


def test_ctrl_and_an_arrow_go_to_the_edge(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Down, CTRL)
    assert table(wizard).place() == "requests.carried_out.natural"
    typist.press(Qt.Key.Key_Right, CTRL)
    assert table(wizard).place() == "requests.carried_out.total"
    typist.press(Qt.Key.Key_Home)
    assert table(wizard).place() == "requests.carried_out.natural"
    typist.press(Qt.Key.Key_End)
    assert table(wizard).place() == "requests.carried_out.total"
    typist.press(Qt.Key.Key_Up, CTRL)
    assert table(wizard).place() == "requests.received.total"
    for key, address in ((Qt.Key.Key_End, "requests.carried_out.total"), (Qt.Key.Key_Home, RECEIVED)):
        typist.press(key, CTRL)
        assert table(wizard).place() == address
        assert table(wizard).view.chosen_addresses() == [address], "one frame, where one types"


def test_giving_a_refused_text_up_keeps_the_cell_and_the_keyboard(wizard: Wizard) -> None:
    typist = go(wizard, "normative.document.issued")
    typist.write("1")
    typist.press(Qt.Key.Key_Tab)
    typist.write("abc")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Escape)
    assert table(wizard).place() == "normative.document.repealed"
    assert typist.focus() is table(wizard).view
    typist.write("2")
    typist.press(Qt.Key.Key_Return)
    assert wizard.session.report.cell("normative.document.repealed") == 2
    assert wizard.session.report.cell("normative.document.issued") == 1


def test_redo_in_an_open_cell_is_that_of_its_text(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("1")
    typist.press(ENTER)
    typist.press(Qt.Key.Key_Z, CTRL)
    go(wizard, CARRIED)
    typist.write("7")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert typed(wizard) == "0"
    typist.press(Qt.Key.Key_Y, CTRL)
    assert (typed(wizard), figure(wizard, RECEIVED), place(wizard)) == ("7", "0", CARRIED)
    typist.press(ENTER)
    assert figure(wizard, CARRIED) == "7"


def test_undo_with_nothing_left_to_undo_in_the_cell_leaves_the_report_alone(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("1")
    typist.press(ENTER)
    typist.press(Qt.Key.Key_F2)
    for _time in range(3):
        typist.press(Qt.Key.Key_Z, CTRL)
    assert (typed(wizard), figure(wizard, RECEIVED)) == ("0", "1")


def test_enter_among_totals_goes_from_one_total_to_the_next(wizard: Wizard) -> None:
    typist = go(wizard, "requests.received.total")
    for expected in ("requests.carried_in.total", "requests.granted.total", "requests.partly_granted.total"):
        typist.write("3")
        typist.press(ENTER)
        assert place(wizard) == expected
    typist.press(ENTER, SHIFT)
    assert place(wizard) == "requests.granted.total"
    typist.press(TAB)
    assert place(wizard) == "requests.partly_granted.natural", "across, summed totals are skipped"


def test_enter_in_the_last_total_stays_and_in_the_last_row_goes_to_the_next_column(wizard: Wizard) -> None:
    last = "requests.carried_out.total"
    typist = go(wizard, last)
    typist.write("3")
    typist.press(ENTER)
    assert (figure(wizard, last), place(wizard), typed(wizard)) == ("3", last, None)
    typist = go(wizard, "requests.carried_out.natural")
    typist.write("3")
    typist.press(ENTER)
    assert place(wizard) == "requests.received.business"
    typist = go(wizard, "review.reconsideration.total")
    typist.write("1")
    typist.press(ENTER)
    assert place(wizard) == "review.direct_suit.upheld"


def test_filling_the_rest_with_0_says_what_that_brought_up(window: MainWindow, store: Store) -> None:
    report = Report(FORM_2021, 2023, "清河市档案馆")
    report.apply(report.set_cells({RECEIVED: 3}))
    wizard = opened(window, store, report)
    go(wizard, RECEIVED)
    table(wizard).zeros.setFocus()
    Typist(window).press(Qt.Key.Key_Space)
    errors = wizard.session.audit.tally().errors
    assert errors > 0
    assert f"随之出现 {errors} 处错误" in wizard.footer.note()
    assert "F4" in wizard.footer.note()


def test_filling_with_0_that_brings_nothing_up_only_counts(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "清河市档案馆"))
    go(wizard, RECEIVED)
    table(wizard).zeros.setFocus()
    Typist(window).press(Qt.Key.Key_Space)
    assert wizard.footer.note().endswith("格填为 0（Ctrl+Z 撤销）")
    assert wizard.footer.note().startswith("已把")


@pytest.mark.parametrize("height", range(640, 700, 7))
def test_the_table_ends_with_a_whole_row(height: int, wizard: Wizard, window: MainWindow) -> None:
    window.resize(1024, height)
    typist = go(wizard, RECEIVED)
    view = table(wizard).view
    for _row in range(view.model().rowCount()):
        QApplication.processEvents()
        end = view.whole_height()
        first = view.rowAt(0)
        assert view.rowViewportPosition(first) == 0, "the table begins with a whole row"
        last = view.rowAt(end - 1)
        assert last < 0 or view.rowViewportPosition(last) + view.rowHeight(last) <= end
        assert view.visualRect(view.currentIndex()).bottom() < end, "the row in focus is whole"
        if end < view.viewport().height():
            image = view.viewport().grab().toImage()
            assert image.pixelColor(3, image.height() - 1) == theme.colour("ground")
        typist.press(ENTER)


@pytest.mark.parametrize("address", [RECEIVED, "requests.received.other"])
def test_an_open_cell_grows_with_what_is_typed_so_that_it_is_seen_whole(address: str, wizard: Wizard) -> None:
    typist = go(wizard, address)
    cell = table(wizard).view.visualRect(table(wizard).view.currentIndex())
    typist.write("12")
    editor = open_cell(wizard)
    assert editor is not None
    assert editor.width() <= cell.width() + 2
    typist.write("00000000000000000000")
    needed = editor.fontMetrics().horizontalAdvance(editor.text())
    assert editor.width() > needed
    assert table(wizard).view.viewport().rect().contains(editor.geometry())
    typist.press(Qt.Key.Key_Escape)
    assert open_cell(wizard) is None


def test_alt_0_fills_the_rest_with_0(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "清河市档案馆"))
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert figure(wizard, RECEIVED) == "0"
    assert not table(wizard).view.cell_actions.blanks()


def test_a_cell_too_narrow_says_that_it_was_not_read_and_no_half_of_a_text() -> None:
    font, value = theme.font(13), Unread("22（其中修订16件）")
    assert unread(value, 400, font) == "未读出：22（其中修订16件）"
    assert unread(value, 60, font) == "未读出"

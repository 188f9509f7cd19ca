"""Copying and pasting blocks, and filling the rest with 0, by keyboard and mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMenu, QPushButton
from pytestqt.modeltest import ModelTester

from core import FORM_2021, UNIT, put, report_of
from gui.desk import CARRIED, FEE, RECEIVED, figure, go, opened, said, table, typed
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.errors import ReportDeskError
from reportdesk.gui.grid.preview import HEADS, PastePreview, PreviewModel
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.intake.clipboard import prepare
from reportdesk.report.report import Report
from reportdesk.session import Happened
from reportdesk.store.store import Store

GRANTED_ROW = "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def hold(text: str, markup: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if markup:
        data.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(data)


def held() -> str:
    return QGuiApplication.clipboard().text()


def footer(wizard: Wizard) -> str:
    QCoreApplication.processEvents()
    return wizard.footer.note()


def received(wizard: Wizard) -> list[str]:
    return [figure(wizard, a) for a in FORM_2021.cells if a.startswith("requests.received.")]


def answer(typist: Typist, key: Qt.Key, seen: list[PastePreview]) -> None:
    """Paste, and press a key in the preview that opens."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PastePreview)
        seen.append(dialog)
        assert dialog.isVisible()
        typist.press(key)

    typist.during(press, lambda: typist.press(Qt.Key.Key_V, CTRL))


def test_a_row_from_a_spreadsheet_is_one_step_and_one_audit(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    happened: list[Happened] = []
    wizard.session.listen(happened.append)
    hold("3\t\t5\t0\t\t1\r\n")
    typist.press(Qt.Key.Key_V, CTRL)
    assert received(wizard) == ["3", "0", "5", "0", "0", "1", "9"]
    assert len(happened) == 1
    assert footer(wizard).partition("，")[0] == "已粘贴 4 格"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert received(wizard) == ["0"] * 7
    typist.press(Qt.Key.Key_Y, CTRL)
    assert received(wizard) == ["3", "0", "5", "0", "0", "1", "9"]


def test_the_note_gives_way_to_the_next_cell(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold("3")
    typist.press(Qt.Key.Key_V, CTRL)
    assert footer(wizard).partition("，")[0] == "已粘贴 1 格"
    typist.press(Qt.Key.Key_Down)
    assert footer(wizard).startswith("二、上年结转")


def test_html_goes_before_text(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold("1 2", "<table><tr><td>7</td><td>8</td></tr></table>")
    typist.press(Qt.Key.Key_V, CTRL)
    assert received(wizard)[:2] == ["7", "8"]


def test_labels_decide_wherever_the_focus_is(wizard: Wizard) -> None:
    typist = go(wizard, "requests.dismissed.complaint.legal")
    hold(GRANTED_ROW)
    typist.press(Qt.Key.Key_V, CTRL)
    assert figure(wizard, "requests.granted.natural") == "1"
    assert footer(wizard).partition("，")[0] == "已粘贴 7 格"
    assert not wizard.session.report.is_typed("requests.granted.total")


def test_copy_and_paste_carry_a_rectangle(wizard: Wizard) -> None:
    put(wizard.session.report, {RECEIVED: 12, CARRIED: 5, "requests.received.business": 3})
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Right, SHIFT)
    typist.press(Qt.Key.Key_Down, SHIFT)
    typist.press(Qt.Key.Key_C, CTRL)
    assert held() == "12\t3\n5\t0\n"
    assert "<td>12</td>" in QGuiApplication.clipboard().mimeData().html()
    assert footer(wizard) == "已复制 4 格"
    typist.press(Qt.Key.Key_V, CTRL)
    assert (figure(wizard, RECEIVED), figure(wizard, CARRIED)) == ("12", "5"), "pasted where it was taken"
    go(wizard, "requests.granted.natural")
    typist.press(Qt.Key.Key_V, CTRL)
    assert figure(wizard, "requests.granted.business") == "3"
    assert figure(wizard, "requests.partly_granted.natural") == "5"


def test_one_figure_is_copied_without_a_line_break(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_C, CTRL)
    assert held() == "0"


def test_a_rectangle_over_several_tables_holds_what_is_printed_between(wizard: Wizard) -> None:
    typist = go(wizard, "licensing.licence.decisions")
    for _step in range(3):
        typist.press(Qt.Key.Key_Down, SHIFT)
    typist.press(Qt.Key.Key_C, CTRL)
    assert held().splitlines()[0].split("\t")[0] == "0"
    assert "本年处理决定数量" in held()
    typist.press(Qt.Key.Key_V, CTRL)
    assert footer(wizard).startswith("已粘贴")


@pytest.mark.parametrize(("key", "held_down"), [(Qt.Key.Key_X, CTRL), (Qt.Key.Key_Delete, SHIFT)])
def test_cut_takes_the_figures_away_as_one_step(key: Qt.Key, held_down: Qt.KeyboardModifier, wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Right, SHIFT)
    typist.press(key, held_down)
    assert (held(), received(wizard)[:2]) == ("0\t0\n", ["", ""])
    typist.press(Qt.Key.Key_Z, CTRL)
    assert received(wizard)[:2] == ["0", "0"]


def test_cells_are_chosen_by_mouse(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    view = table(wizard).view
    last = view.grid_model.index_of("requests.carried_in.research")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, view.visualRect(last).center())
    typist.press(Qt.Key.Key_C, CTRL)
    assert held() == "0\t0\t0\n0\t0\t0\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12（含上年3件）", "不是数字"),
        ("/", "没有发生请填 0"),
        ("1\t2\t3\t4\t5\t6\t7\t8", "1 行 8 列，从选中的格子起只放得下 25 行 7 列"),
        ("", "没有可以粘贴的数字"),
        ("信息内容\t本年处理决定数量\n行政许可\t5", "请到那一步粘贴"),
    ],
)
def test_what_cannot_be_pasted_says_why_beside_the_cell(text: str, words: str, wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold(text)
    typist.press(Qt.Key.Key_V, CTRL)
    assert words in said(wizard)
    assert received(wizard) == ["0"] * 7
    assert not wizard.session.can_undo()


@pytest.mark.parametrize(("key", "after"), [(Qt.Key.Key_Return, ["1", "0", "3"]), (Qt.Key.Key_Escape, ["0", "0", "0"])])
def test_a_refused_text_opens_the_preview_and_is_never_pasted(key: Qt.Key, after: list[str], wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold("1\t12（含上年3件）\t3")
    seen: list[PastePreview] = []
    answer(typist, key, seen)
    assert len(seen) == 1
    assert received(wizard)[:3] == after
    assert wizard.session.can_undo() is (key == Qt.Key.Key_Return)


def test_the_preview_says_in_words_what_would_happen(wizard: Wizard, qtmodeltester: ModelTester) -> None:
    report = wizard.session.report
    text = f"{GRANTED_ROW}（二）部分公开\t/\t0\t0\t0\t0\t0\t2\n合计\t1\t0\t0\t0\t0\t0\t1\n"
    paste = prepare(report, FORM_2021.section("requests"), (3, 3), text)
    dialog = PastePreview(paste, report, wizard)
    model = dialog.table.model()
    assert isinstance(model, PreviewModel)
    qtmodeltester.check(model)
    lines = [[model.index(row, column).data() for column in range(len(HEADS))] for row in range(model.rowCount())]
    assert lines[0] == [
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）｜自然人", "/", "不填",
        "“/”不是数字；没有发生请填 0，暂不清楚请留空。",
    ]  # fmt: skip
    assert lines[1] == ["", "合计　1　0　0　0　0　0　1", "不填", "本格式没有“合计”这一项。"]
    assert lines[2][2:] == ["1", "替换现有的 0"]
    assert lines[8][2:] == ["1", "与自动合计一致，仍自动合计"]
    assert lines[-1][2:] == ["2", "与各项之和 0 不同，作为自己填的合计"]
    titles = [label.text() for label in dialog.findChildren(QLabel, "sectionTitle")]
    assert titles == ["将填入 13 格，1 格的内容不能填入，1 处没有对应的格子"]
    buttons = dialog.findChildren(QDialogButtonBox)[0].findChildren(QPushButton)
    assert {button.text() for button in buttons} == {"确定粘贴", "取消"}
    dialog.deleteLater()


def test_a_doubtful_division_is_asked_about(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold("1 2 3")
    seen: list[PastePreview] = []
    answer(typist, Qt.Key.Key_Return, seen)
    assert len(seen) == 1
    assert received(wizard)[:3] == ["1", "2", "3"]
    assert table(wizard).view.hasFocus()


def test_where_nothing_can_be_filled_in_there_is_nothing_to_confirm(wizard: Wizard) -> None:
    paste = prepare(wizard.session.report, FORM_2021.section("requests"), (3, 3), "/\t/")
    dialog = PastePreview(paste, wizard.session.report, wizard)
    accept = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
    assert not accept.isEnabled()
    dialog.deleteLater()


def test_a_paste_that_cannot_be_stored_changes_nothing(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise ReportDeskError("磁盘已满。")

    typist = go(wizard, RECEIVED)
    monkeypatch.setattr(wizard.session.store, "commit", fail)
    hold("1\t2")
    typist.press(Qt.Key.Key_V, CTRL)
    assert said(wizard) == "磁盘已满。"
    assert received(wizard) == ["0"] * 7


def test_in_an_open_cell_the_clipboard_belongs_to_its_text(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    hold("23")
    typist.write("1")
    typist.press(Qt.Key.Key_V, CTRL)
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "123"


# 其余填 0


def test_the_rest_is_filled_with_zero_as_one_step(window: MainWindow, store: Store) -> None:
    report = Report(FORM_2021, 2023, UNIT)
    put(report, {RECEIVED: 7})
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    zeros = table(wizard).zeros
    assert zeros.isEnabled()
    QTest.mouseClick(zeros, Qt.MouseButton.LeftButton)
    count = sum(a.startswith("requests.") and a not in FORM_2021.totals for a in FORM_2021.cells) - 1
    assert footer(wizard).partition("（")[0] == f"已把 {count} 格填为 0"
    assert received(wizard) == ["7", "0", "0", "0", "0", "0", "7"]
    assert figure(wizard, "review.direct_suit.upheld") == "", "other steps are left alone"
    assert not wizard.session.report.names("typed")
    assert not zeros.isEnabled()
    assert table(wizard).view.hasFocus()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert received(wizard) == ["7", "", "", "", "", "", ""]
    assert zeros.isEnabled()


def test_filling_with_zero_takes_what_is_still_being_typed(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, UNIT))
    typist = go(wizard, FEE)
    typist.write("3.5")
    QTest.mouseClick(table(wizard).zeros, Qt.MouseButton.LeftButton)
    assert figure(wizard, FEE) == "3.5"
    assert figure(wizard, "normative.regulation.issued") == "0"
    go(wizard, "normative.regulation.issued")
    typist.press(Qt.Key.Key_Delete)
    typist.write("x")
    QTest.mouseClick(table(wizard).zeros, Qt.MouseButton.LeftButton)
    assert figure(wizard, "normative.regulation.issued") == "", "a refused text is not overwritten"


# The menu


def menu(wizard: Wizard) -> dict[str, QMenu]:
    view = table(wizard).view
    place = QPoint(5, 5)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place))
    return {action.text(): found for found in view.findChildren(QMenu) for action in found.actions() if action.text()}


def choose(wizard: Wizard, text: str) -> None:
    found = menu(wizard)[text]
    next(action for action in found.actions() if action.text() == text).trigger()
    found.close()
    QCoreApplication.processEvents()


def test_the_menu_does_the_same(wizard: Wizard) -> None:
    put(wizard.session.report, {RECEIVED: 4})
    go(wizard, RECEIVED)
    assert list(menu(wizard)) == ["复制", "粘贴", "清空", "其余填 0"]
    choose(wizard, "复制")
    assert held() == "4"
    choose(wizard, "清空")
    assert figure(wizard, RECEIVED) == ""
    choose(wizard, "粘贴")
    assert figure(wizard, RECEIVED) == "4"
    choose(wizard, "清空")
    choose(wizard, "其余填 0")
    assert figure(wizard, RECEIVED) == "0"


def test_report_of_zeros_has_nothing_to_fill(wizard: Wizard) -> None:
    go(wizard, RECEIVED)
    assert wizard.session.report.filled() == report_of().filled()
    assert not table(wizard).zeros.isEnabled()
    found = menu(wizard)["其余填 0"]
    assert not next(action for action in found.actions() if action.text() == "其余填 0").isEnabled()
    found.close()


def test_a_single_refused_text_stays_open_in_its_cell_as_a_typed_one_does(wizard: Wizard) -> None:
    go(wizard, RECEIVED)
    hold("约1282")
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_V, CTRL)
    assert typed(wizard) == "约1282"
    assert "不是数字" in said(wizard)
    typist.press(Qt.Key.Key_Return)
    assert (table(wizard).place(), typed(wizard)) == (RECEIVED, "约1282"), "it is not left, and nothing is lost"
    typist.write("1282")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "1282"

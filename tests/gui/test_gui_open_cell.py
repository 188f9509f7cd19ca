"""What is typed in a cell is taken or stays in the cell, whatever the clerk does next; it is never lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core import report_of
from gui.desk import CARRIED, GRANTED, RECEIVED, Start, figure, go, open_cell, opened, said, table, typed, wizard_of
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report.changes import Slot
from reportdesk.store.store import Store

LEFT = Qt.MouseButton.LeftButton


def next_step(wizard: Wizard, typist: Typist) -> None:
    typist.press(Qt.Key.Key_PageDown, CTRL)


def next_finding(wizard: Wizard, typist: Typist) -> None:
    typist.press(Qt.Key.Key_F4)


def finding_before(wizard: Wizard, typist: Typist) -> None:
    typist.press(Qt.Key.Key_F4, SHIFT)


def click_another_step(wizard: Wizard, typist: Typist) -> None:
    rect = wizard.step_list.visualRect(wizard.step_list.steps_model.index(5))
    QTest.mouseClick(wizard.step_list.viewport(), LEFT, pos=rect.center())


def click_another_figure(wizard: Wizard, typist: Typist) -> None:
    view = table(wizard).view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.grid_model.index_of(GRANTED)).center())


def click_a_finding(wizard: Wizard, typist: Typist) -> None:
    cards = wizard.panel.list
    QTest.mouseClick(cards.viewport(), LEFT, pos=cards.visualRect(cards.cards_model.index(1)).center())


def click_a_button(wizard: Wizard, typist: Typist) -> None:
    QTest.mouseClick(next(b for b in wizard.findChildren(QPushButton) if b.text() == "上一步"), LEFT)


def resize(wizard: Wizard, typist: Typist) -> None:
    wizard.window().resize(1500, 900)


STAYING = [click_another_figure, click_a_finding, resize]
LEAVING = [next_step, next_finding, finding_before, click_another_step, click_a_button]
Act = Callable[[Wizard, Typist], None]


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    """Open a report with one finding on the table page and one on another."""
    report = report_of()
    report.apply(report.set_cells({GRANTED: 3}))
    report.apply(report.set_prose("overview", ""))
    return opened(window, store, report)


@pytest.mark.parametrize("act", [*LEAVING, click_another_figure, click_a_finding])
def test_a_valid_text_is_taken(act: Act, wizard: Wizard, store: Store) -> None:
    typist = go(wizard, CARRIED)
    typist.write("7")
    act(wizard, typist)
    QApplication.processEvents()
    assert figure(wizard, CARRIED) == "7"
    assert store.held(wizard.session.id) is None


@pytest.mark.parametrize("act", [*STAYING, *LEAVING])
def test_a_refused_text_keeps_its_cell_open(act: Act, wizard: Wizard, store: Store) -> None:
    typist = go(wizard, CARRIED)
    typist.write("十二")
    act(wizard, typist)
    QApplication.processEvents()
    assert wizard.page().step.id == "requests"
    assert wizard.step_list.currentIndex().row() == wizard.steps.index(wizard.page().step)
    assert typed(wizard) == "十二"
    assert table(wizard).place() == CARRIED
    assert typist.focus() is open_cell(wizard)
    assert "汉字数字" in said(wizard) or act is resize
    assert store.held(wizard.session.id) == (Slot("cell", CARRIED), "十二")
    typist.press(Qt.Key.Key_A, CTRL)
    typist.write("12")
    act(wizard, typist)
    typist.press(Qt.Key.Key_Escape)
    assert figure(wizard, CARRIED) == ("0" if act is resize else "12")


def test_escape_gives_up_what_was_typed(wizard: Wizard, store: Store) -> None:
    typist = go(wizard, CARRIED)
    typist.write("7")
    typist.press(Qt.Key.Key_Escape)
    assert (figure(wizard, CARRIED), typed(wizard), store.held(wizard.session.id)) == ("0", None, None)
    assert table(wizard).view.hasFocus()
    typist.write("8")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, CARRIED) == "8"


def test_what_is_said_beside_a_cell_stays_on_the_page(wizard: Wizard) -> None:
    for address in wizard.session.form.cells:
        if not address.startswith("requests."):
            continue
        typist = go(wizard, address)
        typist.write("x")
        typist.press(Qt.Key.Key_Return)
        page = wizard.page()
        bubble = page.findChild(QLabel, "bubble")
        assert isinstance(bubble, QLabel)
        assert page.rect().contains(bubble.geometry()), address
        typist.press(Qt.Key.Key_Escape)
        assert said(wizard) == ""


def closes(window: MainWindow, wizard: Wizard) -> None:
    window.close()


def goes_home(window: MainWindow, wizard: Wizard) -> None:
    home = next(b for b in wizard.findChildren(QPushButton) if b.text().endswith("报告库"))
    QTest.mouseClick(home, LEFT)


@pytest.mark.parametrize("leave", [closes, goes_home])
def test_leaving_the_report_takes_a_valid_text(
    leave: Callable[[MainWindow, Wizard], None], wizard: Wizard, window: MainWindow, store: Store
) -> None:
    report_id = wizard.session.id
    go(wizard, CARRIED).write("7")
    leave(window, wizard)
    assert store.load(report_id)[0].cell(CARRIED) == 7
    assert store.held(report_id) is None


@pytest.mark.parametrize("leave", [closes, goes_home])
def test_leaving_the_report_keeps_a_refused_text(
    leave: Callable[[MainWindow, Wizard], None], wizard: Wizard, window: MainWindow, store: Store
) -> None:
    report_id = wizard.session.id
    go(wizard, CARRIED).write("十二")
    leave(window, wizard)
    QApplication.processEvents()
    assert store.held(report_id) == (Slot("cell", CARRIED), "十二")
    window.show()
    window.open_report(report_id)
    again = wizard_of(window)
    assert (typed(again), figure(again, CARRIED)) == ("十二", "0")


def test_another_window_in_front_keeps_a_refused_text(wizard: Wizard, window: MainWindow, qapp: QApplication) -> None:
    go(wizard, CARRIED).write("十二")
    other = QPushButton("别的窗口")
    other.show()
    other.activateWindow()
    qapp.processEvents()
    assert typed(wizard) == "十二"
    other.close()
    window.activateWindow()
    qapp.processEvents()
    assert typed(wizard) == "十二"


def test_typing_survives_a_kill_at_every_character(
    wizard: Wizard, store: Store, data_folder: Path, tmp_path: Path
) -> None:
    typist = go(wizard, RECEIVED)
    for number, text in enumerate(("1", "12", "12件", "12件x")):
        typist.write(text[-1])
        found = Store(shutil.copytree(data_folder, tmp_path / f"kill {number}"))
        assert found.held(wizard.session.id) == (Slot("cell", RECEIVED), text)
        found.close()


def test_the_page_scrolls_to_the_open_cell(wizard: Wizard, window: MainWindow) -> None:
    window.resize(window.minimumSize())
    last = [a for a in wizard.session.form.cells if a.startswith("requests.")][-2]
    go(wizard, last)
    view = table(wizard).view
    assert view.viewport().rect().contains(view.visualRect(view.grid_model.index_of(last)).center())
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(5, 5))
    assert table(wizard).place()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_text_put_back_after_a_crash_is_spoken_of(
    key: Qt.Key, wizard: Wizard, window: MainWindow, store: Store, data_folder: Path, tmp_path: Path, start: Start
) -> None:
    go(wizard, CARRIED).write("7")
    found = Store(shutil.copytree(data_folder, tmp_path / "killed"))
    again = start(found)
    again.show()
    resumed = wizard_of(again)
    assert (typed(resumed), figure(resumed, CARRIED)) == ("7", "0")
    note = resumed.footer.note()
    assert "上次" in note and "回车" in note and "Esc" in note
    Typist(again).press(key)
    assert figure(resumed, CARRIED) == ("7" if key == Qt.Key.Key_Return else "0")
    assert "上次" not in resumed.footer.note()
    again.close()
    found.close()

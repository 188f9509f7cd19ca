"""The window as a whole: closing, coming back, second starts, and a store that fails."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QProcess, QProcessEnvironment, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from core import report_of
from gui.desk import CARRIED, GRANTED, RECEIVED, Start, banner, figure, go, prose, put_up_border, said, table, typed
from gui.desk import wizard_of as wizard_in
from gui.typist import CTRL, Typist
from places import ROOT
from reportdesk import assets
from reportdesk.__main__ import main
from reportdesk.gui import app
from reportdesk.gui.app import Border
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import Manual
from reportdesk.gui.settings import SettingsDialog
from reportdesk.gui.single import SingleWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.session import Session, create
from reportdesk.store.errors import StoreError
from reportdesk.store.store import Store

ENTER = Qt.Key.Key_Return
FULL = "磁盘已满，刚才的修改没有保存。"


def test_closing_asks_nothing(wizard: Wizard, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QMessageBox, "exec", asked.append)
    go(wizard, RECEIVED).write("5")
    event = QCloseEvent()
    QCoreApplication.sendEvent(window, event)
    assert event.isAccepted()
    assert window.close()
    assert asked == []


def test_a_key_leads_back_to_the_library_and_keeps_what_is_typed(wizard: Wizard, window: MainWindow) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_W, CTRL)
    assert window.wizard() is None
    assert window.library.isVisible()
    window.open_report(wizard.session.id)
    again = wizard_in(window)
    assert figure(again, RECEIVED) == "5"
    again.comparing.toggle()
    QApplication.processEvents()
    Typist(window).press(Qt.Key.Key_W, CTRL)
    assert window.wizard() is None, "in front of the steps too"


def test_size_step_and_cell_are_remembered(wizard: Wizard, window: MainWindow, store: Store, start: Start) -> None:
    window.resize(window.minimumWidth(), 733)  # the screen of the tests is no wider
    go(wizard, GRANTED)
    window.close()
    again = start(store)
    assert (again.width(), again.height()) == (window.width(), 733)
    again.show()
    resumed = wizard_in(again)
    assert (resumed.page().step.id, resumed.page().place()) == ("requests", GRANTED)
    assert table(resumed).view.hasFocus()
    again.close_report()
    again.close()
    at_home = start(store)
    assert at_home.wizard() is None


def test_step_and_cell_are_remembered_without_closing(
    wizard: Wizard, data_folder: Path, tmp_path: Path, qtbot: QtBot, start: Start
) -> None:
    typist = go(wizard, GRANTED)
    typist.press(Qt.Key.Key_Down)
    here = table(wizard).place()

    def remembered() -> bool:
        return wizard.session.store.place(wizard.session.id) == {"step": "requests", "place": here}

    qtbot.waitUntil(remembered)
    found = Store(shutil.copytree(data_folder, tmp_path / "killed"))
    again = start(found)
    again.show()
    assert wizard_in(again).page().place() == here
    again.close()
    found.close()


def test_a_report_that_cannot_be_read_leaves_the_library(
    wizard: Wizard, window: MainWindow, store: Store, start: Start
) -> None:
    window.close()
    with sqlite3.connect(store.path) as file:
        file.execute("UPDATE slots SET value = '{' WHERE kind = 'cell'")
    file.close()
    again = start(store)
    again.show()
    assert again.wizard() is None
    assert "无法读取" in banner(again)
    assert again.library.isVisible()
    again.close()


def test_coming_forward_keeps_a_window_maximised(window: MainWindow) -> None:
    window.showMaximized()
    window.showMinimized()
    window.come_forward()
    assert not window.isMinimized()
    assert window.isMaximized()


def test_a_failing_store_is_said_beside_the_cell(
    wizard: Wizard, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("5")
    with monkeypatch.context() as broken:
        broken.setattr(Store, "commit", _fail)
        typist.press(ENTER)
        assert (said(wizard), typed(wizard), figure(wizard, RECEIVED)) == (FULL, "5", "0")
        assert wizard.session.audit.findings() == []
    typist.press(ENTER)
    assert (typed(wizard), figure(wizard, RECEIVED)) == (None, "5")


def _fail(*_args: object) -> int:
    raise StoreError(FULL)


def test_a_failing_store_is_said_in_the_banner(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    page = prose(wizard)
    typist = Typist(window)
    typist.press(Qt.Key.Key_End, CTRL)
    with monkeypatch.context() as broken:
        for name in ("commit", "extend", "move"):
            broken.setattr(Store, name, _fail)
        typist.write("甲")
        assert banner(window) == FULL
        assert wizard.session.report.prose("overview") == "无。"
        window.banner.hide()
        go(wizard, RECEIVED)
        typist.press(Qt.Key.Key_Delete)
        assert (said(wizard), figure(wizard, RECEIVED)) == (FULL, "0")
    prose(wizard)
    typist.write("乙")
    assert wizard.session.report.prose("overview") == page.editor.written() == "无。甲乙"
    with monkeypatch.context() as broken:
        broken.setattr(Store, "move", _fail)
        window.banner.hide()
        typist.press(Qt.Key.Key_Z, CTRL)
        assert banner(window) == FULL
        assert wizard.session.report.prose("overview") == "无。甲乙"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.prose("overview") == "无。"


def test_a_year_that_could_not_be_stored_is_not_shown(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    wizard.go_to_step("unit", "year")
    spin = wizard.page().findChild(QSpinBox, "year")
    assert isinstance(spin, QSpinBox)
    year = spin.value()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "commit", _fail)
        Typist(window).press(Qt.Key.Key_Up)
    assert banner(window) == FULL
    assert spin.value() == wizard.session.report.year == year


def test_text_of_an_open_cell_that_cannot_be_held_is_said(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    typist = go(wizard, RECEIVED)
    with monkeypatch.context() as broken:
        broken.setattr(Store, "hold", _fail)
        typist.write("5")
        assert banner(window) == FULL
    typist.press(ENTER)
    assert figure(wizard, RECEIVED) == "5"


def test_a_report_changed_elsewhere_is_not_overwritten(
    wizard: Wizard, window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    Session(store, wizard.session.id).set_cells({CARRIED: 8})
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(ENTER)
    assert "另一个窗口" in said(wizard)
    assert (typed(wizard), figure(wizard, RECEIVED)) == ("5", "0")
    report_id = wizard.session.id
    home = next(b for b in wizard.findChildren(QPushButton) if b.text().endswith("报告库"))
    QTest.mouseClick(home, Qt.MouseButton.LeftButton)
    window.open_report(report_id)
    again = wizard_in(window)
    assert figure(again, CARRIED) == "8"
    assert (typed(again), table(again).place()) == ("5", RECEIVED), "not even the refused text is lost"


def test_a_report_deleted_elsewhere_is_said_and_left(
    wizard: Wizard, window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    create(store, report_of(unit="青溪镇人民政府"))
    typist = go(wizard, RECEIVED)
    typist.write("5")
    store.delete(wizard.session.id)
    typist.press(ENTER)
    assert "删除" in said(wizard) or "没有编号" in said(wizard)
    home = next(b for b in wizard.findChildren(QPushButton) if b.text().endswith("报告库"))
    QTest.mouseClick(home, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.wizard() is None
    assert [entry.unit for entry in store.entries()] == ["青溪镇人民政府"]


def start(folder: Path, **environment: str) -> QProcess:
    """Start the program on a data folder, as a second start does."""
    process = QProcess()
    surroundings = QProcessEnvironment.systemEnvironment()
    for name, value in {"PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen", **environment}.items():
        surroundings.insert(name, value)
    process.setProcessEnvironment(surroundings)
    process.start(sys.executable, ["-m", "reportdesk", "--data", str(folder)])
    return process


@pytest.mark.parametrize("late", [0, 400])
def test_a_second_start_brings_the_first_window_forward(
    window: MainWindow, data_folder: Path, qtbot: QtBot, late: int
) -> None:
    first = SingleWindow(data_folder)
    assert first.is_first()
    QTimer.singleShot(late, first.listen)
    first.asked.connect(window.come_forward)
    window.showMinimized()
    second = start(data_folder)
    with qtbot.waitSignal(first.asked, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning, timeout=20_000)
    assert (second.exitStatus(), second.exitCode()) == (QProcess.ExitStatus.NormalExit, 0)
    assert not window.isMinimized()
    first.close()


def test_another_data_folder_is_another_program(data_folder: Path, tmp_path: Path, qapp: QApplication) -> None:
    one, other = SingleWindow(data_folder), SingleWindow(tmp_path / "别的")
    assert one.is_first()
    assert other.is_first()
    one.close()
    after = SingleWindow(data_folder)
    assert after.is_first(), "a program that ended does not stand in the way"
    for single in (other, after):
        single.close()


SHOW_BUTTONS = """
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox
from reportdesk.gui.app import application
application()
kinds = QDialogButtonBox.StandardButton
box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Close | kinds.Yes | kinds.No | kinds.Discard)
print(QLocale().name(), *sorted(button.text() for button in box.buttons()))
"""


@pytest.mark.parametrize("locale", ["C", "en_US.UTF-8", "zh_CN.UTF-8"])
def test_standard_buttons_are_chinese_in_any_locale(locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": "utf-8"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    shown = subprocess.run(
        [sys.executable, "-c", SHOW_BUTTONS], env=environment, capture_output=True, check=True, encoding="utf-8"
    ).stdout.split()
    assert shown[0] == "zh_CN"
    assert {"取消", "确定"} <= {word.partition("(")[0] for word in shown[1:]}
    assert not [word for word in shown[1:] if word.partition("(")[0].isascii()]


def test_the_first_page_offers_help(window: MainWindow) -> None:
    offered = next(each for each in window.findChildren(QPushButton) if each.text() == "帮助")
    assert "F1" in offered.toolTip()
    offered.click()
    manual = next(each for each in window.findChildren(Manual) if each.isVisible())
    manual.close()


def test_no_form_is_framed_like_a_list(window: MainWindow, tmp_path: Path) -> None:
    style = assets.path("ui", "theme.qss").read_text("utf-8")
    dialog = SettingsDialog(window.looks, tmp_path, window)
    forms = [each.objectName() for each in dialog.children() if type(each) is QWidget]
    assert forms
    assert all(f"#{name} " not in style for name in forms)
    dialog.deleteLater()


def break_down(*_arguments: object) -> None:
    raise RuntimeError("the works")


@pytest.mark.parametrize(("cause", "part", "status"), [("theirs", "损坏", 2), ("ours", "故障报告", 3)])
@pytest.mark.usefixtures("qapp")
def test_a_window_that_cannot_open_says_so_in_a_box(
    cause: str, part: str, status: int, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda _parent, _title, text: boxes.append(text))
    monkeypatch.setattr(gc, "disable", lambda: None)
    data_folder.mkdir(exist_ok=True)
    if cause == "theirs":
        (data_folder / "reportdesk.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(8))
    else:
        monkeypatch.setattr(app, "MainWindow", break_down)
    assert main([]) == status
    (told,) = boxes
    assert part in told


def test_a_fault_of_ours_is_written_down_and_the_window_goes_on(window: MainWindow, tmp_path: Path) -> None:
    border = Border(window, tmp_path)
    try:
        raise ValueError("12件")
    except ValueError as error:
        border(ValueError, error, error.__traceback__)
    place = next(path for path in tmp_path.rglob("*") if path.is_file() and path.name in banner(window))
    assert "ValueError" in place.read_text(encoding="utf-8")
    border(StoreError, StoreError(FULL), None)
    assert banner(window) == FULL


def test_the_first_window_fills_a_screen_hardly_larger_than_itself(window: MainWindow, store: Store) -> None:
    window.begin()
    assert window.isMaximized(), "the test screen is small"
    store.set_setting("window_geometry", "kept")
    window.showNormal()
    window.begin()
    assert not window.isMaximized()


@pytest.mark.parametrize("step", ["unit", "overview", "requests", "other"])
def test_tab_goes_from_the_page_to_what_stands_beside_and_below_it(step: str, wizard: Wizard) -> None:
    wizard.go_to_step(step)
    QApplication.processEvents()
    here = wizard.page().focusWidget()
    assert here is not None
    parts = {"panel": wizard.panel, "footer": wizard.footer, "top": wizard.top, "steps": wizard.step_list}
    seen: list[str] = []
    each = here.nextInFocusChain()
    while each is not None and each is not here:
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            seen += [name for name, part in parts.items() if part is each or part.isAncestorOf(each)]
        each = each.nextInFocusChain()
    assert list(dict.fromkeys(seen)) == ["panel", "footer", "top", "steps"]

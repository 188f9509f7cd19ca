"""备份全部报告 and 用备份恢复, from 设置."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core import FORM_2021, report_of
from gui.desk import RECEIVED, banner, go, opened
from gui.paper_desk import LEFT, answer
from gui.typist import CTRL, Typist
from reportdesk import libreoffice
from reportdesk.gui import app, file_dialog, keeping, tour
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.settings import SettingsDialog
from reportdesk.session import create
from reportdesk.store.backup import back_up, verify_backup
from reportdesk.store.errors import StoreError
from reportdesk.store.place import FILE_NAME
from reportdesk.store.store import Store

MADE, LATER = "青溪镇人民政府", "柳溪镇人民政府"
SECONDS = 20_000


def press(typist: Typist, button: str) -> None:
    """Press a button of 设置, by its name."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        made = dialog.findChild(QPushButton, button)
        assert isinstance(made, QPushButton)
        QTest.mouseClick(made, LEFT)

    typist.during(act, lambda: typist.press(Qt.Key.Key_Comma, CTRL))


def test_all_reports_are_backed_up_beside_the_window(
    window: MainWindow, store: Store, tmp_path: Path, typist: Typist, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(window, store)
    go(wizard, RECEIVED)
    proposed: list[Path] = []
    monkeypatch.setattr(
        file_dialog, "ask_save", lambda *words: proposed.append(words[2]) or tmp_path / "U盘" / "第一份"
    )
    (tmp_path / "U盘").mkdir()
    for count in (1, 2):
        press(typist, "back_up")
        qtbot.waitUntil(lambda: "已备份 1 份报告" in banner(window), timeout=SECONDS)
        assert ("替换了" in banner(window)) == (count == 2)
        typist.write("7")
    assert verify_backup(tmp_path / "U盘" / "第一份.backup").reports == 1
    assert proposed[0].suffix == ".backup"
    assert proposed[1].parent == tmp_path / "U盘", "where the last one went"
    assert wizard.session.store.entries(), "the window still has its data file"


def test_a_backup_that_cannot_be_made_says_why(
    window: MainWindow, tmp_path: Path, typist: Typist, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(store, report_of(FORM_2021))
    other = tmp_path / "照片.jpg"
    other.write_bytes(b"\xff\xd8\xff")
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_words: other)
    press(typist, "back_up")
    qtbot.waitUntil(lambda: str(other) in banner(window), timeout=SECONDS)
    assert window.banner.property("tone") == "error"
    assert other.read_bytes() == b"\xff\xd8\xff"


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note how work beside a window is stopped; what is closed for good stays so in a process."""
    stopped: list[str] = []
    monkeypatch.setattr(libreoffice, "close", lambda: stopped.append("for good"))
    monkeypatch.setattr(libreoffice, "stop", lambda: stopped.append("for now"))
    return stopped


@pytest.fixture
def backup(data_folder: Path, tmp_path: Path) -> Path:
    """Back up a store of one report, to which another one comes later."""
    with closing(Store(data_folder)) as store:
        store.set_setting(tour.SETTING, "yes")
        create(store, report_of(FORM_2021, unit=MADE))
    back_up(data_folder / FILE_NAME, tmp_path / "备份.backup")
    with closing(Store(data_folder)) as store:
        create(store, report_of(FORM_2021, unit=LATER))
    return tmp_path / "备份.backup"


def units(window: MainWindow) -> list[str]:
    return sorted(entry.unit for entry in window.store().entries())


def shown() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible())


def windows(folder: Path, *acts: Callable[[MainWindow], object]) -> list[list[str]]:
    """Run the program, act in each window as it comes, the last being closed; return the units that each one lists."""
    found: list[list[str]] = []
    left = list(acts)

    def act() -> None:
        window = shown()
        found.append(units(window))
        if left:
            QTimer.singleShot(300, act)
            left.pop(0)(window)
        else:
            window.close()

    QTimer.singleShot(300, act)
    assert app.run(folder) == 0
    return found


def test_a_backup_is_put_back_and_the_window_opens_again(
    qapp: QApplication, data_folder: Path, backup: Path, office: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_words: backup)
    asked: list[str] = []
    said: list[str] = []

    def restore(window: MainWindow) -> None:
        answer_restore = lambda: keeping.carry_out(window, "restore", window.store())  # noqa: E731
        asked.append(answer(Typist(window), "恢复", answer_restore))

    found = windows(data_folder, restore, lambda window: said.append(banner(window)))
    assert found == [sorted([MADE, LATER]), [MADE], [MADE]]
    assert office == ["for now", "for good"], "the second window makes PDFs too"
    assert "1 份报告" in asked[0]
    assert "已用备份恢复 1 份报告" in said[0]
    kept = Path(said[0].partition("原来的数据文件另存为：")[2])
    shutil.copy(kept, data_folder / FILE_NAME)
    with closing(Store(data_folder)) as store:
        assert len(store.entries()) == 2, "nothing is lost"


def test_a_backup_that_cannot_be_put_back_leaves_all_as_it_was(
    qapp: QApplication, data_folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_words: backup)
    monkeypatch.setattr(keeping, "ask", lambda *_words, **_more: 0)

    def refuse(*_words: object, **_more: object) -> None:
        raise StoreError("磁盘已满。")

    monkeypatch.setattr(keeping, "restore", refuse)
    said: list[str] = []
    found = windows(
        data_folder,
        lambda window: keeping.carry_out(window, "restore", window.store()),
        lambda window: said.append(banner(window)),
    )
    assert found == [sorted([MADE, LATER])] * 3
    assert "磁盘已满" in said[0]


def test_who_is_not_sure_restores_nothing(
    window: MainWindow, typist: Typist, store: Store, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(store, report_of(FORM_2021))
    shutil.copytree(data_folder, tmp_path / "copy")
    file = tmp_path / "copy" / FILE_NAME
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_words: file)
    answer(typist, "取消", lambda: keeping.carry_out(window, "restore", store))
    assert window.isVisible()
    assert window.restoring is None


@pytest.mark.parametrize(("file", "words"), [(FILE_NAME, "正在使用的数据文件"), ("坏的", "坏的")])
def test_what_is_no_backup_is_refused_before_anything_closes(
    file: str, words: str, window: MainWindow, store: Store, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_folder / "坏的").write_bytes(b"no backup")
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_words: data_folder / file)
    with pytest.raises(StoreError, match=words):
        keeping.carry_out(window, "restore", store)
    assert window.isVisible()

"""预览与导出: what is shown, what is offered, and what happens when the file cannot be written."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core import FORM_2021
from gui.desk import RECEIVED, banner, go, modal_box, opened, put_up_border
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.store.store import Store

LEFT = Qt.MouseButton.LeftButton


def export_page(wizard: Wizard) -> ExportPage:
    wizard.go_to_step("export")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, ExportPage)
    return page


def export(page: ExportPage, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    QTest.mouseClick(page.export_button, LEFT)
    QApplication.processEvents()


def marks(page: ExportPage) -> list[str]:
    return [mark.text() for mark in page.findChildren(type(page._mark), "pill") if mark.isVisible()]


def test_a_report_with_gaps_is_a_draft(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    page = export_page(wizard)
    assert page.is_draft()
    assert "草稿" in marks(page)
    assert page.suggested().name == "青溪镇人民政府2023年政府信息公开工作年度报告（草稿）.docx"
    assert "草稿" in page._state.text()


def test_a_full_report_is_none_and_is_shown_whole(wizard: Wizard) -> None:
    page = export_page(wizard)
    assert not page.is_draft()
    assert "草稿" not in marks(page)
    shown = page.preview.toPlainText()
    assert wizard.session.report.title() in shown
    for section in FORM_2021.sections:
        assert section.title in shown
    assert page.suggested().name == "清河市档案馆2021年政府信息公开工作年度报告.docx"


def test_markup_in_prose_is_shown_as_typed(wizard: Wizard) -> None:
    wizard.session.set_prose("overview", "<b>粗</b> & {{ 7*7 }} {{ requests.received.natural }}")
    assert "<b>粗</b> & {{ 7*7 }} 0" in export_page(wizard).preview.toPlainText()


def test_the_preview_follows_what_was_typed_since(wizard: Wizard) -> None:
    export_page(wizard)
    typist = go(wizard, RECEIVED)
    typist.write("4321")
    typist.press(Qt.Key.Key_Return)
    page = export_page(wizard)
    assert "4321" in page.preview.toPlainText()
    assert page.is_draft()


def test_the_document_is_written_and_the_folder_remembered(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    export(page, tmp_path / "年报", monkeypatch)
    target = tmp_path / "年报.docx"
    assert zipfile.is_zipfile(target)
    assert str(target) in page._state.text()
    assert page._open.isVisible()
    assert page.suggested().parent == tmp_path


def test_a_dialog_given_up_writes_nothing(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = export_page(wizard)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    QTest.mouseClick(page.export_button, LEFT)
    assert not page._open.isVisible()


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
@pytest.mark.parametrize("answer", ["取消", "仍然导出", "Esc", "Enter"])
def test_a_document_that_is_open_is_left_alone_unless_one_insists(
    lock: str, answer: str, wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "年报.docx"
    target.write_bytes(b"old")
    (tmp_path / lock.format(target.name)).touch()
    asked: list[str] = []

    def decide() -> None:
        box = modal_box(QApplication.activeModalWidget())
        asked.append(box.text())
        if answer in ("Esc", "Enter"):
            QTest.keyClick(box, Qt.Key.Key_Escape if answer == "Esc" else Qt.Key.Key_Return)
        else:
            QTest.mouseClick(next(b for b in box.buttons() if b.text() == answer), LEFT)

    page = export_page(wizard)
    QTimer.singleShot(50, decide)
    export(page, target, monkeypatch)
    assert len(asked) == 1
    assert "年报.docx" in asked[0]
    assert (target.read_bytes() == b"old") == (answer != "仍然导出")


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "只读"
    folder.mkdir()
    if os.geteuid() == 0:
        folder.rmdir()
        folder.touch()  # root writes anywhere but into a file
    else:
        folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


def test_a_folder_that_takes_no_file_is_said_in_the_banner(
    closed_folder: Path, wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    page = export_page(wizard)
    export(page, closed_folder / "年报.docx", monkeypatch)
    assert closed_folder.name in banner(window)
    assert "故障" not in banner(window)
    export(page, tmp_path / "年报.docx", monkeypatch)
    assert (tmp_path / "年报.docx").exists()

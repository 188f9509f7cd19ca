"""预览与导出: what is shown, what is offered, and what happens when the file cannot be written."""

import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from core import FORM_2021
from gui.desk import RECEIVED, banner, go, modal_box, opened, put_up_border
from gui.paper_desk import LEFT, answer, choose, export, export_page, finish, shown_on, until
from gui.typist import CTRL, Typist
from reportdesk import libreoffice
from reportdesk.gui import file_dialog, theme
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.paper.exporting import KINDS
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.store.store import Store


def marks(page: ExportPage) -> list[str]:
    return [page.card.mark.text()] if page.card.mark.isVisible() else []


def test_a_report_with_gaps_is_a_draft(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    page = export_page(wizard)
    assert page.card.is_draft()
    assert "标注草稿" in marks(page)
    assert page.suggested().name == "青溪镇人民政府2023年政府信息公开工作年度报告（草稿）.docx"
    assert "草稿" in page.card.state.text()


def test_a_full_report_is_none_and_is_shown_whole(wizard: Wizard) -> None:
    page = export_page(wizard)
    assert not page.card.is_draft()
    assert not marks(page)
    shown = shown_on(page)
    assert wizard.session.report.title() in shown
    for section in FORM_2021.sections:
        assert section.title in shown
    assert page.suggested().name == "清河市档案馆2021年政府信息公开工作年度报告.docx"


def test_markup_in_prose_is_shown_as_typed(wizard: Wizard) -> None:
    wizard.session.set_prose("overview", "<b>粗</b> & {{ 7*7 }} {{ requests.received.natural }}")
    assert "<b>粗</b> & {{ 7*7 }} 0" in shown_on(export_page(wizard))


def test_the_preview_follows_what_was_typed_since(wizard: Wizard) -> None:
    export_page(wizard)
    typist = go(wizard, RECEIVED)
    typist.write("4321")
    typist.press(Qt.Key.Key_Return)
    page = export_page(wizard)
    assert "4321" in shown_on(page)
    assert page.card.is_draft()


def test_the_document_is_written_and_the_folder_remembered(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    export(page, tmp_path / "年报", monkeypatch)
    target = tmp_path / "年报.docx"
    assert zipfile.is_zipfile(target)
    assert str(target) in page.card.result.text()
    assert page.card.open.isVisible()
    assert page.suggested().parent == tmp_path


def test_a_dialog_given_up_writes_nothing(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = export_page(wizard)
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: None)
    QTest.mouseClick(page.card.export_button, LEFT)
    assert not page.card.open.isVisible()


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
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(20, decide)
            return
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


def test_only_the_preview_of_a_draft_says_what_is_unwritten(wizard: Wizard, window: MainWindow, store: Store) -> None:
    assert "尚未填写" not in shown_on(export_page(wizard))
    wizard.session.set_prose("problems", "")
    shown = shown_on(export_page(wizard))
    heading = next(section.title for section in FORM_2021.sections if section.id == "problems")
    assert shown.partition(heading)[2].strip().startswith("（本部分尚未填写）")
    assert shown.count("尚未填写") == 1
    blank = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    titled = [section for section in FORM_2021.prose if section.title]
    assert shown_on(export_page(blank)).count("尚未填写") == len(titled)


def test_enter_on_the_button_in_focus_exports(wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: tmp_path / "年报.docx")
    page = export_page(wizard)
    typist = Typist(wizard.window())
    assert typist.focus() is page.card.export_button
    typist.press(Qt.Key.Key_Return)
    finish(page)
    assert zipfile.is_zipfile(tmp_path / "年报.docx")


@pytest.mark.parametrize(
    ("kind", "ending", "begins"),
    [("docx", ".docx", b"PK"), ("html", ".html", b"<!DOCTYPE html>"), ("signoff", ".docx", b"PK")],
)
def test_every_kind_is_written_under_its_own_ending(
    kind: str, ending: str, begins: bytes, wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    export(page, tmp_path / "年报", monkeypatch, kind)
    target = tmp_path / f"年报{ending}"
    assert target.read_bytes()[:20].upper().startswith(begins.upper())
    assert str(target) in page.card.result.text()
    assert page.suggested().suffix == ending
    assert ("送审材料" in page.suggested().name) == (kind == "signoff")
    assert page.card.open_folder.isVisible()


def test_the_dialog_sets_latin_words_apart() -> None:
    assert [kind.question for kind in KINDS] == ["导出 Word 文档", "导出 PDF 文档", "导出网页", "导出送审材料"]


def test_the_kind_is_remembered(wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(export_page(wizard), tmp_path / "年报", monkeypatch, "html")
    assert ExportPage(wizard.session, wizard.steps[-1]).card.kind().id == "html"


def test_without_libreoffice_the_pdf_is_made_of_the_pages_shown(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pdfplumber

    monkeypatch.setattr(libreoffice, "program", lambda: None)
    page = export_page(wizard)
    export(page, tmp_path / "年报.pdf", monkeypatch, "pdf")
    assert "没有 LibreOffice" in page.card.note.text()
    with pdfplumber.open(tmp_path / "年报.pdf") as document:
        assert len(document.pages) == len(page.preview.view.pages())
        assert wizard.session.report.unit() in document.pages[0].extract_text()


def insist() -> None:
    """Press 仍然导出 once that is asked."""
    box = QApplication.activeModalWidget()
    if box is None:
        QTimer.singleShot(20, insist)
    else:
        QTest.mouseClick(next(b for b in modal_box(box).buttons() if b.text() == "仍然导出"), LEFT)


def stand_in_office(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a shell script in the place of LibreOffice; return the file `began` beside it, which it may write to."""
    office = folder / "soffice"
    office.write_text(f'#!/bin/sh\ncd "{folder}"\n{script}\n', encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(office))
    return folder / "began"


def failing_office(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that fails; it adds a line for every time it was begun."""
    return stand_in_office(folder, "echo began >> began\nexit 1", monkeypatch)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_where_libreoffice_fails_the_pdf_is_made_of_the_pages_shown_and_it_is_said(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pdfplumber

    put_up_border(window, tmp_path, monkeypatch)
    began = failing_office(tmp_path, monkeypatch)
    page = export_page(wizard)
    export(page, tmp_path / "年报.pdf", monkeypatch, "pdf")
    assert "LibreOffice 没有转换成功，已按预览的页面生成" in page.card.result.text()
    assert page.card.open.isVisible()
    assert banner(window) == ""
    with pdfplumber.open(tmp_path / "年报.pdf") as document:
        assert wizard.session.report.unit() in document.pages[0].extract_text()
    (tmp_path / ".~lock.年报.pdf#").touch()
    QTimer.singleShot(50, insist)
    export(page, tmp_path / "年报.pdf", monkeypatch, "pdf")
    assert began.read_text().count("began") == 2, "who insists does not wait for it again"
    assert "没有转换成功" in page.card.result.text()
    export(page, tmp_path / "年报", monkeypatch)
    assert "没有转换成功" not in page.card.result.text()


def test_a_file_of_an_older_state_is_said_to_be_one(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    export(page, tmp_path / "年报", monkeypatch)
    assert "改动以前" not in page.card.result.text()
    wizard.session.set_prose("other", "改动一处。")
    assert "改动以前" in page.card.result.text()
    assert str(tmp_path / "年报.docx") in page.card.result.text()
    wizard.session.undo()
    assert "改动以前" not in page.card.result.text()


def slow_office(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that does not come to an end; it leaves its process number behind."""
    return stand_in_office(folder, "echo $$ > began\nsleep 600", monkeypatch)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_an_export_that_takes_long_leaves_the_window_alive_and_can_be_given_up(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    began = slow_office(tmp_path, monkeypatch)
    target = tmp_path / "年报.pdf"
    target.write_bytes(b"old")
    page = export_page(wizard)
    choose(page, "pdf")
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: target)
    typist = Typist(window)
    typist.press(Qt.Key.Key_E, CTRL)
    until(began.exists)
    assert page.card.progress.isVisible()
    assert not page.card.export_button.isEnabled()
    typist.press(Qt.Key.Key_E, CTRL)
    page.card.cancel.setFocus()
    typist.press(Qt.Key.Key_Return)
    finish(page)
    assert target.read_bytes() == b"old"
    assert "已取消" in page.card.result.text()
    assert not page.card.progress.isVisible()
    assert banner(window) == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)


def test_printing_is_asked_for_with_ctrl_p_from_any_place_of_the_page(
    wizard: Wizard, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportdesk.gui.paper import printing

    asked: list[int] = []

    def take(_parent: object, pages: Sequence[object], _title: str, _proposed: Path) -> str:
        asked.append(len(pages))
        return ""

    monkeypatch.setattr(printing, "ask_and_print", take)
    page = export_page(wizard)
    page.preview.view.setFocus()
    Typist(window).press(Qt.Key.Key_P, CTRL)
    assert asked == [len(page.preview.view.pages())]
    assert "打印机" in page.card.result.text()
    assert not page.card.open.isVisible()


def test_pages_printed_to_a_file_say_where_and_are_offered_the_last_folder(
    wizard: Wizard, window: MainWindow, tmp_path: Path
) -> None:
    wizard.session.store.set_setting("export_folder", str(tmp_path))
    page = export_page(wizard)
    offered: list[str] = []

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        field = dialog.findChild(QLineEdit, "filename")
        assert isinstance(field, QLineEdit)
        offered.append(field.text())
        dialog.printer().setOutputFileName(str(tmp_path / "印.pdf"))
        dialog.done(QDialog.DialogCode.Accepted)

    Typist(window).during(accept, page.print)
    assert offered == [str(tmp_path / "清河市档案馆2021年政府信息公开工作年度报告.pdf")]
    assert page.card.result.text() == f"已打印到文件：{tmp_path / '印.pdf'}"
    assert (tmp_path / "印.pdf").read_bytes().startswith(b"%PDF-")
    assert page.card.open.isVisible()


def test_a_folder_that_has_gone_is_not_offered(wizard: Wizard, tmp_path: Path) -> None:
    page = export_page(wizard)
    wizard.session.store.set_setting("export_folder", str(tmp_path / "没有了"))
    assert page.suggested().parent.is_dir()


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 100), ((1024, 640), 100), ((1024, 640), 200)])
def test_pages_and_cards_are_both_within_reach(
    size: tuple[int, int], percent: int, qapp: QApplication, wizard: Wizard, window: MainWindow
) -> None:
    window.resize(*size)
    theme.wear(qapp, theme.Look(theme.LIGHT, percent))
    try:
        page = export_page(wizard)
        QApplication.processEvents()
        if page.tabs.isVisible():
            assert page.preview.view.isVisible() != page.card.isVisible()
            Typist(window).press(Qt.Key.Key_Right)
            assert page.card.isVisible()
            page.tabs.setCurrentIndex(0)
        assert page.preview.view.viewport().height() >= 100
        assert page.preview.view.viewport().width() >= 300
    finally:
        theme.wear(qapp, theme.Look())


def test_after_an_export_enter_opens_the_file(wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = export_page(wizard)
    page.card.export_button.setFocus()
    export(page, tmp_path / "报告.docx", monkeypatch)
    assert page.card.open.hasFocus()


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for a system that knows no program for any file, but starts one all the same."""
    (tmp_path / "bin").mkdir()
    query = tmp_path / "bin" / "xdg-mime"
    query.write_text("#!/bin/sh\n", encoding="utf-8")
    query.chmod(0o755)
    monkeypatch.setenv("PATH", f"{query.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)


@pytest.mark.parametrize(("button", "words"), [("open", "拷到"), ("open_folder", "文件管理器")])
def test_where_no_program_opens_a_file_it_is_said(
    button: str, words: str, wizard: Wizard, tmp_path: Path, typist: Typist, monkeypatch: pytest.MonkeyPatch,
    no_programs: None,
) -> None:  # fmt: skip
    page = export_page(wizard)
    export(page, tmp_path / "报告.docx", monkeypatch)
    said = answer(typist, "确定", lambda: QTest.mouseClick(getattr(page.card, button), LEFT))
    assert words in said
    assert str(tmp_path) in said


def test_a_known_program_opens_the_file_without_a_word(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_programs: None
) -> None:
    (tmp_path / "bin" / "xdg-mime").write_text("#!/bin/sh\necho writer.desktop\n", encoding="utf-8")
    page = export_page(wizard)
    export(page, tmp_path / "报告.docx", monkeypatch)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    QTest.mouseClick(page.card.open, LEFT)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "报告.docx")]


def test_the_first_export_is_offered_the_folder_of_the_file_read_last(wizard: Wizard, tmp_path: Path) -> None:
    wizard.session.store.set_setting("import_folder", str(tmp_path))
    assert export_page(wizard).suggested().parent == tmp_path

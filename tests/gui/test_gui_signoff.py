"""送审 and 定稿 in the window: states, the lock, a new version, and the digest from paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from core import FORM_2021
from gui.desk import RECEIVED, banner, figure, go, opened, prose, put_up_border, table
from gui.paper_desk import LEFT, answer, export_page, finish
from gui.typist import CTRL, Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.locking import NEW_VERSION
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.wizard import Wizard
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report
from reportdesk.store.store import Store


def make_final(page: ExportPage, typist: Typist) -> str:
    return answer(typist, "定稿", lambda: QTest.mouseClick(page.state.final, LEFT))


def begin_again(page: ExportPage, typist: Typist) -> None:
    answer(typist, "另起新版本", lambda: QTest.mouseClick(page.state.again, LEFT))


def state(wizard: Wizard) -> str:
    return wizard.session.store.entry(wizard.session.id).state


def test_papers_written_make_the_report_handed_in(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: tmp_path / "送审.docx")
    QTest.mouseClick(page.state.submit, LEFT)
    finish(page)
    assert (tmp_path / "送审.docx").exists()
    assert state(wizard) == "review"
    assert page.state.mark.text() == "送审"
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "5"
    assert state(wizard) == "review"
    page = export_page(wizard)
    assert page.state.mark.text() == "送审后改过"
    assert "重新导出" in page.state.note.text()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert export_page(wizard).state.mark.text() == "送审", "what was handed in is there again"
    QTest.mouseClick(page.state.withdraw, LEFT)
    assert state(wizard) == "draft"


def test_papers_given_up_hand_nothing_in(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = export_page(wizard)
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: None)
    QTest.mouseClick(page.state.submit, LEFT)
    assert state(wizard) == "draft"


def test_a_report_with_gaps_is_not_made_final_and_why_is_said(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    page = export_page(wizard)
    QTest.mouseClick(page.state.final, LEFT)
    assert "填完后才能定稿" in page.state.note.text()
    assert state(wizard) == "draft"


def test_final_is_asked_with_the_digest_and_shown(wizard: Wizard, typist: Typist) -> None:
    page = export_page(wizard)
    asked = make_final(page, typist)
    assert digest(wizard.session.report) in asked.replace(" ", "")
    assert state(wizard) == "final"
    assert page.state.mark.text() == "定稿"
    assert wizard.locking.bar.isVisible()
    assert page.state.again.isVisible()
    assert not page.state.final.isVisible()
    assert page.card.export_button.isEnabled()


def test_esc_makes_nothing_final(wizard: Wizard, typist: Typist) -> None:
    page = export_page(wizard)
    answer(typist, "取消", lambda: QTest.mouseClick(page.state.final, LEFT))
    assert state(wizard) == "draft"


def test_pages_of_a_final_report_take_no_key(
    window: MainWindow, wizard: Wizard, typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    go(wizard, RECEIVED)
    before = prose(wizard).editor.toPlainText()
    make_final(export_page(wizard), typist)
    kept = digest(wizard.session.report)
    typist = go(wizard, RECEIVED)
    typist.write("7")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Delete)
    assert figure(wizard, RECEIVED) == "0"
    assert not table(wizard).zeros.isEnabled()
    assert table(wizard).before.isEnabled(), "to look at last year's figures alters nothing"
    page = prose(wizard)
    page.editor.setFocus()
    typist.write("改")
    typist.press(Qt.Key.Key_I, CTRL)
    typist.press(Qt.Key.Key_G, CTRL)
    assert page.editor.toPlainText() == before
    assert not page.tools.insert.isEnabled()
    wizard.go_to_step("unit")
    QApplication.processEvents()
    fields = wizard.page().findChildren(QLineEdit)
    assert fields
    assert all(field.isReadOnly() for field in fields)
    assert not any(chooser.isEnabled() for chooser in wizard.page().findChildren(QComboBox))
    assert digest(wizard.session.report) == kept


def test_undo_of_a_final_report_is_refused_with_a_sentence(
    window: MainWindow, wizard: Wizard, typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    wizard.session.set_prose("other", "改过一次。")
    page = export_page(wizard)
    make_final(page, typist)
    page.card.export_button.setFocus()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.prose("other") == "改过一次。"
    assert "故障" not in banner(window)


def test_the_lock_is_there_when_the_report_is_opened_again(
    window: MainWindow, store: Store, wizard: Wizard, typist: Typist
) -> None:
    make_final(export_page(wizard), typist)
    window.close_report()
    window.open_report(wizard.session.id)
    QApplication.processEvents()
    again = window.wizard()
    assert again is not None
    assert again.locking.bar.isVisible()
    assert prose(again).editor.isReadOnly()


def test_a_new_version_is_begun_from_the_bar_and_says_what_changed(wizard: Wizard, typist: Typist) -> None:
    make_final(export_page(wizard), typist)
    go(wizard, RECEIVED)
    answer(typist, "另起新版本", lambda: QTest.mouseClick(wizard.locking.bar.again, LEFT))
    assert wizard.locking.bar.again.text() == NEW_VERSION
    assert not wizard.locking.bar.isVisible()
    page = export_page(wizard)
    assert "还没有改动" in page.state.since.text()
    typist = go(wizard, RECEIVED)
    typist.write("4")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "4"
    editor = prose(wizard, "other").editor
    editor.setFocus()
    typist.write("另")
    page = export_page(wizard)
    assert "2 格数字、1 段文字" in page.state.since.text()
    QTest.mouseClick(page.state.show_changes, LEFT)
    assert wizard.comparing.is_shown()


def test_the_digest_typed_from_paper_is_compared(wizard: Wizard) -> None:
    page = export_page(wizard)
    whole = digest(wizard.session.report)
    card, typist = page.digest, Typist(wizard.window())
    assert whole[:4] in card.shown.text()
    card.field.setFocus()
    typist.write(f"{whole[:4]} {whole[4:8].upper()}")
    assert "至少输入前 12 位" in card.outcome.text()
    typist.write(whole[8:12])
    assert "相符" in card.outcome.text()
    assert "不符" not in card.outcome.text()
    wizard.session.set_prose("other", "改动一处。")
    assert "不符" in card.outcome.text()
    assert card.field.accessibleDescription() == card.outcome.text()


def test_the_whole_digest_is_copied(wizard: Wizard) -> None:
    page = export_page(wizard)
    QTest.mouseClick(page.digest.copy, LEFT)
    assert QGuiApplication.clipboard().text() == digest(wizard.session.report)

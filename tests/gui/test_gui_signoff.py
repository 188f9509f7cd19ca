"""送审 and 定稿 in the window: states, the lock, a new version, and the digest from paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core import FORM_2021, put, report_of
from gui.desk import CARRIED, RECEIVED, banner, figure, go, modal_box, opened, prose, put_up_border, table
from gui.paper_desk import LEFT, answer, choose, export_page, finish, until
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.compare.lines import Which
from reportdesk.gui.compare.passages import Words
from reportdesk.gui.library import deeds
from reportdesk.gui.library.columns import state_of
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.wizard import Wizard
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.finals import NEW_VERSION, FinalReport
from reportdesk.store.store import Store

UPHELD = "review.reconsideration.upheld"


def make_final(page: ExportPage, typist: Typist) -> str:
    return answer(typist, "定稿", lambda: QTest.mouseClick(page.state.final, LEFT))


def begin_again(page: ExportPage, typist: Typist) -> None:
    answer(typist, "另起新版本", lambda: QTest.mouseClick(page.state.again, LEFT))


def state(wizard: Wizard) -> str:
    return wizard.session.store.entry(wizard.session.id).state


def state_shown(wizard: Wizard) -> str:
    return next(mark.text() for mark in wizard.top.findChildren(QLabel, "pill"))


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
    assert page.card.open.hasFocus(), "the next Enter opens the papers, it does not hand them in again"
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "5"
    page = export_page(wizard)
    assert page.state.mark.text() == "送审后改过"
    assert state(wizard) == "altered"
    assert "重新导出" in page.state.note.text()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert export_page(wizard).state.mark.text() == "送审", "what was handed in is there again"
    answer(typist, "取消", lambda: QTest.mouseClick(page.state.withdraw, LEFT))
    assert state(wizard) == "review", "not by a slip of the hand"
    answer(typist, "撤回送审", lambda: QTest.mouseClick(page.state.withdraw, LEFT))
    assert state(wizard) == "draft"


def test_handing_in_locking_and_a_new_version_have_keys_of_their_own(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, typist = export_page(wizard), Typist(wizard.window())
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: tmp_path / "送审.docx")
    submit, go_on = (Qt.Key.Key_S, CTRL | SHIFT), (Qt.Key.Key_D, CTRL | SHIFT)
    typist.press(*submit)
    finish(page)
    assert state(wizard) == "review"
    answer(typist, "定稿", lambda: typist.press(*go_on))
    assert state(wizard) == "final"
    typist.press(*submit)
    assert state(wizard) == "final", "a locked report is not handed in again"
    answer(typist, "另起新版本", lambda: typist.press(*go_on))
    assert state(wizard) == "revised"
    wizard.go_to_step("overview")
    typist.press(*go_on)
    assert state(wizard) == "revised", "only where it can be seen"


@pytest.mark.parametrize("way", ["送审…", "导出…"])
def test_papers_of_a_report_with_gaps_are_asked_about_first(
    way: str, window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    page, typist = export_page(wizard), Typist(window)
    choose(page, "signoff")
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: tmp_path / "送审.docx")
    begin = page.state.submit if way == "送审…" else page.card.export_button
    default: list[str] = []

    def take_the_default() -> None:
        box = modal_box(QApplication.activeModalWidget())
        default.append(box.defaultButton().text())
        QTest.keyClick(box, Qt.Key.Key_Return)

    typist.during(take_the_default, lambda: QTest.mouseClick(begin, LEFT))
    assert default == ["取消"]
    assert state(wizard) == "draft"
    asked = answer(typist, "仍然送审", lambda: QTest.mouseClick(begin, LEFT))
    finish(page)
    assert wizard.session.audit.tally().line() in asked
    assert "数据审核未通过" in asked
    assert state(wizard) == "review"


def test_the_top_bar_says_what_was_altered_since_it_was_handed_in(wizard: Wizard, window: MainWindow) -> None:
    wizard.session.submit(digest(wizard.session.report))
    wizard.locking.refresh()
    assert state_shown(wizard) == "送审"
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    until(lambda: state_shown(wizard) == "送审后改过")
    typist.press(Qt.Key.Key_Z, CTRL)
    until(lambda: state_shown(wizard) == "送审")
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    window.close_report()
    assert state(wizard) == "altered", "however soon after the change"
    window.open_report(wizard.session.id)
    QApplication.processEvents()
    again = window.wizard()
    assert again is not None
    assert state_shown(again) == "送审后改过"


def test_what_is_said_after_a_refusal_is_no_error(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    page = export_page(wizard)
    QTest.mouseClick(page.state.final, LEFT)
    assert page.state.note.property("tone") == "error"
    page.state.refresh()
    assert "送领导审签" in page.state.note.text()
    assert page.state.note.property("tone") == ""


def altered_since(wizard: Wizard) -> ExportPage:
    """Hand the report in, alter a figure and a text, and show 预览与导出."""
    wizard.session.submit(digest(wizard.session.report))
    wizard.session.set_cells({UPHELD: 5})
    wizard.session.set_prose("other", "送审以后写的。")
    return export_page(wizard)


def test_what_was_altered_since_it_was_handed_in_is_told_before_it_is_made_final(wizard: Wizard) -> None:
    before = digest(wizard.session.report)
    page, typist = altered_since(wizard), Typist(wizard.window())
    assert "送审后改过" in page.state.since.text()
    asked: list[str] = []

    def take_the_default() -> None:
        box = modal_box(QApplication.activeModalWidget())
        asked.append(box.text())
        assert box.defaultButton().text() == "取消"
        QTest.keyClick(box, Qt.Key.Key_Return)

    typist.during(take_the_default, lambda: QTest.mouseClick(page.state.final, LEFT))
    assert state(wizard) == "altered"
    assert "3 处：2 格数字、1 段文字" in asked[0], "the figure, its total, and the text"
    assert f"{before[:4]} {before[4:8]} {before[8:12]}" in asked[0]
    answer(typist, "看改了哪些", lambda: QTest.mouseClick(page.state.final, LEFT))
    assert state(wizard) == "altered"
    view = wizard.comparing.view
    assert view is not None
    assert next(line.address for line in view.table.compare_model.lines() if line.address) == UPHELD
    wizard.comparing.leave()
    answer(typist, "仍然定稿", lambda: QTest.mouseClick(page.state.final, LEFT))
    assert state(wizard) == "final"


def test_the_kind_of_file_chosen_stays_when_papers_were_handed_in(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = export_page(wizard)
    choose(page, "pdf")
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: tmp_path / "送审.docx")
    QTest.mouseClick(page.state.submit, LEFT)
    finish(page)
    assert state(wizard) == "review"
    assert page.card.kind().id == "pdf"
    assert page.suggested().suffix == ".pdf"
    choose(page, "signoff")
    QTest.mouseClick(page.card.export_button, LEFT)
    finish(page)
    assert wizard.session.store.setting("export_kind") != "signoff", "the next report is not handed in unasked"
    page.state.submit.setFocus()
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: None)
    QTest.mouseClick(page.state.submit, LEFT)
    assert page.state.submit.hasFocus(), "given up"


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


def test_final_names_the_remarks_that_are_left_open(window: MainWindow, store: Store, typist: Typist) -> None:
    wizard = opened(window, store, remarkable())
    assert wizard.session.audit.tally().remarks == 1
    page = export_page(wizard)
    asked = answer(typist, "取消", lambda: QTest.mouseClick(page.state.final, LEFT))
    assert wizard.session.audit.tally().line() in asked
    assert "1 处提醒没有说明" in asked
    remark = wizard.session.audit.findings()[0]
    wizard.session.explain(remark.key, "上级授权")
    assert "没有说明" not in make_final(page, typist)
    assert state(wizard) == "final"


def remarkable() -> Report:
    """Return a township's report with a regulation of its own, which is remarkable."""
    report = report_of(unit="青溪镇人民政府")
    put(report, {"normative.regulation.issued": 2})
    return report


def remarkable_final(window: MainWindow, store: Store) -> Wizard:
    """Open a report that is 定稿 with a remark left open."""
    wizard = opened(window, store, remarkable())
    wizard.session.set_final(True)
    wizard.locking.refresh()
    return wizard


@pytest.mark.parametrize("step", ["disclosure", "audit"])
def test_a_reason_is_refused_before_it_is_typed(
    step: str, window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    wizard = remarkable_final(window, store)
    wizard.go_to_step(step)
    page = wizard.page()
    beside = page if isinstance(page, AuditPage) else wizard.panel
    cards = beside.list
    row = next(i for i, card in enumerate(cards.cards_model.cards()) if not card.is_heading)
    cards.setCurrentIndex(cards.cards_model.index(row))
    wizard.explain()
    assert not beside.explain_row.isVisible()
    assert NEW_VERSION in banner(window)


def test_a_reason_begun_before_is_not_lost(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    wizard = remarkable_final(window, store)
    wizard.session.set_final(False)
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    page.list.setCurrentIndex(page.list.cards_model.index(1))
    wizard.explain()
    Typist(window).write("a")
    wizard.session.set_final(True)
    Typist(window).press(Qt.Key.Key_Return)
    assert page.explain_row.isVisible()
    assert page.explain_row.reason.text() == "a"
    assert NEW_VERSION in banner(window)


def test_a_locked_figure_of_a_final_report_is_not_asked_about(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    create(store, report_of(FORM_2021, year=2022))
    wizard = opened(window, store, report_of(FORM_2021, year=2023))
    assert wizard.session.lock(CARRIED) is not None
    wizard.session.set_final(True)
    wizard.locking.refresh()
    go(wizard, CARRIED)
    Typist(window).press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert not table(wizard).unlock_row.isVisible()
    assert NEW_VERSION in banner(window)


def test_who_types_in_a_final_report_is_answered(wizard: Wizard, typist: Typist) -> None:
    make_final(export_page(wizard), typist)
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Down)
    assert NEW_VERSION not in wizard.footer.note(), "to look is no attempt"
    here = table(wizard).place()
    typist.write("0")
    assert NEW_VERSION in wizard.footer.note()
    assert table(wizard).place() == here, "no cell that begins so is looked for"
    prose(wizard, "other").editor.setFocus()
    assert NEW_VERSION not in wizard.footer.note()
    typist.write("改")
    assert NEW_VERSION in wizard.footer.note()
    begin_again(export_page(wizard), typist)
    typist = go(wizard, RECEIVED)
    typist.write("7")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "7"


def test_the_list_tells_a_report_that_was_final_once(window: MainWindow, wizard: Wizard, typist: Typist) -> None:
    page = export_page(wizard)
    make_final(page, typist)
    begin_again(page, typist)
    assert page.state.mark.text() == state_shown(wizard) == "定稿后修改"
    assert state_of(wizard.session.store.entry(wizard.session.id))[0] == "定稿后修改"


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


def test_a_final_report_is_not_updated_and_that_is_said_before_a_file_is_chosen(
    window: MainWindow, wizard: Wizard, typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    make_final(export_page(wizard), typist)
    with pytest.raises(FinalReport, match="另起新版本"):
        deeds.take_file(window, tmp_path / "没有的文件.docx")
    deeds.show_more(window, QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    altering = menu.actions()[:2]
    assert [(action.isEnabled(), NEW_VERSION in action.text()) for action in altering] == [(False, True)] * 2
    menu.close()
    window.close_report()
    for deed in ("update", "extract"):
        window.library.actions_by_id[deed].trigger()
        assert "请打开它" in banner(window)


def test_buttons_of_a_final_report_say_why_they_do_nothing(wizard: Wizard, typist: Typist) -> None:
    put(wizard.session.report, {RECEIVED: 37})
    wizard.session.set_prose("overview", "全年收到申请37件。")
    tools = prose(wizard).tools
    tip = tools.follow.toolTip()
    make_final(export_page(wizard), typist)
    tools = prose(wizard).tools
    tools.look()
    assert tools.offers, "there would be something to do"
    assert not tools.follow.isEnabled()
    assert NEW_VERSION in tools.follow.toolTip()
    begin_again(export_page(wizard), typist)
    tools = prose(wizard).tools
    assert tools.follow.isEnabled()
    assert tools.follow.toolTip() == tip


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
    view = wizard.comparing.view
    assert view is not None
    assert view.filters.down() is Which.CHANGED
    assert view.word_filters.down() is Words.CHANGED
    assert view.table.current_line() is not None


@pytest.mark.parametrize("section", ["overview", "problems", "other"])
def test_pages_seen_before_are_written_again_in_a_new_version(section: str, wizard: Wizard, typist: Typist) -> None:
    prose(wizard, section)
    wizard.go_to_step("unit")
    page = export_page(wizard)
    make_final(page, typist)
    editor = prose(wizard, section).editor
    before = wizard.session.report.prose(section)
    editor.setFocus()
    typist.write("锁")
    assert wizard.session.report.prose(section) == before
    begin_again(export_page(wizard), typist)
    prose(wizard, section).editor.setFocus()
    typist.write("写")
    assert "写" in wizard.session.report.prose(section)
    wizard.go_to_step("unit")
    typist.press(Qt.Key.Key_End)
    typist.write("又")
    assert wizard.session.report.unit().endswith("又")


def test_what_was_said_of_the_lock_goes_with_it(wizard: Wizard, window: MainWindow, typist: Typist) -> None:
    make_final(export_page(wizard), typist)
    window.tell(FinalReport("这份报告已经定稿，不能修改。"))
    assert banner(window)
    begin_again(export_page(wizard), typist)
    assert not banner(window)


def test_a_version_that_was_not_handed_in_is_asked_about(wizard: Wizard, typist: Typist, qtbot: QtBot) -> None:
    page = export_page(wizard)
    card = page.digest
    card.field.setText(digest(wizard.session.report)[:12])
    assert "现在这份报告" in card.outcome.text(), "nothing was handed in yet"
    asked: list[str] = []

    def see() -> None:
        box = modal_box(QApplication.activeModalWidget())
        asked.append(box.text())
        default = box.defaultButton()
        assert default is not None
        assert default.text() == "取消"
        QTest.mouseClick(default, LEFT)

    typist.during(see, lambda: QTest.mouseClick(page.state.final, LEFT))
    assert "还没有送审" in asked[0]
    assert "送审单上的核对" not in asked[0]
    assert state(wizard) == "draft"
    wizard.session.submit(digest(wizard.session.report))
    page.state.refresh()
    assert "还没有送审" not in make_final(page, typist)
    card.field.setText(digest(wizard.session.report)[:12])
    card.refresh()
    assert "送审的那一份" in card.outcome.text()


def test_a_refused_final_leaves_the_focus(window: MainWindow, store: Store, typist: Typist) -> None:
    page = export_page(opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府")))
    page.state.final.setFocus()
    typist.press(Qt.Key.Key_Return)
    assert page.state.final.hasFocus()


def test_where_words_alone_were_altered_these_are_shown(wizard: Wizard, typist: Typist) -> None:
    page = export_page(wizard)
    make_final(page, typist)
    begin_again(page, typist)
    wizard.session.set_prose("other", "改动一处。")
    QTest.mouseClick(export_page(wizard).state.show_changes, LEFT)
    view = wizard.comparing.view
    assert view is not None
    assert view.prose.isVisible()


def test_the_digest_typed_from_paper_is_compared(wizard: Wizard) -> None:
    page = export_page(wizard)
    whole = digest(wizard.session.report)
    card, typist = page.digest, Typist(wizard.window())
    assert f"{whole[:4]} {whole[4:8]} {whole[8:12]}" in card.shown.text()
    assert card.shown.toolTip().startswith(f"{whole[:4]} {whole[4:8]} {whole[8:12]} ")
    card.field.setFocus()
    typist.write(f"{whole[:4]} {whole[4:8].upper()}")
    assert "至少输入前 12 位" in card.outcome.text()
    typist.write(whole[8:12])
    assert "相符" in card.outcome.text()
    assert "不符" not in card.outcome.text()
    wizard.session.set_prose("other", "改动一处。")
    assert "不符" in card.outcome.text()
    assert card.field.accessibleDescription() == card.outcome.text()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_outcome_for_a_digest_from_paper_is_in_view(percent: int, wizard: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.looks.resize(percent)
    page = export_page(wizard)
    page.show_cards()
    page.digest.field.setFocus()
    for given in ("0" * 12, digest(wizard.session.report)[:12]):
        page.digest.field.selectAll()
        Typist(window).write(given)
        QTest.qWait(50)
        outcome = page.digest.outcome
        assert outcome.isVisible()
        assert outcome.visibleRegion().boundingRect() == outcome.rect(), given


def test_the_whole_digest_is_copied(wizard: Wizard) -> None:
    page = export_page(wizard)
    QTest.mouseClick(page.digest.copy, LEFT)
    assert QGuiApplication.clipboard().text() == digest(wizard.session.report)

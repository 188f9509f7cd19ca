"""Starter texts: offered where parts are missing, inserted as one step with live figures."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core import FORM_2021, FORMS, report_of
from gui.desk import opened, prose
from gui.typist import CTRL, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.prose import starting
from reportdesk.gui.prose.start_dialog import StartDialog
from reportdesk.report.prose import live_figures, paragraphs
from reportdesk.report.report import Report
from reportdesk.store.store import Store


def empty() -> Report:
    report = report_of(unit="青溪镇人民政府")
    report.apply(report.set_prose("overview", ""))
    return report


def test_the_parts_chosen_are_inserted_as_one_step(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, empty())
    page = prose(wizard)
    typist = Typist(window)
    assert page.tools.start.isVisible()

    def all_but_the_second(dialog: StartDialog) -> None:
        assert len(dialog.boxes) == 5
        assert "{{" not in dialog.text.toPlainText()
        dialog.boxes[1].setFocus()
        typist.press(Qt.Key.Key_Space)
        dialog.insert.setFocus()
        typist.press(Qt.Key.Key_Return)

    page.tools.start.setFocus()
    typist.in_dialog(StartDialog, all_but_the_second, lambda: typist.press(Qt.Key.Key_Return))
    text = wizard.session.report.prose("overview")
    titles = [title for title, _text in starting.parts(empty(), "overview")]
    heads = [paragraph.text for paragraph in paragraphs(text) if paragraph.level == 2]
    wanted = [title for title in titles if title != titles[1]]
    assert heads == [f"（{numeral}）{title}" for numeral, title in zip("一二三四", wanted, strict=True)]
    assert all(not figure.unknown(FORM_2021) for figure in live_figures(text))
    assert page.editor.written() == text
    assert [title for title, _text in starting.parts(wizard.session.report, "overview")] == [titles[1]]
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.prose("overview") == page.editor.written() == ""


def test_esc_inserts_nothing(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, empty())
    page = prose(wizard)
    typist = Typist(window)

    def give_up(dialog: StartDialog) -> None:
        assert dialog.isVisible()
        typist.press(Qt.Key.Key_Escape)

    typist.in_dialog(StartDialog, give_up, lambda: QTest.mouseClick(page.tools.start, Qt.MouseButton.LeftButton))
    assert wizard.session.report.prose("overview") == ""


def test_what_is_written_stays_and_is_numbered_on() -> None:
    report = empty()
    report.apply(report.set_prose("overview", "（一）主动公开\n自己写的一段。"))
    parts = starting.parts(report, "overview")
    assert len(parts) == 4
    text = starting.begun(report.prose("overview"), parts[:1])
    assert text.startswith("（一）主动公开\n自己写的一段。\n（二）")
    levels = [paragraph.level for paragraph in paragraphs(text)]
    assert levels == [2, 0, 2, 0]


def test_only_the_overview_of_a_form_with_starters_is_offered_them(window: MainWindow, store: Store) -> None:
    for form in FORMS:
        report = Report(form, form.first_year)
        offered = [section.id for section in form.prose if starting.parts(report, section.id)]
        assert offered in (["overview"], []), form.id
    wizard = opened(window, store, empty())
    assert not prose(wizard, "problems").tools.start.isVisible()

"""Starter texts: offered where parts are missing, inserted as one step with live figures."""

import pytest
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
    titles = [part.title for part in starting.parts(empty(), "overview")]
    heads = [paragraph.text for paragraph in paragraphs(text) if paragraph.level == 2]
    wanted = [title for title in titles if title != titles[1]]
    assert heads == [f"（{numeral}）{title}" for numeral, title in zip("一二三四", wanted, strict=True)]
    assert all(not figure.unknown(FORM_2021) for figure in live_figures(text))
    assert page.editor.written() == text
    assert [part.title for part in starting.parts(wizard.session.report, "overview")] == [titles[1]]
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


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("平台建设", "平台载体建设方面"),
        ("平台建设", "政府信息公开平台建设"),
        ("依申请公开", "依申请公开工作。全年没有收到申请，平台运行平稳"),
        ("主动公开", "政府信息主动公开情况："),
        ("政府信息管理", "信息资源管理"),
        ("监督保障", "强化监督和保障"),
    ],
)
def test_a_part_under_a_heading_of_ones_own_is_not_offered(title: str, heading: str) -> None:
    report = empty()
    report.apply(report.set_prose("overview", f"（一）{heading}\n写了一段，涉及申请、平台和监督。"))
    offered = [part.title for part in starting.parts(report, "overview")]
    assert offered == [each.title for each in starting.parts(empty(), "overview") if each.title != title]


def test_parts_go_where_they_belong_and_the_others_are_numbered_on() -> None:
    report = empty()
    picture = f"![公开栏]({'0' * 64})"
    text = f"总述。\n（一）主动公开\n公开。\n(二)平台载体建设方面。改版。\n（三）队伍建设\n培训。\n{picture}"
    report.apply(report.set_prose("overview", text))
    chosen = [part for part in starting.parts(report, "overview") if part.title != "依申请公开"]
    assert [part.title for part in chosen] == ["政府信息管理", "监督保障"]
    whole = starting.begun(text, chosen)
    heads = [paragraph.text[: paragraph.head] for paragraph in paragraphs(whole) if paragraph.level == 2]
    assert heads == [
        "（一）主动公开",
        "（二）政府信息管理",
        "(三)平台载体建设方面。",
        "（四）队伍建设",
        "（五）监督保障",
    ]
    kept = [line for line in whole.split("\n") if line in text.split("\n")]
    assert kept == ["总述。", "（一）主动公开", "公开。", "培训。", picture]
    assert starting.added(text, chosen).startswith(f"（二）政府信息管理\n{chosen[0].text}\n（五）监督保障\n")


def test_the_dialog_shows_the_numbers_that_parts_will_have(window: MainWindow, store: Store) -> None:
    report = empty()
    report.apply(report.set_prose("overview", "（一）主动公开\n公开。\n（二）平台载体建设\n改版。"))
    wizard = opened(window, store, report)
    page = prose(wizard)
    typist = Typist(window)

    def accept(dialog: StartDialog) -> None:
        assert [box.text() for box in dialog.boxes] == ["依申请公开", "政府信息管理", "监督保障"]
        shown = dialog.text.toPlainText().split("\n")[::2]
        assert shown == ["（二）依申请公开", "（三）政府信息管理", "（五）监督保障"]
        typist.press(Qt.Key.Key_Return)

    typist.in_dialog(StartDialog, accept, lambda: QTest.mouseClick(page.tools.start, Qt.MouseButton.LeftButton))
    assert "\n（四）平台载体建设\n改版。\n（五）监督保障\n" in page.editor.written()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert page.editor.written() == report.prose("overview")


def test_only_the_overview_of_a_form_with_starters_is_offered_them(window: MainWindow, store: Store) -> None:
    for form in FORMS:
        report = Report(form, form.first_year)
        offered = [section.id for section in form.prose if starting.parts(report, section.id)]
        assert offered in (["overview"], []), form.id
    wizard = opened(window, store, empty())
    assert not prose(wizard, "problems").tools.start.isVisible()

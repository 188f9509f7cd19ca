"""Prose and particulars: stored at every character, whatever is pasted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from core import FORM_2019, FORM_2021, report_of
from gui.desk import opened, prose, wizard_of
from gui.typist import CTRL, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.prose_page import ProsePage
from reportdesk.gui.wizard import Wizard
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.store.store import Store

END = Qt.Key.Key_End
HOSTILE = {
    "astral": "𬭎㐂😀",
    "private use": "\ue000\uf8ff",
    "nul": "前\x00后",
    "controls": "前\x0b中\x1f后\x0c",
    "breaks": "一\r二\r\n三\u2028四\u2029五\x85六",
    "no-break space": "12\u00a0件",
    "byte order mark": "12\ufeff\u200b件\u00ad",
    "non-characters": "\ufdd0\ufffe",
    "markup": "& < > \" {{ }} {% x %} <b>粗</b>",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing on the clipboard: what lies there when the program ends outlives its owner."""
    yield
    QGuiApplication.clipboard().clear()


def paste(typist: Typist, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    typist.press(Qt.Key.Key_V, CTRL)


def stored(store: Store, wizard: Wizard, section: str = "overview") -> str:
    return store.load(wizard.session.id)[0].prose(section)


def test_prose_survives_a_kill_after_each_character(
    wizard: Wizard, store: Store, data_folder: Path, tmp_path: Path
) -> None:
    prose(wizard)
    typist = Typist(wizard.window())
    typist.press(END, CTRL)
    for number in range(1, 6):
        typist.write("一二三四五"[number - 1])
        found = Store(shutil.copytree(data_folder, tmp_path / f"kill {number}"))
        assert stored(found, wizard) == "无。" + "一二三四五"[:number]
        found.close()


def test_undo_and_redo_of_prose(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(END, CTRL)
    typist.write("公开")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert page.editor.written() == wizard.session.report.prose("overview") == "无。"
    typist.press(Qt.Key.Key_Y, CTRL)
    assert page.editor.written() == wizard.session.report.prose("overview") == "无。公开"
    wizard.go_to_step("requests")
    typist.press(Qt.Key.Key_Z, CTRL)
    assert (wizard.page().step.id, page.editor.written()) == ("overview", "无。")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_whatever_is_pasted_is_shown_and_stored_alike(text: str, wizard: Wizard, store: Store) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(END, CTRL)
    page.editor.insertPlainText(text)
    typist.write("末")
    QApplication.processEvents()
    wanted = text.replace("\r\n", "\n")
    for other in ("\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\ufdd0"):
        wanted = wanted.replace(other, "\n")
    assert page.editor.written() == f"无。{wanted}末", "what is typed next stands after what was pasted"
    assert stored(store, wizard) == page.editor.written()
    assert exchange.loads(exchange.dumps(wizard.session.report)) == wizard.session.report


@pytest.mark.parametrize("text", ["前\ud800后", "\udc00\ud800", "\ud83d"])
def test_half_a_character_does_no_harm(text: str, wizard: Wizard, store: Store) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(END, CTRL)
    page.editor.insertPlainText(text)
    typist.write("末")
    assert page.editor.written().startswith("无。")
    assert page.editor.written().endswith("末")
    assert stored(store, wizard) == page.editor.written()


@pytest.mark.parametrize("text", ["公开" * 30_000, "\n".join(["（一）政务公开。"] * 3_000)], ids=["long", "many"])
def test_a_huge_paste_is_kept_whole(text: str, wizard: Wizard, store: Store) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_A, CTRL)
    paste(typist, text)
    typist.write("末")
    assert page.editor.written() == text + "末"
    assert stored(store, wizard) == text + "末"


def test_a_paste_from_a_web_page_leaves_its_looks_behind(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_A, CTRL)
    data = QMimeData()
    data.setHtml("<p style='color:red'>第一段</p><p><b>第二段</b></p>")
    data.setText("第一段\n第二段")
    QGuiApplication.clipboard().setMimeData(data)
    typist.press(Qt.Key.Key_V, CTRL)
    assert page.editor.written() == "第一段\n第二段"


def test_the_cursor_is_remembered_where_one_typed_last(wizard: Wizard, window: MainWindow, qtbot: QtBot) -> None:
    page, store = prose(wizard), wizard.session.store
    typist = Typist(window)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.write("第一段")
    place = {"step": "overview", "place": "3"}
    qtbot.waitUntil(lambda: store.place(wizard.session.id) == place)
    typist.write("又写")
    assert page.place() == "5"
    qtbot.waitUntil(lambda: store.place(wizard.session.id) == place | {"place": "5"})


def test_the_cursor_is_remembered_behind_rare_characters(wizard: Wizard, window: MainWindow, store: Store) -> None:
    page = prose(wizard)
    typist = Typist(window)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.write("𬭎㐂无")
    typist.press(Qt.Key.Key_Left)
    assert page.place() == "2"
    report_id = wizard.session.id
    window.close_report()
    window.open_report(report_id)
    again = wizard_of(window)
    assert again.page().place() == "2"
    Typist(window).write("公")
    assert again.session.report.prose("overview") == "𬭎㐂公无"


def test_a_finding_in_a_text_of_windows_lines_chooses_its_words(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_prose("overview", "第一段。\r\n𬭎第{{ requests.wrong.cell }}段。"))
    wizard = opened(window, store, report)
    typist = Typist(window)
    typist.press(Qt.Key.Key_F4)
    page = prose(wizard) if wizard.page().step.id == "overview" else None
    assert page is not None
    assert page.editor.textCursor().selectedText() == "{{ requests.wrong.cell }}"


def test_the_count_beside_the_title_warns_beyond_the_limit(wizard: Wizard) -> None:
    page = prose(wizard)
    assert page.counter.text() == "2 / 1000 字"
    page.editor.selectAll()
    page.editor.insertPlainText("字" * 1001)
    assert page.counter.text() == "1001 / 1000 字"
    assert page.counter.property("tone") == "error"
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    Typist(wizard.window()).press(Qt.Key.Key_Backspace)
    assert page.counter.property("tone") == ""


def test_particulars_are_stored_as_typed_and_undone_by_the_reports_history(
    wizard: Wizard, window: MainWindow, store: Store
) -> None:
    wizard.go_to_step("unit", "phone")
    typist = Typist(window)
    typist.write("0571")
    assert store.load(wizard.session.id)[0].unit("phone") == "0571"
    report_id = wizard.session.id
    window.close_report()
    window.open_report(report_id)
    again = wizard_of(window)
    assert again.page().place() == "phone"
    Typist(window).press(Qt.Key.Key_Z, CTRL)
    assert again.session.report.unit("phone") == ""
    field = again.page().findChild(QLineEdit, "phone")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    Typist(window).press(Qt.Key.Key_Y, CTRL)
    assert field.text() == "0571"


@pytest.mark.parametrize(
    ("name", "told"), [("某某镇人民政府", "：乡镇、街道"), ("某某市人民政府", "：看不出，可以不选"), ("", "")]
)
def test_the_level_tells_what_the_name_was_taken_for(name: str, told: str, wizard: Wizard) -> None:
    wizard.go_to_step("unit")
    wizard.session.set_unit("name", name)
    level = wizard.page().findChild(QComboBox, "level")
    assert isinstance(level, QComboBox)
    assert level.itemText(0) == f"按单位名称判断{told}"


def test_level_and_year_are_stored_and_titled(wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step("unit", "level")
    typist = Typist(window)
    typist.press(Qt.Key.Key_Down)
    level = wizard.page().findChild(QComboBox, "level")
    assert isinstance(level, QComboBox)
    assert wizard.session.report.unit("level") == level.currentData() != ""
    wizard.go_to_step("unit", "year")
    typist.press(Qt.Key.Key_A, CTRL)
    typist.write("2024")
    assert wizard.session.report.year == 2024
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.year == FORM_2021.first_year


@pytest.mark.parametrize("kind", [QSpinBox, QComboBox])
def test_the_wheel_over_a_chooser_alters_nothing_and_gives_it_no_focus(
    kind: type[QWidget], wizard: Wizard, window: MainWindow
) -> None:
    wizard.go_to_step("unit")
    QApplication.processEvents()
    chooser = wizard.page().findChildren(kind)[0]
    before = wizard.session.report.contents()
    middle = chooser.mapTo(window, chooser.rect().center())
    for _notch in range(3):
        QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, -120))  # as a mouse turns it
    QApplication.processEvents()
    assert wizard.session.report.contents() == before
    assert not chooser.hasFocus()


@pytest.mark.parametrize("year", [2008, 2150])
def test_a_year_no_form_fits_is_shown_as_it_is(year: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(FORM_2019, year=year))
    wizard.go_to_step("unit")
    spin = wizard.page().findChild(QSpinBox, "year")
    assert isinstance(spin, QSpinBox)
    assert spin.value() == wizard.session.report.year == year


def test_the_opening_of_the_report_is_written_on_the_first_page(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    wizard.go_to_step("unit", "preface")
    Typist(window).write("本报告依据")
    assert stored(store, wizard, "preface") == "本报告依据"


@pytest.mark.parametrize("width", [1366, 1920])
def test_lines_wrap_within_the_editor_at_any_width(width: int, window: MainWindow, wizard: Wizard) -> None:
    window.resize(width, 900)
    page = prose(wizard)
    page.editor.setPlainText("政府信息公开" * 60)
    QApplication.processEvents()
    assert page.editor.horizontalScrollBar().maximum() == 0
    assert page.editor.viewport().width() > 600


def test_f4_goes_to_the_end_of_words_that_are_unfinished_so_that_one_writes_on(wizard: Wizard) -> None:
    wizard.session.set_prose("problems", "（一）存在的主要问题\n公开不及时。\n（二）改进措施：")
    typist = Typist(wizard.window())
    wizard.go_to_step("problems")
    while "没有内容" not in (card.title if (card := wizard.panel.list.current_card()) else ""):
        typist.press(Qt.Key.Key_F4)
    page = wizard.page()
    assert isinstance(page, ProsePage)
    cursor = page.editor.textCursor()
    assert not cursor.hasSelection()
    assert cursor.atEnd()


def test_a_text_is_begun_to_be_read_at_its_beginning(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_prose("overview", "前段。\n" * 40))
    wizard = opened(window, store, report)
    page = prose(wizard)
    assert page.editor.textCursor().position() == 0
    assert page.editor.verticalScrollBar().value() == 0

"""Importing published reports and bringing a report up to date from a file, by keyboard, on real files."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.modeltest import ModelTester

from core import FORM_2021, UNIT, put
from gui.desk import CARRIED, FEE, GRANTED, RECEIVED, banner, figure, opened, prose, wizard_of
from gui.published import (
    ALSO_STROKE,
    STROKE,
    UNREAD,
    YEAR,
    Scene,
    dialog,
    doubtful_page,
    page,
    press_button,
    preview,
    published,
    settled,
    word_file,
)
from gui.typist import CTRL, Typist
from places import SHARED
from reportdesk.form.grid import Role
from reportdesk.gui import file_dialog
from reportdesk.gui.compare.chooser import SourceMenu
from reportdesk.gui.importing import dialog as importing
from reportdesk.gui.importing.attention import AttentionModel
from reportdesk.gui.importing.printed import PrintedModel
from reportdesk.gui.importing.printed_grid import by_section, printed_grid
from reportdesk.gui.importing.source import SourcePage
from reportdesk.gui.importing.texts import prose_page
from reportdesk.gui.importing.trial import Mark, Trial
from reportdesk.gui.importing.update_dialog import UpdateDialog, UpdatesModel
from reportdesk.gui.importing.updates import planned, updates, warning
from reportdesk.gui.library import deeds
from reportdesk.gui.library.columns import state_of
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import Manual
from reportdesk.gui.theme import CONTRAST, LIGHT, colour, px
from reportdesk.gui.widgets import ShortLabel
from reportdesk.intake.published import State, read, read_text
from reportdesk.report import exchange
from reportdesk.report.values import Unread
from reportdesk.session import Session, create
from reportdesk.store.finals import NEW_VERSION
from reportdesk.store.store import Store

CASES = [path for path in sorted(SHARED.glob("cases/*/published.*")) if path.suffix != ".quirks"]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Stand for the file dialog, which gives the one file in this list."""
    files: list[Path] = []
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: files[0] if files else None)
    yield files


def choose_file() -> None:
    """Choose the file with the button that has the focus."""
    Typist(dialog()).press(Qt.Key.Key_Return)


def import_by_key(window: MainWindow, *acts: object) -> None:
    window.library.setFocus()
    Scene(*acts).play(lambda: Typist(window).press(Qt.Key.Key_O, CTRL))  # type: ignore[arg-type]


def test_a_published_page_is_corrected_by_keyboard_and_then_stored(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def correct() -> None:
        choose_file()
        shown = preview()
        counts = shown.trial.counts()
        assert (counts[Mark.UNREAD], counts[Mark.DOUBTFUL]) == (1, 2)
        assert shown.list.rows.addresses == [UNREAD, STROKE, ALSO_STROKE]
        assert shown.correction.field.hasFocus()
        assert shown.correction.field.text() == "22（其中修订16件）"
        typist = Typist(dialog())
        typist.write("38")
        typist.press(Qt.Key.Key_Return)
        assert shown.trial.mark(UNREAD) is Mark.SETTLED
        assert shown.correction.address() == STROKE
        typist.press(Qt.Key.Key_Return)
        assert shown.trial.mark(STROKE) is Mark.SETTLED
        assert shown.correction.address() == ALSO_STROKE
        assert "1 格存疑" in shown.trial.left()
        assert store.entries() == []
        press_button("建立报告")

    import_by_key(window, correct)
    report = wizard_of(window).session.report
    assert (report.unit(), report.year, report.form.id) == (UNIT, YEAR, FORM_2021.id)
    assert (report.cell(UNREAD), report.cell(STROKE), report.cell(RECEIVED)) == (38, 0, 3)
    assert "1 格存疑没有核对" in banner(window)
    assert len(store.entries()) == 1


@pytest.mark.parametrize("way", ["mouse", "space", "enter"])
def test_the_card_shows_both_ways_first_whose_file_has_the_focus(
    way: str, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(file_dialog, "ask_open", lambda _parent, _title, folder, _kinds: asked.append(folder))
    card = next(card for card in window.library.cards if card.accessibleName() == "导入已发布的报告")

    def look() -> None:
        shown = dialog().source
        assert [shown.tabs.tabText(place) for place in range(2)] == ["选择文件", "粘贴文字"]
        assert dialog().focusWidget() is shown.choose
        assert asked == []
        dialog().reject()

    def begin() -> None:
        card.setFocus()
        if way == "mouse":
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        else:
            Typist(window).press(Qt.Key.Key_Space if way == "space" else Qt.Key.Key_Return)

    Scene(look).play(begin)


def test_the_folder_of_the_last_file_is_offered(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []

    def give(_parent: object, _title: str, folder: Path, _kinds: str) -> Path:
        folders.append(folder)
        return doubtful_page(tmp_path)

    monkeypatch.setattr(file_dialog, "ask_open", give)

    def begin() -> None:
        choose_file()
        preview()
        dialog().reject()

    import_by_key(window, begin)
    import_by_key(window, begin)
    assert folders[1] == doubtful_page(tmp_path).parent != folders[0]


def test_pictures_and_comparisons_begin_in_the_folder_of_the_last_file(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []
    monkeypatch.setattr(file_dialog, "ask_open", lambda _parent, _title, folder, _kinds: folders.append(folder))
    store.set_setting("import_folder", str(tmp_path))
    wizard = opened(window, store)
    prose(wizard).editor.setFocus()
    Typist(window).press(Qt.Key.Key_G, CTRL)
    SourceMenu(wizard.session, wizard).pick_file()
    assert folders == [tmp_path, tmp_path]


def test_what_is_said_of_a_reading_is_true(window: MainWindow, chosen: list[Path], tmp_path: Path) -> None:
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        hints = " ".join(text.text() for text in dialog().source.findChildren(QLabel))
        choose_file()
        trial = preview().trial
        names = [made.text() for made in preview().buttons.values()]
        assert "“建立报告”或“开始填报”以前什么都不保存" in hints
        assert [name.replace(str(YEAR + 1), "下一") for name in names] == ["建立报告", "作为上年报告，开始 下一 年度"]
        trial.take(UNREAD, "38")
        trial.confirm([STROKE, ALSO_STROKE])
        trial.take(RECEIVED, "3")
        sound = trial.session.audit.tally().errors
        assert ("勾稽不符" in trial.state()) == bool(sound)
        trial.take(RECEIVED, "300")
        errors = trial.session.audit.tally().errors
        assert errors > sound
        assert trial.state().startswith(f"全部读出；现在有 {errors} 处勾稽不符")
        press_button("建立报告")

    import_by_key(window, look)


def test_odds_of_the_original_are_said_to_be_its_own(tmp_path: Path) -> None:
    odd = published()
    put(odd, {RECEIVED: 300})
    trial = Trial(read(word_file(tmp_path, odd)), YEAR)
    trial.confirm(list(trial.reading.cells))
    assert trial.left() == ""
    errors = trial.session.audit.tally().errors
    assert errors
    assert trial.state().startswith(f"全部读出；原文本身有 {errors} 处勾稽不符")


def test_odds_of_the_original_are_listed_and_lead_to_their_cells(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    odd = published()
    put(odd, {"requests.granted.natural": 5})
    chosen.append(word_file(tmp_path, odd))

    def look() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        listed = shown.list.rows.addresses
        assert f"原文本身有 {len(listed)} 处勾稽不符" in shown.trial.state()
        assert shown.buttons["make"].hasFocus(), "what was read for sure can be taken over at once"
        shown.list.setFocus()
        shown.list.selectRow(1)
        assert shown.trial.mark(listed[1]) is Mark.ODD
        official = shown.tables["requests"].official
        assert official.current_address() == listed[1]
        finding = shown.trial.odd(listed[1])
        assert finding is not None
        told = [text.text() for text in shown.correction.findChildren(QLabel) if text.isVisible()]
        assert f"{finding.title}：{finding.equation}" in told
        assert listed[1] in finding.cells
        shown.list.selectRow(0)
        typist.press(Qt.Key.Key_Return)
        for place in range(len(listed)):
            assert shown.correction.field.hasFocus()
            assert shown.correction.address() == listed[place]
            typist.press(Qt.Key.Key_Return)
        assert shown.buttons["make"].hasFocus()
        press_button("建立报告")

    import_by_key(window, look)


def test_odds_wait_until_all_was_looked_at(window: MainWindow, chosen: list[Path], tmp_path: Path) -> None:
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        typist.write("38")
        typist.press(Qt.Key.Key_Return)
        assert shown.list.rows.addresses == [STROKE, ALSO_STROKE]
        for _cell in (STROKE, ALSO_STROKE):
            typist.press(Qt.Key.Key_Return)
        assert {shown.trial.mark(address) for address in shown.list.rows.addresses} == {Mark.ODD}
        assert shown.buttons["make"].hasFocus()
        press_button("建立报告")

    import_by_key(window, look)


def test_what_is_not_corrected_stays_unread_and_is_never_0(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def make() -> None:
        choose_file()
        assert preview()
        press_button("建立报告")

    import_by_key(window, make)
    assert wizard_of(window).session.report.cell(UNREAD) == Unread("22（其中修订16件）")
    assert "1 格没有读出、2 格存疑没有核对" in banner(window)


def test_a_refused_correction_says_why_and_keeps_the_text(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def correct() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        typist.write("/")
        typist.press(Qt.Key.Key_Return)
        assert "不是数字" in shown.correction.refusal.text()
        assert (shown.correction.address(), shown.correction.field.text()) == (UNREAD, "/")
        typist.press(Qt.Key.Key_Down)
        assert shown.correction.address() == UNREAD
        press_button("建立报告")
        assert shown.isVisible()
        assert store.entries() == []
        shown.correction.field.setFocus()
        shown.correction.field.selectAll()
        typist.write("5")
        press_button("建立报告")

    import_by_key(window, correct)
    assert wizard_of(window).session.report.cell(UNREAD) == 5


def test_cells_doubtful_for_the_same_reason_are_confirmed_together(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def confirm() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        typist.press(Qt.Key.Key_Down)
        press_button("同样的 2 格")
        assert shown.trial.counts()[Mark.DOUBTFUL] == 0
        assert shown.trial.counts()[Mark.UNREAD] == 1
        shown.trial.session.undo()
        press_button("建立报告")

    import_by_key(window, confirm)
    assert "存疑" not in banner(window)


def test_the_official_table_of_the_preview_is_typed_in_and_undone(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def correct() -> None:
        choose_file()
        shown = preview()
        typist = Typist(dialog())
        official = shown.tables["requests"].official
        assert official.current_address() == UNREAD
        official.setFocus()
        typist.write("7")
        typist.press(Qt.Key.Key_Return)
        assert shown.trial.mark(UNREAD) is Mark.SETTLED
        typist.press(Qt.Key.Key_Z, CTRL)
        assert shown.trial.mark(UNREAD) is Mark.UNREAD
        official.go_to(GRANTED.replace("granted", "received"))
        typist.write("4")
        typist.press(Qt.Key.Key_Return)
        assert shown.trial.mark(RECEIVED) is Mark.SETTLED
        press_button("建立报告")

    import_by_key(window, correct)
    assert wizard_of(window).session.report.cell(RECEIVED) == 4


def test_a_cell_at_hand_is_marked_in_the_printed_page(window: MainWindow, chosen: list[Path], tmp_path: Path) -> None:
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        choose_file()
        shown = preview()
        tables = shown.tables["requests"]
        assert shown.tabs.currentWidget() is tables
        assert tables.printed is not None
        assert tables.printed.currentIndex().data() == "22（其中修订16件）"
        spoken = tables.printed.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        assert "未读出" in spoken
        tables.printed.setFocus()
        Typist(dialog()).press(Qt.Key.Key_Down)
        assert shown.correction.address() == STROKE
        press_button("取消")

    import_by_key(window, look)
    assert window.library.isVisible()


def test_a_year_that_is_not_told_is_asked_for(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path, title=False))

    def fill_in() -> None:
        choose_file()
        shown = preview()
        assert not shown.trial.has_year
        assert shown.year.hasFocus()
        press_button("建立报告")
        assert shown.isVisible()
        assert shown.year.hasFocus()
        typist = Typist(dialog())
        shown.year.selectAll()
        typist.write("2023")
        typist.press(Qt.Key.Key_Tab)
        press_button("建立报告")
        assert shown.unit.hasFocus()
        typist.write(UNIT)
        press_button("建立报告")

    (path,) = chosen
    text = path.read_text(encoding="utf-8").replace(f"{YEAR}年收到", "收到")
    path.write_text(text, encoding="utf-8")
    import_by_key(window, fill_in)
    report = wizard_of(window).session.report
    assert (report.year, report.unit()) == (2023, UNIT)
    assert len(store.entries()) == 1


def test_a_file_that_is_no_report_is_refused_in_the_dialog(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "扫描件.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    chosen.append(path)

    def fail() -> None:
        choose_file()
        shown = settled()
        assert shown.preview is None
        assert "扫描件.png" in shown.source.error.text()
        assert "图片" in shown.source.error.text()
        Typist(shown).press(Qt.Key.Key_Escape)

    import_by_key(window, fail)
    assert store.entries() == []


def test_a_reading_can_be_given_up(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen.append(doubtful_page(tmp_path))
    may_end, ended = threading.Event(), threading.Event()

    def slow(path: Path) -> object:
        def work() -> object:
            may_end.wait(10)
            ended.set()
            return read(path)

        return work

    monkeypatch.setattr(importing, "file_work", slow)

    def give_up() -> None:
        choose_file()
        assert dialog().waiting.isVisible()
        Typist(dialog()).press(Qt.Key.Key_Return)
        assert not dialog().waiting.isVisible()
        assert dialog().source.isVisible()
        may_end.set()
        assert ended.wait(10)
        for _ in range(20):
            QCoreApplication.processEvents()
        assert dialog().preview is None
        Typist(dialog()).press(Qt.Key.Key_Escape)

    import_by_key(window, give_up)
    assert store.entries() == []


def test_work_done_in_a_preview_is_not_given_up_by_a_slip(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def slip() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        typist.write("38")
        typist.press(Qt.Key.Key_Return)
        typist.press(Qt.Key.Key_Escape)
        assert shown.isVisible()
        press_button("建立报告")

    def stay() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        Typist(box).press(Qt.Key.Key_Return)

    import_by_key(window, slip, stay)
    assert wizard_of(window).session.report.cell(UNREAD) == 38


def test_every_pane_of_the_preview_is_reached_by_one_key(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def walk() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        tables = shown.tables["requests"]
        panes = [shown.list, tables.printed, tables.official, shown.buttons["make"], shown.unit, shown.correction.field]
        for pane in panes:
            typist.press(Qt.Key.Key_F6)
            assert pane is not None
            assert pane.hasFocus()
            assert pane.accessibleName() or isinstance(pane, QPushButton)
        typist.press(Qt.Key.Key_Escape)

    import_by_key(window, walk)


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)], ids=str)
@pytest.mark.parametrize("theme", [LIGHT, CONTRAST])
def test_nothing_of_the_preview_is_cut(
    window: MainWindow, chosen: list[Path], tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    window.looks.choose(theme)
    window.resize(*size)
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        choose_file()
        shown = preview()
        assert dialog().width() <= size[0]
        texts = [*shown.findChildren(QPushButton), *shown.findChildren(QLabel), *shown.findChildren(QLineEdit)]
        seen = [text for text in texts if text.isVisible()]
        assert len(seen) > 10
        for text in seen:
            needed = text.heightForWidth(text.width()) if isinstance(text, QLabel) and text.wordWrap() else 0
            assert text.height() >= needed, text.text()
            if not isinstance(text, QLineEdit | ShortLabel) and not needed:
                assert text.width() >= text.sizeHint().width(), text.text()
            assert dialog().rect().contains(text.mapTo(dialog(), text.rect().center())), text.text()
        Typist(dialog()).press(Qt.Key.Key_Escape)

    import_by_key(window, look)
    window.looks.choose(LIGHT)


def test_what_looks_like_markup_in_a_file_is_shown_as_it_is(window: MainWindow) -> None:
    trial = Trial(read_text(page(published(), {UNREAD: "<b>22</b>"})), YEAR)
    attention = AttentionModel(trial, window)
    attention.show([UNREAD])
    assert attention.index(0, 2).data() == "<b>22</b>"
    for tables in by_section(trial.reading).values():
        model = PrintedModel(trial, printed_grid(tables), window)
        if any(UNREAD in table.places.values() for table in tables):
            assert "&lt;b&gt;22" in model.place_of(UNREAD).data(Qt.ItemDataRole.ToolTipRole)
    trial.close()


def test_the_words_are_corrected_before_they_are_taken_over(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))
    read_words = " ".join(published().prose("overview").split())

    def correct() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        shown.tabs.setCurrentWidget(shown.prose)
        shown.prose.sections.setCurrentIndex(1)
        editor = shown.prose.editors["overview"]
        editor.setFocus()
        assert not shown.prose.restore.isEnabled()
        for pane in (shown.buttons["make"], shown.unit, shown.prose.read, editor):
            typist.press(Qt.Key.Key_F6)
            assert pane.hasFocus()
        typist.press(Qt.Key.Key_Home, CTRL)
        typist.write("Z")
        assert shown.trial.report.prose("overview") == f"Z{read_words}"
        assert read_words in shown.prose.read.toPlainText()
        typist.press(Qt.Key.Key_Z, CTRL)
        assert editor.toPlainText() == read_words
        typist.write("X")
        assert shown.prose.restore.isEnabled()
        press_button("恢复读到的文字")
        assert (editor.toPlainText(), editor.hasFocus()) == (read_words, True)
        typist.press(Qt.Key.Key_Z, CTRL)
        assert editor.toPlainText() == f"X{read_words}"
        typist.press(Qt.Key.Key_Escape)
        press_button("建立报告")

    def stay() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox), "words typed are not given up by a slip"
        Typist(box).press(Qt.Key.Key_Return)

    import_by_key(window, correct, stay)
    assert wizard_of(window).session.report.prose("overview") == f"X{read_words}"


def test_the_cells_to_look_at_stand_beside_their_tables_only(
    window: MainWindow, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        assert shown.side.isVisible()
        typist.write("/")
        shown.tabs.setCurrentWidget(shown.prose)
        assert not shown.side.isVisible()
        assert shown.prose.read.hasFocus(), "no button below takes the next key"
        press_button("建立报告")
        assert shown.correction.field.hasFocus(), "a refused figure is shown again, beside its table"
        shown.correction.field.selectAll()
        typist.write("0")
        for _cell in (UNREAD, STROKE, ALSO_STROKE):
            typist.press(Qt.Key.Key_Return)
        assert not shown.side.isVisible()
        assert shown.buttons["make"].hasFocus()
        typist.press(Qt.Key.Key_Z, CTRL)
        assert shown.side.isVisible()
        shown.tabs.setCurrentWidget(shown.prose)
        read = next(made for made in shown.filters.findChildren(QPushButton) if made.text().startswith("读出"))
        read.click()
        assert shown.side.isVisible(), "the cells asked for are shown, and the tables they are of"
        assert shown.tabs.currentWidget() in shown.tables.values()
        press_button("建立报告")

    import_by_key(window, look)


@pytest.mark.parametrize("height", range(600, 768, 21))
def test_the_tables_of_the_preview_show_whole_rows(
    window: MainWindow, chosen: list[Path], tmp_path: Path, height: int
) -> None:
    window.resize(1366, height)
    chosen.append(doubtful_page(tmp_path))

    def look() -> None:
        choose_file()
        shown = preview()
        tables = shown.tables["requests"]
        assert tables.printed is not None
        assert tables.printed.visualRect(tables.printed.currentIndex()).bottom() < tables.printed.whole_height()
        for view in (tables.printed, tables.official, shown.list):
            for place in range(0, view.verticalScrollBar().maximum() + 1, 3):
                view.verticalScrollBar().setValue(place)
                first, last = view.rowAt(0), view.rowAt(view.whole_height() - 1)
                assert view.rowViewportPosition(first) == 0
                whole = view.rowViewportPosition(last) + view.rowHeight(last) <= view.whole_height()
                assert last < 0 or whole or last == first
        image = tables.printed.viewport().grab().toImage()
        if tables.printed.whole_height() < image.height():
            assert image.pixelColor(3, image.height() - 1) == colour("card")
        Typist(dialog()).press(Qt.Key.Key_Escape)

    import_by_key(window, look)


def test_a_report_read_from_a_file_says_so_in_the_list(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def make() -> None:
        choose_file()
        assert preview()
        press_button("建立报告")

    import_by_key(window, make)
    session = wizard_of(window).session
    (entry,) = store.entries()
    assert state_of(entry)[0] == "由文件读入"
    session.set_cells({RECEIVED: 4})
    session.undo()
    assert session.undo() is None
    copy = store.duplicate(entry.id)
    assert state_of(store.entry(copy))[0] == "草稿"


def test_enter_in_a_field_presses_no_button(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))

    def enter() -> None:
        choose_file()
        shown, typist = preview(), Typist(dialog())
        shown.unit.setFocus()
        shown.unit.selectAll()
        typist.write("青溪镇人民政府")
        typist.press(Qt.Key.Key_Return)
        assert shown.isVisible()
        assert store.entries() == []
        press_button("建立报告")

    import_by_key(window, enter)
    assert wizard_of(window).session.report.unit() == "青溪镇人民政府"


@pytest.mark.parametrize("rich", [True, False], ids=["with tables", "text only"])
def test_a_report_is_pasted(window: MainWindow, rich: bool) -> None:
    data = QMimeData()
    report = published()
    data.setText(f"{report.title()}\n一、总体情况\n{report.prose('overview')}\n五、存在的主要问题及改进情况\n无。")
    if rich:
        data.setHtml(page(report, {STROKE: "/"}))
    QGuiApplication.clipboard().setMimeData(data)

    def paste() -> None:
        dialog().source.tabs.setCurrentIndex(1)
        typist = Typist(dialog())
        press_button("读取")
        assert "还没有粘贴" in dialog().source.error.text()
        dialog().source.box.setFocus()
        typist.press(Qt.Key.Key_V, CTRL)
        press_button("读取")
        shown = preview()
        assert shown.trial.report.cell(RECEIVED) == (3 if rich else None)
        assert shown.trial.mark(STROKE) is (Mark.DOUBTFUL if rich else Mark.UNREAD)
        press_button("建立报告")

    import_by_key(window, paste)
    QGuiApplication.clipboard().clear()
    report = wizard_of(window).session.report
    assert (report.unit(), report.year) == (UNIT, YEAR)
    assert "3件" in report.prose("overview")


def test_no_hole_stands_between_what_is_pasted_and_the_button_to_read_it(window: MainWindow) -> None:
    source = SourcePage(importing.UPDATE.title, importing.UPDATE.hint, ["更新"], window.store())
    source.tabs.setCurrentIndex(1)
    source.resize(700, 440)
    source.show()
    QCoreApplication.processEvents()
    assert source.read.y() - source.box.geometry().bottom() <= px(12)
    source.close()


def test_our_own_document_comes_back_whole(window: MainWindow, chosen: list[Path], tmp_path: Path) -> None:
    report = published()
    chosen.append(word_file(tmp_path, report))

    def make() -> None:
        choose_file()
        assert preview().trial.left() == ""
        Typist(dialog()).press(Qt.Key.Key_Return)  # the focus is on the way on, as nothing is to be corrected

    import_by_key(window, make)
    found = wizard_of(window).session.report
    assert exchange.digest(found) == exchange.digest(report)


def test_a_file_is_dropped_on_the_window(window: MainWindow, store: Store, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(doubtful_page(tmp_path)))])

    def drop() -> None:
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, none))
        QCoreApplication.processEvents()

    def make() -> None:
        assert preview()
        press_button("建立报告")

    Scene(make).play(drop)
    assert wizard_of(window).session.report.unit() == UNIT
    assert len(store.entries()) == 1


def test_a_report_that_is_there_already_is_brought_up_to_date_instead(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    first = create(store, published())
    window.library.enter()
    newer = published()
    put(newer, {RECEIVED: 8})
    chosen.append(word_file(tmp_path, newer))

    def read_it() -> None:
        choose_file()
        assert preview()
        press_button("建立报告")

    def take(ticked: list[str]) -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, UpdateDialog)
        ticked += [update.slot.name for update in shown.chosen()]
        press_button("更新")

    ticked: list[str] = []
    import_by_key(window, read_it, lambda: press_button("更新已有的"), lambda: take(ticked))
    assert RECEIVED in ticked
    wizard = wizard_of(window)
    assert (wizard.session.id, figure(wizard, RECEIVED)) == (first, "8")
    assert len(store.entries()) == 1
    assert "Ctrl+Z" in banner(window)
    wizard.session.set_cells({GRANTED: 1})
    Typist(window).press(Qt.Key.Key_Z, CTRL)
    assert "Ctrl+Z" in banner(window), "a later step was taken back, not this one"
    Typist(window).press(Qt.Key.Key_Z, CTRL)
    assert figure(wizard, RECEIVED) == "3"
    assert banner(window) == ""
    window.banner.say("别的话。")
    wizard.redo()
    wizard.undo()
    assert banner(window) == "别的话。"


def test_a_report_that_is_final_is_not_offered_to_be_updated(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    Session(store, create(store, published())).set_final(True)
    window.library.enter()
    chosen.append(word_file(tmp_path, published()))
    questions: list[str] = []

    def read_it() -> None:
        choose_file()
        assert preview()
        press_button("建立报告")

    def look() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QMessageBox)
        questions.append(asked.text())
        assert [button.text() for button in asked.buttons()] == ["另建一份", "返回"]
        Typist(asked).press(Qt.Key.Key_Return)
        dialog().reject()

    import_by_key(window, read_it, look)
    assert NEW_VERSION in questions[0]
    assert len(store.entries()) == 1


def test_giving_the_differences_up_loses_nothing(
    window: MainWindow, store: Store, chosen: list[Path], tmp_path: Path
) -> None:
    create(store, published())
    chosen.append(doubtful_page(tmp_path))

    def correct() -> None:
        choose_file()
        assert preview()
        Typist(dialog()).write("38")
        press_button("建立报告")

    def give_up() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, UpdateDialog)
        Typist(shown).press(Qt.Key.Key_Escape)

    def go_on() -> None:
        assert preview().trial.report.cell(UNREAD) == 38
        press_button("建立报告")

    questions = (lambda: press_button("更新已有的"), give_up, go_on, lambda: press_button("另建一份"))
    import_by_key(window, correct, *questions)
    assert wizard_of(window).session.report.cell(UNREAD) == 38
    assert len(store.entries()) == 2


def test_help_opens_at_the_chapter_on_importing(window: MainWindow) -> None:
    def ask() -> None:
        typist = Typist(dialog())
        typist.press(Qt.Key.Key_F1)
        (manual,) = dialog().findChildren(Manual)
        assert manual.isVisible()
        assert manual.chapter() == "import"
        manual.close()
        Typist(dialog()).press(Qt.Key.Key_Escape)

    import_by_key(window, ask)


def test_only_what_is_ticked_is_taken_over_as_one_step(window: MainWindow, store: Store, tmp_path: Path) -> None:
    wizard = opened(window, store, published())
    put_off = wizard.session.report.prose("overview")
    newer = published()
    put(newer, {RECEIVED: 8, FEE: 2})
    newer.apply(newer.set_prose("overview", put_off.replace("完善了平台", "建成了平台") + "\n另起一段新的说明。"))
    path = word_file(tmp_path, newer)

    def read_it() -> None:
        assert preview()
        press_button("下一步")

    def choose() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, UpdateDialog)
        typist = Typist(shown)
        places = [update.place for update in shown.chosen()]
        assert sum("总体情况" in place for place in places) == 2
        assert shown.table.hasFocus()
        assert FORM_2021.cell_name(FEE) in places
        shown.table.selectRow(places.index(FORM_2021.cell_name(FEE)))
        typist.press(Qt.Key.Key_Space)
        assert FORM_2021.cell_name(FEE) not in [update.place for update in shown.chosen()]
        press_button("更新")

    Scene(read_it, choose).play(lambda: deeds.take_file(window, path))
    report = wizard.session.report
    assert (report.cell(RECEIVED), report.cell(FEE)) == (8, 0)
    assert report.prose("overview").endswith("建成了平台。\n另起一段新的说明。")
    assert report.is_summed("requests.received.total")
    assert report.cell("requests.received.total") == 8
    wizard.undo()
    assert (report.cell(RECEIVED), report.prose("overview")) == (3, put_off)


def test_figures_taken_from_last_year_stay_locked(window: MainWindow, store: Store, tmp_path: Path) -> None:
    create(store, published(YEAR - 1))
    report = published()
    put(report, {CARRIED: 3})
    wizard = opened(window, store, report)
    newer = published()
    put(newer, {CARRIED: 5, RECEIVED: 9})
    path = word_file(tmp_path, newer)

    def read_it() -> None:
        assert preview()
        press_button("下一步")

    def take_all() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, UpdateDialog)
        press_button("全部采用")
        assert CARRIED not in [update.slot.name for update in shown.chosen()]
        press_button("更新")

    Scene(read_it, take_all).play(lambda: deeds.take_file(window, path))
    assert (figure(wizard, CARRIED), figure(wizard, RECEIVED)) == ("3", "9")


def test_a_file_of_another_year_is_warned_about_and_nothing_is_ticked() -> None:
    report, other = published(), published(YEAR + 1)
    put(other, {RECEIVED: 9})
    found = updates(report, other)
    assert found
    assert not any(update.likely for update in found)
    assert str(YEAR + 1) in warning(report, other)
    assert warning(report, published()) == ""


def test_blank_and_unread_figures_of_a_file_are_not_taken_over_unasked() -> None:
    report, other = published(), published()
    put(other, {RECEIVED: None, GRANTED: Unread("约3")})
    likely = {update.slot.name: update.likely for update in updates(report, other)}
    assert (likely[RECEIVED], likely[GRANTED]) == (False, False)


def test_taking_all_over_makes_the_reports_the_same() -> None:
    report, other = published(), published()
    put(other, {RECEIVED: 12, "requests.received.total": 30})
    other.apply(other.set_unit("phone", "0123-4567890"))
    other.apply(other.set_prose("problems", "一是不够细。\n二是不够快。"))
    report.apply(planned(report, other, updates(report, other), "导入"))
    assert updates(report, other) == []
    assert report.is_typed("requests.received.total")


def test_paragraphs_that_do_not_pair_are_one_difference_which_is_not_ticked() -> None:
    report, other = published(), published()
    parts = ["（一）全年主动公开信息12条。", "（二）收到申请7件，均已答复。", "（三）修订了发布审核制度。"]
    report.apply(report.set_prose("overview", "\n".join(parts)))
    other.apply(other.set_prose("overview", "".join(parts)))
    (whole,) = updates(report, other)
    assert (whole.old, whole.new, whole.likely) == ("\n".join(parts), "".join(parts), False)
    assert "分段" in whole.note
    report.apply(planned(report, other, [whole], "导入"))
    assert report.prose("overview") == "".join(parts)


def test_the_words_read_name_their_pictures(tmp_path: Path) -> None:
    reading = read(word_file(tmp_path, published()))
    shown = prose_page(replace(reading, prose={"other": f"无。\n![公开日现场]({'a' * 64})"}))
    assert "图片“公开日现场”" in shown
    assert "aaa" not in shown


@pytest.mark.parametrize("percent", [100, 200])
def test_a_difference_of_long_texts_is_seen_in_whole_rows(window: MainWindow, percent: int) -> None:
    window.looks.resize(percent)
    report, other = published(), published()
    text = "全年加强了政府信息公开的管理和监督。" * 30
    report.apply(report.set_prose("overview", text))
    other.apply(other.set_prose("overview", f"{text}另外还公开了9条。"))
    shown = UpdateDialog(window, updates(report, other), "文件", "")
    shown.show()
    QCoreApplication.processEvents()
    old, new = (str(shown.updates.index(0, column).data()) for column in (2, 3))
    assert "另外还公开了9条。" in new
    assert old.startswith("…")
    assert text in str(shown.updates.index(0, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert shown.table.rowHeight(0) <= shown.table.viewport().height()
    shown.reject()
    window.looks.resize(100)


def test_pictures_are_named_and_not_written_out() -> None:
    report, other = published(), published()
    mine, theirs = (f"![公开日现场]({sign * 64})" for sign in "ab")
    report.apply(report.set_prose("other", mine))
    other.apply(other.set_prose("other", theirs))
    (changed,) = updates(report, other)
    assert (changed.old, changed.new) == ("图片“公开日现场”", "图片“公开日现场”（换了一张）")
    report.apply(planned(report, other, [changed], "导入"))
    assert report.prose("other") == theirs
    other.apply(other.set_prose("other", "无其他需要报告的事项。"))
    assert {(each.old, each.new) for each in updates(report, other)} == {
        ("图片“公开日现场”", "（无）"),
        ("（无）", "无其他需要报告的事项。"),
    }


def test_the_preview_leaves_nothing_behind(
    window: MainWindow, chosen: list[Path], tmp_path: Path, data_folder: Path
) -> None:
    chosen.append(doubtful_page(tmp_path))
    before = sorted(file.name for file in data_folder.rglob("*"))

    def look() -> None:
        choose_file()
        assert preview()
        Typist(dialog()).press(Qt.Key.Key_Escape)

    import_by_key(window, look)
    assert sorted(file.name for file in data_folder.rglob("*")) == before
    assert not window.findChildren(importing.ImportDialog) or window.isVisible()


def test_models(window: MainWindow, qtmodeltester: ModelTester) -> None:
    trial = Trial(read_text(page(published(), {UNREAD: "约22", STROKE: "/"})), YEAR)
    for tables in by_section(trial.reading).values():
        qtmodeltester.check(PrintedModel(trial, printed_grid(tables), window))
    attention = AttentionModel(trial, window)
    attention.show(trial.marked([Mark.UNREAD, Mark.DOUBTFUL]))
    qtmodeltester.check(attention)
    other = published()
    put(other, {RECEIVED: 9})
    model = UpdatesModel(updates(published(), other), window)
    qtmodeltester.check(model)
    model.tick_all(False)
    assert model.chosen() == []
    trial.close()


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.suffix[1:]}")
def test_published_reports_are_shown_as_printed(path: Path, window: MainWindow) -> None:
    trial = Trial(read(path), YEAR)
    shown: Counter[State] = Counter()
    for tables in by_section(trial.reading).values():
        model = PrintedModel(trial, printed_grid(tables), window)
        assert not any("\n" in cell.text for cell in model.grid.cells if cell.role is Role.LABEL)
        for address, cell in trial.reading.cells.items():
            index = model.place_of(address) if any(address in table.places.values() for table in tables) else None
            if index is not None:
                assert model.data(index) == cell.text.strip()
                shown[cell.state] += 1
    truth = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))
    printed = sum(value is not None for value in truth["cells"].values())
    assert shown[State.READ] + shown[State.DOUBTFUL] >= printed - trial.counts()[Mark.UNREAD]
    trial.close()


def test_a_report_in_memory_is_a_report_like_others(store: Store) -> None:
    trial = Trial(read_text(page(published())), YEAR)
    made = create(store, trial.report)
    assert Session(store, made).report == trial.report
    trial.close()

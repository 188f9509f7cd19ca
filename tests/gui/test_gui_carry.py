"""Beginning from last year's report, from the library or from a file, and 提取上年数 for a report begun already."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from core import FORM_2019, FORM_2021, UNIT, report_of
from gui.desk import CARRIED, RECEIVED, banner, figure, opened, put_up_border, wizard_of
from gui.published import YEAR, Scene, dialog, doubtful_page, press_button, preview, published
from gui.typist import CTRL, Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.importing.carry_dialog import CarryDialog, summary
from reportdesk.gui.importing.extracting import extract_last_year
from reportdesk.gui.library.picker import PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.intake.carry import carry
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store


def carry_dialog() -> CarryDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, CarryDialog)
    return found


def begin(window: MainWindow, *acts: object) -> None:
    window.library.enter()
    Scene(*acts).play(lambda: Typist(window).press(Qt.Key.Key_B, CTRL))  # type: ignore[arg-type]


def pick() -> None:
    """Take the report that is proposed."""
    assert isinstance(QApplication.activeModalWidget(), PickReportDialog)
    Typist(QApplication.activeModalWidget()).press(Qt.Key.Key_Return)  # type: ignore[arg-type]


def start() -> None:
    Typist(carry_dialog()).press(Qt.Key.Key_Return)


def test_four_keys_begin_from_last_years_report(window: MainWindow, store: Store) -> None:
    create(store, published(YEAR - 1))
    create(store, published())
    begin(window, pick, start)
    wizard = wizard_of(window)
    report = wizard.session.report
    assert (report.unit(), report.year) == (UNIT, YEAR + 1)
    assert (report.cell(CARRIED), report.cell(RECEIVED)) == (3, None)
    assert "待改" in report.prose("overview")
    assert f"{YEAR} 年度报告为底稿" in banner(window)
    assert "带入上年的数 6 格" in banner(window)
    assert len(store.entries()) == 3


def test_the_report_chosen_in_the_list_is_proposed(window: MainWindow, store: Store) -> None:
    create(store, published(2024))
    wanted = create(store, published(YEAR, "青溪镇人民政府"))
    window.library.enter(wanted)
    window.library.view.choose(wanted)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, PickReportDialog)
        entry = shown.chosen()
        assert entry is not None
        assert entry.id == wanted
        Typist(shown).press(Qt.Key.Key_Escape)

    Scene(look).play(lambda: Typist(window).press(Qt.Key.Key_B, CTRL))
    assert window.wizard() is None


def test_a_report_that_is_there_already_is_offered(window: MainWindow, store: Store) -> None:
    create(store, published())
    existing = create(store, Report(FORM_2021, YEAR + 1, UNIT))
    window.library.enter()
    window.library.view.choose(1)

    def pick_last() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, PickReportDialog)
        shown.view.choose(1)
        Typist(shown).press(Qt.Key.Key_Return)

    def look() -> None:
        typist = Typist(carry_dialog())
        assert carry_dialog().open_existing.hasFocus()
        assert carry_dialog().open_existing.property("primary")
        assert carry_dialog().start.text() == "另建一份"
        assert not carry_dialog().start.property("primary")
        typist.press(Qt.Key.Key_Return)

    begin(window, pick_last, look)
    assert wizard_of(window).session.id == existing
    assert len(store.entries()) == 2


def test_a_report_of_another_year_is_refused_and_used_all_the_same(window: MainWindow, store: Store) -> None:
    create(store, published())

    def use_anyway() -> None:
        shown = carry_dialog()
        typist = Typist(shown)
        shown.year.setFocus()
        typist.press(Qt.Key.Key_Up)
        assert f"{YEAR} 年度" in shown.refusal()
        assert not shown.start.isEnabled()
        shown.anyway.setFocus()
        typist.press(Qt.Key.Key_Space)
        assert shown.start.isEnabled()
        press_button("开始填报")

    begin(window, pick, use_anyway)
    report = wizard_of(window).session.report
    assert (report.year, report.cell(CARRIED)) == (YEAR + 2, None)
    assert report.prose("overview")


def test_the_form_follows_the_year_and_what_has_no_counterpart_is_listed(window: MainWindow) -> None:
    last = report_of(FORM_2019, year=2020)
    shown = CarryDialog(window, last, [])
    assert shown.form.currentData() == FORM_2021.id
    carried = carry(last, 2021)
    text = shown.summary.toPlainText()
    assert carried.dropped
    for address in carried.dropped:
        assert FORM_2019.cell_name(address) in text
    for filled in carried.filled:
        assert FORM_2021.cell_name(filled.address) in text
        assert filled.source in text
    shown.deleteLater()


def test_what_could_not_be_carried_is_listed_with_its_reason() -> None:
    last = published()
    last.apply(last.set_cells({"requests.carried_out.natural": None}))
    carried = carry(last, YEAR + 1)
    assert carried.left
    text = "".join(summary(carried, last))
    for left in carried.left:
        assert left.reason in text


def test_an_empty_library_begins_from_a_file(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = doubtful_page(tmp_path)
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: path)

    def read_it() -> None:
        Typist(dialog()).press(Qt.Key.Key_Return)
        assert preview()
        press_button(f"作为上年报告，开始 {YEAR + 1} 年度")

    def kept_and_start() -> None:
        told = [text.text() for text in carry_dialog().findChildren(QLabel) if text.isVisible()]
        assert any(f"{YEAR} 年度报告已存进报告库" in text for text in told)
        assert [entry.year for entry in store.entries()] == [YEAR]
        start()

    begin(window, read_it, kept_and_start)
    wizard = wizard_of(window)
    assert (wizard.session.report.year, figure(wizard, CARRIED)) == (YEAR + 1, "3")
    assert sorted(entry.year for entry in store.entries()) == [YEAR, YEAR + 1]
    assert wizard.session.last_year() is not None


def test_last_years_file_is_not_stored_twice(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(store, published())
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: doubtful_page(tmp_path))

    def from_file() -> None:
        press_button("从文件读入")

    def read_it() -> None:
        Typist(dialog()).press(Qt.Key.Key_Return)
        assert preview()
        press_button("作为上年报告")

    begin(window, from_file, read_it, lambda: press_button("用已有的"), start)
    assert wizard_of(window).session.report.cell(CARRIED) == 3
    assert sorted(entry.year for entry in store.entries()) == [YEAR, YEAR + 1]


def test_last_years_figures_fill_blank_cells_only_as_one_step(window: MainWindow, store: Store) -> None:
    create(store, published())
    report = Report(FORM_2021, YEAR + 1, UNIT)
    report.apply(report.set_cells({"requests.carried_in.business": 7}))
    wizard = opened(window, store, report)
    done = extract_last_year(wizard.session)
    assert len(done.filled) == 5
    assert done.kept == ("requests.carried_in.business",)
    assert wizard.session.report.cell(CARRIED) == 3
    assert wizard.session.report.cell("requests.carried_in.business") == 7
    wizard.undo()
    assert wizard.session.report.cell(CARRIED) is None
    assert wizard.session.report.cell("requests.carried_in.business") == 7


def test_the_open_report_takes_last_years_figures_by_its_menu(window: MainWindow, store: Store) -> None:
    create(store, published())
    wizard = opened(window, store, Report(FORM_2021, YEAR + 1, UNIT))
    more = next(button for button in wizard.top.findChildren(QPushButton) if button.text() == "更多")
    more.setFocus()
    Typist(window).press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words, tips = zip(*(action.text().split("：") for action in menu.actions()), strict=True)
    assert words == ("提取上年数", "用文件更新这份报告")
    assert "空着的格子" in tips[0], "what is altered and what is not"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    QCoreApplication.processEvents()
    assert wizard.session.report.cell(CARRIED) == 3
    assert "带入 6 格" in banner(window)


def test_without_last_years_report_the_sentence_says_what_to_do(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    create(store, Report(FORM_2021, YEAR + 1, UNIT))
    window.library.enter()
    window.library.actions_by_id["extract"].trigger()
    QCoreApplication.processEvents()
    assert f"{YEAR} 年度的报告" in banner(window)
    assert "导入" in banner(window)


def test_a_report_of_the_list_is_taken_as_last_years(window: MainWindow, store: Store) -> None:
    create(store, published())
    window.library.enter()
    Scene(start).play(window.library.actions_by_id["base"].trigger)
    assert wizard_of(window).session.report.year == YEAR + 1


@pytest.mark.parametrize("first", [2019, 2020])
def test_the_real_chain_of_years_is_carried_on(first: int, window: MainWindow, store: Store, shared: Path) -> None:
    last = exchange.read(shared / "cases" / f"pingtan_{first}" / "exchange.report.json")
    create(store, last)
    begin(window, pick, start)
    report = wizard_of(window).session.report
    assert (report.year, report.unit()) == (first + 1, last.unit())
    for column in ("natural", "business", "other"):
        assert report.cell(f"requests.carried_in.{column}") == last.cell(f"requests.carried_out.{column}")

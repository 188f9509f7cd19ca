"""Beginning from last year's report, from the library or from a file, and 提取上年数 for a report begun already."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from core import FORM_2019, FORM_2021, UNIT, report_of
from gui.desk import CARRIED, RECEIVED, banner, figure, opened, put_up_border, wizard_of
from gui.published import YEAR, Scene, dialog, doubtful_page, press_button, preview, published, settled, word_file
from gui.typist import CTRL, Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.importing.carry_dialog import CarryDialog, summary
from reportdesk.gui.importing.extracting import extract_last_year
from reportdesk.gui.library.columns import state_of
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


def picker() -> PickReportDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, PickReportDialog)
    return found


def pick() -> None:
    """Take the report that is proposed."""
    Typist(picker()).press(Qt.Key.Key_Return)


def reading() -> None:
    """Let a file be read; what comes next is another dialog."""
    assert dialog().waiting.isVisible()


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
        assert f"{YEAR} 年度" in shown.refusal.text()
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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Stand for the file dialog, which gives these files one after another, and none where the clerk leaves it."""
    files: list[Path | None] = []
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: files.pop(0))
    return files


def test_two_keys_and_a_file_begin_the_first_report(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    asked.append(word_file(tmp_path, published()))

    def look_and_start() -> None:
        told = [text.text() for text in carry_dialog().findChildren(QLabel) if text.isVisible()]
        assert any("全部读出" in text and "还没有存进报告库" in text for text in told)
        assert store.entries() == []
        start()

    begin(window, reading, look_and_start)
    wizard = wizard_of(window)
    assert (wizard.session.report.year, figure(wizard, CARRIED)) == (YEAR + 1, "3")
    new, last = store.entries()
    assert [(each.year, state_of(each)[0]) for each in (new, last)] == [(YEAR + 1, "草稿"), (YEAR, "由文件读入")]
    assert wizard.session.last_year() is not None


def test_what_was_read_for_sure_can_be_looked_through_first(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    asked.append(word_file(tmp_path, published()))

    def correct() -> None:
        shown = preview()
        shown.trial.session.set_prose("overview", "全年没有变化。")
        press_button(f"作为上年报告，开始 {YEAR + 1} 年度")

    begin(window, reading, lambda: press_button("核对读入的内容"), correct, start)
    assert "全年没有变化。" in wizard_of(window).session.report.prose("overview")
    assert store.load(store.entries()[1].id)[0].prose("overview") == "全年没有变化。"


def test_what_is_doubtful_is_looked_through_before(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    asked.append(doubtful_page(tmp_path))

    def correct() -> None:
        assert preview().isVisible()
        press_button(f"作为上年报告，开始 {YEAR + 1} 年度")

    def give_up() -> None:
        Typist(carry_dialog()).press(Qt.Key.Key_Escape)

    def leave() -> None:
        assert preview().isVisible(), "nothing read or corrected is lost"
        Typist(dialog()).press(Qt.Key.Key_Escape)

    begin(window, correct, give_up, leave)
    assert (window.wizard(), store.entries()) == (None, [])


def test_a_file_not_chosen_leaves_the_other_ways(window: MainWindow, asked: list[Path | None]) -> None:
    asked.append(None)

    def leave() -> None:
        shown = settled()
        assert shown.source.isVisible()
        assert shown.source.choose.hasFocus()
        Typist(shown).press(Qt.Key.Key_Escape)

    begin(window, leave)
    assert window.wizard() is None


def test_the_list_offers_a_file_and_comes_back_where_that_is_given_up(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    create(store, published(2018, "青溪镇人民政府"))
    asked += [None, word_file(tmp_path, published())]

    def from_file() -> None:
        Typist(picker()).press(Qt.Key.Key_O, CTRL)

    def leave() -> None:
        Typist(dialog()).press(Qt.Key.Key_Escape)

    begin(window, from_file, leave, lambda: press_button("选择上年的报告文件…"), reading, start)
    assert asked == []
    assert wizard_of(window).session.report.unit() == UNIT
    assert sorted(entry.year for entry in store.entries()) == [2018, YEAR, YEAR + 1]


def test_last_years_file_is_not_stored_twice(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    create(store, published())
    asked.append(doubtful_page(tmp_path))

    def read_it() -> None:
        assert preview()
        press_button("作为上年报告")

    from_file = lambda: press_button("选择上年的报告文件…")  # noqa: E731
    begin(window, from_file, read_it, lambda: press_button("用已有的"), start)
    assert wizard_of(window).session.report.cell(CARRIED) == 3
    assert sorted(entry.year for entry in store.entries()) == [YEAR, YEAR + 1]


def test_the_report_there_already_is_opened_with_last_years_beside_it(
    window: MainWindow, store: Store, tmp_path: Path, asked: list[Path | None]
) -> None:
    existing = create(store, Report(FORM_2021, YEAR + 1, UNIT))
    asked.append(word_file(tmp_path, published()))

    def open_it() -> None:
        told = [text.text() for text in carry_dialog().findChildren(QLabel) if text.isVisible()]
        assert any("打开它时，刚读入的上年报告也一并存入" in text for text in told)
        start()

    begin(window, lambda: press_button("选择上年的报告文件…"), reading, open_it)
    assert wizard_of(window).session.id == existing
    assert wizard_of(window).session.last_year() is not None
    assert len(store.entries()) == 2


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
    offers = [action.text() for action in menu.actions() if not action.isSeparator()]
    words, tips = zip(*(offer.split("：") for offer in offers), strict=True)
    assert words == ("提取上年数", "用文件更新这份报告", "并排查看", "设置", "使用说明", "界面介绍")
    assert "空着的格子" in tips[0], "what is altered and what is not"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    QCoreApplication.processEvents()
    assert wizard.session.report.cell(CARRIED) == 3
    assert "带入 6 格" in banner(window)
    assert "7 格与上年一致，已锁定" in banner(window), "the total too"


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

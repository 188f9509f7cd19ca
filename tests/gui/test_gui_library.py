"""报告库: the list and its search, new, practice and imported reports."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from core import FORM_2019, FORM_2021, put, report_of
from gui.desk import RECEIVED, banner, clear_away, figure, go, modal_box, opened, put_up_border, wizard_of
from gui.published import PATIENCE, Scene, dialog
from gui.typist import Typist
from reportdesk.errors import ReportDeskError
from reportdesk.gui import file_dialog
from reportdesk.gui.library.begin import PRACTICE, NewReportDialog
from reportdesk.gui.library.columns import result_of
from reportdesk.gui.library.model import details
from reportdesk.gui.library.view import ReportsView, StartCard
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.library import IMPORTED
from reportdesk.store.store import Store


def rows(window: MainWindow) -> list[dict[str, str]]:
    """Return the list as shown, each report's texts by column head."""
    model, across = window.library.view.model(), Qt.Orientation.Horizontal
    heads = [str(model.headerData(place, across)) for place in range(model.columnCount())]
    columns = [(place, head.rstrip(" ▲▼↑↓")) for place, head in enumerate(heads)]
    return [{head: model.index(row, place).data() for place, head in columns} for row in range(model.rowCount())]


def named(window: MainWindow) -> list[tuple[str, str]]:
    """Return unit and year of the reports shown."""
    return [(row["单位"], row["年度"]) for row in rows(window)]


def press_card(window: MainWindow, title: str) -> None:
    QTest.mouseClick(next(c for c in window.library.cards if c.accessibleName() == title), Qt.MouseButton.LeftButton)
    window.activateWindow()
    QApplication.processEvents()


def test_an_empty_library_says_how_to_begin(window: MainWindow) -> None:
    assert window.library.isVisible()
    assert not window.library.view.isVisible()
    assert window.library.cards[0].hasFocus()


def test_the_list_is_searched_by_unit_and_year(window: MainWindow, store: Store) -> None:
    for unit, year in (("清河市档案馆", 2022), ("清河市档案馆", 2023), ("青溪镇人民政府", 2023)):
        create(store, Report(FORM_2021, year, unit))
    window.library.enter()
    assert named(window) == [("青溪镇人民政府", "2023"), ("清河市档案馆", "2023"), ("清河市档案馆", "2022")]
    window.library.search.setFocus()
    typist = Typist(window)
    typist.write("清河 2023")
    assert named(window) == [("清河市档案馆", "2023")]
    window.library.view.setFocus()
    window.library.view.selectRow(0)
    typist.press(Qt.Key.Key_Return)
    assert wizard_of(window).session.report.year == 2023


def test_the_list_is_fresh_after_a_report(wizard: Wizard, window: MainWindow, store: Store) -> None:
    create(store, report_of(unit="青溪镇人民政府"))
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Delete)
    home = next(b for b in wizard.findChildren(QPushButton) if b.text().endswith("报告库"))
    QTest.mouseClick(home, Qt.MouseButton.LeftButton)
    assert window.wizard() is None
    cells = len(FORM_2021.cells)
    row = rows(window)[0]
    assert row["单位"] == "清河市档案馆", "the last edited stands first"
    assert row["进度"].endswith(f"/ {cells} 格")
    assert int(row["进度"].split()[0]) < cells
    assert "未填" in row["审核"]
    assert row["最后修改"].startswith("今天")
    assert window.library.view.hasFocus()
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard_of(window), RECEIVED) == ""


def test_the_next_years_report_is_judged_anew_when_last_years_changes(window: MainWindow, store: Store) -> None:
    create(store, report_of(year=2023))
    window.library.refresh()
    before = rows(window)[0]["审核"]
    last = report_of(year=2022)
    put(last, {"requests.carried_out.natural": 9})
    first = create(store, last)
    window.library.refresh()
    assert {row["年度"]: row["审核"] for row in rows(window)}["2023"] != before
    window.open_report(first)
    wizard_of(window).session.set_cells({"requests.carried_out.natural": 0})
    window.close_report()
    assert {row["年度"]: row["审核"] for row in rows(window)}["2023"] == before


@pytest.mark.parametrize(("year", "form"), [("2020", "disclosure-2019"), ("2021", "disclosure-2021")])
def test_the_form_of_a_new_report_follows_its_year(year: str, form: str, window: MainWindow, typist: Typist) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReportDialog)
        typist.write("青溪镇人民政府")
        dialog.year.setValue(int(year))
        assert dialog.form.currentData() == form
        typist.press(Qt.Key.Key_Return)

    typist.during(answer, lambda: press_card(window, "新建空白报告"))
    wizard = wizard_of(window)
    assert wizard.session.form.id == form
    assert wizard.session.report.title() == f"青溪镇人民政府{year}年政府信息公开工作年度报告"


@pytest.mark.parametrize(("choice", "count"), [("打开已有的", 1), ("另建一份", 2), ("取消", 1)])
def test_a_second_report_of_a_unit_and_year_is_asked_about(
    choice: str, count: int, window: MainWindow, typist: Typist, store: Store
) -> None:
    first = create(store, report_of(year=2021, unit="青溪镇人民政府"))
    window.library.refresh()

    def answer_again() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == choice).click()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReportDialog)
        assert dialog.unit.selectedText() == dialog.unit.text(), "a name typed takes the place of the proposed one"
        dialog.unit.setText("青溪镇人民政府")
        dialog.year.setValue(2021)
        QTimer.singleShot(100, answer_again)
        dialog.accept()

    typist.during(answer, lambda: press_card(window, "新建空白报告"))
    assert len(store.entries()) == count
    wizard = window.wizard()
    assert (wizard is None) is (choice == "取消")
    assert wizard is None or (wizard.session.id == first) is (choice == "打开已有的")


def test_home_and_end_go_to_the_first_and_the_last_report(window: MainWindow, typist: Typist, store: Store) -> None:
    for year in (2021, 2022, 2023):
        create(store, report_of(year=year))
    window.library.refresh()
    view = window.findChild(ReportsView)
    assert view is not None
    view.setFocus()
    typist.press(Qt.Key.Key_End)
    assert view.currentIndex().row() == 2
    typist.press(Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0


def test_a_new_report_given_up_stores_nothing(window: MainWindow, typist: Typist, store: Store) -> None:
    typist.during(lambda: typist.press(Qt.Key.Key_Escape), lambda: press_card(window, "新建空白报告"))
    assert window.wizard() is None
    assert store.entries() == []


def answer_practice(window: MainWindow, choice: str) -> Wizard:
    def answer() -> None:
        box = modal_box(QApplication.activeModalWidget())
        QTest.mouseClick(next(b for b in box.buttons() if b.text() == choice), Qt.MouseButton.LeftButton)

    window.close_report()
    QTimer.singleShot(50, answer)
    window.library.practice.click()
    return wizard_of(window)


def test_the_practice_report_goes_on_or_begins_anew(window: MainWindow, store: Store) -> None:
    window.library.practice.click()
    wizard = wizard_of(window)
    assert wizard.session.audit.tally().errors
    planted = figure(wizard, RECEIVED)
    typist = go(wizard, RECEIVED)
    typist.write("987")
    typist.press(Qt.Key.Key_Return)
    window.close_report()
    assert rows(window)[0]["状态"] == "练习"
    assert figure(answer_practice(window, "接着练习"), RECEIVED) == "987"
    assert figure(answer_practice(window, "还原"), RECEIVED) == planted
    assert [entry.sample for entry in store.entries()] == [PRACTICE]


def test_reports_opened_one_after_another_leave_nobody_listening(window: MainWindow, store: Store) -> None:
    sessions = []
    for form in (FORM_2019, FORM_2021, FORM_2019):
        wizard = opened(window, store, report_of(form))
        for step in wizard.steps:
            wizard.go_to_step(step.id)
        sessions.append(wizard.session)
    window.close_report()
    assert [len(session._listeners) for session in sessions] == [0, 0, 0]


def test_reports_opened_one_after_another_leave_no_widgets(window: MainWindow, store: Store) -> None:
    alive: list[int] = []
    for _time in range(3):
        for step in opened(window, store).steps:
            wizard_of(window).go_to_step(step.id)
        window.close_report()
        clear_away()
        alive.append(len(window.findChildren(QWidget)))
    assert alive[0] == alive[1] == alive[2]


def import_file(window: MainWindow) -> str:
    """Import the file that is chosen, and return what is said where that fails."""
    told: list[str] = []

    def act() -> None:
        shown = dialog()
        Typist(shown).press(Qt.Key.Key_Return)
        until = time.monotonic() + PATIENCE
        while shown.waiting.isVisible() and time.monotonic() < until:
            QApplication.processEvents()
        if shown.isVisible():
            told.append(shown.source.error.text())
            Typist(shown).press(Qt.Key.Key_Escape)

    Scene(act).play(lambda: press_card(window, "导入已发布的报告"))
    return "".join(told)


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: path)


def test_an_imported_report_is_stored_and_opened(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = report_of()
    path = tmp_path / "清河市档案馆.report.json"
    path.write_bytes(exchange.dumps(report))
    choose_file(monkeypatch, path)
    import_file(window)
    assert wizard_of(window).session.report == report
    assert len(store.entries()) == 1


BROKEN: dict[str, Callable[[str], str]] = {
    "not json": lambda text: text[:-20],
    "nothing": lambda text: "",
    "binary": lambda text: "\x00\x01PK",
    "unknown key": lambda text: json.dumps({**json.loads(text), "extra": 1}),
    "unknown form": lambda text: text.replace("disclosure-2021", "disclosure-1999"),
    "a list": lambda text: "[]",
    "a list for a figure": lambda text: text.replace(f'"{RECEIVED}": 0', f'"{RECEIVED}": [0]'),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_refused_in_a_sentence(
    spoil: Callable[[str], str], window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    path = tmp_path / "坏的.report.json"
    path.write_text(spoil(exchange.dumps(report_of()).decode()), encoding="utf-8")
    choose_file(monkeypatch, path)
    said = import_file(window)
    assert path.name in said
    assert "故障" not in said + banner(window)
    assert window.wizard() is None
    assert store.entries() == []
    assert window.library.isVisible()


def test_a_file_that_is_gone_is_named(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "没有.report.json")
    assert "没有.report.json" in import_file(window)
    assert store.entries() == []


def test_what_is_said_is_put_away(window: MainWindow) -> None:
    window.tell(ReportDeskError("文件读不到。"))
    assert banner(window) == "文件读不到。"
    known = next(b for b in window.banner.findChildren(QPushButton) if b.text() == "知道了")
    QTest.mouseClick(known, Qt.MouseButton.LeftButton)
    assert banner(window) == ""


def test_enter_on_a_way_to_begin_begins(window: MainWindow, typist: Typist) -> None:
    asked: list[str] = []
    card = window.findChildren(StartCard)[0]
    card.asked.disconnect()
    card.asked.connect(asked.append)
    card.setFocus()
    typist.press(Qt.Key.Key_Return)
    assert asked == ["carry"]


def test_a_published_report_is_not_blamed_for_what_its_page_says(store: Store) -> None:
    report = report_of(FORM_2021)
    report.apply(report.set_cells({RECEIVED: 3}))
    entry = store.entry(create(store, report, state=IMPORTED))
    words, tone = result_of(entry)
    assert (words[:2], tone) == ("原文", "")
    assert "错误" in words
    assert "原文的问题" in details(entry)
    altered = entry._replace(edited="2100-01-01T00:00:00+08:00")
    words, tone = result_of(altered)
    assert ("原文" in words, tone) == (False, "error"), "the clerk's own now"
    assert "原文的问题" not in details(altered)

"""与上年核对: figures, words, the chart over the years, what can be compared with, and the way to the cell and back."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QImage, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTableView

from core import FORM_2019, FORM_2021, put, report_of
from gui.desk import CARRIED, RECEIVED, go, opened, prose, table, wizard_of
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui import theme
from reportdesk.gui.compare import sources, years
from reportdesk.gui.compare.chart import YearsChart
from reportdesk.gui.compare.lines import Line, Which, counts, lines
from reportdesk.gui.compare.passages import Words, passages
from reportdesk.gui.compare.passages import counts as passage_counts
from reportdesk.gui.compare.sources import Source
from reportdesk.gui.compare.view import CompareView
from reportdesk.gui.importing.dialog import ImportDialog
from reportdesk.gui.library.picker import PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import Manual
from reportdesk.gui.theme import CONTRAST, DARK, LIGHT
from reportdesk.gui.widgets import ShortLabel
from reportdesk.gui.wizard import Wizard
from reportdesk.report import exchange
from reportdesk.report.comparison import compare
from reportdesk.report.differences import State
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread
from reportdesk.session import create
from reportdesk.store.store import Store

GRANTED = "requests.granted.natural"
TEXT = "（一）主动公开。我馆每月检查公开目录，并在季末通报各科室的公开情况。"
FEE = "fees.fee.amount"
BLANK = "normative.document.in_force"


def pair() -> tuple[Report, Report]:
    last, now = report_of(FORM_2021, year=2022), report_of(FORM_2021, year=2023)
    put(last, {RECEIVED: 2, GRANTED: 2, FEE: Decimal("1.5"), BLANK: None})
    put(now, {RECEIVED: 40, GRANTED: 3, FEE: Decimal("1.5")})
    last.apply(last.set_prose("overview", f"{TEXT}\n2022年共办理 2 件申请，均按时答复。\n去年举办了一次培训。"))
    now.apply(now.set_prose("overview", f"{TEXT}\n2023年共办理 40 件申请，均按时答复。\n新开通了查询电话。"))
    return last, now


@pytest.fixture
def both(window: MainWindow, store: Store) -> Wizard:
    last, now = pair()
    create(store, last)
    return opened(window, store, now)


def shown(wizard: Wizard) -> CompareView:
    """Open the comparison by its key."""
    Typist(wizard.window()).press(Qt.Key.Key_L, CTRL | SHIFT)
    assert wizard.comparing.view is not None
    assert wizard.comparing.is_shown()
    return wizard.comparing.view


def line_of(view: CompareView, address: str) -> Line:
    return next(line for line in view.table.compare_model.lines() if line.address == address)


def answering(ask: Callable[[QDialog], None]) -> Callable[[], None]:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        ask(dialog)

    return answer


def test_figures_are_laid_side_by_side_with_change_and_mark(both: Wizard) -> None:
    go(both, RECEIVED)
    view = shown(both)
    told = line_of(view, RECEIVED)
    assert (told.before, told.now, told.change, told.percent) == ("2", "40", "+38", "+1900.0%")
    assert told.mark == "▲ 变化大"
    assert line_of(view, FEE).is_same
    blank = line_of(view, BLANK)
    assert (blank.before, blank.now, blank.change, blank.percent) == ("未填", "0", "", "")
    heads = [view.table.compare_model.headerData(column, Qt.Orientation.Horizontal) for column in range(7)]
    assert heads == ["项目", "栏目", "2022 年", "2023 年", "增减", "增减%", "提示"]


def test_it_begins_at_the_cell_in_focus_and_esc_leads_back(both: Wizard) -> None:
    typist = go(both, GRANTED)
    view = shown(both)
    line = view.table.current_line()
    assert line is not None
    assert line.address == GRANTED
    assert view.table.hasFocus()
    typist.press(Qt.Key.Key_Escape)
    assert not both.comparing.is_shown()
    assert table(both).place() == GRANTED
    assert table(both).view.hasFocus()


def test_enter_jumps_to_the_cell_and_the_key_comes_back_to_the_line(both: Wizard) -> None:
    typist = go(both, RECEIVED)
    view = shown(both)
    view.table.go_to(FEE)
    typist.press(Qt.Key.Key_Return)
    assert not both.comparing.is_shown()
    assert table(both).place() == FEE
    again = shown(both)
    line = again.table.current_line()
    assert line is not None
    assert line.address == FEE


def test_tables_come_in_official_order_under_their_names(both: Wizard) -> None:
    found = compare(*pair())
    told = lines(found, Which.ALL)
    addresses = [line.address for line in told if line.address]
    assert addresses == list(FORM_2021.cells)
    sections = [line.row.partition("　")[0] for line in told if line.is_heading]
    assert list(dict.fromkeys(sections)) == [s.title for s in FORM_2021.sections if s.tables]


def test_a_row_is_named_once_for_its_cells_and_spoken_with_each(both: Wizard) -> None:
    model = shown(both).table.compare_model
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    first = names.index("规章")
    assert names[first : first + 4] == ["规章", "", "", "行政规范性文件"]
    assert all(text.startswith("规章，") for text in spoken[first : first + 3])
    model.join(True)
    assert model.index(first + 1, 0).data() == "规章｜本年废止件数"


def test_filters_let_through_what_they_say(both: Wizard) -> None:
    typist = go(both, RECEIVED)
    view = shown(both)
    numbers = counts(compare(*pair()))
    figures: list[Line] = []
    for key, which in zip("1234", Which, strict=True):
        typist.press(getattr(Qt.Key, f"Key_{key}"), CTRL)
        figures = [line for line in view.table.compare_model.lines() if not line.is_heading]
        assert len(figures) == numbers[which]
        assert view.filters.down() is which
    assert [line.address for line in figures] == [BLANK]
    assert numbers[Which.JUMPED] >= 1
    assert numbers[Which.CHANGED] < numbers[Which.ALL]


def test_a_cell_that_one_of_them_left_blank_is_no_change() -> None:
    last, now = pair()
    put(last, {GRANTED: None})
    addresses = {line.address for line in lines(compare(last, now), Which.CHANGED)}
    assert RECEIVED in addresses
    assert addresses.isdisjoint({GRANTED, BLANK})


def test_what_counts_as_a_large_change_is_said_beside_the_filters(both: Wizard) -> None:
    go(both, RECEIVED)
    view = shown(both)
    rule = FORM_2021.jumps[RECEIVED]
    said = [words for each in view.findChildren(ShortLabel) if each.isVisible() and "变化大" in (words := each.text())]
    assert len(said) == 1
    assert f"{rule.factor} 倍以上且差 {rule.floor} 以上" in said[0]
    assert "筛选" in view.said(), "the line below goes on to name the keys"


def test_the_four_kinds_of_nothing_are_told_apart() -> None:
    last, now = report_of(FORM_2021, year=2022), report_of(FORM_2021, year=2023)
    cells = [
        cell.address
        for cell in FORM_2021.cells.values()
        if cell.not_applicable and cell.address not in FORM_2021.totals
    ]
    put(last, {cells[0]: NOT_APPLICABLE, cells[1]: Unread("二十"), cells[2]: None})
    told = {line.address: line for line in lines(compare(last, now), Which.ALL)}
    assert [told[cell].before for cell in cells[:4]] == ["不适用", "未读出：二十", "未填", "0"]
    assert {told[cell].change for cell in cells[:3]} == {""}


def test_cells_without_a_counterpart_come_last_with_the_reason(window: MainWindow, store: Store) -> None:
    last, now = report_of(FORM_2019, year=2020), report_of(FORM_2021, year=2021)
    create(store, last)
    wizard = opened(window, store, now)
    go(wizard, RECEIVED)
    view = shown(wizard)
    told = view.table.compare_model.lines()
    found = view.found()
    assert found is not None
    only = [line for line in told if line.reason]
    assert [line.address for line in only] == [*found.only_a, *found.only_b]
    assert told[-len(only) - 2 :][0].row.startswith("没有对应的格子")
    gone = next(line for line in only if not line.is_ours)
    view.table.choose(told.index(gone))
    Typist(window).press(Qt.Key.Key_Return)
    assert wizard.comparing.is_shown()
    assert "不能跳转" in view.said()
    assert gone.reason


def test_words_are_told_apart_by_line_and_by_colour(both: Wizard) -> None:
    typist = go(both, RECEIVED)
    view = shown(both)
    typist.press(Qt.Key.Key_Tab, CTRL)
    text = view.prose.toPlainText()
    assert f"〔与上年相同〕{TEXT}" in text
    assert "〔删去〕去年举办了一次培训。" in text
    assert "〔新写〕新开通了查询电话。" in text
    document = view.prose.document()
    added, removed = _written(document, "新开通了查询电话。"), _written(document, "去年举办了一次培训。")
    assert added.fontUnderline()
    assert not added.fontStrikeOut()
    assert removed.fontStrikeOut()
    assert not removed.fontUnderline()
    assert added.foreground() != removed.foreground()
    view.word_filters.choose(Words.SAME)
    assert "培训" not in view.prose.toPlainText()
    assert TEXT in view.prose.toPlainText()


def test_a_paragraph_that_differs_in_its_year_alone_says_so() -> None:
    last, now = pair()
    last.apply(last.set_prose("problems", "2022年，个别科室公开不够及时，需要继续督促。"))
    now.apply(now.set_prose("problems", "2023年，个别科室公开不够及时，需要继续督促。"))
    marks = {part.mark for part in passages(compare(last, now), Words.ALL)}
    assert "除年份外与上年相同" in marks


def test_a_short_paragraph_that_stayed_is_marked_and_a_heading_is_not() -> None:
    last, now = pair()
    for report in (last, now):
        report.apply(report.set_prose("problems", "（一）存在的问题\n没有。"))
    marks = {part.runs[0].text: part.mark for part in passages(compare(last, now), Words.SAME) if part.runs}
    assert marks["没有。"] == "与上年相同"
    assert marks["（一）存在的问题"] == ""


def test_all_passages_are_either_changed_or_the_same() -> None:
    last, now = pair()
    for report in (last, now):
        report.apply(report.set_prose("problems", "（一）存在的问题\n没有。"))
    numbers = passage_counts(compare(last, now))
    assert numbers[Words.CHANGED] > 0
    assert numbers[Words.ALL] == numbers[Words.CHANGED] + numbers[Words.SAME]


def test_with_an_earlier_version_nothing_is_said_of_last_year(both: Wizard) -> None:
    both.session.set_cells({RECEIVED: None})
    mine = both.session.report
    before = report_of(FORM_2021, year=mine.year)
    both.comparing.show(Source("上次定稿时的样子", lambda: before, differing=True))
    view = both.comparing.view
    assert view is not None
    assert RECEIVED in [line.address for line in view.table.compare_model.lines()], "to empty a cell is a change"
    compared = next(made for made in both.top.findChildren(QPushButton) if made.isChecked())
    assert compared.text() == "核对"
    view.tabs.setCurrentIndex(1)
    view.word_filters.choose(Words.ALL)
    words = view.prose.toPlainText() + "".join(made.text() for made in view.word_filters.findChildren(QPushButton))
    assert "与上年" not in words
    both.comparing.leave()
    assert compared.text() == "与上年核对"


def test_an_empty_list_says_so_in_words(both: Wizard) -> None:
    view = shown(both)
    now = both.session.report
    both.comparing.show(Source("上次定稿时的样子", lambda: now, differing=True))
    assert not view.table.compare_model.lines()
    notes = [note for note in view.table.findChildren(QLabel, "emptyNote") if note.isVisible()]
    assert len(notes) == 1
    assert "没有" in notes[0].text()
    assert view.table.accessibleDescription() == notes[0].text()
    view.filters.choose(Which.ALL)
    assert not notes[0].isVisible()
    assert view.table.accessibleDescription() == ""


def test_unit_particulars_that_differ_are_told() -> None:
    last, now = pair()
    last.apply(last.set_unit("phone", "0000-11"))
    now.apply(now.set_unit("phone", "0000-22"))
    heading, field = passages(compare(last, now), Words.CHANGED)[:2]
    assert heading.section == "unit"
    assert [(run.state, run.text) for run in field.runs][1:] == [(State.REMOVED, "0000-11"), (State.ADDED, "0000-22")]


def test_the_link_of_a_part_leads_to_its_step(both: Wizard) -> None:
    typist = go(both, RECEIVED)
    view = shown(both)
    typist.press(Qt.Key.Key_Tab, CTRL)
    view.prose.anchorClicked.emit(QUrl("overview"))
    assert not both.comparing.is_shown()
    assert both.page() is prose(both)


def test_the_chart_follows_the_line_and_keeps_gaps(window: MainWindow, store: Store) -> None:
    for year, figure in ((2019, 7), (2021, None), (2022, 0)):
        report = report_of(FORM_2021 if year > 2020 else FORM_2019, year=year)
        put(report, {RECEIVED: figure})
        create(store, report)
    now = report_of(FORM_2021, year=2023)
    put(now, {RECEIVED: 9})
    wizard = opened(window, store, now)
    go(wizard, RECEIVED)
    view = shown(wizard)
    assert [point.text for point in view.chart.points()] == ["没有报告", "未填", "0", "9"][-len(view.chart.points()) :]
    words = view.chart.accessibleDescription()
    assert words == "2019 年 7，2020 年没有报告，2021 年未填，2022 年 0，2023 年 9"
    view.table.go_to(GRANTED)
    assert "予以公开" in view.chart.accessibleName()


def test_a_gap_is_no_bar_and_nought_is_none_either(both: Wizard) -> None:
    chart = YearsChart()
    chart.resize(300, 200)
    report = both.session.report

    def drawn(*points: years.Point) -> QImage:
        chart.show_series(years.Series("格子", "", points), frozenset())
        return chart.grab().toImage()

    full = years.Point(2022, 8)
    pictures = [drawn(full, years.Point(2023, value)) for value in (None, 0, NOT_APPLICABLE, 8, Unread("八"))]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])
    assert years.Point(2023, None).is_gap
    assert not years.Point(2023, NOT_APPLICABLE).is_gap
    assert years.series({2023: report}, report, RECEIVED).words() == "2023 年 40"


def test_the_years_can_be_read_as_a_table(both: Wizard) -> None:
    typist = go(both, RECEIVED)
    shown(both)
    rows: list[list[str]] = []

    def read(dialog: QDialog) -> None:
        found = dialog.findChild(QTableView, "compareTable")
        assert isinstance(found, QTableView)
        model = found.model()
        rows.extend([str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount()))
        dialog.reject()

    typist.during(answering(read), lambda: typist.press(Qt.Key.Key_T, CTRL))
    assert rows == [["2022 年", "2", ""], ["2023 年", "40", "+38"]]


def test_without_last_year_it_says_so_and_offers_ways(wizard: Wizard) -> None:
    go(wizard, RECEIVED)
    view = shown(wizard)
    assert view.found() is None
    assert view.missing.isVisible()
    assert not view.tabs.isVisible()
    assert "没有" in wizard.panel.last_year.text()
    assert "导入上年报告" in wizard.panel.last_year.text()


def test_a_report_added_meanwhile_is_seen_on_return(wizard: Wizard, window: MainWindow, store: Store) -> None:
    go(wizard, RECEIVED)
    view = shown(wizard)
    last = report_of(year=wizard.session.report.year - 1)
    create(store, last)
    wizard.comparing.refresh()
    assert view.found() is not None
    assert f"与 {last.year} 年度报告核对" in wizard.panel.last_year.text()
    view.closed.emit()
    wizard.go_to_step("audit")
    assert window.isVisible()


def test_any_readable_file_can_be_compared_with(both: Wizard, tmp_path: Path) -> None:
    other = report_of(FORM_2021, year=2020)
    put(other, {RECEIVED: 11})
    path = tmp_path / "旧.report.json"
    path.write_bytes(exchange.dumps(other))
    go(both, RECEIVED)
    view = shown(both)
    view.menu.picked.emit(sources.file(path))
    assert line_of(view, RECEIVED).before == "11"
    assert view.table.hasFocus()


def test_its_own_earlier_state_can_be_compared_with(both: Wizard) -> None:
    both.session.set_cells({RECEIVED: 41})
    both.session.set_cells({RECEIVED: 42})
    first = sources.states(both.session)[-1]
    go(both, RECEIVED)
    view = shown(both)
    view.show_source(sources.state(both.session, first))
    told = line_of(view, RECEIVED)
    assert (told.before, told.now) == ("40", "42")
    assert both.session.report.cell(RECEIVED) == 42


def test_states_are_those_that_each_hour_left(both: Wizard, store: Store) -> None:
    for figure in (41, 42, 43):
        both.session.set_cells({RECEIVED: figure})
    numbers = [step.seq for step in store.history(both.session.id, both.session.report)]
    with store.connection.write() as db:
        for seq, at in zip(numbers, ("2024-01-05T09:01", "2024-01-05T09:40", "2024-01-06T10:00"), strict=True):
            db.execute("UPDATE journal SET at = ? WHERE seq = ?", (f"{at}:00+08:00", seq))
    found = sources.states(both.session)
    assert [state.name for state in found] == ["2024-01-05 09:40 的样子", "最初的样子"]
    assert sources.state(both.session, found[0]).load().cell(RECEIVED) == 42


def test_two_reports_of_the_library_are_compared_in_the_later_one(window: MainWindow, store: Store) -> None:
    last, now = pair()
    first = create(store, last)
    second = create(store, now)
    window.library.enter(first)
    QCoreApplication.processEvents()
    typist = Typist(window)

    def pick(dialog: QDialog) -> None:
        assert isinstance(dialog, PickReportDialog)
        chosen = dialog.chosen()
        assert chosen is not None
        assert chosen.id == second
        dialog.accept()

    typist.during(answering(pick), lambda: typist.press(Qt.Key.Key_L, CTRL | SHIFT))
    wizard = wizard_of(window)
    assert wizard.session.id == second
    view = wizard.comparing.view
    assert view is not None
    assert line_of(view, RECEIVED).before == "2"


def test_a_change_beside_is_shown_on_return(both: Wizard, window: MainWindow, store: Store) -> None:
    go(both, RECEIVED)
    view = shown(both)
    window.open_second(next(entry.id for entry in store.entries() if entry.year == 2022))
    second = window.beside.window
    assert second is not None
    other = second.wizard()
    assert other is not None
    other.session.set_cells({RECEIVED: 5})
    window.activateWindow()
    QCoreApplication.processEvents()
    assert line_of(view, RECEIVED).before == "5"


@pytest.mark.parametrize("look", [(LIGHT, 100), (DARK, 150), (CONTRAST, 200)])
def test_every_look_draws_it(both: Wizard, window: MainWindow, look: tuple[str, int]) -> None:
    window.looks.choose(look[0])
    window.looks.resize(look[1])
    go(both, RECEIVED)
    view = shown(both)
    QCoreApplication.processEvents()
    assert not view.table.horizontalScrollBar().isVisible()
    for widget in (view.tabs, view.filters):
        assert widget.width() >= widget.sizeHint().width()
    assert not view.grab().isNull()


def test_the_chain_of_three_years(window: MainWindow, store: Store, shared: Path) -> None:
    reports = [
        exchange.read(shared / "cases" / f"pingtan_{year}" / "exchange.report.json") for year in (2019, 2020, 2021)
    ]
    for report in reports[:2]:
        create(store, report)
    wizard = opened(window, store, reports[2])
    go(wizard, RECEIVED)
    view = shown(wizard)
    told = line_of(view, RECEIVED)
    assert (told.before, told.now, told.change) == ("20", "64", "+44")
    assert [point.year for point in view.chart.points()] == [2019, 2020, 2021]
    assert len([line for line in view.table.compare_model.lines() if line.reason]) == 60
    assert wizard.session.lock("requests.carried_in.natural") is not None
    assert "与 2020 年度报告核对" in wizard.panel.last_year.text()


def _written(document: QTextDocument, text: str) -> QTextCharFormat:
    return document.find(text).charFormat()


def test_last_years_report_is_added_from_here_and_checked_at_once(wizard: Wizard, store: Store, tmp_path: Path) -> None:
    last = report_of(year=wizard.session.report.year - 1)
    path = tmp_path / "上年.report.json"
    path.write_bytes(exchange.dumps(last))
    typist = go(wizard, CARRIED)
    button = wizard.panel.last_year.findChild(QPushButton)
    assert isinstance(button, QPushButton)

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        dialog.read_file(path)

    typist.during(answering(read), button.click)
    assert {entry.year for entry in store.entries()} == {last.year, last.year + 1}
    assert wizard.session.audit.last == last
    assert f"与 {last.year} 年度报告核对" in wizard.panel.last_year.text()
    assert wizard.session.lock(CARRIED) is not None
    assert "二、上年结转政府信息公开申请数量”7 格与上年一致，已锁定" in wizard.footer.note()
    notes = [note.text() for note in wizard.panel.findChildren(QLabel, "helpText")]
    assert any("已锁定" in note and f"取自 {last.year} 年报告" in note and "Shift+F2" in note for note in notes)


def test_the_manual_opens_at_its_chapter(both: Wizard, window: MainWindow) -> None:
    go(both, RECEIVED)
    shown(both)
    Typist(window).press(Qt.Key.Key_F1)
    manual = window.findChild(Manual)
    assert isinstance(manual, Manual)
    assert manual.chapter() == "compare"
    manual.close()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_lines_are_never_cut_in_half(percent: int, both: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.looks.resize(percent)
    go(both, RECEIVED)
    view = shown(both).table
    for _line in range(30):
        QApplication.processEvents()
        end = view.whole_height()
        assert view.rowViewportPosition(view.rowAt(0)) == 0
        last = view.rowAt(end - 1)
        assert view.rowViewportPosition(last) + view.rowHeight(last) <= end
        assert view.visualRect(view.currentIndex()).bottom() < end, "the line in focus is whole"
        Typist(window).press(Qt.Key.Key_Down)


@pytest.mark.parametrize("name", [LIGHT, DARK, CONTRAST])
def test_the_line_in_focus_is_told_by_a_bar_too(name: str, both: Wizard, window: MainWindow) -> None:
    window.looks.choose(name)
    go(both, RECEIVED)
    view = shown(both).table
    QApplication.processEvents()
    image, here = view.viewport().grab().toImage(), view.visualRect(view.currentIndex())
    assert image.pixelColor(1, here.center().y()) == theme.colour("accent")
    assert image.pixelColor(1, here.bottom() + 3) != theme.colour("accent"), "the next line has none"


def test_a_step_that_was_not_compared_says_so_where_one_types(window: MainWindow, store: Store) -> None:
    create(store, report_of(FORM_2019, year=2020))
    wizard = opened(window, store, report_of(FORM_2021, year=2021))
    go(wizard, "licensing.licence.decisions")
    assert "2020 年度的格式与本年不同，这一部分没有与上年核对" in wizard.panel.last_year.text()
    go(wizard, RECEIVED)
    assert "没有与上年核对" not in wizard.panel.last_year.text()

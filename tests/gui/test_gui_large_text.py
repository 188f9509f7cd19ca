"""What large text must not do to the looks of a screen: cut, pillar or leave holes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core import FORM_2021, report_of
from gui.desk import GRANTED, RECEIVED, enlarge, go, opened, table
from reportdesk.form.model import Severity
from reportdesk.gui import theme
from reportdesk.gui.findings.help import HelpBox
from reportdesk.gui.grid.geometry import label_padding, wrapped
from reportdesk.gui.grid.header import GridHeader
from reportdesk.gui.library.view import StartCard
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.pages.prose_page import ProsePage
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.step_list import StepList
from reportdesk.gui.widgets import ShortLabel
from reportdesk.gui.wizard import Wizard
from reportdesk.report.values import Unread
from reportdesk.session import create
from reportdesk.store.store import Store

PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])


def left_of(widget: QWidget, page: QWidget) -> int:
    """Return where a widget's text begins on its page."""
    return widget.mapTo(page, widget.contentsRect().topLeft()).x()


@PERCENTS
def test_a_label_of_rows_is_no_pillar_of_single_characters(percent: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(FORM_2021))
    enlarge(window, percent)
    go(wizard, RECEIVED)
    QApplication.processEvents()
    view = table(wizard).view
    header = view.verticalHeader()
    assert isinstance(header, GridHeader)
    assert header._geometry is not None
    metrics = header.fontMetrics()
    for cell in view.grid_model.grid.cells:
        if cell.rowspan > 1 and cell.text:
            room = header._geometry.rect(cell).width() - 2 * label_padding(cell)
            lines = wrapped(cell, room, metrics).split("\n")
            assert all(len(line) > 1 for line in lines[:-1]), lines


@PERCENTS
def test_the_sign_of_the_first_step_is_whole(percent: int, wizard: Wizard, window: MainWindow) -> None:
    wizard.session.set_prose("preface", "统计期限为2019年1月1日至2019年12月31日。")
    enlarge(window, percent)
    steps = window.findChildren(StepList)[0]
    assert "提醒" in str(steps.steps_model.index(0).data())
    QApplication.processEvents()
    image, ground = steps.viewport().grab().toImage(), theme.colour("card")
    assert {image.pixelColor(x, 0).name() for x in range(image.width())} == {ground.name()}


@PERCENTS
def test_a_way_to_begin_keeps_its_text_in_the_middle(percent: int, window: MainWindow) -> None:
    enlarge(window, percent)
    card = window.findChildren(StartCard)[0]
    texts = [each for each in card.findChildren(QLabel) if each.isVisible()]
    needed = [text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height() for text in texts]
    assert [text.height() for text in texts] == needed, "title and text stand together"
    above, below = texts[0].y(), card.height() - texts[-1].geometry().bottom() - 1
    assert abs(above - below) <= 2
    assert above <= theme.px(22), "no hole around a title alone"


@PERCENTS
def test_the_search_says_in_full_what_it_finds(percent: int, window: MainWindow) -> None:
    enlarge(window, percent)
    search = window.library.search
    room = search.width() - 2 * theme.px(14)
    assert search.fontMetrics().horizontalAdvance(search.placeholderText()) <= room


@PERCENTS
def test_a_counter_is_round_and_as_large_when_it_is_down(percent: int, wizard: Wizard, window: MainWindow) -> None:
    wizard.session.set_cells({RECEIVED: Unread("约3")})
    enlarge(window, percent)
    wizard.go_to_step("audit")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, AuditPage)
    counter = page.counters._buttons[Severity.ERROR]
    image, place = page.grab().toImage(), counter.mapTo(page, QPoint(0, 0))
    corner, inside = place + QPoint(2, 2), place + QPoint(counter.width() // 2, 3)
    assert image.pixelColor(corner) != image.pixelColor(inside)
    up = counter.sizeHint()
    counter.setChecked(True)
    assert counter.sizeHint() == up


@PERCENTS
def test_the_unit_is_named_in_full_beside_the_buttons(percent: int, wizard: Wizard, window: MainWindow) -> None:
    wizard.session.set_unit("name", "某某市某某区人民政府")
    wizard.session.set_cells({RECEIVED: Unread("约3")})
    enlarge(window, percent)
    go(wizard, RECEIVED)
    QApplication.processEvents()
    title = wizard.findChild(ShortLabel, "documentTitle")
    assert isinstance(title, ShortLabel)
    assert "…" not in title.shown()


@PERCENTS
def test_the_sentence_of_a_report_that_passes_stands_under_the_verdict(
    percent: int, wizard: Wizard, window: MainWindow
) -> None:
    enlarge(window, percent)
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    page._passed.show()
    page.list.hide()
    QApplication.processEvents()
    assert left_of(page._passed, page) == left_of(page._verdict, page)


@PERCENTS
@pytest.mark.parametrize("step", ["overview", "requests"])
def test_the_line_of_the_title_ends_where_the_page_below_it_ends(
    step: str, percent: int, wizard: Wizard, window: MainWindow
) -> None:
    enlarge(window, percent)
    wizard.go_to_step(step)
    wizard.setFixedSize(4200, 1080)  # wider than any table gets
    QApplication.processEvents()
    page = wizard.page()
    last = page.counter if isinstance(page, ProsePage) else table(wizard).before
    below = page.editor.geometry().right() if isinstance(page, ProsePage) else _right_of_grid(table(wizard))
    assert abs(last.geometry().right() - below) <= 4


def _right_of_grid(page: TablePage) -> int:
    view = page.view
    return view.x() + view.verticalHeader().width() + view.horizontalHeader().length()


@PERCENTS
def test_the_line_above_the_list_stays_in_the_window(percent: int, window: MainWindow, store: Store) -> None:
    for year in range(2021, 2031):
        create(store, report_of(year=year))
    window.library.enter()
    enlarge(window, percent)
    window.library.search.setText("没有这样的单位")
    QApplication.processEvents()
    head = window.library.search
    assert head.mapTo(window, head.rect().topRight()).x() <= window.width() - 16


@PERCENTS
def test_a_text_ends_with_a_whole_line(percent: int, wizard: Wizard, window: MainWindow) -> None:
    wizard.session.set_prose("overview", "字" * 3000)
    enlarge(window, percent)
    wizard.go_to_step("overview")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, ProsePage)
    halves = 0
    for height in range(200, 240, 7):
        page.editor.setFixedHeight(height)
        QApplication.processEvents()
        shot = page.editor.viewport().grab().toImage()
        line = page.editor.cursorRect(page.editor.cursorForPosition(QPoint(100, shot.height() - 1)))
        if line.bottom() >= shot.height():
            halves += 1
            row = [shot.pixelColor(x, shot.height() - 2).name() for x in range(30, shot.width() - 30)]
            assert set(row) == {theme.colour("card").name()}, "half a line shows"
    assert halves, "none of these heights has room for half a line"


@pytest.fixture
def at_odds(window: MainWindow, store: Store) -> Wizard:
    """Open a report whose first line of table three has a wrong total."""
    report = report_of(FORM_2021)
    report.apply(report.set_cells({RECEIVED: 7, "requests.received.total": 5}))
    return opened(window, store, report)


@pytest.mark.parametrize("percent", [150, 175, 200])
def test_an_open_panel_shows_the_card_of_what_is_in_focus_whole(
    percent: int, at_odds: Wizard, window: MainWindow
) -> None:
    enlarge(window, percent)
    go(at_odds, RECEIVED).press(Qt.Key.Key_F6)
    QApplication.processEvents()
    cards, notes = at_odds.panel.list, at_odds.panel.findChildren(HelpBox)[0]
    assert cards.isVisible()
    row = next(row for row, card in enumerate(cards.cards_model.cards()) if not card.is_heading)
    assert cards.visualRect(cards.cards_model.index(row)).height() <= cards.viewport().height()
    assert not notes.isVisible()
    go(at_odds, GRANTED)
    assert notes.isVisible(), "nothing is wrong there"
    at_odds.next_finding()
    QApplication.processEvents()
    assert not notes.isVisible()
    assert cards.visualRect(cards.currentIndex()).bottom() < cards.viewport().height()


@pytest.mark.parametrize("percent", [150, 175, 200])
def test_a_page_beside_an_open_panel_keeps_room_for_its_table(
    percent: int, at_odds: Wizard, window: MainWindow
) -> None:
    enlarge(window, percent)
    go(at_odds, RECEIVED).press(Qt.Key.Key_F6)
    QApplication.processEvents()
    page = table(at_odds)
    title = page.findChild(ShortLabel, "pageTitle")
    assert isinstance(title, ShortLabel)
    assert "…" not in title.shown()
    assert title.height() < 2 * title.fontMetrics().height()
    assert not at_odds.step_list.is_named
    assert page.hint.isVisible() == (percent == 150), "narrow pages are left to what is filled in"
    if percent == 150:
        assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.viewport().height() >= 3 * page.view.rowHeight(1)
    at_odds.top.panel_requested.emit()
    QApplication.processEvents()
    assert page.hint.isVisible()

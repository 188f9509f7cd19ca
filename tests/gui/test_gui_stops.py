"""Scrolling comes to rest where nothing stands half at the top: lines of a text, cards of 数据审核."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core import report_of
from gui.desk import CARRIED, RECEIVED, TOTAL, enlarge, go, opened
from reportdesk.form.model import Help
from reportdesk.gui import theme
from reportdesk.gui.findings.help import HelpBox
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.stops import nearest, rest
from reportdesk.gui.whole_rows import WholePage
from reportdesk.gui.wizard import Wizard
from reportdesk.report.values import Unread
from reportdesk.store.store import Store

PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])
KEYS = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_End)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [(0, 5, 10), (0, 10, 10), (0, 45, 40), (10, 500, 90), (40, 35, 10), (40, 5, 10), (90, 0, 0), (90, 15, 40)],
)
def test_a_way_ends_at_the_last_stop_it_passed_but_at_the_next_at_least(at: int, value: int, expected: int) -> None:
    assert rest([0, 10, 40, 90], at, value) == expected


def test_a_dragged_handle_goes_to_the_nearest_stop() -> None:
    assert [nearest([0, 10, 40], value) for value in (4, 6, 24, 26, 99)] == [0, 10, 10, 40, 40]


def turn(target: QWidget, by: int) -> None:
    place = target.mapTo(target.window(), target.rect().center()).toPointF()
    QTest.wheelEvent(target.window().windowHandle(), place, QPoint(0, by), QPoint(), NONE)
    QApplication.processEvents()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> WholePage:
    made = WholePage()
    qtbot.addWidget(made)
    made.document().setMarkdown("\n\n".join(f"# 标题 {n}\n\n{'一段文字' * 60}" for n in range(12)))
    made.moveCursor(QTextCursor.MoveOperation.Start)  # it stands at the end, and showing scrolls to it
    made.show()
    return made


def first_line(page: WholePage) -> int:
    """Return how far the line at the top of a page begins below the top; negative where it is cut."""
    return page.cursorRect(page.cursorForPosition(QPoint(page.viewport().width() // 2, 1))).top()


@PERCENTS
def test_a_page_begins_with_a_whole_line_wherever_it_is_scrolled_to(
    percent: int, page: WholePage, window: MainWindow
) -> None:
    enlarge(window, percent)
    page.resize(theme.px(420), theme.px(203))
    QApplication.processEvents()
    bar = page.verticalScrollBar()
    for key in KEYS:
        before = bar.value()
        QTest.keyClick(page, key)
        assert first_line(page) >= 0, key
        assert bar.value() != before, key
    for value in range(0, bar.maximum(), 37):
        bar.setValue(value)
        assert first_line(page) >= 0, value
    bar.setValue(bar.maximum())
    assert page.document().size().height() - bar.value() <= page.viewport().height(), "the end is in view"


def test_a_page_down_leaves_no_line_out(page: WholePage) -> None:
    page.resize(420, 203)
    QApplication.processEvents()
    bar, height = page.verticalScrollBar(), page.viewport().height()
    assert bar.value() == 0
    while bar.value() < bar.maximum():
        before = bar.value()
        cut = page.cursorRect(page.cursorForPosition(QPoint(200, height - 1))).top() + before
        QTest.keyClick(page, Qt.Key.Key_PageDown)
        assert before < bar.value() <= max(cut, before + height)


def test_a_fine_wheel_adds_up(page: WholePage) -> None:
    page.resize(420, 203)
    QApplication.processEvents()
    bar = page.verticalScrollBar()
    for _ in range(3):
        turn(page.viewport(), -40)
    once = bar.value()
    assert once > 0
    turn(page.viewport(), -120)
    assert bar.value() > once
    turn(page.viewport(), 240)
    assert bar.value() == 0


@PERCENTS
def test_notes_begin_with_a_whole_line(percent: int, window: MainWindow, qtbot: QtBot) -> None:
    enlarge(window, percent)
    box = HelpBox()
    qtbot.addWidget(box)
    box.resize(theme.px(280), 400)
    box.show()
    box.show_notes("一格", [Help("一段说明，" * 40, "《条例》第一条")])
    box.fit(theme.px(90))
    QApplication.processEvents()
    bar, text = box.verticalScrollBar(), box.findChildren(QLabel, "helpText")[-1]
    assert bar.maximum() > 0
    for value in range(0, bar.maximum(), 7):
        bar.setValue(value)
        into = bar.value() - text.y()
        if 0 < into < text.height():
            assert into % text.fontMetrics().lineSpacing() == 0
    turn(box.viewport(), 1200)
    assert bar.value() == 0


def test_shorter_notes_move_nothing_until_another_step_is_shown(window: MainWindow, wizard: Wizard) -> None:
    window.resize(1366, 768)
    go(wizard, RECEIVED)
    box = wizard.panel.findChildren(HelpBox)[0]
    box.show_notes("一格", [Help("长的说明。" * 20, "《条例》第一条")])
    tall = box.height()
    box.show_notes("一格", [Help("短的说明。", "")])
    assert box.height() == tall
    box.show_notes("一格", [Help("更长的说明。" * 30, "《条例》第一条")])
    assert box.height() > tall
    wizard.go_to_step("review")
    QApplication.processEvents()
    box.show_notes("一格", [Help("短的说明。", "")])
    assert box.height() < tall


@pytest.fixture
def cards(window: MainWindow, store: Store) -> CardList:
    """Return the list of a report with more to mend than there is room for."""
    report = report_of()
    report.apply(report.set_cells({RECEIVED: 7, CARRIED: Unread("约3"), TOTAL: 5, "requests.granted.legal": None}))
    wizard = opened(window, store, report)
    go(wizard, RECEIVED)
    return wizard.panel.list


def whole(cards: CardList) -> None:
    """Check that cards stand whole in the list, unless one is higher than the list."""
    height = cards.viewport().height()
    places = [cards.visualRect(cards.cards_model.index(row)) for row in range(cards.cards_model.rowCount())]
    for place in places:
        if place.height() <= height and place.bottom() >= 0 and place.top() < cards.whole_height():
            assert place.top() >= 0, "cut at the top"
            assert place.bottom() < height or cards.whole_height() == height, "cut at the bottom"


def test_cards_are_whole_at_both_ends_wherever_the_list_is(cards: CardList, window: MainWindow) -> None:
    wizard = window.wizard()
    assert isinstance(wizard, Wizard)
    bar = cards.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(cards.cards_model.rowCount()):
        wizard.next_finding()
        QApplication.processEvents()
        whole(cards)
        card = cards.visualRect(cards.currentIndex())
        assert card.top() >= 0
        assert card.bottom() < max(cards.whole_height(), card.height()), "the card chosen is in view"
    for value in (*range(0, bar.maximum(), 23), bar.maximum()):
        bar.setValue(value)
        whole(cards)
    last = cards.visualRect(cards.cards_model.index(cards.cards_model.rowCount() - 1))
    assert last.bottom() < cards.whole_height(), "the end is in view"
    bar.setValue(0)
    turn(cards.viewport(), -120)
    assert bar.value() > 0


def test_what_is_not_drawn_of_a_card_is_not_clicked(cards: CardList) -> None:
    cards.setFixedHeight(cards.visualRect(cards.cards_model.index(1)).bottom() + 40)
    QApplication.processEvents()
    cards.scrollToTop()
    assert cards.whole_height() < cards.viewport().height()
    assert not cards.indexAt(QPoint(cards.viewport().width() // 2, cards.viewport().height() - 2)).isValid()
    shown, width = cards.viewport().grab().toImage(), cards.viewport().width()
    below = {(x, y) for x in range(width) for y in range(cards.whole_height(), cards.viewport().height())}
    assert {shown.pixelColor(*place).name() for place in below} == {theme.colour("card").name()}


@PERCENTS
def test_of_a_card_higher_than_the_list_no_line_is_seen_in_half(
    percent: int, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    enlarge(window, percent)
    report = report_of()
    report.apply(report.set_cells({RECEIVED: 7}))
    found = opened(window, store, report).panel.list.cards_model.cards()
    long = "第一项与第二项相加，应当等于第三项的总计与第四项相加。" * 40
    cards = CardList()
    qtbot.addWidget(cards)
    cards.resize(theme.px(500), theme.px(200))
    cards.show()
    model = cards.cards_model
    model.show([replace(card, text=card.text and long) for card in found], anew=True)
    for height in range(theme.px(150), theme.px(190), 3):
        cards.setFixedHeight(height)
        QApplication.processEvents()
        bar, view = cards.verticalScrollBar(), cards.viewport()
        for value in (0, bar.maximum() // 2):
            bar.setValue(value)
            QApplication.processEvents()
            inside = cards.visualRect(model.index(1)).adjusted(theme.px(12), 0, -theme.px(12), 0)
            assert inside.height() > view.height()
            image = view.grab().toImage()
            for y in (0, view.height() - 1) if inside.top() < 0 else (view.height() - 1,):
                assert len({image.pixel(x, y) for x in range(inside.left(), inside.right())}) == 1, (height, y)

"""The first-run tour: offered once, walked through by keys or clicks, left with one, and nothing reaches the page."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from core import report_of
from gui.desk import opened
from gui.typist import CTRL, NONE, Typist
from reportdesk.gui import tour
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.tour import Tour
from reportdesk.session import create
from reportdesk.store.store import Store


@pytest.fixture
def shown(window: MainWindow, store: Store) -> Tour:
    store.set_setting(tour.SETTING, "")
    opened(window, store)
    QApplication.processEvents()
    found = window.findChild(Tour)
    assert isinstance(found, Tour)
    assert found.isVisible()
    return found


def press(shown: Tour, text: str) -> None:
    made = next(made for made in shown.findChildren(QPushButton) if made.text() == text)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_it_goes_from_part_to_part_and_is_seen_once(shown: Tour, window: MainWindow, store: Store) -> None:
    sentences = [shown.text()]
    for _ in range(4):
        press(shown, "下一条")
        sentences.append(shown.text())
    assert len(set(sentences)) == 5
    press(shown, "知道了")
    assert not shown.isVisible()
    assert store.setting(tour.SETTING)
    window.close_report()
    opened(window, store)
    assert not any(other.isVisible() for other in window.findChildren(Tour))


def test_it_is_shown_again_from_the_menu_by_keys(shown: Tour, window: MainWindow) -> None:
    press(shown, "跳过")
    wizard = window.wizard()
    assert wizard is not None
    wizard.comparing.show()
    typist = Typist(window)
    more = next(made for made in wizard.top.findChildren(QPushButton) if made.text() == "更多")
    more.setFocus()
    typist.press(Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()
    again = next(found for found in window.findChildren(Tour) if found.isVisible())
    assert not wizard.comparing.is_shown()
    assert typist.focus() is again
    typist.press(Qt.Key.Key_Escape)
    assert not again.isVisible()


def test_it_can_be_skipped_at_once(shown: Tour, store: Store) -> None:
    press(shown, "跳过")
    assert not shown.isVisible()
    assert store.setting(tour.SETTING)


def test_keys_walk_through_it_and_skip_it(shown: Tour, window: MainWindow, store: Store) -> None:
    typist = Typist(window)
    assert typist.focus() is shown
    first = shown.text()
    typist.press(Qt.Key.Key_Return)
    second = shown.text()
    typist.press(Qt.Key.Key_Right)
    third = shown.text()
    assert len({first, second, third}) == 3
    typist.press(Qt.Key.Key_Left)
    assert shown.text() == second
    typist.press(Qt.Key.Key_Left)
    typist.press(Qt.Key.Key_Left)
    assert shown.text() == first, "before the first there is none"
    typist.press(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert store.setting(tour.SETTING)
    assert typist.focus().objectName() == "name", "back where one was"


def test_no_key_reaches_the_page_beneath(shown: Tour, window: MainWindow) -> None:
    wizard = window.wizard()
    assert wizard is not None
    before = wizard.session.report.unit()
    typist = Typist(window)
    typist.press(Qt.Key.Key_Return)
    sentence, step = shown.text(), wizard.page().step.id
    typist.write("7x")
    for key, modifiers in (
        (Qt.Key.Key_Tab, NONE), (Qt.Key.Key_F4, NONE), (Qt.Key.Key_F6, NONE), (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_PageDown, CTRL),
    ):  # fmt: skip
        typist.press(key, modifiers)
    assert typist.focus() is shown
    assert (shown.text(), wizard.page().step.id, wizard.session.report.unit()) == (sentence, step, before)
    assert not wizard.session.can_undo()
    QTest.mouseClick(shown._veil, Qt.MouseButton.LeftButton, pos=wizard.page().geometry().center())
    assert typist.focus() is shown


def test_each_card_speaks_of_what_is_on_screen(shown: Tour, window: MainWindow) -> None:
    wizard = window.wizard()
    assert wizard is not None
    typist = Typist(window)
    typist.press(Qt.Key.Key_Return)
    assert isinstance(wizard.page(), TablePage), "tables are spoken of while one is shown"
    typist.press(Qt.Key.Key_Return)
    assert "F6" not in shown.text()
    assert wizard.panel.isVisible()
    typist.press(Qt.Key.Key_Left)
    window.resize(1024, 640)
    QApplication.processEvents()
    typist.press(Qt.Key.Key_Return)
    assert not wizard.panel.isVisible()
    assert "F6" in shown.text(), "the panel is folded; the card says how to unfold it"
    typist.press(Qt.Key.Key_Escape)
    assert wizard.page().step.id == "unit"


@pytest.mark.parametrize("width", [800, 1024, 1366])
def test_a_card_never_covers_what_it_speaks_of_but_a_whole_page(width: int, shown: Tour, window: MainWindow) -> None:
    window.resize(width, 768)
    QApplication.processEvents()
    wizard = window.wizard()
    assert wizard is not None
    titles: list[str] = []
    while shown.isVisible():
        titles.append(shown.accessibleName())
        clear = shown._veil._part
        assert clear.height() > wizard.height() // 2 or not clear.intersects(shown.geometry()), titles[-1]
        if "不用存盘" in titles[-1] and wizard.top.saved.isVisible():
            spoken = wizard.top.saved.geometry()
            assert clear.contains(spoken) and clear.width() < wizard.width() // 2
            assert spoken.left() - clear.left() > 5 < clear.right() - spoken.right(), "the frame cuts into no word"
        Typist(window).press(Qt.Key.Key_Return)
    assert len(titles) == 5


def test_it_stays_inside_a_small_window(shown: Tour, window: MainWindow) -> None:
    window.resize(1024, 640)
    QApplication.processEvents()
    wizard = window.wizard()
    assert wizard is not None
    for _ in range(4):
        assert wizard.rect().contains(shown.geometry())
        press(shown, "下一条")
    assert wizard.rect().contains(shown.geometry())


@pytest.mark.parametrize(("percent", "covered"), [(100, 0.0), (150, 0.25), (200, 0.3)])
def test_the_card_leaves_the_table_that_it_speaks_of_in_view(
    percent: int, covered: float, shown: Tour, window: MainWindow
) -> None:
    window.resize(1366, 768)
    window.looks.resize(percent)
    QApplication.processEvents()
    press(shown, "下一条")
    wizard = window.wizard()
    assert wizard is not None
    page = wizard.page()
    assert isinstance(page, TablePage)
    drawn = min(page.view.viewport().height(), page.view.verticalHeader().length())
    rows = QRect(page.view.viewport().mapToGlobal(QPoint(0, 0)), QSize(page.view.width(), drawn))
    card = QRect(shown.mapToGlobal(QPoint(0, 0)), shown.size())
    assert window.rect().contains(QRect(shown.mapTo(window, QPoint(0, 0)), shown.size()))
    assert (rows & card).height() <= covered * rows.height()


@pytest.mark.parametrize("late", [False, True])
def test_a_message_waits_until_the_tour_is_over(late: bool, window: MainWindow, store: Store, qtbot: QtBot) -> None:
    store.set_setting(tour.SETTING, "")
    if late:
        opened(window, store)
        window.banner.say("已建立报告。", "done")
    else:
        window.open_report(create(store, report_of()))
        window.banner.say("已建立报告。", "done")
        QApplication.processEvents()
    found = window.findChild(Tour)
    assert isinstance(found, Tour)
    assert found.isVisible()
    assert not window.banner.isVisible(), "it would lie over the card's buttons"
    press(found, "跳过")
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.text() == "已建立报告。"

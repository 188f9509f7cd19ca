"""The first-run tour: offered once, skipped with one click, never in the way of the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.desk import opened
from gui.typist import Typist
from reportdesk.gui import tour
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.tour import Tour
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


def test_it_can_be_skipped_at_once(shown: Tour, store: Store) -> None:
    press(shown, "跳过")
    assert not shown.isVisible()
    assert store.setting(tour.SETTING)


def test_typing_goes_on_under_it(shown: Tour, window: MainWindow) -> None:
    wizard = window.wizard()
    assert wizard is not None
    wizard.go_to_step("requests", "requests.received.natural")
    Typist(window).write("7")
    Typist(window).press(Qt.Key.Key_Return)
    assert wizard.session.report.cell("requests.received.natural") == 7
    assert shown.isVisible()


def test_it_stays_inside_a_small_window(shown: Tour, window: MainWindow) -> None:
    window.resize(1024, 640)
    QApplication.processEvents()
    wizard = window.wizard()
    assert wizard is not None
    for _ in range(4):
        assert wizard.rect().contains(shown.geometry())
        press(shown, "下一条")
    assert wizard.rect().contains(shown.geometry())

"""A window on a store of the test's own, and a typist who only has a keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.desk import Start, clear_away, opened
from gui.typist import Typist
from reportdesk.gui import tour
from reportdesk.gui.app import application
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.store.store import Store


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Use the program's own application object: locale, translator, theme."""
    return application()


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    store = Store(data_folder)
    store.set_setting(tour.SETTING, "yes")
    yield store
    store.close()


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Start]:
    """Give windows on a store that are deleted after the test, not in the midst of another by the collector."""
    started: list[MainWindow] = []

    def begin(store: Store) -> MainWindow:
        started.append(MainWindow(store))
        return started[-1]

    yield begin
    for window in started:
        if window.isVisible():
            window.close()
        window.deleteLater()
    clear_away()


@pytest.fixture
def window(qapp: QApplication, store: Store, start: Start) -> MainWindow:
    window = start(store)
    window.resize(1366, 768)
    window.show()
    qapp.processEvents()
    return window


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    """Open a full report of zeros, in which there is nothing to find."""
    return opened(window, store)


@pytest.fixture
def typist(qapp: QApplication, window: MainWindow) -> Typist:
    return Typist(window)

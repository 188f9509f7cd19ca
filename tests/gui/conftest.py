"""A window on a store of the test's own, and a typist who only has a keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.desk import clear_away, opened
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
def window(qapp: QApplication, store: Store) -> Iterator[MainWindow]:
    window = MainWindow(store)
    window.resize(1366, 768)
    window.show()
    qapp.processEvents()
    yield window
    window.close()
    window.deleteLater()
    clear_away()


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    """Open a full report of zeros, in which there is nothing to find."""
    return opened(window, store)


@pytest.fixture
def typist(qapp: QApplication, window: MainWindow) -> Typist:
    return Typist(window)

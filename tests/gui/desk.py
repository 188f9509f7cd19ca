"""What a clerk sees and does in the window, for the tests of it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QWidget

from core import report_of
from gui.typist import Typist
from reportdesk.gui.app import Border
from reportdesk.gui.library.empty import EmptyNote
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.prose_page import ProsePage
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.report.values import show
from reportdesk.session import create
from reportdesk.store.store import Store

Start = Callable[[Store], MainWindow]
RECEIVED = "requests.received.natural"
CARRIED = "requests.carried_in.natural"
GRANTED = "requests.granted.natural"
TOTAL = "requests.concluded.natural"
FEE = "fees.fee.amount"


def opened(window: MainWindow, store: Store, report: Report | None = None) -> Wizard:
    """Store a report (a full one of zeros where none is given), open it and wait until it has the focus."""
    window.open_report(create(store, report or report_of()))
    return wizard_of(window)


def wizard_of(window: MainWindow) -> Wizard:
    """Return the wizard in the window, once it has laid itself out."""
    QCoreApplication.processEvents()
    wizard = window.wizard()
    assert isinstance(wizard, Wizard)
    return wizard


def go(wizard: Wizard, address: str) -> Typist:
    """Go to a figure, and give its table to a typist."""
    wizard.go_to_step(
        next(step.id for step in wizard.steps if address.split(".", maxsplit=1)[0] in step.covers), address
    )
    QCoreApplication.processEvents()
    return Typist(wizard.window())


def table(wizard: Wizard) -> TablePage:
    """Return the page in front, a table."""
    page = wizard.page()
    assert isinstance(page, TablePage)
    return page


def prose(wizard: Wizard, section: str = "overview") -> ProsePage:
    """Bring a prose page in front."""
    wizard.go_to_step(section)
    QCoreApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, ProsePage)
    return page


def enlarge(window: MainWindow, percent: int) -> None:
    """Give the window the smaller size and its text another one."""
    window.resize(1366, 768)
    window.looks.resize(percent)
    QCoreApplication.processEvents()


def figure(wizard: Wizard, address: str) -> str:
    """Return what the report holds in a cell, as text."""
    return show(wizard.session.report.cell(address))


def open_cell(wizard: Wizard) -> QLineEdit | None:
    """Return the editor of the open cell, None where none is open."""
    return table(wizard).view.cell_delegate.editor


def typed(wizard: Wizard) -> str | None:
    """Return the text in the open cell, None where none is open."""
    editor = open_cell(wizard)
    return None if editor is None else editor.text()


def said(wizard: Wizard) -> str:
    """Return what is said beside a cell."""
    bubble = wizard.page().findChild(QLabel, "bubble")
    return bubble.text() if isinstance(bubble, QLabel) and bubble.isVisible() else ""


def banner(window: MainWindow) -> str:
    """Return what the banner says."""
    return window.banner.text() if window.banner.isVisible() else ""


def clear_away() -> None:
    """Let what was given up be deleted."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def put_up_border(window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let errors that no one catches reach the window, as in the running program."""
    monkeypatch.setattr(sys, "excepthook", Border(window, folder))


def modal_box(widget: QWidget | None) -> QMessageBox:
    """Return the question that is being asked."""
    assert isinstance(widget, QMessageBox)
    return widget


def empty_note(window: MainWindow) -> EmptyNote | None:
    """Return what stands in place of the empty list, None where it was never empty."""
    return next(iter(window.library.findChildren(EmptyNote)), None)

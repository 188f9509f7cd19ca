"""The page 预览与导出 as its tests find it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from gui.typist import Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.paper.exporting import KINDS
from reportdesk.gui.wizard import Wizard

LEFT = Qt.MouseButton.LeftButton
_PAUSE, _TRIES = 20, 3000  # milliseconds; a minute


def export_page(wizard: Wizard) -> ExportPage:
    """Bring 预览与导出 in front."""
    wizard.go_to_step("export")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, ExportPage)
    return page


def shown_on(page: ExportPage) -> str:
    """Return the words of the pages, whatever lines they are broken into."""
    return page.preview.view.text().replace("\n", "")


def until(done: Callable[[], bool]) -> None:
    """Wait for something, a minute at most."""
    for _ in range(_TRIES):
        if done():
            return
        QTest.qWait(_PAUSE)
    raise AssertionError("a minute has passed")


def choose(page: ExportPage, kind_id: str) -> None:
    """Choose what the report is exported as."""
    page.card.kinds.setCurrentIndex(next(place for place, kind in enumerate(KINDS) if kind.id == kind_id))


def export(page: ExportPage, target: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "docx") -> None:
    """Press 导出, give a name, and wait until it is done."""
    choose(page, kind)
    monkeypatch.setattr(file_dialog, "ask_save", lambda *_args: target)
    QTest.mouseClick(page.card.export_button, LEFT)
    finish(page)


def finish(page: ExportPage) -> None:
    """Wait until the export under way is done."""
    until(lambda: not page.exporting.is_running())
    QApplication.processEvents()


def answer(typist: Typist, word: str, act: Callable[[], None]) -> str:
    """Answer the question that something asks with one of its buttons; return what was asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.mouseClick(next(made for made in box.buttons() if made.text() == word), LEFT)

    typist.during(press, act)
    return asked[0]

"""F1 opens the manual at the chapter for what the clerk is doing."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from gui.typist import Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import Manual, chapters
from reportdesk.gui.wizard import Wizard


def opened_manual(window: MainWindow) -> Manual:
    Typist(window).press(Qt.Key.Key_F1)
    manual = window.findChild(Manual)
    assert isinstance(manual, Manual)
    assert manual.isVisible()
    QApplication.processEvents()
    return manual


def test_the_chapters_have_titles_and_no_wrapped_blanks() -> None:
    first = ["start", "import", "unit", "prose", "tables"]
    assert list(chapters()) == [*first, "audit", "compare", "export", "keys", "trouble"]
    assert all(written.startswith("# ") for written in chapters().values())


def test_the_library_has_its_chapter(window: MainWindow) -> None:
    assert opened_manual(window).chapter() == "start"


@pytest.mark.parametrize(
    ("step", "chapter"),
    [
        ("unit", "unit"),
        ("overview", "prose"),
        ("disclosure", "tables"),
        ("requests", "tables"),
        ("audit", "audit"),
        ("export", "export"),
    ],
)
def test_every_step_has_its_chapter(step: str, chapter: str, wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step(step)
    manual = opened_manual(window)
    assert manual.chapter() == chapter
    assert manual.text.toPlainText().strip()
    QCoreApplication.processEvents()
    assert manual.text.verticalScrollBar().value() == 0, "a chapter is read from its beginning"
    manual.close()

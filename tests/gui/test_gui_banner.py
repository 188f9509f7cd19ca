"""Messages of the window: they lie over its foot, so that nothing moves under the hand, and hide hints at most."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.desk import RECEIVED, go
from reportdesk.errors import ReportDeskError
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard

SENTENCE = "这份报告已经定稿，不能修改。确需修改的，请点“修改（另起新版本）”。"


def place(widget: QWidget) -> QRect:
    """Return where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def places(wizard: Wizard) -> list[QRect]:
    """Return where everything is that may be clicked."""
    buttons = [made for made in wizard.findChildren(QPushButton) if made.isVisible()]
    return [place(part) for part in (wizard.top, wizard.step_list, wizard.page(), wizard.footer, *buttons)]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [1024, 1366])
def test_a_message_moves_nothing_and_covers_no_button(
    width: int, percent: int, wizard: Wizard, window: MainWindow
) -> None:
    window.resize(width, 768)
    window.looks.resize(percent)
    go(wizard, RECEIVED)
    before = places(wizard)
    window.tell(ReportDeskError(SENTENCE))
    QApplication.processEvents()
    assert places(wizard) == before
    banner = place(window.banner)
    assert window.rect().contains(banner)
    shown = [
        made for made in wizard.findChildren(QPushButton) if made.isVisible() and not made.visibleRegion().isEmpty()
    ]
    assert not [made.text() for made in shown if place(made).intersects(banner)]
    text = next(label for label in window.banner.findChildren(QLabel) if label.text() == SENTENCE)
    assert text.height() >= text.heightForWidth(text.width()), "the sentence is shown whole"


def test_a_message_stays_at_the_foot_of_the_window(wizard: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.tell(ReportDeskError(SENTENCE))
    for size in ((1024, 640), (1366, 768)):
        window.resize(*size)
        QApplication.processEvents()
        assert place(window.banner).bottom() == window.rect().bottom()
    window.close_report()
    window.tell(ReportDeskError(SENTENCE))
    QApplication.processEvents()
    assert place(window.banner).width() == window.width()
    assert place(window.banner).bottom() == window.rect().bottom()


def test_a_screen_reader_is_given_the_message(window: MainWindow) -> None:
    window.tell(ReportDeskError(SENTENCE))
    assert window.banner.accessibleName() == SENTENCE


def test_the_bar_of_a_final_report_moves_no_step_and_is_not_covered(wizard: Wizard, window: MainWindow) -> None:
    wizard.show_export()
    QApplication.processEvents()
    before = [place(part) for part in (wizard.top, wizard.footer)] + [place(wizard.step_list).topLeft()]
    title = place(wizard.page()).topLeft()
    wizard.session.set_final(True)
    wizard.locking.refresh()
    QApplication.processEvents()
    bar = wizard.locking.bar
    assert bar.isVisible()
    assert [place(part) for part in (wizard.top, wizard.footer)] + [place(wizard.step_list).topLeft()] == before
    assert place(wizard.page()).topLeft() == title
    window.tell(ReportDeskError(SENTENCE))
    QApplication.processEvents()
    assert not place(bar.again).intersects(place(window.banner))

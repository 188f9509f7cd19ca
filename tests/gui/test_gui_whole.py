"""Nothing stands half at an edge or out of a round corner, and what gives way is the least needed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from core import FORM_2021, report_of
from gui.desk import RECEIVED, enlarge, go, opened, wizard_of
from gui.typist import Typist
from reportdesk.gui import theme
from reportdesk.gui.library import deeds
from reportdesk.gui.library.begin import open_practice
from reportdesk.gui.library.columns import COLUMNS
from reportdesk.gui.library.picker import BASE, PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.settings import SettingsDialog
from reportdesk.gui.whole_scroll import WholeScroll
from reportdesk.gui.widgets import ShortLabel, button, label
from reportdesk.session import create
from reportdesk.store.store import Store

PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])
LINES, MARGIN = 8, 20


def rows_with_ink(image: QImage, left: int, right: int) -> set[int]:
    """Return the rows of pixels in which anything is drawn between two columns."""
    ground = image.pixelColor(1, image.height() // 2)
    places = range(left, right)
    return {y for y in range(image.height()) if any(image.pixelColor(x, y) != ground for x in places)}


@pytest.fixture
def column(window: MainWindow) -> Iterator[WholeScroll]:
    """Show a text of so many lines, and a button below it, in an area that is lower."""
    page, area, inside = QWidget(), WholeScroll("ground"), QVBoxLayout()
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    around = QVBoxLayout(page)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    text = label("\n".join("国" * 3 for _ in range(LINES)))
    text.setIndent(MARGIN)
    text.ensurePolished()
    text.setFixedHeight(LINES * text.fontMetrics().lineSpacing())
    inside.addWidget(text)
    inside.addWidget(button("按钮", area.close))
    area.fill(inside)
    yield area
    page.close()
    page.deleteLater()


def sight(area: WholeScroll, height: int, down: int) -> QImage:
    page = area.window()
    page.resize(300, height)
    page.show()
    QApplication.processEvents()
    area.verticalScrollBar().setValue(down)
    QApplication.processEvents()
    return page.grab().toImage()


@pytest.mark.parametrize("part", [0.3, 0.5, 0.8])
def test_no_line_is_cut_at_the_edges(column: WholeScroll, part: float) -> None:
    text = column.findChild(QLabel)
    assert isinstance(text, QLabel)
    line = text.fontMetrics().lineSpacing()
    whole = rows_with_ink(sight(column, 3 * line, 0), MARGIN, 60)
    assert max(whole) > 2 * line
    cut = rows_with_ink(sight(column, 3 * line + round(part * line), 0), MARGIN, 60)
    assert max(cut) < 3 * line, "the fourth line would be cut"
    begun = rows_with_ink(sight(column, 3 * line, round(part * line)), MARGIN, 60)
    assert min(begun) >= line - round(part * line), "the rest of the first line would stand there"


def test_a_button_is_drawn_whole_or_not_at_all(column: WholeScroll) -> None:
    text, made = column.findChild(QLabel), column.findChild(QPushButton)
    assert isinstance(text, QLabel)
    assert isinstance(made, QPushButton)
    below = text.height()
    assert max(rows_with_ink(sight(column, below + made.height() // 2, 0), MARGIN, 200)) < below
    assert (
        max(rows_with_ink(sight(column, below + made.height() // 2, made.height()), MARGIN, 200))
        > below - made.height()
    )


def test_the_line_below_uses_both_its_lines(window: MainWindow, store: Store) -> None:
    report_id = open_practice(store)
    window.open_report(report_id)
    wizard = wizard_of(window)
    enlarge(window, 200)
    Typist(window).press(Qt.Key.Key_F4)
    for _ in range(20):
        if "相差 18" in wizard.footer.note():
            break
        Typist(window).press(Qt.Key.Key_F4)
    (note,) = wizard.footer.findChildren(ShortLabel)
    assert "相差 18" in note.shown()
    wizard.footer.say("很长的话" * 60)
    assert note.shown().endswith("…"), "there is no room for all of it"
    assert 60 < len(note.shown()) < 240, "but for two lines of it"
    wizard.footer.say("短")
    assert note.shown() == "短"


@pytest.mark.parametrize(("percent", "left_out"), [(100, set()), (200, {"progress", "edited"})])
def test_the_state_of_a_report_is_told_at_every_size(
    percent: int, left_out: set[str], window: MainWindow, store: Store
) -> None:
    create(store, report_of(FORM_2021))
    enlarge(window, percent)
    window.library.enter()
    QApplication.processEvents()
    view = window.library.view
    assert {each.id for place, each in enumerate(COLUMNS) if view.isColumnHidden(place)} == left_out


def picked_colour(image: QImage, place: QPoint) -> QColor:
    return image.pixelColor(place)


@PERCENTS
def test_heads_reach_over_the_scroll_bar_and_rows_keep_out_of_the_corners(
    percent: int, window: MainWindow, store: Store
) -> None:
    for _ in range(12):
        create(store, report_of(FORM_2021))
    enlarge(window, percent)
    window.library.enter()
    QApplication.processEvents()
    view = window.library.view
    assert view.verticalScrollBar().isVisible()
    image, heads = view.grab().toImage(), view.horizontalHeader()
    middle = heads.y() + heads.height() // 2
    for x in (heads.geometry().right() - 8, view.width() - theme.px(8)):
        assert picked_colour(image, QPoint(x, middle)) == theme.colour("label")
    window.library.search.setText("没有")
    window.library.search.setText("")
    last = view.model().rowCount() - 1
    view.selectRow(last)
    QApplication.processEvents()
    image = view.grab().toImage()
    for corner in (QPoint(1, 1), QPoint(1, view.height() - 2)):
        assert picked_colour(image, corner) != theme.colour("accent_soft")


def test_a_chosen_last_row_keeps_out_of_the_round_corner(window: MainWindow, store: Store) -> None:
    create(store, report_of(FORM_2021))
    enlarge(window, 100)
    window.library.enter()
    QApplication.processEvents()
    view = window.library.view
    seen = view.viewport()
    assert not seen.mask().contains(QPoint(0, seen.height() - 1))
    assert not seen.mask().contains(QPoint(seen.width() - 1, seen.height() - 1))
    assert seen.mask().contains(QPoint(theme.px(8), seen.height() - 1))
    assert seen.mask().contains(QPoint(0, 0)), "heads stand above it"


def test_everything_of_the_top_bar_is_within_reach_of_the_menu(window: MainWindow, store: Store) -> None:
    go(opened(window, store), RECEIVED)
    enlarge(window, 200)
    deeds.show_more(window, window.pos())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(each.text().startswith("并排查看") for each in menu.actions())
    menu.close()


def test_the_practice_report_is_named_so_within_too(window: MainWindow, store: Store) -> None:
    window.open_report(open_practice(store))
    marks = [each.text() for each in wizard_of(window).top.findChildren(QLabel, "pill")]
    assert marks == ["练习"]
    wizard_of(window).go_to_step("export")
    page = wizard_of(window).page()
    assert isinstance(page, ExportPage)
    assert page.state.mark.text() == "练习"


def test_the_practice_report_is_not_proposed_as_last_years(window: MainWindow, store: Store) -> None:
    real = create(store, report_of(FORM_2021))
    open_practice(store)
    dialog = PickReportDialog(window, store.entries(), asking=BASE)
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.id == real
    dialog.deleteLater()


@PERCENTS
def test_settings_have_the_height_they_need(percent: int, window: MainWindow, store: Store) -> None:
    enlarge(window, percent)
    dialog = SettingsDialog(window.looks, store.path.parent, window)
    dialog.show()
    QApplication.processEvents()
    for each in dialog.findChildren(QWidget):
        if isinstance(each, QLabel) and each.isVisible() and each.wordWrap():
            assert each.height() >= each.heightForWidth(each.width())
    dialog.deleteLater()


def test_an_audit_that_passed_says_nothing_of_cards(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store)
    wizard.go_to_step("audit")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, AuditPage)
    assert not page.list.isVisible()
    assert not page.hint.isVisible()
    window.resize(1300, 760)
    QApplication.processEvents()
    assert not page.hint.isVisible()


def test_buttons_beside_a_text_that_gives_way_are_never_squeezed(window: MainWindow, store: Store) -> None:
    first = create(store, report_of(FORM_2021))
    opened(window, store)
    window.open_second(first)
    second = window.beside.window
    assert second is not None
    second.resize(640, 700)
    wizard = second.wizard()
    assert wizard is not None
    QApplication.processEvents()  # it goes to where it was left first
    wizard.go_to_step("export")
    QApplication.processEvents()
    page = wizard.page()
    assert isinstance(page, ExportPage)
    for made in (page.preview.fit, page.preview.whole, page.preview.full):
        assert made.width() >= made.sizeHint().width()
    window.beside.close()

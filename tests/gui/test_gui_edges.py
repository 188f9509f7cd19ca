"""Where things begin and end, in pixels: heads above their cells, labels beside their fields, pages in the middle."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionSlider,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core import report_of
from gui.desk import enlarge
from reportdesk.gui import file_dialog, theme
from reportdesk.gui.grid.preview import WrappingDelegate
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.library.view import ReportsView
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pictures.picture_dialog import Telling, field, words
from reportdesk.gui.whole_rows import WholeText
from reportdesk.gui.widgets import child
from reportdesk.gui.wizard import Wizard
from reportdesk.session import create
from reportdesk.store.store import Store

PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])
SIGN = "田"  # has a straight edge on every side
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


def ink(image: QImage, room: QRect) -> QRect:
    """Return where something is written in a part of a picture."""
    ground = image.pixelColor(room.center().x(), room.top()).lightness()
    places = product(range(room.left(), room.right() + 1), range(room.top(), room.bottom() + 1))
    darker = {place: ground - image.pixelColor(*place).lightness() for place in places}
    assert max(darker.values()) > 0, "nothing is written there"
    found = [place for place, by in darker.items() if by > max(darker.values()) / 2]  # whatever colour it is written in
    lefts, tops = zip(*found, strict=True)
    return QRect(QPoint(min(lefts), min(tops)), QPoint(max(lefts), max(tops)))


def written(widget: QWidget) -> QRect:
    """Return, in its window's pixels, where the first sign in a label or a field is written."""
    inset = theme.px(6) if isinstance(widget, (QLineEdit, QComboBox, Telling)) else 0
    place = widget.mapTo(widget.window(), QPoint(inset, inset))
    width = widget.fontMetrics().horizontalAdvance(SIGN) + inset
    height = widget.fontMetrics().height() + inset if isinstance(widget, Telling) else widget.height() - 2 * inset
    return ink(widget.window().grab().toImage(), QRect(place.x(), place.y(), width, height))


@PERCENTS
@pytest.mark.parametrize("side", [LEFT, RIGHT])
@pytest.mark.parametrize("name", ["pastePreview", "compareTable"])
def test_a_head_stands_right_above_its_cells(
    name: str, side: Qt.AlignmentFlag, percent: int, window: MainWindow, qtbot: QtBot
) -> None:
    enlarge(window, percent)
    view, model = QTableView(), QStandardItemModel(1, 3)  # the outer heads are rounded
    qtbot.addWidget(view)
    for column in range(3):
        model.setItem(0, column, QStandardItem(SIGN))
        model.setHorizontalHeaderItem(column, QStandardItem(SIGN))
        for item in (model.item(0, column), model.horizontalHeaderItem(column)):
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    view.setObjectName(name)
    view.setModel(model)
    view.setItemDelegate(WrappingDelegate(view))
    view.setShowGrid(False)
    view.resize(theme.px(400), theme.px(200))
    view.show()
    heads, cell = view.horizontalHeader(), view.visualRect(model.index(0, 1)).adjusted(1, 1, -2, -2)
    head = QRect(heads.sectionViewportPosition(1) + 1, 1, heads.sectionSize(1) - 2, heads.height() - 3)
    above, below = ink(heads.grab().toImage(), head), ink(view.viewport().grab().toImage(), cell)
    assert (above.left(), above.right()) == (below.left(), below.right())


@PERCENTS
def test_the_heads_of_the_file_dialog_stand_above_names_and_kinds(
    percent: int, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    enlarge(window, percent)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "名称.docx").write_bytes(b"")
    dialog = file_dialog._dialog(window, "打开", "Word (*)")
    qtbot.addWidget(dialog)
    dialog.setDirectory(str(folder))
    dialog.resize(theme.px(860), theme.px(560))
    dialog.show()
    view = dialog.findChild(QTreeView)
    assert isinstance(view, QTreeView)
    model = view.model()
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == 1)
    QApplication.processEvents()
    heads, behind_icon = view.header(), theme.px(5 + 16) + 4
    cell = view.visualRect(model.index(0, 0, view.rootIndex())).adjusted(behind_icon, 2, 0, -2)
    head = QRect(cell.left(), 2, theme.px(20), heads.height() - 5)
    above, below = ink(heads.grab().toImage(), head), ink(view.viewport().grab().toImage(), cell)
    assert above.left() == below.left()


@PERCENTS
def test_a_label_stands_beside_the_text_of_its_field(percent: int, window: MainWindow, qtbot: QtBot) -> None:
    enlarge(window, percent)
    pictured = QWidget()
    qtbot.addWidget(pictured)
    line, telling = field(SIGN, "一"), Telling(SIGN, "二")
    line.setText(SIGN)
    telling.setPlainText(SIGN)
    lines = [line, telling]
    grid = words(line, telling)
    pictured.setLayout(grid)
    assert isinstance(grid, QGridLayout)
    begun = NewReportDialog(window, SIGN)
    box = child(begun, QComboBox, "form")
    box.setItemText(box.currentIndex(), SIGN)
    begun.unit.deselect()
    named: dict[QLabel, QWidget] = {
        child(begun, QLabel, "label_unit"): begun.unit,
        child(begun, QLabel, "label_format"): box,
    }
    for name in named:
        name.setText(SIGN)
    for row, line in enumerate(lines):
        item = grid.itemAtPosition(row, 0)
        assert item is not None
        name = item.widget()
        assert isinstance(name, QLabel)
        named[name] = line
    for dialog in (pictured, begun):
        dialog.show()
        dialog.setFocus()
        QApplication.processEvents()
    for name, beside in named.items():
        assert written(name).bottom() == written(beside).bottom(), beside.accessibleName()
    assert written(begun.unit).left() == written(box).left(), "what is written and what is chosen"
    assert abs(written(line).left() - written(telling).left()) <= 1
    begun.close()


@pytest.mark.parametrize("percent", [100, 125])
@pytest.mark.parametrize("step", ["unit", "overview", "requests"])
def test_a_page_stands_in_the_middle_with_the_panel_and_without(
    step: str, percent: int, wizard: Wizard, window: MainWindow
) -> None:
    enlarge(window, percent)
    window.resize(1920, 1080)
    wizard.go_to_step(step)
    for _ in range(2):
        wizard.top.panel_requested.emit()
        for _ in range(3):  # until a layout is done that another one asked for
            QApplication.processEvents()
        page = wizard.page()
        inside = page.body.contentsRect()
        assert 0 <= page.width() - inside.right() - 1 - inside.left() <= 1
        assert inside.width() <= page.widest() + page.scroll_bar()
        for widget in page.findChildren(QAbstractScrollArea):
            if widget.parent() is page and widget.isVisible():
                assert widget.geometry().left() == inside.left()
                assert widget.geometry().right() == inside.right()


def test_a_locked_report_leaves_the_steps_their_height(wizard: Wizard, window: MainWindow) -> None:
    enlarge(window, 200)
    wizard.go_to_step("export")
    QApplication.processEvents()
    before = wizard.step_list.height()
    wizard.session.set_final(True)
    wizard.locking.refresh()
    QApplication.processEvents()
    assert wizard.locking.bar.isVisible()
    assert wizard.step_list.height() == before
    assert wizard.step_list.verticalScrollBar().maximum() == 0, "all steps are in view"


def handle(area: QAbstractScrollArea) -> QRect:
    """Return where the handle of a scroll bar stands in its box."""
    bar = area.verticalScrollBar()
    looks = QStyleOptionSlider()
    bar.initStyleOption(looks)
    control = (QStyle.ComplexControl.CC_ScrollBar, looks, QStyle.SubControl.SC_ScrollBarSlider, bar)
    place = bar.style().subControlRect(*control)
    return QRect(bar.mapTo(area, place.topLeft()), place.size())


@PERCENTS
def test_the_handle_of_a_scroll_bar_keeps_clear_of_round_corners(
    percent: int, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    enlarge(window, percent)
    for _ in range(12):
        create(store, report_of())
    window.library.enter()
    rows, text = window.library.findChild(ReportsView), WholeText("说明")
    assert isinstance(rows, ReportsView)
    qtbot.addWidget(text)
    text.setPlainText("一行\n" * 60)
    text.resize(theme.px(300), theme.px(200))
    text.show()
    QApplication.processEvents()
    for area, head in ((rows, rows.horizontalHeader().height()), (text, 0)):
        bar = area.verticalScrollBar()
        assert bar.maximum() > 0
        bar.setValue(0)
        assert handle(area).top() >= head + theme.px(6)
        assert handle(area).right() < area.width() - 2
        bar.setValue(bar.maximum())
        assert handle(area).bottom() < area.height() - theme.px(6)

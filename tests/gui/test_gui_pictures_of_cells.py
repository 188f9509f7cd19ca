"""Cells drawn once and put again: a table that scrolls looks as one drawn anew, and follows every change."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication

from gui.desk import RECEIVED, go, table
from gui.typist import CTRL
from reportdesk.gui import theme
from reportdesk.gui.grid import pictures as cells
from reportdesk.gui.grid.paint import paint_focus
from reportdesk.gui.grid.pictures import Pictures
from reportdesk.gui.grid.view import GridView
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.theme import Look
from reportdesk.gui.wizard import Wizard

WHOLE = QSize(120, 60)


def canvas(ratio: float = 1) -> QImage:
    image = QImage(WHOLE * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    return image


def put(pictures: Pictures, image: QImage, *places: tuple[QRect, str]) -> int:
    """Put a cell at each place, its text its key; return how many had to be drawn."""
    drawn: list[str] = []

    def draw(text: str, painter: QPainter, rect: QRect) -> None:
        drawn.append(text)
        painter.fillRect(rect, theme.colour("card"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

    painter = QPainter(image)
    painter.setFont(theme.font(13))
    pictures.begin(painter)
    for rect, text in places:
        pictures.put(painter, rect, text, lambda painter, rect, text=text: draw(text, painter, rect))
    painter.end()
    return len(drawn)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_picture_put_elsewhere_looks_as_if_drawn_there(ratio: float, qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme.LIGHT, 100))
    pictures, again, anew = Pictures(), canvas(ratio), canvas(ratio)
    put(pictures, canvas(ratio), (QRect(0, 0, 41, 21), "28"))
    redrawn = put(pictures, again, (QRect(30, 17, 41, 21), "28"))
    put(Pictures(), anew, (QRect(30, 17, 41, 21), "28"))
    assert again == anew
    assert redrawn == (0 if ratio.is_integer() else 1), "between two pixels it would be blurred"


def test_another_text_size_look_or_screen_is_drawn_anew(qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme.LIGHT, 100))
    pictures, here = Pictures(), QRect(0, 0, 40, 20)
    assert put(pictures, canvas(), (here, "28")) == 1
    assert put(pictures, canvas(), (here, "28"), (here.translated(0, 20), "28")) == 0
    assert put(pictures, canvas(), (here, "29")) == 1
    assert put(pictures, canvas(), (here.adjusted(0, 0, 1, 0), "28")) == 1
    theme.wear(qapp, Look(theme.DARK, 100))
    assert put(pictures, canvas(), (here, "28")) == 1
    assert put(pictures, canvas(2), (here, "28")) == 1


def test_pictures_are_given_up_where_there_are_too_many(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST", 3)
    pictures, here = Pictures(), QRect(0, 0, 40, 20)
    assert [put(pictures, canvas(), (here, str(figure))) for figure in (1, 2, 3, 4, 1, 4)] == [1, 1, 1, 1, 1, 1]
    assert put(pictures, canvas(), (here, "4")) == 0


@pytest.mark.parametrize("name", theme.themes())
def test_the_frame_in_focus_is_within_its_cell(name: str, qapp: QApplication) -> None:
    theme.wear(qapp, Look(name, 100))
    image, cell = canvas(), QRect(20, 10, 60, 30)
    painter = QPainter(image)
    paint_focus(painter, cell)
    painter.end()
    inked = {
        (x, y)
        for x in range(WHOLE.width())
        for y in range(WHOLE.height())
        if image.pixelColor(x, y) != Qt.GlobalColor.white
    }
    assert {(20, 25), (79, 25), (50, 10), (50, 39)} <= inked, "it reaches the edges"
    assert all(cell.contains(QPoint(*place)) for place in inked)


def shown(view: GridView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def forgotten(view: GridView) -> QImage:
    """Return the view drawn without any picture kept."""
    marks = view.body.marks
    fresh = type(view.body)(view.grid_model)
    fresh.marks = marks
    fresh.places = view.body.places
    view.body = fresh
    return shown(view)


def test_a_table_scrolled_and_altered_looks_as_one_drawn_anew(wizard: Wizard, window: MainWindow) -> None:
    window.resize(window.minimumSize())
    typist = go(wizard, RECEIVED)
    view = table(wizard).view
    for act in (
        lambda: typist.press(Qt.Key.Key_Down, CTRL),
        lambda: typist.write("7\n"),
        lambda: typist.press(Qt.Key.Key_End, CTRL),
        lambda: typist.press(Qt.Key.Key_Home, CTRL),
        lambda: typist.press(Qt.Key.Key_Delete),
        lambda: view.mark(replace(view.body.marks, left=frozenset({RECEIVED}))),
        lambda: view.mark(replace(view.body.marks, left=frozenset(), before={RECEIVED: 3})),
        view.selectAll,
    ):
        before = shown(view)
        act()
        after = shown(view)
        assert after != before, "something is seen of it"
        assert after == forgotten(view)


def test_only_the_cells_in_the_region_are_drawn(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    go(wizard, RECEIVED)
    view = table(wizard).view
    put_before = Pictures.put
    places: list[QRect] = []

    def counted(self: Pictures, painter: QPainter, rect: QRect, *words: object) -> None:
        places.append(rect)
        put_before(self, painter, rect, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(Pictures, "put", counted)
    here = view.visualRect(view.currentIndex())
    view.viewport().repaint(QRegion(here))
    assert places == [here]

"""Cells drawn once and put again: a table that scrolls looks as one drawn anew, and follows every change."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication

from core import report_of
from gui.desk import CARRIED, RECEIVED, enlarge, figure, go, opened, table
from gui.typist import CTRL, NONE, SHIFT
from reportdesk.gui import drawings, theme
from reportdesk.gui.drawings import Drawings
from reportdesk.gui.findings import delegate as findings
from reportdesk.gui.grid.paint import Marks, paint_focus
from reportdesk.gui.grid.view import GridView
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.theme import Look
from reportdesk.gui.wizard import Wizard
from reportdesk.session import create
from reportdesk.store.store import Store

WHOLE = QSize(120, 60)


def canvas(ratio: float = 1) -> QImage:
    image = QImage(WHOLE * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    return image


def put(kept: Drawings, image: QImage, *places: tuple[QRect, str]) -> int:
    """Put a cell at each place, its text its key; return how many had to be drawn."""
    drawn: list[str] = []

    def draw(text: str, painter: QPainter, rect: QRect) -> None:
        drawn.append(text)
        painter.fillRect(rect, theme.colour("card"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

    painter = QPainter(image)
    painter.setFont(theme.font(13))
    kept.begin(painter)
    for rect, text in places:
        kept.put(painter, rect, text, lambda painter, rect, text=text: draw(text, painter, rect))
    painter.end()
    return len(drawn)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_picture_put_elsewhere_looks_as_if_drawn_there(ratio: float, qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme.LIGHT, 100))
    kept, again, anew = Drawings(), canvas(ratio), canvas(ratio)
    put(kept, canvas(ratio), (QRect(0, 0, 41, 21), "28"))
    redrawn = put(kept, again, (QRect(30, 17, 41, 21), "28"))
    put(Drawings(), anew, (QRect(30, 17, 41, 21), "28"))
    assert again == anew
    assert redrawn == (0 if ratio.is_integer() else 1), "between two pixels it would be blurred"


def test_another_text_size_look_or_screen_is_drawn_anew(qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme.LIGHT, 100))
    kept, here = Drawings(), QRect(0, 0, 40, 20)
    assert put(kept, canvas(), (here, "28")) == 1
    assert put(kept, canvas(), (here, "28"), (here.translated(0, 20), "28")) == 0
    assert put(kept, canvas(), (here, "29")) == 1
    assert put(kept, canvas(), (here.adjusted(0, 0, 1, 0), "28")) == 1
    theme.wear(qapp, Look(theme.DARK, 100))
    assert put(kept, canvas(), (here, "28")) == 1
    assert put(kept, canvas(2), (here, "28")) == 1


def test_pictures_are_given_up_where_there_are_too_many(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "_MOST", 3 * 40 * 20)
    kept, here = Drawings(), QRect(0, 0, 40, 20)
    assert [put(kept, canvas(), (here, str(figure))) for figure in (1, 2, 3, 4, 1, 4)] == [1, 1, 1, 1, 1, 1]
    assert put(kept, canvas(), (here, "4")) == 0


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
    fresh.mark(marks)
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


def on_screen(view: GridView) -> tuple[QImage, QImage]:
    """Return a table as it stands on the screen, and drawn anew."""
    QApplication.processEvents()
    window = view.window()
    whole = window.screen().grabWindow(window.winId()).toImage()
    anew = window.grab().toImage().convertToFormat(whole.format())
    here = view.rect().translated(view.mapTo(window, QPoint(0, 0)))
    return whole.copy(here), anew.copy(here)


@pytest.mark.parametrize("name", theme.themes())
def test_what_is_moved_by_scrolling_stands_as_if_drawn_there(
    name: str, window: MainWindow, store: Store, qapp: QApplication
) -> None:
    theme.wear(qapp, Look(name, 100))
    wizard = opened(window, store, report_of())
    window.resize(window.minimumWidth(), 611)  # a row is cut at the foot
    typist = go(wizard, RECEIVED)
    view = table(wizard).view
    seen: set[int] = set()
    for key, modifiers in (
        *[(Qt.Key.Key_Down, NONE)] * 30,
        (Qt.Key.Key_7, NONE),
        *[(Qt.Key.Key_Return, NONE)] * 3,
        *[(Qt.Key.Key_Up, NONE)] * 12,
        (Qt.Key.Key_End, CTRL),
        *[(Qt.Key.Key_Up, SHIFT)] * 24,
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Home, CTRL),
        (Qt.Key.Key_Z, CTRL),
    ):
        typist.press(key, modifiers)
        screen, anew = on_screen(view)
        assert screen == anew, (key, view.verticalScrollBar().value())
        seen.add(view.verticalScrollBar().value())
    assert len(seen) > 8, "it was scrolled row by row"


def test_only_the_cells_in_the_region_are_drawn(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    go(wizard, RECEIVED)
    view = table(wizard).view
    put_before = Drawings.put
    places: list[QRect] = []

    def counted(self: Drawings, painter: QPainter, rect: QRect, *words: object) -> None:
        places.append(rect)
        put_before(self, painter, rect, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(Drawings, "put", counted)
    here = view.visualRect(view.currentIndex())
    view.viewport().repaint(QRegion(here))
    assert places == [here]


def test_a_card_is_laid_out_once_and_again_for_another_text_size(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_cells({RECEIVED: 7, "requests.granted.legal": None}))
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    cards = wizard.panel.list

    def laid_out() -> int:
        return findings._laid_out.cache_info().misses

    before = laid_out()
    assert before > 0
    typist.press(Qt.Key.Key_Down)
    cards.grab()
    assert laid_out() == before
    QApplication.sendEvent(cards, QEvent(QEvent.Type.FontChange))
    assert laid_out() == 0, "for another font of the system all is forgotten"
    heights = [cards.sizeHintForRow(row) for row in range(cards.cards_model.rowCount())]
    enlarge(window, 150)
    assert sum(heights) < sum(cards.sizeHintForRow(row) for row in range(len(heights)))


def test_a_card_chosen_is_drawn_as_chosen(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_cells({RECEIVED: 7}))
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    cards = wizard.panel.list
    before = cards.grab().toImage()
    typist.press(Qt.Key.Key_F4)
    chosen = cards.grab().toImage()
    assert chosen != before
    cards.selectionModel().clear()
    QApplication.processEvents()
    assert cards.grab().toImage() == before


def test_where_cards_are_whole_is_where_they_are_drawn(window: MainWindow, store: Store) -> None:
    report = report_of()
    report.apply(report.set_cells({RECEIVED: 7, "requests.granted.legal": None}))
    cards = opened(window, store, report).panel.list
    QApplication.processEvents()
    rows = range(cards.model().rowCount())
    drawn = [cards.visualRect(cards.cards_model.index(row)) for row in rows]
    assert list(cards._spans()) == [(rect.top() + cards.verticalOffset(), rect.height()) for rect in drawn]


def test_figures_of_one_value_written_otherwise_are_drawn_otherwise(window: MainWindow, store: Store) -> None:
    fee = "fees.fee.amount"
    wizard = opened(window, store, report_of())
    typist = go(wizard, fee)
    view = table(wizard).view
    images: list[QImage] = []
    for text in ("1.5", "1.50"):
        typist.write(f"{text}\n")
        go(wizard, fee)
        assert figure(wizard, fee) == text
        images.append(shown(view))
        assert images[-1] == forgotten(view)
    assert images[0] != images[1]
    before = Marks(before={fee: Decimal("1.5")})
    assert before.differing(Marks(before={fee: Decimal("1.50")})) == {fee}
    assert not before.differing(Marks(before={fee: Decimal("1.5")}))


def test_padlocks_follow_the_name_of_the_unit(window: MainWindow, store: Store) -> None:
    last = report_of(year=2022)
    create(store, last)
    wizard = opened(window, store, report_of(year=2023))
    go(wizard, RECEIVED)
    view, session = table(wizard).view, wizard.session
    assert session.lock(CARRIED)
    name = session.report.unit()
    change = session.report.set_cells({RECEIVED: 5}).then(session.report.set_unit("name", "另一个单位"))
    session.apply(change)
    assert session.lock(CARRIED) is None
    for locked in (True, False):
        (session.undo if locked else session.redo)()
        assert (session.report.unit() == name) is locked
        assert (session.lock(CARRIED) is not None) is locked
        screen, anew = on_screen(view)
        assert screen == anew


def test_where_a_pixel_is_no_whole_one_a_table_that_scrolls_is_drawn_anew(
    wizard: Wizard, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.resize(window.minimumSize())
    go(wizard, RECEIVED)
    view = table(wizard).view
    drawn: list[QRect] = []
    draw = view.body.paint

    def counted(painter: QPainter, seen: QRegion, *words: object) -> None:
        drawn.append(seen.boundingRect())
        draw(painter, seen, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(view.body, "paint", counted)
    view.verticalScrollBar().setValue(1)
    QApplication.processEvents()
    assert drawn.pop() != view.viewport().rect(), "what can be moved is moved"
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 1.25)
    view.verticalScrollBar().setValue(2)
    QApplication.processEvents()
    assert drawn.pop() == view.viewport().rect()

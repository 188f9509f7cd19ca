"""What is seen at a glance: kinds of cells, frozen heads, help for the cell in focus, steps told by shape, keys."""

import re

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem

from core import FORM_2021, report_of
from gui.desk import CARRIED, GRANTED, RECEIVED, go, opened, table
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.form.grid import GridCell, Role
from reportdesk.gui import theme
from reportdesk.gui.grid.header import GridHeader
from reportdesk.gui.grid.paint import Marks, figure, paint_figure, paint_label
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import chapters
from reportdesk.gui.step_list import STATE_ROLE, StepList, StepsModel
from reportdesk.gui.steps import State
from reportdesk.gui.theme import Look
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value
from reportdesk.store.store import Store


def drawn(value: Value, marks: Marks | None = None, *, grey: bool = False, height: int = 24) -> QImage:
    image = QImage(QSize(80, height), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(theme.font(13))
    paint_figure(painter, QRect(0, 0, 80, height), figure(RECEIVED, value, marks or Marks()))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image


@pytest.mark.parametrize("name", theme.themes())
def test_blank_0_not_applicable_unread_and_totals_look_different(name: str, qapp: QApplication) -> None:
    theme.wear(qapp, Look(name, 100))
    kinds = [drawn(value, grey=True) for value in (None, 0, NOT_APPLICABLE, Unread("0"), 5)]
    kinds.append(drawn(5, Marks(totals=frozenset({RECEIVED})), grey=True))
    assert all(one != other for place, one in enumerate(kinds) for other in kinds[place + 1 :])


@pytest.mark.parametrize("name", theme.themes())
def test_the_sides_of_a_finding_are_told_apart_without_colour(name: str, qapp: QApplication) -> None:
    theme.wear(qapp, Look(name, 100))
    here = frozenset({RECEIVED})
    left, right = (drawn(5, marks, grey=True) for marks in (Marks(left=here), Marks(right=here)))
    lines = [[image.pixel(x, 23) for x in range(2, 78)] for image in (left, right)]
    assert len(set(lines[0])) > 1, "broken"
    assert len(set(lines[1])) == 1, "drawn through"


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("side", ["left", "right"])
def test_the_mark_of_a_side_is_clear_of_the_figure_in_the_lowest_row(
    side: str, percent: int, qapp: QApplication
) -> None:
    theme.wear(qapp, Look(theme.LIGHT, percent))
    height = theme.px(20)
    cells = frozenset({RECEIVED})
    here = Marks(left=cells) if side == "left" else Marks(right=cells)
    with_figure, without = drawn(28, here, height=height), drawn(None, here, height=height)
    marked = {y for y in range(height) if without.pixelColor(3, y) == theme.colour("error")}
    inked = [y for y in range(height - 2) if len({with_figure.pixel(x, y) for x in range(30, 76)}) > 1]
    assert marked == {height - 2, height - 1}
    assert inked
    assert max(inked) < height - 3, "a line of air between them"


def shown_label(height: int) -> list[int]:
    """Draw the label of a group of ten rows of which so much is seen; return the rows of pixels that have ink."""
    cell = GridCell(0, 0, 10, 1, Role.LABEL, "（三）不予公开")
    image = QImage(QSize(60, 200), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(theme.font(13))
    paint_label(painter, QRect(0, 0, 60, 200), cell, QRect(0, 0, 60, height))
    painter.end()
    return [y for y in range(199) if len({image.pixel(x, y) for x in range(6, 54)}) > 1]


def test_a_group_label_is_shortened_to_whole_lines_where_little_of_it_is_seen(qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme.LIGHT, 100))
    line = QFontMetrics(theme.font(13)).height()
    assert shown_label(4) == [], "no line fits"
    for height in (line + 2, 2 * line + 2, 199):
        inked = shown_label(height)
        assert inked
        assert min(inked) > 0 and max(inked) < height - 1, "nothing is cut"
    assert len(shown_label(2 * line + 2)) > len(shown_label(line + 2))


def test_heads_and_labels_stay_while_the_figures_scroll(wizard: Wizard, window: MainWindow) -> None:
    window.resize(window.minimumSize())
    typist = go(wizard, RECEIVED)
    view = table(wizard).view
    heads, labels = view.horizontalHeader(), view.verticalHeader()
    assert isinstance(labels, GridHeader)
    before = heads.grab().toImage()
    typist.press(Qt.Key.Key_Down, CTRL)
    QApplication.processEvents()
    assert view.verticalScrollBar().value() > 0
    assert heads.isVisible()
    assert heads.grab().toImage() == before
    assert labels.offset() == view.verticalOffset(), "each label stays beside its figures"


def test_help_follows_the_row_and_column_in_focus_with_its_source(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    told: list[str] = []
    for _cell in range(2):
        notes = [note.text() for note in wizard.panel.findChildren(QLabel, "helpText") if note.isVisible()]
        sources = [note.text() for note in wizard.panel.findChildren(QLabel, "helpSource")]
        assert FORM_2021.cell_name(table(wizard).place()) in notes
        assert all(source.startswith("依据：") for source in sources)
        told.append("".join(notes))
        typist.press(Qt.Key.Key_Return)
    assert told[0] != told[1]


@pytest.mark.parametrize(("step", "chapter"), [("unit", "unit"), ("requests", "tables"), ("audit", "audit")])
def test_f1_opens_the_manual_at_what_one_is_doing(step: str, chapter: str, wizard: Wizard, window: MainWindow) -> None:
    wizard.go_to_step(step)
    Typist(window).press(Qt.Key.Key_F1)
    manual = window._manual
    assert manual is not None
    assert manual.isVisible()
    assert manual.chapter() == chapter
    manual.close()


def test_selection_and_scroll_of_the_findings_stay_while_one_types(window: MainWindow, store: Store) -> None:
    report = report_of()
    totals = (a for a in FORM_2021.totals if a.startswith("requests.") and a.endswith(".total"))
    report.apply(report.set_cells(dict.fromkeys(totals, 9)))
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    cards = wizard.panel.list
    while not cards.verticalScrollBar().value():
        typist.press(Qt.Key.Key_F4)
    chosen, scrolled = cards.current_card(), cards.verticalScrollBar().value()
    assert chosen is not None
    assert scrolled > 0
    address = next(a for a in FORM_2021.cells if a.endswith(".business") and a.startswith("requests.dismissed"))
    view = table(wizard).view
    view.go_to(address)
    for figures in ("4", "0"):
        typist.write(figures)
        QApplication.processEvents()
        kept = cards.current_card()
        assert kept is not None
        assert (kept.key, cards.verticalScrollBar().value()) == (chosen.key, scrolled)
        typist.press(Qt.Key.Key_Return)
        typist.press(Qt.Key.Key_Return, SHIFT)
        kept = cards.current_card()
        assert kept is not None
        assert kept.key == chosen.key
        assert cards.visualRect(cards.currentIndex()).intersects(cards.viewport().rect())


@pytest.mark.parametrize("name", theme.themes())
def test_the_state_of_a_step_is_told_without_colour(
    name: str, wizard: Wizard, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.wear(qapp, Look(name, 100))
    steps = StepList(wizard.session, wizard.steps)
    steps.set_named(False)
    steps.resize(58, 600)
    images: list[QImage] = []
    for tone in ("empty", "partial", "error", "remark", "done"):
        model = steps.steps_model
        assert isinstance(model, StepsModel)
        monkeypatch.setattr(model, "_states", [State(tone, "", "")] * len(wizard.steps))
        image = QImage(QSize(58, 50), QImage.Format.Format_RGB32)
        image.fill(theme.colour("card"))
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 58, 50)  # type: ignore[attr-defined]
        assert model.data(model.index(1), STATE_ROLE) == State(tone, "", "")
        steps.itemDelegate().paint(painter, option, model.index(1))
        painter.end()
        images.append(image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither))
    assert all(one != other for place, one in enumerate(images) for other in images[place + 1 :])


def test_every_shortcut_of_the_window_is_listed_in_one_place(wizard: Wizard, window: MainWindow) -> None:
    listed = re.sub(r"\s", "", chapters()["keys"])
    words = {"PgUp": "PgUp", "PgDown": "PgDn", "+": "加号", "=": "加号", "-": "减号", ",": "逗号"}
    words |= {"Return": "回车", "Enter": "回车"}
    standard = QKeySequence.StandardKey
    bindings = [*QKeySequence.keyBindings(standard.Undo), *QKeySequence.keyBindings(standard.Redo)]
    others = {sequence.toString() for sequence in bindings} - {"Ctrl+Z", "Ctrl+Y"}
    for shortcut in window.findChildren(QShortcut):
        pressed = shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)
        modifiers, _plus, key = pressed.rpartition("+") if not pressed.endswith("++") else (pressed[:-2], "+", "+")
        key = words.get(key, key)
        if pressed in others:
            continue  # the system's own keys, which work besides
        assert (f"{modifiers}+{key}" if modifiers else key) in listed, pressed


def test_tab_goes_through_a_page_as_it_is_read(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023))
    wizard.go_to_step("unit", "name")
    typist = Typist(window)
    reached = [typist.focus().objectName()]
    for _field in range(7):
        typist.press(Qt.Key.Key_Tab)
        reached.append(typist.focus().objectName())
    assert reached == ["name", "level", "year", "address", "postcode", "phone", "email", "proseEditor"]
    go(wizard, "requests.carried_out.other")
    typist.press(Qt.Key.Key_Tab)
    assert typist.focus() is table(wizard).zeros, "what is likely to be wanted after the last figure"
    typist.press(Qt.Key.Key_Return)
    assert wizard.session.report.cell(CARRIED) == wizard.session.report.cell(GRANTED) == 0

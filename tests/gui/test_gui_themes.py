"""Theme and text size: by key, wheel and dialog, live, remembered, and large text that is never cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyleOptionViewItem,
    QWidget,
)

from core import FORM_2021, report_of
from gui.desk import RECEIVED, Start, go, opened, prose, table
from gui.typist import CTRL, NONE, Typist
from reportdesk.audit.findings import Finding
from reportdesk.form.model import Severity
from reportdesk.gui import theme
from reportdesk.gui.findings import delegate as drawing
from reportdesk.gui.findings.cards import Card
from reportdesk.gui.findings.cards_model import CARD_ROLE
from reportdesk.gui.findings.delegate import CardDelegate
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.library import deeds
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.looks import CHOICES, Looks
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.settings import SettingsDialog
from reportdesk.gui.step_list import text_rects
from reportdesk.gui.theme import CONTRAST, DARK, LIGHT, Look
from reportdesk.gui.wizard import Wizard
from reportdesk.store.store import Store

PERCENTS = (100, 150, 200)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def first_look(qapp: QApplication) -> Iterator[None]:
    """Leave the next test the look it expects."""
    yield
    theme.wear(qapp, Look())


def turn_wheel(target: QWidget, by: int, modifiers: Qt.KeyboardModifier) -> None:
    handle = target.window().windowHandle()
    QTest.wheelEvent(
        handle, target.mapTo(target.window(), target.rect().center()).toPointF(), QPoint(0, by), QPoint(), modifiers
    )
    QApplication.processEvents()


def test_keys_change_the_text_size_and_stop_at_both_ends(window: MainWindow, typist: Typist, store: Store) -> None:
    for expected in (125, 150, 175, 200, 200):
        typist.press(Qt.Key.Key_Plus, CTRL)
        assert theme.look().percent == expected
    typist.press(Qt.Key.Key_Minus, CTRL)
    assert store.setting("text_size") == "175"
    typist.press(Qt.Key.Key_0, CTRL)
    typist.press(Qt.Key.Key_Minus, CTRL)
    assert theme.look().percent == 100
    assert window.looks.percent == 100


def test_keys_work_in_a_table_in_prose_and_in_a_dialog(wizard: Wizard, window: MainWindow) -> None:
    go(wizard, RECEIVED).press(Qt.Key.Key_Plus, CTRL)
    assert theme.look().percent == 125
    prose(wizard)
    Typist(window).press(Qt.Key.Key_Equal, CTRL)
    assert theme.look().percent == 150
    dialog = NewReportDialog(window)
    dialog.show()
    Typist(dialog).press(Qt.Key.Key_0, CTRL)
    assert theme.look().percent == 100
    dialog.close()


def test_the_wheel_changes_the_text_size_with_ctrl_and_scrolls_without(wizard: Wizard) -> None:
    go(wizard, RECEIVED)
    viewport = table(wizard).view.viewport()
    turn_wheel(viewport, 120, CTRL)
    assert theme.look().percent == 125
    turn_wheel(viewport, -120, NONE)
    assert theme.look().percent == 125
    turn_wheel(prose(wizard).editor.viewport(), -120, CTRL)
    assert theme.look().percent == 100


def test_what_is_open_takes_a_new_look_at_once(wizard: Wizard, window: MainWindow) -> None:
    go(wizard, RECEIVED)
    view = table(wizard).view
    before = view.fontMetrics().height()
    window.looks.resize(200)
    QApplication.processEvents()
    assert view.fontMetrics().height() > 1.8 * before
    for name in (DARK, CONTRAST, LIGHT):
        window.looks.choose(name)
        QApplication.processEvents()
        ground = window.grab().toImage().pixelColor(5, 5).name().upper()
        assert ground == theme.themes()[name]["card"], "the bar at the top"


def test_what_was_chosen_holds_at_the_next_start(
    store: Store, window: MainWindow, qapp: QApplication, start: Start
) -> None:
    window.looks.choose(DARK)
    window.looks.resize(150)
    theme.wear(qapp, Look())
    start(store)
    assert theme.look() == Look(DARK, 150)


def test_a_setting_that_makes_no_sense_is_left_aside(store: Store, qapp: QApplication) -> None:
    store.set_setting("theme", "pink")
    store.set_setting("text_size", "900")
    looks = Looks(store)
    assert (looks.choice, looks.percent) == ("system", 100)


def test_the_system_decides_until_a_theme_is_chosen(store: Store, qapp: QApplication) -> None:
    assert Looks(store).choice == "system"
    assert theme.look().theme == (DARK if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT)


def test_settings_by_keyboard(window: MainWindow, typist: Typist, store: Store) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        dialog.theme.setFocus()
        QTest.keyClick(dialog.theme, Qt.Key.Key_End)
        QTest.keyClick(dialog.size_box, Qt.Key.Key_Down)
        assert theme.look() == Look(CONTRAST, 125)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def ask() -> None:
        typist.press(Qt.Key.Key_Comma, CTRL)

    typist.during(choose, ask)
    assert (store.setting("theme"), store.setting("text_size")) == (CONTRAST, "125")


@pytest.mark.parametrize("way", ["key", "menu"])
def test_settings_are_reached_from_inside_a_report(way: str, wizard: Wizard, window: MainWindow) -> None:
    go(wizard, RECEIVED)
    typist = Typist(window)

    def ask() -> None:
        if way == "key":
            typist.press(Qt.Key.Key_Comma, CTRL)
            return
        deeds.show_more(window, window.pos())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text().startswith("设置"))
        menu.close()
        action.trigger()

    typist.in_dialog(SettingsDialog, QDialog.reject, ask)


def test_settings_name_every_choice_and_the_folder(window: MainWindow, data_folder: Path) -> None:
    dialog = SettingsDialog(window.looks, data_folder, window)
    assert [dialog.theme.itemText(place) for place in range(dialog.theme.count())] == list(CHOICES.values())
    assert [dialog.size_box.itemData(place) for place in range(dialog.size_box.count())] == list(theme.SIZES)


def test_the_panel_folds_by_key_and_stays_so(wizard: Wizard, window: MainWindow, store: Store) -> None:
    window.resize(1366, 768)
    typist = go(wizard, RECEIVED)
    assert wizard.panel.isVisible()
    typist.press(Qt.Key.Key_F6)
    assert not wizard.panel.isVisible()
    assert store.setting("findings_panel") == "folded"
    again = opened(window, store)
    go(again, RECEIVED)
    assert not again.panel.isVisible()
    Typist(window).press(Qt.Key.Key_F6)
    assert again.panel.isVisible()
    assert store.setting("findings_panel") == "", "the room decides again"


def test_large_text_folds_the_panel_and_narrows_the_steps(wizard: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    go(wizard, RECEIVED)
    seen: dict[int, tuple[bool, bool]] = {}
    for percent in theme.SIZES:
        window.looks.resize(percent)
        QApplication.processEvents()
        seen[percent] = (wizard.panel.isVisible(), wizard.step_list.is_named)
    assert seen == {100: (True, True), 125: (False, True), 150: (False, True), 175: (False, False), 200: (False, False)}
    Typist(window).press(Qt.Key.Key_F6)
    assert wizard.panel.isVisible(), "the clerk may still have it"
    assert wizard.panel.width() < window.width() / 2


@pytest.mark.parametrize("percent", PERCENTS)
def test_no_step_of_the_wizard_is_out_of_view(percent: int, wizard: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.looks.resize(percent)
    QApplication.processEvents()
    steps = wizard.step_list
    last = steps.visualRect(steps.steps_model.index(steps.steps_model.rowCount() - 1))
    assert last.bottom() <= steps.viewport().height()
    assert steps.row_height() >= theme.px(22), "the badge"
    if steps.is_named:
        upper, lower = text_rects(QRect(0, 0, 100, steps.row_height()))
        assert upper.top() >= 0
        assert lower.bottom() <= steps.row_height()
        assert upper.height() >= QFontMetrics(theme.font(14)).height()


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_text_of_a_card_fits_it(percent: int, qapp: QApplication) -> None:
    theme.wear(qapp, Look(LIGHT, percent))
    cards = CardList()
    cards.resize(theme.px(280), 600)
    finding = Finding(
        key="key", code="requests.total", severity=Severity.ERROR, section="requests", title="", message=""
    )
    long = "第一项加第二项之和，应等于第三项（七）总计加第四项。" * 3
    card = Card(
        "key",
        "总计：一、二两项之和与三、四两项之和不符",
        "一加二 14，三（七）加四 32，相差 18",
        long,
        (finding,),
    )
    cards.cards_model.show([card])
    delegate = cards.itemDelegate()
    assert isinstance(delegate, CardDelegate)
    index = cards.cards_model.index(0)
    assert index.data(CARD_ROLE) is card
    hint = delegate.sizeHint(QStyleOptionViewItem(), index)
    tag, title, strip, text, _mend = drawing._laid_out(drawing._words(card), hint.width()).texts
    assert tag.height() >= QFontMetrics(theme.font(11)).height()
    assert title.bottom() < strip.top() and strip.bottom() < text.top() and text.bottom() < hint.height()
    for rect, size, words in ((title, 13, card.title), (text, 12, card.text)):
        needed = QFontMetrics(theme.font(size)).boundingRect(
            QRect(0, 0, rect.width(), 10_000), int(Qt.TextFlag.TextWordWrap), words
        )
        assert needed.height() <= rect.height()


@pytest.mark.parametrize("percent", PERCENTS)
def test_no_button_or_field_is_smaller_than_its_text(percent: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(FORM_2021))
    window.resize(1366, 768)
    window.looks.resize(percent)
    for step in wizard.steps:
        wizard.go_to_step(step.id)
        QApplication.processEvents()
        for widget in wizard.findChildren(QWidget):
            if widget.isVisible() and isinstance(widget, (QPushButton, QLineEdit, QComboBox)):
                assert widget.height() >= QFontMetrics(widget.font()).height(), (step.id, widget.objectName())
                assert widget.width() >= widget.minimumSizeHint().width(), (step.id, widget.objectName())

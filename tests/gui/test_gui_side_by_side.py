"""Two reports side by side: a second window with a session of its own, which never ends the program."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from core import report_of
from gui.desk import RECEIVED, banner, clear_away, figure, opened, put_up_border, table, wizard_of
from gui.typist import CTRL, Typist
from reportdesk.gui.grid.geometry import padding
from reportdesk.gui.library.picker import PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.second_window import SecondWindow, tile
from reportdesk.gui.wizard import Wizard
from reportdesk.session import Session, create
from reportdesk.store.store import Store


def second_of(window: MainWindow) -> SecondWindow:
    QApplication.processEvents()
    second = window.beside.window
    assert second is not None
    assert second.isVisible()
    return second


def second_wizard(window: MainWindow) -> Wizard:
    wizard = second_of(window).wizard()
    assert wizard is not None
    return wizard


def press(widget: QWidget, words: str, kind: type[QPushButton] | type[QToolButton] = QPushButton) -> None:
    button = next(b for b in widget.findChildren(kind) if b.isVisible() and b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def pick(typist: Typist, window: MainWindow, act: Callable[[PickReportDialog], None]) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PickReportDialog)
        act(dialog)

    typist.during(answer, lambda: press(wizard_of(window), "并排查看"))


def test_a_report_from_the_list_opens_beside(window: MainWindow, store: Store) -> None:
    last, this = create(store, report_of(year=2022)), create(store, report_of(year=2023))
    window.library.enter()
    Typist(window).press(Qt.Key.Key_Return, CTRL)
    second = second_of(window)
    assert second_wizard(window).session.id == this
    assert "2023 年度" in second.windowTitle()
    assert window.wizard() is None, "the list stays in the first window"
    window.open_report(last)
    for wizard, value in ((wizard_of(window), 3), (second_wizard(window), 4)):
        wizard.session.set_cells({RECEIVED: value})
    assert [Session(store, report).report.cell(RECEIVED) for report in (last, this)] == [3, 4]


def test_the_key_that_leads_to_the_library_closes_the_second_window(window: MainWindow, store: Store) -> None:
    create(store, report_of())
    window.library.enter()
    Typist(window).press(Qt.Key.Key_Return, CTRL)
    second = second_of(window)
    Typist(second).press(Qt.Key.Key_W, CTRL)
    QApplication.processEvents()
    assert window.beside.window is None
    assert window.isVisible()


@pytest.mark.parametrize("width", [683, 667])
@pytest.mark.parametrize("step", ["disclosure", "requests", "review"])
def test_half_a_screen_of_1366_pixels_shows_every_column_whole(
    step: str, width: int, window: MainWindow, wizard: Wizard
) -> None:
    window.setMinimumSize(600, 480)
    window.resize(width, 720)
    wizard.go_to_step(step)
    QApplication.processEvents()
    view = table(wizard).view
    heads = view.horizontalHeader()
    last = heads.count() - 1
    assert heads.sectionViewportPosition(last) + heads.sectionSize(last) <= view.viewport().width()
    digits = view.fontMetrics().horizontalAdvance("555")
    assert min(map(heads.sectionSize, range(heads.count()))) >= digits + 2 * padding()


def test_two_windows_share_the_screen(window: MainWindow, store: Store) -> None:
    opened(window, store, report_of(year=2022))
    before = window.geometry()
    window.open_second(create(store, report_of(year=2023)))
    second = second_of(window)
    room = window.screen().availableGeometry()
    assert window.geometry().left() < second.geometry().left()
    assert second.geometry().right() <= room.right()
    assert window.width() >= window.minimumWidth()
    assert max(window.minimumWidth(), second.minimumWidth()) <= 683
    second.close()
    clear_away()
    assert window.beside.window is None
    assert window.isVisible()
    assert window.width() >= min(before.width(), 1024)


def test_a_wide_screen_is_halved(qapp: QApplication) -> None:
    left, right = QWidget(), QWidget()
    left.show()
    right.show()
    tile(left, right)
    room = left.screen().availableGeometry()
    assert abs(left.frameGeometry().width() - room.width() // 2) <= 8
    assert not left.frameGeometry().adjusted(4, 4, -4, -4).intersects(right.frameGeometry().adjusted(4, 4, -4, -4))
    for widget in (left, right):
        widget.close()
        widget.deleteLater()


def test_the_size_beside_is_not_kept_for_the_next_start(window: MainWindow, store: Store) -> None:
    window._save_geometry()
    kept = store.setting("window_geometry")
    window.open_second(create(store, report_of()))
    second_of(window)
    window._save_geometry()
    assert store.setting("window_geometry") == kept


def test_one_report_is_never_open_twice(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store)
    window.open_second(wizard.session.id)
    assert window.beside.window is None
    other = create(store, report_of(year=2023))
    window.open_second(other)
    second, beside = second_of(window), second_wizard(window)
    window.open_second(other)
    assert second_wizard(window) is beside
    window.open_report(other)
    assert second_of(window) is second
    assert wizard_of(window) is wizard, "what the first window shows stays"


def test_another_report_takes_the_place_of_the_second(window: MainWindow, store: Store) -> None:
    first, other = (create(store, report_of(year=year)) for year in (2022, 2023))
    window.open_second(first)
    second, session = second_of(window), second_wizard(window).session
    window.open_second(other)
    assert second_of(window) is second
    assert second_wizard(window).session.id == other
    assert session._listeners == []
    assert "2023" in second.windowTitle()


def test_the_second_closes_by_its_button_and_the_first_goes_on(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store)
    window.open_second(create(store, report_of(year=2023)))
    second = second_of(window)
    assert not second.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    session = second_wizard(window).session
    assert all(b.text() != "并排查看" or not b.isVisible() for b in second.findChildren(QPushButton))
    press(second, "关闭窗口")
    clear_away()
    assert window.beside.window is None
    assert session._listeners == []
    wizard.session.set_cells({RECEIVED: 8})
    assert figure(wizard, RECEIVED) == "8"


def test_closing_the_first_closes_the_second(window: MainWindow, store: Store) -> None:
    window.open_second(create(store, report_of()))
    second = second_of(window)
    window.close()
    assert not second.isVisible()


def test_the_list_shows_what_was_done_beside(window: MainWindow, store: Store) -> None:
    window.open_second(create(store, report_of()))
    second_wizard(window).session.set_cells({RECEIVED: None})
    second_of(window).close()
    model = window.library.view.model()
    assert "未填" in model.index(0, 4).data()


def test_the_wizard_asks_which_and_proposes_last_year(window: MainWindow, store: Store, typist: Typist) -> None:
    create(store, report_of(unit="乙镇", year=2022))
    last = create(store, report_of(year=2022))
    create(store, report_of(unit="丙镇", year=2021))
    wizard = opened(window, store, report_of(year=2023))
    seen: list[int] = []

    def act(dialog: PickReportDialog) -> None:
        chosen = dialog.chosen()
        seen.append(chosen.id if chosen else 0)
        assert dialog.view.model().rowCount() == 3
        dialog.view.head_clicked.emit(1)
        assert dialog.chosen() == chosen, "another order, the same report"
        typist.press(Qt.Key.Key_Return)

    pick(typist, window, act)
    assert seen == [last]
    assert second_wizard(window).session.id == last
    assert wizard_of(window) is wizard


def test_the_question_is_searched_and_given_up(window: MainWindow, store: Store, typist: Typist) -> None:
    create(store, report_of(unit="冠县档案馆", year=2022))
    opened(window, store, report_of(year=2023))

    def act(dialog: PickReportDialog) -> None:
        typist.write("没有")
        assert not dialog.view.isVisible()
        typist.press(Qt.Key.Key_Return)
        assert dialog.isVisible(), "nothing can be opened"
        dialog.search.clear()
        typist.press(Qt.Key.Key_Down)
        typist.write("gx")
        assert dialog.search.text() == "gx"
        assert dialog.view.model().rowCount() == 1
        typist.press(Qt.Key.Key_Escape)

    pick(typist, window, act)
    assert window.beside.window is None


def test_a_report_open_beside_is_closed_before_it_is_deleted(window: MainWindow, store: Store) -> None:
    report = create(store, report_of())
    window.library.enter()
    window.open_second(report)
    session = second_wizard(window).session
    window.activateWindow()
    window.library.view.setFocus()
    Typist(window).press(Qt.Key.Key_Delete)
    clear_away()
    assert window.beside.window is None
    assert session._listeners == []
    assert "已移到回收站" in banner(window)
    window.banner.accept()
    window.open_second(report)
    second_wizard(window).session.set_cells({RECEIVED: 5})
    assert Session(store, report).report.cell(RECEIVED) == 5


def test_an_error_is_told_in_the_window_it_is_about(
    window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    report = create(store, report_of())
    window.open_second(report)
    second = second_of(window)
    wizard = second_wizard(window)
    wizard.session.set_cells({RECEIVED: 2})
    Session(store, report).set_cells({RECEIVED: 1})
    wizard.go_to_step("requests", RECEIVED)
    Typist(second).press(Qt.Key.Key_Z, CTRL)
    assert "另一个窗口" in second.banner.text()
    assert banner(window) == ""
    assert Session(store, report).report.cell(RECEIVED) == 1


def test_a_report_that_is_gone_opens_no_second(window: MainWindow, store: Store, tmp_path: Path) -> None:
    report = create(store, report_of())
    store.discard(report)
    with pytest.raises(Exception, match="回收站"):
        window.open_second(report)
    assert window.beside.window is None

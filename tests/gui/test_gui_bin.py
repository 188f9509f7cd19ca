"""报告库 by keyboard: copies, the recycle bin, and what is asked before something is gone for good."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton, QToolButton

from core import report_of
from gui.desk import RECEIVED, Start, banner, empty_note, figure, modal_box, opened, wizard_of
from gui.published import Scene
from gui.typist import CTRL, Typist
from reportdesk.gui.library.begin import open_practice
from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.main_window import MainWindow
from reportdesk.session import Session, create
from reportdesk.store.store import Store


@pytest.fixture
def reports(window: MainWindow, store: Store) -> list[int]:
    """Return three reports in the list, the first of it first."""
    made = [create(store, report_of(unit=unit)) for unit in ("甲镇", "乙镇", "丙镇")][::-1]
    window.library.enter()
    return made


def note(window: MainWindow) -> str:
    empty = empty_note(window)
    assert empty is not None
    return empty.text()


def shown(window: MainWindow) -> list[int]:
    model = window.library.view.model()
    assert isinstance(model, LibraryModel)
    return [model.entry(row).id for row in range(model.rowCount())]


def chosen(window: MainWindow) -> int:
    entry = window.library.chosen()
    return entry.id if entry else 0


def press_deed(window: MainWindow, words: str) -> None:
    button = next(b for b in window.library.findChildren(QToolButton) if b.isVisible() and b.text().startswith(words))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press_banner(window: MainWindow, words: str) -> None:
    button = next(b for b in window.banner.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def deeds_offered(window: MainWindow) -> list[str]:
    return [b.text() for b in window.library.findChildren(QToolButton) if b.isVisible() and b.isEnabled()]


def test_delete_moves_to_the_bin_and_undo_brings_back(window: MainWindow, store: Store, reports: list[int]) -> None:
    typist = Typist(window)
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Delete)
    assert shown(window) == [reports[0], reports[2]]
    assert chosen(window) == reports[2], "the next one is chosen"
    assert "已移到回收站：“乙镇”2021 年度报告" in banner(window)
    assert [entry.id for entry in store.discarded()] == [reports[1]]
    press_banner(window, "撤销")
    assert shown(window) == reports
    assert chosen(window) == reports[1]
    assert "已还原" in banner(window)


def test_undo_by_key_takes_the_last_deletion_back_once(window: MainWindow, reports: list[int]) -> None:
    typist = Typist(window)
    typist.press(Qt.Key.Key_Delete)
    typist.press(Qt.Key.Key_Delete)
    assert shown(window) == reports[2:]
    typist.press(Qt.Key.Key_Z, CTRL)
    assert shown(window) == reports[1:]
    typist.press(Qt.Key.Key_Z, CTRL)
    assert shown(window) == reports[1:]


def test_a_closed_offer_is_not_taken(window: MainWindow, reports: list[int]) -> None:
    typist = Typist(window)
    typist.press(Qt.Key.Key_Delete)
    press_banner(window, "知道了")
    window.activateWindow()
    window.library.view.setFocus()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert shown(window) == reports[1:]


def test_the_last_report_deleted_leaves_a_way_back(window: MainWindow, store: Store) -> None:
    create(store, report_of())
    window.library.enter()
    Typist(window).press(Qt.Key.Key_Delete)
    assert not window.library.view.isVisible()
    assert "还没有报告" in note(window)
    assert "回收站" in note(window)
    assert "回收站（1）" in deeds_offered(window)


def test_the_bin_restores_with_history(window: MainWindow, store: Store, reports: list[int]) -> None:
    Session(store, reports[0]).set_cells({RECEIVED: 7})
    window.library.refresh(reports[0])
    typist = Typist(window)
    typist.press(Qt.Key.Key_Delete)
    press_deed(window, "回收站")
    assert shown(window) == [reports[0]]
    assert deeds_offered(window) == ["还原", "彻底删除", "返回我的报告"]
    assert window.library.view.accessibleName() == "回收站"
    head = window.library.view.model().headerData(5, Qt.Orientation.Horizontal)
    assert head == "删除时间"
    assert window.library.view.hasFocus()
    typist.press(Qt.Key.Key_Return)
    assert "回收站是空的" in note(window)
    assert "不会自动清除" in note(window)
    typist.press(Qt.Key.Key_Escape)
    assert sorted(shown(window)) == sorted(reports)
    assert Session(store, reports[0]).can_undo()


def answer(words: str, seen: list[QMessageBox]) -> None:
    box = modal_box(QApplication.activeModalWidget())
    seen.append(box)
    default = box.defaultButton()
    assert default.text() == box.escapeButton().text() == "不删除"
    QTest.mouseClick(next(b for b in box.buttons() if b.text() == words), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("words", "left"), [("不删除", 1), ("彻底删除", 0)])
def test_for_good_is_asked_and_the_safe_answer_is_the_default(
    window: MainWindow, store: Store, reports: list[int], words: str, left: int
) -> None:
    store.discard(reports[0])
    window.library.show_list(binned=True)
    typist, seen = Typist(window), list[QMessageBox]()
    typist.during(lambda: answer(words, seen), lambda: typist.press(Qt.Key.Key_Delete))
    assert len(seen) == 1
    assert len(store.discarded()) == len(shown(window)) == left


def test_return_and_escape_leave_a_report_in_the_bin(window: MainWindow, store: Store, reports: list[int]) -> None:
    store.discard(reports[0])
    window.library.show_list(binned=True)
    typist = Typist(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        typist.during(lambda key=key: typist.press(key), lambda: typist.press(Qt.Key.Key_Delete))  # type: ignore[misc]
        window.library.view.setFocus()
    assert [entry.id for entry in store.discarded()] == [reports[0]]


def test_the_bin_is_searched_and_left_by_escape(window: MainWindow, store: Store, reports: list[int]) -> None:
    for report_id in reports[:2]:
        store.discard(report_id)
    window.library.show_list(binned=True)
    typist = Typist(window)
    typist.write("yz")
    assert [e.unit for e in store.discarded() if e.id in shown(window)] == ["乙镇"]
    typist.press(Qt.Key.Key_Escape)
    assert len(shown(window)) == 2
    typist.press(Qt.Key.Key_Escape)
    assert shown(window) == reports[2:]


def test_a_copy_is_made_and_chosen(window: MainWindow, store: Store, reports: list[int]) -> None:
    Typist(window).press(Qt.Key.Key_D, CTRL)
    assert len(shown(window)) == 4
    copy = chosen(window)
    assert copy not in reports
    assert f"编号 {copy}" in banner(window)
    assert Session(store, copy).report == Session(store, reports[0]).report
    Typist(window).press(Qt.Key.Key_Return)
    assert wizard_of(window).session.id == copy


def test_a_copy_of_the_practice_report_outlives_its_reset(window: MainWindow, store: Store) -> None:
    practice = open_practice(store)
    window.library.enter()
    Typist(window).press(Qt.Key.Key_D, CTRL)
    copy = chosen(window)
    assert [window.library.view.model().index(row, 2).data() for row in range(2)] == ["练习", "练习"]
    made = open_practice(store, practice)
    assert sorted(entry.id for entry in store.entries()) == sorted((copy, made))


def test_delete_and_return_in_the_search_are_the_searchs(window: MainWindow, reports: list[int]) -> None:
    typist = Typist(window)
    typist.press(Qt.Key.Key_F, CTRL)
    typist.press(Qt.Key.Key_Delete)
    assert shown(window) == reports


def give_up() -> None:
    """Leave the dialog that is open."""
    shown = QApplication.activeModalWidget()
    assert shown is not None
    Typist(shown).press(Qt.Key.Key_Escape)


def test_return_on_a_card_begins_and_opens_nothing(window: MainWindow, store: Store, reports: list[int]) -> None:
    window.library.cards[0].setFocus()
    typist = Typist(window)
    Scene(give_up).play(lambda: typist.press(Qt.Key.Key_Space))
    typist = Typist(window)
    assert window.wizard() is None
    window.library.cards[0].setFocus()
    typist.press(Qt.Key.Key_Delete)
    assert shown(window) == reports


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_O])
def test_new_and_import_have_keys(window: MainWindow, reports: list[int], key: Qt.Key) -> None:
    asked: list[str] = []
    window.library.deed_requested.connect(lambda deed, _entry: asked.append(deed))
    typist = Typist(window)
    Scene(give_up).play(lambda: typist.press(key, CTRL))
    assert asked == ["new" if key == Qt.Key.Key_N else "import"]


MENU = [
    *("打开", "并排打开", "核对…", "以这份为上年报告", "用文件更新这份报告", "提取上年数"),
    *("复制一份", "删除", "以上年报告为底稿", "导入已发布的报告", "新建空白报告", "排序"),
]


def test_the_menu_offers_what_the_keys_do(window: MainWindow, reports: list[int]) -> None:
    view = window.library.view
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        place = QPoint(40, 60)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place)))
        menu = next(m for m in window.library.findChildren(QMenu) if m.isVisible())
        words = [action.text() for action in menu.actions() if action.isVisible() and action.text()]
        assert words == MENU
        menu.close()
        QApplication.processEvents()


def test_a_deleted_report_is_not_opened_at_the_next_start(window: MainWindow, store: Store, start: Start) -> None:
    wizard = opened(window, store)
    assert figure(wizard, RECEIVED) == "0"
    store.discard(wizard.session.id)
    again = start(store)
    assert again.wizard() is None

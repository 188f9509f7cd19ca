"""What 用文件更新 makes of blanks: told apart from changes, and never taken over but one by one."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core import put
from gui.desk import FEE, GRANTED, RECEIVED
from gui.published import STROKE, YEAR, published
from gui.typist import Typist
from reportdesk.gui import theme
from reportdesk.gui.importing.update_dialog import UpdateDialog
from reportdesk.gui.importing.updates import Kind, Update, planned, updates, warning
from reportdesk.gui.main_window import MainWindow
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread

ROOM = QSize(1366 - 80, 768 - 80)  # what a small screen has beside a task bar and the dialog's frame
UPHELD = "review.reconsideration.upheld"
KINDS = {
    RECEIVED: Kind.CHANGED,
    FEE: Kind.FILLED,
    GRANTED: Kind.EMPTIED,
    STROKE: Kind.UNREAD,
}
PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])


def both() -> tuple[Report, Report]:
    """Return a report and a file with one figure of each kind, totals and words apart."""
    report, new = published(), published()
    put(report, {FEE: None})
    put(new, {RECEIVED: 8, FEE: 0, GRANTED: None, STROKE: Unread("约3")})
    return report, new


def by_name(found: list[Update]) -> dict[str, Update]:
    return {each.slot.name: each for each in found}


@pytest.fixture
def shown(window: MainWindow) -> UpdateDialog:
    return dialog(window)


def dialog(window: MainWindow, percent: int = 100) -> UpdateDialog:
    window.looks.resize(percent)
    report, new = both()
    made = UpdateDialog(window, updates(report, new), "新的年报.docx", warning(report, new))
    made.show()
    made.resize(min(theme.px(1080), ROOM.width()), min(theme.px(620), ROOM.height()))
    made.activateWindow()
    QApplication.processEvents()
    return made


def names(shown: UpdateDialog) -> set[str]:
    """Return what is ticked of the cells in question."""
    return {each.slot.name for each in shown.chosen()} & set(KINDS)


def press(shown: UpdateDialog, text: str) -> None:
    next(made for made in shown.findChildren(QPushButton) if made.text() == text).click()


def test_a_blank_on_one_side_is_no_change() -> None:
    found = by_name(updates(*both()))
    assert {name: found[name].kind for name in KINDS} == KINDS
    assert {name for name in KINDS if found[name].likely} == {RECEIVED, FEE}
    assert (found[FEE].old, found[FEE].new) == ("未填", "0")
    assert (found[GRANTED].old, found[GRANTED].new) == ("0", "空白")
    assert found[STROKE].new == "未读出：约3"


def test_blank_0_and_not_applicable_are_three_things() -> None:
    values = (None, 0, NOT_APPLICABLE)
    kinds = {}
    for old in values:
        for new in values:
            report, other = published(), published()
            put(report, {UPHELD: old})
            put(other, {UPHELD: new})
            each = by_name(updates(report, other)).get(UPHELD)
            kinds[old, new] = each and each.kind
    assert kinds == {
        (None, None): None, (0, 0): None, (NOT_APPLICABLE, NOT_APPLICABLE): None,
        (None, 0): Kind.FILLED, (None, NOT_APPLICABLE): Kind.FILLED,
        (0, None): Kind.EMPTIED, (NOT_APPLICABLE, None): Kind.EMPTIED,
        (0, NOT_APPLICABLE): Kind.CHANGED, (NOT_APPLICABLE, 0): Kind.CHANGED,
    }  # fmt: skip


def test_a_blank_of_the_file_never_takes_the_place_of_what_was_not_read() -> None:
    report, new = published(), published()
    put(report, {GRANTED: Unread("约3"), STROKE: None})
    put(new, {GRANTED: None, STROKE: Unread("约3")})
    found = by_name(updates(report, new))
    assert (found[GRANTED].kind, found[GRANTED].old, found[GRANTED].likely) == (Kind.EMPTIED, "未读出：约3", False)
    assert (found[STROKE].kind, found[STROKE].likely) == (Kind.UNREAD, False)


@pytest.mark.parametrize(("mine", "theirs", "kind"), [
    ("本年收到申请3件。", "", Kind.EMPTIED), ("", "本年收到申请3件。", Kind.FILLED),
    ("本年收到申请3件。", "本年收到申请4件。", Kind.CHANGED),
])  # fmt: skip
def test_words_of_one_side_alone_are_told_apart_too(mine: str, theirs: str, kind: Kind) -> None:
    report, new = published(), published()
    report.apply(report.set_prose("problems", mine))
    new.apply(new.set_prose("problems", theirs))
    (found,) = updates(report, new)
    assert (found.kind, found.likely) == (kind, kind is not Kind.EMPTIED)


def test_changes_come_before_blanks() -> None:
    order = [list(Kind).index(each.kind) for each in updates(*both())]
    assert order == sorted(order)
    assert len(set(order)) == len(Kind)


def test_only_true_changes_are_counted_as_different(shown: UpdateDialog) -> None:
    found = updates(*both())
    changed = sum(each.kind is Kind.CHANGED for each in found)
    (title,) = (each.text() for each in shown.findChildren(QLabel) if each.objectName() == "sectionTitle")
    assert title == f"“新的年报.docx”与这份报告有 {changed} 处不同，另有 {len(found) - changed} 处空白或未读出"


def test_a_filter_shows_one_kind_and_a_second_click_all(shown: UpdateDialog) -> None:
    rows = shown.updates.rowCount()
    filters = {made.text().rpartition(" ")[0]: made for made in shown.kinds.findChildren(QPushButton)}
    for kind in Kind:
        filters[kind].click()
        assert shown.kinds.kind() is kind
        assert 0 < shown.updates.rowCount() < rows
        assert filters[kind].text() == f"{kind} {shown.updates.rowCount()}"
        assert shown.table.currentIndex().row() == 0
    filters[Kind.UNREAD].click()
    assert shown.updates.rowCount() == rows


def test_taking_all_never_loses_a_figure(shown: UpdateDialog) -> None:
    press(shown, "全部不采用")
    assert names(shown) == set()
    press(shown, "全部采用")
    assert names(shown) == {RECEIVED, FEE}
    for kind in (Kind.EMPTIED, Kind.UNREAD):
        shown.kinds.choose(kind)
        assert not shown._all.isEnabled()
    report, new = both()
    report.apply(planned(report, new, shown.chosen(), "导入"))
    assert (report.cell(RECEIVED), report.cell(FEE), report.cell(GRANTED)) == (8, 0, 0)


def test_a_blank_is_taken_over_where_it_is_ticked_by_itself(shown: UpdateDialog) -> None:
    shown.kinds.choose(Kind.EMPTIED)
    row = next(row for row in range(shown.updates.rowCount()) if shown.updates._shown[row].slot.name == GRANTED)
    shown.table.selectRow(row)
    shown.table.setFocus()
    Typist(shown).press(Qt.Key.Key_Space)
    assert names(shown) == {RECEIVED, FEE, GRANTED}


def test_ticks_out_of_sight_stay_and_are_told_of(shown: UpdateDialog) -> None:
    before = shown.chosen()
    shown.kinds.choose(Kind.EMPTIED)
    assert shown.chosen() == before
    assert f"还有 {len(before)} 处打了勾" in shown._told.text()
    press(shown, "全部不采用")
    assert shown.chosen() == before, "what is not shown is not touched"


def test_no_filters_stand_where_there_is_nothing_to_tell_apart(window: MainWindow) -> None:
    report, new = published(), published()
    put(new, {RECEIVED: 8})
    made = UpdateDialog(window, updates(report, new), "新的年报.docx", "")
    made.show()
    assert not made.kinds.isVisible()
    assert "另有" not in "".join(each.text() for each in made.findChildren(QLabel))
    made.reject()


@PERCENTS
def test_rows_and_the_line_above_them_are_read_in_full(percent: int, window: MainWindow) -> None:
    shown = dialog(window, percent)
    assert "…" not in shown._told.shown()
    notes = [row for row in range(shown.updates.rowCount()) if shown.updates._shown[row].note]
    assert notes
    for row in notes:
        note, place = shown.updates._shown[row].note, str(shown.updates.index(row, 1).data())
        assert shown.table.isColumnHidden(4) == (note in place), "a note stands in one place"
    assert shown.table.isColumnHidden(4) == (percent > 100)
    for row in range(shown.updates.rowCount()):
        assert shown.table.rowHeight(row) <= shown.table.viewport().height()
    lines = max(shown.table.rowHeight(row) for row in notes) // theme.px(15)
    assert lines < 9, "names of rows in a pillar"
    shown.reject()
    window.looks.resize(100)


def test_a_file_of_another_year_keeps_its_kinds() -> None:
    report, new = both()
    new.apply(new.set_year(YEAR + 1))
    found = by_name(updates(report, new))
    assert {name: found[name].kind for name in KINDS} == KINDS
    assert not any(each.likely for each in found.values())

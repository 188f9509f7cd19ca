"""What the preview of a published report looks like on a small screen with large text: nothing cut, all in reach."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.published import ALSO_STROKE, STROKE, UNREAD, YEAR, page, published
from gui.typist import SHIFT, Typist
from reportdesk.gui import theme
from reportdesk.gui.grid.geometry import padding
from reportdesk.gui.importing.dialog import CARRY, MAKE
from reportdesk.gui.importing.preview import Preview
from reportdesk.gui.importing.tables import Front, SectionTables
from reportdesk.gui.importing.trial import Mark, Trial
from reportdesk.gui.main_window import MainWindow
from reportdesk.intake.published import read_text

PERCENTS = pytest.mark.parametrize("percent", [100, 150, 200])
LARGE = pytest.mark.parametrize("percent", [150, 200])
SIZE = 1366, 720  # of a small screen without its task bar and the window's title
PRINTED = {UNREAD: "22（其中修订16件）", STROKE: "/", ALSO_STROKE: "/"}
WANTING = "请先填写年度：原文没有写明。"
Show = Callable[..., Preview]


@pytest.fixture
def show(window: MainWindow) -> Iterator[Show]:
    """Show the preview of a page, without a title where its year is to be unknown."""
    shown: list[Preview] = []

    def make(percent: int, *, title: bool = True, source: str = "上年报告.html", stroke: str = "/") -> Preview:
        window.looks.resize(percent)
        trial = Trial(read_text(page(published(), {**PRINTED, STROKE: stroke}, title)), YEAR)
        made = Preview(trial, source, (MAKE, CARRY))
        shown.append(made)
        made.resize(*SIZE)
        made.show()
        made.activateWindow()
        made.enter()
        settle()
        return made

    yield make
    for each in shown:
        each.detach()
        each.close()
        each.deleteLater()
    window.looks.resize(100)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def tables(shown: Preview) -> SectionTables:
    """Return the section of the cells to look at."""
    return shown.tables["requests"]


@PERCENTS
def test_it_never_grows_beyond_the_screen(percent: int, show: Show) -> None:
    shown = show(percent, title=False)
    assert shown._told.isVisible()
    for act in (lambda: shown.refuse(WANTING), lambda: shown.year.setValue(YEAR)):
        act()
        settle()
        assert (shown.width(), shown.height()) == SIZE
        assert shown.minimumSizeHint().height() <= SIZE[1]
    assert shown._told.isVisible(), "what is to be known of the file comes back"


@PERCENTS
def test_both_tables_are_in_reach_of_f6_and_back(percent: int, show: Show) -> None:
    shown = show(percent)
    here, typist, none = tables(shown), Typist(shown), Qt.KeyboardModifier.NoModifier
    for held, expected in ((none, [here.printed, here.official]), (SHIFT, [here.official, here.printed])):
        shown.correction.field.setFocus()
        visited = []
        for _pane in range(6):
            typist.press(Qt.Key.Key_F6, held)
            focused = QApplication.focusWidget()
            assert focused is not None
            assert focused.isVisible()
            visited.append(focused)
        assert [view for view in visited if view in expected] == expected
        assert visited[-1] is shown.correction.field


@LARGE
def test_one_table_is_shown_at_a_time_and_a_click_turns_to_the_other_everywhere(percent: int, show: Show) -> None:
    shown = show(percent)
    here = tables(shown)
    assert here.printed is not None
    assert (here.printed.isVisible(), here.official.isVisible()) == (True, False)
    (other,) = (made for made in here.turn.findChildren(QPushButton) if made.text() == Front.OFFICIAL)
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert (here.printed.isVisible(), here.official.isVisible()) == (False, True)
    for section in shown.tables.values():
        shown.tabs.setCurrentWidget(section)
        settle()
        assert section.official.isVisible()


def test_both_tables_are_shown_where_there_is_room(show: Show) -> None:
    here = tables(show(100))
    assert here.printed is not None
    assert here.printed.isVisible()
    assert here.official.isVisible()
    assert not here.turn.isVisible()


def test_a_refused_text_in_the_official_table_stays_in_front(show: Show) -> None:
    shown = show(200)
    here = tables(shown)
    here.bring(Front.OFFICIAL)
    settle()
    here.official.open_with(UNREAD, "三十来件")
    here.bring(Front.PRINTED)
    assert here.front() is Front.OFFICIAL
    assert here.official.isVisible()


@PERCENTS
def test_words_in_place_of_a_figure_have_room_for_all_their_lines(percent: int, show: Show) -> None:
    printed = tables(show(percent)).printed
    assert printed is not None
    index = printed.printed.place_of(UNREAD)
    room = printed.visualRect(index).adjusted(theme.px(11), 0, -padding(), 0)
    metrics = QFontMetrics(theme.font(13))
    assert metrics.horizontalAdvance(str(index.data())) > room.width(), "nothing to wrap"
    needed = metrics.boundingRect(QRect(0, 0, room.width(), 9999), int(Qt.TextFlag.TextWordWrap), index.data())
    assert printed.rowHeight(index.row()) >= needed.height()


@PERCENTS
def test_going_to_a_cell_leaves_the_labels_in_sight(percent: int, show: Show) -> None:
    printed = tables(show(percent)).printed
    assert printed is not None
    assert printed.horizontalScrollBar().value() == 0
    assert printed.visualRect(printed.printed.place_of(UNREAD)).right() < printed.viewport().width()


@PERCENTS
def test_a_cell_is_named_in_full_in_the_list(percent: int, show: Show) -> None:
    shown = show(percent)
    for row in range(len(shown.list.rows.addresses)):
        index = shown.list.rows.index(row, 1)
        room = shown.list.visualRect(index).width() - theme.px(12)
        lines = QRect(0, 0, room, 9999)
        needed = shown.list.fontMetrics().boundingRect(lines, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        assert shown.list.rowHeight(row) >= needed.height()
        state = shown.list.rows.index(row, 0)
        assert shown.list.fontMetrics().horizontalAdvance(str(state.data())) < shown.list.columnWidth(0)
        assert state.data(Qt.ItemDataRole.AccessibleTextRole) == shown.trial.mark(shown.list.rows.addresses[row])


@PERCENTS
def test_the_cell_at_hand_is_whole_beside_the_tables(percent: int, show: Show) -> None:
    shown = show(percent, title=False)  # with the line of notes, which takes height too
    for _cell in shown.list.rows.addresses:
        settle()
        card = shown.correction
        top = card.mapTo(shown.side, QPoint(0, 0)).y()
        assert top >= 0
        assert top + card.height() <= shown.side.height()
        for each in [*card.findChildren(QPushButton), card.field]:
            assert not each.isVisible() or each.geometry().bottom() < card.height()
        assert card._name.height() >= card._name.heightForWidth(card._name.width())
        shown.list.walk(1)


@PERCENTS
def test_the_side_does_not_scroll_without_need(percent: int, show: Show) -> None:
    assert show(percent).side._scroll.verticalScrollBar().maximum() == 0


@LARGE
def test_a_refusal_and_its_field_are_in_sight_together(percent: int, show: Show) -> None:
    shown = show(percent, title=False, stroke="大约三十来件，其中当面答复的不在内，以后再核实")
    shown.list.choose(STROKE)
    settle()
    typist = Typist(shown)
    shown.correction.field.setFocus()
    shown.correction.field.selectAll()
    typist.write("三十来件")
    typist.press(Qt.Key.Key_Return)
    settle()
    for each in (shown.correction.field, shown.correction.refusal):
        top = each.mapTo(shown.side, QPoint(0, 0)).y()
        assert top >= 0
        assert top + each.height() <= shown.side.height()


@PERCENTS
def test_what_is_left_to_do_is_said_without_a_cut(percent: int, show: Show) -> None:
    shown = show(percent)
    assert "…" not in shown._left.shown()
    assert shown._left.shown().startswith(("还有 1 格没有读出", "1 格未读出，2 格存疑"))
    shown.trial.take(UNREAD, "38")
    shown.trial.confirm([STROKE, ALSO_STROKE])
    shown._refresh()
    assert shown.trial.counts()[Mark.ODD]
    assert "…" not in shown._left.shown()
    assert "勾稽不符" in shown._left.shown()


@LARGE
def test_a_long_file_name_is_read_in_full(percent: int, show: Show) -> None:
    shown = show(percent, source="2022年度政府信息公开工作年度报告.html")
    title = next(each for each in shown.findChildren(type(shown._left)) if each.objectName() == "pageTitle")
    assert "2022年度政府信息公开工作年度报告.html" in title.shown()


def test_the_table_as_printed_ends_with_a_whole_column(show: Show) -> None:
    printed = tables(show(200)).printed
    assert printed is not None
    seen, whole = printed.viewport(), printed.whole_width()
    assert 0 < whole < seen.width(), "a column is cut"
    heads = printed.horizontalHeader()
    ends = {heads.sectionViewportPosition(column) for column in range(heads.count())}
    assert whole in ends
    image = seen.grab().toImage()
    beside = {image.pixelColor(x, y).name() for x in range(whole + 2, seen.width()) for y in range(0, seen.height(), 7)}
    assert beside == {theme.colour("card").name()}
    cut = heads.logicalIndexAt(seen.width() - 1)
    printed.setCurrentIndex(printed.model().index(3, cut))
    assert printed.whole_width() == seen.width() or printed.horizontalOffset() > 0, "what is in focus is drawn"

"""报告库 by keyboard: the search by unit, year and pinyin, the order of the list, and its heads."""

from html import escape
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core import FORM_2021
from gui.desk import Start, empty_note, wizard_of
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui.library import pinyin
from reportdesk.gui.library.columns import COLUMNS
from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.library.search import Finder
from reportdesk.gui.main_window import MainWindow
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.library import Entry, Summary
from reportdesk.store.store import Store

UNITS = ("冠县甘官屯街道办事处", "长沙市档案馆", "重庆市涪陵区", "Ａ区管委会（筹）", "亳州市第２中学", "厦门市")


def entries(*units: str) -> list[Entry]:
    return [
        Entry(number, "disclosure-2021", 2021 + number, unit, "draft", "", "", "", Summary())
        for number, unit in enumerate(units)
    ]


def found(text: str, *units: str) -> list[str]:
    return [entry.unit for entry in Finder().find(entries(*(units or UNITS)), text)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ggjd", 0), ("GXGG", 0), ("ｇｘｇｇ", 0), ("guanxian", 0), ("guanx", 0), ("街道 gx", 0), ("冠县 2021", 0),
        ("cs", 1), ("zhangsha", 1), ("cq", 2), ("fulingqu", 2), ("a区", 3), ("Ａ", 3), ("(筹)", 3), ("bz", 4),
        ("２", 4), ("第2", 4), ("2026年度 xm", 5), ("xiamen", 5),
    ],
)  # fmt: skip
def test_a_unit_is_found_by_its_name_year_and_initials(text: str, unit: int) -> None:
    assert UNITS[unit] in found(text)


@pytest.mark.parametrize("text", ["an", "冠县 2022", "gx cs", "zzz", "uanxian", "%", ".*", "\\", "\x00"])
def test_what_does_not_fit_is_not_found(text: str) -> None:
    assert UNITS[0] not in found(text)


def test_gaps_count_only_where_nothing_else_fits() -> None:
    units = ("冠县高店街道", "冠县甘官屯街道")
    assert found("gd", *units) == ["冠县高店街道"]
    assert found("gtjd", *units) == ["冠县甘官屯街道"]
    assert found("xgjd", *units) == list(units)


def test_no_words_find_everything() -> None:
    assert found(" 　\t") == list(UNITS)


@pytest.mark.parametrize(
    ("character", "readings"),
    [("区", "qo"), ("长", "cz"), ("重", "cz"), ("厦", "xs"), ("解", "jx"), ("曾", "zc"), ("单", "ds"), ("乐", "ly"),
     ("圳", "z"), ("亳", "b"), ("濮", "p"), ("涪", "f"), ("邗", "h"), ("硚", "q"), ("垟", "y"), ("莘", "xs"),
     ("番", "fp"), ("蔚", "wy"), ("歙", "sx"), ("六", "l"), ("铅", "qy"), ("甪", "l")],
)  # fmt: skip
def test_characters_of_places_are_read_as_there(character: str, readings: str) -> None:
    assert set(readings) <= set("".join(pinyin.spelling(character).initials))


def test_every_character_of_gb2312_has_a_reading() -> None:
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            assert all(letters.isascii() and letters.isalpha() for letters in pinyin.spelling(character).initials)


def test_a_name_of_many_readings_stays_few() -> None:
    assert len(pinyin.spelling("长重乐单会行都" * 20).initials) <= 16


def test_units_stand_in_the_order_of_a_dictionary() -> None:
    names = ["郑州", "厦门", "湖北", "河南", "河北", "广西", "广东", "重庆", "北京", "安徽"]
    assert sorted(names, key=pinyin.order_key) == names[::-1]


# In the window


@pytest.fixture
def filled(window: MainWindow, store: Store) -> MainWindow:
    for number, unit in enumerate(UNITS):
        create(store, Report(FORM_2021, 2021 + number, unit))
    window.library.enter()
    return window


def shown(window: MainWindow, column: int = 0) -> list[str]:
    model = window.library.view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def note(window: MainWindow) -> str:
    empty = empty_note(window)
    return empty.text() if empty is not None and empty.isVisible() else ""


def test_letters_in_the_list_go_to_the_search_and_down_comes_back(filled: MainWindow) -> None:
    typist = Typist(filled)
    assert filled.library.view.hasFocus()
    typist.write("c")
    assert filled.library.search.hasFocus()
    typist.write("q")
    assert shown(filled) == ["重庆市涪陵区"]
    assert "找到 1 份，共 6 份" in [text.text() for text in filled.library.findChildren(QLabel)]
    typist.press(Qt.Key.Key_Down)
    assert filled.library.view.hasFocus()
    typist.press(Qt.Key.Key_Up)
    assert filled.library.search.hasFocus()
    typist.press(Qt.Key.Key_Return)
    assert wizard_of(filled).session.report.unit() == "重庆市涪陵区"


def test_escape_clears_the_search(filled: MainWindow) -> None:
    typist = Typist(filled)
    typist.press(Qt.Key.Key_F, CTRL)
    assert filled.library.search.hasFocus()
    typist.write("没有这个单位")
    assert shown(filled) == []
    assert "没有找到“没有这个单位”" in note(filled)
    assert not filled.library.view.isVisible()
    typist.press(Qt.Key.Key_Return)
    assert filled.wizard() is None
    typist.press(Qt.Key.Key_Escape)
    assert filled.library.search.text() == ""
    assert len(shown(filled)) == len(UNITS)
    assert note(filled) == ""
    typist.press(Qt.Key.Key_Escape)
    assert filled.library.view.hasFocus()


def test_the_search_is_cleared_by_its_button(filled: MainWindow) -> None:
    filled.library.search.setText("没有")
    clear = next(b for b in filled.library.findChildren(QPushButton) if b.text() == "清除查找")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert filled.library.search.text() == ""
    assert filled.library.view.hasFocus()


def test_a_long_search_is_told_short(filled: MainWindow) -> None:
    filled.library.search.setText("某" * 80)
    assert len(note(filled)) < 80


def test_the_chosen_report_stays_chosen_while_it_is_found(filled: MainWindow) -> None:
    typist = Typist(filled)
    typist.press(Qt.Key.Key_Down)
    chosen = filled.library.chosen()
    assert chosen is not None
    filled.library.search.setText(chosen.unit[:2])
    assert filled.library.chosen() == chosen
    filled.library.search.clear()
    assert filled.library.chosen() == chosen


def click_head(window: MainWindow, place: int) -> None:
    header = window.library.view.horizontalHeader()
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionViewportPosition(place) + 20, 20)
    )
    QApplication.processEvents()


@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_every_column_sorts_by_key_and_click(place: int, filled: MainWindow, store: Store) -> None:
    filled.resize(1366, 768)
    typist, header = Typist(filled), filled.library.view.horizontalHeader()
    before = filled.library._model.order
    keys = COLUMNS[place].key
    orders: list[Qt.SortOrder] = []
    for click in (False, True):
        if click:
            click_head(filled, place)
        else:
            typist.press(Qt.Key(Qt.Key.Key_1.value + place), CTRL)
        assert header.isSortIndicatorShown()
        assert header.sortIndicatorSection() == place
        orders.append(header.sortIndicatorOrder())
        if keys is not None:
            model = filled.library.view.model()
            assert isinstance(model, LibraryModel)
            rows = [keys(model.entry(row)) for row in range(len(UNITS))]
            upside = orders[-1] == Qt.SortOrder.DescendingOrder
            assert rows == sorted(rows, reverse=upside)  # type: ignore[type-var]
    assert len(set(orders)) == 2, "the second time the other way round"
    falling = orders[0] == Qt.SortOrder.DescendingOrder
    assert falling == (not before[1] if before[0] == place else COLUMNS[place].falling)
    assert store.setting("library_order") == f"{'-' if not falling else ''}{COLUMNS[place].id}"


def test_the_order_is_remembered(filled: MainWindow, store: Store, start: Start) -> None:
    assert shown(filled)[0] == UNITS[-1], "the last edited stands first"
    click_head(filled, 0)
    ordered = shown(filled)
    assert ordered.index("亳州市第２中学") < ordered.index("长沙市档案馆") < ordered.index("重庆市涪陵区")
    again = start(store)
    assert shown(again) == ordered


def test_the_latest_comes_first_among_equals(window: MainWindow, store: Store) -> None:
    made = [create(store, Report(FORM_2021, 2023, unit)) for unit in ("甲", "乙", "丙")]
    window.library.enter()
    click_head(window, 1)
    model = window.library.view.model()
    assert isinstance(model, LibraryModel)
    ids = [model.entry(row).id for row in range(3)]
    assert ids == made[::-1]
    assert all(a > b for a, b in pairwise(ids))


def test_a_long_name_is_whole_in_the_tooltip_and_never_markup(window: MainWindow, store: Store) -> None:
    name = "某某省某某市某某区" * 8 + "<b>&"
    create(store, Report(FORM_2021, 2023, name))
    window.library.enter()
    index = window.library.view.model().index(0, 0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert escape(name) in tip
    for word in ("2023 年度", FORM_2021.name, "新建", "最后修改"):
        assert word in tip
    window.library.view.grab()


def test_two_reports_of_one_unit_and_year_are_told_apart(window: MainWindow, store: Store) -> None:
    made = [create(store, Report(FORM_2021, 2023, "清河市档案馆")) for _ in range(2)]
    create(store, Report(FORM_2021, 2022, "清河市档案馆"))
    window.library.enter()
    model = window.library.view.model()
    told = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert told[0] == "清河市档案馆"
    assert [f"编号 {report_id}" in text for report_id, text in zip(made[::-1], told[1:], strict=True)] == [True, True]
    window.library.view.grab()


def test_the_heads_and_fields_have_names(window: MainWindow) -> None:
    library = window.library
    assert library.search.accessibleName() == "查找报告"
    assert library.view.accessibleName() == "我的报告"
    model = library.view.model()
    tips = [model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for n in range(len(COLUMNS))]
    assert all(f"Ctrl+{n + 1}" in str(tip) for n, tip in enumerate(tips))


def test_a_modified_letter_is_not_typed_into_the_search(filled: MainWindow) -> None:
    typist = Typist(filled)
    typist.press(Qt.Key.Key_K, CTRL)
    typist.press(Qt.Key.Key_Space)
    assert filled.library.search.text() == ""
    typist.press(Qt.Key.Key_K, SHIFT)
    assert filled.library.search.text().lower() == "k"


@pytest.mark.parametrize(("width", "gone"), [(1200, set[str]()), (900, {"progress"}), (640, {"progress", "edited"})])
def test_a_narrow_list_keeps_what_is_needed(filled: MainWindow, width: int, gone: set[str]) -> None:
    view = filled.library.view
    view.resize(width, 300)
    assert {column.id for place, column in enumerate(COLUMNS) if view.isColumnHidden(place)} == gone

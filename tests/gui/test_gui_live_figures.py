"""Live figures in the editor: shown as values, stored as addresses, one sign to the keyboard."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextDocumentLayout

from core import FORM_2021, put, report_of
from gui.desk import RECEIVED, figure, go, opened, prose
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.prose import document
from reportdesk.gui.prose.clipboard import STORED
from reportdesk.gui.prose.insert_dialog import InsertDialog
from reportdesk.gui.prose.mapping import Places, as_shown, changed, signs
from reportdesk.gui.wizard import Wizard
from reportdesk.report.prose import live_figures
from reportdesk.report.report import Report
from reportdesk.store.store import Store

NEW, DONE = "requests.received.total", "requests.concluded.total"
SHA = "0123456789abcdef" * 4
PICTURE = f"![公开栏]({SHA})"
LIVE, SUM = "{{ requests.received.total }}", "{{requests.granted.total+\nrequests.partly_granted.total }}"
RARE = ("𬭎", "㐂", "😀", "𠀀", "\U00030000")
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                LIVE,
                SUM,
                "{{ requests.no.such }}",
                "{{",
                "}}",
                "{{ ",
                "{",
                "件。",
                "\n",
                "（一）",
                PICTURE,
                f"\n{PICTURE}\n",
                f"![{LIVE}]({SHA})",
                f"![x]({SHA[::-1]})",
                *RARE,
            ]
        ),
        st.sampled_from(["\r\n", "\r", "\u2028", "\x0b", "\x85", "\ufffc", "\xa0", "\x00"]),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufdd0\ufdd1"), max_size=5),
    ),
    max_size=12,
).map("".join)


@pytest.fixture(autouse=True)
def _own_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def value(source: str) -> str:
    return f"<{source}>"


def places_of(text: str) -> Places:
    return Places(text, signs(text, FORM_2021, {SHA}))


def laid_out(text: str) -> QTextDocument:
    made = QTextDocument()
    made.setDocumentLayout(QPlainTextDocumentLayout(made))
    document.put(QTextCursor(made), places_of(text), value)
    return made


@given(TEXTS)
def test_what_is_put_into_a_document_comes_out_again(qapp: QApplication, text: str) -> None:
    assert document.text_of(laid_out(as_shown(text))) == as_shown(text)


@given(TEXTS)
def test_places_go_to_the_document_and_back(qapp: QApplication, text: str) -> None:
    places = places_of(text)
    inside = {place for figure in places.signs for place in range(figure.start + 1, figure.end)}
    inside |= {place + 1 for place in range(len(text)) if text[place : place + 2] == "\r\n"}
    for place in set(range(len(text) + 1)) - inside:
        assert places.place(places.unit(place)) == place
    assert places.unit(len(text)) == laid_out(as_shown(text)).characterCount() - 1
    for live in places.signs:
        before = places.unit(live.start)
        assert places.units((live.start + 1, live.end - 1)) == (before, before + 1)


@given(TEXTS, TEXTS)
def test_a_difference_leaves_live_figures_whole_and_makes_one_text_the_other(before: str, after: str) -> None:
    one, other = places_of(before), places_of(after)
    edit = changed(one, other)
    assert before[: edit.start] + after[edit.start : edit.after] + before[edit.before :] == after
    assert edit.start <= min(edit.before, edit.after)
    for places, end in ((one, edit.before), (other, edit.after)):
        assert places.at(edit.start) is None
        assert places.at(end) is None
    assert edit.moved((0, edit.start)) == (0, edit.start)


@given(TEXTS, TEXTS)
def test_a_text_that_stayed_differs_where_its_signs_do(before: str, after: str) -> None:
    without, with_ = Places(before, ()), places_of(after)
    edit = changed(without, with_)
    assert before[: edit.start] + after[edit.start : edit.after] + before[edit.before :] == after
    assert all(edit.start <= sign.start and sign.end <= edit.after for sign in with_.signs)


def test_a_span_behind_rare_characters_is_found(qapp: QApplication) -> None:
    text = f"{''.join(RARE)}收到{LIVE}件，答复7件"
    places = places_of(text)
    start = text.index("7件")
    made = laid_out(text)
    cursor = QTextCursor(made)
    first, last = places.units((start, start + 2))
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "7件"


def with_text(text: str) -> Report:
    report = report_of()
    report.apply(report.set_prose("overview", text))
    return report


Open = Callable[[str], Wizard]


@pytest.fixture
def on(window: MainWindow, store: Store) -> Open:
    """Open a report with this text in front, the cursor at its end."""

    def begin(text: str) -> Wizard:
        wizard = opened(window, store, with_text(text))
        prose(wizard)
        Typist(window).press(Qt.Key.Key_End, CTRL)
        return wizard

    return begin


def stored(wizard: Wizard) -> str:
    return wizard.session.report.prose("overview")


def test_a_live_figure_is_one_sign_without_braces(on: Open) -> None:
    wizard = on(f"收到{LIVE}件")
    editor = prose(wizard).editor
    assert editor.document().toRawText() == "收到\ufffc件"
    assert editor.written() == stored(wizard) == f"收到{LIVE}件"


def test_backspace_takes_it_whole_and_undo_brings_it_back(on: Open, window: MainWindow) -> None:
    wizard = on(f"𬭎收到{LIVE}件")
    typist = Typist(window)
    typist.press(Qt.Key.Key_Left)
    typist.press(Qt.Key.Key_Backspace)
    assert stored(wizard) == "𬭎收到件"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert stored(wizard) == prose(wizard).editor.written() == f"𬭎收到{LIVE}件"
    assert prose(wizard).editor.document().toRawText() == "𬭎收到\ufffc件"
    typist.press(Qt.Key.Key_Y, CTRL)
    assert prose(wizard).editor.written() == "𬭎收到件"


def test_typing_beside_it_keeps_it(on: Open, window: MainWindow) -> None:
    wizard = on(f"收到{LIVE}")
    typist = Typist(window)
    typist.write("件12")
    assert stored(wizard) == f"收到{LIVE}件12"
    typist.press(Qt.Key.Key_Home)
    typist.write("共")
    assert stored(wizard) == f"共收到{LIVE}件12"


def test_braces_typed_become_live_and_unknown_ones_stay(on: Open, window: MainWindow) -> None:
    wizard = on("收到")
    Typist(window).write(f"{LIVE}")
    editor = prose(wizard).editor
    assert stored(wizard) == f"收到{LIVE}"
    assert editor.document().toRawText() == "收到\ufffc"
    Typist(window).write("{{ a.b }}")
    assert editor.document().toRawText() == "收到\ufffc{{ a.b }}"
    assert stored(wizard) == f"收到{LIVE}{{{{ a.b }}}}"


def test_copy_and_paste_keep_it_live_here_and_give_its_value_elsewhere(on: Open, window: MainWindow) -> None:
    wizard = on(f"收到{LIVE}件")
    typist = Typist(window)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "收到0件"
    assert data.hasFormat(STORED)
    typist.press(Qt.Key.Key_End, CTRL)
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_V, CTRL)
    assert stored(wizard) == f"收到{LIVE}件\n收到{LIVE}件"
    typist.press(Qt.Key.Key_Left, SHIFT)
    typist.press(Qt.Key.Key_Left, SHIFT)
    typist.press(Qt.Key.Key_X, CTRL)
    assert stored(wizard) == f"收到{LIVE}件\n收到"
    assert QGuiApplication.clipboard().mimeData().text() == "0件"


def test_a_paste_from_elsewhere_with_broken_bytes_does_no_harm(on: Open, window: MainWindow) -> None:
    wizard = on("原文")
    data = QMimeData()
    data.setData(STORED, b"\xff\xfe\xed\xa0\x80")
    data.setText("x")
    QGuiApplication.clipboard().setMimeData(data)
    Typist(window).press(Qt.Key.Key_V, CTRL)
    assert stored(wizard).startswith("原文")
    assert prose(wizard).editor.written() == stored(wizard)


def told_under(wizard: Wizard, unit: int) -> str:
    from reportdesk.gui.prose import telling

    editor = prose(wizard).editor
    return telling.told(wizard.session.report, editor.figure(unit), [])


def values(wizard: Wizard) -> list[str]:
    """Return what is drawn for each live figure."""
    editor = prose(wizard).editor
    drawn: list[str] = []
    for _place, _unit, format_ in document.objects(editor.document()):
        drawn.append(document.shown_of(format_))
    return drawn


def test_the_value_follows_its_cell_at_once_and_a_blank_says_so(on: Open, window: MainWindow) -> None:
    wizard = on(f"收到{LIVE}件")
    assert values(wizard) == ["0"]
    typist = go(wizard, RECEIVED)
    typist.write("12")
    typist.press(Qt.Key.Key_Return)
    assert values(wizard) == ["12"]
    wizard.session.set_cells({RECEIVED: None})
    assert values(wizard) == ["〔未填〕"]
    assert stored(wizard) == f"收到{LIVE}件", "the text itself is not altered"


def test_its_tooltip_names_the_cell(on: Open) -> None:
    wizard = on(f"收到{LIVE}件")
    told = told_under(wizard, 2)
    assert "本年新收政府信息公开申请数量" in told
    assert "总计" in told
    assert "requests" not in told
    assert told_under(wizard, 0) == ""


def test_a_figure_is_inserted_by_search_and_keys(on: Open, window: MainWindow) -> None:
    wizard = on("收到")
    typist = Typist(window)

    def pick(dialog: InsertDialog) -> None:
        typist.write("bnxs")
        assert NEW.rpartition(".")[0] in {address.rpartition(".")[0] for address in dialog.chosen()}, "by pinyin"
        dialog.search.clear()
        typist.write("新收 总计")
        assert dialog.chosen() == [NEW]
        typist.press(Qt.Key.Key_Return)

    typist.in_dialog(InsertDialog, pick, lambda: typist.press(Qt.Key.Key_I, CTRL))
    assert stored(wizard) == f"收到{LIVE}"
    typist.write("件")
    assert stored(wizard) == f"收到{LIVE}件"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert stored(wizard) == "收到"


def test_several_cells_are_inserted_as_their_sum_and_esc_inserts_nothing(on: Open, window: MainWindow) -> None:
    wizard = on("")
    typist = Typist(window)

    def pick(dialog: InsertDialog) -> None:
        typist.write("起诉")
        typist.press(Qt.Key.Key_Down, SHIFT)
        assert len(dialog.chosen()) == 2
        typist.press(Qt.Key.Key_Return)

    typist.in_dialog(InsertDialog, pick, lambda: typist.press(Qt.Key.Key_I, CTRL))
    (inserted,) = live_figures(stored(wizard))
    assert len(inserted.addresses) == 2
    before = stored(wizard)

    def give_up(dialog: InsertDialog) -> None:
        assert dialog.isVisible()
        typist.press(Qt.Key.Key_Escape)

    typist.in_dialog(InsertDialog, give_up, lambda: typist.press(Qt.Key.Key_I, CTRL))
    assert stored(wizard) == before


def typed_report() -> Report:
    report = with_text("𬭎（一）依申请公开\n全年新收政府信息公开申请21件，没有其他事项。")
    put(report, {RECEIVED: 21, "requests.granted.natural": 21})
    return report


@pytest.mark.parametrize("by", ["key", "button", "click", "menu"])
def test_a_typed_figure_is_made_live_when_asked(by: str, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, typed_report())
    page = prose(wizard)
    typist = Typist(window)
    page.tools.look()
    assert [stored(wizard)[slice(*span)] for span, _cells in page.tools.offers] == ["21"]
    assert "{{" not in stored(wizard), "never by itself"
    place = stored(wizard).index("21")
    page.editor.select(place + 1, place + 1)
    if by == "key":
        typist.press(Qt.Key.Key_J, CTRL)
    elif by == "button":
        QTest.mouseClick(page.tools.follow, Qt.MouseButton.LeftButton)
    else:
        rect = page.editor.cursorRect()
        point = QPoint(rect.left() - 2, rect.center().y())
        if by == "click":
            QTest.mouseClick(page.editor.viewport(), Qt.MouseButton.LeftButton, CTRL, point)
        else:
            page.editor.customContextMenuRequested.emit(point)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            offered = next(action for action in menu.actions() if "随表更新" in action.text())
            assert "本年新收" in offered.text()
            offered.trigger()
            menu.close()
            window.activateWindow()
            QApplication.processEvents()
    assert stored(wizard) == typed_report().prose("overview").replace("21", LIVE)
    assert values(wizard) == ["21"]
    assert page.tools.offers == []
    typist.press(Qt.Key.Key_Z, CTRL)
    assert stored(wizard) == typed_report().prose("overview")


def test_the_key_goes_to_the_figure_first_and_says_so_where_there_is_none(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, typed_report())
    page = prose(wizard)
    typist = Typist(window)
    typist.press(Qt.Key.Key_Home, CTRL)
    typist.press(Qt.Key.Key_J, CTRL)
    assert page.editor.textCursor().selectedText() == "21"
    assert "再按" in wizard.footer.note()
    typist.press(Qt.Key.Key_J, CTRL)
    assert LIVE in stored(wizard)
    typist.press(Qt.Key.Key_J, CTRL)
    assert "没有" in wizard.footer.note()


@pytest.mark.parametrize("choice", ["全部", "一处一处"])
def test_the_button_offers_all_figures_at_once(choice: str, window: MainWindow, store: Store) -> None:
    report = with_text("（一）依申请公开\n𬭎新收政府信息公开申请21件，予以公开20件。")
    put(report, {RECEIVED: 21, "requests.granted.natural": 20})
    wizard = opened(window, store, report)
    page = prose(wizard)
    page.tools.look()
    assert page.tools.follow.text() == "随表更新（2）"
    Typist(window).press(Qt.Key.Key_Home, CTRL)
    QTest.mouseClick(page.tools.follow, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if choice in action.text()).trigger()
    menu.close()
    window.activateWindow()
    QApplication.processEvents()
    if choice == "全部":
        assert values(wizard) == ["21", "20"]
        assert "2 处" in wizard.footer.note()
        Typist(window).press(Qt.Key.Key_Z, CTRL)
    assert stored(wizard) == report.prose("overview")
    assert page.editor.textCursor().selectedText() == ("" if choice == "全部" else "21")


def test_offers_follow_the_typing_and_are_marked_anew(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, typed_report())
    page = prose(wizard)
    page.tools.look()
    Typist(window).press(Qt.Key.Key_Home, CTRL)
    Typist(window).write("新")
    (span,) = page.editor._offers
    assert stored(wizard)[slice(*span)] == "21"


def test_ctrl_enter_goes_to_the_cell_and_back(on: Open, window: MainWindow) -> None:
    wizard = on(f"收到{LIVE}件")
    typist = Typist(window)
    typist.press(Qt.Key.Key_Left)
    typist.press(Qt.Key.Key_Return, CTRL)
    assert wizard.page().step.id == "requests"
    assert wizard.page().place() == NEW
    typist.press(Qt.Key.Key_Return, CTRL)
    assert wizard.page().step.id == "overview"
    assert prose(wizard).editor.textCursor().selectedText() == "\ufffc"
    go(wizard, "requests.received.legal")
    typist.press(Qt.Key.Key_Return, CTRL)
    assert "没有写到" in wizard.footer.note()
    assert figure(wizard, NEW) == "0"

"""Paragraphs in the editor as on paper, and text pasted with the line ends of a page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.desk import prose
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.wizard import Wizard

LONG = "公开" * 60


def indents(editor: ProseEditor) -> list[list[int]]:
    """Return how many characters each line of each paragraph is indented."""
    QApplication.processEvents()
    character = QFontMetricsF(editor.document().defaultFont()).horizontalAdvance("字")
    found: list[list[int]] = []
    block = editor.document().begin()
    while block.isValid():
        editor.document().documentLayout().blockBoundingRect(block)
        laid = block.layout()
        lines = (laid.lineAt(number).x() for number in range(laid.lineCount()))
        found.append([round((x - editor.document().documentMargin()) / character) for x in lines])
        block = block.next()
    return found


def show(wizard: Wizard, text: str) -> ProseEditor:
    """Write a text as the overview, and return its editor."""
    editor = prose(wizard).editor
    wizard.session.set_prose("overview", text)
    return editor


def test_the_first_line_is_indented_by_two_characters(wizard: Wizard) -> None:
    editor = show(wizard, f"（一）主动公开\n{LONG}\n短。")
    heading, long, short = indents(editor)
    assert (heading, long[0], short) == ([2], 2, [2])
    assert len(long) > 1
    assert set(long[1:]) == {0}
    assert editor.written() == wizard.session.report.prose("overview") == f"（一）主动公开\n{LONG}\n短。"


@pytest.mark.parametrize(("blanks", "left"), [("　　", 0), ("　", 1), ("    ", 1), ("　　　　", 0)])
def test_blanks_typed_for_an_indent_do_not_add_to_it(blanks: str, left: int, wizard: Wizard) -> None:
    (first, *_rest), _second = indents(show(wizard, f"{blanks}{LONG}\n短。"))
    assert first == left


def test_the_indent_follows_typing_width_and_text_size(wizard: Wizard) -> None:
    editor = show(wizard, "")
    assert indents(editor) == [[0]], "what stands there while nothing is written begins at the margin"
    typist = Typist(wizard.window())
    typist.write("公开\n")
    assert indents(editor) == [[2], [2]]
    typist.write(LONG)
    before = len(indents(editor)[1])
    wizard.window().resize(1024, 700)
    editor.setFixedWidth(400)
    after = indents(editor)[1]
    assert len(after) > before
    assert (after[0], set(after[1:])) == (2, {0})
    typist.press(Qt.Key.Key_Plus, CTRL)
    after = indents(editor)[1]
    assert (after[0], set(after[1:])) == (2, {0})
    typist.press(Qt.Key.Key_0, CTRL)


def test_caret_and_pointer_find_the_indented_line(wizard: Wizard) -> None:
    editor = show(wizard, f"{LONG}\n短文。")
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_Home, CTRL)
    character = QFontMetricsF(editor.document().defaultFont()).horizontalAdvance("字")
    assert editor.cursorRect().left() == pytest.approx(editor.margin() + 2 * character, abs=4)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(len(LONG) + 2)
    rect = editor.cursorRect(cursor)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert editor.textCursor().position() == len(LONG) + 2
    typist.press(Qt.Key.Key_Home)
    assert editor.textCursor().position() == len(LONG) + 1


def test_the_view_stays_where_it_is_while_the_end_is_drawn_anew(wizard: Wizard) -> None:
    editor = show(wizard, "\n".join(["短。"] * 60))
    bar = editor.verticalScrollBar()
    for length in range(50, 80):
        wizard.session.set_prose("overview", "\n".join(["短。"] * 60 + ["字" * length]))
        QApplication.processEvents()
        bar.setValue(bar.maximum())
        QApplication.processEvents()
        before = bar.value()
        last = editor.document().lastBlock()
        editor.document().markContentsDirty(last.position(), last.length())
        QApplication.processEvents()
        assert bar.value() == before


PAGE = [
    "　　本街道各科室发布的各类信息共2645条，栏目设在区级网站、公众号、大厅",
    "里的公告牌和社区广播。为辖区居民送去办事指南和政策问答，录制节目二",
    "十期，随时回答来电来信。",
    "（二）依申请公开",
]
PARAGRAPHS = ["".join(PAGE[:3]), PAGE[3]]


@pytest.fixture
def page_of_a_pdf() -> Iterator[None]:
    """Have lines of a page on the clipboard, and leave nothing there."""
    QGuiApplication.clipboard().setText("\n".join(PAGE))
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.usefixtures("page_of_a_pdf")
def test_lines_pasted_from_a_pdf_become_paragraphs_in_one_step(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_Home, CTRL)
    typist.write("前")
    typist.press(Qt.Key.Key_V, CTRL)
    assert wizard.session.report.prose("overview") == "前" + "\n".join(PARAGRAPHS) + "无。"
    assert page.footer().startswith("已把 4 行并成 2 段")
    typist.write("后")
    assert page.editor.written() == "前" + "\n".join(PARAGRAPHS) + "后无。"
    typist.press(Qt.Key.Key_Z, CTRL)
    typist.press(Qt.Key.Key_Z, CTRL)
    assert page.editor.written() == wizard.session.report.prose("overview") == "前无。"


@pytest.mark.usefixtures("page_of_a_pdf")
def test_lines_are_pasted_as_they_are_by_a_key_of_its_own(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_V, CTRL | SHIFT)
    assert page.editor.written() == "\n".join(PAGE)
    assert "并成" not in page.footer()


@pytest.mark.usefixtures("page_of_a_pdf")
def test_what_was_copied_here_keeps_its_lines(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_V, CTRL | SHIFT)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_C, CTRL)
    typist.press(Qt.Key.Key_V, CTRL)
    assert page.editor.written() == "\n".join(PAGE)


@pytest.mark.usefixtures("page_of_a_pdf")
def test_nothing_is_pasted_into_a_locked_report(wizard: Wizard) -> None:
    page = prose(wizard)
    wizard.session.set_final(True)
    page.set_locked(True)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_V, CTRL)
    typist.press(Qt.Key.Key_V, CTRL | SHIFT)
    page.editor.pasting.paste_as_is()
    assert page.editor.written() == wizard.session.report.prose("overview") == "无。"

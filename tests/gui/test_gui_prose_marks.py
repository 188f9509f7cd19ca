"""Findings stand under the words they are about, and lead to the cells and back."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip

from core import put, report_of
from gui.desk import RECEIVED, go, opened, prose
from gui.test_gui_findings import click, titles, write_reason
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.audit.findings import Finding
from reportdesk.form.model import Severity
from reportdesk.gui.findings.cards import CELL
from reportdesk.gui.findings.help import HelpBox
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.prose.marks import SIGNS, Highlighter
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.store.store import Store

CARRIED_IN = "requests.carried_in.total"
LIVE = "{{ requests.received.total }}"
TEXT = f"（一）依申请公开\r\n𬭎😀全年新收政府信息公开申请{LIVE}件，上年结转3件。"
UNDERLINED = QTextCharFormat.UnderlineStyle.NoUnderline


def doubtful(text: str = TEXT) -> Report:
    report = report_of(unit="青溪镇人民政府")
    report.apply(report.set_prose("overview", text))
    return report


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    made = opened(window, store, doubtful())
    prose(made)
    return made


def finding_of(wizard: Wizard) -> Finding:
    (finding,) = (f for f in wizard.session.audit.findings() if f.span and f.cells)
    return finding


def underlined(editor: ProseEditor) -> list[str]:
    """Return the words with a line under them."""
    found: list[str] = []
    block = editor.document().begin()
    while block.isValid():
        encoded = block.text().encode("utf-16-le")
        for part in block.layout().formats():
            if part.format.underlineStyle() is not UNDERLINED:  # type: ignore[attr-defined]
                start, length = part.start, part.length  # type: ignore[attr-defined]
                found.append(encoded[2 * start : 2 * (start + length)].decode("utf-16-le"))
        block = block.next()
    return found


def test_the_words_of_a_finding_are_underlined_behind_rare_characters_and_live_figures(wizard: Wizard) -> None:
    editor = prose(wizard).editor
    finding = finding_of(wizard)
    assert finding.span is not None
    words = wizard.session.report.prose("overview")[slice(*finding.span)]
    assert "3" in words
    assert "".join(underlined(editor)) == words
    (mark,) = editor.marks
    assert SIGNS[mark.tone] == "?"


def test_the_mark_follows_the_typing_and_goes_with_its_finding(wizard: Wizard, window: MainWindow) -> None:
    editor = prose(wizard).editor
    words = "".join(underlined(editor))
    typist = Typist(window)
    typist.press(Qt.Key.Key_Home, CTRL)
    typist.write("😀新")
    assert "".join(underlined(editor)) == words
    put_in = wizard.session.report.prose("overview")
    editor.select(put_in.index("3件"), put_in.index("3件") + 1)
    typist.write("0")
    assert underlined(editor) == []
    assert editor.marks == []


def test_a_change_in_the_table_is_seen_in_the_text(wizard: Wizard) -> None:
    editor = prose(wizard).editor
    assert underlined(editor)
    go(wizard, RECEIVED)
    wizard.session.set_cells({"requests.carried_in.natural": 3})
    prose(wizard)
    assert underlined(editor) == []
    wizard.session.set_cells({"requests.carried_in.natural": 4})
    assert underlined(editor), "while it is in front"


def test_a_click_on_the_card_chooses_the_words(wizard: Wizard) -> None:
    finding = finding_of(wizard)
    click(wizard.panel.list, finding.title)
    editor = prose(wizard).editor
    assert finding.span is not None
    words = wizard.session.report.prose("overview")[slice(*finding.span)]
    assert editor.textCursor().selectedText() == words
    assert editor.hasFocus()


@pytest.mark.parametrize(
    ("text", "typed", "after"),
    [
        ("2024年共收到政府信息公开申请31件。", "21", "2024年共收到政府信息公开申请21件。"),
        ("2023年，我镇主动公开政府信息10条。", "2024", "2024年，我镇主动公开政府信息10条。"),
        (
            "公开信息10条，其中网站5条，占60%，其他5条，占50%。",
            "50",
            "公开信息10条，其中网站5条，占50%，其他5条，占50%。",
        ),
    ],
)
def test_a_number_typed_over_the_chosen_one_leaves_its_unit(
    window: MainWindow, store: Store, text: str, typed: str, after: str
) -> None:
    report = report_of(unit="青溪镇人民政府", year=2024)
    report.apply(report.set_prose("overview", text))
    put(report, {RECEIVED: 21, "requests.granted.natural": 21})
    wizard = opened(window, store, report)
    prose(wizard)
    typist = Typist(window)
    typist.press(Qt.Key.Key_F4)
    typist.write(typed)
    assert wizard.session.report.prose("overview") == after


def test_pointer_and_cursor_say_what_is_wrong(wizard: Wizard) -> None:
    editor = prose(wizard).editor
    finding = finding_of(wizard)
    assert finding.span is not None
    editor.select(finding.span[0] + 1, finding.span[0] + 1)
    assert finding.title in wizard.footer.note()
    rect = editor.cursorRect()
    point = QPoint(rect.left() + 2, rect.center().y())
    shown: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QToolTip, "showText", lambda _place, text, *_rest: shown.append(text))
        event = QHelpEvent(QEvent.Type.ToolTip, point, editor.viewport().mapToGlobal(point))
        QApplication.sendEvent(editor.viewport(), event)
    assert finding.title in shown[0]
    assert finding.equation in shown[0]


@pytest.mark.parametrize("by", ["key", "card"])
def test_from_the_words_to_the_cell_and_back(by: str, wizard: Wizard, window: MainWindow) -> None:
    finding = finding_of(wizard)
    assert finding.span is not None
    typist = Typist(window)
    cross = wizard.panel.findChild(HelpBox)
    assert isinstance(cross, HelpBox)
    if by == "key":
        prose(wizard).editor.select(finding.span[0] + 1, finding.span[0] + 1)
        typist.press(Qt.Key.Key_Return, CTRL)
    else:
        card = next(card for card in wizard.panel.list.cards_model.cards() if card.key == finding.key)
        assert card.offers(CELL)
        wizard.panel.list.followed.emit(CELL, finding)
    assert wizard.page().place() == CARRIED_IN == finding.cells[0]
    if by == "key":
        typist.press(Qt.Key.Key_Return, CTRL)
    else:
        link = next(made for made in cross.findChildren(QPushButton) if made.isVisible())
        assert "1 处" in link.text()
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    editor = prose(wizard).editor
    words = wizard.session.report.prose("overview")[slice(*finding.span)]
    assert editor.textCursor().selectedText() == words


def test_nothing_to_go_to_is_said(wizard: Wizard, window: MainWindow) -> None:
    prose(wizard).editor.select(0, 0)
    Typist(window).press(Qt.Key.Key_Return, CTRL)
    assert wizard.page().step.id == "overview"
    assert "没有" in wizard.footer.note()


def test_a_reason_holds_until_a_figure_changes_and_is_offered_again(wizard: Wizard, window: MainWindow) -> None:
    finding = finding_of(wizard)
    typist = Typist(window)
    click(wizard.panel.list, finding.title)
    typist.press(Qt.Key.Key_F2, SHIFT)
    write_reason(wizard, "两处口径不同")
    assert wizard.session.audit.tally().explained == 1
    assert [mark.tone for mark in prose(wizard).editor.marks] == ["done"]
    prose(wizard)
    typist.press(Qt.Key.Key_End, CTRL)
    typist.write("又写一句。")
    assert wizard.session.audit.tally().explained == 1, "other words do not touch it"
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    assert any("出错说明：两处口径不同" in card.text for card in page.list.cards_model.cards())
    wizard.session.set_cells({"requests.carried_in.natural": 1})
    assert wizard.session.audit.tally().explained == 0
    card = next(card for card in page.list.cards_model.cards() if card.key == finding.key)
    assert "需重写：两处口径不同" in card.text
    click(page.list, titles(page.list)[0])
    remark = wizard.session.report.remark(finding.key)
    assert remark is not None
    assert remark.reason == "两处口径不同", "kept for re-use"


def test_one_character_draws_one_line_anew(window: MainWindow, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numerals = "一二三四五六七八九十"
    body = "全年新收政府信息公开申请{{ requests.received.total }}件，上年结转3件。" + "按照要求办理各项工作。" * 8
    text = "\n".join(f"（{numeral}）小标题\n{body}\n{body}" for numeral in numerals)
    assert len(text) > 2_500
    wizard = opened(window, store, doubtful(text))
    page = prose(wizard)
    assert page.editor.marks
    page.editor.select(text.index("办理") + 2, text.index("办理") + 2)
    drawn: list[int] = []
    original = Highlighter.highlightBlock

    def counted(self: Highlighter, text: str) -> None:
        drawn.append(self.currentBlock().blockNumber())
        original(self, text)

    monkeypatch.setattr(Highlighter, "highlightBlock", counted)
    Typist(window).write("好")
    assert set(drawn) == {1}
    assert len(drawn) <= 3
    assert page.editor.written() == wizard.session.report.prose("overview")


def test_headings_behind_live_figures_and_rare_characters_are_bold_to_their_end(
    window: MainWindow, store: Store
) -> None:
    wizard = opened(window, store, doubtful(f"（一）𬭎{LIVE}件。后面是正文。"))
    block = prose(wizard).editor.document().begin()
    bold = [part for part in block.layout().formats() if part.format.fontWeight() > 400]  # type: ignore[attr-defined]
    assert sum(part.length for part in bold) == len("（一）xx￼件。")  # type: ignore[attr-defined]


def test_severities_are_told_apart_by_shape() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert {severity.value for severity in Severity} <= set(SIGNS)


def test_a_typed_figure_of_a_cell_is_found_from_the_cell(window: MainWindow, store: Store) -> None:
    report = doubtful("全年新收政府信息公开申请21件。")
    put(report, {RECEIVED: 21, "requests.granted.natural": 21})
    wizard = opened(window, store, report)
    typist = go(wizard, "requests.received.total")
    typist.press(Qt.Key.Key_Return, CTRL)
    assert prose(wizard).editor.textCursor().selectedText() == "21"


@pytest.mark.parametrize(("at", "chosen"), [(14, "1,234"), (6, "全年公开信息"), (22, "50"), (23, "50")])
def test_a_double_click_chooses_a_number_or_words_not_the_sentence(
    window: MainWindow, store: Store, at: int, chosen: str
) -> None:
    wizard = opened(window, store, report_of(year=2024))
    text = "（𰻞𰻞）全年公开信息，共1,234条，占50%。"
    wizard.session.set_prose("overview", text)
    editor = prose(wizard).editor
    cursor = editor.textCursor()
    cursor.setPosition(at)
    place = editor.cursorRect(cursor).center() + QPoint(3, 0)
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.textCursor().selectedText() == chosen


def test_a_long_passage_is_gone_to_but_not_chosen(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(year=2024))
    wizard.session.set_prose("overview", "长" * 200)
    editor = prose(wizard).editor
    editor.select(10, 190)
    assert (editor.textCursor().position(), editor.textCursor().hasSelection()) == (10, False)
    editor.select(10, 14)
    assert editor.textCursor().selectedText() == "长长长长"


def test_only_headings_that_print_in_another_face_are_bold(wizard: Wizard) -> None:
    editor = prose(wizard).editor
    wizard.session.set_prose("overview", "（一）主动公开\n1.制发文件。多件。\n2.公开信息。")
    QApplication.processEvents()
    block, bold = editor.document().firstBlock(), []
    while block.isValid():
        formats = block.layout().formats()
        bold.append(any(part.format.fontWeight() > 400 for part in formats))  # type: ignore[attr-defined]
        block = block.next()
    assert bold == [True, False, False]

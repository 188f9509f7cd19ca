"""数据审核 beside the page: live, a click or F4 goes to the cell, remarks take an 出错说明."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from core import FORM_2021, FORMS, put, report_of
from gui.desk import CARRIED, GRANTED, RECEIVED, TOTAL, go, opened, table, wizard_of
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form, Severity
from reportdesk.gui import theme
from reportdesk.gui.findings.cards import MEND, Card
from reportdesk.gui.findings.cards_model import CardsModel
from reportdesk.gui.findings.delegate import CardDelegate
from reportdesk.gui.findings.explain import ExplainRow
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.library.begin import open_practice
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.steps import step_of
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.store.store import Store


def titles(cards: CardList) -> list[str]:
    return [card.title for card in cards.cards_model.cards() if not card.is_heading]


def click(cards: CardList, title: str) -> None:
    row = next(row for row, card in enumerate(cards.cards_model.cards()) if title in card.title)
    cards.scrollTo(cards.cards_model.index(row))
    QTest.mouseClick(
        cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.visualRect(cards.cards_model.index(row)).center()
    )
    QApplication.processEvents()


def click_link(cards: CardList, title: str) -> None:
    """Click the link to the 出错说明 on a card."""
    row = next(row for row, card in enumerate(cards.cards_model.cards()) if title in card.title)
    index = cards.cards_model.index(row)
    cards.scrollTo(index)
    card, delegate = cards.card_at(index), cards.itemDelegate()
    assert card is not None
    assert isinstance(delegate, CardDelegate)
    link = delegate.link_rects(card, cards.visualRect(index))[-1]
    assert cards.viewport().rect().contains(link)
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=link.center())
    QApplication.processEvents()


def walk_to(wizard: Wizard, title: str) -> None:
    """Press F4 until a finding is at hand."""
    typist = Typist(wizard.window())
    for _ in range(20):
        typist.press(Qt.Key.Key_F4)
        card = wizard.panel.list.current_card()
        if card is not None and title in card.title:
            return
    raise AssertionError(f"F4 does not lead to {title}")


def remarkable() -> Report:
    """Return a township's report with a regulation of its own, which is remarkable."""
    report = report_of(unit="青溪镇人民政府")
    report.apply(report.set_cells({"normative.regulation.issued": 2}))
    return report


def test_findings_come_and_go_as_one_types(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    assert titles(wizard.panel.list) == []
    typist.write("3")
    typist.press(Qt.Key.Key_Return)
    assert any("不平" in title or "不" in title for title in titles(wizard.panel.list))
    assert wizard.session.audit.tally().errors == len(titles(wizard.panel.list))
    typist.press(Qt.Key.Key_Z, CTRL)
    assert titles(wizard.panel.list) == []


def test_a_click_goes_to_the_cell_from_any_page(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("3")
    typist.press(Qt.Key.Key_Return)
    wizard.go_to_step("overview")
    first = titles(wizard.panel.list)[0]
    click(wizard.panel.list, first)
    assert wizard.page().step.id == "requests"
    finding = next(f for f in wizard.session.audit.findings() if f.title == first)
    assert table(wizard).place() in finding.cells
    marks = table(wizard).view.body.marks
    assert marks.left | marks.right == set(finding.cells)


@pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.id)
def test_f4_goes_through_every_blank_of_a_new_report(form: Form, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(form, form.first_year))
    typist = Typist(window)
    reached: list[str] = []
    for _finding in wizard.session.audit.findings():
        typist.press(Qt.Key.Key_F4)
        page = wizard.page()
        reached.append(page.place() if page.step.section and not page.step.section.prose else page.step.id)
    blanks = [f.cells[0] for f in wizard.session.audit.findings() if f.code == "cell.blank"]
    assert [place for place in reached if "." in place] == blanks
    assert {"unit", *(s.id for s in form.prose if s.title)} <= set(reached)


def with_blanks_and_an_error() -> Report:
    """Return a report whose table three has blanks, and whose table four a total that is none."""
    report = report_of(unit="清河市档案馆")
    blank = [a for a in FORM_2021.cells if a.startswith("requests.granted.") and a not in FORM_2021.totals]
    report.apply(report.set_cells(dict.fromkeys(blank)))
    report.apply(report.set_cells({"review.reconsideration.total": 9}))
    return report


def test_f4_on_a_cell_left_blank_goes_on_to_the_error_elsewhere(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, with_blanks_and_an_error())
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_F4)
    assert table(wizard).place() == GRANTED
    typist.press(Qt.Key.Key_F4)
    assert wizard.page().step.id == "review", "the other blanks can wait"
    blanks = [f.cells[0] for f in wizard.session.audit.findings() if f.code == "cell.blank"]
    typist.press(Qt.Key.Key_F4, SHIFT)
    assert table(wizard).place() == blanks[-1], "backwards from their last one"
    wizard.session.set_cells({"review.reconsideration.total": 0})
    for expected in blanks[-2:-4:-1]:
        typist.press(Qt.Key.Key_F4, SHIFT)
        assert table(wizard).place() == expected, "nothing but blanks is left, so each is visited"


def test_f4_and_shift_f4_are_opposites(wizard: Wizard) -> None:
    go(wizard, RECEIVED).write("3")
    typist = go(wizard, GRANTED)
    typist.write("1")
    typist.press(Qt.Key.Key_Return)
    assert len(titles(wizard.panel.list)) >= 2
    there: list[str] = []
    for key in (Qt.KeyboardModifier.NoModifier,) * 2 + (SHIFT,):
        typist.press(Qt.Key.Key_F4, key)
        there.append(table(wizard).place())
    assert there[0] == there[2] != there[1]


def test_f4_with_nothing_to_find_stays(wizard: Wizard) -> None:
    typist = go(wizard, CARRIED)
    typist.press(Qt.Key.Key_F4)
    assert table(wizard).place() == CARRIED


def test_marks_go_with_the_finding(wizard: Wizard) -> None:
    typist = go(wizard, TOTAL)
    typist.write("3")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_F4)
    page = table(wizard)
    assert page.view.body.marks.left
    wizard.go_to_step("overview")
    wizard.go_to_step("requests")
    assert not page.view.body.marks.left, "a page left and entered again marks nothing by itself"


def explain_row(wizard: Wizard) -> ExplainRow:
    page = wizard.page()
    return page.explain_row if isinstance(page, AuditPage) else wizard.panel.explain_row


def write_reason(wizard: Wizard, reason: str) -> None:
    row = explain_row(wizard)
    assert row.isVisible()
    typist = Typist(wizard.window())
    assert typist.focus() is row.reason
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_Backspace)
    typist.write(reason)
    typist.press(Qt.Key.Key_Return)


@pytest.mark.parametrize("step", ["disclosure", "audit"])
def test_a_remark_is_explained_and_void_when_its_figure_changes(step: str, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    wizard.go_to_step(step)
    page = wizard.page()
    cards = page.list if isinstance(page, AuditPage) else wizard.panel.list
    remark = next(f for f in wizard.session.audit.findings() if f.severity is Severity.REMARK)
    click_link(cards, remark.title)
    assert wizard.page().step.id == step, "the link explains, it does not jump"
    write_reason(wizard, "上级授权")
    tally = wizard.session.audit.tally()
    assert (tally.remarks, tally.explained) == (0, 1)
    card = next(card for card in cards.cards_model.cards() if card.key == remark.key)
    assert card.tone == "done"
    assert "上级授权" in card.text

    address = "normative.regulation.issued"
    typist = go(wizard, address)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    tally = wizard.session.audit.tally()
    assert (tally.remarks, tally.explained) == (1, 0), "the reason was given for another figure"
    card = next(card for card in wizard.panel.list.cards_model.cards() if card.key == remark.key)
    assert "出错说明需重写：上级授权" in card.text
    click_link(wizard.panel.list, remark.title)
    assert wizard.panel.explain_row.reason.text() == "上级授权", "the text is kept for re-use"
    write_reason(wizard, "")
    assert wizard.session.report.remark(remark.key) is None


def test_where_all_remarks_are_explained_the_button_says_so(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    wizard.session.explain(wizard.session.audit.findings()[0].key, "上级授权")
    assert shown_counts(wizard) == ["1 已说明"]
    wizard.session.undo()
    assert shown_counts(wizard) == ["1 提醒"]


def shown_counts(wizard: Wizard) -> list[str]:
    counters = wizard.panel.counters.findChildren(QPushButton, "counter")
    return [made.text() for made in counters if not made.isHidden()]


def test_a_reason_is_taken_back_by_undo(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    go(wizard, "normative.regulation.issued")
    click_link(wizard.panel.list, titles(wizard.panel.list)[0])
    write_reason(wizard, "上级授权")
    assert wizard.session.audit.tally().explained == 1
    wizard.step_list.setFocus()
    Typist(window).press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.audit.tally().explained == 0
    assert [card.tone for card in wizard.panel.list.cards_model.cards() if not card.is_heading] == ["remark"]


def test_the_reason_row_goes_with_its_remark(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    go(wizard, "normative.regulation.issued")
    row = wizard.panel.explain_row
    click_link(wizard.panel.list, titles(wizard.panel.list)[0])
    assert row.isVisible()
    wizard.go_to_step("overview")
    assert not row.isVisible(), "another step, nothing chosen"
    typist = go(wizard, "normative.regulation.issued")
    click_link(wizard.panel.list, titles(wizard.panel.list)[0])
    go(wizard, "normative.regulation.issued")
    typist.write("0")
    typist.press(Qt.Key.Key_Return)
    assert titles(wizard.panel.list) == []
    assert not row.isVisible()


def test_the_audit_page_lists_all_and_goes_to_a_cell(window: MainWindow, store: Store) -> None:
    report = Report(FORM_2021, 2023)
    wizard = opened(window, store, report)
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    assert not wizard.panel.isVisible()
    gathered = {f.key for card in page.list.cards_model.cards() for f in card.findings}
    assert gathered == {finding.key for finding in wizard.session.audit.findings()}
    assert any(card.is_heading for card in page.list.cards_model.cards())
    click(page.list, "单位")
    assert wizard.page().step.id == "unit"
    assert isinstance(Typist(window).focus(), QLineEdit)
    wizard.go_to_step("audit")
    typist = Typist(window)
    typist.press(Qt.Key.Key_Home)
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Return)
    assert wizard.page().step.id != "audit", "Enter goes to a finding too"


@pytest.mark.parametrize("by", ["click", "enter"])
@pytest.mark.parametrize("step", ["disclosure", "audit"])
def test_a_remark_is_gone_to_like_any_finding(step: str, by: str, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    wizard.go_to_step(step)
    page = wizard.page()
    cards = page.list if isinstance(page, AuditPage) else wizard.panel.list
    if by == "click":
        click(cards, titles(cards)[0])
    else:
        cards.setFocus()
        typist = Typist(window)
        typist.press(Qt.Key.Key_Home)
        typist.press(Qt.Key.Key_Down)
        typist.press(Qt.Key.Key_Return)
    assert wizard.page().step.id == "disclosure"
    assert table(wizard).place() == "normative.regulation.issued"
    assert table(wizard).view.hasFocus()
    assert not wizard.panel.explain_row.isVisible(), "to explain is another thing than to go there"


@pytest.mark.parametrize("folded", [False, True])
def test_the_reason_is_written_by_keys_alone(folded: bool, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_F2, SHIFT)
    assert "提醒" in wizard.footer.note(), "nothing is chosen yet"
    if folded:
        typist.press(Qt.Key.Key_F6)
    typist.press(Qt.Key.Key_F4)
    assert table(wizard).place() == "normative.regulation.issued"
    typist.press(Qt.Key.Key_F2, SHIFT)
    assert wizard.session.audit.findings()[0].title in wizard.panel.explain_row.about.text(), "which one it is for"
    write_reason(wizard, "上级授权")
    assert wizard.session.audit.tally().explained == 1
    typist.press(Qt.Key.Key_F2, SHIFT)
    typist.write("改")
    typist.press(Qt.Key.Key_Escape)
    assert not wizard.panel.explain_row.isVisible()
    remark = wizard.session.report.remark(wizard.session.audit.findings()[0].key)
    assert remark is not None
    assert remark.reason == "上级授权", "Esc gives up"


def test_every_step_has_a_heading_with_its_number_the_one_at_hand_first(window: MainWindow, store: Store) -> None:
    window.open_report(open_practice(store))
    wizard = wizard_of(window)
    go(wizard, RECEIVED)
    shown = wizard.panel.list.cards_model.cards()
    heads = [card.title for card in shown if card.is_heading]
    assert shown[0].is_heading
    assert heads[0].startswith(next(step.name for step in wizard.steps if step.id == "requests"))
    concerned = {step_of(wizard.steps, finding.section).id for finding in wizard.session.audit.findings()}
    assert len(heads) == len(concerned)
    numbers = [int(head.split("　")[1].removesuffix(" 处")) for head in heads]
    assert sum(numbers) == len(wizard.session.audit.findings())
    room = wizard.panel.list.viewport().width()
    assert all(QFontMetrics(theme.font(12, bold=True)).horizontalAdvance(head) <= room for head in heads)


def card(key: str) -> Card:
    finding = Finding(key=key, code="x", severity=Severity.ERROR, section="requests", title=key, message="")
    return Card(key, key, findings=(finding,))


@pytest.mark.parametrize(
    ("before", "after"), [("abc", "cab"), ("ab", "ba"), ("abc", "xbyc"), ("abc", ""), ("", "ab"), ("abcd", "dxa")]
)
def test_cards_follow_any_change_of_order(before: str, after: str, wizard: Wizard) -> None:
    model = CardsModel(wizard)
    model.show([card(key) for key in before])
    model.show([card(key) for key in after])
    assert [shown.key for shown in model.cards()] == list(after)


def test_f4_reaches_every_fault_of_the_practice_report(window: MainWindow, store: Store) -> None:
    window.open_report(open_practice(store))
    wizard = wizard_of(window)
    typist = Typist(window)
    findings = wizard.session.audit.findings()
    assert {finding.severity for finding in findings} >= {Severity.ERROR, Severity.MISSING}
    reached: set[str] = set()
    for _finding in findings:
        typist.press(Qt.Key.Key_F4)
        card = wizard.panel.list.current_card()
        assert card is not None
        assert wizard.page().step.id == step_of(wizard.steps, card.finding.section).id
        reached |= {finding.key for finding in card.findings}
    assert reached == {finding.key for finding in findings}


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("mended", ["granted", "partly_granted", "carried_out"])
def test_f4_goes_on_where_the_mended_stood(mended: str, by: int, window: MainWindow, store: Store) -> None:
    report = report_of()
    put(report, {"requests.granted.total": 5, "requests.partly_granted.total": 6, "requests.carried_out.total": 7})
    wizard = opened(window, store, report)
    typist = go(wizard, RECEIVED)
    keys: list[str] = []
    for _time in wizard.session.audit.findings():
        typist.press(Qt.Key.Key_F4)
        keys.append(chosen(wizard).key)
    gone = next(key for key in keys if key.endswith(f":{mended}"))
    while chosen(wizard).key != gone:
        typist.press(Qt.Key.Key_F4)
    wizard.session.set_cells({f"requests.{mended}.total": 0})
    left = {finding.key for finding in wizard.session.audit.findings()}
    assert gone not in left
    at = keys.index(gone)
    onward = [*keys[at + 1 :], *keys[:at]] if by > 0 else [*reversed(keys[:at]), *reversed(keys[at + 1 :])]
    typist.press(Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier if by > 0 else SHIFT)
    assert chosen(wizard).key == next(key for key in onward if key in left)
    assert wizard.footer.note() == chosen(wizard).title


def test_f4_goes_on_to_the_next_blank_once_one_is_filled(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "清河市档案馆"))
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_F4)
    blanks = [f.cells[0] for f in wizard.session.audit.findings() if f.code == "cell.blank" and f.section == "requests"]
    at = blanks.index(table(wizard).place())
    wizard.session.set_cells({blanks[at]: 0})
    typist.press(Qt.Key.Key_F4)
    assert table(wizard).place() == blanks[at + 1]


def chosen(wizard: Wizard) -> Card:
    card = wizard.panel.list.current_card()
    assert card is not None
    return card


def test_a_count_shows_its_kind_only_and_f4_stays_within_it(window: MainWindow, store: Store) -> None:
    window.open_report(open_practice(store))
    wizard = wizard_of(window)
    counters = wizard.panel.counters.findChildren(QPushButton, "counter")
    remark = next(made for made in counters if made.property("tone") == "remark")
    remarks = [f.title for f in wizard.session.audit.findings() if f.severity is Severity.REMARK]
    assert remark.text() == f"{len(remarks)} 提醒"
    remark.setFocus()
    typist = Typist(window)
    typist.press(Qt.Key.Key_Space)
    assert sorted(titles(wizard.panel.list)) == sorted(remarks)
    for _remark in remarks:
        typist.press(Qt.Key.Key_F4)
        card = wizard.panel.list.current_card()
        assert card is not None
        assert card.title in remarks
    remark.setFocus()
    typist.press(Qt.Key.Key_Space)
    assert len(titles(wizard.panel.list)) > 5


def test_cards_stand_close_together_when_the_scroll_bar_goes(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, Report(FORM_2021, 2023, "青溪镇人民政府"))
    go(wizard, RECEIVED)
    for table_id in ("requests", "normative", "licensing", "enforcement", "fees"):
        blanks = [a for a in FORM_2021.cells if a.startswith(f"{table_id}.") and a not in FORM_2021.totals]
        wizard.session.set_cells(dict.fromkeys(blanks, 0))
        for _time in range(3):
            QApplication.processEvents()
        cards = wizard.panel.list
        rects = [cards.visualRect(cards.cards_model.index(row)) for row in range(cards.cards_model.rowCount())]
        assert all(above.bottom() + 1 == below.top() for above, below in pairwise(rects))


def test_f4_with_nothing_to_find_says_so(wizard: Wizard) -> None:
    typist = go(wizard, CARRIED)
    typist.press(Qt.Key.Key_F4)
    assert "没有" in wizard.footer.note()


def test_an_audit_without_findings_says_what_to_do_next(wizard: Wizard) -> None:
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    shown = [note.text() for note in page.findChildren(QLabel) if note.isVisible()]
    assert any("下一步" in text for text in shown)
    assert not page.list.isVisible()


def test_undoing_an_explanation_goes_to_its_finding(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    (finding,) = wizard.session.audit.findings()
    wizard.session.explain(finding.key, "确有两件。")
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.remark(finding.key) is None
    assert wizard.page().step.id == "disclosure"
    assert table(wizard).place() == finding.cells[0]
    typist.press(Qt.Key.Key_Y, CTRL)
    assert wizard.session.report.remark(finding.key) is not None
    assert wizard.page().step.id == "disclosure"


def test_one_key_puts_full_width_digits_in_half_width(wizard: Wizard) -> None:
    wide, section = "全年收到申请５件，公开２０２条。", "problems"
    wizard.session.set_prose(section, wide)
    typist = Typist(wizard.window())
    walk_to(wizard, "全角")
    assert "全角" in wizard.footer.note()
    typist.press(Qt.Key.Key_M, CTRL)
    assert wizard.session.report.prose(section) == "全年收到申请5件，公开202条。"
    assert "Ctrl+Z" in wizard.footer.note()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert wizard.session.report.prose(section) == wide


def test_one_key_begins_a_heading_on_a_line_of_its_own(wizard: Wizard) -> None:
    section, text = "problems", "（一）问题。不少。（二）改进。努力。"
    wizard.session.set_prose(section, text)
    typist = Typist(wizard.window())
    walk_to(wizard, "不会成为标题")
    typist.press(Qt.Key.Key_Return)
    broken = "（一）问题。不少。\n（二）改进。努力。"
    assert wizard.session.report.prose(section) == broken, "Enter does what the card says"
    wizard.session.set_prose(section, text)
    walk_to(wizard, "不会成为标题")
    typist.press(Qt.Key.Key_M, CTRL)
    assert wizard.session.report.prose(section) == broken


def test_a_remark_and_a_gap_do_not_look_like_errors(window: MainWindow, store: Store) -> None:
    report = remarkable()
    report.apply(report.set_cells({CARRIED: None}))
    wizard = opened(window, store, report)
    go(wizard, "normative.regulation.issued")
    finding = next(each for each in wizard.session.audit.findings() if each.severity is Severity.REMARK and each.cells)
    page = table(wizard)
    page.focus_finding(finding)
    marks = page.view.body.marks
    assert finding.cells[0] in marks.noted
    assert not marks.left | marks.right | marks.errors
    go(wizard, CARRIED)
    page = table(wizard)
    page.focus_finding(next(each for each in wizard.session.audit.findings() if each.cells == (CARRIED,)))
    marks = page.view.body.marks
    assert not marks.left | marks.right | marks.noted


def test_a_key_that_alters_another_page_goes_there(wizard: Wizard) -> None:
    for section in ("preface", "problems"):
        wizard.session.set_prose(section, "又５５件。")
    typist = Typist(wizard.window())
    wizard.go_to_step("problems")
    first = next(each for each in wizard.session.audit.findings() if each.section == "preface")
    wizard.acts.follow(MEND, first)
    assert wizard.session.report.prose("preface") == "又55件。"
    assert wizard.page().step.id == "unit", "it is seen what was altered"
    assert wizard.footer.note().startswith(f"{wizard.page().step.name}：已")
    wizard.go_to_step("problems")
    walk_to(wizard, "全角")
    typist.press(Qt.Key.Key_M, CTRL)
    assert wizard.session.report.prose("problems") == "又55件。"


def test_a_remark_that_is_explained_asks_for_nothing_more(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, remarkable())
    finding = next(each for each in wizard.session.audit.findings() if each.explainable)
    wizard.session.explain(finding.key, "本级授权制定。")
    card = next(each for each in wizard.panel.list.cards_model.cards() if each.key == finding.key)
    assert card.text == "出错说明：本级授权制定。"

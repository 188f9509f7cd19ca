"""The likeliest mend on a card: one key applies it as one step, the others are a list, stale ones are refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import put, report_of
from gui.desk import RECEIVED, TOTAL, figure, go, opened, table
from gui.test_gui_findings import click
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.audit.cross_year import Lock
from reportdesk.audit.repair.model import Group, Mend, Repair
from reportdesk.errors import ReportDeskError
from reportdesk.gui.findings.cards import CHOICES, MEND, Card
from reportdesk.gui.findings.choices import ChoicesDialog, said
from reportdesk.gui.findings.delegate import CardDelegate
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.findings.notes import NotesDialog, notes
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.wizard import Wizard
from reportdesk.mending import BUDGET, Mends
from reportdesk.report.report import Report
from reportdesk.store.store import Store

CTRL_SHIFT = CTRL | SHIFT


def broken() -> Report:
    """Return a report in which one total was typed over."""
    report = report_of()
    put(report, {RECEIVED: 12, "requests.granted.natural": 12})
    put(report, {TOTAL: 21})
    return report


def doubtful() -> Report:
    """Return a report that several cells may mend, none of them by a slip."""
    report = report_of()
    put(report, {RECEIVED: 20, "requests.granted.natural": 12})
    return report


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    return shown(opened(window, store, broken()))


def shown(wizard: Wizard) -> Wizard:
    """Go to the table and wait as a clerk who stops typing."""
    go(wizard, RECEIVED)
    wizard.acts.mender.look()
    return wizard


def mendable(cards: CardList) -> list[Card]:
    return [card for card in cards.cards_model.cards() if card.offers(MEND) or card.offers(CHOICES)]


def test_a_card_of_a_broken_identity_says_the_likeliest_mend(wizard: Wizard) -> None:
    cards = mendable(wizard.panel.list)
    assert cards
    assert all(card.mend.startswith("最可能：") for card in cards)
    assert "应为 12（现为 21）" in cards[0].mend
    index = wizard.panel.list.cards_model.index(wizard.panel.list.cards_model.cards().index(cards[0]))
    assert "应为 12" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_none_is_called_the_likeliest_where_another_is_as_likely(window: MainWindow, store: Store) -> None:
    wizard = shown(opened(window, store, doubtful()))
    card = mendable(wizard.panel.list)[0]
    assert not card.offers(MEND), "no key alters a figure that is as likely right"
    group = wizard.session.mends.group(card.key)
    assert group is not None
    assert group.tied
    assert card.mend.startswith(f"有 {len(group.repairs)} 种改法，例如：")
    assert "最可能" not in said(group)


def test_it_is_looked_for_once_the_typing_stops(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store)
    typist = go(wizard, RECEIVED)
    typist.write("3")
    typist.press(Qt.Key.Key_Return)
    assert wizard.session.audit.tally().errors
    assert mendable(wizard.panel.list) == [], "not while one types"
    qtbot.waitUntil(lambda: bool(mendable(wizard.panel.list)), timeout=10_000)


def test_the_key_applies_it_as_one_step(wizard: Wizard, window: MainWindow) -> None:
    typist = Typist(window)
    before = dict(wizard.session.report.contents())
    typist.press(Qt.Key.Key_F4)
    typist.press(Qt.Key.Key_M, CTRL)
    assert figure(wizard, TOTAL) == "12"
    assert wizard.session.audit.tally().errors == 0
    assert "21 → 12，Ctrl+Z 撤销" in wizard.footer.note()
    assert table(wizard).place() == TOTAL
    typist.press(Qt.Key.Key_Z, CTRL)
    assert dict(wizard.session.report.contents()) == before


@pytest.mark.parametrize(
    ("causes", "edits", "tied"),
    [
        ([(1, 5), (1, 9)], 1, False), ([(1, 5), (1, 5)], 1, True), ([(1, 5), (2, 5)], 1, False),
        ([(1, 5), (1, 9)], 2, True), ([(1, 9), (2, 9)], 2, False), ([(1, 5)], 2, False),
    ],
)  # fmt: skip
def test_of_several_cells_only_a_graver_cause_makes_a_mend_likelier(
    causes: list[tuple[int, int]], edits: int, tied: bool
) -> None:
    mends = tuple(Mend(f"cell{place}", 1, 2) for place in range(edits))
    repairs = tuple(Repair(mends, "", "", (*cause, 0), open=False) for cause in causes)
    assert Group((), repairs, cut=False).tied is tied


@pytest.mark.parametrize("step", ["requests", "audit"])
def test_the_button_on_the_card_applies_it(step: str, wizard: Wizard) -> None:
    wizard.go_to_step(step)
    page = wizard.page()
    cards = page.list if isinstance(page, AuditPage) else wizard.panel.list
    row = cards.cards_model.cards().index(mendable(cards)[0])
    index = cards.cards_model.index(row)
    cards.scrollTo(index)
    delegate, card = cards.itemDelegate(), cards.card_at(index)
    assert isinstance(delegate, CardDelegate)
    assert card is not None
    place = delegate.link_rects(card, cards.visualRect(index))[[link.act for link in card.links].index(MEND)]
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert figure(wizard, TOTAL) == "12"
    assert wizard.page().step.id == step, "to mend is another thing than to go there"


def test_the_others_are_a_list_to_pick_from(window: MainWindow, store: Store) -> None:
    wizard = shown(opened(window, store, doubtful()))
    typist = Typist(window)
    typist.press(Qt.Key.Key_F4)
    card = mendable(wizard.panel.list)[0]
    group = wizard.session.mends.group(card.key)
    assert group is not None
    number = len(group.repairs)
    assert any(link.act == CHOICES and f"{number} 种" in link.text for link in card.links)
    second = group.repairs[1].edits[0]

    def give_up(dialog: ChoicesDialog) -> None:
        assert dialog.view.model().rowCount() == number
        assert f"{number} 种" in dialog.note.text()
        typist.press(Qt.Key.Key_Down)
        typist.press(Qt.Key.Key_Escape)

    for keys in (CTRL_SHIFT, CTRL):
        typist.in_dialog(ChoicesDialog, give_up, lambda keys=keys: typist.press(Qt.Key.Key_M, keys))
        assert wizard.session.report.cell(second.cell) == second.was

    def pick(dialog: ChoicesDialog) -> None:
        typist.press(Qt.Key.Key_Down)
        typist.press(Qt.Key.Key_Return)

    typist.in_dialog(ChoicesDialog, pick, lambda: typist.press(Qt.Key.Key_M, CTRL_SHIFT))
    assert wizard.session.report.cell(second.cell) == second.value
    assert wizard.session.audit.tally().errors == 0


def test_a_list_that_is_cut_says_so() -> None:
    mends = Mends(doubtful())
    mends.look(2)
    cut = [group for key in _keys() if (group := mends.group(key))]
    assert cut
    assert cut[0].cut
    assert "没有查完" in said(cut[0])
    mends.look()
    whole = [group for key in _keys() if (group := mends.group(key))]
    assert not whole[0].cut
    assert "没有查完" not in said(whole[0])


def _keys() -> list[str]:
    return [relation.key for relation in report_of().form.relations]


def test_a_stale_mend_is_not_applied() -> None:
    report = broken()
    mends = Mends(report)
    mends.look(BUDGET)
    group = next(group for key in _keys() if (group := mends.group(key)))
    put(report, {"requests.granted.natural": 14})
    with pytest.raises(ReportDeskError, match="请再看一遍"):
        mends.change(group.repairs[0])
    fresh = next(group for key in _keys() if (group := mends.group(key)))
    report.apply(mends.change(fresh.repairs[0]))


def test_a_mend_of_a_cell_that_altered_is_no_longer_shown() -> None:
    report = broken()
    mends = Mends(report)
    mends.look(BUDGET)
    key = next(key for key in _keys() if mends.group(key))
    put(report, {TOTAL: 22})
    assert mends.group(key) is None


def test_nothing_is_looked_for_twice() -> None:
    mends = Mends(broken())
    assert mends.look(BUDGET)
    assert not mends.look(BUDGET)
    assert mends.look(), "the whole search is another one"
    assert not mends.look(BUDGET), "which says more"


def test_a_key_without_a_mend_says_what_to_do(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store)
    typist = go(wizard, RECEIVED)
    for keys in (CTRL, CTRL_SHIFT):
        typist.press(Qt.Key.Key_M, keys)
        assert "F4" in wizard.footer.note()


def test_a_click_on_the_card_still_goes_to_the_cell(wizard: Wizard) -> None:
    wizard.go_to_step("overview")
    click(wizard.panel.list, mendable(wizard.panel.list)[0].title)
    assert table(wizard).place() == TOTAL
    assert figure(wizard, TOTAL) == "21"


def test_every_finding_has_its_notes_one_key_away(wizard: Wizard, window: MainWindow) -> None:
    typist = Typist(window)
    form = wizard.session.form
    for finding in wizard.session.audit.findings():
        assert list(notes(form, finding, finding.section)), finding.key

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NotesDialog)
        try:
            assert "依据" in dialog.text.toPlainText()
            typist.press(Qt.Key.Key_Escape)
        finally:
            if dialog.isVisible():
                dialog.reject()

    typist.press(Qt.Key.Key_F4)
    typist.during(read, lambda: typist.press(Qt.Key.Key_F1, SHIFT))
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    page.list.setCurrentIndex(page.list.cards_model.index(1))
    typist.during(read, lambda: typist.press(Qt.Key.Key_F1, SHIFT))


def test_a_locked_figure_is_gone_to_and_not_mended(
    wizard: Wizard, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = Typist(window)
    typist.press(Qt.Key.Key_F4)
    wizard.go_to_step("requests", RECEIVED)
    taken = Lock("取自上年报告", "year.carried_in:natural")
    monkeypatch.setattr(wizard.session, "lock", lambda address: taken if address == TOTAL else None)
    typist.press(Qt.Key.Key_M, CTRL)
    assert figure(wizard, TOTAL) == "21"
    assert table(wizard).place() == TOTAL
    assert "锁定" in wizard.footer.note()


def test_where_no_card_is_seen_the_line_below_says_figures_and_mend(wizard: Wizard, window: MainWindow) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_F4)
    assert "应为" not in wizard.footer.note(), "the card says it"
    window.looks.resize(200)
    QApplication.processEvents()
    assert not wizard.panel.isVisible()
    typist.press(Qt.Key.Key_F4)
    assert "相差 9" in wizard.footer.note()
    assert "应为 12（现为 21）" in wizard.footer.note()
    assert "Ctrl+M" in wizard.footer.note()


def test_a_total_mended_to_its_sum_is_summed_again(wizard: Wizard) -> None:
    typist = go(wizard, TOTAL)
    assert wizard.session.report.is_typed(TOTAL)
    typist.press(Qt.Key.Key_F4)
    typist.press(Qt.Key.Key_M, CTRL)
    assert (figure(wizard, TOTAL), wizard.session.report.is_summed(TOTAL)) == ("12", True)

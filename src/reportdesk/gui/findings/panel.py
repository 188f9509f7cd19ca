"""The panel beside the page: counts, the list of findings, 出错说明, and the help for what is in focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form, Help, Severity
from reportdesk.gui.compare.note import LastYearNote
from reportdesk.gui.findings.cards import CELL, Card, cards
from reportdesk.gui.findings.counters import Counters
from reportdesk.gui.findings.explain import ExplainRow
from reportdesk.gui.findings.help import HelpBox
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.grid.locks import locked
from reportdesk.gui.prose.naming import shown_or_found
from reportdesk.gui.steps import Step, step_of
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import label
from reportdesk.session import Session

_WIDTH = 300  # at 100 %


class FindingsPanel(QFrame):
    """数据审核, live; `jump_requested` carries the finding to go to."""

    jump_requested = Signal(object)

    def __init__(self, session: Session, steps: list[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._session, self._steps, self._here = session, steps, ""
        self._order: list[str] = []
        self._gap: list[str] | None = None  # what stood before the card that was chosen and has gone
        self.counters, self.list = Counters(), CardList()
        self.explain_row = ExplainRow(self.list, session.finals.refuse)
        self._passed = label("这份报告没有发现问题。", "emptyNote")
        self._help = HelpBox()
        self.last_year = LastYearNote(session)
        self._divider = QFrame()
        self._focus, self._is_tight = "", False
        self._build()
        self.list.jump_requested.connect(self.jump_requested)
        self.list.jump_requested.connect(self._on_list_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_list_chosen)
        self.explain_row.explained.connect(session.explain)
        self.counters.changed.connect(self._on_counters_changed)
        self._help.crossed.connect(self._on_help_crossed)

    def show_step(self, step: Step) -> None:
        """Put the findings of a step first."""
        if step.id != self._here:
            self._gap = None
            self._help.begin_anew()
        self._here = step.id
        self.last_year.show_section(step.section)
        self.refresh(anew=True)

    def refresh(self, *, anew: bool = False) -> None:
        """Bring counts and cards up to date; selection and scroll stay unless `anew`."""
        chosen, gap = self.list.current_card(), self._gap
        if anew:
            self.list.selectionModel().clear()
        self.counters.show_tally(self._session.audit.tally())
        findings = self._findings()
        shown = cards(self._session.form, self._steps, findings, self._here, self._session.mends)
        self.list.cards_model.show(shown, anew=anew)
        self._passed.setVisible(not findings)
        self.list.setVisible(bool(findings))
        if anew:
            self._keep(chosen)
        was, self._order = self._order, [card.key for card in self._ordered()]
        if gap is None and chosen and chosen.key in was and chosen.key not in self._order:
            gap = was[: was.index(chosen.key)]
        self._gap = gap
        self._give_way()

    def walk(self, after: str, by: int) -> Finding | None:
        """Choose the next (or previous) finding to deal with, in the report's order.

        `after` is the cell in focus among blanks. Blanks gathered in one card are gone through one by one as they are
        filled; one that is left blank leaves them all while an error or a remark stands elsewhere. From a card that has
        gone the walk goes on where it stood.
        """
        whole = self._ordered()
        ordered = [card for card in whole if card.tone != "done"]
        if not ordered:
            return None
        if self._gap is not None:
            return self._choose(_beside_gap(ordered, self._gap, by), by)
        card = self.list.current_card()
        if card is not None and card.tone == "done":
            keys = [each.key for each in whole]
            return self._choose(_beside_gap(ordered, keys[: keys.index(card.key)], by), by)
        if card is None or card.is_heading:
            return self._choose(self._nearest(ordered, by), by)
        only_missing = all(each.tone == Severity.MISSING for each in ordered)
        following = _following(card, self._session.form, after, by)
        if following is not None and (only_missing or not _is_of(card, after)):
            return following
        keys = [card.key for card in ordered]
        return self._choose(ordered[(keys.index(card.key) + by) % len(ordered)], by)

    def show_last_year(self) -> None:
        """Say anew what the report is checked against."""
        self.last_year.refresh()

    def show_help_for(self, place: str) -> None:
        """Show the filling notes for a cell, by its address, or for a section or step."""
        form, self._focus = self._session.form, place
        self._give_way()
        if place in form.cells:
            words = shown_or_found(self._session.report, self._session.audit.findings(), place)
            lock = self._session.lock(place)
            notes = [Help(locked(lock), "")] if lock else []
            self._help.show_notes(form.cell_name(place), [*notes, *form.help_for(place)], len(words))
        else:
            self._help.show_notes("", [form.help[key] for key in (f"section:{place}",) if key in form.help])

    def set_room(self, most: int, *, tight: bool) -> int:
        """Take the width the text needs, but no more than `most`, and return it.

        In a tight window, where a card would not be whole beside them, notes give way to the cards of what is in focus.
        """
        width = min(px(_WIDTH), most)
        self.setFixedWidth(width)
        self._is_tight = tight
        self._give_way()
        return width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between findings and help."""
        super().resizeEvent(event)
        self._help.fit(self.height() * 2 // 5)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.addWidget(label("数据审核", "sectionTitle"))
        head.addWidget(self.counters)
        head.addStretch()
        layout.addLayout(head)
        layout.addWidget(self.last_year)
        self._passed.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._passed.setContentsMargins(4, 4, 4, 0)
        layout.addWidget(self._passed, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.explain_row)
        self._divider.setObjectName("divider")
        layout.addWidget(self._divider)
        layout.addWidget(self._help)

    def _give_way(self) -> None:
        """Show the notes, or in a tight window the cards in their place while they are about what is in focus.

        A blank in focus needs the notes on it more than the card that says it is blank, unless that card is chosen.
        """
        about: list[Finding] = []
        if self._is_tight:
            card = self.list.current_card()
            about = [each for each in self._findings() if each.severity is not Severity.MISSING]
            about += card.findings if card is not None else ()
        steps = (step_of(self._steps, finding.section).id for finding in about)
        cells = (address for finding in about for address in finding.cells)
        gives_way = self._focus in (*steps, *cells, *(finding.section for finding in about))
        for part in (self.last_year, self._divider, self._help):
            part.setVisible(not gives_way)

    def _nearest(self, ordered: list[Card], by: int) -> Card:
        """Return the first card from the step at hand on, or the last one up to it."""
        here = [step.id for step in self._steps].index(self._here)
        for card in ordered if by > 0 else reversed(ordered):
            if by * (self._step_of(card) - here) >= 0:
                return card
        return ordered[0 if by > 0 else -1]

    def _ordered(self) -> list[Card]:
        """Return the cards shown in the report's order."""
        shown = (card for card in self.list.cards_model.cards() if not card.is_heading)
        return sorted(shown, key=self._step_of)

    def _step_of(self, card: Card) -> int:
        return self._steps.index(step_of(self._steps, card.finding.section))

    def _choose(self, card: Card, by: int) -> Finding:
        self._gap = None
        keys = [shown.key for shown in self.list.cards_model.cards()]
        self.list.setCurrentIndex(self.list.cards_model.index(keys.index(card.key)))
        return card.findings[0 if by > 0 else -1]

    def _keep(self, chosen: Card | None) -> None:
        """Choose again what was chosen, where it is of the step at hand; otherwise begin at the top."""
        for row, card in enumerate(self.list.cards_model.cards()):
            if chosen and card.key == chosen.key and step_of(self._steps, card.finding.section).id == self._here:
                self.list.setCurrentIndex(self.list.cards_model.index(row))
                return
        self.list.scrollToTop()

    def _findings(self) -> list[Finding]:
        return self.counters.chosen(self._session.audit.findings())

    def _on_list_chosen(self) -> None:
        self._gap = None
        self._give_way()

    def _on_help_crossed(self) -> None:
        self.list.followed.emit(CELL, None)

    def _on_counters_changed(self) -> None:
        self.refresh(anew=True)


def _beside_gap(ordered: list[Card], before: list[str], by: int) -> Card:
    """Return the card after (or before) the place that followed what is left of `before`."""
    keys = [card.key for card in ordered]
    place = next((keys.index(key) + 1 for key in reversed(before) if key in keys), 0)
    return ordered[place % len(ordered) if by > 0 else place - 1]


def _is_of(card: Card, address: str) -> bool:
    return any(address in finding.cells for finding in card.findings)


def _following(card: Card, form: Form, after: str, by: int) -> Finding | None:
    """Return the blank next to the cell in focus in a card of many; the cell may have been filled meanwhile."""
    blanks = {finding.cells[0]: finding for finding in card.findings if finding.cells}
    if len(blanks) < 2 or after not in form.cells:
        return None
    if form.cells[after].table not in {form.cells[address].table for address in blanks}:
        return None
    order = list(form.cells)
    beyond = order[order.index(after) + 1 :] if by > 0 else reversed(order[: order.index(after)])
    return next((blanks[address] for address in beyond if address in blanks), None)

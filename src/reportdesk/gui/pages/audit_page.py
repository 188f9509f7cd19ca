"""数据审核: the verdict and every finding of the report, with room to explain remarks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from reportdesk.audit.findings import Verdict
from reportdesk.gui.findings.cards import cards
from reportdesk.gui.findings.counters import Counters
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.findings.panel import ExplainRow
from reportdesk.gui.pages.page import Page
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import label, pill, set_tone
from reportdesk.session import Happened, Session

_HINT = "点错误或未填，即到那一格；点提醒，在下面写“出错说明”。F4 逐条去看。通过的项目不列出。"
_TONES = {Verdict.ERRORS: "error", Verdict.INCOMPLETE: "", Verdict.REMARKS: "remark", Verdict.PASS: "done"}
_WORDS = {Verdict.ERRORS: "有错误", Verdict.INCOMPLETE: "未填完", Verdict.REMARKS: "有提醒", Verdict.PASS: "通过"}


class AuditPage(Page):
    """All findings under the headings of their steps."""

    def __init__(self, session: Session, step: Step, steps: list[Step]) -> None:
        super().__init__(session, step, _HINT)
        self._steps = steps
        self._tag, self._verdict = pill(""), label("", "verdict")
        self.counters, self.list = Counters(), CardList()
        self.explain_row = ExplainRow()
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(10)
        verdict = QHBoxLayout()
        verdict.addWidget(self._verdict)
        verdict.addStretch()
        verdict.addWidget(self.counters)
        inside.addLayout(verdict)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.explain_row)
        self.head_row.insertSpacing(1, 6)
        self.head_row.insertWidget(2, self._tag)
        self.body.addWidget(card, 1)
        self.list.clicked.connect(self._on_list_activated)
        self.list.activated.connect(self._on_list_activated)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.explain_row.explained.connect(session.explain)
        self.counters.changed.connect(self._show)
        self._show()

    def on_happened(self, happened: Happened) -> None:
        """Bring verdict and findings up to date."""
        if happened.delta and self.isVisible():
            self._show()

    def enter(self, place: str = "") -> None:
        """Put the focus on the findings."""
        self._show()
        self.list.setFocus()

    def _show(self) -> None:
        tally = self.session.audit.tally()
        self._verdict.setText(tally.line())
        self._tag.setText(_WORDS[tally.verdict])
        set_tone(self._tag, _TONES[tally.verdict])
        self.counters.show_tally(tally)
        findings = self.counters.chosen(self.session.audit.findings())
        self.list.cards_model.show(cards(self.session.form, self._steps, findings))

    def _on_list_activated(self, index: QModelIndex) -> None:
        card = self.list.card_at(index)
        if card is not None and not card.is_heading and not self.explain_row.isVisible():
            self.jump_requested.emit(card.finding)

    def _on_list_current_changed(self, current: QModelIndex) -> None:
        card = self.list.card_at(current)
        self.explain_row.show_for(card.finding if card and not card.is_heading else None)

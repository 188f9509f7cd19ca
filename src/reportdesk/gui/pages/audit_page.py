"""数据审核: the verdict and every finding of the report, with room to explain remarks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from reportdesk.audit.findings import Finding, Verdict
from reportdesk.gui.compare.note import LastYearNote
from reportdesk.gui.findings.cards import cards
from reportdesk.gui.findings.counters import Counters
from reportdesk.gui.findings.explain import ExplainRow
from reportdesk.gui.findings.list import CardList
from reportdesk.gui.pages.page import Page
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import label, pill, set_tone
from reportdesk.session import Happened, Session

_HINT = "点一条或按回车，就到那一处；F4 逐条去看。提醒属实的，点“属实，写说明”。通过的不列出。"
_PASSED = "没有发现问题。点“下一步”看全文，导出 Word 文档。"
_INSET = 4  # that the cards of the list keep from its edge
_TONES = {Verdict.ERRORS: "error", Verdict.INCOMPLETE: "", Verdict.REMARKS: "remark", Verdict.PASS: "done"}
_WORDS = {Verdict.ERRORS: "有错误", Verdict.INCOMPLETE: "未填完", Verdict.REMARKS: "有提醒", Verdict.PASS: "通过"}


class AuditPage(Page):
    """All findings under the headings of their steps."""

    def __init__(self, session: Session, step: Step, steps: list[Step]) -> None:
        super().__init__(session, step, _HINT)
        self._steps = steps
        self._tag, self._verdict = pill(""), label("", "verdict")
        self.counters, self.list = Counters(), CardList()
        self._passed = label(_PASSED, "emptyNote")
        self.explain_row = ExplainRow(self.list, session.finals.refuse)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(10)
        verdict = QHBoxLayout()
        verdict.setContentsMargins(_INSET, 0, _INSET, 0)
        verdict.addWidget(self._verdict)
        verdict.addStretch()
        verdict.addWidget(self.counters)
        inside.addLayout(verdict)
        self.last_year = LastYearNote(session, whole=True)
        self.last_year.asked.connect(self.last_year_requested)
        inside.addWidget(self.last_year)
        self._passed.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._passed.setContentsMargins(_INSET, 0, _INSET, 0)
        inside.addWidget(self._passed, 1)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.explain_row)
        self.head_row.addWidget(self._tag)
        self.body.addWidget(card, 1)
        self.list.jump_requested.connect(self.jump_requested)
        self.list.followed.connect(self.followed)
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
        (self.list if self.list.cards_model.cards() else self).setFocus()

    def show_last_year(self) -> None:
        """Say what the report is checked against now."""
        self._show()

    def show_mends(self) -> None:
        """Show what mends the broken identities."""
        self._show()

    def chosen_findings(self) -> list[Finding]:
        """Return the finding of the card chosen."""
        card = self.list.current_card()
        return [card.finding] if card is not None and not card.is_heading else []

    def explain(self) -> bool:
        """Open the 出错说明 of the remark chosen; False where none is."""
        return self.list.explain()

    def set_locked(self, locked: bool) -> None:
        """Stay as it is: an 出错说明 is refused with a sentence."""

    def _show(self) -> None:
        self.last_year.refresh()
        tally = self.session.audit.tally()
        self._verdict.setText(tally.line())
        self._tag.setText(_WORDS[tally.verdict])
        set_tone(self._tag, _TONES[tally.verdict])
        self.counters.show_tally(tally)
        findings = self.counters.chosen(self.session.audit.findings())
        self.list.cards_model.show(cards(self.session.form, self._steps, findings, mends=self.session.mends))
        self._passed.setVisible(not findings)
        self.say_hint(bool(findings))
        self.list.setVisible(bool(findings))

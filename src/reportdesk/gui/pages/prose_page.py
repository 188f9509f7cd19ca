"""A step of prose: the editor, and how long the text is."""

from __future__ import annotations

from reportdesk.audit.findings import Finding
from reportdesk.form.model import LengthRule
from reportdesk.gui.pages.page import Page
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import label, set_tone
from reportdesk.report.prose import count, render
from reportdesk.session import Happened, Session

_HINT = "行首写“（一）”“1.”即成标题，导出时自动套用公文格式。每个字随时保存，不用手工存盘。"


class ProsePage(Page):
    """One titled prose section."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step, _HINT)
        self._maximum = next(
            (rule.maximum for rule in session.form.rules if isinstance(rule, LengthRule) and rule.section == step.id), 0
        )
        self.counter = label("", "hint")
        self.head_row.addWidget(self.counter)
        self.editor = ProseEditor(session, step.id)
        self.editor.setAccessibleName(step.title)
        self.editor.setPlaceholderText("在这里写这一部分的文字")
        self.body.addWidget(self.editor, 1)
        self.editor.entered.connect(self.focus_moved)
        self._count()

    def on_happened(self, happened: Happened) -> None:
        """Show the text as stored, and its length."""
        self.editor.on_happened(happened)
        self._count()

    def enter(self, place: str = "") -> None:
        """Put the cursor into the text, where it was."""
        if place.isdigit():
            self.editor.select(int(place), int(place))
        self.editor.setFocus()

    def place(self) -> str:
        """Return where the cursor stands, in code points."""
        return str(self.editor.cursor_place())

    def show_finding(self, finding: Finding) -> None:
        """Choose the words a finding is about."""
        if finding.span:
            self.editor.select(*finding.span)
        self.editor.setFocus()

    def footer(self) -> str:
        """Tell in which paragraph the cursor stands."""
        return f"第 {self.editor.textCursor().blockNumber() + 1} 段"

    def _count(self) -> None:
        number = count(render(self.session.report, self.step.id))
        self.counter.setText(f"{number} / {self._maximum} 字" if self._maximum else f"{number} 字")
        over = "error" if self._maximum and number > self._maximum else ""
        if self.counter.property("tone") != over:
            set_tone(self.counter, over)

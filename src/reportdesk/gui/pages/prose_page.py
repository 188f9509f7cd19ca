"""A step of prose: the editor with its commands, and how long the text is."""

from __future__ import annotations

from reportdesk.audit.findings import Finding
from reportdesk.form.model import LengthRule
from reportdesk.gui.findings.cards import BURIED, CELL, CHART, UNFINISHED
from reportdesk.gui.pages.page import Page
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.prose import telling
from reportdesk.gui.prose.area import widest
from reportdesk.gui.prose.tools import FOLLOW_KEYS, ProseTools
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import label, set_tone
from reportdesk.report.prose import rendered_count
from reportdesk.session import Happened, Session

_HINT = "行首写“（一）”“1.”即成标题，导出时自动套用公文格式。蓝底数字随表更新。随时保存，不用手工存盘。"


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
        self.tools = ProseTools(session, self.editor)
        self.body.addWidget(self.tools)
        self.body.addWidget(self.editor, 1)
        self._told = self._said = ""
        self.editor.entered.connect(self.focus_moved)
        self.editor.cursorPositionChanged.connect(self._on_editor_cursor_moved)
        self.tools.told.connect(self._on_tools_told)
        self.editor.pasting.told.connect(self._on_tools_told)
        self.tools.crossed.connect(self._on_tools_crossed)
        self._describe()
        self._count()

    def on_happened(self, happened: Happened) -> None:
        """Show the text as stored, and its length."""
        self._told = self._said = ""
        self.editor.on_happened(happened)
        self.tools.refresh()
        self._describe()
        self._count()

    def widest(self) -> int:
        """Return how wide the text gets."""
        return widest()

    def enter(self, place: str = "") -> None:
        """Put the cursor into the text, where it was."""
        if place.isdigit():
            self.editor.select(int(place), int(place))
        self.tools.refresh()
        self.editor.setFocus()

    def place(self) -> str:
        """Return where the cursor stands, in code points."""
        return str(self.editor.cursor_place())

    def show_finding(self, finding: Finding) -> None:
        """Choose the words a finding is about, which the line below names from elsewhere."""
        self._said = ""
        if finding.span:
            self.editor.select(*_chosen(finding, *finding.span))
        self.editor.setFocus()

    def focus_finding(self, finding: Finding | None) -> None:
        """Put the words of a finding on a ground."""
        self.editor.choose(finding)

    def show_words(self, section: str, span: tuple[int, int]) -> None:
        """Choose words of this section."""
        self.editor.select(*span)
        self.editor.setFocus()

    def cell_at_cursor(self) -> tuple[str, Finding | None]:
        """Return the cell of the live figure at the cursor, or the finding about the words there."""
        figure = self.editor.figure()
        if figure is not None:
            return figure.addresses[0], None
        return "", next((finding for finding in self.chosen_findings() if finding.cells), None)

    def chosen_findings(self) -> list[Finding]:
        """Return what was found about the words at the cursor."""
        return self.editor.findings_at(self.editor.textCursor().position())

    def set_locked(self, locked: bool) -> None:
        """Lock the commands as a whole too, since each is enabled anew with what there is to do."""
        super().set_locked(locked)
        self.tools.setEnabled(not locked)

    def footer(self) -> str:
        """Tell in which paragraph the cursor stands, and what is marked there."""
        if self._told:
            return self._told
        cursor = self.editor.textCursor()
        found = self.editor.findings_at(cursor.position())
        told = telling.told(self.session.report, self.editor.sign(), found).partition("\n")[0]
        offer = self.tools.offer_at(self.editor.cursor_place())
        if not told and offer is not None:
            cells = telling.cells_label(self.session.form, offer[1].split(" + "))
            told = f"与“{cells}”相同，按 {FOLLOW_KEYS} 改为随表更新"
        return "　".join(part for part in (f"第 {cursor.blockNumber() + 1} 段", told) if part)

    def _on_editor_cursor_moved(self) -> None:
        self._told = ""
        self._describe()
        self._tell()

    def _describe(self) -> None:
        """Tell screen readers what object is at the cursor."""
        self.editor.setAccessibleDescription(telling.told(self.session.report, self.editor.sign(), ()))

    def _on_tools_told(self, text: str) -> None:
        self._told = text
        self._tell()

    def _on_tools_crossed(self) -> None:
        self.followed.emit(CELL, None)

    def _tell(self) -> None:
        """Have the footer filled in anew where it says something else."""
        said = self.footer()
        if said != self._said:
            self._said = said
            self.focus_moved.emit(self.step.id)

    def _count(self) -> None:
        number = rendered_count(self.session.report, self.step.id)
        self.counter.setText(f"{number} / {self._maximum} 字" if self._maximum else f"{number} 字")
        over = "error" if self._maximum and number > self._maximum else ""
        if self.counter.property("tone") != over:
            set_tone(self.counter, over)


def _chosen(finding: Finding, start: int, end: int) -> tuple[int, int]:
    """Return what a key may write over: no chart, no number of a heading, no words that want to be gone on with."""
    if finding.code == UNFINISHED and not finding.equation:
        return end, end
    return (start, start) if finding.code in (CHART, BURIED) else (start, end)

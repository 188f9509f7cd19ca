"""The contract of every page of the wizard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.locking import lock
from reportdesk.gui.steps import Step
from reportdesk.gui.theme import at_full_size, changed
from reportdesk.gui.widgets import ShortLabel, label
from reportdesk.session import Happened, Session

_SIDE, _EDGE = 18, 12  # pixels around what stands on a page
_APART = 8  # pixels between the buttons beside a title
_NARROW = 440  # width at 100 % of a narrow page
_LOCKED = "已定稿，只能查看和复制。要改的，点下面的“修改（另起新版本）”。"


class Page(QWidget):
    """One step on screen: shows the session, forwards what the clerk does, and can jump to a finding.

    `focus_moved` names what is in focus (a cell's address or a section's id) for help, footer and the remembered place;
    `jump_requested` carries a finding to go to, `last_year_requested` what is wished of last year's report, `followed`
    an act of `gui.findings.cards` with the finding it is wished for, None for what is in focus; `state_changed` comes
    after 送审, 定稿 and a new version, `compare_requested` carries a `gui.compare.sources.Source`.
    """

    focus_moved = Signal(str)
    jump_requested = Signal(object)
    last_year_requested = Signal(str)
    followed = Signal(str, object)
    state_changed = Signal()
    compare_requested = Signal(object)

    def __init__(self, session: Session, step: Step, hint: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.step = step
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_SIDE, _EDGE, _SIDE, _EDGE)
        self.body.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(3)
        self.head_row = QHBoxLayout()
        title = ShortLabel("pageTitle")
        title.set_wordings(step.title, step.name)
        self.head_row.addWidget(title, 1)
        head.addLayout(self.head_row)
        self.hint, self._hint, self._says_hint = label(hint, "pageHint"), hint, True
        self.hint.setWordWrap(True)
        head.addWidget(self.hint)
        self.body.addLayout(head)
        session.listen(self.on_happened)
        changed.connect(self._lay_out_head)

    def on_happened(self, happened: Happened) -> None:
        """Show what a change altered."""

    def widest(self) -> int:
        """Return how wide the title and what stands under it get at most."""
        return self.maximumWidth()

    def say_hint(self, says: bool) -> None:
        """Say what can be done on the page, or nothing where there is nothing to do."""
        self._says_hint = says
        self._lay_out_head()

    def scroll_bar(self) -> int:
        """Return what a scroll bar takes at the right of what stands under the title, which ends before it."""
        return 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out what room is left."""
        super().resizeEvent(event)
        self._lay_out_head()

    def enter(self, place: str = "") -> None:
        """Take the keyboard focus, at a remembered place where there is one."""
        self.setFocus()

    def place(self) -> str:
        """Return what is in focus, to come back to."""
        return ""

    def settle(self) -> bool:
        """Take what is still being typed; False where it was refused, so that the page must stay in front."""
        return True

    def show_finding(self, finding: Finding) -> None:
        """Go to what a finding is about, which is on this page."""

    def show_mends(self) -> None:
        """Show what mends the findings, which was looked for meanwhile."""

    def chosen_findings(self) -> list[Finding]:
        """Return the findings chosen on this page itself: words may have several."""
        return []

    def cell_at_cursor(self) -> tuple[str, Finding | None]:
        """Return the cell that the words in focus name, and the finding that says so; empty where they name none."""
        return "", None

    def show_words(self, section: str, span: tuple[int, int]) -> None:
        """Choose words of a prose section that is on this page, [start, end) in code points."""

    def show_last_year(self) -> None:
        """Show what follows from last year's report, which may have been altered or added elsewhere."""

    def focus_finding(self, finding: Finding | None) -> None:
        """Mark what a finding is about without going there."""

    def explain(self) -> bool:
        """Open the 出错说明 of a remark chosen on this page; False where none is."""
        return False

    def footer(self) -> str:
        """Return what the footer says of the thing in focus."""
        return ""

    def set_locked(self, locked: bool) -> None:
        """Let nothing be altered since 定稿, or anything again; what is there can still be read and copied."""
        lock(self, locked)
        self.hint.setText(_LOCKED if locked else self._hint)
        self._lay_out_head()

    def begin_again(self) -> None:
        """Ask whether to begin a new version of a locked report, on the page that does so."""

    def _lay_out_head(self) -> None:
        """Keep the title above what stands under it, with as much room at the left as at the right.

        A narrow page needs its width for the title and its lines for what is filled in.
        """
        is_narrow = at_full_size(self.width()) < _NARROW
        aside = 0 if is_narrow else self.scroll_bar()
        self.head_row.setSpacing(_APART // 2 if is_narrow else _APART)
        spare = max(2 * _SIDE, self.width() - self.widest() - aside)
        self.head_row.setContentsMargins(0, 0, aside, 0)
        self.hint.setVisible(self.hint.text() == _LOCKED or (self._says_hint and not is_narrow))
        self.body.setContentsMargins(spare // 2, _EDGE, spare - spare // 2, _EDGE)

    def detach(self) -> None:
        """Stop listening; the page goes."""
        self.session.unlisten(self.on_happened)

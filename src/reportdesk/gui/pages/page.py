"""The contract of every page of the wizard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import ShortLabel, label
from reportdesk.session import Happened, Session


class Page(QWidget):
    """One step on screen: shows the session, forwards what the clerk does, and can jump to a finding.

    `focus_moved` names what is in focus (a cell's address or a section's id) for help, footer and the remembered place;
    `jump_requested` carries a finding to go to.
    """

    focus_moved = Signal(str)
    jump_requested = Signal(object)

    def __init__(self, session: Session, step: Step, hint: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.step = step
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 12, 18, 12)
        self.body.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(3)
        self.head_row = QHBoxLayout()
        title = ShortLabel("pageTitle")
        title.setText(step.title)
        self.head_row.addWidget(title)
        self.head_row.addStretch()
        head.addLayout(self.head_row)
        self.hint = label(hint, "pageHint")
        self.hint.setWordWrap(True)
        head.addWidget(self.hint)
        self.body.addLayout(head)
        session.listen(self.on_happened)

    def on_happened(self, happened: Happened) -> None:
        """Show what a change altered."""

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

    def focus_finding(self, finding: Finding | None) -> None:
        """Mark what a finding is about without going there."""

    def footer(self) -> str:
        """Return what the footer says of the thing in focus."""
        return ""

    def detach(self) -> None:
        """Stop listening; the page goes."""
        self.session.unlisten(self.on_happened)

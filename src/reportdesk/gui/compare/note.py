"""One line on what the report was checked against as last year's, or why against nothing, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reportdesk.audit.cross_year import note_on
from reportdesk.form.model import Section
from reportdesk.gui.compare import sources
from reportdesk.gui.widgets import button, label
from reportdesk.session import Session

COMPARE, ADD = "compare", "add"
_TIP = "数据审核已和这份报告核对；点这里逐格对照（Ctrl+Shift+L）"


class LastYearNote(QWidget):
    """Beside the findings; `asked` says what the clerk wants: to compare, or to add last year's report.

    `whole` says all that was not compared, else only whether there is a report of last year, and whether the section
    at hand was left out.
    """

    asked = Signal(str)

    def __init__(self, session: Session, *, whole: bool = False) -> None:
        super().__init__()
        self._session, self._whole = session, whole
        self._section: Section | None = None
        self._text = label("", "hint")
        self._text.setWordWrap(True)
        self._link = button("", self._on_link_clicked)
        self._link.setProperty("link", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(2)
        layout.addWidget(self._text)
        layout.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def show_section(self, section: Section | None) -> None:
        """Say how it is with a section."""
        self._section = section
        self.refresh()

    def refresh(self) -> None:
        """Say how it is now."""
        audit, last = self._session.audit, sources.last_year(self._session)
        note = audit.last_year_note
        here = note_on(self._section, self._session.report, audit.last) if self._section else ""
        said = note if self._whole or last is None else here
        self._text.setText(said)
        self._text.setVisible(bool(said))
        self._link.setText(f"与 {last.name}核对 ›" if last else "导入上年报告…")
        self._link.setToolTip(f"{note}\n{_TIP}".strip() if last else "")

    def text(self) -> str:
        """Return what is said and offered."""
        return f"{self._text.text()}{self._link.text()}" if self._text.isVisibleTo(self) else self._link.text()

    def _on_link_clicked(self) -> None:
        self.asked.emit(COMPARE if sources.last_year(self._session) else ADD)

"""From words in prose to the cell they name, and from a cell to the words that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reportdesk.audit.findings import Finding
from reportdesk.gui.prose.naming import named
from reportdesk.gui.steps import UNIT, step_of

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard

_NO_CELL = "光标处没有随表更新的数字，也没有与表不一致的数字"
_NO_WORDS = "文字部分没有写到这一格的数"


class Crossing(QObject):
    """Goes back and forth in one wizard; from a cell again goes to the next words that name it."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._last: tuple[str, int] = ("", -1)

    def cross(self, finding: Finding | None) -> None:
        """Go to the cells of a finding, else from what is in focus to its other side (Ctrl+Enter)."""
        wizard, page = self._wizard, self._wizard.page()
        if finding is None and page.place() in wizard.session.form.cells:
            self._to_words(page.place())
            return
        address, found = ("", finding) if finding else page.cell_at_cursor()
        here = [] if address else [each for each in page.chosen_findings() if each.cells]
        finding = found or next(iter(here), None)
        if finding is not None and finding.span and not address:
            address = next((cell for cell in finding.cells if cell in wizard.session.form.cells), "")
        if address:
            self._to_cell(address, finding)
        else:
            wizard.footer.say(_NO_CELL)

    def _to_cell(self, address: str, finding: Finding | None) -> None:
        step = step_of(self._wizard.steps, self._wizard.session.form.cells[address].table)
        self._wizard.go_to_step(step.id, address)
        self._wizard.page().focus_finding(finding)

    def _to_words(self, address: str) -> None:
        session = self._wizard.session
        places = named(session.report, session.audit.findings(), address)
        if not places:
            self._wizard.footer.say(_NO_WORDS)
            return
        at = (self._last[1] + 1) % len(places) if self._last[0] == address else 0
        self._last = (address, at)
        place = places[at]
        step = step_of(self._wizard.steps, place.section)
        self._wizard.go_to_step(step.id, place.section if step.id == UNIT else "")
        self._wizard.page().show_words(place.section, (place.start, place.end))

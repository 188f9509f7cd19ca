"""What can be done about a finding by key or link: mend it, go from words to cells and back, read its source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.findings.cards import BURIED, CELL, CHOICES, DIGITS, MEND, NOTES, ONE_KEY
from reportdesk.gui.findings.crossing import Crossing
from reportdesk.gui.findings.mender import Mender
from reportdesk.gui.steps import step_of
from reportdesk.report.changes import Slot
from reportdesk.report.digits import narrowed

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard

_NARROWED, _BROKEN = "把数字改成半角", "另起一段"
KEYS = (("Ctrl+M", MEND), ("Ctrl+Shift+M", CHOICES), ("Ctrl+Return", CELL), ("Ctrl+Enter", CELL), ("Shift+F1", NOTES))


class FindingActs(QObject):
    """Carries the acts out in one wizard; a key means the finding chosen, or what is in focus."""

    def __init__(self, wizard: Wizard, desk: QWidget) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.mender = Mender(wizard)
        crossing = Crossing(wizard)
        self._acts = {
            MEND: self._mend,
            CHOICES: self.mender.choose,
            CELL: crossing.cross,
            NOTES: self._show_notes,
        }
        for keys, act in KEYS:
            QShortcut(QKeySequence(keys), desk, partial(self.follow, act))
        wizard.panel.list.followed.connect(self.follow)

    def follow(self, act: str, finding: Finding | None = None) -> None:
        """Do what a link or key asks for, unless the page at hand holds a refused entry."""
        if self._wizard.page().settle():
            self._acts[act](finding)

    def _mend(self, finding: Finding | None) -> None:
        found = finding or chosen(self._wizard)
        if found is None or found.code not in ONE_KEY:
            self.mender.mend(finding)
        elif found.code == DIGITS:
            self._rewrite(found.section, narrowed, _NARROWED)
        elif found.code == BURIED and found.span:
            self._rewrite(found.section, partial(_broken, place=found.span[0]), _BROKEN)
        else:
            from reportdesk.gui.pictures.redrawing import redraw

            redraw(self._wizard, found)

    def _rewrite(self, section: str, rewritten: Callable[[str], str], words: str) -> None:
        """Alter the text of a section, as one step."""
        session = self._wizard.session
        session.finals.refuse()
        text = rewritten(session.report.prose(section))
        session.apply(session.report.plan(words, [(Slot("prose", section), text)]))
        step = step_of(self._wizard.steps, section)
        self._wizard.go_to_step(step.id, section)  # the finding may be about another page than the one in front
        self._wizard.footer.say(f"{step.name}：已{words}，Ctrl+Z 撤销")

    def _show_notes(self, finding: Finding | None) -> None:
        from reportdesk.gui.findings.notes import NotesDialog

        wizard, page = self._wizard, self._wizard.page()
        place = page.place() if page.place() in wizard.session.form.cells else page.step.id
        dialog = NotesDialog(wizard.window(), wizard.session.form, finding or chosen(wizard), place)
        dialog.exec()
        dialog.deleteLater()


def _broken(text: str, place: int) -> str:
    """Return a text with a line break at a place."""
    return f"{text[:place]}\n{text[place:]}"


def chosen(wizard: Wizard) -> Finding | None:
    """Return the finding chosen on the page or in the panel beside it; of several, the one chosen in both."""
    card = wizard.panel.list.current_card()
    beside = card.finding if card is not None and not card.is_heading else None
    here = wizard.page().chosen_findings()
    return beside if beside in here else next(iter(here), beside)

"""Looks for what mends the broken identities while nothing is typed, and applies what the clerk chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reportdesk.audit.findings import Finding
from reportdesk.audit.repair import Group, Repair
from reportdesk.audit.repair.ranking import edits_in_words
from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Severity
from reportdesk.gui.steps import AUDIT, step_of
from reportdesk.mending import BUDGET
from reportdesk.session import Happened

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard

PAUSE = 350  # milliseconds without a change before anything is looked for
_NONE_CHOSEN = "先用 F4 选中一处能一键改正的问题，再按 Ctrl+M"
_NO_KEY = "这一条不是勾稽错误，没有一键的改法，请按说明核对后修改"
_NO_MEND = "这一处没有找到改法，请对照原始材料逐格核对"
_DONE = "{edits}，Ctrl+Z 撤销"
_LOCKED = "“{name}”取自上年报告，已锁定；先到这一格写明原因，再改正"


class Mender(QObject):
    """The mends of one wizard's report."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._wizard, self._session = wizard, wizard.session
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._session.listen(self._on_session_happened)
        self._timer.start()

    def detach(self) -> None:
        """Stop listening; the wizard goes."""
        self._timer.stop()
        self._session.unlisten(self._on_session_happened)

    def look(self) -> None:
        """Look for mends where an identity is broken, and let them be shown."""
        self._timer.stop()
        if self._session.audit.tally().errors and self._session.mends.look(BUDGET):
            self._show()

    def mend(self, finding: Finding | None) -> None:
        """Apply the likeliest mend as one step (Ctrl+M), or show them all where none is likelier than the others."""
        group = self._group(finding)
        if group is not None and group.tied:
            self.choose(finding)
        elif group is not None and group.repairs:
            self._apply(group.repairs[0])

    def choose(self, finding: Finding | None) -> None:
        """Show all smallest mends and apply the one the clerk picks (Ctrl+Shift+M)."""
        finding = self._finding(finding)
        if self._group(finding) is None or finding is None:
            return
        self._session.mends.look()
        self._show()
        group = self._group(finding)
        if group is None:
            return
        from reportdesk.gui.findings.choices import ChoicesDialog

        dialog = ChoicesDialog(self._wizard.window(), finding, group)
        picked = dialog.picked() if dialog.exec() else None
        dialog.deleteLater()
        if picked is not None:
            self._apply(picked)

    def _finding(self, finding: Finding | None) -> Finding | None:
        from reportdesk.gui.findings.acts import chosen

        return finding or chosen(self._wizard)

    def _group(self, finding: Finding | None) -> Group | None:
        """Return the group of a finding, or of the one chosen; say so where there is none."""
        finding = self._finding(finding)
        self._session.mends.look(BUDGET)
        group = self._session.mends.group(finding.key) if finding else None
        if group is None or not (group.repairs or group.cut):
            is_broken = finding is not None and finding.severity is Severity.ERROR
            self._wizard.footer.say(_NO_MEND if is_broken else _NO_KEY if finding else _NONE_CHOSEN)
            return None
        return group

    def _apply(self, wanted: Repair) -> None:
        locked = next((edit.cell for edit in wanted.edits if self._session.lock(edit.cell)), None)
        if locked:
            step = step_of(self._wizard.steps, self._session.form.cells[locked].table)
            self._wizard.go_to_step(step.id, locked)
            self._wizard.footer.say(_LOCKED.format(name=self._session.form.cell_name(locked)))
            return
        try:
            self._session.apply(self._session.mends.change(wanted))
        except ReportDeskError as error:
            self._show()
            self._wizard.footer.say(error.message)
            return
        self.look()
        first = wanted.edits[0].cell
        if self._wizard.page().step.id != AUDIT:
            self._wizard.go_to_step(step_of(self._wizard.steps, self._session.form.cells[first].table).id, first)
        self._wizard.footer.say(_DONE.format(edits=edits_in_words(self._session.form, wanted)))

    def _show(self) -> None:
        self._wizard.panel.refresh()
        self._wizard.page().show_mends()

    def _on_session_happened(self, happened: Happened) -> None:
        if any(slot.kind in ("cell", "typed") for slot in happened.slots):
            self._timer.start()

"""Opens 与上年核对 in the wizard and leads back from it; keeps what is known of last year up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from reportdesk.audit.cross_year import locked_note
from reportdesk.gui.compare.sources import Source
from reportdesk.gui.steps import UNIT, step_of
from reportdesk.report.report import UNIT_FIELDS
from reportdesk.session import locked

if TYPE_CHECKING:
    from reportdesk.gui.compare.view import CompareView
    from reportdesk.gui.wizard import Wizard

KEYS = "Ctrl+Shift+L"
_ADD = "导入上年报告"
_STORE = ("存为上年报告", "存进报告库，数据审核随即与它核对")
_CHECKED = "已存进报告库，并与本报告核对"
_UNLOCK = "，要改的先写出错说明（Shift+F2）"
_NOT_LAST = "已存进报告库，但它不是本单位上一年度的报告，没有与它核对"


class Comparing(QObject):
    """The comparison of one wizard, in front of its steps while it is shown."""

    def __init__(self, wizard: Wizard, front: QStackedWidget) -> None:
        super().__init__(wizard)
        self._wizard, self._front = wizard, front
        self.view: CompareView | None = None
        QShortcut(QKeySequence(KEYS), wizard, self.toggle)
        wizard.installEventFilter(self)

    def toggle(self) -> None:
        """Show the comparison, or go back to the steps (Ctrl+Shift+L)."""
        if self.is_shown():
            self.leave()
        else:
            self.show()

    def show(self, source: Source | None = None) -> None:
        """Compare with a report; without one with what was compared with before, at first last year's."""
        if not self._wizard.page().settle():
            return
        from reportdesk.gui.compare.view import CompareView  # the first page needs none of it

        if self.view is None:
            self.view = CompareView(self._wizard.session)
            self.view.jump_requested.connect(self._on_view_jump_requested)
            self.view.closed.connect(self.leave)
            self.view.last_year_wanted.connect(self.add_last_year)
            self.view.compared.connect(self._wizard.top.name_comparing)
            self._front.addWidget(self.view)
        self._front.setCurrentWidget(self.view)
        if source is None:
            self.view.refresh()
        else:
            self.view.show_source(source)
        self._point_at(self._wizard.page().place())
        self.view.enter()
        self._wizard.top.show_comparing(True)

    def leave(self) -> None:
        """Go back to the step at hand."""
        if self.is_shown():
            self._front.setCurrentIndex(0)
            self._wizard.top.show_comparing(False)
            self._wizard.return_to_page()

    def is_shown(self) -> bool:
        """Tell whether the comparison is in front."""
        return self._front.currentIndex() > 0

    def refresh(self) -> None:
        """Look whether last year's report was altered or added elsewhere, and show and say what follows from it."""
        told = self._look()
        if told:
            self._wizard.footer.say(told)
        if self.view is not None and self.is_shown():
            self.view.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the clerk comes back to this window."""
        if event.type() == QEvent.Type.WindowActivate and self._wizard.isVisible():
            self.refresh()
        return super().eventFilter(watched, event)

    def ask(self, wish: str) -> None:
        """Do what a note on last year's report offers."""
        if wish == "compare":
            self.show()
        else:
            self.add_last_year()

    def add_last_year(self) -> None:
        """Read last year's report from a file, let it be looked through, and store it beside this one."""
        from reportdesk.gui.importing.dialog import ImportDialog, Purpose
        from reportdesk.gui.importing.preview import Act
        from reportdesk.session import create
        from reportdesk.store.library import IMPORTED

        wizard = self._wizard
        purpose = Purpose(
            _ADD, f"选本单位 {wizard.session.report.year - 1} 年度已经发布的报告。", (Act("add", *_STORE),)
        )
        dialog = ImportDialog(wizard.window(), purpose, wizard.session.store)
        dialog.exec()
        outcome = dialog.outcome
        dialog.deleteLater()
        if outcome is not None:
            create(wizard.session.store, outcome.report, state=IMPORTED)
            told = self._look()
            self.refresh()
            done = _CHECKED if wizard.session.audit.last else _NOT_LAST
            wizard.footer.say("；".join(filter(None, (done, told))))

    def _look(self) -> str:
        """Bring what is known of last year up to date, and say which figures are locked since."""
        wizard, session, place = self._wizard, self._wizard.session, self._wizard.page().place()
        before = locked(session)
        session.refresh_last_year()
        wizard.panel.show_last_year()
        wizard.page().show_last_year()
        new = [address for address in locked(session) if address not in before]
        if place in new:
            wizard.panel.show_help_for(place)
        return f"{locked_note(session.form, new)}{_UNLOCK}" if new else ""

    def _point_at(self, address: str) -> None:
        """Begin at the cell that was in focus in the wizard."""
        if self.view is not None and address in self._wizard.session.form.cells:
            self.view.table.go_to(address)

    def _on_view_jump_requested(self, place: str) -> None:
        wizard, form = self._wizard, self._wizard.session.form
        self.leave()
        if place in form.cells:
            wizard.go_to_step(step_of(wizard.steps, form.cells[place].table).id, place)
        elif place == UNIT:
            wizard.go_to_step(UNIT, UNIT_FIELDS[0])
        else:
            step = step_of(wizard.steps, place)
            wizard.go_to_step(step.id, place if step.id == UNIT else "")

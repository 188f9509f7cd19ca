"""The wizard: steps at the left, the page in the middle, findings and help at the right, the way on below."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui import history
from reportdesk.gui.compare.host import Comparing
from reportdesk.gui.findings.acts import FindingActs
from reportdesk.gui.findings.cards import EXPLAIN, in_one_line
from reportdesk.gui.findings.panel import FindingsPanel
from reportdesk.gui.locking import Locking
from reportdesk.gui.pages.make import make_page
from reportdesk.gui.pages.page import Page
from reportdesk.gui.paper.beside import PreviewBeside
from reportdesk.gui.sides import Sides
from reportdesk.gui.step_list import StepList
from reportdesk.gui.steps import AUDIT, EXPORT, UNIT, Step, step_of, steps
from reportdesk.gui.wizard_bars import HOME_KEYS, Footer, TopBar
from reportdesk.report.changes import Change
from reportdesk.session import Happened, Session

_NARROWEST = 600
_PLACE_PAUSE = 300  # milliseconds after which the place is remembered
_QUIET = 5000  # milliseconds without a change after which the log of the data file is written back


class Wizard(QWidget):
    """One report, open in the window."""

    closed = Signal()
    beside_requested = Signal()
    more_requested = Signal(object)
    state_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.steps = steps(session.form)
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._stack.setObjectName("canvas")
        self.step_list = StepList(session, self.steps)
        self.panel = FindingsPanel(session, self.steps)
        self.top, self.footer = TopBar(), Footer()
        self._sides = Sides(self, (self.top, self.step_list, self.panel, self.footer), session.store)
        self._place_timer = QTimer(self, singleShot=True, interval=_PLACE_PAUSE)
        self._quiet_timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._desk, self._front = QWidget(), QStackedWidget()
        self.comparing = Comparing(self, self._front)
        self.acts = FindingActs(self, self._desk)
        self.locking = Locking(self, self._pages)
        self.preview = PreviewBeside(self, session)
        self.setMinimumWidth(_NARROWEST)
        self._build()
        self._connect()
        self.top.show_title(session.report)
        self._sides.tell(session.audit.tally())
        self._resume()

    def page(self) -> Page:
        """Return the page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def go_to_step(self, step_id: str, place: str = "") -> None:
        """Bring a step's page in front and put the focus there, unless the page at hand holds a refused entry."""
        if not self.page().settle():
            QTimer.singleShot(0, self, self._show_step_at_hand)
            return
        row = next(row for row, step in enumerate(self.steps) if step.id == step_id)
        if self.step_list.currentIndex().row() != row:
            self.step_list.setCurrentIndex(self.step_list.steps_model.index(row))
        self._show_page(self.steps[row])
        self.page().enter(place)
        self.remember()

    def go_by(self, by: int) -> None:
        """Go so many steps on, or back, where there are so many."""
        place = self.step_list.currentIndex().row() + by
        if 0 <= place < len(self.steps):
            self.go_to_step(self.steps[place].id)

    def return_to_page(self) -> None:
        """Give the page in front the keyboard, where it had it."""
        self.page().enter(self.page().place())

    def show_export(self) -> None:
        """Go to 预览与导出."""
        self.comparing.leave()
        self.go_to_step(EXPORT)

    def next_finding(self) -> None:
        """Jump to the next finding (F4)."""
        self._walk(1)

    def previous_finding(self) -> None:
        """Jump to the finding before (Shift+F4)."""
        self._walk(-1)

    def explain(self) -> None:
        """Write the 出错说明 of the remark chosen (Shift+F2)."""
        if not self.page().settle() or self.page().explain():
            return
        card = self.panel.list.current_card()
        if card is not None and card.offers(EXPLAIN) and not self.panel.isVisible():
            self._sides.toggle()
        if not self.panel.list.explain():
            self.footer.say("先选中一条提醒，再写出错说明")

    def undo(self) -> None:
        """Take the last step back and show where."""
        if self.page().settle():
            self._show_change(self.session.undo(), "撤销")

    def redo(self) -> None:
        """Do the step undone last again."""
        if self.page().settle():
            self._show_change(self.session.redo(), "恢复")

    def remember(self) -> None:
        """Keep where in the report the clerk is."""
        self._place_timer.stop()
        page = self.page()
        self.session.store.remember_place(self.session.id, {"step": page.step.id, "place": page.place()})

    def leave(self) -> None:
        """Take what is still being typed (a refused text stays held for the next time) and keep the place."""
        self.page().settle()
        self.remember()

    def detach(self) -> None:
        """Stop listening; the wizard goes. Nothing is left to save."""
        self.leave()
        self._quiet_timer.stop()
        self.session.unlisten(self._on_session_happened)
        self.acts.mender.detach()
        self.locking.detach()
        for page in self._pages.values():
            page.detach()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room when there is little."""
        super().resizeEvent(event)
        self._sides.lay_out()

    def _build(self) -> None:
        whole, page = QHBoxLayout(), QHBoxLayout()
        desk, layout, beside = QVBoxLayout(self._desk), QVBoxLayout(self), QVBoxLayout()
        for part in (whole, page, desk, layout, beside):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(0)
        page.addWidget(self._stack, 1)
        page.addWidget(self.panel)
        beside.addLayout(page, 1)
        beside.addWidget(self.locking.bar)  # not under the steps, which need their height
        whole.addWidget(self.step_list)
        whole.addLayout(beside, 1)
        desk.addLayout(whole, 1)
        desk.addWidget(self.footer)
        self._front.addWidget(self._desk)
        layout.addWidget(self.top)
        layout.addWidget(self._front, 1)

    def _connect(self) -> None:
        self.session.listen(self._on_session_happened)
        self.step_list.selectionModel().currentChanged.connect(self._on_step_list_current_changed)
        self.step_list.opened.connect(self.return_to_page)
        self.panel.jump_requested.connect(self._on_jump_requested)
        self.panel.list.selectionModel().currentChanged.connect(self._on_card_current_changed)
        self._place_timer.timeout.connect(self.remember)
        self._quiet_timer.timeout.connect(self.session.store.write_back)
        self.top.home_requested.connect(self.closed)
        self.top.beside_requested.connect(self.beside_requested)
        self.top.more_requested.connect(self.more_requested)
        self.top.export_requested.connect(self.show_export)
        self.top.compare_requested.connect(self.comparing.toggle)
        self.panel.last_year.asked.connect(self.comparing.ask)
        self.footer.back_requested.connect(partial(self.go_by, -1))
        self.footer.next_requested.connect(partial(self.go_by, 1))
        for keys, slot in (
            ("F4", self.next_finding), ("Shift+F4", self.previous_finding), ("Shift+F2", self.explain),
            ("Ctrl+PgDown", partial(self.go_by, 1)), ("Ctrl+PgUp", partial(self.go_by, -1)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self._desk, slot)
        QShortcut(QKeySequence(HOME_KEYS), self, self.closed.emit)
        for standard, slot in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            for sequence in QKeySequence.keyBindings(standard):
                QShortcut(sequence, self._desk, slot)
        if QKeySequence("Ctrl+Y") not in QKeySequence.keyBindings(QKeySequence.StandardKey.Redo):
            QShortcut(QKeySequence("Ctrl+Y"), self._desk, self.redo)

    def _resume(self) -> None:
        """Go where the clerk was, or to the first step."""
        place = self.session.store.place(self.session.id)
        step_id = place.get("step", UNIT)
        if step_id not in {step.id for step in self.steps}:
            step_id = UNIT
        held = self.session.held()
        if held is not None and held[0].kind == "cell":
            step_id = step_of(self.steps, self.session.form.cells[held[0].name].table).id
        self._show_page(next(step for step in self.steps if step.id == step_id))
        self._resumed_at = (step_id, place.get("place", ""))
        QTimer.singleShot(0, self, self._on_resumed)

    def _on_resumed(self) -> None:
        """Take the focus once the window has laid itself out."""
        self.go_to_step(*self._resumed_at)

    def _show_page(self, step: Step) -> None:
        if step.id not in self._pages:
            page = self._pages[step.id] = make_page(self.session, step, self.steps)
            page.focus_moved.connect(self._on_page_focus_moved)
            page.jump_requested.connect(self._on_jump_requested)
            page.last_year_requested.connect(self.comparing.ask)
            page.followed.connect(self.acts.follow)
            page.compare_requested.connect(self.comparing.show)
            self.locking.take(page)
            widgets = _in_tab_order(page)
            self._stack.addWidget(page)
            for before, after in pairwise((self.step_list, *widgets)):
                QWidget.setTabOrder(before, after)
        page = self._pages[step.id]
        if self._stack.currentWidget() is not page:
            self.page().focus_finding(None)
            self._stack.setCurrentWidget(page)
        self.panel.show_step(step)
        self._sides.show_for(has_panel=step.id not in (AUDIT, EXPORT))
        self.footer.show_place(self.steps.index(step), len(self.steps))
        self.panel.show_help_for(step.id)
        self.footer.say(page.footer())

    def _show_step_at_hand(self) -> None:
        self.step_list.setCurrentIndex(self.step_list.steps_model.index(self.steps.index(self.page().step)))

    def _walk(self, by: int) -> None:
        if not self.page().settle():
            return
        finding = self.panel.walk(self.page().place(), by)
        if finding is None:
            self.footer.say("没有要处理的问题")
        else:
            self._on_jump_requested(finding)

    def _on_jump_requested(self, finding: Finding) -> None:
        if not self.page().settle():
            return
        step = step_of(self.steps, finding.section)
        if self.page().step.id != step.id:
            self.go_to_step(step.id)
        self.page().show_finding(finding)
        self.footer.say(finding.title if self.panel.isVisible() else in_one_line(finding, self.session.mends))

    def _on_card_current_changed(self, current: QModelIndex) -> None:
        card = self.panel.list.card_at(current)
        self.page().focus_finding(card.finding if card and not card.is_heading else None)

    def _on_step_list_current_changed(self, current: QModelIndex) -> None:
        step = self.steps[current.row()]
        if self.page().step.id != step.id:
            keep = self.step_list.hasFocus()
            self.go_to_step(step.id)
            if keep and self.page().step.id == step.id:
                self.step_list.setFocus()

    def _on_page_focus_moved(self, place: str) -> None:
        self.footer.say(self.page().footer())
        self.panel.show_help_for(place)
        self._place_timer.start()

    def _on_session_happened(self, happened: Happened) -> None:
        self._quiet_timer.start()
        self.step_list.steps_model.refresh()
        if happened.delta:
            self.panel.refresh()
            self._sides.tell(self.session.audit.tally())
        self.footer.say(self.page().footer())
        if any(slot.kind == "prose" for slot in happened.slots):
            self._place_timer.start()  # the cursor went on with what was typed
        self.top.show_saved()
        if any(slot.kind in ("unit", "year") for slot in happened.slots):
            self.top.show_title(self.session.report)
            self.panel.show_last_year()

    def _show_change(self, change: Change | None, done: str) -> None:
        """Go where a change was undone or done again and say what it was, or that there was none."""
        if change is None:
            self.footer.say(f"没有可以{done}的修改")
        else:
            session, here = self.session, (self.page().step, self.page().place())
            findings = session.audit.findings()
            self.go_to_step(*history.seen_at(self.steps, session.form, findings, change, here))
            self.footer.say(f"已{done}：{history.told(session.report, change)}")


def _in_tab_order(page: QWidget) -> list[QWidget]:
    """Return what takes the focus on a page that has no place yet, in the order that Tab goes in."""
    found, each = [page], page.nextInFocusChain()
    while each is not None and each is not page:
        found.append(each)
        each = each.nextInFocusChain()
    return [each for each in found if each.focusPolicy() != Qt.FocusPolicy.NoFocus]

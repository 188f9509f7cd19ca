"""A step with tables: the official grid and what went wrong beside the cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reportdesk.audit.findings import Finding
from reportdesk.errors import ReportDeskError
from reportdesk.form.grid import section_grid
from reportdesk.form.model import Section, Severity
from reportdesk.gui.findings.explain import ReasonRow
from reportdesk.gui.grid.actions import FILL_ZEROS
from reportdesk.gui.grid.geometry import widest
from reportdesk.gui.grid.paint import Marks
from reportdesk.gui.grid.view import GridView
from reportdesk.gui.locking import LOOKS_ONLY
from reportdesk.gui.pages.page import Page
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import Bubble, button
from reportdesk.report.comparison import change, counterparts
from reportdesk.report.report import Report, summed
from reportdesk.report.values import Value, is_number, plain, show
from reportdesk.session import Happened, Session

_HINT = "直接键入数字，或从 Excel、WPS、Word、网页复制后粘贴；合计自动计算，也可以直接键入。没有发生请填 0。"
_HELD = "上次没有填完的内容已放回这一格：回车或离开就填入，Esc 放弃。"
_UNLOCK = "为什么要改动取自上年报告的这个数"
_UNLOCKED = "已解锁，可以改动这一格；刚写的出错说明对改后的数有效。撤销（Ctrl+Z）就重新锁定。"
_TYPED = "手工填写，按 Delete 恢复自动合计"
_TYPED_OTHER = "手工填写，各项之和是 {sum}，按 Delete 恢复自动合计"
BEFORE = "show_last_year"
_BEFORE_TIP = "在每格左边小字显示上年的数"
_NO_LAST = "报告库里没有本单位 {year} 年度的报告，暂时不能对照。先在报告库里导入或新建 {year} 年度的报告。"
_NO_COUNTERPARTS = "{year} 年度的报告用的是另一种格式，这一步的表里没有可以对照的项目。"
_ZEROS_KEY = "Alt+0"
_ZEROS_TIP = f"把本步没有填的格子都填 0，合计除外；可以用 Ctrl+Z 撤销（{_ZEROS_KEY}）"


class TablePage(Page):
    """One section's tables."""

    def __init__(self, session: Session, step: Step, section: Section) -> None:
        super().__init__(session, step, _HINT)
        self.view = GridView(session, section_grid(session.form, section))
        self.view.setAccessibleName(step.title)
        self.body.addWidget(self.view, 1)
        self.zeros = button(FILL_ZEROS, self._on_zeros_clicked, tip=_ZEROS_TIP)
        self.before = button("对照上年数", self._on_before_clicked, tip=_BEFORE_TIP)
        self.before.setCheckable(True)
        self.before.setProperty(LOOKS_ONLY, True)
        self.head_row.addWidget(self.zeros)
        self.head_row.addWidget(self.before)
        self._before: dict[str, Value] = {}
        self._no_before = ""  # why no figures of last year can be shown
        self._bubble = Bubble(self)
        self.unlock_row = ReasonRow(self.view, _UNLOCK, session.finals.refuse)
        self.body.addWidget(self.unlock_row)
        self.unlock_row.explained.connect(self._on_unlock_row_explained)
        self.view.cell_actions.unlock_requested.connect(self.explain)
        self._told = self._refused_at = ""
        self._focused: Finding | None = None
        self.view.cell_entered.connect(self._on_view_cell_entered)
        self.view.cell_actions.told.connect(self._on_view_told)
        self.view.refused.connect(self._on_view_refused)
        self.view.closed.connect(self._on_view_closed)
        self.view.selectionModel().selectionChanged.connect(self._on_view_selection_changed)
        keys = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(_ZEROS_KEY), self, self._on_zeros_clicked, context=keys)
        self._mark()
        self._offer_zeros()

    def on_happened(self, happened: Happened) -> None:
        """Mark the cells in error anew."""
        self._bubble.hide()
        self._told = self._refused_at = ""
        self._offer_zeros()
        if happened.delta or any(slot.kind == "typed" for slot in happened.slots):
            self._mark()

    def widest(self) -> int:
        """Return how wide the table gets."""
        return widest()

    def scroll_bar(self) -> int:
        """Return what the table leaves to its scroll bar, whether it is there or not."""
        return self.view.beside()

    def enter(self, place: str = "") -> None:
        """Go to the remembered cell, or to the first; a cell left open is opened again with its text."""
        self._read_before()
        held = self.session.held()
        if held is not None and held[0].kind == "cell" and self.view.grid_model.index_of(held[0].name).isValid():
            self.view.open_with(held[0].name, held[1])
            self._on_view_told(_HELD)
            return
        here = place or self.view.current_address()
        if not (here and self.view.go_to(here)):
            self.view.go_to(self.view.grid_model.addresses()[0])
        self.focus_moved.emit(self.place())

    def place(self) -> str:
        """Return the address of the cell in focus."""
        return self.view.current_address()

    def settle(self) -> bool:
        """Take what stands in an open cell."""
        return self.view.settle()

    def show_finding(self, finding: Finding) -> None:
        """Go to the right side of a broken identity, to a figure that is typed rather than to one that is summed."""
        self.focus_finding(finding)
        self._refused_at = ""
        cells = finding.cells[finding.left_cells :] + finding.cells[: finding.left_cells]
        typed = (address for address in cells if not self.session.report.is_summed(address))
        self.view.go_to(next(typed, cells[0]))

    def focus_finding(self, finding: Finding | None) -> None:
        """Mark the two sides of a finding."""
        self._focused = finding
        self._mark()

    def show_last_year(self) -> None:
        """Show last year's figures, locks and findings anew."""
        self._read_before()
        self.view.viewport().update()  # no signal of the model: that would put an open cell back

    def explain(self) -> bool:
        """Ask why a locked figure is to be altered: the one refused last, if nothing was done since, or that here."""
        here = self.view.current_address()
        return self.view.hasFocus() and any(self._open_unlock_row(each) for each in (self._refused_at, here))

    def footer(self) -> str:
        """Say what was done last, or name the cell in focus."""
        if self._told:
            return self._told
        chosen = [self.session.report.cell(address) for address in self.view.chosen_addresses()]
        if len(chosen) > 1:
            figures = [value for value in chosen if is_number(value)]
            return f"选中 {len(chosen)} 格　求和 {plain(sum(figures))}"
        address = self.view.current_address()
        return self._told_of(address) if address else ""

    def detach(self) -> None:
        """Stop listening; the page goes."""
        super().detach()
        self.view.detach()

    def _told_of(self, address: str) -> str:
        """Name a cell with its figure, last year's and the change, and why it is locked."""
        value = self.session.report.cell(address)
        text = f"{self.session.form.cell_name(address)}：{show(value) or '未填'}"
        lock = self.session.lock(address)
        if lock is None and self.session.report.is_typed(address):
            text += f"　{self._told_of_typed(address)}"
        if address in self._before:
            before = self._before[address]
            difference = change(value, before)
            text += f"　上年：{show(before) or '未填'}" + (f"（{difference}）" if difference else "")
        return f"{text}　已锁定：{lock.source}" if lock else text

    def _told_of_typed(self, total: str) -> str:
        """Say that a total is the clerk's own, what it would be summed to, and how it is summed again."""
        report = self.session.report
        sum_ = summed(self.session.form.totals[total], report.cell)
        agrees = sum_ is None or sum_ == report.cell(total)
        return _TYPED if agrees else _TYPED_OTHER.format(sum=show(sum_))

    def _read_before(self) -> None:
        """Take last year's figures from the store, where it has them."""
        last = self.session.last_year()
        self._before = counterparts(self.session.form, last) if last else {}
        self._no_before = self._why_no_before(last)
        self.before.setToolTip(self._no_before or _BEFORE_TIP)
        self.before.setChecked(not self._no_before and bool(self.session.store.setting(BEFORE)))
        self._mark()

    def _why_no_before(self, last: Report | None) -> str:
        if last is None:
            return _NO_LAST.format(year=self.session.report.year - 1)
        here = self._before.keys() & self.view.grid_model.addresses()
        return "" if here else _NO_COUNTERPARTS.format(year=last.year)

    def _mark(self) -> None:
        findings = self.session.audit.findings()
        focused = self._focused
        if focused is not None:
            focused = next((finding for finding in findings if finding.key == focused.key), None)
        errors = (f.cells[f.left_cells :] for f in findings if f.severity is Severity.ERROR)
        wrong = focused.cells if focused and focused.severity is Severity.ERROR else ()
        noted = focused.cells if focused and focused.severity is Severity.REMARK else ()
        left, right = (wrong[: focused.left_cells], wrong[focused.left_cells :]) if focused else ((), ())
        self.view.mark(
            Marks(
                errors=frozenset(address for cells in errors for address in cells),
                left=frozenset(left),
                right=frozenset(right),
                noted=frozenset(noted),
                totals=frozenset(self.session.form.totals),
                typed=frozenset(self.session.report.names("typed")),
                before=self._before if self.before.isChecked() else {},
            )
        )

    def _open_unlock_row(self, address: str = "") -> bool:
        is_locked = bool(address) and self.session.lock(address) is not None
        if is_locked:
            self.view.go_to(address)
            self._bubble.hide()
            self.unlock_row.open_for(address, self.session.form.cell_name(address), "")
        return is_locked

    def _on_unlock_row_explained(self, address: str, reason: str) -> None:
        try:
            self.session.unlock(address, reason)
        except ReportDeskError as error:
            self._on_view_refused(self.view.visualRect(self.view.currentIndex()), error.message)
        else:
            self._on_view_told(_UNLOCKED)

    def _offer_zeros(self) -> None:
        self.zeros.setEnabled(bool(self.view.cell_actions.blanks()))

    def _on_zeros_clicked(self) -> None:
        if self.settle():
            self.view.cell_actions.fill_zeros()
            self.view.setFocus()

    def _on_view_cell_entered(self, address: str) -> None:
        self._told = ""
        self._bubble.hide()
        self.unlock_row.put_away()
        self.focus_moved.emit(address)

    def _on_view_told(self, text: str) -> None:
        self._told = text
        self.focus_moved.emit(self.place())

    def _on_view_refused(self, rect: QRect, message: str) -> None:
        viewport: QWidget = self.view.viewport()
        self._refused_at = self.view.current_address()
        self._bubble.say(message, QRect(viewport.mapTo(self, rect.topLeft()), rect.size()))

    def _on_view_closed(self) -> None:
        self._bubble.hide()
        if self._told == _HELD:
            self._on_view_told("")

    def _on_before_clicked(self) -> None:
        if self._no_before:
            self.before.setChecked(False)
            self._bubble.say(self._no_before, self.before.geometry())
            self._on_view_told(self._no_before)
            return
        self.session.store.set_setting(BEFORE, "yes" if self.before.isChecked() else "")
        self._mark()

    def _on_view_selection_changed(self) -> None:
        if self.view.current_address():
            self.focus_moved.emit(self.view.current_address())

"""核对: what was read of a published report beside its own page, and the cells to correct; nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.importing.attention import Filters
from reportdesk.gui.importing.printed_grid import by_section
from reportdesk.gui.importing.prose_part import ProsePart, page
from reportdesk.gui.importing.side import Side
from reportdesk.gui.importing.tables import Front, SectionTables
from reportdesk.gui.importing.texts import notes_page, part_name
from reportdesk.gui.importing.trial import Trial
from reportdesk.gui.library.begin import FIRST_YEAR, LAST_YEAR
from reportdesk.gui.widgets import ShortLabel, button, label
from reportdesk.session import Happened

_SHARES = (65, 35)  # of the width, for the tables and for the cells to correct
_SHARED = 10
_NO_YEAR = "请先填写年度：原文没有写明。"
_NO_UNIT = "请先填写单位名称：原文没有写明。"


class Act(NamedTuple):
    """What can be made of a preview; `words` may name the year after as {next}.

    `stores` is the button at which something is stored, where that is a later one.
    """

    id: str
    words: str
    tip: str
    stores: str = ""

    def named(self, next_year: str = "下一") -> str:
        """Return what its button says."""
        return self.words.format(next=next_year)


class Preview(QWidget):
    """The whole of a reading; `acted` names the act that the clerk decided on."""

    acted = Signal(str)
    given_up = Signal()

    def __init__(self, trial: Trial, source: str, acts: Sequence[Act]) -> None:
        super().__init__()
        self.trial = trial
        self._acts = acts
        self.unit, self.year = QLineEdit(trial.report.unit()), _year_field(trial)
        self.filters, self.side = Filters(), Side(trial)
        self.list, self.correction = self.side.list, self.side.correction
        self.tabs = QTabWidget()
        self.tables: dict[str, SectionTables] = {}
        self.prose = ProsePart(trial)
        self._left, self._wanting, self._told = ShortLabel("footerNote"), label("", "bubble"), ShortLabel("pageHint")
        self.buttons: dict[str, QPushButton] = {}
        self._fill_tabs()
        self._build(source)
        self._connect()
        self._name_acts()
        self._refresh()
        self._show(self.list.current_address())

    def enter(self) -> None:
        """Put the focus where the clerk goes on: on what is missing, else on the first cell to correct."""
        if not self.trial.has_year:
            self.year.setFocus()
        elif self.trial.left() and self.list.rows.addresses:
            self.side.enter()
        else:
            self.correction.field.deselect()  # it is not in focus, and must not look so
            next(iter(self.buttons.values())).setFocus()

    def refuse(self, words: str) -> None:
        """Say why the preview cannot be gone on with."""
        self._wanting.setText(words)
        self._show_wanting(True)

    def detach(self) -> None:
        """Forget everything, before the preview goes."""
        self.trial.session.unlisten(self._on_happened)
        for tables in self.tables.values():
            tables.detach()
        self.trial.close()

    def _fill_tabs(self) -> None:
        reading = self.trial.reading
        printed = by_section(reading)
        for section in reading.form.sections:
            if section.tables:
                tables = self.tables[section.id] = SectionTables(self.trial, section, printed.pop(section.id, []))
                tables.cell_chosen.connect(self._on_tables_cell_chosen)
                tables.turned.connect(self._on_tables_turned)
                self.tabs.addTab(tables, part_name(section))
                self.tabs.setTabToolTip(self.tabs.count() - 1, section.title)
        self.tabs.addTab(self.prose, "文字")
        notes = notes_page(reading)
        if notes:
            self.tabs.addTab(page(notes, "说明"), f"说明（{len(reading.notes) + len(reading.skipped)}）")

    def _build(self, source: str) -> None:
        title = ShortLabel("pageTitle")
        title.set_wordings(f"核对读入的内容：{source}", f"核对：{source}", source)
        form = label(self.trial.report.form.name, "hint")
        form.setToolTip("格式由原文的表格决定")
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for widget in (label("单位名称", "fieldLabel"), self.unit, label("年度", "fieldLabel"), self.year, form):
            fields.addWidget(widget, 1 if widget is self.unit else 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.side)
        for place, share in enumerate(_SHARES):
            split.setStretchFactor(place, share)
        split.setSizes([share * _SHARED for share in _SHARES])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.filters)
        layout.addLayout(head)
        layout.addLayout(fields)
        notes = self.trial.reading.notes
        self._told.set_wordings(f"请留意：{''.join(notes)}", f"请留意：有 {len(notes)} 条说明，请看“说明”")
        layout.addWidget(self._told)
        layout.addWidget(self._wanting)
        layout.addWidget(split, 1)
        layout.addLayout(self._bottom())
        self._wanting.setWordWrap(True)
        self._show_wanting(False)
        self.unit.setAccessibleName("单位名称")
        self.tabs.tabBar().setAccessibleName("读入的各部分")

    def _bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self._left, 1)
        for act in self._acts:
            made = button("", self._on_act_clicked, primary=act is self._acts[0], tip=act.tip)
            made.setProperty("act", act.id)
            bottom.addWidget(made)
            self.buttons[act.id] = made
        bottom.addWidget(button("取消", self.given_up.emit, tip="什么都不保存"))
        return bottom

    def _connect(self) -> None:
        self.trial.session.listen(self._on_happened)
        self.unit.editingFinished.connect(self._on_unit_editing_finished)
        self.year.valueChanged.connect(self._on_year_value_changed)
        self.tabs.currentChanged.connect(self._show_side)
        self.filters.changed.connect(self._on_filters_changed)
        self.list.cell_chosen.connect(self._show)
        self.list.enter_pressed.connect(self.correction.field.setFocus)
        self.correction.taken.connect(self._on_correction_taken)
        self.correction.confirmed.connect(self._on_correction_confirmed)
        self.correction.walked.connect(self._on_correction_walked)
        for keys, slot in (
            ("Ctrl+Z", self.trial.session.undo), ("Ctrl+Y", self.trial.session.redo),
            ("F6", partial(self._go_by, 1)), ("Shift+F6", partial(self._go_by, -1)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _show(self, address: str) -> None:
        """Show a cell everywhere, unless the one at hand holds a refused text."""
        if address != self.correction.address() and self.correction.is_altered() and not self.correction.take():
            self.list.choose(self.correction.address())
            self.correction.field.setFocus()
            return
        self.correction.show_cell(address)
        self.side.follow()
        if address:
            self._bring_forward(address).show_cell(address)

    def _bring_forward(self, address: str) -> SectionTables:
        form = self.trial.report.form
        tables = self.tables[form.tables[form.cells[address].table].section]
        self.tabs.setCurrentWidget(tables)
        return tables

    def _show_side(self) -> None:
        """Show the cells to look at beside the tables they are of, where there are any.

        The focus goes from there to what is in front: Qt would give it to whatever comes next, a button below.
        """
        shown = isinstance(self.tabs.currentWidget(), SectionTables) and bool(self.list.rows.addresses)
        if not shown and any(each.hasFocus() for each in self.side.findChildren(QWidget)):
            next(pane for pane in self._panes() if pane.isVisible()).setFocus()
        self.side.setVisible(shown)

    def _refresh(self) -> None:
        """Show counts, list and marks as they are now."""
        self.filters.show_counts(self.trial)
        self.list.show_cells(self.trial.marked(self.filters.marks(self.trial)), self.correction.address())
        for tables in self.tables.values():
            tables.refresh()
        self._left.set_wordings(self.trial.state(), self.trial.in_brief())
        self._show_side()

    def _name_acts(self) -> None:
        year = (str(self.trial.report.year + 1),) if self.trial.has_year else ()
        for act in self._acts:
            self.buttons[act.id].setText(act.named(*year))

    def _go_by(self, by: int) -> None:
        """Go from the correction to the list, the tables, the buttons and the fields above, and round again (F6)."""
        panes = [pane for pane in (self.correction.field, self.list) if pane.isVisible()]
        panes += [*self._panes(), next(iter(self.buttons.values())), self.unit]
        here = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -1)
        pane, shown = panes[(here + by) % len(panes)], self.tabs.currentWidget()
        if isinstance(shown, SectionTables) and pane in shown.views():
            shown.bring(shown.front_of(pane))
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        self.side.follow()

    def _show_wanting(self, shown: bool) -> None:
        """Say what is wanting in place of the notes, which stay under 说明, or no longer.

        Never both, for a moment either: the window would grow beyond the screen.
        """
        if shown:
            self._told.hide()
        self._wanting.setVisible(shown)
        self._told.setVisible(bool(self.trial.reading.notes) and not shown)

    def _panes(self) -> list[QWidget]:
        """Return what takes the focus in the part in front."""
        shown = self.tabs.currentWidget()
        return shown.views() if isinstance(shown, SectionTables | ProsePart) else [shown]

    def _on_happened(self, happened: Happened) -> None:
        self.prose.on_happened(happened)
        self._refresh()
        if not self.unit.hasFocus():
            self.unit.setText(self.trial.report.unit())
        address = self.correction.address()
        if address and not self.correction.field.isModified():
            self.correction.show_cell(address)

    def _on_filters_changed(self) -> None:
        self._refresh()
        self._show(self.list.current_address())

    def _on_tables_cell_chosen(self, address: str) -> None:
        self.list.choose(address)
        self._show(address)

    def _on_tables_turned(self, front: Front) -> None:
        for tables in self.tables.values():
            tables.bring(front)

    def _on_correction_taken(self, done: str) -> None:
        """Go to the next cell: the one that now stands where this one stood, or the one after it.

        From the last one go on to what is left to do, even where others are listed now.
        """
        before = frozenset(self.list.rows.addresses)
        self._refresh()
        if self.list.current_address() == done:
            self.list.walk(1)
        here = self.list.current_address()
        self._show(here)
        if here != done and not before.isdisjoint(self.list.rows.addresses):
            self.correction.field.setFocus()
        else:
            self.enter()

    def _on_correction_confirmed(self, addresses: list[str]) -> None:
        self.trial.confirm(addresses)
        self._on_correction_taken(self.correction.address())

    def _on_correction_walked(self, by: int) -> None:
        if not self.correction.is_altered() or self.correction.take():
            self.list.walk(by)
            self.correction.field.setFocus()

    def _on_unit_editing_finished(self) -> None:
        self._show_wanting(False)
        self.trial.session.set_unit("name", self.unit.text().strip())

    def _on_year_value_changed(self, year: int) -> None:
        self._show_wanting(False)
        if year >= FIRST_YEAR:
            self.trial.set_year(year)
            self._name_acts()

    def _on_act_clicked(self) -> None:
        made = self.sender()
        if not self._settle():
            return
        self._on_unit_editing_finished()
        if not self.trial.has_year or self.year.value() < FIRST_YEAR:
            self._want(_NO_YEAR, self.year)
        elif not self.trial.report.unit():
            self._want(_NO_UNIT, self.unit)
        else:
            self.acted.emit(str(made.property("act")))

    def _settle(self) -> bool:
        """Take what is still being typed; False where it was refused, which is then in focus."""
        if self.correction.is_altered() and not self.correction.take():
            self._bring_forward(self.correction.address())
            self.correction.field.setFocus()
            return False
        return all(tables.settle() for tables in self.tables.values())

    def _want(self, words: str, field: QWidget) -> None:
        self.refuse(words)
        field.setFocus()


def _year_field(trial: Trial) -> QSpinBox:
    made = QSpinBox()
    made.setRange(FIRST_YEAR - 1, LAST_YEAR)
    made.setSpecialValueText("未写明，请填")
    made.setSuffix(" 年")
    made.setAccessibleName("报告年度")
    made.setValue(trial.report.year if trial.has_year else FIRST_YEAR - 1)
    return made

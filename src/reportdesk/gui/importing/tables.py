"""One section in the preview: its tables as printed above, and below the official table with what was read."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reportdesk.form.grid import section_grid
from reportdesk.form.model import Section
from reportdesk.gui.grid.paint import Marks
from reportdesk.gui.grid.view import GridView
from reportdesk.gui.importing.printed import PrintedView
from reportdesk.gui.importing.printed_grid import printed_grid
from reportdesk.gui.importing.trial import Mark, Trial
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import Bubble, label
from reportdesk.intake.published import TableReading

_NONE = "原文里没有这一部分的表格，请对照原文件直接填写。"
_BOTH = 240  # at 100 %: the least height of both tables
_PRINTED, _OFFICIAL = "原文的表格", "读入的结果（可以直接改）"


class SectionTables(QWidget):
    """Printed and official tables of a section; `cell_chosen` names the cell that the clerk goes to in either."""

    cell_chosen = Signal(str)

    def __init__(self, trial: Trial, section: Section, tables: list[TableReading]) -> None:
        super().__init__()
        self._trial = trial
        self.printed = PrintedView(trial, printed_grid(tables)) if tables else None
        self.official = GridView(trial.session, section_grid(trial.report.form, section))
        self.official.ground = "card"
        self.official.setAccessibleName(f"{section.title}：读入的结果")
        self._bubble = Bubble(self)
        self._shown = ""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(_under(_PRINTED if self.printed else _NONE, self.printed))
        self._lower = _under(_OFFICIAL, self.official)
        split.addWidget(self._lower)
        split.setStretchFactor(0, 1 if self.printed else 0)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(split)
        self.official.cell_entered.connect(self._on_official_cell_entered)
        self.official.refused.connect(self._on_official_refused)
        self.official.closed.connect(self._bubble.hide)
        if self.printed is not None:
            self.printed.cell_chosen.connect(self.cell_chosen)
        self.refresh()

    def detach(self) -> None:
        """Stop listening, before the preview goes."""
        self.official.detach()

    def settle(self) -> bool:
        """Take what stands in an open cell; False where it was refused."""
        return self.official.settle()

    def views(self) -> list[QWidget]:
        """Return what takes the focus here, from top to bottom."""
        return [view for view in (self.printed, self.official) if view is not None and view.isVisibleTo(self)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what was printed alone where there is no room for two tables; the field beside it takes the figures."""
        super().resizeEvent(event)
        self._lower.setVisible(self.printed is None or self.height() >= px(_BOTH))

    def show_cell(self, address: str) -> None:
        """Mark a cell in both tables, with the cells that it does not agree with; the focus stays where it is."""
        self._shown = address
        self._mark()
        index = self.official.grid_model.index_of(address)
        if index.isValid() and self.official.current_address() != address:
            self.official.blockSignals(True)
            self.official.setCurrentIndex(index)
            self.official.blockSignals(False)
            self.official.scrollTo(index)
        if self.printed is not None:
            self.printed.show_cell(address)

    def refresh(self) -> None:
        """Show all marks anew."""
        self._mark()
        if self.printed is not None:
            self.printed.printed.alter()

    def _mark(self) -> None:
        odd = self._trial.odd(self._shown)
        self.official.mark(
            Marks(
                errors=frozenset(self._trial.marked([Mark.UNREAD, Mark.ODD])),
                left=frozenset(self._trial.marked([Mark.DOUBTFUL])),
                right=frozenset(odd.cells) if odd else frozenset(),
                totals=frozenset(self._trial.report.form.totals),
            )
        )

    def _on_official_cell_entered(self, address: str) -> None:
        if address:
            self.cell_chosen.emit(address)

    def _on_official_refused(self, rect: QRect, message: str) -> None:
        viewport: QWidget = self.official.viewport()
        self._bubble.say(message, QRect(viewport.mapTo(self, rect.topLeft()), rect.size()))


def _under(words: str, view: QWidget | None) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    note = label(words, "hint")
    note.setWordWrap(True)
    layout.addWidget(note)
    if view is not None:
        layout.addWidget(view, 1)
    return whole

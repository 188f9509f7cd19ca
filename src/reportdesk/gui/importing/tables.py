"""One section in the preview: its tables as printed, and the official table with what was read, below or by turns."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from reportdesk.form.grid import section_grid
from reportdesk.form.model import Section
from reportdesk.gui.grid.paint import Marks
from reportdesk.gui.grid.view import GridView
from reportdesk.gui.importing.printed import PrintedView
from reportdesk.gui.importing.printed_grid import printed_grid
from reportdesk.gui.importing.trial import Mark, Trial
from reportdesk.gui.theme import px
from reportdesk.gui.toggles import Toggles
from reportdesk.gui.widgets import Bubble, label
from reportdesk.intake.published import TableReading

_NONE = "原文里没有这一部分的表格，请对照原文件直接填写。"
_BOTH = 400  # at 100 %: the least height of both tables
_TURN = "看{}，F6 也可以换"


class Front(StrEnum):
    """The table in front where there is no room for both; its value is what its button and its caption say."""

    PRINTED = "原文的表格"
    OFFICIAL = "读入的结果（可以直接改）"


class _Turn(Toggles):
    """Brings one of the two tables to the front."""

    def __init__(self) -> None:
        super().__init__({front: _TURN.format(front.partition("（")[0]) for front in Front}, {}, always=True)
        for front, made in self._buttons.items():
            made.setText(front)


class SectionTables(QWidget):
    """Printed and official tables of a section; `cell_chosen` names the cell that the clerk goes to in either.

    `turned` tells which table was brought to the front.
    """

    cell_chosen = Signal(str)
    turned = Signal(Front)

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
        self.turn = _Turn()
        self._captions = [_caption(Front.PRINTED if self.printed else _NONE), _caption(Front.OFFICIAL)]
        self._parts = [_under(self._captions[0], self.printed), _under(self._captions[1], self.official)]
        for part in self._parts:
            split.addWidget(part)
        split.setStretchFactor(0, 1 if self.printed else 0)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(split, 1)
        self.official.cell_entered.connect(self._on_official_cell_entered)
        self.official.refused.connect(self._on_official_refused)
        self.official.closed.connect(self._bubble.hide)
        self.turn.changed.connect(self._on_turn_changed)
        if self.printed is not None:
            self.printed.cell_chosen.connect(self.cell_chosen)
        self._lay_out()
        self.refresh()

    def detach(self) -> None:
        """Stop listening, before the preview goes."""
        self.official.detach()

    def settle(self) -> bool:
        """Take what stands in an open cell; False where it was refused."""
        return self.official.settle()

    def views(self) -> list[QWidget]:
        """Return what takes the focus here, from top to bottom, be it in front or not."""
        return [view for view in (self.printed, self.official) if view is not None]

    def front(self) -> Front:
        """Return which table is in front."""
        return Front(self.turn.down())

    def bring(self, front: Front) -> None:
        """Bring a table to the front."""
        if self.front() is not front:
            self.turn.choose(front)

    def front_of(self, view: QWidget) -> Front:
        """Return what brings a view to the front."""
        return Front.OFFICIAL if view is self.official else Front.PRINTED

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one table at a time where there is no room for two."""
        super().resizeEvent(event)
        self._lay_out()

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

    def _lay_out(self) -> None:
        both = self.printed is None or self.height() >= px(_BOTH)
        self.turn.setVisible(not both)
        for front, part, caption in zip(Front, self._parts, self._captions, strict=True):
            caption.setVisible(both)
            part.setVisible(both or self.front() is front)

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

    def _on_turn_changed(self) -> None:
        if not self.settle():
            self.bring(Front.OFFICIAL)  # where the refused text stands
        self._lay_out()
        self.turned.emit(self.front())

    def _on_official_refused(self, rect: QRect, message: str) -> None:
        viewport: QWidget = self.official.viewport()
        self._bubble.say(message, QRect(viewport.mapTo(self, rect.topLeft()), rect.size()))


def _caption(words: str) -> QLabel:
    made = label(words, "hint")
    made.setWordWrap(True)
    return made


def _under(caption: QLabel, view: QWidget | None) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(caption)
    if view is not None:
        layout.addWidget(view, 1)
    return whole

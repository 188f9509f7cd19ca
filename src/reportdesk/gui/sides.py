"""What stands beside the page: one rule for every window width and text size."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reportdesk.audit.findings import Tally
from reportdesk.gui import theme
from reportdesk.gui.findings.panel import FindingsPanel
from reportdesk.gui.step_list import StepList
from reportdesk.gui.wizard_bars import Footer, TopBar
from reportdesk.store.store import Store

KEY = "F6"
# Widths at 100 % with room for the panel beside the widest table, for hints, for names of steps and more buttons, for
# the report's state.
_PANEL, _HINTS, _NAMES, _STATE = 1160, 1000, 800, 600
_NAMES_BESIDE = 788  # what the panel must leave, where it is shown, for a table beside the names of steps
_PANEL_SHARE = 0.4  # of the window that the panel takes at most
_SETTING, _SHOWN, _FOLDED = "findings_panel", "shown", "folded"


class Sides(QObject):
    """Folds 数据审核 and narrows the steps where the page needs the room.

    What the clerk chose with the button holds everywhere and is remembered; choosing what the room would give anyway
    leaves it to the room again.
    """

    folded = Signal()

    def __init__(self, wizard: QWidget, parts: tuple[TopBar, StepList, FindingsPanel, Footer], store: Store) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._top, self._steps, self._panel, self._footer = parts
        self._store, self._kept = store, store.setting(_SETTING)
        self._has_panel = True
        theme.changed.connect(self.lay_out)
        self._top.panel_requested.connect(self.toggle)
        QShortcut(QKeySequence(KEY), wizard, self.toggle)

    def show_for(self, *, has_panel: bool) -> None:
        """Lay out for a page that has the panel beside it, or that takes its room."""
        self._has_panel = has_panel
        self.lay_out()

    def lay_out(self) -> None:
        """Show what there is room for."""
        width, is_shown = theme.at_full_size(self._wizard.width()), self._has_panel and self.is_open()
        taken = self._panel.set_room(round(_PANEL_SHARE * self._wizard.width()), tight=not self._fits())
        left = theme.at_full_size(self._wizard.width() - taken) if is_shown else width
        self._steps.set_named(width >= _NAMES and (left >= _NAMES_BESIDE or not is_shown))
        self._panel.setVisible(is_shown)
        self._top.set_room(roomy=width >= _HINTS, plain=width < _NAMES, tight=width < _STATE)
        self._top.show_panel(self.is_open() if self._has_panel else None)
        self._footer.set_roomy(width >= _HINTS)

    def tell(self, tally: Tally) -> None:
        """Say on the button what a folded panel hides."""
        self._top.show_tally(tally)

    def is_open(self) -> bool:
        """Tell whether the panel is shown on the pages that have it."""
        return self._kept == _SHOWN or (self._kept != _FOLDED and self._fits())

    def toggle(self) -> None:
        """Show the panel or fold it (F6)."""
        if not self._has_panel:
            return
        wished = not self.is_open()
        self._kept = "" if wished == self._fits() else _SHOWN if wished else _FOLDED
        self._store.set_setting(_SETTING, self._kept)
        hidden_focus = not wished and self._panel.isAncestorOf(self._wizard.focusWidget() or self._wizard)
        self.lay_out()
        if hidden_focus:
            self.folded.emit()

    def _fits(self) -> bool:
        return theme.at_full_size(self._wizard.width()) >= _PANEL

"""预览与导出: the pages as they will print, and the ways on from here: files, paper, 送审, 定稿."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from reportdesk.gui import theme
from reportdesk.gui.pages.page import Page
from reportdesk.gui.paper.digest_card import DigestCard
from reportdesk.gui.paper.export_card import EXPORT_KEYS, PRINT_KEYS, ExportCard
from reportdesk.gui.paper.exporting import KINDS, SIGNOFF, Exporting, Kind
from reportdesk.gui.paper.preview import Preview
from reportdesk.gui.paper.state_card import FINAL_KEYS, SUBMIT_KEYS, StateCard
from reportdesk.gui.steps import Step
from reportdesk.gui.whole_scroll import WholeScroll
from reportdesk.session import Happened, Session

_HINT = "打印出来就是这个样子，改动后随即更新。"
_HINT_FINAL = "打印出来就是这个样子。"
_SIDE = 292  # at 100 %
_BESIDE = 620  # width at 100 % from which the cards stand beside the pages; below that one shows either
_PREVIEW, _CARDS = range(2)


class ExportPage(Page):
    """Preview, export, print and sign-off of the whole report."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step, _HINT)
        self.preview = Preview(session)
        self.exporting = Exporting(session, self._pages_pdf)
        self.card = ExportCard(session, self.exporting)
        self.state, self.digest = StateCard(session), DigestCard(session)
        self._side, column = WholeScroll(), QVBoxLayout()
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for card in (self.card, self.state, self.digest):
            column.addWidget(card)
        column.addStretch()
        self._side.fill(column)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("预览，或者导出和定稿")
        for name in ("预览", "导出、打印和定稿"):
            self.tabs.addTab(name)
        whole = QHBoxLayout()
        whole.setSpacing(14)
        whole.addWidget(self.preview, 1)
        whole.addWidget(self._side)
        self.body.addWidget(self.tabs)
        self.body.addLayout(whole, 1)
        self._connect()
        self._lay_out()

    @property
    def export_button(self) -> QWidget:
        """Return what exports."""
        return self.card.export_button

    def on_happened(self, happened: Happened) -> None:
        """Follow what was changed, a moment later."""
        self.preview.on_happened(happened)
        if self.isVisible():
            self._refresh()

    def enter(self, place: str = "") -> None:
        """Show the report as it stands now."""
        self._refresh()
        self.preview.refresh()
        (self.card.export_button if self.card.export_button.isVisible() else self.tabs).setFocus()

    def suggested(self) -> Path:
        """Return folder and name offered for the file."""
        return self.card.suggested()

    def export(self) -> None:
        """Ask where to write the kind of file chosen, and write it (Ctrl+E)."""
        self.show_cards()
        self.card.ask()

    def print(self) -> None:
        """Ask for a printer and print the pages (Ctrl+P)."""
        from reportdesk.gui.paper.printing import ask_and_print  # slow to load, rarely needed

        title, proposed = self.session.report.title(), self.card.suggested_print()
        file = ask_and_print(self.window(), self.preview.pages(), title, proposed)
        if file is not None:
            self.show_cards()
            self.card.tell_printed(file)

    def export_signoff(self) -> None:
        """Export the papers for signing; the report then counts as handed in."""
        self.show_cards()
        self.card.ask(next(kind for kind in KINDS if kind.id == SIGNOFF))

    def submit(self) -> None:
        """Export the papers for signing, unless the report is locked (Ctrl+Shift+S)."""
        self.show_cards()
        if not self.session.finals.is_final:
            self.export_signoff()

    def go_on(self) -> None:
        """Ask whether to lock the report, or to begin a new version of a locked one (Ctrl+Shift+D)."""
        self.show_cards()
        self.state.go_on()

    def show_cards(self) -> None:
        """Bring the cards in front where they are not."""
        self.tabs.setCurrentIndex(_CARDS)

    def begin_again(self) -> None:
        """Ask whether to begin a new version, and begin it."""
        self.show_cards()
        self.state.begin_again()

    def set_locked(self, locked: bool) -> None:
        """Say that nothing will be altered any more; all else is as it was."""
        self.hint.setText(_HINT_FINAL if locked else _HINT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show either pages or cards where there is no room for both."""
        super().resizeEvent(event)
        self._lay_out()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._lay_out)
        self.card.print_requested.connect(self.print)
        self.card.written.connect(self._on_card_written)
        self.state.signoff_requested.connect(self.export_signoff)
        self.state.state_changed.connect(self.state_changed)
        self.state.compare_requested.connect(self.compare_requested)
        self.digest.compared.connect(self._on_digest_compared)
        theme.changed.connect(self._lay_out)
        for keys, slot in (
            (EXPORT_KEYS, self.export),
            (PRINT_KEYS, self.print),
            (SUBMIT_KEYS, self.submit),
            (FINAL_KEYS, self.go_on),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self) -> None:
        beside = self._is_beside()
        self.tabs.setVisible(not beside)
        self.say_hint(beside)
        self.preview.setVisible(beside or self.tabs.currentIndex() == _PREVIEW)
        self._side.setVisible(beside or self.tabs.currentIndex() == _CARDS)
        self._side.setMinimumWidth(theme.px(_SIDE) if beside else 0)
        self._side.setMaximumWidth(theme.px(_SIDE) if beside else self.maximumWidth())

    def _is_beside(self) -> bool:
        return theme.at_full_size(self.width()) >= _BESIDE

    def _refresh(self) -> None:
        self.card.refresh()
        self.state.refresh()
        self.digest.refresh()

    def _pages_pdf(self) -> Callable[[], bytes]:
        from reportdesk.gui.paper.printing import pdf

        return partial(pdf, self.preview.pages(), self.session.report.title())

    def _on_digest_compared(self) -> None:
        """Bring the outcome into view, once it has its place."""
        QTimer.singleShot(0, self, self._show_digest_outcome)

    def _show_digest_outcome(self) -> None:
        for part in (self.digest.field, self.digest.outcome):
            if part.isVisible():
                self._side.ensureWidgetVisible(part)

    def _on_card_written(self, kind: Kind) -> None:
        if kind.id == SIGNOFF:
            self.state.handed_in(self.card.exporting.digest)

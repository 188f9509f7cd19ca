"""The menu of what a report can be compared with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.compare import sources
from reportdesk.session import Session

_KINDS = "年度报告 (*.docx *.doc *.wps *.pdf *.html *.htm *.mht *.txt *.report.json);;所有文件 (*)"


class SourceMenu(QMenu):
    """Asks what to compare with; `picked` carries the Source, `failed` a sentence."""

    picked = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = parent
        self._last = self.addAction("上年报告")
        self._last.triggered.connect(self._on_last_triggered)
        self.addAction("报告库里的另一份…").triggered.connect(self.pick_stored)
        self.addAction("文件（Word、PDF、网页、文本）…").triggered.connect(self.pick_file)
        self._states = self.addMenu("本报告以前的样子")
        self.aboutToShow.connect(self._on_about_to_show)

    def pick_stored(self) -> None:
        """Ask for another report of the library, one of the same unit proposed."""
        from reportdesk.gui.library.picker import COMPARE, PickReportDialog

        store, report = self._session.store, self._session.report
        others = [entry for entry in store.entries() if entry.id != self._session.id]
        likely = [entry for entry in others if entry.unit == report.unit()]
        likely.sort(key=lambda entry: abs(entry.year - (report.year - 1)))
        dialog = PickReportDialog(self._owner.window(), others, likely[0].id if likely else 0, COMPARE)
        chosen = dialog.chosen() if dialog.exec() else None
        dialog.deleteLater()
        if chosen is not None:
            self.picked.emit(sources.stored(store, chosen))

    def pick_file(self) -> None:
        """Ask for a file and read it."""
        from reportdesk.gui.file_dialog import ask_recent

        path = ask_recent(self._owner.window(), "选一份报告来核对", self._session.store, _KINDS)
        if path is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            source = sources.file(path)
        except ReportDeskError as error:
            self.failed.emit(error.message)
        else:
            self.picked.emit(source)
        finally:
            QApplication.restoreOverrideCursor()

    def _on_about_to_show(self) -> None:
        """Offer what there is now."""
        self._last.setEnabled(sources.last_year(self._session) is not None)
        self._states.clear()
        for state in sources.states(self._session):
            self._states.addAction(state.name).triggered.connect(partial(self._on_state_triggered, state))
        self._states.setEnabled(not self._states.isEmpty())

    def _on_last_triggered(self) -> None:
        self.picked.emit(sources.last_year(self._session))

    def _on_state_triggered(self, state: sources.State) -> None:
        self.picked.emit(sources.state(self._session, state))

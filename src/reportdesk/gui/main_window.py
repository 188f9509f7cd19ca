"""The main window: 报告库 or one open report, and a banner for what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reportdesk.errors import ReportDeskError
from reportdesk.gui.library.page import LibraryPage
from reportdesk.gui.widgets import bar, button, label, set_tone
from reportdesk.store.library import Entry, Library

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard
    from reportdesk.store.store import Store

SMALLEST = (1024, 640)
_FIRST_SIZE = (1366, 768)
_GEOMETRY, _OPEN = "window_geometry", "open_report"
_GEOMETRY_PAUSE = 400  # milliseconds


class Banner(QFrame):
    """One line across the window, which stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = label("")
        self._text.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 16, 7)
        layout.addWidget(self._text, 1)
        layout.addWidget(button("知道了", self.hide))
        self.hide()

    def say(self, text: str, tone: str = "error") -> None:
        """Show a text; `done` is the tone of good news."""
        self._text.setText(text)
        set_tone(self, tone)
        self.show()

    def text(self) -> str:
        """Return what the banner says."""
        return self._text.text()


class MainWindow(QMainWindow):
    """The program's only window."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.setWindowTitle("年报编报（ReportDesk）")
        self.setMinimumSize(*SMALLEST)
        self._library = library
        self.banner = Banner()
        self.library = LibraryPage(library)
        self._stack = QStackedWidget()
        self._stack.addWidget(_with_bar(self.library))
        self._wizard: Wizard | None = None
        self._geometry_timer = QTimer(self, singleShot=True, interval=_GEOMETRY_PAUSE)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)
        self._restore_geometry()
        self._geometry_timer.timeout.connect(self._save_geometry)
        self.library.open_requested.connect(self._on_open_requested)
        self.library.new_requested.connect(self._on_new_requested)
        self.library.import_requested.connect(self._on_import_requested)
        self.library.practice_requested.connect(self._on_practice_requested)
        self._resume()

    def wizard(self) -> Wizard | None:
        """Return the wizard of the open report, None on 报告库."""
        return self._wizard

    def open_report(self, report_id: int) -> None:
        """Open a report where the clerk left it."""
        from reportdesk.gui.wizard import Wizard
        from reportdesk.session import Session

        self.close_report()
        wizard = Wizard(Session(self._store(), report_id))
        wizard.closed.connect(self.close_report)
        self._wizard = wizard
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)
        self._library.set_setting(_OPEN, str(report_id))

    def close_report(self) -> None:
        """Go back to 报告库; nothing is left to save."""
        if self._wizard is not None:
            self._wizard.detach()
            self._stack.removeWidget(self._wizard)
            self._wizard.deleteLater()
            self._wizard = None
            self._library.set_setting(_OPEN, "")
        self.banner.hide()
        self.library.enter()

    def come_forward(self) -> None:
        """Show the window before all others, as when the program is started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, error: ReportDeskError) -> None:
        """Say what went wrong; nothing was lost or changed."""
        self.banner.say(error.message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size, a moment later."""
        super().resizeEvent(event)
        self._geometry_timer.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place, a moment later."""
        super().moveEvent(event)
        self._geometry_timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Remember whether the window is maximised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._geometry_timer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without asking: every change is stored already."""
        if self._geometry_timer.isActive():
            self._save_geometry()
        if self._wizard is not None:
            self._wizard.leave()
        super().closeEvent(event)

    def _store(self) -> Store:
        """Return the reports' contents, on the connection that is open already."""
        from reportdesk.store.store import Store

        return Store(self._library.connection)

    def _resume(self) -> None:
        """Open the report that was open when the program stopped."""
        opened = self._library.setting(_OPEN)
        if not opened or all(entry.id != int(opened) for entry in self._library.entries()):
            self.library.enter()
            return
        try:
            self.open_report(int(opened))
        except ReportDeskError as error:
            self.tell(error)

    def _restore_geometry(self) -> None:
        saved = self._library.setting(_GEOMETRY)
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii"))):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def _save_geometry(self) -> None:
        self._geometry_timer.stop()
        saved = self.saveGeometry().toBase64().data()
        self._library.set_setting(_GEOMETRY, bytes(saved).decode("ascii"))

    def _on_open_requested(self, entry: Entry) -> None:
        self.open_report(entry.id)

    def _on_new_requested(self) -> None:
        from reportdesk.gui.library.begin import NewReportDialog
        from reportdesk.session import create

        last = self.library.chosen()
        dialog = NewReportDialog(self, last.unit if last and not last.sample else "")
        if dialog.exec():
            self.open_report(create(self._store(), dialog.report()))

    def _on_import_requested(self) -> None:
        from reportdesk.gui.library.begin import import_file

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getOpenFileName(self, "导入报告文件", documents, "报告文件 (*.report.json)")
        if chosen:
            self.open_report(import_file(self._store(), Path(chosen)))

    def _on_practice_requested(self) -> None:
        from reportdesk.gui.library.begin import PRACTICE, open_practice

        existing = next((entry for entry in self._library.entries() if entry.sample == PRACTICE), None)
        if existing is None or self._wants_anew():
            self.open_report(open_practice(self._store()))
        else:
            self.open_report(existing.id)

    def _wants_anew(self) -> bool:
        """Ask whether to put the practice report's planted faults back."""
        box = QMessageBox(QMessageBox.Icon.Question, "练习报告", "接着上次练习，还是还原成最初的样子？", parent=self)
        box.setDefaultButton(box.addButton("接着练习", QMessageBox.ButtonRole.AcceptRole))
        anew = box.addButton("还原", QMessageBox.ButtonRole.DestructiveRole)
        box.exec()
        return box.clickedButton() is anew


def _with_bar(page: QWidget) -> QWidget:
    """Return a page under the program's name."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar("topBar", [label("年报编报", "brand"), None]))
    layout.addWidget(page, 1)
    return whole

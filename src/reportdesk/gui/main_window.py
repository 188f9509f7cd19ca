"""The main window: 报告库 or one open report, and a banner for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.banner import Banner
from reportdesk.gui.library.page import LibraryPage
from reportdesk.gui.widgets import bar, label
from reportdesk.store.library import Entry, Library

if TYPE_CHECKING:
    from reportdesk.gui.second_window import SecondWindow
    from reportdesk.gui.wizard import Wizard
    from reportdesk.store.store import Store

SMALLEST = (1024, 640)
_FIRST_SIZE = (1366, 768)
_GEOMETRY, _OPEN = "window_geometry", "open_report"
_GEOMETRY_PAUSE = 400  # milliseconds


class MainWindow(QMainWindow):
    """The program's first window; it may have a second one beside it."""

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
        self._second: SecondWindow | None = None
        self._untiled: QByteArray | None = None
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
        self.library.deed_requested.connect(self._on_library_deed_requested)
        self._resume()

    def wizard(self) -> Wizard | None:
        """Return the wizard of the open report, None on 报告库."""
        return self._wizard

    def second(self) -> SecondWindow | None:
        """Return the second window while it is open."""
        return self._second

    def store(self) -> Store:
        """Return the reports' contents, on the connection that is open already."""
        from reportdesk.store.store import Store

        return Store(self._library.connection)

    def open_report(self, report_id: int) -> None:
        """Open a report where the clerk left it; one that is open in the second window comes forward there."""
        from reportdesk.gui.wizard import Wizard
        from reportdesk.session import Session

        if self._second is not None and self._second.shows(report_id):
            self._second.come_forward()
            return
        self.close_report()
        wizard = Wizard(Session(self.store(), report_id))
        wizard.closed.connect(self.close_report)
        wizard.beside_requested.connect(self._on_wizard_beside_requested)
        self._wizard = wizard
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)
        self._library.set_setting(_OPEN, str(report_id))

    def open_second(self, report_id: int) -> None:
        """Open a report in the second window, beside this one; one that is open already comes forward."""
        from reportdesk.gui.second_window import SecondWindow, tile
        from reportdesk.session import Session

        if self._wizard is not None and self._wizard.session.id == report_id:
            self.come_forward()
            return
        if self._second is None or not self._second.shows(report_id):
            session = Session(self.store(), report_id)
            if self._second is None:
                self._second = SecondWindow()
                self._second.closed.connect(self._on_second_closed)
                self._untiled = self.saveGeometry()
                self.setMinimumSize(self._second.minimumSize())
            self._second.show_report(session)
            self._second.show()
            tile(self, self._second)
        self._second.come_forward()

    def give_up(self, report_id: int) -> None:
        """Close a report wherever it is open, before it is deleted."""
        if self._second is not None and self._second.shows(report_id):
            self._second.close()
        if self._wizard is not None and self._wizard.session.id == report_id:
            self.close_report()

    def close_report(self) -> None:
        """Go back to 报告库; nothing is left to save."""
        closed = 0
        if self._wizard is not None:
            closed = self._wizard.session.id
            self._wizard.detach()
            self._stack.removeWidget(self._wizard)
            self._wizard.deleteLater()
            self._wizard = None
            self._library.set_setting(_OPEN, "")
        self.banner.hide()
        self.library.enter(closed)

    def come_forward(self) -> None:
        """Show the window before all others, as when the program is started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, error: ReportDeskError) -> None:
        """Say what went wrong, in the window it went wrong in; nothing was lost or changed."""
        if self._second is not None and self._second.isActiveWindow():
            self._second.tell(error)
        else:
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
        """Remember whether the window is maximised; read the list anew when the clerk comes back from the second."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._geometry_timer.start()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._second is not None and self.library.isVisible():
                self.library.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without asking: every change is stored already."""
        if self._geometry_timer.isActive():
            self._save_geometry()
        if self._second is not None:
            self._second.close()
        if self._wizard is not None:
            self._wizard.leave()
        super().closeEvent(event)

    def _resume(self) -> None:
        """Open the report that was open when the program stopped."""
        opened = self._library.setting(_OPEN)
        try:
            if opened and not self._library.entry(int(opened)).deleted:
                self.open_report(int(opened))
                return
        except ReportDeskError as error:
            self.tell(error)
        self.library.enter()

    def _restore_geometry(self) -> None:
        saved = self._library.setting(_GEOMETRY)
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii"))):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def _save_geometry(self) -> None:
        self._geometry_timer.stop()
        if self._untiled is not None:
            return  # beside the second window it has a size for the time being
        saved = self.saveGeometry().toBase64().data()
        self._library.set_setting(_GEOMETRY, bytes(saved).decode("ascii"))

    def _on_library_deed_requested(self, deed: str, entry: Entry | None) -> None:
        from reportdesk.gui.library import deeds

        deeds.carry_out(self, deed, entry)

    def _on_wizard_beside_requested(self) -> None:
        from reportdesk.gui.library import deeds

        deeds.pick_second(self)

    def _on_second_closed(self) -> None:
        """Take the whole room again and show what was changed there."""
        second, self._second = self._second, None
        if second is not None:
            second.deleteLater()
        self.setMinimumSize(*SMALLEST)
        if self._untiled is not None:
            self.restoreGeometry(self._untiled)
            self._untiled = None
        if self._wizard is None:
            self.library.refresh()


def _with_bar(page: QWidget) -> QWidget:
    """Return a page under the program's name."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar("topBar", [label("年报编报", "brand"), None]))
    layout.addWidget(page, 1)
    return whole

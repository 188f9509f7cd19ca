"""The main window: 报告库 or one open report, and a banner for what went wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.banner import Banner
from reportdesk.gui.beside import Beside
from reportdesk.gui.library.page import LibraryPage
from reportdesk.gui.looks import Looks
from reportdesk.gui.widgets import bar, button, label
from reportdesk.store.library import Entry, Library

if TYPE_CHECKING:
    from reportdesk.gui.keeping import Restoring
    from reportdesk.gui.manual import Manual
    from reportdesk.gui.wizard import Wizard
    from reportdesk.session import Session
    from reportdesk.store.store import Store

SMALLEST = (1024, 640)
_FIRST_SIZE = (1366, 768)
_FRAME = 60  # pixels that title bar and frame may take
_GEOMETRY, _OPEN = "window_geometry", "open_report"
_GEOMETRY_PAUSE = 400  # milliseconds


class MainWindow(QMainWindow):
    """The program's first window; it may have a second one beside it."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.setWindowTitle("年报编报")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._library = library
        self.looks = Looks(library, self)
        central = QWidget()
        self.banner = Banner(central, self._strip)
        self.library = LibraryPage(library)
        self._stack = QStackedWidget()
        settings = button("设置", self.show_settings, tip="外观、文字大小、数据文件夹（Ctrl+逗号）")
        manual = button("帮助", self.show_manual, tip="使用说明（F1）")
        self._stack.addWidget(_with_bar(self.library, settings, manual))
        self._wizard: Wizard | None = None
        self.beside = Beside(self)
        self._manual: Manual | None = None
        self.restoring: Restoring | None = None  # what is to be done once the window is closed
        self._geometry_timer = QTimer(self, singleShot=True, interval=_GEOMETRY_PAUSE)
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)
        self._restore_geometry()
        self._geometry_timer.timeout.connect(self._save_geometry)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_manual)
        QShortcut(QKeySequence("Ctrl+,"), self, self.show_settings)
        self.library.deed_requested.connect(self._on_library_deed_requested)
        self.beside.closed.connect(self._on_beside_closed)
        self._resume()

    def begin(self) -> None:
        """Show the window: as it was left, or filling a screen that is hardly larger than its first size."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        cramped = room.width() - _FIRST_SIZE[0] < _FRAME or room.height() - _FIRST_SIZE[1] < _FRAME
        if cramped and not self._library.setting(_GEOMETRY):
            self.showMaximized()
        else:
            self.show()

    def wizard(self) -> Wizard | None:
        """Return the wizard of the open report, None on 报告库."""
        return self._wizard

    def store(self) -> Store:
        """Return the reports' contents, on the connection that is open already."""
        from reportdesk.store.store import Store

        return Store(self._library.connection)

    def show_manual(self) -> None:
        """Open the manual at the chapter for what the clerk is doing (F1)."""
        from reportdesk.gui.manual import Manual, chapter_of

        if self._manual is None:
            self._manual = Manual(self)
        wizard = self._wizard
        comparing = wizard is not None and wizard.comparing.is_shown()
        self._manual.open_at("compare" if comparing else chapter_of(wizard.page().step if wizard else None))

    def open_report(self, report_id: int) -> None:
        """Open a report where the clerk left it; one that is open in the second window comes forward there."""
        from reportdesk.gui.garbage import clear_soon
        from reportdesk.gui.wizard import Wizard
        from reportdesk.session import Session

        if self.beside.shows(report_id):
            self.beside.come_forward()
            return
        self.close_report()
        wizard = Wizard(Session(self.store(), report_id))
        wizard.closed.connect(self.close_report)
        wizard.beside_requested.connect(self._on_wizard_beside_requested)
        wizard.more_requested.connect(self._on_wizard_more_requested)
        wizard.state_changed.connect(self.banner.hide)
        self._wizard = wizard
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)
        self._library.set_setting(_OPEN, str(report_id))
        QTimer.singleShot(0, self, self._offer_tour)
        clear_soon(self)

    def wizard_of(self, report_id: int) -> Wizard | None:
        """Open a report and return its wizard, in whichever window it is."""
        self.open_report(report_id)
        second = self.beside.window
        return second.wizard() if second is not None and self.beside.shows(report_id) else self._wizard

    def open_second(self, report_id: int) -> None:
        """Open a report in the second window, beside this one; one that is open already comes forward."""
        from reportdesk.session import Session

        if self._wizard is not None and self._wizard.session.id == report_id:
            self.come_forward()
            return
        if not self.beside.shows(report_id):
            self.beside.open(Session(self.store(), report_id))
        self.beside.come_forward()

    def give_up(self, report_id: int) -> None:
        """Close a report wherever it is open, before it is deleted."""
        if self.beside.shows(report_id):
            self.beside.close()
        if self._wizard is not None and self._wizard.session.id == report_id:
            self.close_report()

    def close_report(self) -> None:
        """Go back to 报告库; nothing is left to save."""
        closed = 0
        if self._wizard is not None:
            session = self._wizard.session
            closed = session.id
            self._wizard.detach()
            self._stack.removeWidget(self._wizard)
            self._wizard.deleteLater()
            self._wizard = None
            self._library.set_setting(_OPEN, "")
            _catch_up(session)
        self.banner.hide()
        self.library.enter(closed)

    def show_settings(self) -> None:
        """Let the clerk choose theme and text size, or keep the reports safe (Ctrl+comma)."""
        from reportdesk.gui.settings import SettingsDialog

        dialog = SettingsDialog(self.looks, self._library.path.parent, self)
        dialog.exec()
        dialog.deleteLater()
        if dialog.wish:
            from reportdesk.gui import keeping

            keeping.carry_out(self, dialog.wish, self._library)

    def come_forward(self) -> None:
        """Show the window before all others, as when the program is started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, error: ReportDeskError) -> None:
        """Say what went wrong, in the window it went wrong in; nothing was lost or changed."""
        beside = self.beside.window
        (beside.banner if beside and beside.isActiveWindow() else self.banner).say(error.message)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let one file be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file dropped, once whoever dragged it is let go."""
        from reportdesk.gui.library import deeds

        event.acceptProposedAction()
        path = Path(event.mimeData().urls()[0].toLocalFile())
        QTimer.singleShot(0, self, partial(deeds.take_file, self, path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size, a moment later."""
        super().resizeEvent(event)
        self._note_geometry()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place, a moment later."""
        super().moveEvent(event)
        self._note_geometry()

    def changeEvent(self, event: QEvent) -> None:
        """Remember whether the window is maximised; read the list anew when the clerk comes back from the second."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._note_geometry()
        elif event.type() == QEvent.Type.ActivationChange and self.beside.window is not None:
            beside = self.beside.window.wizard()
            if beside is not None:
                _catch_up(beside.session)
            self.library.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without asking: every change is stored already."""
        self.beside.close()
        if self._wizard is not None:
            self._wizard.leave()
        if self._geometry_timer.isActive():
            self._save_geometry()
        super().closeEvent(event)

    def _strip(self) -> QRect:
        """Return where a message lies: at the very foot, of a report over its hints."""
        whole = self.centralWidget()
        return self._wizard.footer.hints(whole) if self._wizard else QRect(0, whole.height(), whole.width(), 0)

    def _offer_tour(self) -> None:
        """Show the tour when a report is opened for the first time."""
        from reportdesk.gui.library import deeds
        from reportdesk.gui.tour import SETTING

        if not self._library.setting(SETTING):
            deeds.show_tour(self)

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

    def _note_geometry(self) -> None:
        """Remember size and place a moment later, unless the window is closed and its data folder with it."""
        if self.isVisible():
            self._geometry_timer.start()

    def _save_geometry(self) -> None:
        self._geometry_timer.stop()
        if self.beside.window is not None:
            return  # beside it the window has a size for the time being
        saved = self.saveGeometry().toBase64().data()
        self._library.set_setting(_GEOMETRY, bytes(saved).decode("ascii"))

    def _on_library_deed_requested(self, deed: str, entry: Entry | None) -> None:
        from reportdesk.gui.library import deeds

        deeds.carry_out(self, deed, entry)

    def _on_wizard_beside_requested(self) -> None:
        from reportdesk.gui.library import deeds

        deeds.pick_second(self)

    def _on_wizard_more_requested(self, place: QPoint) -> None:
        from reportdesk.gui.library import deeds

        deeds.show_more(self, place)

    def _on_beside_closed(self) -> None:
        """Show what was changed there."""
        if self._wizard is None:
            self.library.refresh()


def _catch_up(session: Session) -> None:
    """Let the list tell the findings that the report of the year after has now."""
    from reportdesk.session import catch_up

    catch_up(session.store, session.report.unit(), session.report.year)


def _with_bar(page: QWidget, *buttons: QWidget) -> QWidget:
    """Return a page under the program's name."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar("topBar", [label("年报编报", "brand"), None, *buttons]))
    layout.addWidget(page, 1)
    return whole

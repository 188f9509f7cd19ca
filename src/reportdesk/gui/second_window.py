"""A second report beside the first: a window of its own, which never ends the program."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from reportdesk.gui.banner import Banner
from reportdesk.gui.wizard import Wizard
from reportdesk.session import Session, catch_up

SMALLEST = (640, 480)


class SecondWindow(QMainWindow):
    """One report with a session of its own; a change in it is stored like one in the first window."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumSize(*SMALLEST)
        central = QWidget()
        self.banner = Banner(central, self._strip)
        self._wizard: Wizard | None = None
        self._layout = QVBoxLayout(central)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setCentralWidget(central)

    def wizard(self) -> Wizard | None:
        """Return the wizard of the open report."""
        return self._wizard

    def show_report(self, session: Session) -> None:
        """Open a report, in place of the one at hand."""
        self._put_away()
        wizard = self._wizard = Wizard(session)
        wizard.top.become_second()
        wizard.closed.connect(self.close)
        wizard.state_changed.connect(self.banner.hide)
        self._layout.addWidget(wizard, 1)
        report = session.report
        self.setWindowTitle(f"{report.unit() or '未填单位'} {report.year} 年度（并排查看）")

    def shows(self, report_id: int) -> bool:
        """Tell whether a report is open here."""
        return self.isVisible() and self._wizard is not None and self._wizard.session.id == report_id

    def come_forward(self) -> None:
        """Show the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without asking: every change is stored already."""
        self._put_away()
        super().closeEvent(event)
        self.closed.emit()

    def _strip(self) -> QRect:
        """Return where a message lies."""
        whole = self.centralWidget()
        return self._wizard.footer.hints(whole) if self._wizard else whole.rect()

    def _put_away(self) -> None:
        self.banner.hide()
        if self._wizard is not None:
            self._wizard.detach()
            report = self._wizard.session.report
            catch_up(self._wizard.session.store, report.unit(), report.year)
            self._layout.removeWidget(self._wizard)
            self._wizard.deleteLater()
            self._wizard = None


def tile(left: QWidget, right: QWidget) -> None:
    """Put two windows side by side on the screen of the first, overlapping only where it is too narrow for both."""
    room = left.screen().availableGeometry()
    for window, is_left in ((left, True), (right, False)):
        window.setWindowState(Qt.WindowState.WindowNoState)
        frame, own = window.frameGeometry(), window.geometry()
        wide, high = frame.width() - own.width(), frame.height() - own.height()
        width = max(room.width() // 2 - wide, window.minimumSizeHint().width(), window.minimumWidth())
        height = max(room.height() - high, window.minimumHeight())
        place = QPoint(room.left() if is_left else room.right() + 1 - width - wide, room.top())
        window.setGeometry(QRect(place + own.topLeft() - frame.topLeft(), QSize(width, height)))

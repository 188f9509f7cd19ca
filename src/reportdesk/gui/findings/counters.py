"""How many errors, gaps and remarks there are; a click on one shows these only, a second click all again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from reportdesk.audit.findings import Finding, Tally
from reportdesk.form.model import Severity
from reportdesk.gui.widgets import Button

_WORDS = {Severity.ERROR: "错误", Severity.MISSING: "未填", Severity.REMARK: "提醒"}


class Counters(QWidget):
    """The counts as buttons; at most one is down."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {severity: _counter(severity, word) for severity, word in _WORDS.items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for made in self._buttons.values():
            layout.addWidget(made)
            made.clicked.connect(self._on_button_clicked)

    def show_tally(self, tally: Tally) -> None:
        """Show the counts above zero; explained remarks count no more but can still be shown."""
        numbers = {
            Severity.ERROR: (tally.errors, tally.errors),
            Severity.MISSING: (tally.missing, tally.missing),
            Severity.REMARK: (tally.remarks, tally.remarks + tally.explained),
        }
        for severity, (number, present) in numbers.items():
            made = self._buttons[severity]
            made.setText(f"{number} {_WORDS[severity]}")
            made.setVisible(bool(present))
            if not present:
                made.setChecked(False)

    def chosen(self, findings: list[Finding]) -> list[Finding]:
        """Return the findings of the kind that is down, or all."""
        for severity, made in self._buttons.items():
            if made.isChecked():
                return [finding for finding in findings if finding.severity is severity]
        return findings

    def _on_button_clicked(self) -> None:
        pressed = self.sender()
        for made in self._buttons.values():
            if made is not pressed:
                made.setChecked(False)
        self.changed.emit()


def _counter(severity: Severity, word: str) -> QPushButton:
    made = Button()
    made.setObjectName("counter")
    made.setProperty("tone", severity.value)
    made.setCheckable(True)
    made.setToolTip(f"只看{word}，再点一次看全部")
    return made

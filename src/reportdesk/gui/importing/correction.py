"""The cell at hand in a preview: what was printed, what was read, why that is not sure, and a field to correct it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reportdesk.gui.importing.trial import SIGNS, TONES, Mark, Trial
from reportdesk.gui.widgets import button, is_undo_or_redo, label, set_tone
from reportdesk.report.values import Unread, ValueRefused, brief, show

_KEYS = "回车：取这个数，到下一格；↑↓ 换一格；F6 到表格"


class Correction(QFrame):
    """Shows one cell; `taken` comes when the clerk is done with it, `walked` when another one is wanted."""

    taken = Signal(str)
    refused = Signal()
    confirmed = Signal(list)
    walked = Signal(int)

    def __init__(self, trial: Trial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial = trial
        self._address = ""
        self.setObjectName("card")
        self._name, self._mark, self._printed = label("", "helpTitle"), label("", "pill"), label("")
        self._reason, self.refusal, self._hint = label("", "helpText"), label("", "bubble"), label(_KEYS, "hint")
        for text in (self._name, self._printed, self._reason, self.refusal, self._hint):
            text.setWordWrap(True)
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.refusal.hide)
        self.all = button("", self._on_all_clicked, tip="原文和原因都相同的格子，一次都按读入的数确认")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        for widget in (self._name, self._reason, self.field, self.refusal, self._hint, self.all):
            layout.addWidget(widget)
        printed = QHBoxLayout()
        printed.setSpacing(8)
        printed.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        printed.addWidget(self._printed, 1)
        layout.insertLayout(1, printed)
        layout.addStretch()
        self.show_cell("")

    def set_brief(self, brief: bool) -> None:
        """Leave the keys to the tooltip where there is little room."""
        self._hint.setVisible(not brief)
        self.field.setToolTip(_KEYS if brief else "")

    def address(self) -> str:
        """Return the cell shown."""
        return self._address

    def show_cell(self, address: str) -> None:
        """Show a cell, or none."""
        self._address = address
        self.refusal.hide()
        self.setVisible(bool(address))
        if not address:
            return
        trial = self._trial
        cell, mark, value = trial.reading.cells[address], trial.mark(address), trial.report.cell(address)
        name = trial.report.form.cell_name(address)
        self._name.setText(name)
        self._mark.setText(f"{SIGNS[mark]} {mark.value}".strip())
        set_tone(self._mark, TONES.get(mark, ""))
        self._printed.setText(f"原文：{brief(cell.text)}" if cell.text else "原文：没有内容")
        reason = trial.reason(address)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason) and mark is not Mark.SETTLED)
        self.field.setText(show(value))
        self.field.setPlaceholderText("未读出，请对照原文填写" if mark is Mark.UNREAD else "未填")
        self.field.setAccessibleName(f"{name}，{mark.value}，读入的数")
        self.field.setAccessibleDescription(reason)
        self.field.selectAll()
        alike = len(trial.like(address))
        self.all.setText(f"同样的 {alike} 格都按 {show(value)} 确认")
        self.all.setVisible(alike > 1)

    def take(self) -> bool:
        """Take what stands in the field; False where it is no value of the cell, which is then said."""
        address = self._address
        if not address:
            return True
        value = self._trial.report.cell(address)
        untouched = self.field.text() == show(value)
        if isinstance(value, Unread) and untouched:
            return True
        try:
            self._trial.take(address, self.field.text())
        except ValueRefused as refusal:
            self.refusal.setText(refusal.message)
            self.refusal.show()
            self.field.selectAll()
            self.refused.emit()
            return False
        return True

    def is_altered(self) -> bool:
        """Tell whether something was typed that was not taken yet."""
        return bool(self._address) and self.field.text() != show(self._trial.report.cell(self._address))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take on Enter, walk on arrows; leave undo to the preview where the field has nothing to undo."""
        if is_undo_or_redo(event) and not self.field.isUndoAvailable():
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                done = self._address  # taking it may bring another one forward
                if self.take():
                    self.taken.emit(done)
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _on_all_clicked(self) -> None:
        self.confirmed.emit(self._trial.like(self._address))

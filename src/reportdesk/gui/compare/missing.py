"""What stands in the place of a comparison where there is nothing to compare with: why, and the ways to get it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reportdesk.gui.widgets import button, label

_HOW = "导入上年报告以后，数据审核也与它核对。只想看看两份报告有什么不同，可以直接选一份。"


class MissingNote(QWidget):
    """Says in a sentence what is missing, and asks for it."""

    last_year_requested = Signal()
    stored_requested = Signal()
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._why = label("", "emptyTitle")
        how = label(_HOW, "emptyNote")
        self._add = button("导入上年报告…", self.last_year_requested.emit, primary=True)
        file = button("选一份文件来核对…", self.file_requested.emit)
        stored = button("从报告库里选一份…", self.stored_requested.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        for note in (self._why, how):
            note.setWordWrap(True)
            layout.addWidget(note)
        for made in (self._add, file, stored):
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setFocusProxy(self._add)

    def explain(self, why: str) -> None:
        """Say what is missing."""
        self._why.setText(why)

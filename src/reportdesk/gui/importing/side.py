"""The right of the preview: the cells to look at, and the one at hand."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reportdesk.gui.importing.attention import AttentionView
from reportdesk.gui.importing.correction import Correction
from reportdesk.gui.importing.trial import Trial
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import label, scrolled

_LIST, _ROOMY = 70, 420  # at 100 %: the least height of the list, and that of the whole with room for the keys


class Side(QWidget):
    """The list and the correction, which scroll together where large text needs the room."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.list, self.correction = AttentionView(trial), Correction(trial)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll, column = scrolled(whole)
        column.setSpacing(8)
        self.list.setMinimumHeight(px(_LIST))
        column.addWidget(label("要核对的格子", "sectionTitle"))
        column.addWidget(self.list, 1)
        column.addWidget(self.correction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is good to know but not needed where large text needs the room."""
        super().resizeEvent(event)
        self.correction.set_brief(self.height() < px(_ROOMY))

    def enter(self) -> None:
        """Put the focus into the field of the cell at hand."""
        self.correction.field.setFocus()
        self.correction.field.selectAll()
        QTimer.singleShot(0, self, self.follow)

    def follow(self) -> None:
        """Keep the field in sight while one types there."""
        if self.correction.field.hasFocus():
            self._scroll.ensureWidgetVisible(self.correction.field)

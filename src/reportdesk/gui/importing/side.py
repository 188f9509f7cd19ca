"""The right of the preview: the cells to look at, and the one at hand."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

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
        self._scroll, self._column = scrolled(whole, "card")
        self._column.setSpacing(8)
        self.list.setMinimumHeight(px(_LIST))
        self._title = label("要核对的格子", "sectionTitle")
        for widget in (self._title, self.list, self.correction):
            self._column.addWidget(widget, int(widget is self.list))
        self.correction.refused.connect(self._follow_soon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cell at hand first, and leave out what is not needed, where large text needs the room."""
        super().resizeEvent(event)
        brief = self.height() < px(_ROOMY)
        self.correction.set_brief(brief)
        self._title.setVisible(not brief)
        order = QBoxLayout.Direction.BottomToTop if brief else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(order)

    def enter(self) -> None:
        """Put the focus into the field of the cell at hand."""
        self.correction.field.setFocus()
        self.correction.field.selectAll()
        self._follow_soon()

    def follow(self) -> None:
        """Keep in sight what has the focus: the field, with what is said of it, or the list."""
        if self.correction.field.hasFocus():
            if self.correction.refusal.isVisible():
                self._scroll.ensureWidgetVisible(self.correction.refusal)
            self._scroll.ensureWidgetVisible(self.correction.field)
        elif self.list.hasFocus():
            self._scroll.ensureWidgetVisible(self.list)

    def _follow_soon(self) -> None:
        """Keep it in sight once all has its place."""
        QTimer.singleShot(0, self, self.follow)

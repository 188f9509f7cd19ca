"""全文预览: the pages of a report as they will print, a moment after every change, with page number and zoom."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.gui.paper.marks import Page
from reportdesk.gui.paper.setting import Typesetter
from reportdesk.gui.paper.spread import Zoom
from reportdesk.gui.paper.view import PaperView
from reportdesk.gui.widgets import ShortLabel, button
from reportdesk.output.page import blocks
from reportdesk.output.pictures import Album
from reportdesk.output.texts import texts
from reportdesk.session import Happened, Session

PAUSE = 250
"""Milliseconds without a change before pages are set anew."""
_ZOOM = "preview_zoom"
_NOTE = "与打印的版面一致，个别换行可能与 Word 略有不同"


class Preview(QWidget):
    """The pages of the session's report."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._setter = Typesetter()
        self._stale = True
        self.view = PaperView()
        self._where, note = ShortLabel("hint"), ShortLabel("hint")
        note.set_wordings(_NOTE, "换行可能与 Word 略有不同", "换行与 Word 略有不同", "")
        self.fit = button("页宽", self.view.fit_width, tip="页面与窗口同宽（光标在预览里时按 0）")
        self.whole = button("整页", self.view.fit_page, tip="看到整页，窗口够宽时两页并排（光标在预览里时按 2）")
        self.full = button("100%", self.view.full_size, tip="与纸张同样大小（光标在预览里时按 1，加减号缩放）")
        row = QHBoxLayout()
        row.addWidget(self._where)
        row.addWidget(note, 1)
        for made in (self.fit, self.whole, self.full):
            made.setCheckable(True)
            row.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.refresh)
        self.view.turned.connect(self._on_view_turned)
        self._zoom_as_before()
        self.view.zoomed.connect(self._on_view_zoomed)
        self._on_view_zoomed()

    def on_happened(self, _happened: Happened) -> None:
        """Set the pages anew a moment later."""
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def refresh(self) -> None:
        """Set the pages anew where something was changed."""
        if self._stale:
            self._stale = False
            self.view.show_pages(self.pages())

    def pages(self) -> Sequence[Page]:
        """Return the report's pages as it stands now."""
        draft = self._session.audit.tally().to_mend
        head = texts().heads["draft"] if draft else None
        return self._setter.pages(blocks(self._session.report, Album(), draft=draft), head)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was changed while another page was in front."""
        super().showEvent(event)
        self.refresh()

    def _on_view_turned(self) -> None:
        self._where.setText(f"第 {self.view.current() + 1} / {len(self.view.pages())} 页")

    def _on_view_zoomed(self) -> None:
        zoom, scale = self.view.zoom, self.view.scale()
        self.fit.setChecked(zoom is Zoom.WIDTH)
        self.whole.setChecked(zoom is Zoom.PAGE)
        self.full.setChecked(zoom is Zoom.FIXED and scale == 1)
        chosen = f"{scale:g}" if zoom is Zoom.FIXED else zoom.value
        if chosen != self._chosen:
            self._chosen = chosen
            self._session.store.set_setting(_ZOOM, chosen)

    def _zoom_as_before(self) -> None:
        self._chosen = self._session.store.setting(_ZOOM)
        if self._chosen == Zoom.PAGE.value:
            self.view.fit_page()
        with suppress(ValueError):
            self.view.set_zoom(Zoom.FIXED, float(self._chosen))

"""The pages one under another on the ground of the window, with a shadow each; scrolled and zoomed by keys too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reportdesk.gui import theme
from reportdesk.gui.looks import is_zoom
from reportdesk.gui.paper.marks import PAGE, Page
from reportdesk.gui.paper.painting import PAPER, paint
from reportdesk.gui.paper.spread import GAP, LEAST, MOST, Spread, Zoom
from reportdesk.gui.theme import colour

_SHADOW = 3
_ROUND = 3  # what the round corners of the frame take
_STEP = 1.25
_WHEEL_LINES = 3


class PaperView(QAbstractScrollArea):
    """Shows pages; `turned` comes when another page is in view or the number of pages is another."""

    turned = Signal()
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAccessibleName("全文预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportMargins(_ROUND, _ROUND, _ROUND, _ROUND)
        self.zoom, self._fixed = Zoom.WIDTH, 1.0
        self._pages: Sequence[Page] = ()
        self._at = -1
        self._laid = self._spread()
        self.verticalScrollBar().valueChanged.connect(self._tell)
        theme.changed.connect(self.viewport().update)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show other pages; the place in view stays."""
        self._pages = pages
        self._at = -1
        self._measure()
        self._tell()

    def pages(self) -> Sequence[Page]:
        """Return the pages shown."""
        return self._pages

    def current(self) -> int:
        """Return the place of the page in the middle of the view, 0 where there is none."""
        return self._spread().at(self.verticalScrollBar().value() + self.viewport().height() // 2)

    def text(self) -> str:
        """Return the words of all pages."""
        return "\n".join(page.text() for page in self._pages)

    def scale(self) -> float:
        """Return the zoom, 1 being the size of paper on a screen of 96 dots to the inch."""
        return self._spread().scale

    def fit_width(self) -> None:
        """Make pages as wide as the view, and keep them so."""
        self.set_zoom(Zoom.WIDTH)

    def fit_page(self) -> None:
        """Show pages whole, two side by side where there is room, and keep them so."""
        self.set_zoom(Zoom.PAGE)

    def full_size(self) -> None:
        """Show pages as large as on paper."""
        self.set_zoom(Zoom.FIXED)

    def set_zoom(self, zoom: Zoom, fixed: float = 1.0) -> None:
        """Follow the width, a whole page, or (fixed) nothing."""
        self.zoom, self._fixed = zoom, min(MOST, max(LEAST, fixed))
        self._measure()
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() // 2)
        self.zoomed.emit()

    def larger(self) -> None:
        """Zoom in a step."""
        self.set_zoom(Zoom.FIXED, self.scale() * _STEP)

    def smaller(self) -> None:
        """Zoom out a step."""
        self.set_zoom(Zoom.FIXED, self.scale() / _STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("ground"))
        for place, rect in self._spread().rects(self.verticalScrollBar().value(), self.horizontalScrollBar().value()):
            painter.fillRect(rect.translated(_SHADOW, _SHADOW), colour("shadow"))
            painter.fillRect(rect, PAPER)
            painter.setPen(colour("line"))
            painter.drawRect(rect)
            painter.save()
            painter.setClipRect(rect)
            painter.translate(rect.topLeft())
            painter.scale(rect.width() / PAGE[0], rect.height() / PAGE[1])
            paint(painter, self._pages[place])
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and zoom."""
        acts = {
            Qt.Key.Key_Home: self._to_top, Qt.Key.Key_End: self._to_end, Qt.Key.Key_Space: self._on,
            Qt.Key.Key_Plus: self.larger, Qt.Key.Key_Equal: self.larger, Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit_width, Qt.Key.Key_1: self.full_size, Qt.Key.Key_2: self.fit_page,
        }  # fmt: skip
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        act = acts.get(Qt.Key(event.key())) if plain else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but leave Ctrl+wheel to the window, which changes the text size."""
        if is_zoom(event):
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting."""
        super().resizeEvent(event)
        self._measure()
        self.zoomed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw what came into view."""
        self.viewport().update()

    def _spread(self) -> Spread:
        return Spread(self.viewport().size(), self.zoom, self._fixed, len(self._pages))

    def _measure(self) -> None:
        """Lay the pages out anew; what was in view stays, by the page and how far down on it."""
        before, laid = self._laid, self._spread()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top = down.value()
        down.setRange(0, max(0, laid.whole.height() - laid.view.height()))
        down.setPageStep(laid.pitch if laid.zoom is Zoom.PAGE else max(1, laid.view.height() - 2 * GAP))
        down.setSingleStep(max(1, laid.pitch // 40) * _WHEEL_LINES)
        if (laid.pitch, laid.columns) != (before.pitch, before.columns):
            page = before.at(top + before.view.height() // 2 if laid.zoom is Zoom.PAGE else top)
            share = 0.0 if laid.zoom is Zoom.PAGE else top / before.pitch % 1
            down.setValue(round((page // laid.columns + share) * laid.pitch))
        across.setRange(0, max(0, laid.whole.width() - laid.view.width()) if laid.zoom is Zoom.FIXED else 0)
        across.setPageStep(laid.view.width())
        across.setSingleStep(GAP)
        self._laid = laid
        self.viewport().update()

    def _tell(self) -> None:
        at = self.current()
        if at != self._at and self._pages:
            self._at = at
            where = f"第 {at + 1} 页，共 {len(self._pages)} 页"
            self.setAccessibleDescription(f"{where}\n{self._pages[at].text()}")
            self.turned.emit()

    def _to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _on(self) -> None:
        self.verticalScrollBar().triggerAction(self.verticalScrollBar().SliderAction.SliderPageStepAdd)

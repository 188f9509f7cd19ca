"""The pages one under another on the ground of the window, with a shadow each; scrolled and zoomed by keys too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reportdesk.gui import theme
from reportdesk.gui.looks import is_zoom
from reportdesk.gui.paper.marks import PAGE, Page
from reportdesk.gui.paper.painting import Inks, paint
from reportdesk.gui.theme import colour

_GAP, _SHADOW = 16, 3
_SCREEN = 96 / 1440
_LEAST, _MOST = 0.25, 4.0
_STEP = 1.25
_WHEEL_LINES = 3


class Zoom(Enum):
    """What the scale follows."""

    WIDTH = "width"
    FIXED = "fixed"


class PaperView(QAbstractScrollArea):
    """Shows pages; `turned` comes when another page is in view or the number of pages is another."""

    turned = Signal()
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAccessibleName("全文预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zoom, self._fixed = Zoom.WIDTH, 1.0
        self._pages: Sequence[Page] = ()
        self._at = -1
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
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return min(max(0, middle // self._pitch()), max(0, len(self._pages) - 1))

    def text(self) -> str:
        """Return the words of all pages."""
        return "\n".join(page.text() for page in self._pages)

    def scale(self) -> float:
        """Return the zoom, 1 being the size of paper on a screen of 96 dots to the inch."""
        if self.zoom is Zoom.FIXED:
            return self._fixed
        return min(max((self.viewport().width() - 2 * _GAP) / (PAGE[0] * _SCREEN), _LEAST), _MOST)

    def fit_width(self) -> None:
        """Make pages as wide as the view, and keep them so."""
        self._zoom(Zoom.WIDTH, self._fixed)

    def full_size(self) -> None:
        """Show pages as large as on paper."""
        self._zoom(Zoom.FIXED, 1.0)

    def larger(self) -> None:
        """Zoom in a step."""
        self._zoom(Zoom.FIXED, min(_MOST, self.scale() * _STEP))

    def smaller(self) -> None:
        """Zoom out a step."""
        self._zoom(Zoom.FIXED, max(_LEAST, self.scale() / _STEP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("ground"))
        roles = theme.paper_roles()
        inks = Inks(QColor(roles["paper_ink"]), QColor(roles["paper"]))
        for place, rect in self._in_view():
            painter.fillRect(rect.translated(_SHADOW, _SHADOW), colour("strong_line"))
            painter.fillRect(rect, inks.paper)
            painter.setPen(colour("line"))
            painter.drawRect(rect)
            painter.save()
            painter.setClipRect(rect)
            painter.translate(rect.topLeft())
            painter.scale(rect.width() / PAGE[0], rect.height() / PAGE[1])
            paint(painter, self._pages[place], inks)
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and zoom."""
        acts = {
            Qt.Key.Key_Home: self._to_top, Qt.Key.Key_End: self._to_end, Qt.Key.Key_Space: self._on,
            Qt.Key.Key_Plus: self.larger, Qt.Key.Key_Equal: self.larger, Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit_width, Qt.Key.Key_1: self.full_size,
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
        """Keep fitting the width."""
        super().resizeEvent(event)
        self._measure()
        self.zoomed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw what came into view."""
        self.viewport().update()

    def _zoom(self, zoom: Zoom, fixed: float) -> None:
        share = self.verticalScrollBar().value() / self._pitch()
        self.zoom, self._fixed = zoom, fixed
        self._measure()
        self.verticalScrollBar().setValue(round(share * self._pitch()))
        self.zoomed.emit()

    def _measure(self) -> None:
        width, height = self._size()
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, len(self._pages) * self._pitch() + _GAP - view.height()))
        down.setPageStep(max(1, view.height() - 2 * _GAP))
        down.setSingleStep(max(1, height // 40) * _WHEEL_LINES)
        across.setRange(0, max(0, width + 2 * _GAP - view.width()) if self.zoom is Zoom.FIXED else 0)
        across.setPageStep(view.width())
        across.setSingleStep(_GAP)
        self.viewport().update()

    def _size(self) -> tuple[int, int]:
        scale = self.scale() * _SCREEN
        return round(PAGE[0] * scale), round(PAGE[1] * scale)

    def _pitch(self) -> int:
        return self._size()[1] + _GAP

    def _in_view(self) -> Iterator[tuple[int, QRectF]]:
        width, height = self._size()
        left = max(_GAP, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        top = self.verticalScrollBar().value()
        first, last = top // self._pitch(), (top + self.viewport().height()) // self._pitch()
        for place in range(first, min(last + 1, len(self._pages))):
            yield place, QRectF(left, place * self._pitch() + _GAP - top, width, height)

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

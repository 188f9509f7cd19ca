"""One figure over the years as bars: years without a figure are gaps with a word, never a bar of 0."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reportdesk.gui import theme
from reportdesk.gui.compare.years import Point, Series, label
from reportdesk.gui.grid.paint import fitting
from reportdesk.gui.theme import colour, font, px

_SIZE = (220, 150)  # at 100 %
_PAD, _COLUMN, _BAR = 10, 46, 34
_LINE = 18
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class YearsChart(QWidget):
    """Draws a series; as many of the latest years as there is room for. The same stands in its description in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("yearsChart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._series: Series | None = None
        self._years: frozenset[int] = frozenset()
        theme.changed.connect(self.updateGeometry)

    def show_series(self, series: Series | None, years: frozenset[int]) -> None:
        """Draw a series; the years compared stand out."""
        self._series, self._years = series, years
        self.setAccessibleName(f"各年数据图：{series.name}" if series else "各年数据图")
        self.setAccessibleDescription(series.words() if series else "")
        self.setToolTip(f"{series.name}\n{series.words()}" if series else "")
        self.update()

    def points(self) -> tuple[Point, ...]:
        """Return the years there is room for."""
        if self._series is None:
            return ()
        room = max(1, (self.width() - 2 * px(_PAD)) // px(_COLUMN))
        return self._series.points[-room:]

    def minimumSizeHint(self) -> QSize:
        """Need room for a few years."""
        return QSize(px(_SIZE[0]), px(_SIZE[1]))

    def sizeHint(self) -> QSize:
        """Ask for no more than is needed."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name and the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self._series is not None:
            top = self._paint_name(painter, self._series)
            self._paint_bars(painter, top)

    def _paint_name(self, painter: QPainter, series: Series) -> int:
        """Draw which figure it is, and return where the bars may begin."""
        painter.setFont(font(12, bold=True))
        painter.setPen(colour("ink"))
        room = self.rect().adjusted(px(_PAD), px(8), -px(_PAD), 0)
        needed = painter.fontMetrics().boundingRect(room, _WRAP, series.name + series.unit_note())
        painter.drawText(room, _WRAP, series.name + series.unit_note())
        return needed.bottom() + px(4)

    def _paint_bars(self, painter: QPainter, top: int) -> None:
        points = self.points()
        figures = [float(point.value) for point in points if point.is_figure]  # type: ignore[arg-type]
        high, low = max([0.0, *figures]) or float(not any(figures)), min([0.0, *figures])
        line = px(_LINE)
        area = QRect(px(_PAD), top + line, self.width() - 2 * px(_PAD), self.height() - top - px(6) - 2 * line)
        span = high - low
        below = line if low < 0 else 0  # room for figures under bars that go down
        scale = max(area.height() - below, 1) / span
        base = area.top() + high * scale
        wide = area.width() // max(len(points), 1)
        for place, point in enumerate(points):
            column = QRect(area.left() + place * wide, area.top(), wide, area.height())
            self._paint_point(painter, column, point, base, scale)
        painter.setPen(QPen(colour("strong_line"), 1))
        painter.drawLine(area.left(), round(base), area.right(), round(base))

    def _paint_point(self, painter: QPainter, column: QRect, point: Point, base: float, scale: float) -> None:
        line = px(_LINE)
        compared = point.year in self._years
        painter.setFont(font(11, bold=compared))
        painter.setPen(colour("ink" if compared else "soft_ink"))
        painter.drawText(
            QRect(column.left(), self.height() - line - px(5), column.width(), line), _CENTRED, str(point.year)
        )
        edge = base
        if point.is_figure:
            high = float(point.value) * scale  # type: ignore[arg-type]
            edge = base - high
            self._paint_bar(painter, column, base, high, compared=compared)
        down = point.is_figure and edge > base
        room = QRect(column.left(), round(edge) if down else round(edge) - line, column.width(), line)
        text = label(point)
        painter.setFont(fitting(font(11, bold=compared and point.is_figure), text, column.width() - 2))
        painter.setPen(colour("soft_ink" if point.is_gap else "ink"))
        painter.drawText(room, _CENTRED, _cut(painter.fontMetrics(), text, column.width()))

    def _paint_bar(self, painter: QPainter, column: QRect, base: float, high: float, *, compared: bool) -> None:
        width = min(px(_BAR), column.width() - px(8))
        bar = QRectF(column.center().x() - width / 2, base - high, width, high).normalized()
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(QBrush(colour("accent" if compared else "accent_soft")))
        if bar.height() >= 1:
            painter.drawRect(bar)


def _cut(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

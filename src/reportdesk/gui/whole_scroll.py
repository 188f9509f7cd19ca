"""A column of widgets that scrolls: where it ends no line of a text and no button stands half."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.theme import colour, px

_WHOLE = (QLabel, QAbstractButton, QLineEdit, QComboBox, QSpinBox, QAbstractScrollArea)
_ENOUGH = 90  # pixels at 100 % from which a part of something that scrolls by itself is worth to be seen
_CARD = "card"
_GAP = 4  # pixels between the column and its scroll bar


class WholeScroll(QScrollArea):
    """An area as wide as its column, which takes no focus itself; `ground` is the colour behind the column."""

    def __init__(self, ground: str = "ground") -> None:
        super().__init__()
        self.ground = ground
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._veil = _Veil(self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_clear)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cover what is cut in all that is seen."""
        super().resizeEvent(event)
        self._veil.setGeometry(self.viewport().rect())

    def _keep_clear(self, _least: int, most: int) -> None:
        """Let the handle touch nothing of the column."""
        self.setViewportMargins(0, 0, _GAP if most else 0, 0)

    def fill(self, column: QVBoxLayout) -> None:
        """Scroll a column."""
        inside = QWidget()
        inside.setObjectName("inside")
        inside.setLayout(column)
        self.setWidget(inside)
        self._veil.raise_()


class _Veil(QWidget):
    """Covers, in the colour behind it, what of a line or a button there is only a part of."""

    def __init__(self, area: WholeScroll) -> None:
        super().__init__(area.viewport())
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.verticalScrollBar().valueChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the parts."""
        column = self._area.widget()
        if column.height() <= self.height():
            return
        painter = QPainter(self)
        for part in column.findChildren(QWidget):
            if isinstance(part, _WHOLE) and part.isVisible() and not _is_inside(part, column):
                for covered in self._covered(part):
                    painter.fillRect(covered, colour(self._ground(part)))

    def _covered(self, part: QWidget) -> Iterator[QRect]:
        """Yield what of a part above and below the edges is to be covered."""
        rect = QRect(part.mapTo(self._area.viewport(), QPoint(0, 0)), part.size())
        height = self.height()
        if rect.bottom() < 0 or rect.top() >= height:
            return
        line = part.fontMetrics().lineSpacing() if isinstance(part, QLabel) else rect.height()
        first = rect.top() + (rect.height() % line) // 2
        if rect.bottom() >= height and not (
            isinstance(part, QAbstractScrollArea) and height - rect.top() > px(_ENOUGH)
        ):
            whole = max(0, height - first) // line
            yield rect & QRect(rect.left(), first + whole * line if whole else rect.top(), rect.width(), height)
        if rect.top() < 0 and not (isinstance(part, QAbstractScrollArea) and rect.bottom() > px(_ENOUGH)):
            yield rect & QRect(rect.left(), 0, rect.width(), first + ceil(-first / line) * line)

    def _ground(self, part: QWidget) -> str:
        above = part.parentWidget()
        while above is not None and above is not self._area:
            if above.objectName() == _CARD:
                return _CARD
            above = above.parentWidget()
        return self._area.ground


def _is_inside(part: QWidget, column: QWidget) -> bool:
    """Tell whether a widget is a part of another one that is covered as a whole."""
    above = part.parentWidget()
    while above is not None and above is not column:
        if isinstance(above, _WHOLE):
            return True
        above = above.parentWidget()
    return False

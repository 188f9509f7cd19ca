"""填报说明 for what is in focus, below the findings; scrolls where the text is long or large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from reportdesk.form.model import Help
from reportdesk.gui.stops import Stops
from reportdesk.gui.whole_scroll import WholeScroll
from reportdesk.gui.widgets import button, label

_CROSS_TIP = "到文字中写到这个数的地方，再按就到下一处（Ctrl+回车）"

_RIM = 1  # pixels of the frame, by the theme


class HelpBox(WholeScroll):
    """As high as its text needs, up to the height it is given; `crossed` asks for the words that name the cell."""

    crossed = Signal()

    def __init__(self) -> None:
        super().__init__("card")
        self.setObjectName("help")
        self.setAccessibleName("填报说明")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._most = self._reached = 0
        self._said: tuple[str, tuple[Help, ...], int] | None = None
        self._stops = Stops(self, self._lines, notch=3)
        self._place, self._text, self._source = label("", "helpText"), label("", "helpText"), label("", "helpSource")
        layout = QVBoxLayout()
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(6)
        self._notes = (label("填报说明", "helpTitle"), self._place, self._text, self._source)
        for note in self._notes:
            note.setWordWrap(True)
            layout.addWidget(note)
        self._cross = button("", self.crossed.emit, tip=_CROSS_TIP)
        self._cross.setProperty("link", True)
        layout.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.fill(layout)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by whole lines."""
        self._stops.turn(event)

    def show_notes(self, place: str, notes: Sequence[Help], words: int = 0) -> None:
        """Show the filling notes for a place with their sources, and in how many places of prose it is named."""
        said = place, tuple(notes), words
        if said == self._said:
            return  # a key tells of one place more than once
        self._said = said
        if words:
            self._cross.setText(f"文字中有 {words} 处写到这一格 ›")
        self._cross.setVisible(bool(words))
        sources = dict.fromkeys(note.source for note in notes if note.source)
        for part, text in (
            (self._place, place),
            (self._text, "\n".join(note.text for note in notes)),
            (self._source, "依据：" + "；".join(sources) if sources else ""),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self.verticalScrollBar().setValue(0)
        self._grow()

    def begin_anew(self) -> None:
        """Be as high as the next notes need; from then on shorter ones move nothing above the box."""
        self._reached = 0

    def fit(self, most: int) -> None:
        """Take the height the text needs, but no more than `most`."""
        self._most = most
        self.begin_anew()
        self._grow()

    def _grow(self) -> None:
        layout = self.widget().layout()
        assert layout is not None
        needed = layout.heightForWidth(self.width() - 2 * _RIM) + 2 * _RIM
        self._reached = max(self._reached, needed)
        self.setFixedHeight(max(1, min(self._most, self._reached)))

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield where the lines of the notes begin and how high they are."""
        for note in self._notes:
            line = note.fontMetrics().lineSpacing()
            for top in range(note.y(), note.y() + note.height() - line // 2, line) if not note.isHidden() else ():
                yield top, line

"""Small widgets that every page uses, named for the theme."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reportdesk import assets
from reportdesk.gui.theme import px
from reportdesk.gui.whole_scroll import WholeScroll

W = TypeVar("W", bound=QWidget)
_FEW = 64  # pixels at 100 % that a text which gives way always has
_EDGE = 80  # pixels of the screen that a dialog leaves free
_BUBBLE_TIME = 6000  # milliseconds that a refusal stays beside its cell


def label(text: str, name: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a text named for the theme, never read as markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    return made


class ShortLabel(QLabel):
    """A text that gives way, cut with … where there is no room, whole in its tooltip; one that wraps fills lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shorter: tuple[str, ...] = ()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_wordings(self, *wordings: str) -> None:
        """Say the longest of several wordings that there is room for; the first is the whole text."""
        self.setText(wordings[0])
        self._shorter = wordings[1:]
        self.update()

    def shown(self) -> str:
        """Return what there is room for."""
        wordings = (self.text(), *self._shorter)
        found = next(filter(self._fits, wordings), None)
        if found is not None:
            return found
        if self.wordWrap():
            text = wordings[-1]
            longest = bisect(range(len(text)), 0, key=lambda length: 0 if self._fits(f"{text[:length]}…") else 1)
            return f"{text[: max(longest - 1, 0)]}…"
        return self.fontMetrics().elidedText(wordings[-1], Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _fits(self, text: str) -> bool:
        room, metrics = self.contentsRect(), self.fontMetrics()
        if metrics.horizontalAdvance(text) <= room.width():
            return True
        high = QRect(0, 0, room.width(), 10000)
        needed = metrics.boundingRect(high, int(Qt.TextFlag.TextWordWrap), text).height()
        return self.wordWrap() and needed <= room.height()

    def minimumSizeHint(self) -> QSize:
        """Need room for a few characters only, and for none where nothing need be said."""
        least = 0 if self._shorter and not self._shorter[-1] else px(_FEW)
        return QSize(min(super().minimumSizeHint().width(), least), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        room, short = self.contentsRect(), self.shown()
        self.setToolTip("" if short == self.text() else f"<qt>{_escaped(self.text())}</qt>")
        painter = QPainter(self)
        wrapped = int(Qt.TextFlag.TextWordWrap) if self.wordWrap() else 0
        self.style().drawItemText(painter, room, int(self.alignment()) | wrapped, self.palette(), True, short)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pill(tone: str, text: str = "") -> QLabel:
    """Return a rounded mark in a tone of the theme: error, remark, done or plain."""
    made = label(text, "pill")
    made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone and draw it anew."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def make_primary(made: QPushButton, *, primary: bool = True) -> None:
    """Make a button the one primary button of its screen, or a plain one again."""
    made.setProperty("primary", primary)
    made.style().unpolish(made)
    made.style().polish(made)


class Button(QPushButton):
    """A push button that Enter presses too, as clerks expect of the one in focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, slot: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """Return a push button; at most one on a screen is primary."""
    made = Button(text)
    if primary:
        make_primary(made)
    made.setToolTip(tip)
    made.clicked.connect(slot)
    return made


def bar(name: str, parts: Sequence[QWidget | None]) -> QFrame:
    """Return a bar of widgets from left to right; None is the gap that grows."""
    made = QFrame()
    fill_bar(made, name, parts)
    return made


def fill_bar(made: QFrame, name: str, parts: Sequence[QWidget | None]) -> None:
    """Make a frame a bar of widgets from left to right; None is the gap that grows."""
    made.setObjectName(name)
    layout = QHBoxLayout(made)
    layout.setContentsMargins(16, 0, 16, 0)
    layout.setSpacing(12)
    for part in parts:
        if part is None:
            layout.addStretch()
        else:
            layout.addWidget(part)


def scrolled(layout: QVBoxLayout, ground: str = "ground") -> tuple[WholeScroll, QVBoxLayout]:
    """Add a column to a layout that scrolls where large text needs more height than there is, on a colour's ground."""
    area, column = WholeScroll(ground), QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    area.fill(column)
    layout.addWidget(area, 1)
    return area, column


def give_size(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog as large as its text needs, given its size at 100 %, but not larger than the screen."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(px(width), room.width() - _EDGE), min(px(height), room.height() - _EDGE))


def is_undo_or_redo(event: QEvent) -> bool:
    """Tell whether a widget is asked to take undo or redo for itself, of which the window has its own history."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or is_redo(event)


def is_redo(event: QKeyEvent) -> bool:
    """Tell whether a key means redo: the system's own, and Ctrl+Y everywhere."""
    pressed = event.keyCombination().toCombined()
    return event.matches(QKeySequence.StandardKey.Redo) or QKeySequence(pressed) == QKeySequence("Ctrl+Y")


def documents_folder() -> Path:
    """Return where the clerk keeps documents, or the home folder where there is none."""
    from PySide6.QtCore import QStandardPaths

    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def load_form(name: str, parent: QWidget) -> QWidget:
    """Build the widgets of a Designer file."""
    from PySide6.QtUiTools import QUiLoader  # the first window needs no Designer file

    return QUiLoader(parent).load(str(assets.path("ui", f"{name}.ui")), parent)


def child(form: QWidget, kind: type[W], name: str) -> W:
    """Return a widget of a Designer file by its name; KeyError where the file has none."""
    for widget in form.findChildren(kind, name):
        return widget
    raise KeyError(name)


class Bubble(QLabel):
    """Says beside a cell why an entry was refused; goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("bubble")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._timer = QTimer(self, singleShot=True, interval=_BUBBLE_TIME)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, beside: QRect) -> None:
        """Show a text under a rectangle of the parent, or above it where there is no room."""
        self.setText(text)
        width = min(max(self.fontMetrics().horizontalAdvance(text) + px(26), px(120)), px(320))
        self.setFixedWidth(width)
        self.adjustSize()
        left = max(4, min(beside.right() - width, self._page.width() - width - 4))
        below = beside.bottom() + 6
        top = below if below + self.height() < self._page.height() else beside.top() - self.height() - 6
        self.move(left, top)
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when the page does."""
        if event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

"""A prose section for typing: every character is stored at once, headings stand out, live figures are tinted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reportdesk.gui.looks import is_zoom
from reportdesk.gui.theme import changed, colour, px
from reportdesk.gui.widgets import is_undo_or_redo
from reportdesk.report.prose import lines, live_figures, paragraphs
from reportdesk.session import Happened, Session

_LINE_WIDTH, _MARGIN = 900, 20  # the first at 100 %
_BREAKS = {0x2028: "\n", 0x2029: "\n"}


class _Highlighter(QSyntaxHighlighter):
    """Shows the official numbering as headings."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heads: dict[int, int] = {}
        self._head_format = QTextCharFormat()
        self._head_format.setFontWeight(QFont.Weight.Bold)

    def read(self, text: str) -> None:
        """Find the headings of a text and draw anew the lines whose state changed."""
        heads: dict[int, int] = {}
        found = iter(paragraphs(text))
        for number, line in enumerate(lines(text)):
            if line.strip():
                paragraph = next(found, None)
                if paragraph and paragraph.level:
                    heads[number] = len(line) - len(line.lstrip()) + paragraph.head
        before, self._heads = self._heads, heads
        for number in {number for number, _head in heads.items() ^ before.items()}:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Format one line."""
        head = self._heads.get(self.currentBlock().blockNumber(), 0)
        if head:
            self.setFormat(0, head, self._head_format)
        for live in live_figures(text):
            self.setFormat(live.start, live.end - live.start, _live_format())


def _live_format() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(colour("accent_soft"))
    made.setForeground(colour("accent"))
    made.setFontUnderline(True)
    return made


class ProseEditor(QPlainTextEdit):
    """One prose section of the session's report."""

    entered = Signal(str)

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._session = session
        self._showing = self._typing = False
        self.setObjectName("proseEditor")
        self.setUndoRedoEnabled(False)
        self.setMaximumWidth(px(_LINE_WIDTH))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = _Highlighter(self.document())
        self.read()
        self.textChanged.connect(self._on_text_changed)
        changed.connect(self._on_look_changed)

    def read(self) -> None:
        """Show the stored text where it is another one; the cursor goes after what changed, or stays while typing."""
        text = "\n".join(lines(self._stored()))
        shown = self.written()
        if text == shown:
            self._highlighter.read(text)
            return
        self._showing = True
        start = _common(shown, text)
        tail = _common(shown[start:][::-1], text[start:][::-1])
        cursor = QTextCursor(self.document()) if self._typing else self.textCursor()
        cursor.setPosition(_units(shown[:start]))
        cursor.setPosition(_units(shown[: len(shown) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - tail])
        if not self._typing:
            self.setTextCursor(cursor)
        self._highlighter.read(text)
        self._showing = False

    def written(self) -> str:
        """Return the text shown, its no-break spaces as they are."""
        return self.document().toRawText().translate(_BREAKS)

    def cursor_place(self) -> int:
        """Return where the cursor stands, in code points."""
        units = self.written().encode("utf-16-le", "surrogatepass")[: 2 * self.textCursor().position()]
        return len(units.decode("utf-16-le", "surrogatepass"))

    def on_happened(self, happened: Happened) -> None:
        """Follow a change of this section made elsewhere: undo, redo, import."""
        if any(slot.kind == "prose" and slot.name == self.section for slot in happened.slots):
            self.read()

    def select(self, start: int, end: int) -> None:
        """Choose a span given in code points of the stored text."""
        before, chosen = (_units("\n".join(lines(self._stored()[:place]))) for place in (start, end))
        cursor = self.textCursor()
        cursor.setPosition(before)
        cursor.setPosition(chosen, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window, whose history reaches across restarts."""
        if is_undo_or_redo(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this section is in focus."""
        super().focusInEvent(event)
        self.entered.emit(self.section)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but leave Ctrl+wheel to the window, which changes the text size."""
        if is_zoom(event):
            event.ignore()
        else:
            super().wheelEvent(event)

    def _on_look_changed(self) -> None:
        self._highlighter.rehighlight()
        self.setMaximumWidth(px(_LINE_WIDTH))

    def _on_text_changed(self) -> None:
        if not self._showing:
            text = self.written()
            if text != self._stored():
                self._typing = True
                try:
                    self._session.set_prose(self.section, text)
                finally:
                    self._typing = False

    def _stored(self) -> str:
        return self._session.report.prose(self.section)


def _common(one: str, other: str) -> int:
    """Count the leading characters that two texts share."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    return next(place for place in range(length) if one[place] != other[place])


def _units(text: str) -> int:
    """Return a text's length as Qt counts: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)

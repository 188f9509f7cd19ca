"""A prose section for typing: every character is stored at once, live figures are shown as their values."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.gui.prose import clipboard, document, drawing, telling
from reportdesk.gui.prose.area import WritingArea
from reportdesk.gui.prose.mapping import Places, Sign, Span, as_shown, changed, signs
from reportdesk.gui.prose.marks import SIGNS, Highlighter, Mark, headings, marks
from reportdesk.gui.prose.pasting import Pasting
from reportdesk.gui.theme import colour, font, px
from reportdesk.report.prose import LiveFigure, render_text
from reportdesk.session import Happened, Session

_MOST_CHOSEN = 30  # characters
_SIGN = 14  # width of a sign in the margin


class ProseEditor(WritingArea):
    """One prose section of the session's report."""

    entered = Signal(str)

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._session = session
        self._showing = False
        self._typing = False
        self.marks: list[Mark] = []
        self._signs: list[tuple[int, str]] = []
        self._offers: Sequence[Span] = ()
        self._chosen = ""
        self._drawn = (
            drawing.LiveObject(self.document(), self),
            drawing.PictureObject(self.document(), self, session.report.attachment),
        )
        self.highlighter = Highlighter(self.document())
        self.pasting = Pasting(session, self)
        self._places = Places("", ())
        self.read()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.textChanged.connect(self._on_text_changed)

    def read(self) -> None:
        """Show the stored text where it is another one; the cursor goes after what changed, or stays while typing."""
        before, after = document.laid_out(self.document()), self._places_of(as_shown(self._stored()))
        if after.text != self._places.text:
            edit = changed(self._places, after)
            self._offers = tuple(span for offer in self._offers if (span := edit.moved(offer)))
        self._places = after
        if before.text != after.text or before.signs != after.signs:
            edit = changed(before, after)
            cursor = QTextCursor(self.document()) if self._typing else self.textCursor()
            cursor.setPosition(before.unit(edit.start))
            cursor.setPosition(before.unit(edit.before), QTextCursor.MoveMode.KeepAnchor)
            with self._quiet():
                document.put(cursor, self._places, self._value, (edit.start, edit.after))
            if not self._typing:
                self.setTextCursor(cursor)
        self._draw()

    def written(self) -> str:
        """Return the text as it is stored once it is typed."""
        return document.text_of(self.document())

    def places(self) -> Places:
        """Return the way between places of the stored text and the document's."""
        return self._places_of(self._stored()) if "\r\n" in self._stored() else self._places

    def cursor_place(self) -> int:
        """Return where the cursor stands, in code points."""
        return self.places().place(self.textCursor().position())

    def chosen_span(self) -> Span:
        """Return what is chosen, in code points of the stored text."""
        cursor, places = self.textCursor(), self.places()
        return places.place(cursor.selectionStart()), places.place(cursor.selectionEnd())

    def figure(self, unit: int | None = None) -> LiveFigure | None:
        """Return the live figure at a position, else the one at or before the cursor."""
        sign = self.sign(unit)
        return sign if isinstance(sign, LiveFigure) else None

    def sign(self, unit: int | None = None) -> Sign | None:
        """Return the live figure or picture at a position, else the one at or before the cursor."""
        found = [(self._places.unit(sign.start), sign) for sign in self._places.signs]
        wanted = (unit,) if unit is not None else (self.textCursor().position(), self.textCursor().position() - 1)
        return next((sign for at in wanted for start, sign in found if start == at), None)

    def findings_at(self, unit: int) -> list[Finding]:
        """Return what was found about the words at a position, the gravest first."""
        return [mark.finding for mark in reversed(self.marks) if mark.start <= unit <= mark.end]

    def show_offers(self, offers: Iterable[Span]) -> None:
        """Mark figures that could follow a cell; spans are of the stored text."""
        self._offers = tuple(offers)
        self._draw()

    def choose(self, finding: Finding | None) -> None:
        """Put the words of a finding on a ground."""
        self._chosen = finding.key if finding else ""
        self._draw()

    def on_happened(self, happened: Happened) -> None:
        """Follow a change of this section made elsewhere (undo, redo, import), and the cells its figures show."""
        if any(slot.kind == "prose" and slot.name == self.section for slot in happened.slots):
            self.read()
        elif happened.delta and self.isVisible():
            self._draw()
        if self._places.signs and any(slot.kind == "cell" for slot in happened.slots):
            with self._quiet():
                document.show_values(self.document(), self._value)

    def select(self, start: int, end: int) -> None:
        """Go to a span, in code points of the stored text; only a few words are chosen, since a key overwrites them."""
        first, last = self.places().units((start, end))
        cursor = self.textCursor()
        cursor.setPosition(first)
        if last - first <= _MOST_CHOSEN:
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_stored(self, text: str) -> None:
        """Put stored prose in the place of what is chosen, as typing would."""
        cursor = self.textCursor()
        document.put(cursor, self._places_of(as_shown(text)), self._value)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy with values for other programs, with live figures for this one."""
        return clipboard.taken(self._session.report, as_shown(self._stored()[slice(*self.chosen_span())]))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without its looks."""
        self.pasting.paste(source)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say beside the pointer what is marked there."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            unit = self._unit_under(event)
            told = telling.told(self._session.report, self.sign(unit), self.findings_at(unit))
            QToolTip.showText(event.globalPos(), told, self.viewport())
            return True
        return super().viewportEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Mark what was found while another page was in front."""
        super().showEvent(event)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this section is in focus."""
        super().focusInEvent(event)
        self.entered.emit(self.section)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and in the margin a sign beside each line in which something is marked."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(font(12, bold=True))
        signs = {
            (rect := self._sign_rect(mark)).top(): (rect, mark.tone) for mark in self.marks
        }  # the gravest of a line
        for rect, tone in signs.values():
            if rect.intersects(event.rect()):
                painter.setPen(colour("soft_ink" if tone == "missing" else tone))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), SIGNS[tone])

    def _sign_rect(self, mark: Mark) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(mark.start, self.document().characterCount() - 1))
        line = self.cursorRect(cursor)
        return QRect(2, line.top(), px(_SIGN), line.height())

    def _unit_under(self, event: QHelpEvent) -> int:
        cursor = self.cursorForPosition(event.pos())
        at = cursor.position()
        return at - 1 if at and self.cursorRect(cursor).left() > event.pos().x() else at

    def _draw(self) -> None:
        places = self.places()
        self.marks = marks(places, (f for f in self._session.audit.findings() if f.section == self.section))
        chosen = next(((mark.start, mark.end) for mark in self.marks if mark.finding.key == self._chosen), None)
        offers = (places.units(span) for span in self._offers)
        with self._quiet():
            self.highlighter.show(headings(self._places), self.marks, offers, chosen)
        signs = [(self.document().findBlock(mark.start).blockNumber(), mark.tone) for mark in self.marks]
        if signs != self._signs:
            self._signs = signs
            self.viewport().update(0, 0, self.margin(), self.viewport().height())

    def fit(self) -> None:
        """Take lengths and colours from the look worn now."""
        super().fit()
        with self._quiet():
            self.highlighter.rehighlight()

    def _on_text_changed(self) -> None:
        if self._showing:
            return
        with self._quiet():
            moved = document.part_pictures(self.document(), self.textCursor())
        if moved is not None:
            self.setTextCursor(moved)
        text = self.written()
        if text == as_shown(self._stored()):
            self.read()
            return
        self._typing = True
        try:
            self._session.set_prose(self.section, text)
            if self._places.text != text:
                self.read()
        finally:
            self._typing = False

    @contextmanager
    def _quiet(self) -> Generator[None]:
        """Alter the document without taking it for typing."""
        before, self._showing = self._showing, True
        try:
            yield
        finally:
            self._showing = before

    def _stored(self) -> str:
        return self._session.report.prose(self.section)

    def _value(self, source: str) -> str:
        return render_text(self._session.report, source, keep=())

    def _places_of(self, text: str) -> Places:
        return Places(text, signs(text, self._session.form, self._session.report.names("attachment")))

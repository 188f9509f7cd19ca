"""Puts what lies on the clipboard into an editor of prose: lines of a PDF joined to paragraphs, or as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from reportdesk.gui.pictures import carrying
from reportdesk.gui.prose import clipboard
from reportdesk.intake.wrapped import Joined, rejoined
from reportdesk.report.changes import Slot
from reportdesk.session import Session

if TYPE_CHECKING:
    from reportdesk.gui.pages.prose_editor import ProseEditor

AS_IS_KEYS = "Ctrl+Shift+V"


class Pasting(QObject):
    """The pastes of one editor; `told` says what was done to the lines."""

    told = Signal(str)

    def __init__(self, session: Session, editor: ProseEditor) -> None:
        super().__init__(editor)
        self._session, self._editor = session, editor
        QShortcut(QKeySequence(AS_IS_KEYS), editor, self.paste_as_is, context=Qt.ShortcutContext.WidgetShortcut)

    def paste(self, data: QMimeData) -> None:
        """Paste text without its looks; what was copied here keeps its live figures and its lines."""
        joined = None if clipboard.is_ours(data) else rejoined(clipboard.given(data)[0])
        if joined is None:
            self._put(data)
        else:
            self._put_joined(joined)

    def paste_as_is(self) -> None:
        """Paste with every line end that is on the clipboard (Ctrl+Shift+V)."""
        if not self._editor.isReadOnly():
            self._put(QGuiApplication.clipboard().mimeData())

    def _put(self, data: QMimeData) -> None:
        report, editor = self._session.report, self._editor
        text, packed = clipboard.given(data)
        brought = carrying.brought(report, text, packed)
        if brought:
            self._session.apply(carrying.pasted(report, editor.section, editor.chosen_span(), text, brought))
        elif text:
            editor.insert_stored(text)

    def _put_joined(self, joined: Joined) -> None:
        report, section = self._session.report, self._editor.section
        whole, (start, end) = report.prose(section), self._editor.chosen_span()
        text = whole[:start] + joined.text + whole[end:]
        self._session.apply(report.plan("粘贴", [(Slot("prose", section), text)]))  # no part of what is typed around it
        self._editor.select(start + len(joined.text), start + len(joined.text))
        self.told.emit(
            f"已把 {joined.lines} 行并成 {joined.paragraphs} 段（Ctrl+Z 撤销；{AS_IS_KEYS} 照原样粘贴，不并）"
        )

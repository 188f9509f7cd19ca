"""The commands of a prose page for pictures and charts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.pictures import placing
from reportdesk.gui.widgets import button
from reportdesk.report.changes import Attachment
from reportdesk.report.picture_words import described
from reportdesk.report.prose import PictureLine
from reportdesk.session import Session

PICTURE_KEYS, CHART_KEYS = "Ctrl+G", "Ctrl+Shift+G"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_REMOVED = "已删除图片“{caption}”，Ctrl+Z 撤销"
_PICTURE_TIP = f"在这一段后面插入图片；光标在图片那一行时，改它的题注和文字说明（{PICTURE_KEYS}）"
_CHART_TIP = f"用表中、各年或文中的数画柱形图（{CHART_KEYS}）"


class PictureTools(QWidget):
    """Two buttons with their keys over one editor, and what keys do at a picture."""

    told = Signal(str)

    def __init__(self, session: Session, editor: ProseEditor) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        self.picture = button("图片…", self.put_picture, tip=_PICTURE_TIP)
        self.chart = button("图表…", self.put_chart, tip=_CHART_TIP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.picture)
        layout.addWidget(self.chart)
        for watched in (editor, editor.viewport()):
            watched.installEventFilter(self)
        for keys, slot in ((PICTURE_KEYS, self.put_picture), (CHART_KEYS, self.put_chart)):
            QShortcut(QKeySequence(keys), editor, slot, context=Qt.ShortcutContext.WidgetShortcut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the picture at the cursor by Enter or a double click, and remove it by Backspace or Delete."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        key = event.key() if is_key and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None  # type: ignore[attr-defined]
        opens = key in _ENTER or event.type() == QEvent.Type.MouseButtonDblClick
        if (opens or key in _REMOVE) and self._is_at_picture():
            self.put_picture() if opens else self.remove()
            return True
        return super().eventFilter(watched, event)

    def actions_at_cursor(self) -> list[QAction]:
        """Return what the menu offers for the picture at the cursor."""
        made: list[QAction] = []
        if self._is_at_picture():
            for text, slot in ((f"图片说明…\t{PICTURE_KEYS}", self.put_picture), ("删除图片\tDel", self.remove)):
                action = QAction(text, self)
                action.triggered.connect(slot)
                made.append(action)
        return made

    def remove(self) -> None:
        """Take the picture at the cursor out of the text."""
        section = self._editor.section
        sign = self._editor.sign()
        placed = placing.picture_at(self._session.report, section, sign.start) if sign is not None else None
        if placed is not None:
            self._session.apply(placing.removed(self._session.report, section, placed))
            place = min(placed.start, len(self._session.report.prose(section)))
            self._editor.select(place, place)
            self.told.emit(_REMOVED.format(caption=placed.caption))

    def put_picture(self) -> None:
        """Insert a picture from a file, or give the one at the cursor other words (Ctrl+G)."""
        from reportdesk.gui.file_dialog import ask_recent
        from reportdesk.gui.pictures import files

        self._session.finals.refuse()
        placed = placing.picture_at(self._session.report, self._editor.section, self._editor.cursor_place())
        if placed is not None:
            self._describe(placed)
            return
        path = ask_recent(self.window(), "选择图片", self._session.store, "图片 (*.png *.jpg *.jpeg)")
        if path is not None:
            prepared = files.prepare(path)
            picture = Attachment(prepared.media_type, prepared.data)
            note = prepared.note or f"{prepared.width}×{prepared.height} 像素。{files.LIMITS}"
            plan = partial(placing.inserted, self._session.report, self._editor.section, self._editor.cursor_place())
            words = self._asked("插入图片", picture, note, "")
            if words is not None:
                self._session.apply(plan(picture, *words))
        self._editor.setFocus()

    def put_chart(self) -> None:
        """Draw a chart and insert it (Ctrl+Shift+G)."""
        from reportdesk.gui.pictures.chart_dialog import ChartDialog

        self._session.finals.refuse()
        dialog = ChartDialog(self.window(), self._session)
        chart = dialog.chart if dialog.exec() else None
        words = dialog.alternative.text()
        dialog.deleteLater()
        if chart is not None:
            report, section = self._session.report, self._editor.section
            place = self._editor.cursor_place()
            self._session.apply(placing.inserted(report, section, place, chart.attachment, chart.caption, words))
        self._editor.setFocus()

    def _is_at_picture(self) -> bool:
        alone = not self._editor.textCursor().hasSelection() and not self._editor.isReadOnly()
        return alone and isinstance(self._editor.sign(), PictureLine)

    def _describe(self, placed: placing.Placed) -> None:
        words = self._asked("图片说明", placed.attachment, "", placed.caption, described(placed.attachment.data))
        if words is not None:
            self._session.apply(placing.altered(self._session.report, self._editor.section, placed, *words))
        self._editor.setFocus()

    def _asked(
        self, title: str, picture: Attachment, note: str, caption: str, alternative: str = ""
    ) -> tuple[str, str] | None:
        from reportdesk.gui.pictures.picture_dialog import PictureDialog

        dialog = PictureDialog(self.window(), title, picture.data, note)
        dialog.caption.setText(caption)
        dialog.caption.selectAll()
        dialog.alternative.setPlainText(alternative)
        taken = dialog.exec()
        words = dialog.caption.text(), dialog.alternative.text()
        dialog.deleteLater()
        return words if taken else None

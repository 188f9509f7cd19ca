"""Where a published report comes from: a file that is chosen or dropped, or what is pasted from another program."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from reportdesk.gui.widgets import button, label
from reportdesk.store.library import Library

KINDS = (
    "已发布的报告 (*.docx *.doc *.wps *.rtf *.html *.htm *.mht *.mhtml *.pdf *.txt *.report.json *.json)",
    "所有文件 (*)",
)
_FILE_HINT = (
    "Word（.docx、.doc）、WPS、网页、PDF、文本文件，或本程序的报告文件（.report.json）。也可以把文件拖到这里。\n"
    "读取以后先给您看过，点{buttons}以前什么都不保存，原文件不会改动。"
)
_PASTE_HINT = "在网页、Word 或 PDF 里全选、复制报告全文，粘贴到下面。从网页和 Word 复制，表格可以完整读出。"
_EMPTY = "还没有粘贴内容。请先在报告所在的网页或文件里全选、复制，再粘贴到这里。"
_MARGIN = 12
_WEB = "已粘贴带表格的内容，直接点“读取”即可。"


class PasteBox(QPlainTextEdit):
    """Takes a pasted report; a page's or document's own tables are kept beside the text that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html, self._shown_for = "", ""
        self.setTabChangesFocus(True)
        self.setAccessibleName("粘贴报告全文")
        self.setPlaceholderText("在这里粘贴（Ctrl+V）")
        self.document().setDocumentMargin(_MARGIN)

    def source(self) -> str:
        """Return what was pasted: the page's source while its text stands unaltered, else the text."""
        text = self.toPlainText()
        return self._html if self._html and text == self._shown_for else text

    def has_tables(self) -> bool:
        """Tell whether a page's source is kept."""
        return self.source() != self.toPlainText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; into an empty box with the source of what is pasted."""
        was_empty = not self.toPlainText().strip()
        super().insertFromMimeData(source)
        if was_empty and source.hasHtml() and "<table" in source.html().lower():
            self._html, self._shown_for = source.html(), self.toPlainText()
            self.textChanged.emit()


class SourcePage(QWidget):
    """Asks for a file or a text; a file first where the last one lay."""

    file_chosen = Signal(object)
    text_given = Signal(str)
    given_up = Signal()

    def __init__(self, title: str, hint: str, buttons: Iterable[str], library: Library) -> None:
        super().__init__()
        self._library = library
        told_file = _FILE_HINT.format(buttons="或".join(f"“{words}”" for words in buttons))
        self.error = label("", "bubble")
        self.choose = button("选择文件…", self._on_choose_clicked, primary=True)
        self.box = PasteBox()
        self._pasted = label(_WEB, "hint")
        self.read = button("读取", self._on_read_clicked, primary=True)
        self.tabs = QTabWidget()
        self.tabs.addTab(_column(_wrapped(told_file), self.choose), "选择文件")
        self.tabs.addTab(_column(_wrapped(_PASTE_HINT), self.box, self._pasted, self.read), "粘贴文字")
        told = label(hint, "pageHint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        for text in (told, self.error):
            text.setWordWrap(True)
        for widget in (label(title, "pageTitle"), told, self.error):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(button("取消", self.given_up.emit), 0, Qt.AlignmentFlag.AlignRight)
        self._pasted.hide()
        self.error.hide()
        self.box.textChanged.connect(self._on_box_text_changed)
        self.tabs.tabBar().setAccessibleName("从哪里读")
        self.tabs.currentChanged.connect(self.enter)

    def enter(self) -> None:
        """Put the focus on the way that is shown."""
        (self.box if self.tabs.currentIndex() else self.choose).setFocus()

    def refuse(self, message: str) -> None:
        """Say why what was given could not be read, or take that back."""
        self._say(message)
        self.enter()

    def _on_choose_clicked(self) -> None:
        from reportdesk.gui.file_dialog import ask_recent

        chosen = ask_recent(self, "选择已发布的报告", self._library, ";;".join(KINDS))
        if chosen is not None:
            self.file_chosen.emit(chosen)

    def _on_read_clicked(self) -> None:
        if self.box.toPlainText().strip():
            self.text_given.emit(self.box.source())
        else:
            self.refuse(_EMPTY)

    def _say(self, message: str) -> None:
        self.error.setText(message)
        self.error.setVisible(bool(message))

    def _on_box_text_changed(self) -> None:
        self._say("")
        self._pasted.setVisible(self.box.has_tables())


def _wrapped(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(True)
    return made


def _column(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(14, 14, 14, 14)
    layout.setSpacing(10)
    for widget in widgets:
        if isinstance(widget, QPushButton):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            layout.addWidget(widget, 1 if isinstance(widget, QPlainTextEdit) else 0)
    if not any(isinstance(widget, QPlainTextEdit) for widget in widgets):
        layout.addStretch()
    return whole

"""The words of two reports on screen: what came is underlined, what went is struck through, both in their tone."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor

from reportdesk.gui import theme
from reportdesk.gui.compare.passages import Passage
from reportdesk.gui.theme import colour, px
from reportdesk.gui.whole_rows import WholePage
from reportdesk.report.differences import State

_TONES = {State.ADDED: "done", State.REMOVED: "error", State.CHANGED: "remark"}
_LEGEND = ((State.SAME, "读法："), (State.ADDED, "加下划线的是本报告新写的"), (State.SAME, "，"),
           (State.REMOVED, "加删除线的是对照的那份有、本报告没有的"), (State.SAME, "。"))  # fmt: skip
_NOTHING = "没有这样的段落。看全部文字，请点“全部”（Ctrl+1）。"
_GO = "到这一部分 ›"


class ProseDifference(WholePage):
    """The passages one under another; `opened` names the section to go to."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compareProse")
        self.setAccessibleName("文字对照")
        self.setOpenLinks(False)
        self._passages: list[Passage] = []
        self._sections: frozenset[str] = frozenset()
        self.anchorClicked.connect(self._on_anchor_clicked)
        theme.changed.connect(self._draw)

    def show_passages(self, passages: list[Passage], sections: frozenset[str]) -> None:
        """Show other passages; `sections` are those that can be gone to."""
        self._passages, self._sections = passages, sections
        self._draw()

    def _draw(self) -> None:
        self.clear()
        self.document().setDocumentMargin(px(16))
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setBlockFormat(_block())
        for state, text in _LEGEND:
            cursor.insertText(text, _words(state, 12))
        for passage in self._passages:
            self._put(cursor, passage)
        if not self._passages:
            cursor.insertBlock(_block())
            cursor.insertText(_NOTHING, _words(State.SAME, 14))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _put(self, cursor: QTextCursor, passage: Passage) -> None:
        if passage.is_heading:
            cursor.insertBlock(_block(above=14))
            cursor.insertText(passage.title, _plain("ink", 15, bold=True))
            if passage.section in self._sections:
                cursor.insertText("　", _plain("ink", 12))
                cursor.insertText(_GO, _link(passage.section))
            return
        cursor.insertBlock(_block(above=6))
        if passage.mark:
            tone = _TONES.get(passage.state, "soft_ink")
            cursor.insertText(f"〔{passage.mark}〕", _plain(tone, 12, bold=True))
        for run in passage.runs:
            cursor.insertText(run.text, _words(run.state, 14))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        self.opened.emit(url.path())


def _block(above: int = 0) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(px(above))
    made.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _plain(role: str, size: int, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour(role))
    made.setProperty(QTextCharFormat.Property.FontPixelSize, px(size))
    if bold:
        made.setFontWeight(QFont.Weight.Bold)
    return made


def _words(state: State, size: int) -> QTextCharFormat:
    """Return how words are written: what stayed plain, what came underlined, what went struck through."""
    if state not in (State.ADDED, State.REMOVED):
        return _plain("ink", size)
    made = _plain(_TONES[state], size)
    made.setBackground(colour(f"{_TONES[state]}_soft"))
    made.setFontUnderline(state is State.ADDED)
    made.setFontStrikeOut(state is State.REMOVED)
    return made


def _link(section: str) -> QTextCharFormat:
    made = _plain("accent", 12)
    made.setAnchor(True)
    made.setAnchorHref(section)
    made.setFontUnderline(True)
    return made

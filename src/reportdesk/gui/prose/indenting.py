"""Paragraphs laid out as on paper: the first line begins two characters in. Nothing of it is in the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from reportdesk.gui.prose.document import is_picture

_INDENT = "字字"
_ROUNDING = 0.5  # pixels by which places may differ


class ParagraphLayout(QPlainTextDocumentLayout):
    """The layout of a plain text editor, which by itself knows no indents."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        document.setDocumentLayout(self)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the room of a paragraph; whatever draws or measures one asks for that first."""
        if block.isValid():
            self.ensureBlockLayout(block)
            first = block.layout().lineAt(0)
            wanted = self.document().documentMargin() + self._indent(block)
            if first.isValid() and abs(first.x() - wanted) > _ROUNDING:
                self._lay(block, wanted, first.x() + first.width())
        return super().blockBoundingRect(block)

    def _indent(self, block: QTextBlock) -> float:
        """Return how far in a paragraph begins: as on paper, blanks before its words count for nothing."""
        if self.document().isEmpty() or is_picture(block):
            return 0
        text, metrics = block.text(), QFontMetricsF(self.document().defaultFont())
        blanks = text[: len(text) - len(text.lstrip())]
        return max(metrics.horizontalAdvance(_INDENT) - metrics.horizontalAdvance(blanks), 0)

    def _lay(self, block: QTextBlock, left: float, right: float) -> None:
        """Break a paragraph into lines between two places, the first from its indent on."""
        laid = block.layout()
        margin, height = self.document().documentMargin(), 0.0
        laid.beginLayout()
        while (line := laid.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(right - left)
            line.setPosition(QPointF(left, height))
            height += line.height()
            left = margin
        laid.endLayout()
        if block.lineCount() != laid.lineCount():
            block.setLineCount(laid.lineCount())
            self.documentSizeChanged.emit(self.documentSize())

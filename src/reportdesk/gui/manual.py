"""使用说明: the manual in `resources/manual`, opened at the chapter that fits what the clerk is doing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextFrameFormat, QTextTable, QTextTableFormat
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QWidget

from reportdesk import assets
from reportdesk.gui import theme
from reportdesk.gui.steps import AUDIT, EXPORT, UNIT, Step
from reportdesk.gui.whole_rows import WholePage
from reportdesk.gui.widgets import give_size

_FOLDER = "manual"
_SIZE = (880, 600)
_LIST_WIDTH = 180
_MARGIN = 18
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")
"""A line end inside a Chinese paragraph, which Markdown would show as a blank."""


@cache
def chapters() -> dict[str, str]:
    """Return the manual's chapters as Markdown by name, in reading order."""
    files = assets.names("resources", _FOLDER)
    return {
        PurePosixPath(file).stem.partition("-")[2]: assets.path("resources", file).read_text(encoding="utf-8")
        for file in files
    }


def chapter_of(step: Step | None) -> str:
    """Return the chapter for a step of the wizard, or for 报告库 where there is none."""
    if step is None:
        return "start"
    if step.id in (UNIT, AUDIT, EXPORT):
        return step.id
    return "prose" if step.section is not None and step.section.prose else "tables"


class Manual(QDialog):
    """The manual beside the window, which stays usable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setModal(False)
        self._list = QListWidget()
        self._list.setObjectName("chapters")
        self._list.setAccessibleName("章节")
        self.text = WholePage()
        self.text.setObjectName("manual")
        self.text.setAccessibleName("说明")
        self.text.setOpenLinks(False)
        for name, written in chapters().items():
            self._list.addItem(written.partition("\n")[0].lstrip("# "))
            self._list.item(self._list.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self._list)
        layout.addWidget(self.text, 1)
        self._fit()
        theme.changed.connect(self._fit)
        self._list.currentRowChanged.connect(self._on_list_current_row_changed)

    def open_at(self, chapter: str) -> None:
        """Show the manual at a chapter and bring it in front."""
        self._list.setCurrentRow(list(chapters()).index(chapter))
        self.show()
        self.text.setFocus()
        self.raise_()
        self.activateWindow()

    def chapter(self) -> str:
        """Return the chapter shown."""
        return str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))

    def _fit(self) -> None:
        """Be as large as the text needs; text already laid out takes new sizes and colours when it is set again."""
        give_size(self, *_SIZE)
        self._list.setFixedWidth(theme.px(_LIST_WIDTH))
        if self._list.currentRow() >= 0:
            self._on_list_current_row_changed(self._list.currentRow())

    def _on_list_current_row_changed(self, row: int) -> None:
        written = _WRAPPED.sub("", list(chapters().values())[row])
        self.text.document().setMarkdown(written, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.document().setDocumentMargin(_MARGIN)
        for frame in self.text.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                frame.setFormat(_ruled(frame.format()))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)  # it stands at the end, and showing scrolls to it
        self.text.verticalScrollBar().setValue(0)


def _ruled(looks: QTextTableFormat) -> QTextTableFormat:
    """Return the looks of a table with thin lines of the theme, air in its cells and around it."""
    looks.setBorder(1)
    looks.setBorderCollapse(True)
    looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    looks.setBorderBrush(theme.colour("strong_line"))
    looks.setCellPadding(theme.px(4))
    looks.setTopMargin(theme.px(6))
    looks.setBottomMargin(theme.px(6))
    return looks

"""What stands in place of the list while it is empty: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reportdesk.gui.widgets import button, label

_TOP = 56


class EmptyNote(QWidget):
    """A title and a sentence in the place of the list."""

    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text = label("", "emptyTitle"), label("", "emptyNote")
        self._clear = button("清除查找", self.clear_requested.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, _TOP, 0, 0)
        layout.setSpacing(8)
        for widget in (self._title, self._text, self._clear):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._text.setWordWrap(False)

    def explain(self, shown: int, words: str, *, binned: bool, deleted: int) -> None:
        """Say why nothing is shown, or go where something is."""
        self.setVisible(shown == 0)
        looking = bool(words.strip())
        title, text = _search(words) if looking else _BIN if binned else _LIST
        if not looking and not binned and deleted:
            text = "点上面的一种方式开始；删除的报告在回收站里，可以还原。"
        self._title.setText(title)
        self._text.setText(text)
        self._clear.setVisible(looking)

    def text(self) -> str:
        """Return what is said."""
        return f"{self._title.text()}{self._text.text()}"


_LIST = "还没有报告", "有上年的 Word、网页或 PDF，就以它为底稿开始；也可以先打开右上方的练习报告试一试。"
_BIN = "回收站是空的", "删除的报告会放在这里，随时可以还原，不会自动清除。"
_LONGEST = 20


def _search(words: str) -> tuple[str, str]:
    short = words.strip()
    short = f"{short[:_LONGEST]}…" if len(short) > _LONGEST else short
    return f"没有找到“{short}”", "可以只输单位名称的几个字、年度，或拼音首字母；按 Esc 清除查找。"

"""One question with several answers, the first of them proposed, or none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, title: str, question: str, *words: str, none: str = "取消", safe: bool = False) -> int:
    """Return the place of the answer, -1 where the clerk gives none, which is proposed where that is `safe`."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    ways = [box.addButton(word, QMessageBox.ButtonRole.AcceptRole) for word in words]
    neither = box.addButton(none, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(neither if safe else ways[0])
    box.setEscapeButton(neither)
    box.exec()
    return next((place for place, way in enumerate(ways) if box.clickedButton() is way), -1)

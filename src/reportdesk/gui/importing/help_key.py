"""F1 in a dialog: the manual at the chapter on importing, which stays usable beside the dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from reportdesk.gui.manual import Manual

CHAPTER = "import"


def offer_help(dialog: QDialog) -> None:
    """Let F1 open the manual."""
    QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog, partial(_open, dialog))


def _open(dialog: QDialog) -> None:
    for manual in dialog.findChildren(Manual):
        manual.open_at(CHAPTER)
        return
    Manual(dialog).open_at(CHAPTER)

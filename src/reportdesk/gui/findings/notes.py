"""填报说明 of a finding or a cell: the rule's source and the notes for the cells it names."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form, Help
from reportdesk.gui.whole_rows import WholeText
from reportdesk.gui.widgets import give_size, label

_SIZE = (620, 440)
_MARGIN = 12
_NOTHING = "这一处没有单独的填报说明，使用说明按 F1 打开。"


class NotesDialog(QDialog):
    """The notes as text that can be copied; Esc closes."""

    def __init__(self, parent: QWidget, form: Form, finding: Finding | None, place: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("填报说明")
        give_size(self, *_SIZE)
        title = label(finding.title if finding else form.cell_name(place) if place in form.cells else "填报说明")
        title.setObjectName("sectionTitle")
        title.setWordWrap(True)
        self.text = WholeText("填报说明")
        self.text.setPlainText("\n\n".join(notes(form, finding, place)) or _NOTHING)
        self.text.document().setDocumentMargin(_MARGIN)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        for widget in (title, self.text, buttons):
            layout.addWidget(widget)
        buttons.rejected.connect(self.reject)
        self.text.setFocus()


def notes(form: Form, finding: Finding | None, place: str) -> Iterator[str]:
    """Yield the source of a finding's rule, and each note of its cells or section once, with its own source."""
    if finding is not None and finding.source:
        yield f"规则的依据：{finding.source}"
    seen: dict[Help, list[str]] = {}
    for address in finding.cells if finding and finding.cells else [place] if place in form.cells else []:
        for note in form.help_for(address) if address in form.cells else ():
            seen.setdefault(note, []).append(form.cell_name(address))
    for note, cells in seen.items():
        yield f"{_named(cells)}\n{_told(note)}"
    section = finding.section if finding else place
    if not seen and f"section:{section}" in form.help:
        yield _told(form.help[f"section:{section}"])


def _named(cells: list[str]) -> str:
    return f"{cells[0]}　等 {len(cells)} 格" if len(cells) > 1 else cells[0]


def _told(note: Help) -> str:
    return f"{note.text}\n依据：{note.source}" if note.source else note.text

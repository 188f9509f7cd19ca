"""Offers the starter texts of a section, part by part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from reportdesk.gui.prose.starting import Part, added
from reportdesk.gui.whole_rows import WholeText
from reportdesk.gui.widgets import give_size, label, make_primary
from reportdesk.report.prose import render_text
from reportdesk.report.report import Report

_SIZE = (760, 520)
_MARGIN = 12
_HINT = (
    "选要用的部分，按五个部分的顺序插入，编号自动接上。表里的数随表更新，表里还没有填的先写着〔未填〕；其余〔…〕处请自己填写。"
    "插入后可以随意改，也可以一次撤销（Ctrl+Z）。"
)


class StartDialog(QDialog):
    """The parts to tick, and what they come to."""

    def __init__(self, parent: QWidget, report: Report, section: str, parts: Sequence[Part]) -> None:
        super().__init__(parent)
        self._report, self._section, self._parts = report, section, parts
        self.setWindowTitle("用起草文字开头")
        give_size(self, *_SIZE)
        self.boxes = [QCheckBox(part.title) for part in parts]
        self.text = WholeText("起草文字")
        self.text.document().setDocumentMargin(_MARGIN)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.insert = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.insert.setText("插入")
        make_primary(self.insert)
        hint = label(_HINT, "hint")
        hint.setWordWrap(True)
        column, middle, layout = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for box in self.boxes:
            box.setChecked(True)
            box.toggled.connect(self._refresh)
            column.addWidget(box)
        column.addStretch()
        middle.setSpacing(12)
        middle.addLayout(column)
        middle.addWidget(self.text, 1)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._refresh()
        self.insert.setFocus()

    def chosen(self) -> list[Part]:
        """Return the parts ticked."""
        return [part for part, box in zip(self._parts, self.boxes, strict=True) if box.isChecked()]

    def _refresh(self) -> None:
        words = added(self._report.prose(self._section), self.chosen())
        self.text.setPlainText(render_text(self._report, words, keep=()))
        self.insert.setEnabled(bool(self.chosen()))

"""All smallest mends of one group of broken identities, to pick one from."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.audit.repair import Group, Repair
from reportdesk.audit.repair.texts import texts
from reportdesk.gui.whole_rows import WholeList
from reportdesk.gui.widgets import give_size, label, make_primary

_SIZE = (720, 460)
Index = QModelIndex | QPersistentModelIndex


class _RepairsModel(QAbstractListModel):
    """The mends, the likeliest first."""

    def __init__(self, parent: QWidget, repairs: tuple[Repair, ...]) -> None:
        super().__init__(parent)
        self._repairs = repairs

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the mends."""
        return 0 if parent.isValid() else len(self._repairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a mend in words."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"{index.row() + 1}．{self._repairs[index.row()].reason}"


class ChoicesDialog(QDialog):
    """The mends with their reasons: Enter applies the one chosen, Esc gives up."""

    def __init__(self, parent: QWidget, finding: Finding, group: Group) -> None:
        super().__init__(parent)
        self._repairs = group.repairs
        self.setWindowTitle("改正")
        give_size(self, *_SIZE)
        self.view = WholeList("可能的改法")
        self.view.setModel(_RepairsModel(self, group.repairs))
        self.view.setCurrentIndex(self.view.model().index(0, 0))
        self.note = label(said(group), "hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.mend = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.mend.setText("改正")
        self.mend.setEnabled(bool(group.repairs))
        make_primary(self.mend)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("不改")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        title, equation = label(finding.title, "sectionTitle"), label(finding.equation)
        for text in (title, equation, self.note):
            text.setWordWrap(True)
            layout.addWidget(text)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.view.doubleClicked.connect(self.accept)
        self.view.setFocus()

    def picked(self) -> Repair | None:
        """Return the mend chosen."""
        row = self.view.currentIndex().row()
        return self._repairs[row] if 0 <= row < len(self._repairs) else None


def said(group: Group) -> str:
    """Say how many mends there are, and whether the search was cut."""
    words, number = texts().words, len(group.repairs)
    parts: list[str] = []
    if number:
        cells = len(group.repairs[0].edits)
        order = "" if group.tied else "，最可能的在前"
        parts.append(f"改 {cells} 格就能全部成立，有 {number} 种改法{order}。回车改正，Esc 不改。")
    elif not group.cut:
        parts.append(words["none"].format(cells=texts().cells))
    if group.cut:
        parts.append(words["cut" if number else "cut_empty"])
    return "\n".join(parts)

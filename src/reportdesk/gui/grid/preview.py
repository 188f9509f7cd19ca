"""Shows before a paste what would be filled in and what would not, and why; nothing changes until it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reportdesk.gui.theme import colour, px
from reportdesk.gui.whole_rows import WholeRows
from reportdesk.gui.widgets import give_size, label, make_primary, set_tone
from reportdesk.intake.paste import Entry, Fate, Paste
from reportdesk.report.report import Report
from reportdesk.report.values import brief, show

Index = QModelIndex | QPersistentModelIndex
HEADS = ("格子", "原文", "将填入", "说明")
_SHARES = (0.42, 0.14, 0.10)  # of the table's width; the last column has what is left
_SIZE = (1000, 560)
_PADDING, _MARGIN = 12, 8  # what the theme, at 100 %, and Qt, at any size, leave beside a text
_NOT_FILLED = "不填"
_HINT = (
    "确定以前什么都不会改，粘贴以后可以用 Ctrl+Z 撤销。"
    "不填的格子保持原样，请照原表补填；原表是空着、确实没有发生的，才填 0。"
)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview, a text for each head; what is left out is told apart."""

    texts: tuple[str, str, str, str]
    is_filled: bool


class PreviewModel(QAbstractTableModel):
    """What a paste would do, line by line; what is left out comes first."""

    def __init__(self, paste: Paste, report: Report, parent: QObject) -> None:
        super().__init__(parent)
        refused = [_entry_row(entry, report) for entry in paste.refused()]
        skipped = [Row(("", part.text, _NOT_FILLED, f"{part.reason}。"), False) for part in paste.skipped]
        filled = [_entry_row(entry, report) for entry in paste.entries if entry.fate is not Fate.REFUSED]
        self._rows = refused + skipped + filled

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the heads."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text, its colour or its alignment."""
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and not row.is_filled and index.column() > 1:
            return colour("error")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (1, 2):
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads, aligned like what stands below."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (1, 2):
            return _RIGHT
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None


class WrappingDelegate(QStyledItemDelegate):
    """Gives wrapped texts the height they need beside the theme's padding, which Qt leaves out of account."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size for a slightly narrower cell."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -px(_PADDING) - _MARGIN, 0)  # type: ignore[attr-defined]
        return super().sizeHint(narrow, index)


class PreviewTable(WholeRows):
    """The lines of a preview, all columns in view at any size."""

    ground, corner = "card", 10

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, int(self.viewport().width() * share))
        super().resizeEvent(event)


class PastePreview(QDialog):
    """Asks whether to paste, where something would be left out or is doubtful."""

    def __init__(self, paste: Paste, report: Report, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴以前请核对")
        give_size(self, *_SIZE)
        self.table = _table(PreviewModel(paste, report, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        notes = [label(doubt, "bubble") for doubt in paste.doubts]
        for note in notes:
            set_tone(note, "remark")
        for text in (label(_summary(paste), "sectionTitle"), *notes, label(_HINT, "pageHint")):
            text.setWordWrap(True)
            layout.addWidget(text)
        layout.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
        accept.setText("确定粘贴")
        accept.setEnabled(paste.count() > 0)
        make_primary(accept)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        accept.setFocus()


def _table(model: PreviewModel) -> PreviewTable:
    table = PreviewTable()
    table.setObjectName("pastePreview")
    table.setAccessibleName("粘贴内容")
    table.setModel(model)
    table.setItemDelegate(WrappingDelegate(table))
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(px(30))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setFixedHeight(px(34))
    heads.setStretchLastSection(True)
    return table


def _entry_row(entry: Entry, report: Report) -> Row:
    name, text = report.form.cell_name(entry.address), brief(entry.text)
    if entry.fate is Fate.REFUSED:
        return Row((name, text, _NOT_FILLED, entry.reason), False)
    return Row((name, text, show(entry.value), entry.reason or _instead_of(entry, report)), True)


def _instead_of(entry: Entry, report: Report) -> str:
    """Say what a cell holds now, where that is something else."""
    now = report.cell(entry.address)
    if now is None:
        return "填入"
    return "与现有的相同" if now == entry.value else f"替换现有的 {brief(show(now))}"


def _summary(paste: Paste) -> str:
    parts = [f"将填入 {paste.count()} 格" if paste.count() else "没有可以填入的格子"]
    if paste.refused():
        parts.append(f"{len(paste.refused())} 格的内容不能填入")
    if paste.skipped:
        parts.append(f"{len(paste.skipped)} 处没有对应的格子")
    return "，".join(parts)

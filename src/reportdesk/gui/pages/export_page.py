"""预览与导出: the report as it will read, and the official Word document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QTextBrowser

from reportdesk.gui import theme
from reportdesk.gui.looks import is_zoom
from reportdesk.gui.pages.page import Page
from reportdesk.gui.pages.preview import preview_html
from reportdesk.gui.steps import Step
from reportdesk.gui.widgets import button, documents_folder, label, pill
from reportdesk.output.files import TargetOpen
from reportdesk.session import Session

_HINT = "下面是全文预览，分页以 Word 文件为准。"
_FOLDER = "export_folder"
_PAPER = 860  # at 100 %


class _Preview(QTextBrowser):
    """The paper; its text grows with all other text."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but leave Ctrl+wheel to the window, which changes the text size."""
        if is_zoom(event):
            event.ignore()
        else:
            super().wheelEvent(event)


class ExportPage(Page):
    """Preview and export of the whole report."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step, _HINT)
        self._written: Path | None = None
        self._mark = pill("remark", "草稿")
        self._state = label("", "hint")
        self._state.setWordWrap(True)
        self.export_button = button("导出 Word 文档…", self._on_export_clicked, primary=True)
        self._open = button("打开文件", self._on_open_clicked)
        self._open.hide()
        row = QHBoxLayout()
        row.addWidget(self._mark)
        row.addWidget(self._state, 1)
        row.addWidget(self._open)
        row.addWidget(self.export_button)
        self.body.addLayout(row)
        self.preview = _Preview()
        self.preview.setObjectName("preview")
        self.preview.setAccessibleName("全文预览")
        paper = QHBoxLayout()
        paper.addWidget(self.preview)
        self.body.addLayout(paper, 1)
        self._fit()
        theme.changed.connect(self._on_look_changed)

    def enter(self, place: str = "") -> None:
        """Draw the report as it stands now."""
        tally = self.session.audit.tally()
        self._mark.setVisible(self.is_draft())
        self._state.setText(f"{tally.line()}，导出的每一页都会标注“草稿”。" if self.is_draft() else tally.line())
        self._draw()
        self.export_button.setFocus()

    def is_draft(self) -> bool:
        """Tell whether errors or gaps make the export a draft."""
        tally = self.session.audit.tally()
        return bool(tally.errors or tally.missing)

    def suggested(self) -> Path:
        """Return folder and name offered for the document."""
        from reportdesk.output.names import suggested_name

        folder = Path(self.session.store.setting(_FOLDER) or documents_folder())
        return folder / suggested_name(self.session.report, self.is_draft())

    def export_to(self, path: Path, *, ignore_lock: bool = False) -> None:
        """Write the document and say where; errors go to the caller with the old file intact."""
        from reportdesk.output import export

        export(self.session.report, path, draft=self.is_draft(), ignore_lock=ignore_lock)
        self.session.store.set_setting(_FOLDER, str(path.parent))
        self._written = path
        self._state.setText(f"已导出：{path}")
        self._open.show()

    def _draw(self) -> None:
        self.preview.setHtml(preview_html(self.session.report, draft=self.is_draft()))

    def _fit(self) -> None:
        self.preview.setMaximumWidth(theme.px(_PAPER))

    def _on_look_changed(self) -> None:
        self._fit()
        place = self.preview.verticalScrollBar().value()
        self._draw()
        self.preview.verticalScrollBar().setValue(place)

    def _on_export_clicked(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "导出 Word 文档", str(self.suggested()), "Word 文档 (*.docx)"
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".docx":
            path = path.with_name(f"{path.name}.docx")
        try:
            self.export_to(path)
        except TargetOpen as error:
            if self._insists(error.message):
                self.export_to(path, ignore_lock=True)

    def _insists(self, message: str) -> bool:
        """Ask whether to write although the target looks open; the safe answer is the default."""
        box = QMessageBox(QMessageBox.Icon.Warning, "文件可能正被打开", message, parent=self)
        anyway = box.addButton("仍然导出", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is anyway

    def _on_open_clicked(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

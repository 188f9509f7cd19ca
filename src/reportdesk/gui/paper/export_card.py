"""导出: what to write and where, how it goes on, and what can be done with the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from reportdesk.errors import ReportDeskError
from reportdesk.gui import file_dialog
from reportdesk.gui.asking import ask
from reportdesk.gui.opening import open_outside
from reportdesk.gui.paper import faces
from reportdesk.gui.paper.exporting import KINDS, SIGNOFF, Exporting, Kind, note
from reportdesk.gui.widgets import button, label, pill
from reportdesk.output.files import TargetOpen
from reportdesk.output.names import suggested_name
from reportdesk.session import Session

_FOLDER, _KIND = "export_folder", "export_kind"
_HAND_IN = """数据审核：{line}。

现在送审，送审单上写的就是这个结论，送审稿每一页都印“数据审核未通过”。一般应先改正、填完，再送审。"""
_DONE, _OLDER = "已导出：{path}", "已导出：{path}\n这个文件是改动以前的，打开的不是现在的内容。需要新的，请重新导出。"
_FELL_BACK = "\nLibreOffice 没有转换成功，已按预览的页面生成 PDF。"
EXPORT_KEYS, PRINT_KEYS = "Ctrl+E", "Ctrl+P"


class ExportCard(QFrame):
    """Chooses, exports, tells; `written` carries the kind of a file that was written."""

    written = Signal(object)
    print_requested = Signal()

    def __init__(self, session: Session, exporting: Exporting) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session, self.exporting = session, exporting
        self._written: Path | None = None
        self._digest = ""  # of the report in the file written
        self.mark, self.state, self.note = pill("remark", "标注草稿"), label("", "hint"), label("", "hint")
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("导出成什么文件")
        for kind in KINDS:
            self.kinds.addItem(kind.title)
        self.export_button = button("导出…", self.ask, primary=True, tip=f"选位置和文件名（{EXPORT_KEYS}）")
        self.print_button = button("打印…", self.print_requested.emit, tip=f"直接打印预览的页面（{PRINT_KEYS}）")
        self.progress, self.cancel = QProgressBar(), button("取消", exporting.give_up)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("正在导出")
        self.result = label("", "hint")
        self.open = button("打开文件", self._on_open_clicked)
        self.open_folder = button("打开所在文件夹", self._on_open_folder_clicked)
        self.fonts = label(faces.notice(), "hint")
        self.stand_ins = label(faces.stand_ins(), "hint")
        self.show_fonts = button("用什么字体代替", self._on_show_fonts_clicked)
        self.show_fonts.setProperty("link", True)
        self.show_fonts.setCheckable(True)
        self._build()
        self.kinds.currentIndexChanged.connect(self._on_kinds_current_index_changed)
        exporting.ended.connect(self._on_exporting_ended)
        remembered = session.store.setting(_KIND)
        self.kinds.setCurrentIndex(next((i for i, kind in enumerate(KINDS) if kind.id == remembered), 0))
        self._on_kinds_current_index_changed()
        self._show_busy()
        self._show_result("")

    def refresh(self) -> None:
        """Say whether what is exported is a draft, and whether the file written is of the report as it is now."""
        tally = self._session.audit.tally()
        self.mark.setVisible(self.is_draft())
        self.state.setText(f"{tally.line()}，导出的每一页都会标注“草稿”。" if self.is_draft() else tally.line())
        if self._written is not None and self._digest:
            self._tell_file(self._written)

    def is_draft(self) -> bool:
        """Tell whether errors or gaps make the export a draft."""
        return self._session.audit.tally().to_mend

    def kind(self) -> Kind:
        """Return the kind chosen."""
        return KINDS[self.kinds.currentIndex()]

    def suggested(self, kind: Kind | None = None) -> Path:
        """Return folder and name offered for a file, of the kind chosen where none is given."""
        kind = kind or self.kind()
        draft = self.is_draft() and kind.id != SIGNOFF
        return self._named(draft, f"{kind.tail}{kind.ending}")

    def suggested_print(self) -> Path:
        """Return folder and name offered for pages printed to a file."""
        return self._named(self.is_draft(), ".pdf")

    def ask(self, kind: Kind | None = None) -> None:
        """Ask where to write a file and begin (Ctrl+E), of the kind chosen where none is given.

        Of papers for signing ask first whether they are meant so.
        """
        kind = kind or self.kind()
        if self.exporting.is_running() or (kind.id == SIGNOFF and self.is_draft() and not self._hands_in()):
            return
        path = file_dialog.ask_save(self.window(), kind.question, self.suggested(kind), kind.filter)
        if path is not None:
            if path.suffix.lower() != kind.ending:
                path = path.with_name(f"{path.name}{kind.ending}")
            self._start(kind, path)

    def tell_printed(self, file: str) -> None:
        """Tell that the pages were printed, and to which file where it was one."""
        if not file:
            self._show_result("已送到打印机。")
            return
        self._session.store.set_setting(_FOLDER, str(Path(file).parent))
        self._digest = ""
        self._show_result(f"已打印到文件：{file}", Path(file))

    def _named(self, draft: bool, ending: str) -> Path:
        folder = file_dialog.recent_folder(self._session.store, _FOLDER, file_dialog.READ)
        return folder / suggested_name(self._session.report, draft, ending)

    def _hands_in(self) -> bool:
        question = _HAND_IN.format(line=self._session.audit.tally().line())
        return ask(self, "送审", question, "仍然送审", safe=True) == 0

    def _start(self, kind: Kind, path: Path, *, ignore_lock: bool = False) -> None:
        self._show_result("")
        self.exporting.start(kind, path, ignore_lock=ignore_lock)
        self._show_busy()

    def _on_exporting_ended(self) -> None:
        exporting = self.exporting
        try:
            exporting.outcome()
        except TargetOpen as error:
            if ask(self, "文件可能正被打开", error.message, "仍然导出", safe=True) == 0:
                self._start(exporting.kind, exporting.path, ignore_lock=True)
        except ReportDeskError:
            if not exporting.given_up:
                raise
            self._show_result("已取消，没有写文件。")
        else:
            self._tell_written()
        finally:
            self._show_busy()

    def _tell_written(self) -> None:
        path, store = self.exporting.path, self._session.store
        store.set_setting(_FOLDER, str(path.parent))
        if self.exporting.kind.id != SIGNOFF:
            store.set_setting(_KIND, self.exporting.kind.id)  # what is handed in once is not what is exported next
        self._digest = self.exporting.digest
        self._tell_file(path)
        column = self.parentWidget() or self
        if column.isAncestorOf(self.window().focusWidget() or self):
            self.open.setFocus()  # the next Enter opens the file: it neither prints nor hands in again
        self.written.emit(self.exporting.kind)

    def _tell_file(self, path: Path) -> None:
        from reportdesk.report.exchange import digest

        told = _DONE if digest(self._session.report) == self._digest else _OLDER
        self._show_result(told.format(path=path) + (_FELL_BACK if self.exporting.fell_back else ""), path)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("导出和打印", "helpTitle"), 1)
        head.addWidget(self.mark)
        layout.addLayout(head)
        layout.addWidget(self.state)
        layout.addWidget(self.kinds)
        layout.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(self.export_button, 1)
        row.addWidget(self.print_button, 1)
        layout.addLayout(row)
        busy = QHBoxLayout()
        busy.addWidget(self.progress, 1)
        busy.addWidget(self.cancel)
        layout.addLayout(busy)
        layout.addWidget(self.result)
        opening = QHBoxLayout()
        opening.addWidget(self.open)
        opening.addWidget(self.open_folder, 1)
        layout.addLayout(opening)
        layout.addWidget(self.fonts)
        layout.addWidget(self.show_fonts, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.stand_ins)
        for told in (self.state, self.note, self.result, self.fonts, self.stand_ins):
            told.setWordWrap(True)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fonts.setVisible(bool(self.fonts.text()))
        self.show_fonts.setVisible(bool(self.fonts.text()))
        self.stand_ins.hide()

    def _show_busy(self) -> None:
        busy = self.exporting.is_running()
        had_focus = self.cancel.hasFocus()
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self.export_button.setEnabled(not busy)
        if had_focus and not busy:
            self.export_button.setFocus()

    def _show_result(self, text: str, path: Path | None = None) -> None:
        self._written = path
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self.open.setVisible(path is not None)
        self.open_folder.setVisible(path is not None)

    def _on_kinds_current_index_changed(self) -> None:
        self.note.setText(note(self.kind()))

    def _on_show_fonts_clicked(self) -> None:
        self.stand_ins.setVisible(self.show_fonts.isChecked())

    def _on_open_clicked(self) -> None:
        if self._written is not None:
            open_outside(self.window(), self._written)

    def _on_open_folder_clicked(self) -> None:
        if self._written is not None:
            open_outside(self.window(), self._written.parent)

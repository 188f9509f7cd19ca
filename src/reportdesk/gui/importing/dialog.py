"""The way from a file or a pasted text to a report that was looked through: asks, reads, shows; stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.asking import ask
from reportdesk.gui.importing.help_key import offer_help
from reportdesk.gui.importing.preview import Act, Preview
from reportdesk.gui.importing.reader import Found, file_work, text_work
from reportdesk.gui.importing.source import SourcePage
from reportdesk.gui.importing.trial import Trial
from reportdesk.gui.job import Job
from reportdesk.gui.library.begin import likely_year
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import button, give_size, label
from reportdesk.report.report import Report
from reportdesk.store.library import Library

MAKE = Act("make", "建立报告", "存进报告库并打开")
CARRY = Act("carry", "作为上年报告，开始 {next} 年度", "列出带入下一年度的内容，由您决定是否开始", "开始填报")
COMPARE = Act("compare", "下一步：看不同之处", "列出和现有报告不同的格子和段落，由您选定", "更新")
_SIZE = (720, 460)
_FRAME = 48  # pixels that title bar and frame may take
_PASTED = "粘贴的文字"
_GIVE_UP = "已经改过或核对过的内容还没有保存，放弃吗？"


class Purpose(NamedTuple):
    """What a report is read for; `at_once` tells that its act comes without a preview where all was read for sure."""

    title: str
    hint: str
    acts: tuple[Act, ...]
    at_once: bool = False


IMPORT = Purpose("导入已发布的报告", "读取已经发布的年度报告，逐格核对后存进报告库。", (MAKE, CARRY))
LAST_YEAR = Purpose("读入上年的报告", "选上年已经发布的报告，以它为底稿开始本年度的报告。", (CARRY,), at_once=True)
UPDATE = Purpose("用文件更新这份报告", "选新的文件，核对后列出与这份报告的不同之处，由您决定采用哪些。", (COMPARE,))


class Outcome(NamedTuple):
    """What came of it: the act decided on, the report, where it comes from, what was left unlooked at, and the whole.

    Our own report files need no preview and have nothing to be `told`; their act is the first of the purpose.
    """

    act: str
    report: Report
    source: str
    left: str = ""
    told: str = ""


Settle = Callable[[Outcome], bool]
"""Tells whether an outcome is decided on, having asked what else there is to ask."""


class ImportDialog(QDialog):
    """One window for the whole way; `outcome` is None where the clerk gave it up.

    What is not settled leads back to the preview, where nothing is lost.
    """

    def __init__(
        self, parent: QWidget, purpose: Purpose, library: Library, settle: Settle = lambda _outcome: True
    ) -> None:
        super().__init__(parent)
        self.outcome: Outcome | None = None
        self.preview: Preview | None = None
        self._purpose, self._settle = purpose, settle
        self._source_name = ""
        self._reader: Job[Found] | None = None
        self.setWindowTitle(purpose.title)
        self.setAcceptDrops(True)
        give_size(self, *_SIZE)
        named = [act.stores or act.named() for act in purpose.acts]
        self.source = SourcePage(purpose.title, purpose.hint, named, library)
        self._reading = label("", "sectionTitle")
        self._stop = button("取消", self._give_reading_up)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.source)
        self.waiting = self._wait_page()
        self._stack.addWidget(self.waiting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.source.file_chosen.connect(self.read_file)
        self.source.text_given.connect(self.read_text)
        self.source.given_up.connect(self.reject)
        offer_help(self)
        self.source.enter()

    def read_file(self, path: Path) -> None:
        """Read a file, beside the window."""
        self._read(path.name, file_work(path))

    def read_text(self, text: str) -> None:
        """Read a pasted text, beside the window."""
        self._read(_PASTED, text_work(text))

    def reject(self) -> None:
        """Give it up: a reading under way first, then the whole; work already done only when that is meant."""
        if self._reader is not None:
            self._give_reading_up()
        elif self.preview is None or not self.preview.trial.is_touched() or self._is_meant():
            super().reject()

    def done(self, result: int) -> None:
        """Forget what was read but not decided on."""
        self._reader = None
        if self.preview is not None:
            self.preview.detach()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press no button but the one in focus, which takes it for itself."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if self.preview is None and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            self.read_file(path)

    def _is_meant(self) -> bool:
        return ask(self, self.windowTitle(), _GIVE_UP, "接着核对", none="放弃") == -1

    def _wait_page(self) -> QWidget:
        whole, progress = QWidget(), QProgressBar()
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        progress.setFixedHeight(px(8))
        progress.setAccessibleName("正在读取")
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.setSpacing(14)
        layout.addStretch()
        for widget in (self._reading, progress):
            layout.addWidget(widget)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        return whole

    def _read(self, name: str, work: Callable[[], Found]) -> None:
        self._source_name = name
        self._reading.setText(f"正在读取 {name} …")
        self._stack.setCurrentWidget(self.waiting)
        self._stop.setFocus()
        self._reader = Job(work)
        self._reader.finished.connect(self._on_reader_finished)
        self._reader.start()

    def _give_reading_up(self) -> None:
        self._reader = None
        self._stack.setCurrentWidget(self.source)
        self.source.refuse("")

    def _on_reader_finished(self) -> None:
        if self._reader is None or self.sender() is not self._reader:
            return  # given up meanwhile
        reader, self._reader = self._reader, None
        self._stack.setCurrentWidget(self.source)
        try:
            found = reader.result()
            if isinstance(found, Report):
                self._decide(Outcome(self._purpose.acts[0].id, found, self._source_name))
            else:
                self._show_preview(Trial(found, likely_year(datetime.now().astimezone().date())))
        except ReportDeskError as error:
            self.source.refuse(_with_name(self._source_name, error.message))

    def _show_preview(self, trial: Trial) -> None:
        self.preview = Preview(trial, self._source_name, self._purpose.acts)
        self.preview.acted.connect(self._on_preview_acted)
        self.preview.given_up.connect(self.reject)
        self._stack.addWidget(self.preview)
        self._stack.setCurrentWidget(self.preview)
        self._fill_window()
        self.preview.enter()
        if self._purpose.at_once and trial.is_sure():
            self._on_preview_acted(self._purpose.acts[0].id)

    def _fill_window(self) -> None:
        """Be as large as the window that one works in, but for its frame."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.window().geometry().adjusted(0, _FRAME // 2, 0, -_FRAME // 2))

    def _on_preview_acted(self, act: str) -> None:
        if self.preview is None:
            return
        trial = self.preview.trial
        try:
            self._decide(Outcome(act, trial.report, self._source_name, trial.left(), trial.told()))
        except ReportDeskError as error:
            self.preview.refuse(error.message)

    def _decide(self, outcome: Outcome) -> None:
        if self._settle(outcome):
            self.outcome = outcome
            self.accept()


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file that is dragged, None where it is something else or several."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _with_name(name: str, message: str) -> str:
    return message if name in message or name == _PASTED else f"{name}：{message}"

"""What a report can be exported as, and the export itself, which goes on beside the window and can be given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reportdesk import libreoffice
from reportdesk.errors import ReportDeskError
from reportdesk.gui.job import Job
from reportdesk.session import Session

_AGAIN = 150  # milliseconds between tries at stopping what has not begun yet


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; `ending` is its file name's, `tail` stands before it."""

    id: str
    title: str
    ending: str
    note: str
    tail: str = ""

    @property
    def filter(self) -> str:
        """Return the kind as file dialogs name it."""
        return f"{self.title} (*{self.ending})"

    @property
    def question(self) -> str:
        """Return the title of the dialog that asks where to write it; Latin words stand apart from Chinese ones."""
        return f"导出 {self.title}" if self.title[0].isascii() else f"导出{self.title}"


SIGNOFF = "signoff"
KINDS = (
    Kind("docx", "Word 文档", ".docx", "可以在 Word、WPS 里打开、打印。"),
    Kind("pdf", "PDF 文档", ".pdf", "版面固定，适合存档和传阅。"),
    Kind("html", "网页", ".html", "交给网站发布的网页，一个文件，读屏软件可以逐格朗读。"),
    Kind(SIGNOFF, "送审材料", ".docx", "一个 Word 文档：送审单、数据审核结果表，后面是送审稿。", "（送审材料）"),
)
_PDF_BY_US = "这台电脑没有 LibreOffice，按预览的页面生成 PDF。"


def note(kind: Kind) -> str:
    """Say what a kind is good for."""
    return f"{kind.note}{_PDF_BY_US}" if kind.id == "pdf" and libreoffice.program() is None else kind.note


class Exporting(QObject):
    """One export at a time; `ended` comes when it is over, `outcome` then tells how it ended.

    `digest` is that of the report exported. A PDF is made of our own pages where LibreOffice is absent or fails;
    `fell_back` tells that it failed.
    """

    ended = Signal()

    def __init__(self, session: Session, draw: Callable[[], Callable[[], bytes]]) -> None:
        super().__init__()
        self._session, self._draw = session, draw
        self._drawn: Callable[[], bytes] | None = None
        self._job: Job[object] | None = None
        self.kind, self.path = KINDS[0], Path()
        self.given_up = self.fell_back = self._ignores_lock = False
        self.digest = ""
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(libreoffice.stop)

    def is_running(self) -> bool:
        """Tell whether an export goes on."""
        return self._job is not None

    def start(self, kind: Kind, path: Path, *, ignore_lock: bool = False) -> None:
        """Begin to write the report, as it is now, to a file."""
        self.fell_back = self.fell_back and ignore_lock  # who insists need not wait for LibreOffice again
        self.kind, self.path, self.given_up, self._ignores_lock = kind, path, False, ignore_lock
        self._run(self._work(kind, path, ignore_lock=ignore_lock))

    def give_up(self) -> None:
        """Stop what takes long; the target stays as it was."""
        if self._job is not None:
            self.given_up = True
            libreoffice.stop()
            self._timer.start()

    def outcome(self) -> None:
        """Raise what went wrong."""
        job, self._job = self._job, None
        if job is not None:
            job.result()

    def _run(self, work: Callable[[], object]) -> None:
        self._job = Job(work)
        self._job.finished.connect(self._on_job_finished)
        self._job.start()

    def _work(self, kind: Kind, path: Path, *, ignore_lock: bool) -> Callable[[], object]:
        from reportdesk import output
        from reportdesk.output.files import write
        from reportdesk.report.exchange import digest

        draft = self._session.audit.tally().to_mend
        # The clerk may go on typing: what is exported is the report as stored now.
        report = self._session.store.load(self._session.id)[0]
        self.digest = digest(report)
        if kind.id == SIGNOFF:
            from reportdesk.audit.engine import Audit

            last = self._session.audit.last
            return lambda: output.export_signoff(report, Audit(report, last), path, ignore_lock=ignore_lock)
        self._drawn = self._draw() if kind.id == "pdf" else None
        if self._drawn is not None and (self.fell_back or libreoffice.program() is None):
            data = self._drawn()
            return lambda: write(path, data, ignore_lock=ignore_lock)
        return lambda: output.export(report, path, draft=draft, ignore_lock=ignore_lock)

    def _on_job_finished(self) -> None:
        self._timer.stop()
        if self._drawn is None or self.given_up or self.fell_back or not self._failed():
            self.ended.emit()
            return
        from reportdesk.output.files import write

        path, data, ignore_lock = self.path, self._drawn(), self._ignores_lock
        self.fell_back = True
        self._run(lambda: write(path, data, ignore_lock=ignore_lock))

    def _failed(self) -> bool:
        """Tell whether LibreOffice made nothing of the report."""
        from reportdesk.output.pdf import NotConverted

        try:
            if self._job is not None:
                self._job.result()
        except NotConverted:
            return True
        except ReportDeskError:
            return False  # that the file cannot be written is told by `outcome`
        return False

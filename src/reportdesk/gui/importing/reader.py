"""Reads a file beside the window, which stays alive; what comes of it is told in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from reportdesk.intake.published import Reading, read, read_text
from reportdesk.intake.published.files import is_exchange
from reportdesk.report import exchange
from reportdesk.report.report import Report

Found = Reading | Report
_at_work: set[Reader] = set()  # what was given up goes on reading to its end, and nothing may take it away before


class Reader(QObject):
    """One reading in a thread of its own; `finished` comes when `found` may be asked."""

    finished = Signal()

    def __init__(self, work: Callable[[], Found]) -> None:
        super().__init__()
        self._work = work
        self._future: Future[Found] | None = None
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the thread ends with the reading."""
        _at_work.add(self)
        pool = ThreadPoolExecutor(1, "reading")
        self._future = pool.submit(self._work)
        self._future.add_done_callback(self._on_future_done)
        pool.shutdown(wait=False)

    def found(self) -> Found:
        """Return what was read, waiting for it; raises what went wrong, ReportDeskError where the file is at fault."""
        assert self._future is not None
        return self._future.result()

    def _on_future_done(self, _future: Future[Found]) -> None:
        self.finished.emit()

    def _on_finished(self) -> None:
        _at_work.discard(self)


def file_work(path: Path) -> Callable[[], Found]:
    """Return how a file is read: our own report files as they are, all others as published reports."""
    return lambda: exchange.read(path) if is_exchange(path) else read(path)


def text_work(text: str) -> Callable[[], Found]:
    """Return how a pasted text or a page's source is read."""
    return lambda: read_text(text)

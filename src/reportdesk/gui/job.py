"""Work beside the window, which stays alive; what comes of it is told in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Made = TypeVar("Made")
_at_work: set[QObject] = set()  # what nobody waits for any more goes on to its end, and nothing may take it away before


class Job(QObject, Generic[Made]):
    """One piece of work in a thread of its own; `finished` comes when `result` may be asked."""

    finished = Signal()

    def __init__(self, work: Callable[[], Made]) -> None:
        super().__init__()
        self._work = work
        self._future: Future[Made] | None = None
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the thread ends with the work."""
        _at_work.add(self)
        pool = ThreadPoolExecutor(1, "job")
        self._future = pool.submit(self._work)
        self._future.add_done_callback(self._on_future_done)
        pool.shutdown(wait=False)

    def result(self) -> Made:
        """Return what was made, waiting for it; raises what went wrong."""
        assert self._future is not None
        return self._future.result()

    def _on_future_done(self, _future: Future[Made]) -> None:
        self.finished.emit()

    def _on_finished(self) -> None:
        _at_work.discard(self)

"""Search and sort the list of our own window: `own_search DATA_FOLDER KEYS`; each timed until the list is painted."""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.drivers.painted import top_window

folder, keys = sys.argv[1], int(sys.argv[2])
WORDS = ("qh", "2023", "jdbsc", "fd", "zs", "lsz", "dangan", "99", "qwx", "x y z")
PATIENCE = 0.25  # seconds; what paints nothing by then paints nothing


class Watcher(QObject):
    """Sees that something was painted."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a paint."""
        self.painted = self.painted or event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def timed(act: Callable[[], object], watcher: Watcher) -> float:
    """Return the seconds until something was painted."""
    watcher.painted = False
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    while not watcher.painted and time.perf_counter() - start < PATIENCE:
        QApplication.processEvents()
    return time.perf_counter() - start


def press(field: QWidget, letter: str) -> None:
    """Type a letter, or Esc where there is none."""
    if letter:
        QTest.keyClicks(field, letter)
    else:
        QTest.keyClick(field, Qt.Key.Key_Escape)


def work() -> int:
    """Stand in for the event loop."""
    window: Any = top_window()
    window.resize(1366, 768)
    window.activateWindow()
    QTest.qWait(500)
    watcher, library = Watcher(), window.library
    watched: list[QWidget] = [library, library.view.viewport(), library.search]
    for widget in watched:
        widget.installEventFilter(watcher)
    library.search.setFocus()
    QTest.qWait(200)
    found: dict[str, list[float]] = {"key": [], "sort": []}
    letters = (letter for word in cycle(WORDS) for letter in (*word, ""))
    for letter in islice(letters, keys):
        found["key"].append(timed(partial(press, library.search, letter), watcher))
    library.search.clear()
    for place in islice(cycle(range(6)), keys // 3):
        found["sort"].append(timed(partial(library.sort, place), watcher))
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


setattr(QApplication, "exec", staticmethod(work))  # noqa: B010

from reportdesk.__main__ import main  # noqa: E402

sys.exit(main(["--data", folder]))

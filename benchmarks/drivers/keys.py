"""Type figures into a table by key events and time each key until the table is painted again."""

from __future__ import annotations

import json
import sys
import time
from typing import NoReturn

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

_WARM_UP = 20
_PATIENCE = 0.25  # seconds; a key that paints nothing by then paints nothing


class _Watcher(QObject):
    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.painted = self.painted or event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def type_into(view: QTableView, edits: int) -> NoReturn:
    """Type one digit and Enter over and over; print the seconds of each as JSON and leave."""
    watcher = _Watcher()
    view.viewport().installEventFilter(watcher)
    samples: dict[str, list[float]] = {"digit": [], "enter": []}
    for number in range(_WARM_UP + edits):
        digit = _timed(Qt.Key(Qt.Key.Key_1.value + (number * 7 + number // 100) % 9), view.viewport(), watcher)
        here = view.currentIndex()
        enter = _timed(Qt.Key.Key_Return, view.viewport(), watcher)
        if view.currentIndex() == here:  # the last cell; begin again, beside the clock
            QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
            QApplication.processEvents()
        if number >= _WARM_UP:
            samples["digit"].append(digit)
            samples["enter"].append(enter)
    sys.stdout.write(json.dumps(samples))
    sys.stdout.flush()
    QApplication.quit()
    sys.exit(0)


def settle() -> None:
    """Let the window come to rest before the clock runs."""
    QTest.qWait(500)


def _timed(key: Qt.Key, viewport: QWidget, watcher: _Watcher) -> float:
    watcher.painted = False
    start = time.perf_counter()
    QTest.keyClick(QApplication.focusWidget() or viewport, key)
    QApplication.processEvents()
    while not watcher.painted and time.perf_counter() - start < _PATIENCE:
        QApplication.processEvents()
    return time.perf_counter() - start

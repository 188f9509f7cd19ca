"""Keeps the search for garbage, which stops the program for a moment, out of the clerk's typing."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_AT_REST = 700  # milliseconds after which a report that was opened has drawn itself


def clear_soon(owner: QObject) -> None:
    """Search everything once the window is at rest, and afterwards only what came since.

    All that a report needs was made by then: searching it again and again while one types would find nothing.
    """
    QTimer.singleShot(_AT_REST, owner, _clear)


def _clear() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()

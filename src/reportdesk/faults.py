"""A fault report: what is needed to mend a fault of our own, and nothing of the reports themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reportdesk import __version__

FOLDER = "faults"
_LIBRARIES = ("PySide6-Essentials", "jinja2", "lxml", "platformdirs", "python-docx", "sqlite-utils")


def write(error: BaseException, data_folder: Path | None, doing: str = "") -> Path | None:
    """Write a fault report and return its place; None where no folder takes it.

    It goes into the data folder's `faults`, or the temporary folder where there is no data folder yet.
    """
    # What only a fault needs is loaded only then: every start of the program would wait for it.
    import traceback

    now = datetime.now().astimezone()
    text = "\n".join((*_surroundings(doing, now), "", *traceback.format_exception(error)))
    name = f"fault-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in _folders(data_folder):
        try:
            folder.mkdir(exist_ok=True)
            place = folder / name
            place.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return place
    return None


def _folders(data_folder: Path | None) -> Iterator[Path]:
    import tempfile

    if data_folder is not None:
        yield data_folder / FOLDER
    yield Path(tempfile.gettempdir())


def _surroundings(doing: str, now: datetime) -> Iterator[str]:
    import platform

    yield f"ReportDesk {__version__}"
    if doing:
        yield f"Doing: {doing}"
    yield f"Time: {now.isoformat(timespec='seconds')}"
    yield f"Python {platform.python_version()} on {platform.platform()}, {sys.getfilesystemencoding()}"
    for library in _LIBRARIES:
        yield f"{library} {_version(library)}"


def _version(library: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "?"

"""Draw every screen of the program into docs/screenshots, from the bundled samples; run by `make screenshots`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from reportdesk import assets
from reportdesk.gui import tour
from reportdesk.gui.app import application
from reportdesk.gui.library.begin import NewReportDialog, open_practice
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.settings import SettingsDialog
from reportdesk.gui.theme import CONTRAST, DARK, LIGHT
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store

FOLDER = Path(__file__).with_name("screenshots")
SIZES = ((1366, 768), (1920, 1080))
THEMES, PERCENTS = (LIGHT, DARK, CONTRAST), (100, 150, 200)


def main(arguments: Sequence[str] = ()) -> int:
    """Draw all screens as they stand in docs, or with `--all FOLDER` in every theme and several text sizes there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="draw every theme at 100, 150 and 200 %% there")
    folder: Path | None = parser.parse_args(arguments).all
    application()
    if folder is None:
        for size in SIZES:
            _draw(FOLDER, size, LIGHT, 100, "")
        return 0
    for theme in THEMES:
        for percent in PERCENTS:
            _draw(folder, SIZES[0], theme, percent, f"{theme}-{percent}-")
    _draw(folder, SIZES[1], LIGHT, 100, f"{LIGHT}-100-")
    return 0


def _draw(folder: Path, size: tuple[int, int], theme: str, percent: int, prefix: str) -> None:
    """Draw every screen in one look."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = size
    with tempfile.TemporaryDirectory() as data:
        store = Store(Path(data))
        store.set_setting(tour.SETTING, "yes")
        window = MainWindow(store)
        window.looks.choose(theme)
        window.looks.resize(percent)
        window.resize(width, height)
        window.show()
        for name, widget in _screens(store, window):
            for _ in range(3):
                QCoreApplication.processEvents()
            _save(widget, folder / f"{width}x{height}-{prefix}{name}.png")
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        store.close()


def _save(widget: QWidget, path: Path) -> None:
    """Write a picture, packed as tightly as PNG allows."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    image.save(str(path), "PNG", 0)  # type: ignore[call-overload]


def _screens(store: Store, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.library.enter()
    yield "00-library-empty", window
    blank = create(store, Report(_sample("sample-2019").form, 2020, "某某街道办事处"))
    create(store, _sample("sample-2019"))
    complete = create(store, _sample("sample-2021"))
    practice = open_practice(store)
    window.library.enter()
    yield "01-library", window
    dialog = NewReportDialog(window, "某某街道办事处")
    dialog.show()
    yield "02-new-report", dialog
    dialog.close()
    settings = SettingsDialog(window.looks, Path("ReportDesk"), window)
    settings.show()
    yield "03-settings", settings
    settings.close()
    yield from _steps(window, practice, "practice")
    yield from _steps(window, complete, "complete", only=("audit", "export"))
    yield from _steps(window, blank, "blank-2019", only=("requests",))


def _steps(window: MainWindow, report: int, name: str, only: tuple[str, ...] = ()) -> Iterator[tuple[str, QWidget]]:
    window.open_report(report)
    QCoreApplication.processEvents()
    wizard = window.wizard()
    assert wizard is not None
    for number, step in enumerate(wizard.steps, start=1):
        if only and step.id not in only:
            continue
        wizard.go_to_step(step.id)
        if step.id == "requests" and name == "practice":
            wizard.next_finding()
        yield f"{name}-{number}-{step.id}", window
    window.close_report()


def _sample(name: str) -> Report:
    return exchange.read(assets.path("resources", f"samples/{name}{exchange.SUFFIX}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

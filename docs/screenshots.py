"""Draw every screen of the program into docs/screenshots, from the bundled samples; run by `make screenshots`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

# A screen of the smaller size: dialogs are never larger than the screen, and Qt's own has 800x800 pixels.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from screenshot_reports import opened, read_published, sample, year_after
from screenshot_states import states

from reportdesk.gui import tour
from reportdesk.gui.app import application
from reportdesk.gui.findings.cards import EXPLAIN
from reportdesk.gui.importing.carry_dialog import CarryDialog
from reportdesk.gui.importing.dialog import IMPORT, ImportDialog
from reportdesk.gui.library.begin import NewReportDialog, open_practice
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.manual import Manual
from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.settings import SettingsDialog
from reportdesk.gui.theme import CONTRAST, DARK, LIGHT
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store

FOLDER = Path(__file__).with_name("screenshots")
SIZES = ((1366, 768), (1920, 1080))
THEMES, PERCENTS = (LIGHT, DARK, CONTRAST), (100, 150, 200)


def main(arguments: Sequence[str] = ()) -> int:
    """Draw all screens as they stand in docs, or with `--all FOLDER` also every other state, in every look, there."""
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
        others = states(store, window) if prefix else ()
        for name, widget in chain(_screens(store, window), others):
            for _ in range(3):
                QCoreApplication.processEvents()
            _save(widget, folder / f"{width}x{height}-{prefix}{name}.png")
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        store.close()


def _save(widget: QWidget, path: Path) -> None:
    """Write a picture in 256 colours, a third as large and no worse to look at."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    drawn = Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits())).convert("RGB")
    drawn.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def _screens(store: Store, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.library.enter()
    yield "00-library-empty", window
    blank = create(store, Report(sample("sample-2019").form, 2020, "某某街道办事处"))
    create(store, sample("sample-2019"))
    complete = create(store, sample("sample-2021"))
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
    yield from _beside(window, practice)
    yield from _importing(window)
    yield from _comparing(store, window)
    yield from _steps(window, practice, "practice")
    yield from _steps(window, complete, "complete", only=("audit", "export"))
    yield from _steps(window, blank, "blank-2019", only=("requests",))


def _beside(window: MainWindow, report: int) -> Iterator[tuple[str, QWidget]]:
    """Draw what stands beside the steps: the tour, the line of an 出错说明, the manual."""
    wizard = opened(window, report)
    guide = tour.wizard_tour(wizard)
    guide.begin()
    guide.go_on()
    yield "04-tour", window
    guide.finish()
    wizard.go_to_step("audit")
    page = wizard.page()
    assert isinstance(page, AuditPage)
    remark = next(row for row, card in enumerate(page.list.cards_model.cards()) if card.offers(EXPLAIN))
    page.list.setCurrentIndex(page.list.cards_model.index(remark))
    page.explain()
    yield "05-remark", window
    manual = Manual(window)
    manual.open_at("tables")
    yield "06-manual", manual
    manual.close()
    window.close_report()


def _importing(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Draw the way of a published file, with a figure that cannot be read, and the beginning of the next year."""
    dialog = ImportDialog(window, IMPORT, window.store())
    dialog.show()
    yield "07-import", dialog
    read_published(dialog)
    yield "08-import-preview", dialog
    dialog.done(0)
    carry = CarryDialog(window, sample("sample-2019"), [])
    carry.show()
    yield "09-carry", carry
    carry.close()


def _comparing(store: Store, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Draw a year after the sample's: a locked figure, the figures side by side and the words."""
    wizard = opened(window, create(store, year_after()))
    wizard.go_to_step("requests", "requests.carried_in.natural")
    page = wizard.page()
    page.explain()
    yield "10-lock", window
    wizard.go_to_step("requests", "requests.received.natural")
    wizard.comparing.show()
    yield "11-compare", window
    view = wizard.comparing.view
    assert view is not None
    view.tabs.setCurrentIndex(1)
    yield "12-compare-prose", window
    window.close_report()
    store.discard(store.entries()[0].id)


def _steps(window: MainWindow, report: int, name: str, only: tuple[str, ...] = ()) -> Iterator[tuple[str, QWidget]]:
    wizard = opened(window, report)
    for number, step in enumerate(wizard.steps, start=1):
        if only and step.id not in only:
            continue
        wizard.go_to_step(step.id)
        if step.id == "requests" and name == "practice":
            wizard.next_finding()
        yield f"{name}-{number}-{step.id}", window
    window.close_report()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

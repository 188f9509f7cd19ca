"""Published reports made for the tests, and what a clerk sees and does while one is read."""

import time
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from core import UNIT, report_of
from gui.desk import RECEIVED
from gui.typist import Typist
from reportdesk.form.grid import Grid, Role, section_grid
from reportdesk.gui.importing.dialog import ImportDialog
from reportdesk.gui.importing.preview import Preview
from reportdesk.output.docx import document_bytes
from reportdesk.report.report import Report
from reportdesk.report.values import show

YEAR = 2022
UNREAD = "requests.granted.natural"
STROKE = "requests.partly_granted.natural"
ALSO_STROKE = "review.reconsideration.upheld"
PATIENCE = 20.0  # seconds


def page(report: Report, printed: Mapping[str, str] | None = None, title: bool = True) -> str:
    """Return a report as a web page prints it, some cells with a text of their own."""
    form = report.form
    parts = [f"<h1>{escape(report.title())}</h1>" if title else ""]
    for section in form.sections:
        parts.append(f"<p>{section.title}</p>")
        if section.prose:
            parts.append(f"<p>{escape(report.prose(section.id))}</p>")
        else:
            parts.append(_table(section_grid(form, section), report, printed or {}))
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'


def _table(grid: Grid, report: Report, printed: Mapping[str, str]) -> str:
    rows = [""] * grid.rows
    for cell in grid.cells:
        text = cell.text
        if cell.role is Role.VALUE:
            text = printed.get(cell.address, show(report.cell(cell.address)))
        rows[cell.row] += f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{escape(text)}</td>'
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def doubtful_page(folder: Path, *, title: bool = True) -> Path:
    """Write a page with a figure that cannot be read and two strokes, and return it."""
    report = published()
    text = page(report, {UNREAD: "22（其中修订16件）", STROKE: "/", ALSO_STROKE: "/"}, title)
    path = folder / "上年报告.html"
    path.write_text(text, encoding="utf-8")
    return path


def published(year: int = YEAR, unit: str = UNIT) -> Report:
    """Return a report in which something was carried on to the next year."""
    report = report_of(unit=unit, year=year)
    report.apply(report.set_cells({RECEIVED: 3, "requests.carried_out.natural": 3}))
    report.apply(report.set_prose("overview", f"{year}年收到申请3件。\n全年加强了管理，完善了平台。"))
    return report


def word_file(folder: Path, report: Report) -> Path:
    """Write our own official document of a report, and return it."""
    path = folder / "正式报告.docx"
    path.write_bytes(document_bytes(report, draft=False))
    return path


def dialog() -> ImportDialog:
    """Return the way of a file that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, ImportDialog)
    return found


def preview() -> Preview:
    """Return the preview, once the file is read."""
    _wait(lambda: dialog().preview is not None or bool(dialog().source.error.text()))
    found = dialog().preview
    assert found is not None, dialog().source.error.text()
    return found


def settled() -> ImportDialog:
    """Return the dialog once nothing is being read."""
    _wait(lambda: not dialog().waiting.isVisible())
    return dialog()


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


class Scene:
    """Plays what happens in one modal dialog after another; what fails in one closes all."""

    def __init__(self, *acts: Callable[[], None]) -> None:
        self._acts = list(acts)
        self._seen: list[QWidget] = []
        self._busy = 0
        self._is_whole = False

    def play(self, begin: Callable[[], object]) -> None:
        """Begin, and act in the dialogs that open."""
        QTimer.singleShot(0, self._next)
        begin()
        assert self._is_whole, "something failed in a dialog"
        assert not self._acts, "a dialog that was expected did not open"

    def _next(self) -> None:
        shown = QApplication.activeModalWidget()
        if shown is None:
            QTimer.singleShot(5, self._next)
            return
        act = self._acts.pop(0)
        if self._acts:
            QTimer.singleShot(5, lambda: self._when_other(shown))
        self._is_whole = False
        self._seen.append(shown)
        self._busy += 1
        try:
            act()
            self._is_whole = True
        finally:
            self._busy -= 1
            if not self._is_whole:
                self._acts.clear()
                _close_all()

    def _when_other(self, before: QWidget) -> None:
        if self._acts:
            front = QApplication.activeModalWidget()
            comes_back = front in self._seen and self._busy  # what was opened from it is not left yet
            if front in (None, before) or comes_back:
                QTimer.singleShot(5, lambda: self._when_other(before))
            else:
                self._next()


def _close_all() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.done(0)


def press_button(words: str) -> None:
    """Press a button of the dialog in front by its focus and the Enter key, as a clerk without a mouse does."""
    shown = QApplication.activeModalWidget()
    assert shown is not None
    found = [b for b in shown.findChildren(QPushButton) if b.text().startswith(words) and b.isVisible()]
    assert found, f"{words}: {[b.text() for b in shown.findChildren(QPushButton) if b.isVisible()]}"
    found[0].setFocus()
    Typist(shown).press(Qt.Key.Key_Return)

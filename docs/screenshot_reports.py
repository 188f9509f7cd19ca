"""The reports that screenshots are drawn of, from the bundled samples, and the way to a window that shows one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from reportdesk import assets
from reportdesk.gui.importing.dialog import ImportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.output.docx import document_bytes
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.report.values import Unread
from reportdesk.report.years import moved


def sample(name: str) -> Report:
    """Return a bundled report."""
    return exchange.read(assets.path("resources", f"samples/{name}{exchange.SUFFIX}"))


def year_after() -> Report:
    """Return a report of the year after the 2021 sample's, with what is carried over and a few figures more."""
    last, now = sample("sample-2021"), sample("sample-2021")
    now.apply(now.set_year(last.year + 1))
    cells = {"requests.received.natural": 96, "requests.granted.natural": 31, "requests.granted.total": None}
    carried = {a: last.cell(f.last[0]) for a, f in now.form.carried.items() if a not in now.form.totals}
    now.apply(now.set_cells({**carried, **cells}))
    now.apply(now.set_prose("overview", moved(now.prose("overview"), last.year, now.year)))
    return now


def read_published(dialog: ImportDialog) -> None:
    """Let a published file of 2019 be read, in which one figure cannot be."""
    last = sample("sample-2019")
    last.apply(last.set_cells({"requests.granted.natural": Unread("22（其中修订16件）")}))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "上年报告.docx"
        file.write_bytes(document_bytes(last, draft=False))
        dialog.read_file(file)
        while dialog.preview is None:
            QCoreApplication.processEvents()


def opened(window: MainWindow, report: int) -> Wizard:
    """Open a report and return its wizard."""
    window.open_report(report)
    QCoreApplication.processEvents()
    wizard = window.wizard()
    assert wizard is not None
    return wizard

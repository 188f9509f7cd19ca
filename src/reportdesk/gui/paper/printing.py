"""Pages on a printer or in a PDF, drawn as in the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLineEdit, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.paper.marks import Page
from reportdesk.gui.paper.painting import paint

_DOTS = 1200
_FILE = "filename"  # as Qt calls the field of its own dialog; the system's dialogs have none
SHEET = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
"""A4 to its edges, upright."""


class CannotPrint(ReportDeskError):
    """A printer that takes nothing."""


def pdf(pages: Sequence[Page], title: str) -> bytes:
    """Return the pages as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(SHEET)
    writer.setResolution(_DOTS)
    writer.setTitle(title)
    _put(QPainter(writer), writer, pages)
    return bytes(buffer.data().data())


def _put(painter: QPainter, device: QPdfWriter | QPrinter, pages: Sequence[Page]) -> None:
    scale = device.resolution() / 1440
    painter.scale(scale, scale)
    for place, page in enumerate(pages):
        if place:
            device.newPage()
        paint(painter, page)
    painter.end()


def ask_and_print(parent: QWidget, pages: Sequence[Page], title: str, proposed: Path) -> str | None:
    """Ask for printer and pages and print these; None where the clerk gives it up.

    Returns the file printed to, empty where it was a printer; `proposed` is offered for that file. CannotPrint where
    the printer takes nothing.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(SHEET)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(pages))
    file = dialog.findChild(QLineEdit, _FILE)
    if isinstance(file, QLineEdit):
        file.setText(str(proposed))
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if chosen:
        print_pages(printer, pages)
    return printer.outputFileName() if chosen else None


def print_pages(printer: QPrinter, pages: Sequence[Page]) -> None:
    """Print the pages that were asked for."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    wanted = list(pages[first - 1 : last])
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    painter = QPainter()
    if not wanted or not painter.begin(printer):
        raise CannotPrint("打印机没有接受这份报告。请检查打印机是否连接、有没有纸，或者换一台打印机。")
    _put(painter, printer, wanted)

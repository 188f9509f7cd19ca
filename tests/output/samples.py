"""Reports and documents that the tests of the output layer share; all of it is made up."""

import io
import os
import struct
import zipfile
import zlib
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from places import ROOT
from reportdesk.form import loader
from reportdesk.form.grid import GridCell, Role, section_grid
from reportdesk.form.model import Form
from reportdesk.output.docx import document_bytes
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import show

GOLDEN = Path(__file__).parent / "golden"
OFFICIAL = ("disclosure-2019", "disclosure-2021")
MADE_UP = ROOT / "tests" / "data" / "third-form.toml"
Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}


def form(name: str) -> Form:
    """Return an official form by its id, or the made-up one of the test data."""
    return loader.load(name) if name in OFFICIAL else loader.read(MADE_UP)


def blank(name: str = "disclosure-2021", unit: str = "甲县人民政府", year: int = 2023) -> Report:
    return Report(form(name), year, unit)


def filled(name: str = "disclosure-2021") -> Report:
    """Return a report whose figures are all different, so that their order can be told."""
    report = blank(name)
    for place, (address, cell) in enumerate(report.form.cells.items()):
        figure = 1001 + place
        value = figure if cell.kind.integer else Decimal(f"{figure}.25")
        report.apply(report.set_cells({address: value}))
    for section in report.form.prose:
        with_prose(report, section.id, f"这是{section.name}的一段话。")
    return report


def with_prose(report: Report, section: str, text: str) -> Report:
    report.apply(report.set_prose(section, text))
    return report


def with_picture(report: Report, data: bytes, media_type: str = "image/png") -> str:
    """Put a picture into the report and return the line of prose that shows it, but for its caption."""
    name = sha256(data).hexdigest()
    report.apply(report.plan("", [(Slot("attachment", name), Attachment(media_type, data))]))
    return f"]({name})"


def png(width: int, height: int) -> bytes:
    """Return a black picture."""
    rows = b"".join(b"\0" + bytes(width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def opened(report: Report, *, draft: bool = False) -> Docx:
    """Return the exported document as python-docx reads it."""
    return Document(io.BytesIO(document_bytes(report, draft=draft)))


def parts(report: Report, *, draft: bool = False) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document_bytes(report, draft=draft))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(report: Report, part: str = "word/document.xml", *, draft: bool = False) -> Element:
    return parsed(parts(report, draft=draft)[part])


def parsed(xml: bytes) -> Element:
    return etree.fromstring(xml)


def found(element: Element, path: str) -> list[Element]:
    return list(element.xpath(path, namespaces=NAMES))


def value(element: Element, name: str = "val") -> str:
    return str(element.get(f"{W}{name}", ""))


def text(element: Element) -> str:
    """Return an element's text, line breaks as such."""
    return "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in element.iter(f"{W}t", f"{W}br"))


def printed(report: Report, cell: GridCell) -> str:
    return show(report.cell(cell.address)) if cell.role is Role.VALUE else cell.text


def grid_texts(report: Report) -> list[list[str]]:
    """Return the texts of every table in reading order."""
    grids = [section_grid(report.form, section) for section in report.form.sections if section.tables]
    return [[printed(report, cell) for cell in grid.cells] for grid in grids]


def assert_golden(name: str, found_: str) -> None:
    """Compare with a file kept for review; REPORTDESK_GOLDEN=write renews it."""
    path = GOLDEN / name
    if os.environ.get("REPORTDESK_GOLDEN") == "write":
        path.write_text(found_, encoding="utf-8", newline="\n")
    assert found_ == path.read_text(encoding="utf-8")

"""Print what our pages measure against GB/T 9704-2012, as a Markdown table: `python docs/measure_pages.py`.

Each published example and a page full of characters is exported as .docx, checked against the schemas, set by
LibreOffice and measured in the PDF. Only what does not hang on a face is measured: places and counts of characters.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import pdfplumber
from pdfplumber.page import Page

from reportdesk.form.grid import Role, section_grid
from reportdesk.output.docx import document_bytes
from reportdesk.output.pdf import pdf_bytes
from reportdesk.report import exchange
from reportdesk.report.report import Report

SHARED = Path(os.environ.get("REPORTDESK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
MM = 72 / 25.4
TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 184.0, 262.0
_PITCH = 225 / 22
_FEWEST = 8  # columns of table three where a page shows only rows whose labels are merged
_COLUMNS = (
    ("example", "GB/T 9704"),
    ("schema", "valid"),
    ("pages", ""),
    ("lines on full pages", "22"),
    ("most characters in a line", "28"),
    ("line pitch", "10.2 mm"),
    ("from top to bottom", "37 to 262"),
    ("from left to right", "28 to 184"),
    ("page numbers", "— n —, odd right, even left"),
    ("under the text by", "7 mm"),
    ("from the outer edge", "4.9 mm"),
    ("widest table", "156 mm"),
    ("pages of table three, with its heads", "equal"),
    ("headings alone", "0"),
)


@dataclass(frozen=True)
class Line:
    """A line of text, its edges in millimetres; `middle` is that of its characters' boxes."""

    text: str
    left: float
    right: float
    middle: float

    @property
    def is_full_width(self) -> bool:
        """Tell whether every character takes a whole place, in whatever face."""
        return all(unicodedata.east_asian_width(character) in "WF" for character in self.text)


@dataclass(frozen=True)
class Measured:
    """One page: the lines of its type area and of its foot, the edges of its tables' rules, its tables as texts."""

    lines: Sequence[Line]
    foot: Sequence[Line]
    rules: Sequence[tuple[float, float]]
    tables: Sequence[Sequence[Sequence[str | None]]]


def measured(page: Page) -> Measured:
    """Measure a page."""
    lines = list(_lines(page))
    rules = [(float(r["x0"]) / MM, float(r["x1"]) / MM) for r in (*page.rects, *page.lines)]
    within = [line for line in lines if TOP - 2 < line.middle < BOTTOM]
    return Measured(within, [line for line in lines if line.middle >= BOTTOM], rules, page.extract_tables())


def row_of(name: str, report: Report) -> tuple[str, ...]:
    """Export, check, set and measure one report."""
    document = document_bytes(report, draft=False)
    with pdfplumber.open(io.BytesIO(pdf_bytes(report, draft=False))) as pdf:
        pages = [measured(page) for page in pdf.pages]
    heads = {section.title for section in report.form.sections if section.title}
    full = [page.lines for page, after in pairwise(pages) if _runs_on(page, after, heads)]
    even = [line for page in pages for line in page.lines if line.is_full_width and not page.rules]
    edges = [line for page in pages for line in page.lines]
    tables = [rule for page in pages for rule in page.rules]
    return (
        name,
        _schema(document),
        str(len(pages)),
        ", ".join(str(round((lines[-1].middle - lines[0].middle) / _PITCH) + 1) for lines in full) or "no full page",
        str(max((len(line.text) for line in even), default=0) or "no such line"),
        _span([median(b.middle - a.middle for a, b in pairwise(lines)) for lines in full], 1),
        _height(full),
        f"{min(line.left for line in edges):.1f} to {max(line.right for line in edges):.1f}",
        "right" if all(map(_numbered, pages, range(1, len(pages) + 1))) else "WRONG",
        _span([page.foot[0].middle - BOTTOM for page in pages], 1),
        _span([_inset(page.foot[0], number) for number, page in enumerate(pages, 1)], 1),
        f"{max((r for _l, r in tables), default=0) - min((left for left, _r in tables), default=0):.1f} mm",
        _table_three(report, pages),
        str(sum(page.lines[-1].text in heads for page in pages[:-1] if page.lines)),
    )


def reports() -> Iterator[tuple[str, Report]]:
    """Yield a page full of characters and every published example."""
    cases = {
        path.parent.name: exchange.read(path) for path in sorted((SHARED / "cases").glob("*/exchange.report.json"))
    }
    first = next(iter(cases.values()))
    full = Report(first.form, 2023, "甲县人民政府")
    full.apply(full.set_prose(full.form.prose[1].id, "政" * 28 * 70))
    yield "only characters", full
    yield from cases.items()


def _lines(page: Page) -> Iterator[Line]:
    for line in page.extract_text_lines(return_chars=True, x_tolerance=1, y_tolerance=2):
        boxes = [char for char in line["chars"] if str(char["text"]).strip()]
        if boxes:
            middle = sum(float(char["top"]) + float(char["bottom"]) for char in boxes) / 2 / len(boxes) / MM
            left, right = (f(float(char[edge]) for char in boxes) / MM for f, edge in ((min, "x0"), (max, "x1")))
            yield Line("".join(str(char["text"]) for char in boxes), left, right, middle)


def _runs_on(page: Measured, after: Measured, heads: Collection[str]) -> bool:
    """Tell whether a page is prose to its end: the next one goes on with it."""
    return not page.rules and bool(after.lines) and not (after.rules and after.lines[0].text in heads)


def _numbered(page: Measured, number: int) -> bool:
    foot = page.foot[0] if len(page.foot) == 1 else None
    on_the_right = foot is not None and foot.left > (LEFT + RIGHT) / 2
    return foot is not None and foot.text == f"—{number}—" and on_the_right == bool(number % 2)


def _inset(foot: Line, number: int) -> float:
    return RIGHT - foot.right if number % 2 else foot.left - LEFT


def _span(values: Sequence[float], places: int) -> str:
    if not values:
        return ""
    low, high = f"{min(values):.{places}f}", f"{max(values):.{places}f}"
    return f"{low} mm" if low == high else f"{low} to {high} mm"


def _height(full: Sequence[Sequence[Line]]) -> str:
    """Say where the first line's share of the page begins and the last one's ends."""
    edges = [edge for lines in full for edge in (lines[0].middle - _PITCH / 2, lines[-1].middle + _PITCH / 2)]
    return f"{min(edges):.1f} to {max(edges):.1f}" if edges else ""


def _table_three(report: Report, pages: Sequence[Measured]) -> str:
    """Count the pages that show rows of table three, and those of them that show its heads."""
    section = next(section for section in report.form.sections if "requests" in section.tables)
    grid = section_grid(report.form, section)
    head = next(cell.text for cell in grid.cells if cell.role is Role.HEAD)
    tables = [table for page in pages for table in page.tables if _FEWEST <= max(map(len, table)) <= grid.columns]
    return f"{len(tables)}, {sum(head in ''.join(map(str, table[0])) for table in tables)}"


def _schema(document: bytes) -> str:
    validator = SHARED / "tools" / "docx_valid.py"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(document)
        assert zipfile.is_zipfile(path)
        done = subprocess.run([sys.executable, str(validator), str(path)], check=False, capture_output=True)
    return "invalid" if done.returncode else "valid"


def main() -> None:
    """Print the table."""
    heads, wanted = zip(*_COLUMNS, strict=True)
    rows = [heads, ("---",) * len(heads), wanted, *(row_of(name, report) for name, report in reports())]
    sys.stdout.write("".join(f"| {' | '.join(row)} |\n" for row in rows))


if __name__ == "__main__":
    main()

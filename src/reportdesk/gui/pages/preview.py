"""The whole report as rich text for the window, from the same sections, grids and paragraphs as the Word file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import jinja2

from reportdesk import assets
from reportdesk.form.grid import GridCell, section_grid
from reportdesk.form.model import Section
from reportdesk.gui.theme import PROSE_FAMILIES, paper_roles, px
from reportdesk.report.prose import paragraphs, render
from reportdesk.report.report import Report
from reportdesk.report.values import show


def preview_html(report: Report, *, draft: bool) -> str:
    """Return the report as HTML that QTextBrowser draws."""
    sections = [_section(report, section) for section in report.form.sections]
    families = ", ".join(PROSE_FAMILIES)
    return _template().render(
        title=report.title(), sections=sections, draft=draft, prose_families=families, px=px, **paper_roles()
    )


@cache
def _template() -> jinja2.Template:
    text = assets.path("templates", "preview.html").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True).from_string(text)


def _section(report: Report, section: Section) -> dict[str, object]:
    written = paragraphs(render(report, section.id)) if section.prose else []
    rows = [] if section.prose else list(_rows(report, section))
    return {"title": section.title, "paragraphs": written, "rows": rows}


def _rows(report: Report, section: Section) -> Iterator[list[dict[str, object]]]:
    grid = section_grid(report.form, section)
    for row in range(grid.rows):
        yield [_cell(report, cell, grid.widths) for cell in grid.cells if cell.row == row]


def _cell(report: Report, cell: GridCell, widths: tuple[float, ...]) -> dict[str, object]:
    return {
        "role": cell.role.value,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "width": round(100 * sum(widths[cell.column : cell.column + cell.colspan]), 1),
        "text": show(report.cell(cell.address)) if cell.address else cell.text,
    }

"""Published reports made for tests: the official tables as rows of cells, written as web page or .docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape

from core import FORM_2021
from reportdesk.form.grid import Grid, GridCell, Role, section_grid
from reportdesk.form.model import Form
from reportdesk.intake.published import Reading, State
from reportdesk.report.values import Value

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE = "清河市2023年政府信息公开工作年度报告"
TEXTS = {
    "preface": "本报告依法编制。",
    "overview": "全年工作平稳。",
    "problems": "人手不足，已增配。",
    "other": "没有其他事项。",
}
Figures = Mapping[str, str]
Lines = list[list[str | None]]


def figures(form: Form = FORM_2021) -> dict[str, str]:
    """Return a different figure for every cell, so that no mix-up goes unseen; the sums along the rows come out."""
    found = {address: 1001 + place for place, address in enumerate(form.cells)}
    for relation in form.relations:
        if relation.total and len({address.rpartition(".")[0] for address in relation.cells}) == 1:
            found[relation.total] = sum(found[address] for address in relation.left)
    assert len({*found.values()}) == len(found)
    return {address: str(figure) for address, figure in found.items()}


def grids(form: Form = FORM_2021) -> dict[str, Grid]:
    return {section.id: section_grid(form, section) for section in form.sections if section.tables}


def text_of(cell: GridCell, given: Figures) -> str:
    return given.get(cell.address, "") if cell.role is Role.VALUE else cell.text


def rows(grid: Grid, given: Figures) -> Lines:
    """Return the printed rows, None where a merged cell covers."""
    found: list[list[str | None]] = [[None] * grid.columns for _row in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = text_of(cell, given)
    return found


def html_table(grid: Grid, given: Figures, wrap: Callable[[str], str] = escape) -> str:
    lines: dict[int, list[str]] = {}
    for cell in grid.cells:
        spans = f' rowspan="{cell.rowspan}" colspan="{cell.colspan}"'
        lines.setdefault(cell.row, []).append(f"<td{spans}>{wrap(text_of(cell, given))}</td>")
    return "<table>" + "".join(f"<tr>{''.join(line)}</tr>" for line in lines.values()) + "</table>"


def plain_table(lines: Sequence[Sequence[str | None]]) -> str:
    """Return a table without any span: covered cells are printed empty."""
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{escape(t or '')}</td>" for t in line) + "</tr>" for line in lines)
        + "</table>"
    )


def page(
    tables: Mapping[str, str], form: Form = FORM_2021, title: str = TITLE, texts: Mapping[str, str] = TEXTS
) -> str:
    """Return a web page of a report with these tables."""
    parts = [f"<h1>{title}</h1>", f"<p>{texts['preface']}</p>"]
    for section in form.sections:
        if section.title:
            parts.append(f"<p>{section.title}</p>")
            parts.append(tables.get(section.id, "") if section.tables else f"<p>{texts[section.id]}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def whole_page(form: Form = FORM_2021, wrap: Callable[[str], str] = escape, **more: str) -> str:
    tables = {name: html_table(grid, figures(form), wrap) for name, grid in grids(form).items()}
    return page(tables | more, form)


def paragraph(text: str, more: str = "") -> str:
    return f"<w:p>{more}<w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def word_table(lines: Sequence[Sequence[str | None]], cell: Callable[[str], str] = paragraph) -> str:
    """Return a table in which what is covered is written as a continued vertical or horizontal span."""
    body = ""
    for line in lines:
        body += "<w:tr>"
        for text in line:
            merge = "<w:tcPr><w:vMerge/></w:tcPr>" if text is None else ""
            body += f"<w:tc>{merge}{cell(text or '')}</w:tc>"
        body += "</w:tr>"
    return f"<w:tbl>{body}</w:tbl>"


def word_body(form: Form = FORM_2021, tables: Mapping[str, str] | None = None) -> str:
    given = tables or {name: word_table(rows(grid, figures(form))) for name, grid in grids(form).items()}
    body = paragraph(TITLE) + paragraph(TEXTS["preface"])
    for section in form.sections:
        if section.title:
            body += paragraph(section.title)
            body += given.get(section.id, "") if section.tables else paragraph(TEXTS[section.id])
    return body


def document(body: str, head: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'.encode()


def docx(body: str, members: Mapping[str, bytes] | None = None, head: str = "") -> bytes:
    """Return a package with this body and other members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document(body, head))
        for name, data in (members or {}).items():
            archive.writestr(name, data)
    return held.getvalue()


def values(reading: Reading) -> dict[str, Value]:
    return {address: cell.value for address, cell in reading.cells.items()}


def assert_all_read(reading: Reading, form: Form = FORM_2021, *, besides: Sequence[str] = ()) -> None:
    """Every figure stands in its own cell and none is doubtful, but for those named."""
    assert reading.form.id == form.id
    for address, figure in figures(form).items():
        if address not in besides:
            cell = reading.cells[address]
            assert (cell.value, cell.state) == (int(figure), State.READ), cell

"""Findings, particulars and lists as plain text for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, words
from reportdesk.form.model import Form
from reportdesk.report.report import Report

_BLANK = "cell.blank"
_NAMED = 3


def verdict(report: Report, audit: Audit, digest: str) -> Iterator[str]:
    """Yield the verdict, then the findings section by section, then the digest."""
    yield audit.tally().line()
    yield f"{report.title()}（{report.form.name}）"
    for title, found in groupby(audit.findings(), lambda finding: _section(report.form, finding.section)):
        yield ""
        yield title
        yield from _findings(report.form, list(found))
    yield ""
    yield f"校验码（SHA-256）：{digest}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield a table whose columns line up where a Han character is two columns wide; `right` ones end together."""
    lines = [tuple(head), *(tuple(map(_one_line, row)) for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            _pad(text, columns, place in right) for place, (text, columns) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _pad(text: str, columns: int, right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _section(form: Form, section: str) -> str:
    if section == "unit":
        return words().words["step_unit"]
    whole = form.section(form.tables[section].section if section in form.tables else section)
    return whole.title or whole.name


def _findings(form: Form, found: list[Finding]) -> Iterator[str]:
    blanks: dict[str, list[str]] = {}
    for finding in found:
        if finding.code == _BLANK:
            blanks.setdefault(finding.section, []).append(finding.cells[0])
        else:
            yield from _finding(finding)
    for table_id, cells in blanks.items():
        yield f"  [{words().severities['missing']}] {_blanks(form, table_id, cells)}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  [{words().severities[finding.severity]}] {_one_line(finding.title)}"
    for text in (finding.equation, finding.message):
        if text:
            yield f"      {_one_line(text)}"
    if finding.remark is not None:
        state = "出错说明" if finding.explained else "出错说明（数字已变，须重写）"
        yield f"      {state}：{_one_line(finding.remark.reason)}"


def _blanks(form: Form, table_id: str, cells: list[str]) -> str:
    rows = [list(row) for _name, row in groupby(cells, form.row_name)]
    named = [form.cell_name(row[0]) if len(row) == 1 else f"{form.row_name(row[0])}（{len(row)} 格）" for row in rows]
    first = "；".join(named[:_NAMED]) + ("；等" if len(named) > _NAMED else "")
    return f"{_table_name(form, table_id)}还有 {len(cells)} 格未填：{first}"


def _table_name(form: Form, table_id: str) -> str:
    """Name a table by the number of its section, and by its own title where the section has several."""
    section = form.section(form.tables[table_id].section)
    number, _, _ = section.title.partition("、")
    title = form.tables[table_id].title
    return f"表{number}" + (f"（{title}）" if title else "")

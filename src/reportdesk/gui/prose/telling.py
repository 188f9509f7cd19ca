"""What is said of a place in prose: the cell a live figure shows, and what was found about the words."""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form
from reportdesk.gui.prose.marks import sentence
from reportdesk.report.prose import LiveFigure, render_text
from reportdesk.report.report import Report


def cell_label(form: Form, address: str) -> str:
    """Name a cell with the section of its table, as in 三、… 一、本年新收…｜总计."""
    table = form.cells[address].table
    section = next(section for section in form.sections if table in section.tables)
    return f"{section.short}　{form.cell_name(address)}"


def cells_label(form: Form, addresses: Iterable[str]) -> str:
    """Name the cells that one figure adds up."""
    return " ＋ ".join(cell_label(form, address) for address in addresses)


def told(report: Report, figure: LiveFigure | None, findings: Iterable[Finding]) -> str:
    """Return the lines for a place, none where there is nothing to say."""
    parts: list[str] = []
    if figure is not None:
        source = f"{{{{ {' + '.join(figure.addresses)} }}}}"
        value = render_text(report, source, keep=())
        parts.append(f"随表更新：{cells_label(report.form, figure.addresses)}，现为 {value}（Ctrl+回车到表中）")
    parts += [sentence(finding) for finding in findings]
    return "\n".join(parts)

"""What is said of a place in prose: the cell a live figure shows, and what was found about the words."""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form
from reportdesk.gui.prose.mapping import Sign
from reportdesk.gui.prose.marks import sentence
from reportdesk.report.prose import PictureLine, render_text
from reportdesk.report.report import Report


def cell_label(form: Form, address: str) -> str:
    """Name a cell with the section of its table, as in 三、… 一、本年新收…｜总计."""
    table = form.cells[address].table
    section = next(section for section in form.sections if table in section.tables)
    return f"{section.short}　{form.cell_name(address)}"


def cells_label(form: Form, addresses: Iterable[str]) -> str:
    """Name the cells that one figure adds up."""
    return " ＋ ".join(cell_label(form, address) for address in addresses)


def picture_words(line: PictureLine) -> str:
    """Return what is said where a picture stands."""
    return f"图片：{line.caption or '没有题注'}"


def told(report: Report, sign: Sign | None, findings: Iterable[Finding]) -> str:
    """Return the lines for a place, none where there is nothing to say."""
    parts: list[str] = []
    if isinstance(sign, PictureLine):
        words = render_text(report, picture_words(sign), keep=())
        parts.append(f"{words}（回车或双击改题注和文字说明，退格删除）")
    elif sign is not None:
        source = f"{{{{ {' + '.join(sign.addresses)} }}}}"
        value = render_text(report, source, keep=())
        parts.append(f"随表更新：{cells_label(report.form, sign.addresses)}，现为 {value}（Ctrl+回车到表中）")
    parts += [sentence(finding) for finding in findings]
    return "\n".join(parts)

"""`reportdesk carry`: this year's report begun from last year's, and what of it was taken over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Form
from reportdesk.intake.carry import Carried, UnfitLastYear, carry
from reportdesk.output.files import write
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.report.values import show


def carried(last: Report, source: str, output: str, year: int, *, unit: str, anyway: bool) -> Carried:
    """Make the new report and write it; ReportDeskError where either cannot be done."""
    target = Path(output)
    if not target.name.endswith(exchange.SUFFIX):
        raise ReportDeskError(f"{output}：输出的文件名应以 {exchange.SUFFIX} 结尾")
    if target.exists() and target.samefile(source):
        raise ReportDeskError(f"{output}：这是上年报告本身，请换一个文件名")
    try:
        result = carry(last, year, unit=unit, anyway=anyway)
    except UnfitLastYear as error:
        raise ReportDeskError(f"{error.message}只要文字作底稿的，请加 --anyway") from error
    write(target, exchange.dumps(result.report))
    return result


def told(result: Carried, last: Report, output: str) -> Iterator[str]:
    """Yield what was taken over, what not, and what to look at."""
    form = result.report.form
    yield f"已建立：{output}"
    yield f"{result.report.title()}（{form.name}）"
    yield from filter(None, (result.note,))
    yield f"结转 {len(result.filled)} 格，{len(result.left)} 格没有结转，其余各格留空；文字待改 {_count(result)} 段。"
    yield from (f"[结转] {form.cell_name(f.address)}：{show(f.value)}（{f.source}）" for f in result.filled)
    for reason, cells in groupby(result.left, lambda left: left.reason):
        yield f"[没有结转] {'；'.join(form.cell_name(left.address) for left in cells)}：{reason}"
    for names in _rows(last.form, result.dropped):
        yield f"[本年格式没有] {names}"
    for draft in result.drafts:
        if draft.reasons:
            yield f"[待改] {form.section(draft.section).name}第 {draft.line} 行：{'；'.join(draft.reasons)}。"


def _count(result: Carried) -> int:
    return sum(bool(draft.reasons) for draft in result.drafts)


def _rows(form: Form, addresses: tuple[str, ...]) -> Iterator[str]:
    """Yield the cells row by row, each with all its columns."""
    for (table, row), cells in groupby(addresses, lambda a: (form.cells[a].table, form.row_name(a))):
        columns = "、".join(form.column_name(address) for address in cells)
        title = form.tables[table].title
        yield f"{title}{'，' if title else ''}{row}：{columns}"

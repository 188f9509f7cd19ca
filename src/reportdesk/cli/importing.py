"""`reportdesk import`: a published report read into a report file, with what was not read or is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from reportdesk.cli.border import Arguments
from reportdesk.errors import ReportDeskError
from reportdesk.intake.published import CellReading, Reading, State, read
from reportdesk.output.files import write
from reportdesk.report import exchange
from reportdesk.report.report import Report


def imported(arguments: Arguments, source: Path) -> tuple[Reading, Report]:
    """Read the source and write the report; ReportDeskError where either cannot be done."""
    target = Path(arguments.output)
    if not target.name.endswith(exchange.SUFFIX):
        raise ReportDeskError(f"{arguments.output}：输出的文件名应以 {exchange.SUFFIX} 结尾")
    reading = read(source)
    if reading.year is None and not arguments.year:
        raise ReportDeskError(f"{arguments.file}：标题和正文里都没有写明年度，请加上 --year，如 --year 2023")
    report = reading.report(arguments.year or None)
    write(target, exchange.dumps(report))
    return reading, report


def told(reading: Reading, report: Report, output: str) -> Iterator[str]:
    """Yield what was read in lines for people."""
    shown = reading.as_json()
    yield f"已读入：{output}"
    yield f"{report.title()}（{report.form.name}）"
    counts = "，".join(f"{state.value} {len(reading.of(state))} 格" for state in State)
    yield f"{counts}；其中有数字 {shown['read']} 格。"
    yield from reading.notes
    for state in (State.UNREAD, State.DOUBTFUL):
        yield from _cells(reading, state)
    for part in reading.skipped:
        yield f"没有读入：{_one_line(part.text)}（{part.reason}）"


def _cells(reading: Reading, state: State) -> Iterator[str]:
    for (row, reason), held in groupby(reading.of(state), lambda cell: _kind(reading, cell)):
        cells = list(held)
        name = row if len(cells) > 1 else reading.form.cell_name(cells[0].address)
        count = f"（{len(cells)} 格）" if len(cells) > 1 else ""
        yield _one_line(f"[{state.value}] {name}{count}：{reason}")


def _kind(reading: Reading, cell: CellReading) -> tuple[str, str]:
    """Return what neighbouring cells must share to be told in one line."""
    return reading.form.row_name(cell.address), cell.reason


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""The clerk's whole way without a window: the bundled sample typed in cell by cell, checked and exported."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from reportdesk import assets
from reportdesk.cli.border import Answer
from reportdesk.errors import ReportDeskError
from reportdesk.output import export, suggested_name
from reportdesk.report import exchange
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import show
from reportdesk.session import Session, create
from reportdesk.store.store import Store

SAMPLE = "sample-2021"


def run() -> Answer:
    """Do the work on the sample in a data folder of its own and tell how it went; the user's drafts are not touched."""
    sample = exchange.read(assets.path("resources", f"samples/{SAMPLE}{exchange.SUFFIX}"))
    with (
        tempfile.TemporaryDirectory(prefix="reportdesk-", ignore_cleanup_errors=True) as folder,
        closing(Store(Path(folder))) as store,
    ):
        session = Session(store, create(store, Report(sample.form, sample.year), SAMPLE))
        lines = list(_work(session, sample))
    return Answer("".join(f"{line}\n" for line in lines))


def _work(session: Session, sample: Report) -> Iterator[str]:
    cells = _type_all(session, sample)
    yield f"已按自带样例建立报告，逐格录入 {cells} 格，并写入文字部分。"
    tally = session.audit.tally()
    yield tally.line()
    yield f"校验码（SHA-256）：{exchange.digest(session.report)}"
    yield f"已导出：{_export(session.report, tally.to_mend)}"


def _type_all(session: Session, sample: Report) -> int:
    """Type what the sample holds; totals too, so that the identities are judged and not computed."""
    for field in UNIT_FIELDS:
        session.set_unit(field, sample.unit(field))
    for address in session.form.cells:
        session.type_cell(address, show(sample.cell(address)))
    for section in session.form.prose:
        session.set_prose(section.id, sample.prose(section.id))
    return session.report.filled()


def _export(report: Report, draft: bool) -> Path:
    place = Path.cwd() / suggested_name(report, draft)
    try:
        export(report, place, draft=draft)
    except ReportDeskError:
        # The current folder takes no files, or the document is open there.
        place = Path(tempfile.mkdtemp(prefix="reportdesk-")) / place.name
        export(report, place, draft=draft)
    return place

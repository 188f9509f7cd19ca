"""The sign-off pack: 送审单 to sign, 数据审核结果表, then the report as 送审稿, all in one .docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from reportdesk.audit.engine import Audit
from reportdesk.output.docx import Paper, packed
from reportdesk.output.page import Block, CoversEnd, Line, blocks
from reportdesk.output.pictures import Album
from reportdesk.output.results import results
from reportdesk.output.sheets import HEAD, LEFT, Sheet
from reportdesk.output.tables import ROOMY, TableBlock
from reportdesk.output.texts import Head, texts
from reportdesk.report.digests import short, whole
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report

_TWIPS = 1440 / 25.4
_SHARES = (0.16, 0.44, 0.12, 0.28)


def signoff_bytes(report: Report, audit: Audit) -> bytes:
    """Return the pack as a file's bytes; same report and findings, same bytes."""
    album = Album()
    draft = audit.tally().to_mend
    sha256 = digest(report)
    pattern = texts().heads["review_draft" if draft else "review"]
    head = Head(pattern.mark, pattern.note.format(short=short(sha256)))
    found: list[Block] = [*_cover(report, audit, sha256), *results(report, audit, sha256), CoversEnd()]
    found += blocks(report, album, draft=draft)
    return packed(Paper(report.title(), report.unit(), report.form.name, report.year, found, album, head))


def _cover(report: Report, audit: Audit, sha256: str) -> Iterator[Block]:
    say = partial(texts().say, "signoff")
    yield Line("Title", say("title"))
    sheet = Sheet(_SHARES)
    sheet.row((HEAD, say("name")), (LEFT, report.title(), 3))
    sheet.row(
        (HEAD, say("unit")), (LEFT, report.unit()), (HEAD, say("year")), (LEFT, say("year_value", year=report.year))
    )
    sheet.row((HEAD, say("form")), (LEFT, report.form.name, 3))
    sheet.row((HEAD, say("verdict")), (LEFT, audit.tally().line(), 3))
    sheet.row((HEAD, say("digest")), (LEFT, whole(sha256), 3))
    facts = sheet.rows
    for line in texts().lines:
        sheet.row((HEAD, line.name), (LEFT, ""), (HEAD, say("date_label")), (LEFT, say("date")))
    yield _heightened(sheet.block("signoff", say("title"), ROOMY), facts)
    yield Line("TableNote", say("note"))


def _heightened(block: TableBlock, facts: int) -> TableBlock:
    heights = [round(line.height * _TWIPS) for line in texts().lines]
    signed = [replace(row, height=height) for row, height in zip(block.rows[facts:], heights, strict=True)]
    return replace(block, rows=(*block.rows[:facts], *signed))

"""Pictures that go with copied prose to another report. No Qt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from reportdesk.errors import ReportDeskError
from reportdesk.report.changes import Attachment, Change, Content, Slot
from reportdesk.report.exchange import decode, encode
from reportdesk.report.prose import picture_lines
from reportdesk.report.report import Report


def packed(report: Report, text: str) -> bytes:
    """Return the pictures of a text for the clipboard."""
    names = {line.sha256 for line in picture_lines(text)}
    found = {name: encode(report.attachment(name)) for name in sorted(names) if report.attachment(name)}
    return json.dumps(found).encode("ascii")


def brought(report: Report, text: str, packed: bytes) -> list[Attachment]:
    """Return the pictures of a pasted text that a report does not have; none where the clipboard has them not whole."""
    names = {line.sha256 for line in picture_lines(text)} - set(report.names("attachment"))
    try:
        given = json.loads(packed or b"{}")
        found = [decode(Slot("attachment", name), given[name], report.form) for name in sorted(names)]
    except (ValueError, KeyError, TypeError, ReportDeskError):
        return []
    return [each for each in found if isinstance(each, Attachment)]


def pasted(report: Report, section: str, span: tuple[int, int], text: str, brought: Sequence[Attachment]) -> Change:
    """Plan prose with new pictures in the place of a span, its pictures on lines of their own."""
    whole = report.prose(section)
    before, after = whole[: span[0]], whole[span[1] :]
    lines = list(picture_lines(text))
    first = before and not before.endswith("\n") and not text[: lines[0].start].strip(" \t")
    last = after and not after.startswith(("\r", "\n")) and not text[lines[-1].end :].strip(" \t")
    words = "".join((before, "\n" if first else "", text, "\n" if last else "", after))
    slots: list[tuple[Slot, Content]] = [(Slot("attachment", sha256(each.data).hexdigest()), each) for each in brought]
    return report.plan("粘贴", [*slots, (Slot("prose", section), words)])

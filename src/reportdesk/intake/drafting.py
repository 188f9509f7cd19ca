"""Last year's prose as a draft of this year's: years moved on where that is safe, and marked 待改 where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportdesk.form.model import Section
from reportdesk.report.charts import drawing
from reportdesk.report.prose import PICTURE, count, head_length, lines, live_figures, numbered, render_text
from reportdesk.report.report import Report
from reportdesk.report.years import Role, habits, mentions, moved

_ORDINAL = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,2}[.．、](?![0-9０-９]))?\s*")
_NUMBER = re.compile(r"[0-9０-９]+")
_DATED = re.compile(r"[〔\[【（(]\s*(?:19|20)[0-9]{2}[^〕\]】）)\n]{0,6}[〕\]】）)]\s*(?:第?[0-9]+号)?")


@dataclass(frozen=True, slots=True)
class Draft:
    """One line of a section taken over; marked 待改 where there are `reasons`, a picture by a line before it."""

    section: str
    line: int
    text: str
    reasons: tuple[str, ...]


def draft(last: Report, report: Report) -> Iterator[Draft]:
    """Yield every line of the prose sections that both forms have; `line` counts from 1."""
    theirs = {section.id for section in last.form.prose}
    for section in report.form.prose:
        text = last.prose(section.id)
        if section.id in theirs and text.strip():
            for number, line in enumerate(lines(text), start=1):
                yield _line(section, number, line, last, report)


def _line(section: Section, number: int, line: str, last: Report, report: Report) -> Draft:
    text = render_text(last, line, keep=report.form.cells)
    new = moved(text, last.year, report.year)
    picture = PICTURE.fullmatch(line.strip())
    if picture:
        return _picture(Draft(section.id, number, new, ()), picture["sha256"], last)
    reasons = tuple(_reasons(line, text, new, last, report))
    if not reasons and section.yearly and new.strip() and not _is_heading(new):
        reasons = (section.yearly,)
    if not reasons:
        return Draft(section.id, number, new, reasons)
    match = _ORDINAL.match(new)
    place = match.end() if match else 0
    return Draft(section.id, number, f"{new[:place]}{habits().mark}{new[place:]}", reasons)


def _is_heading(line: str) -> bool:
    """Tell whether a line is a heading of the second level alone, which may be the same each year."""
    number = numbered(line.strip())
    return number is not None and number.level == 2 and head_length(line.strip()) == len(line.strip())


def _picture(taken: Draft, sha256: str, last: Report) -> Draft:
    """Mark a picture, but no chart of ours: those 数据审核 itself compares with the figures of now."""
    if drawing(last.attachment(sha256)) is not None:
        return taken
    marked = f"{habits().mark}{habits().picture}\n{taken.text}"
    return replace(taken, text=marked, reasons=(f"图片是 {last.year} 年的，请换成今年的或删去",))


def _reasons(line: str, text: str, new: str, last: Report, report: Report) -> Iterator[str]:
    if new != text:
        yield f"{last.year} 年已改为 {report.year} 年，请核对"
    kept = [mention for mention in mentions(new) if mention.role is Role.OTHER or mention.year != report.year]
    told = dict.fromkeys(str(mention.year) for mention in kept)
    told |= dict.fromkeys(match[0] for match in _DATED.finditer(new))
    if told:
        yield f"写有{'、'.join(told)}，没有改动，请核对"
    if text != line:
        yield f"引用的格子本年格式没有，已换成 {last.year} 年的数字"
    if _figures(new):
        yield f"数字是 {last.year} 年的"
    if not any((new != text, told, _figures(new))) and count(render_text(last, new, keep=())) >= habits().copied_from:
        yield f"沿用 {last.year} 年的文字"


def _figures(text: str) -> bool:
    """Tell whether a line holds figures besides its ordinal, years, document numbers and live figures."""
    match = _ORDINAL.match(text)
    spans = [(0, match.end() if match else 0)]
    spans += [(mention.start, mention.end) for mention in mentions(text)]
    spans += [(live.start, live.end) for live in live_figures(text)]
    spans += [found.span() for found in _DATED.finditer(text)]
    return any(not any(start <= number.start() < end for start, end in spans) for number in _NUMBER.finditer(text))

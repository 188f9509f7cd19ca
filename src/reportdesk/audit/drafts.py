"""What prose still owes: years left behind from last year, paragraphs unchanged, marks such as 待改 left standing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from reportdesk.audit.check import Check
from reportdesk.audit.cross_year import WHOSE
from reportdesk.audit.findings import Finding, words
from reportdesk.audit.quoting import head
from reportdesk.form.model import Section
from reportdesk.report.changes import Slot
from reportdesk.report.last_year import misfit
from reportdesk.report.prose import lines, live_figures, picture_lines, placed_lines
from reportdesk.report.report import Report
from reportdesk.report.years import Mention, ahead, habits, stale, timeless

_NAMED = 12  # characters that name a paragraph
_QUOTED = 24
_SENTENCE_END = re.compile(r"[。；\n\r]|\]\([0-9a-f]{64}\)")  # or that of a picture's caption
_CLAUSE = re.compile(r"[^，。；：,;:\n\r]{1,24}(?:[，,][^，。；：,;:\n\r]{1,10})?")


def checks(section: Section, last: Report | None) -> Iterator[Check]:
    """Yield the checks of a prose section; an optional one, such as the preface, may say the same every year."""
    own = Slot("prose", section.id)
    yield Check(section.id, (own,), partial(_marked, section))
    yield Check(section.id, (own, Slot("year")), partial(_of_years, section.id, "prose.year", stale))
    yield Check(section.id, (own, Slot("year")), partial(_of_years, section.id, "prose.ahead", ahead))
    if last is not None and not section.optional and section in last.form.prose:
        yield Check(section.id, (own, *WHOSE), partial(_copied, section.id, last))


def _marked(section: Section, report: Report) -> Iterator[Finding]:
    text = report.prose(section.id)
    for mark in words().marks:
        left = list(re.finditer(mark.pattern or re.escape(habits().mark), text))
        if left:
            details = {"name": section.name, "count": len(left), "mark": left[0][0]}
            yield replace(
                words().finding("prose.empty", f"{section.id}:{left[0][0]}", section.id, name=section.name),
                title=mark.title.format_map(details),
                message=mark.message.format_map(details),
                span=left[0].span(),
            )


def _of_years(
    section: str, code: str, odd: Callable[[str, int], Iterable[Mention]], report: Report
) -> Iterator[Finding]:
    text = report.prose(section)
    told: Counter[str] = Counter()
    for mention in odd(text, report.year):
        place = _clause(text, mention.start)
        told[place] += 1
        subject = f"{section}:{place}" + (f"#{told[place]}" if told[place] > 1 else "")
        quoted = _quoted(text, mention.start)
        finding = words().finding(code, subject, section, text=quoted, year=report.year, found=mention.year)
        yield replace(finding, span=mention.number)


def _quoted(text: str, start: int = 0) -> str:
    """Return the words from a place on, as far as its sentence goes."""
    return head(_SENTENCE_END.split(text[start:].lstrip(), maxsplit=1)[0], _QUOTED)


def _clause(text: str, start: int) -> str:
    match = _CLAUSE.match(text, start)
    return match[0] if match else ""


def _copied(section: str, last: Report, report: Report) -> Iterator[Finding]:
    if misfit(report, last):
        return
    before = {timeless(line) for line in lines(last.prose(section))} - {""}
    told: Counter[str] = Counter()
    for run in _runs(report.prose(section), before):
        place = timeless(run[0][1])[:_NAMED]
        told[place] += 1
        subject = f"{section}:{place}" + (f"#{told[place]}" if told[place] > 1 else "")
        finding = words().finding("prose.copied", subject, section, text=_quoted(run[0][1]), last_year=last.year)
        yield replace(finding, span=(run[0][0], run[-1][0] + len(run[-1][1])))


def _runs(text: str, before: set[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that stood there last year: a long one alone, short ones that follow each other together."""
    said = [(start, line) for start, line in placed_lines(text) if timeless(line)]

    def kind(placed: tuple[int, str]) -> tuple[bool, bool]:
        words = timeless(placed[1])
        return words in before and not _is_ours(placed[1]), len(words) >= habits().copied_from

    for (is_copied, is_long), run in groupby(said, kind):
        found = list(run)
        if is_copied and is_long:
            yield from ([each] for each in found)
        elif is_copied and sum(len(timeless(line)) for _start, line in found) >= habits().copied_from:
            yield found


def _is_ours(line: str) -> bool:
    """Tell whether a line is a picture, or has figures that follow the cells."""
    return any(live_figures(line)) or any(picture_lines(line))

"""Text that is visibly unfinished: headings over nothing, paragraphs that break off, numbers repeated or skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.study import Study
from reportdesk.audit.prose.vocabulary import common, finding
from reportdesk.audit.quoting import CUT, head, tail
from reportdesk.report.prose import NUMERALS, PICTURE, Number, numbered, ordinal, paragraphs, placed_lines
from reportdesk.report.years import habits

_QUOTED = 16
_NAMED = 12


class _Line(NamedTuple):
    """A paragraph where it stands: `level` and `is_head` as printed, `number` also where it is out of sequence."""

    start: int
    text: str
    level: int
    is_head: bool
    number: Number | None

    @property
    def stop(self) -> int:
        return self.start + len(self.text)

    @property
    def rank(self) -> int:
        """Return the level of its number, in sequence or not."""
        return self.number.level if self.number else 0


class _Numbered(NamedTuple):
    """A number of a series: its value, how and where it is written."""

    value: int
    shown: str
    start: int


def bare_headings(study: Study) -> Iterator[Finding]:
    """Yield each heading without a word beneath it, where those beside it have some or it ends with a colon."""
    for section in study.passages:
        for family in _families(_lines(study, section)):
            bare = [line for line, following in family if _is_bare(line, following)]
            for line in bare:
                if _is_left_bare(line, len(bare), len(family)):
                    where = section, line.text[:_NAMED]
                    yield finding("bare", where, (line.start, line.stop), shown=head(line.text, _QUOTED))


def broken_off(study: Study) -> Iterator[Finding]:
    """Yield each paragraph that ends where more must follow, and no list does."""
    for section in study.passages:
        may_open = study.report.form.section(section).optional
        for line, following in _followed(_lines(study, section)):
            if not (line.is_head and _is_bare(line, following)) and _breaks_off(line, following, may_open=may_open):
                shown = tail(line.text, _QUOTED)
                words = shown.removeprefix(CUT)
                yield finding("broken", (section, words), (line.stop - len(words), line.stop), shown=shown)


def buried_headings(study: Study) -> Iterator[Finding]:
    """Yield the first number of each section that stands in mid-line, and so makes no heading.

    It is one where it goes on from the heading above, or where the next number makes no heading either.
    """
    for section in study.passages:
        found, last = _lines(study, section), 0
        later = [line.number for line in found if line.number and line.number.level == 2 and not line.level]
        for line in found:
            last = line.number.value if line.level == 2 and line.number else last
            numbers = list(_in_mid_line(line))
            later_here = [each.value for each in numbers] + [each.value for each in later]
            place = next((each for each in numbers if _is_heading(each, last, later_here)), None)
            if place is not None:
                where, span = (section, f"buried:{place.shown}"), (place.start, place.start + len(place.shown))
                yield finding("buried", where, span, shown=place.shown)
                break


def _in_mid_line(line: _Line) -> Iterator[_Numbered]:
    """Yield the numbers of headings with which a sentence begins in mid-line."""
    for match in common().pattern("unfinished", "buried").finditer(line.text):
        yield _Numbered(ordinal(match["number"]), match["shown"], line.start + match.start("shown"))


def _is_heading(number: _Numbered, last: int, others: Sequence[int]) -> bool:
    """Tell whether a number in mid-line goes on from a heading, or one that makes none goes on from it."""
    return 0 < last == number.value - 1 or number.value + 1 in others


def wrong_numbers(study: Study) -> Iterator[Finding]:
    """Yield the first number of each series that is repeated or leaves one out."""
    for section in study.passages:
        for series in _series(_lines(study, section)):
            for before, number in _out_of_order(series):
                kind = "repeated" if number.value <= before.value else "skipped"
                if kind == "skipped" and _stands(study.report.prose(section), before, number):
                    continue
                span = number.start, number.start + len(number.shown)
                where = section, f"number:{number.shown}"
                yield finding(
                    kind, where, span, shown=number.shown, before=before.shown, place=study.place(section),
                    figures=(before.shown, number.shown),
                )  # fmt: skip


def _stands(text: str, before: _Numbered, number: _Numbered) -> bool:
    """Tell whether the number between two stands in the midst of a line."""
    between = range(before.value + 1, min(number.value, len(NUMERALS)))
    shown = (number.shown.replace(NUMERALS[number.value - 1], NUMERALS[value - 1]) for value in between)
    return number.value <= len(NUMERALS) and all(each != number.shown and each in text for each in shown)


def _lines(study: Study, section: str) -> list[_Line]:
    """Return the paragraphs of a section."""
    text = study.report.prose(section)
    printed = iter(paragraphs(text))
    found: list[_Line] = []
    for start, line in placed_lines(text):
        if line.strip():
            each = next(printed)
            at = start + line.index(each.text)
            found.append(_Line(at, each.text, each.level, 0 < each.head == len(each.text), numbered(each.text)))
    return found


def _followed(found: Sequence[_Line]) -> Iterator[tuple[_Line, _Line | None]]:
    yield from zip(found, (*found[1:], None), strict=False)


def _families(found: Sequence[_Line]) -> Iterator[list[tuple[_Line, _Line | None]]]:
    """Yield the headings of each level that stand under the same one, with what follows each."""
    open_: dict[int, list[tuple[_Line, _Line | None]]] = {2: [], 3: []}
    for line, following in _followed(found):
        if line.level == 2 and open_[3]:
            yield open_[3]
            open_[3] = []
        if line.level:
            open_[line.level].append((line, following))
    yield from filter(None, open_.values())


def _is_bare(line: _Line, following: _Line | None) -> bool:
    """Tell a heading that a heading of its own level or a higher one follows, or nothing."""
    return line.is_head and (following is None or 0 < following.rank <= line.level)


def _is_left_bare(line: _Line, bare: int, family: int) -> bool:
    """Tell whether a bare heading of so many was left so, and is no item of a list."""
    words = common().patterns["unfinished"]
    if habits().mark in line.text:
        return False
    if words["opens"].search(line.text):
        return True
    if words["part"].search(line.text):
        return bare < family
    return line.text[-1].isalnum() and bare * 2 < family


def _breaks_off(line: _Line, following: _Line | None, *, may_open: bool) -> bool:
    """Tell whether more must follow a paragraph; what `may_open` is a section that introduces the whole report."""
    words = common().patterns["unfinished"]
    if following is None:
        open_ = words["opens"].search(line.text) and not may_open and not words["follows"].search(line.text)
        return bool(open_ or words["listed"].search(line.text) or words["open_ended"].search(line.text))
    if PICTURE.fullmatch(following.text):
        return False
    if words["open_ended"].search(line.text):
        return not (_is_item(line) and _is_item(following))
    number = following.number
    goes_on = number is not None and number.value > 1 and number.level <= (line.rank or 3)
    return goes_on and words["opens"].search(line.text) is not None


def _is_item(line: _Line) -> bool:
    return line.number is not None or common().pattern("unfinished", "item").match(line.text) is not None


def _series(found: Sequence[_Line]) -> Iterator[list[_Numbered]]:
    """Yield the numbers that should count up: of headings, of 一是, 二是 at their paragraphs' heads and within one."""
    second: list[_Numbered] = []
    third: list[_Numbered] = []
    items: list[_Numbered] = []
    cited = common().pattern("unfinished", "cited")
    for line in found:
        clauses = list(_clauses(line))
        if line.rank in (1, 2):
            yield from (third, items)
            third, items = [], []
        if line.rank == 1:
            yield second
            second = []
        elif line.number is not None and not cited.match(line.text, len(line.number.text)):
            (second if line.rank == 2 else third).append(_Numbered(line.number.value, line.number.text, line.start))
        if clauses and clauses[0].start == line.start:
            items.append(clauses[0])
        yield clauses
    yield from (second, third, items)


def _clauses(line: _Line) -> Iterator[_Numbered]:
    for match in common().pattern("unfinished", "series").finditer(line.text):
        yield _Numbered(ordinal(match["number"]), match["shown"], line.start + match.start("shown"))


def _out_of_order(series: Iterable[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield the first number of each count from one on that is not the next, with the one before it."""
    before: _Numbered | None = None
    told = False
    for number in series:
        if number.value == 1 and (before is None or before.value > 1):
            told = False
        elif before is not None and not told and number.value != before.value + 1:
            told = True
            yield before, number
        if before is not None or number.value == 1:
            before = number

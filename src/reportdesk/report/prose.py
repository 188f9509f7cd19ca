"""Prose as the official page has it: numbered paragraphs are headings, `{{ address }}` is a live figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportdesk.form.model import Form
from reportdesk.report.report import Report
from reportdesk.report.values import NotApplicable, Unread, plain

BLANK = "〔未填〕"
_ADDRESS = r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+"
_LIVE = re.compile(rf"\{{\{{\s*({_ADDRESS}(?:\s*\+\s*{_ADDRESS})*)\s*\}}\}}")
NUMERALS = "一二三四五六七八九十"
"""The numerals of official headings up to ten."""
_NUMBERS = {
    1: re.compile(rf"([{NUMERALS}]{{1,3}})、"),
    2: re.compile(rf"[（(]([{NUMERALS}]{{1,3}})[）)]"),
    3: re.compile(r"([0-9０-９]{1,2})[.．、](?![0-9０-９])"),
}
_HEAD_ENDS = re.compile(r"[。：]|:(?![0-9])")
_BREAKS = r"\n\r\u2028\u2029\x0b\x0c\x85"
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
PICTURE = re.compile(rf"!\[(?P<caption>[^\]{_BREAKS}]*)\]\((?P<sha256>[0-9a-f]{{64}})\)")
"""What stands for a picture; it is one only where nothing else stands on its line (`picture_lines`)."""
_ALONE = re.compile(
    rf"(?:^|(?<=[{_BREAKS}]))[^\S{_BREAKS}]*(?P<code>{PICTURE.pattern})[^\S{_BREAKS}]*(?=[{_BREAKS}]|\Z)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `level` 2 or 3 for a heading, 0 for body; `head` counts the characters that are the heading."""

    text: str
    level: int = 0
    head: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """What a numbered line begins with: its level, the number's value, and how it is written."""

    level: int
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A place in stored prose that shows cells: [start, end) in code points, and the addresses it adds up."""

    start: int
    end: int
    addresses: tuple[str, ...]

    def unknown(self, form: Form) -> tuple[str, ...]:
        """Return the addresses that the form does not have."""
        return tuple(address for address in self.addresses if address not in form.cells)


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture in stored prose: [start, end) in code points, its caption, and the name of its attachment."""

    start: int
    end: int
    caption: str
    sha256: str


def picture_lines(text: str) -> Iterator[PictureLine]:
    """Yield every picture; the blanks around it on its line are none of it."""
    if "](" not in text:
        return
    for match in _ALONE.finditer(text):
        yield PictureLine(*match.span("code"), match["caption"], match["sha256"])


def spoken(text: str) -> str:
    """Return a text with words in the place of its pictures."""
    return _ALONE.sub(_picture_words, text)


def live_figures(text: str) -> Iterator[LiveFigure]:
    """Yield every live figure; all other braces are literal text."""
    for match in _LIVE.finditer(text):
        yield LiveFigure(match.start(), match.end(), _addresses(match))


def render(report: Report, section: str) -> str:
    """Return a section with its live figures filled in: blank as 〔未填〕, an unknown address as written."""
    return render_text(report, report.prose(section), keep=())


def render_text(report: Report, text: str, keep: Container[str]) -> str:
    """Fill in the live figures of a text by a report, but leave live those whose addresses are all among `keep`."""

    def shown(match: re.Match[str]) -> str:
        addresses = _addresses(match)
        return match[0] if all(each in keep for each in addresses) else _figure(report, match[0], addresses)

    return _LIVE.sub(shown, text)


def count(text: str) -> int:
    """Count non-blank characters, as the length limit of 总体情况 does."""
    return sum(map(len, text.split()))


def rendered_count(report: Report, section: str) -> int:
    """Return the `count` of the rendered section, its pictures left out, at the cost of its live figures only."""
    literal, figures = _measured(report.prose(section))
    return literal + sum(times * count(_figure(report, *figure)) for figure, times in figures)


def lines(text: str) -> list[str]:
    """Split a text at every kind of line break, as paragraphs and the editor both do."""
    return _BREAK.split(text)


def placed_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield every line with where it begins."""
    start = 0
    for line in lines(text):
        yield start, line
        start += len(line)
        start += 2 if text[start : start + 2] == "\r\n" else 1


def paragraphs(text: str) -> list[Paragraph]:
    """Split rendered prose into paragraphs; a number makes a heading only where it continues its sequence."""
    found: list[Paragraph] = []
    last = {2: 0, 3: 0}
    for line in lines(text):
        words = line.strip()
        if not words:
            continue
        number = numbered(words)
        if number is not None and number.value - 1 == last.get(number.level):
            last[number.level] = number.value
            last[3] = number.value if number.level == 3 else 0
            found.append(Paragraph(words, number.level, head_length(words)))
        else:
            found.append(Paragraph(words))
    return found


def numbered(words: str) -> Number | None:
    """Return the official number that a line begins with (一、 is of level 1), whatever stands before the line."""
    for level, pattern in _NUMBERS.items():
        match = pattern.match(words)
        if match is not None:
            return Number(level, ordinal(match[1]), match[0])
    return None


def ordinal(text: str) -> int:
    """Return the value of a number in digits or in numerals below a hundred, 0 where it is none."""
    if text[0] not in NUMERALS:
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return NUMERALS.index(text) + 1 if len(text) == 1 else 0
    return (NUMERALS.find(tens) + 1 if tens else 1) * 10 + (NUMERALS.find(units) + 1 if units else 0)


def head_length(words: str) -> int:
    """Count the characters of a numbered line that are its heading: up to its first full stop or colon."""
    stop = _HEAD_ENDS.search(words)
    return stop.end() if stop else len(words)


def _picture_words(match: re.Match[str]) -> str:
    return f"图片“{match['caption']}”" if match["caption"] else "没有题注的图片"


def _addresses(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in match[1].split("+"))


@lru_cache(maxsize=16)
def _measured(text: str) -> tuple[int, tuple[tuple[tuple[str, tuple[str, ...]], int], ...]]:
    """Return the count of a text without its pictures and live figures, and these with how often each is there."""
    words = _ALONE.sub("", text)
    figures = Counter((match[0], _addresses(match)) for match in _LIVE.finditer(words))
    return count(_LIVE.sub("", words)), tuple(figures.items())


def _figure(report: Report, written: str, addresses: tuple[str, ...]) -> str:
    sum_: int | Decimal = 0
    for address in addresses:
        if address not in report.form.cells:
            return written
        value = report.cell(address)
        if value is None or isinstance(value, Unread):
            return BLANK
        if not isinstance(value, NotApplicable):
            sum_ += value
    return plain(sum_)

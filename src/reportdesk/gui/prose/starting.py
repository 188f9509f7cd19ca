"""Starter texts put into a section, each where its part belongs and under its official number. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportdesk.audit.prose.starters import headings, starters
from reportdesk.form.units import level_of
from reportdesk.report.prose import NUMERALS, head_length, lines, numbered, paragraphs
from reportdesk.report.report import Report


class Part(NamedTuple):
    """A part that a section lacks: `later` tells the headings of those that come after it."""

    title: str
    text: str
    later: tuple[re.Pattern[str], ...]


class _Line(NamedTuple):
    """A line: `mark` is the official number that a heading begins with, ours are `new`."""

    text: str
    mark: str = ""
    new: bool = False

    @property
    def head(self) -> str:
        return self.text[: head_length(self.text)] if self.mark else ""


def parts(report: Report, section: str) -> list[Part]:
    """Return the starters that a section has no heading for yet, however that is worded.

    They are written for 总体情况, the first part with a title.
    """
    first = next((prose.id for prose in report.form.prose if prose.title), "")
    if section != first:
        return []
    told = headings(report.form)
    words = (line.strip() for line in lines(report.prose(section)))
    heads = [line[: head_length(line)] for line in words if numbered(line)]
    found = [
        Part(title, text, tuple(told.values())[place + 1 :])
        for place, (title, text) in enumerate(starters(report.form, level_of(report.unit("level"), report.unit())))
    ]
    return [part for part in found if not any(told[part.title].search(head) for head in heads)]


def begun(text: str, chosen: Iterable[Part]) -> str:
    """Return a stored text with these parts in it, its headings numbered on."""
    return "\n".join(line.text for line in _together(text, chosen))


def added(text: str, chosen: Iterable[Part]) -> str:
    """Return these parts alone, as `begun` puts them into a text."""
    return "\n".join(line.text for line in _together(text, chosen) if line.new)


def _together(text: str, chosen: Iterable[Part]) -> list[_Line]:
    found = _lines(text.rstrip()) if text.strip() else []
    for part in chosen:
        place = next((at for at, line in enumerate(found) if _is_any(line.head, part.later)), len(found))
        found[place:place] = [_Line(f"（）{part.title}", "（）", new=True), _Line(part.text, new=True)]
    number = 0
    for place, line in enumerate(found):
        if line.mark:
            number += 1
            mark = f"{line.mark[0]}{_numeral(number)}{line.mark[-1]}"
            found[place] = line._replace(text=line.text.replace(line.mark, mark, 1))
    return found


def _lines(text: str) -> list[_Line]:
    """Return the lines of a text, those with a mark that are second-level headings."""
    printed = iter(paragraphs(text))
    found: list[_Line] = []
    for line in lines(text):
        level = next(printed).level if line.strip() else 0
        number = numbered(line.strip()) if level == 2 else None
        found.append(_Line(line, number.text if number else ""))
    return found


def _is_any(head: str, parts: Iterable[re.Pattern[str]]) -> bool:
    return any(part.search(head) for part in parts)


def _numeral(number: int) -> str:
    return NUMERALS[number - 1] if number <= len(NUMERALS) else f"十{NUMERALS[number - len(NUMERALS) - 1]}"

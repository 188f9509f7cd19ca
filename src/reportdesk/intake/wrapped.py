"""Text that broke at the end of each printed line, as a PDF viewer gives it: lines of one paragraph joined again.

Lines are joined only where that is certain: the next word had no room on the line, and the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from unicodedata import east_asian_width

from reportdesk.audit.prose.vocabulary import common
from reportdesk.report.prose import PICTURE, lines, numbered

# All lengths are in characters of full width.
_NARROWEST = 15  # lines of a page are longer
_LEEWAY = 1.5  # digits and letters are of any width
_INDENT = 2.0  # left out where the first line of a paragraph is copied
_FEWEST = 2  # lines broken at one place show that it is the edge of a page; a single one must end with a comma
_ENDED = re.compile(r"[。！？；：…!?;:.][”’」』）)》]*$")
_OPEN = re.compile(r"[，,、]$")
_PROSE = re.compile(r"[，。；,;]")  # lines without any are a list
_BESIDE = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[0-9])|(?<=[0-9]) +(?=[\u3400-\u9fff])")
_WORD = re.compile(r"(?:[!-~]+|.)[，。、；：！？”’」』）》]*")


@dataclass(frozen=True, slots=True)
class Joined:
    """A text whose lines were joined: how many it had, and how many paragraphs are left of them."""

    text: str
    lines: int
    paragraphs: int


def rejoined(text: str) -> Joined | None:
    """Return a text with the lines of each paragraph joined, None where none is surely broken.

    The blanks that a page has beside figures, as in 2645 条, go with the line ends.
    """
    found = lines(text)
    paragraphs = list(_paragraphs(found))
    if len(paragraphs) == len(found):
        return None
    text = _BESIDE.sub("", "\n".join(paragraphs))
    return Joined(text, *(sum(bool(line.strip()) for line in each) for each in (found, paragraphs)))


def together(first: str, second: str) -> str:
    """Return two parts of a paragraph as one; words of letters keep a blank between them."""
    between = " " if first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha() else ""
    return first.rstrip() + between + second.lstrip()


def _paragraphs(found: Sequence[str]) -> Iterator[str]:
    broken = _broken(found)
    if sum(broken) < _FEWEST:
        broken = [each and _OPEN.search(line.rstrip()) is not None for line, each in zip(found, broken, strict=True)]
    held: list[str] = []
    for line, goes_on in zip(found, broken, strict=True):
        held.append(line)
        if not goes_on:
            yield from (reduce(together, held),) if _PROSE.search("".join(held)) else held
            held = []


def _broken(found: Sequence[str]) -> list[bool]:
    """Tell of each line whether it seems to go on in the next one."""
    widths = [_width(line.rstrip()) for line in found]
    edge = max(widths)
    told_by_indents = any(_is_indented(line) for line in found)
    broken: list[bool] = []
    for line, width, following in zip(found, widths, (*found[1:], ""), strict=True):
        opens = not (broken and broken[-1]) and not _is_indented(line)
        is_full = width + _width(_first_word(following)) > edge - _LEEWAY - (_INDENT if opens else 0)
        is_ended = _ENDED.search(line.rstrip()) is not None and not told_by_indents
        broken.append(edge >= _NARROWEST and is_full and not is_ended and not _begins(following))
    return broken


def _begins(line: str) -> bool:
    """Tell whether a line begins a paragraph, or is blank."""
    words = line.strip()
    item = common().pattern("unfinished", "item")
    return not words or _is_indented(line) or bool(numbered(words) or item.match(words) or PICTURE.fullmatch(words))


def _is_indented(line: str) -> bool:
    return _width(line[: len(line) - len(line.lstrip())]) >= 1 and bool(line.strip())


def _first_word(line: str) -> str:
    match = _WORD.match(line.strip())
    return match[0] if match else ""


def _width(text: str) -> float:
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)

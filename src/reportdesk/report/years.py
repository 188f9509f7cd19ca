"""Years in prose: which is the report's own, which should have moved on, and a text without any."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from reportdesk import assets
from reportdesk.form.node import Node, parse
from reportdesk.report.digits import plainly

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})\s*年|(?P<numerals>[一二][〇○零一二三四五六七八九]{3})\s*年")
_SENTENCE = re.compile(r"[。！!？?；;\n]")
_FIGURE = re.compile(r"\d")
_SIGNS = 4
_REACH = 40  # characters around a year that tell what it is


class Role(StrEnum):
    """What a year stands for: the time that the figures are of, the report's own year, or another one."""

    PERIOD = "period"
    SUBJECT = "subject"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A year in a text, [start, end) in code points up to its 年."""

    start: int
    end: int
    year: int
    role: Role

    @property
    def number(self) -> tuple[int, int]:
        """Return where the year stands without its 年."""
        return self.start, self.start + _SIGNS


@dataclass(frozen=True, slots=True)
class Habits:
    """What `resources/years.toml` holds."""

    stale_years: int
    copied_from: int
    mark: str
    picture: str
    planned: re.Pattern[str]
    contexts: tuple[tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None], ...]


@cache
def habits() -> Habits:
    """Return how years stand in prose; FormError where the data file is unsound."""
    path = assets.path("resources", "years.toml")
    top = Node(parse(path), "", path.name)
    found = Habits(
        top.integer("stale_years"),
        top.integer("copied_from"),
        top.text("mark"),
        top.text("picture"),
        _compiled(top, "planned"),
        tuple(_context(node) for node in top.nodes("contexts")),
    )
    top.done()
    return found


@lru_cache(maxsize=64)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return every year of a text in its order."""
    readable = plainly(text)
    return tuple(
        Mention(*match.span(), _number(match), _role(readable, *match.span())) for match in _YEAR.finditer(readable)
    )


def stale(text: str, year: int) -> Iterator[Mention]:
    """Yield the years that should be this report's: of the figures' period, or of a sentence that tells its own year.

    A sentence that names this year too compares the two; a period is told once, where it begins.
    """
    found = mentions(text)
    sentences = [match.end() for match in _SENTENCE.finditer(text)] if found else []
    told = {bisect(sentences, mention.start) for mention in found if mention.year == year}
    periods: set[tuple[int, int]] = set()
    for mention in found:
        sentence = bisect(sentences, mention.start)
        period = sentence, mention.year
        if mention.role is Role.PERIOD and mention.year != year and period not in periods:
            periods.add(period)
            yield mention
        recent = 0 < year - mention.year <= habits().stale_years
        if mention.role is Role.SUBJECT and recent and sentence not in told:
            yield mention


def ahead(text: str, year: int) -> Iterator[Mention]:
    """Yield the years after this report's own whose sentence tells figures, and nothing of what is planned."""
    for mention in mentions(text):
        if mention.role is Role.SUBJECT and mention.year > year:
            end = _SENTENCE.search(text, mention.end)
            told = text[mention.end : end.start() if end else len(text)]
            if _FIGURE.search(told) and not habits().planned.search(told):
                yield mention


def moved(text: str, old: int, new: int) -> str:
    """Return the text with a year put in another's place where it is the report's own, in digits of the same kind."""
    pieces: list[str] = []
    done = 0
    for mention in mentions(text):
        if mention.year == old and mention.role is not Role.OTHER:
            written = text[mention.start : mention.end]
            pieces += [text[done : mention.start], _written(new, written)]
            done = mention.end
    return "".join((*pieces, text[done:]))


def timeless(text: str) -> str:
    """Return a text as two years of it are compared: without blanks, the mark of a draft, and with all years alike."""
    return "".join(_YEAR.sub("年", plainly(text.replace(habits().mark, ""))).split())


def _context(node: Node) -> tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None]:
    role = node.text("role")
    if role not in set(Role):
        raise node.error(f"只能是 {'、'.join(Role)}", "role")
    found = Role(role), _pattern(node, "before"), _pattern(node, "after")
    node.done()
    return found


def _pattern(node: Node, key: str) -> re.Pattern[str] | None:
    return _compiled(node, key) if node.has(key) else None


def _compiled(node: Node, key: str) -> re.Pattern[str]:
    try:
        return re.compile(node.text(key))
    except re.error as error:
        raise node.error(f"不是可用的样式（{error}）", key) from error


def _number(match: re.Match[str]) -> int:
    return int(match["year"] or match["numerals"].translate(_CHINESE))


def _role(text: str, start: int, end: int) -> Role:
    before = "".join(text[max(start - _REACH, 0) : start].split(" "))
    after = "".join(text[end : end + _REACH].split(" "))
    for role, ahead, behind in habits().contexts:
        if (ahead is None or ahead.search(before)) and (behind is None or behind.match(after)):
            return role
    return Role.OTHER


def _written(year: int, like: str) -> str:
    digits = str(year)
    if like[0] in "一二":
        zero = next((sign for sign in like if sign in "〇○零"), "〇")
        digits = digits.translate(str.maketrans("0123456789", f"{zero}一二三四五六七八九"))
    elif like[0] in "１２":
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return digits + like[4:]

"""Unit, year and contact from a report's title and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportdesk.intake.block import folded
from reportdesk.intake.published.parts import TITLE, Page, Paragraph, Part
from reportdesk.intake.published.words import words

_DIGITS = {digit: str(place % 10) for place, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
_LATEST = 2099
_EARLIEST = 2000
_LONGEST_UNIT = 80


@dataclass(frozen=True, slots=True)
class Title:
    """What the title tells; `end` is the number of parts up to and with its last line."""

    unit: str
    year: int | None
    end: int = 0


def title_of(page: Page, before: Sequence[Part]) -> Title:
    """Return unit and year from the title among the parts before the first section, else from the file's own title."""
    own = _styled(before)
    if page.unit is not None and own is not None:
        return _of_our_own(before[own], page.unit, own + 1)
    titles = list(_titles(before))
    if titles:
        best = next((title for title in titles if title.unit), titles[0])
        return Title(best.unit, best.year, _end(before, best, titles))
    unit, year = _match(folded(re.split(r"[_|—]|\s-\s", page.title)[0])) or ("", None)
    return Title(unit, year)


def is_title(part: Part) -> bool:
    """Tell a line that is a report's whole title."""
    return _matched([part]) is not None


def _titles(before: Sequence[Part]) -> Iterator[Title]:
    """Yield the titles, those on one line first; one without a unit of its own has that of the line above."""
    for size in range(1, words().title_lines + 1):
        for start in range(len(before) - size + 1):
            found = _matched(before[start : start + size])
            if found:
                yield Title(found[0] or _above(before[:start]), found[1], start + size)


def _end(before: Sequence[Part], best: Title, titles: Iterable[Title]) -> int:
    """Return where the title ends for good: a page may print it once more, with no sentence between."""
    end = best.end
    for title in sorted(titles, key=lambda title: title.end):
        between = before[end : title.end]
        told = any("。" in part.text for part in between if isinstance(part, Paragraph))
        if title.end > end and title.year == best.year and title.unit in ("", best.unit) and not told:
            end = title.end
    return end


def year_of(parts: Iterable[Part]) -> int | None:
    """Return the year that the reporting period names."""
    for part in parts:
        text = folded(part.text) if isinstance(part, Paragraph) else ""
        for pattern in words().periods:
            match = pattern.search(text)
            if match and _EARLIEST <= int(match["year"]) <= _LATEST:
                return int(match["year"])
    return None


def particulars(texts: Iterable[str]) -> dict[str, str]:
    """Return the unit's contact as the first text that prints each part of it."""
    found: dict[str, str] = {}
    for text in map(folded, texts):
        for field, pattern in words().particulars.items():
            match = pattern.search(text)
            if match:
                found.setdefault(field, match["found"])
    return found


def _styled(before: Sequence[Part]) -> int | None:
    places = [place for place, part in enumerate(before) if isinstance(part, Paragraph) and part.rank == TITLE]
    return places[-1] if places else None


def _of_our_own(part: Part, unit: str, end: int) -> Title:
    """Take our own title apart: unit, year and a fixed wording, a line break between them or not."""
    text = part.text if isinstance(part, Paragraph) else ""
    rest = text.removeprefix(unit)
    year = re.match(r"\n?(\d{4})年", rest)
    return Title(unit, int(year[1]) if year else None, end)


def _matched(lines: Sequence[Part]) -> tuple[str, int] | None:
    if not all(isinstance(line, Paragraph) for line in lines):
        return None
    texts = [folded(line.text) for line in lines if isinstance(line, Paragraph)]
    if not all(texts) or (len(texts) > 1 and any("。" in text or "|" in text for text in texts)):
        return None
    return _match("".join(texts))


def _match(text: str) -> tuple[str, int] | None:
    text = words().title_lead.sub("", text)
    for pattern in words().title_patterns:
        match = pattern.fullmatch(text)
        year = _year(match["year"]) if match else None
        if match and year:
            return match["unit"].removeprefix("关于").strip(":"), year
    return None


def _year(text: str) -> int | None:
    digits = "".join(_DIGITS.get(character, character) for character in text)
    return int(digits) if digits.isdigit() and _EARLIEST <= int(digits) <= _LATEST else None


def _above(before: Sequence[Part]) -> str:
    """Return the line above a title that has no unit of its own, where it looks like a unit."""
    line = next((part for part in reversed(before) if isinstance(part, Paragraph) and part.text.strip()), None)
    text = folded(line.text) if line else ""
    looks_so = 2 < len(text) <= _LONGEST_UNIT and text.endswith(words().unit_endings)
    return text if looks_so and not re.search(r"[。,;:|>]", text) else ""

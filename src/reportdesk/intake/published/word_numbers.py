"""The numbers that Word puts before paragraphs by itself, of which the text itself has nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportdesk.intake.published.package import Element, Package, xml

_PART = "word/numbering.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
_HIGHEST = 99


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it begins, how its number is written, and the text around it."""

    start: int
    written: Callable[[int], str]
    text: str


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
}


class Numbers:
    """Counts while the document is gone through from top to bottom; a list of another kind gives no number."""

    def __init__(self, package: Package) -> None:
        root = xml(package.read(_PART)) if package.has(_PART) else ()
        styles = xml(package.read("word/styles.xml")) if package.has("word/styles.xml") else None
        lists = {part.get(f"{_W}abstractNumId"): part for part in root if part.tag == f"{_W}abstractNum"}
        self._levels = {key: dict(_levels(part)) for key, part in lists.items()}
        self._lists = {part.get(f"{_W}numId"): part for part in root if part.tag == f"{_W}num"}
        self._styles = dict(_of_styles(styles)) if styles is not None else {}
        self._counts: dict[str | None, list[int]] = {}
        self._begun: set[str | None] = set()

    def before(self, paragraph: Element) -> str:
        """Return the number printed before a paragraph, nothing where it has none."""
        own = _numbering(paragraph.find(f"{_W}pPr/{_W}numPr"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        inherited = self._styles.get(style.get(f"{_W}val") if style is not None else None, (None, 0))
        name, level = own if own is not None else inherited
        used = self._lists.get(name or inherited[0])
        if used is None or level > _DEEPEST:
            return ""
        base = used.find(f"{_W}abstractNumId")
        key = base.get(f"{_W}val") if base is not None else None
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        return _printed(self._counted(key, used, level, levels), level, levels)

    def _counted(self, key: str | None, used: Element, level: int, levels: Mapping[int, _Level]) -> list[int]:
        """Count one paragraph on; deeper levels begin anew, and so does a list that says where it starts."""
        counts = self._counts.setdefault(key, [0] * (_DEEPEST + 1))
        name = used.get(f"{_W}numId")
        if name not in self._begun and used.find(f"{_W}lvlOverride/{_W}startOverride") is not None:
            counts[:] = [0] * (_DEEPEST + 1)
        self._begun.add(name)
        for place in range(level):
            counts[place] = counts[place] or (levels[place].start if place in levels else 1)
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (_DEEPEST - level)
        return counts


def _printed(counts: list[int], level: int, levels: Mapping[int, _Level]) -> str:
    """Return a number with the text around it, nothing where any part of it is of an unknown kind."""
    places = [int(place) - 1 for place in _PLACE.findall(levels[level].text)]
    if not places or any(place not in levels or not 0 < counts[place] <= _HIGHEST for place in places):
        return ""
    return _PLACE.sub(lambda match: levels[int(match[1]) - 1].written(counts[int(match[1]) - 1]), levels[level].text)


def _levels(part: Element) -> Iterator[tuple[int, _Level]]:
    for level in part.iter(f"{_W}lvl"):
        told = {name: level.find(f"{_W}{name}") for name in ("start", "numFmt", "lvlText")}
        start, kind, text = (found.get(f"{_W}val") or "" if found is not None else "" for found in told.values())
        if kind in _FORMATS:
            yield _whole(level.get(f"{_W}ilvl")), _Level(_whole(start, 1), _FORMATS[kind], text)


def _of_styles(styles: Element) -> Iterator[tuple[str | None, tuple[str | None, int]]]:
    for style in styles.iter(f"{_W}style"):
        found = _numbering(style.find(f"{_W}pPr/{_W}numPr"))
        if found is not None:
            yield style.get(f"{_W}styleId"), found


def _numbering(properties: Element | None) -> tuple[str | None, int] | None:
    """Return which list a paragraph belongs to and its level there."""
    if properties is None:
        return None
    name, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    return (
        name.get(f"{_W}val") if name is not None else None,
        _whole(level.get(f"{_W}val")) if level is not None else 0,
    )


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else default

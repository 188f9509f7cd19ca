"""Find the sections of a report by their official titles and what is printed for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportdesk.form import loader
from reportdesk.intake.block import folded
from reportdesk.intake.labels import Label, label, nearest
from reportdesk.intake.published.parts import HEADING, TITLE, Paragraph, Part, Picture, Sheet
from reportdesk.intake.published.words import words
from reportdesk.report.prose import NUMERALS

PREFACE = "preface"
_STYLES = {
    "han": re.compile(rf"[{NUMERALS}]{{1,2}}[、,.:．]?(?=.)"),
    "part": re.compile(rf"第[{NUMERALS}]{{1,2}}(?:部分|章|项)[、,.:]?"),
    "bracket": re.compile(rf"\([{NUMERALS}]{{1,2}}\)[、,.:]?"),
    "digit": re.compile(r"\d{1,2}[、.,)](?!\d)"),
    "bare": re.compile(""),
}
_ENOUGH = 3
_LONGEST = 45
_TAIL = re.compile(r"[(\[][^()\[\]]*[)\]]$|[:。;,]+$")
_LISTED_AFTER = frozenset("、,;和及与》”")
_LISTED_BEFORE = frozenset("、,;:和及与含《“(")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title at a part: `end` counts the characters of the part's text that belong to it."""

    place: int
    section: str
    style: str
    ranked: bool
    official: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the sections stand: the parts before the first heading, and those of each section, cut at headings."""

    before: tuple[Part, ...]
    sections: Mapping[str, tuple[Part, ...]]
    headings: tuple[Heading, ...]


def outline(parts: Sequence[Part]) -> Outline:
    """Divide a page into its sections; a table of contents before them is left out."""
    candidates = _styled(_candidates(parts))
    contents = _contents(candidates, parts)
    parts = [part for place, part in enumerate(parts) if place not in contents]
    chosen = _chosen(_styled(_candidates(parts)) if contents else candidates)
    if not chosen:
        return Outline(tuple(parts), {}, ())
    before = (*parts[: chosen[0].place], *_cut(parts[chosen[0].place], 0, chosen[0].start))
    sections: dict[str, tuple[Part, ...]] = {}
    for place, heading in enumerate(chosen):
        following = chosen[place + 1] if place + 1 < len(chosen) else None
        sections[heading.section] = (*sections.get(heading.section, ()), *_between(parts, heading, following))
    return Outline(before, sections, tuple(chosen))


def _between(parts: Sequence[Part], heading: Heading, following: Heading | None) -> Sequence[Part]:
    if following is not None and following.place == heading.place:
        return _cut(parts[heading.place], heading.end, following.start)
    rest = _cut(parts[heading.place], heading.end, None)
    if following is None:
        return (*rest, *parts[heading.place + 1 :])
    return (*rest, *parts[heading.place + 1 : following.place], *_cut(parts[following.place], 0, following.start))


def _cut(part: Part, start: int, end: int | None) -> Sequence[Part]:
    text = part.text[start:end] if isinstance(part, Paragraph) else ""
    return (Paragraph(text.strip()),) if text.strip(" \t\u3000:：。") else ()


@cache
def _titles() -> Mapping[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = {}
    for form_id in loader.bundled():
        for section in loader.load(form_id).sections:
            if section.title:
                found.setdefault(section.id, []).append(label(section.title))
    for section_id, variants in words().titles.items():
        found.setdefault(section_id, []).extend(map(label, variants))
    return {section_id: tuple(dict.fromkeys(names)) for section_id, names in found.items()}


@cache
def _official() -> Mapping[str, tuple[Label, ...]]:
    forms = [loader.load(form_id) for form_id in loader.bundled()]
    sections = {section.id: section.title for form in forms for section in form.sections if section.title}
    return {section_id: (label(title),) for section_id, title in sections.items()}


def section_of(text: str, titles: Mapping[str, tuple[Label, ...]]) -> str | None:
    """Return the section that a folded title without its ordinal names; None where it names none, or two alike."""
    given = label(_TAIL.sub("", text))
    distances = {section: nearest(Label("", given.body, given.core, ""), names) for section, names in titles.items()}
    found = {section: distance for section, distance in distances.items() if distance is not None}
    best = [section for section, distance in found.items() if distance == min(found.values())]
    return best[0] if len(best) == 1 else None


def _candidates(parts: Sequence[Part]) -> list[Heading]:
    found: list[Heading] = []
    for place, part in enumerate(parts):
        if isinstance(part, Paragraph) and part.rank != TITLE:
            found += _whole(place, part) or _within(place, part)
    return found


def _whole(place: int, part: Paragraph) -> list[Heading]:
    """Return the heading that a short paragraph is as a whole."""
    text = folded(part.text)
    if len(text) > _LONGEST:
        return []
    for style, pattern in _STYLES.items():
        match = pattern.match(text)
        title = text[match.end() :] if match else ""
        if title and (section := section_of(title, _titles())):
            official = section_of(title, _official()) == section
            return [Heading(place, section, style, part.rank == HEADING, official, 0, len(part.text), part.text)]
    return []


@cache
def _inline() -> re.Pattern[str]:
    """Match an official title with its ordinal where the text runs on after it; blanks may stand anywhere."""
    variants = {name for names in _titles().values() for name in names}
    bodies = sorted({v.body for v in variants} | {_written(v) for v in variants}, key=len, reverse=True)
    titles = "|".join(r"\s*".join(map(re.escape, body)) for body in bodies if len(body) > _ENOUGH)
    return re.compile(rf"[{NUMERALS}]\s*、\s*(?P<title>{titles})")


def _written(name: Label) -> str:
    # The one official title with a stop inside it; stops are no part of a label.
    return name.body.replace("行政复议行政诉讼", "行政复议、行政诉讼")


def _within(place: int, part: Paragraph) -> list[Heading]:
    """Return titles spelt out with their ordinal inside a longer paragraph, where they do not stand in a list."""
    found: list[Heading] = []
    for match in _inline().finditer(part.text):
        before, after = folded(part.text[: match.start()])[-1:], folded(part.text[match.end() :])[:1]
        section = section_of(folded(match["title"]), _titles())
        if section and before not in _LISTED_BEFORE and after not in _LISTED_AFTER:
            found.append(Heading(place, section, "han", False, False, match.start(), match.end(), match[0]))
    return found


def _contents(found: Sequence[Heading], parts: Sequence[Part]) -> set[int]:
    """Return the parts that make a table of contents: titles with nothing between them, each of which comes again."""
    places: set[int] = set()
    run: list[Heading] = []
    for place, heading in enumerate(found):
        run.append(heading)
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and not any(_says(part) for part in _between(parts, heading, following)):
            continue
        later = {other.section for other in found[place + 1 :]}
        if len(run) >= _ENOUGH and all(one.section in later for one in run):
            places |= {one.place for one in run}
        run = []
    return places


def _styled(found: list[Heading]) -> list[Heading]:
    """Keep the headings that the page marks as such, where it marks them throughout."""
    ranked = [heading for heading in found if heading.ranked]
    return ranked if len({heading.section for heading in ranked}) >= _ENOUGH else found


def _chosen(found: list[Heading]) -> list[Heading]:
    """Keep the headings of one kind, the kind that most sections have, and others where a section has no such one."""
    if not found:
        return []
    counts = {style: len({h.section for h in found if h.style == style}) for style in _STYLES}
    main = max(counts, key=lambda style: counts[style])
    kept = [heading for heading in found if heading.style == main]
    have = {heading.section for heading in kept}
    kept += [h for h in found if h.section not in have and _fits(h, kept)]
    kept.sort(key=lambda heading: (heading.place, heading.start))
    best: dict[str, Heading] = {}
    for heading in sorted(kept, key=lambda heading: not heading.official):
        best.setdefault(heading.section, heading)
    return [heading for heading in kept if best[heading.section] is heading]


def _fits(heading: Heading, kept: list[Heading]) -> bool:
    """Tell whether a heading of another kind stands where its section belongs; a sub-heading does not."""
    order = list(_titles())
    mine = order.index(heading.section)
    around = [(order.index(other.section), other.place) for other in kept]
    in_order = all((number < mine) == (place < heading.place) for number, place in around)
    return in_order and heading.style in ("bare", "han", "part")


def _says(part: Part) -> bool:
    return isinstance(part, Sheet | Picture) or bool(part.text.strip())

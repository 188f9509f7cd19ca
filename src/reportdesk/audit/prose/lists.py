"""Lists in a sentence: a total, and the figures it is said to consist of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportdesk.audit.prose.labels import channels
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import common, phrases


@dataclass(frozen=True, slots=True)
class List:
    """Parts and the totals they may belong to, the likeliest first; `whole` where nothing may be left out."""

    heads: tuple[Item, ...]
    parts: tuple[Item, ...]
    whole: bool


class Page(Study):
    """A study with the lists of all sections."""

    @cached_property
    def lists(self) -> tuple[List, ...]:
        """Return every list, in the order of the report."""
        return tuple(_lists(self))

    @cached_property
    def by_form(self) -> tuple[List, ...]:
        """Return what is told of all parts that the form adds up to a figure told shortly before them."""
        return tuple(_by_form(self))


def _lists(study: Study) -> Iterator[List]:
    before: tuple[str, tuple[Item, ...]] = ("", ())
    for (section, _place), items in study.by_sentence.items():
        counted = tuple(item for item in items if item.figure.counts)
        yield from _sentence(study, section, counted, before[1] if before[0] == section else ())
        if counted:
            before = (section, counted)


def _sentence(study: Study, section: str, items: tuple[Item, ...], earlier: tuple[Item, ...]) -> Iterator[List]:
    for place, head in enumerate(items):
        if place + 1 < len(items):
            yield from _bracketed(study, section, items, place)
            yield from _opened(study, section, items, place)
        if place >= 2 and common().pattern("lists", "totals").match(head.figure.near):
            same = _same_level(items[:place], head)
            if len(same) >= 2:
                yield List((head,), same, True)
    yield from _split(study, section, items, earlier)


def _bracketed(study: Study, section: str, items: tuple[Item, ...], place: int) -> Iterator[List]:
    head, depth = items[place], items[place].figure.depth + 1
    between = study.text(section, head.stop, items[place + 1].at)
    opening = between.find("(")
    if not 0 <= opening <= 8 or any(stop in between[1:opening] for stop in "，。；、)"):
        return
    inside: list[Item] = []
    for item in items[place + 1 :]:
        if item.figure.depth < depth or _closed(study, section, head, item):
            break
        if item.figure.depth == depth:
            inside.append(item)
    parts = _run(study, section, head, inside)
    if len(parts) >= 2:
        yield List((head,), parts, _whole(study, section, head, parts))


def _closed(study: Study, section: str, head: Item, item: Item) -> bool:
    """Tell whether the bracket behind the head is closed before an item."""
    depth = 0
    for sign in study.text(section, head.stop, item.at):
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and depth == 0:
            return True
    return False


def _opened(study: Study, section: str, items: tuple[Item, ...], place: int) -> Iterator[List]:
    head = items[place]
    following = [item for item in items[place + 1 :] if item.figure.depth <= head.figure.depth]
    if not following or following[0].figure.depth < head.figure.depth:
        return
    between = _outside(study.text(section, head.stop, following[0].at))
    lists = common().patterns["lists"]
    opened = lists["opens"].search(between) or lists["splits"].search(between.lstrip("，；"))
    if between[:1] == "；" and lists["within"].search(study.text(section, items[0].at, head.at)):
        return
    if not opened and not (lists["summed"].search(head.figure.near) and between[:1] == "，"):
        return
    level = [item for item in following if item.figure.depth == head.figure.depth]
    groups = _groups(study, section, level)
    for group in _splits(study, section, groups) if all(len(group) > 1 for group in groups) else [level]:
        parts = _run(study, section, head, group)
        if not (opened or any(lists["other"].match(part.figure.near) for part in parts)):
            return
        if len(parts) >= 2 or (parts and lists["within"].search(between)):
            yield List(_heads(study, items[:place], head), parts, _whole(study, section, head, parts))


def _heads(study: Study, before: Sequence[Item], head: Item) -> tuple[Item, ...]:
    """Return what a list may be of: one that stands apart, such as what was carried in, was told besides a total."""
    if not (apart(study, head) and before and before[-1].figure.depth == head.figure.depth):
        return (head,)
    return (before[-1], head)


def _split(study: Study, section: str, items: tuple[Item, ...], earlier: tuple[Item, ...]) -> Iterator[List]:
    """Yield a sentence that divides a total of the sentence before (按途径分，…)."""
    if len(items) < 2 or not earlier:
        return
    sentence = study.passages[section].sentences[items[0].sentence]
    opening = study.text(section, sentence.at, items[0].at)
    lists = common().patterns["lists"]
    within, among = lists["within"].match(opening), lists["among"].match(opening)
    again = (within or among) and not sentence.opens_line
    if not (again or lists["splits"].match(opening)) or lists["partial"].search(opening):
        return
    heads = tuple(item for item in earlier if item.figure.depth == 0 and item.figure.unit == items[0].figure.unit)
    parts = _run(study, section, None, [item for item in items if item.figure.depth == 0])
    if heads and len(parts) >= 2:
        rest = _whole(study, section, None, parts)
        yield List(heads[::-1], parts, rest if again else True)


def _run(study: Study, section: str, head: Item | None, level: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items that belong together: one unit, no new statement."""
    lists, parts = common().patterns["lists"], list[Item]()
    unit = head.figure.unit if head else level[0].figure.unit
    first_verb = ""
    for item in level:
        if item.figure.unit not in ("", unit) and unit:
            break
        near = item.figure.near
        if parts and (lists["within"].search(item.figure.wide) or lists["totals"].match(near)):
            return ()
        if main(study, item) or (head and _beside(study, head, parts, item)):
            break
        cleaned = lists["within"].sub("", near)
        verb = _verb(cleaned)
        if not parts:
            first_verb = verb
        elif verb not in ("", first_verb) and study.text(section, parts[-1].stop, item.at)[:1] != "、":
            break
        parts.append(item)
    return tuple(parts)


def _verb(label: str) -> str:
    """Return the verb that a label begins with; those that say the same are one."""
    lists = common().patterns["lists"]
    found = lists["verb"].match(label)
    return "" if not found else lists["alike"].pattern if lists["alike"].fullmatch(found["verb"]) else found["verb"]


def _whole(study: Study, section: str, head: Item | None, parts: tuple[Item, ...]) -> bool:
    lists = common().patterns["lists"]
    opening = study.text(section, head.stop, parts[0].at) if head else ""
    if lists["partial"].search(opening):
        return False
    rest = any(lists["other"].match(part.figure.near) for part in parts)
    ways = all(lists["ways"].search(part.figure.near) for part in parts)
    every = ways and (len(parts) > 2 or any(part.value == 0 for part in parts))
    told = rest or every or lists["whole"].search(opening)
    return bool(told) or (head is not None and covers(study, head, parts))


def covers(study: Study, head: Item, parts: Sequence[Item]) -> bool:
    """Tell whether the parts mean exactly the cells that the form adds up to the total."""
    totals = set(study.readings.of(head.told.subject, head.told.attribute))
    meant = [study.readings.of(part.told.subject, part.told.attribute) for part in parts]
    if not totals or not all(meant):
        return False
    firsts = [address for cells in meant for address in cells[0]]
    if len(set(firsts)) < len(firsts):
        return False
    return any(left == frozenset(firsts) for cells in totals for left in study.readings.operands.get(cells, ()))


def _beside(study: Study, head: Item, parts: Sequence[Item], item: Item) -> bool:
    """Tell whether a figure is of another subject or channel that stands beside a total, not under it."""
    one, two = head.told, item.told
    if one.family and two.family:
        if one.family != two.family:
            return True
        same = one.subject == two.subject or one.attribute != two.attribute
        return not (same or phrases(study.readings.speech).families[one.family].mains or _holds(study, head, item))
    own, others = channels(one.label), channels(two.label)
    return bool(own and others) and (not own & others or any(not channels(part.told.label) for part in parts))


def _holds(study: Study, head: Item, item: Item) -> bool:
    """Tell whether the cells of a total are those of a figure and more."""
    totals = study.readings.of(head.told.subject, head.told.attribute)
    cells = study.readings.of(item.told.subject, item.told.attribute)
    return any(set(part) < set(whole) for whole in totals for part in cells)


def main(study: Study, item: Item) -> bool:
    """Tell whether a figure is a total of its own, never a part."""
    families = phrases(study.readings.speech).families
    usual = item.told.family in families and item.told.attribute == families[item.told.family].default
    return usual and item.told.subject in families[item.told.family].mains


def _by_form(study: Study) -> Iterator[List]:
    """Yield what a sentence and the next tell of all parts that the form adds up to a figure told before them."""
    places = list(study.by_sentence)
    for section, place in places:
        items = study.by_sentence[section, place]
        later = study.by_sentence.get((section, place + 1), ())
        for number, head in enumerate(items):
            if not (head.usual and head.told.subject):
                continue
            told = [item for item in (*items[number + 1 :], *later) if item.usual and item.told.subject]
            parts = [item for item in told if _is_part(study, head, item)]
            if len(parts) >= 2 and covers(study, head, parts):
                yield List((head,), tuple(parts), True)


def _is_part(study: Study, head: Item, item: Item) -> bool:
    totals = study.readings.of(head.told.subject, head.told.attribute)
    cells = study.readings.of(item.told.subject, item.told.attribute)
    if not totals or not cells:
        return False
    return any(left.issuperset(cells[0]) for left in study.readings.operands.get(totals[0], ()))


def apart(study: Study, item: Item) -> bool:
    """Tell whether a part may as well stand outside of the total it is listed under."""
    families = phrases(study.readings.speech).families
    return item.told.family in families and item.told.subject in families[item.told.family].apart


def _same_level(items: Sequence[Item], head: Item) -> tuple[Item, ...]:
    level = [item for item in items if item.figure.depth == head.figure.depth]
    same = [item for item in level if item.figure.unit in ("", head.figure.unit)]
    return tuple(same) if len(same) == len(level) else ()


def _groups(study: Study, section: str, level: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    for item in level:
        gap = study.text(section, groups[-1][-1].stop, item.at) if groups else "；"
        if "；" in gap:
            groups.append([])
        groups[-1].append(item)
    return groups


def _splits(study: Study, section: str, groups: list[list[Item]]) -> Iterator[list[Item]]:
    """Yield the groups that each divide one total: the first, and those opened in their turn (；按内容分，…)."""
    yield groups[0]
    lists = common().patterns["lists"]
    for before, group in pairwise(groups):
        opening = study.text(section, before[-1].stop, group[0].at).lstrip("；，")
        if lists["splits"].search(opening) or lists["opens"].search(opening):
            yield group


def _outside(text: str) -> str:
    """Leave out what stands in brackets."""
    found, depth = "", 0
    for sign in text:
        depth += sign == "("
        if depth == 0:
            found += sign
        depth -= sign == ")" and depth > 0
    return found

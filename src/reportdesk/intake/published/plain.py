"""Read the tables of plain text, where neither rules nor columns are left: labels, and as many figures as columns.

A row counts only where nothing is lost or run together: its label in full or its beginning, then exactly as many
figures as the table has columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mode

from reportdesk.form import loader
from reportdesk.form.grid import parts
from reportdesk.form.model import Form, Table
from reportdesk.intake.block import is_figure, made
from reportdesk.intake.published.glued import Split, split
from reportdesk.intake.published.parts import Paragraph, Part
from reportdesk.intake.published.placing import Placed, doubt_rows
from reportdesk.intake.published.reading import TableReading
from reportdesk.intake.spots import Skipped, Spot

_ORDINAL = re.compile(r"\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|\d{1,2}\.")
_TAIL = r"(?:(?!\([一二三四五六七八九十]\)|[一二三四五六七八九十]\s*、)[^\d/]){0,60}?(?=\s*[\d/])"
_RUN = re.compile(r"[\s\d,.+\-—–/件条项个宗元万]*")
_NEXT = re.compile(r"\d{1,2}\s*\.\s*$")
_BEGINNING = 8
_UNLIKE = "这一行的数字与栏目对不上"
_RUN_TOGETHER = "数字连在一起，分不开"
_SEVERAL_LINES = "这一行的数字分在几行里，请核对"
_PARTED = "原文没有按各项分别填写"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's label found in the text: where its figures begin, and what they belong to."""

    start: int
    end: int
    label: str
    addresses: tuple[str, ...]
    group: bool


def from_sections(body: Mapping[str, Sequence[Part]], form: Form) -> Placed:
    """Place the figures that stand in the sections with tables."""
    whole = Placed()
    for section in form.sections:
        lines = (
            [part.text for part in body.get(section.id, ()) if isinstance(part, Paragraph)] if section.tables else []
        )
        text = "\n".join(_tabbed(unicodedata.normalize("NFKC", line)) for line in lines)
        for table in (form.tables[name] for name in section.tables):
            if text:
                _table(text, table, form, whole)
                whole.tables += _shown(table, whole)
        if any(form.cells[address].table in section.tables for address in whole.spots):
            whole.sections.add(section.id)
    doubt_rows(whole, form)
    return whole


def _table(text: str, table: Table, form: Form, whole: Placed) -> None:
    if table.across:
        _across(text, table, form, whole)
        return
    rows = sorted(_rows(text, table), key=lambda row: row.start)
    usual = mode(line.count("\t") for line in text.split("\n"))
    for place, row in enumerate(rows):
        following = rows[place + 1].start if place + 1 < len(rows) else len(text)
        rest = text[row.end : following].partition("\n")[0]
        before = text[: row.end].rpartition("\n")[2]
        whole_line = usual == (before + rest).count("\t")
        cells = () if row.group else _cells(rest, len(row.addresses), covered=whole_line)
        if cells:
            _take(row.addresses, Split(cells), whole)
        elif (run := _run(text, row.end, following)) is not None:
            _put(row, run, form, whole)


def _tabbed(line: str) -> str:
    """Return a line with tabs between its cells where strokes part them."""
    return "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) if "|" in line else line


def _cells(rest: str, count: int, *, covered: bool) -> tuple[str, ...]:
    """Return the cells of a line behind its label where tabs part them.

    Where the line is as long as most, places that a merged label covers may stand before them and are left out.
    """
    if not rest.startswith("\t"):
        return ()
    cells = [cell.strip() for cell in rest[1:].split("\t")]
    ahead = len(cells) - count
    if (
        ahead < 0
        or (ahead and not covered)
        or any(cells[:ahead])
        or not all(is_figure(cell) for cell in cells[ahead:] if cell)
    ):
        return ()
    return tuple(cells[ahead:])


def _rows(text: str, table: Table) -> Iterator[_Row]:
    _heads, labels, addresses = parts(table)
    groups: dict[str, list[str]] = {}
    for path, line, row in zip(labels, addresses, table.rows, strict=True):
        for name in _names(table.id, row.id, path[-1]):
            yield from _found(text, name, tuple(line), group=False)
        if len(path) > 1:
            groups.setdefault(path[-2], []).extend(line)
    for name, held in groups.items():
        yield from _found(text, name, tuple(held), group=True)


def _names(table: str, row: str, own: str) -> Iterator[str]:
    """Yield a row's label and those of the other formats."""
    twins = (loader.load(form_id).tables.get(table) for form_id in loader.bundled())
    found = [line.label for twin in twins if twin for line in twin.rows if line.id == row]
    yield from dict.fromkeys((own, *found))


def _found(text: str, name: str, addresses: tuple[str, ...], *, group: bool) -> Iterator[_Row]:
    for match in re.finditer(_pattern(name), text):
        yield _Row(match.start(), match.end(), name, addresses, group)


def _pattern(name: str) -> str:
    """Return a pattern for a label with blanks anywhere; one with an ordinal may be cut after its beginning."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    ordinal = _ORDINAL.match(plain)
    sure = plain[:_BEGINNING] if ordinal else plain
    spaced = r"\s*".join(re.escape(character) for character in sure)
    return spaced + (_TAIL if ordinal and len(plain) > _BEGINNING else "")


def _run(text: str, start: int, end: int) -> str | None:
    """Return the figures from a place on; None where there are none, or something clings to them."""
    match = _RUN.match(text, start, end)
    run = match[0] if match else ""
    stop = start + len(run)
    if stop == end and end < len(text):
        return run.strip() or None
    if text[stop : stop + 1].isascii() and stop < len(text) and not _ORDINAL.match(text, stop):
        return run.strip() + "(" if run.strip() else None
    return _NEXT.sub("", run).strip() or None


def _put(row: _Row, run: str, form: Form, whole: Placed) -> None:
    figures = run.split()
    reason = _PARTED if row.group else _UNLIKE
    if not row.group:
        given = _divided(figures, row.addresses, form)
        if given is not None:
            _take(row.addresses, Split(given.figures, given.doubt or _uneven(run)), whole)
            return
        if len(figures) < len(row.addresses):
            reason = _RUN_TOGETHER
    elif not any(is_figure(figure) for figure in figures):
        return
    skipped = Skipped(f"{row.label}　{'　'.join(figures)}", reason, row.addresses)
    whole.skipped.append(skipped)
    for address in row.addresses:
        whole.refused.setdefault(address, skipped)


def _uneven(run: str) -> str:
    """Return why figures on several lines may not be one row's, nothing where each or all have a line of their own."""
    sizes = [len(line.split()) for line in run.split("\n") if line.strip()]
    return _SEVERAL_LINES if len(sizes) > 1 and max(sizes) > 1 else ""


def _divided(figures: Sequence[str], addresses: Sequence[str], form: Form) -> Split | None:
    if len(figures) == len(addresses):
        return Split(tuple(figures)) if all(map(is_figure, figures)) else None
    return split("".join(figures), addresses, form)


def _take(addresses: Sequence[str], given: Split, whole: Placed) -> None:
    for place, (address, text) in enumerate(zip(addresses, given.figures, strict=True)):
        known = whole.spots.get(address)
        if not text:
            whole.blank.add(address)
            continue
        if known is not None and known.text != text:
            whole.doubts[address] = f"原文有两处这一格，另一处是“{text}”，请核对"
        whole.spots.setdefault(address, Spot(address, text, 0, place))
        if given.doubt:
            whole.doubts.setdefault(address, given.doubt)


def _shown(table: Table, whole: Placed) -> Iterator[TableReading]:
    """Yield the table as it would be ruled, with the rows of which the text has something."""
    heads, labels, addresses = parts(table)
    names = [path[-1] for path in labels] or [table.title]
    found = [(name, line) for name, line in zip(names, addresses, strict=False) if not _is_absent(line, whole)]
    if not found:
        return
    rows = [["", *(path[-1] for path in heads)]]
    places: dict[tuple[int, int], str] = {}
    for row, (name, line) in enumerate(found, start=1):
        rows.append([name, *(whole.spots[address].text if address in whole.spots else "" for address in line)])
        places |= {(row, column): address for column, address in enumerate(line, start=1) if address in whole.spots}
    yield TableReading(made(rows), places)


def _is_absent(line: Sequence[str], whole: Placed) -> bool:
    return not any(address in whole.spots or address in whole.blank for address in line)


def _across(text: str, table: Table, form: Form, whole: Placed) -> None:
    """Take the figures below heads that stand in the official order, where there is one for every column."""
    heads, _labels, addresses = parts(table)
    places = [text.find(group) for group in dict.fromkeys(path[0] for path in heads)]
    if -1 in places or places != sorted(places):
        return
    count = len(addresses[0])
    lines = text.split("\n")
    fitting = [
        given for line in lines if (given := _figures(line.split(), count) or _cells(f"\t{line}", count, covered=False))
    ]
    fitting = fitting or _behind_heads(text, heads[-1][-1], count)
    if len(fitting) == 1:
        _take(addresses[0], Split(fitting[0]), whole)
        return
    last = re.search(r"(\d[\d\s]*)$", text.strip())
    given = split("".join(last[1].split()), addresses[0], form) if last and not fitting else None
    if given is not None:
        _take(addresses[0], given, whole)


def _figures(words: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple(words) if len(words) == count and all(map(is_figure, words)) else ()


def _behind_heads(text: str, last: str, count: int) -> list[tuple[str, ...]]:
    """Return the figures that stand one on a line behind the last head, where they are just as many as columns."""
    words = text.rpartition(last)[2].split("\n")
    figures = [word.strip() for word in words if word.strip()]
    run = next((place for place, word in enumerate(figures) if not is_figure(word)), len(figures))
    return list(filter(None, [_figures(figures[:run], count)]))

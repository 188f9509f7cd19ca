"""What a file says otherwise than a report, cell by cell and paragraph by paragraph, and how to take it over. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportdesk.form.units import particulars
from reportdesk.gui.compare.lines import BLANK, told
from reportdesk.report.bundles import bundles
from reportdesk.report.changes import Change, Content, Slot
from reportdesk.report.comparison import alike
from reportdesk.report.differences import Difference, State, differences
from reportdesk.report.last_year import unit_key
from reportdesk.report.prose import lines, render_text
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import Unread, Value

_EMPTY = "空白"
_KEPT = "文件里空白，一般不采用"
_UNREAD = "文件里未读出，一般不采用"
_NOTHING = "（无）"
_STATES = {State.CHANGED: "改了这一段", State.ADDED: "新增这一段", State.REMOVED: "文件里没有这一段"}
_SAME_WORDS = "文字相同，只是分段或先后不同"
_TOGETHER = "这几段互相对应，要改就一起改；请先看过"


class Kind(StrEnum):
    """What the file does to a place: a blank on one side is no change. The value is what its filter says."""

    CHANGED = "有变化"
    FILLED = "现有未填"
    EMPTIED = "文件里空白"
    UNREAD = "文件里未读出"


LOSSES = frozenset({Kind.EMPTIED, Kind.UNREAD})
"""Taking these over loses what the report has, so that they are only ever taken one by one."""

_NOTES = {Kind.EMPTIED: _KEPT, Kind.UNREAD: _UNREAD}


@dataclass(frozen=True, slots=True)
class Update:
    """One difference: where it is, what the report has and what the file has, and whether it is likely wanted.

    `parts` are the numbers of its paragraphs among those of both texts, none for all else; what is locked stays.
    """

    slot: Slot
    place: str
    old: str
    new: str
    note: str
    likely: bool
    parts: tuple[int, ...] = ()
    locked: bool = False
    kind: Kind = Kind.CHANGED


def updates(report: Report, new: Report, lock: Callable[[str], str] = lambda _address: "") -> list[Update]:
    """Return all differences kind by kind; of another year's or another unit's report none is likely wanted.

    `lock` says why a cell may not be altered, empty where it may.
    """
    same = report.year == new.year and unit_key(report.unit()) == unit_key(new.unit())
    figures = (_locked(each, lock(each.slot.name)) for each in _cells(report, new))
    order = list(Kind)
    found = sorted([*_unit(report, new), *figures, *_prose(report, new)], key=lambda each: order.index(each.kind))
    return found if same else [replace(each, likely=False) for each in found]


def warning(report: Report, new: Report) -> str:
    """Say in a sentence why the file may be the wrong one, empty where it seems right."""
    if report.year != new.year:
        return f"文件是 {new.year} 年度的，这份报告是 {report.year} 年度的，请确认没有选错文件。报告的年度不会改。"
    if unit_key(report.unit()) != unit_key(new.unit()):
        names = new.unit() or "未写明", report.unit() or "未填"
        return f"文件的单位是“{names[0]}”，这份报告的单位是“{names[1]}”，请确认没有选错文件。"
    if report.form.id != new.form.id:
        return f"文件是“{new.form.name}”，只比较两种格式都有的格子。"
    return ""


def planned(report: Report, new: Report, chosen: Collection[Update], label: str) -> Change:
    """Return the one change that takes the chosen differences over; a total that agrees with its sum stays summed."""
    cells = {u.slot.name: new.cell(u.slot.name) for u in chosen if u.slot.kind == "cell"}
    figures = report.set_cells(_values(report, cells), label)
    wishes: list[tuple[Slot, Content]] = [(u.slot, new.unit(u.slot.name)) for u in chosen if u.slot.kind == "unit"]
    for section in dict.fromkeys(u.slot.name for u in chosen if u.slot.kind == "prose"):
        parts = {part for u in chosen if u.slot == Slot("prose", section) for part in u.parts}
        text = "\n".join(_merged(report, new, section, parts))
        wishes.append((Slot("prose", section), text))
        pictures = (sha256 for sha256 in new.names("attachment") if sha256 in text)
        wishes += [(Slot("attachment", sha256), new.attachment(sha256)) for sha256 in pictures]
    return Change(label, figures.edits + report.plan(label, wishes).edits)


def _locked(update: Update, why: str) -> Update:
    return replace(update, note=why, likely=False, locked=True) if why else update


def _unit(report: Report, new: Report) -> Iterator[Update]:
    for field in UNIT_FIELDS:
        old, theirs = report.unit(field), new.unit(field)
        if theirs and theirs != old:
            kind, place = Kind.CHANGED if old else Kind.FILLED, particulars()[field]
            yield Update(Slot("unit", field), place, old or BLANK, theirs, "", likely=True, kind=kind)


def _cells(report: Report, new: Report) -> Iterator[Update]:
    for address in report.form.cells:
        if alike(report.form, new.form, address):
            old, theirs = report.cell(address), new.cell(address)
            if old != theirs:
                yield _cell(report, address, old, theirs)


def _cell(report: Report, address: str, old: Value, new: Value) -> Update:
    kind = _kind(old, new)
    place, slot, note = report.form.cell_name(address), Slot("cell", address), _NOTES.get(kind, "")
    theirs = _EMPTY if new is None else told(new)
    return Update(slot, place, told(old), theirs, note, likely=kind not in LOSSES, kind=kind)


def _kind(old: Value, new: Value) -> Kind:
    if new is None:
        return Kind.EMPTIED
    if isinstance(new, Unread):
        return Kind.UNREAD
    return Kind.FILLED if old is None else Kind.CHANGED


def _prose(report: Report, new: Report) -> Iterator[Update]:
    theirs = {section.id for section in new.form.prose}
    for section in report.form.prose:
        if section.id not in theirs:
            continue
        place = section.title or section.name
        found = list(_differences(report, new, section.id))
        kind = _kind_of_words(report.prose(section.id), new.prose(section.id))
        yield from (_passage(Slot("prose", section.id), place, parts, found, kind) for parts in bundles(found))


def _kind_of_words(old: str, new: str) -> Kind:
    """Return what becomes of a section of which one side may have no word at all."""
    if not new.strip():
        return Kind.EMPTIED
    return Kind.CHANGED if old.strip() else Kind.FILLED


def _passage(slot: Slot, place: str, parts: tuple[int, ...], found: Sequence[Difference], kind: Kind) -> Update:
    """Return one difference of prose; where paragraphs do not pair one to one, the clerk has to look."""
    old, theirs = (
        "\n".join(filter(None, texts)) for texts in zip(*((found[n].a, found[n].b) for n in parts), strict=True)
    )
    note, likely = _TOGETHER, False
    if len(parts) == 1:
        state = found[parts[0]].state
        note, likely = _STATES[state], state is not State.REMOVED
    elif _folded(old) == _folded(theirs):
        note = _SAME_WORDS
    return Update(slot, place, old or _NOTHING, theirs or _NOTHING, note, likely, parts, kind=kind)


def _folded(text: str) -> str:
    return "".join(text.split())


def _values(report: Report, cells: dict[str, Value]) -> dict[str, Value]:
    """Return the figures to set: totals that come out of the others by themselves are left to be summed."""
    totals = report.form.totals
    change = report.set_cells({address: value for address, value in cells.items() if address not in totals})
    after = {edit.slot.name: edit.new for edit in change.edits if edit.slot.kind == "cell"}
    return {
        address: value
        for address, value in cells.items()
        if not (report.is_summed(address) and after.get(address, report.cell(address)) == value)
    }


def _paragraphs(report: Report, new: Report, section: str) -> Iterator[tuple[State, str, str]]:
    """Yield the paragraphs of both as they are stored, compared as they are printed."""
    ours, others = iter(_lines(report, section)), iter(_lines(new, section))
    for each in _differences(report, new, section):
        old = next(ours) if each.state is not State.ADDED else ""
        told = next(others) if each.state is not State.REMOVED else ""
        yield each.state, old, told


def _differences(report: Report, new: Report, section: str) -> Iterator[Difference]:
    return differences(*(_printed(each, _lines(each, section)) for each in (report, new)))


def _lines(report: Report, section: str) -> list[str]:
    return [line for line in lines(report.prose(section)) if line.strip()]


def _printed(report: Report, texts: Sequence[str]) -> list[str]:
    return [render_text(report, text, keep=()).strip() for text in texts]


def _merged(report: Report, new: Report, section: str, parts: Collection[int]) -> Iterator[str]:
    for part, (state, old, theirs) in enumerate(_paragraphs(report, new, section)):
        text = theirs if part in parts else old
        if text or state is State.SAME:
            yield text

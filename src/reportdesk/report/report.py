"""The report itself; it alters only by `apply`, which is given a change made by one of the `set_...` plans."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from reportdesk.form.model import Form, Relation
from reportdesk.report.changes import Attachment, Change, Content, Edit, Remark, Slot, is_blank
from reportdesk.report.values import NotApplicable, Unread, Value, fitted

# Half a character, as a paste may hold: neither UTF-8 nor the data file can.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_OF_OTHER_SLOTS = (str, Remark, Attachment)  # no content of a cell; a union would be made anew at each of many calls
UNIT_FIELDS = ("name", "level", "address", "phone", "postcode", "email")
_ABSENT: Mapping[str, Content] = MappingProxyType(
    {"cell": None, "typed": False, "prose": "", "unit": "", "remark": None, "attachment": None}
)


class Report:
    """One unit's report of one year in one official form."""

    def __init__(self, form: Form, year: int, unit: str = "") -> None:
        self.form = form
        self._slots: dict[Slot, Content] = {Slot("year"): year}
        self._filled = 0
        self.revision = 0
        """How often a slot was given a content: what was made of the report holds while this stays."""
        self.apply(self.set_unit("name", unit))

    def __eq__(self, other: object) -> bool:
        """Reports are equal when form and all contents are."""
        return isinstance(other, Report) and self.form.id == other.form.id and self._slots == other._slots

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def get(self, slot: Slot) -> Content:
        """Return what a slot holds; an empty one holds its kind's blank."""
        found = self._slots.get(slot)
        return _ABSENT[slot.kind] if found is None else found

    def names(self, kind: str) -> list[str]:
        """List the filled slots of a kind, sorted."""
        return sorted(slot.name for slot in self._slots if slot.kind == kind)

    def contents(self) -> Mapping[Slot, Content]:
        """Return every filled slot, read-only."""
        return MappingProxyType(self._slots)

    @property
    def year(self) -> int:
        """Return the report year."""
        year = self._slots[Slot("year")]
        assert isinstance(year, int)
        return year

    def cell(self, address: str) -> Value:
        """Return a cell's value."""
        value = self._slots.get(Slot("cell", address))
        assert not isinstance(value, _OF_OTHER_SLOTS)
        return value

    def is_typed(self, total: str) -> bool:
        """Tell whether a total was typed, not summed."""
        return Slot("typed", total) in self._slots

    def is_summed(self, address: str) -> bool:
        """Tell whether a cell is a total that follows its operands."""
        return address in self.form.totals and not self.is_typed(address)

    def prose(self, section: str) -> str:
        """Return a prose section as stored, live figures unrendered."""
        return str(self.get(Slot("prose", section)))

    def unit(self, field: str = "name") -> str:
        """Return one of the unit's particulars, empty where not given."""
        return str(self.get(Slot("unit", field)))

    def remark(self, key: str) -> Remark | None:
        """Return the 出错说明 given for a finding."""
        remark = self._slots.get(Slot("remark", key))
        return remark if isinstance(remark, Remark) else None

    def attachment(self, sha256: str) -> Attachment | None:
        """Return a picture by its SHA-256."""
        attachment = self._slots.get(Slot("attachment", sha256))
        return attachment if isinstance(attachment, Attachment) else None

    def title(self) -> str:
        """Return the document's title."""
        return self.form.title.format(unit=self.unit(), year=self.year)

    def filled(self) -> int:
        """Count the cells that are not blank."""
        return self._filled

    def apply(self, change: Change) -> None:
        """Carry a change out; ValueError where the report is not what the change was planned for."""
        for edit in change.edits:
            if self.get(edit.slot) != edit.old:
                raise ValueError(f"{edit.slot} holds {self.get(edit.slot)!r}, not {edit.old!r}")
        for edit in change.edits:
            self._put(edit.slot, edit.new)

    def plan(self, label: str, wishes: Iterable[tuple[Slot, Content]]) -> Change:
        """Return the change that gives slots these contents, all else left as it is.

        KeyError for a slot that the form does not have and ValueError for a picture under a name not its own: what is
        kept can always be read again.
        """
        edits = [Edit(slot, self.get(slot), self._fitted(slot, new)) for slot, new in wishes]
        return Change(label, tuple(edit for edit in edits if not _same(edit.old, edit.new)))

    def set_cells(self, values: Mapping[str, Value], label: str = "") -> Change:
        """Plan new values for cells: a total given a value counts as typed, one made blank is summed again.

        Summed totals that follow from the changed cells are part of the change.
        """
        after: dict[str, Value] = {}
        typed: dict[str, bool] = {}
        for address, value in values.items():
            after[address] = fitted(value, self.form.cells[address].kind)
            if address in self.form.totals:
                typed[address] = value is not None

        def cell(address: str) -> Value:
            return after[address] if address in after else self.cell(address)

        for total in self._totals_after(values):
            if not typed.get(total, self.is_typed(total)):
                after[total] = summed(self.form.totals[total], cell)
        wishes = [(Slot("cell", address), value) for address, value in after.items()]
        wishes += [(Slot("typed", address), flag) for address, flag in typed.items()]
        return self.plan(label, wishes)

    def enter_cells(self, values: Mapping[str, Value], label: str = "") -> Change:
        """Plan what a clerk enters: as `set_cells`, but a total that agrees with its sum is summed, not typed."""
        agreeing = [address for address in values if address in self.form.totals and values[address] is not None]
        while True:
            change = self.set_cells({**values, **dict.fromkeys(agreeing)}, label)
            after = {edit.slot.name: edit.new for edit in change.edits if edit.slot.kind == "cell"}
            still = [total for total in agreeing if after.get(total, self.cell(total)) == values[total]]
            if len(still) == len(agreeing):
                return change
            agreeing = still  # a total that is typed may feed another one

    def set_prose(self, section: str, text: str) -> Change:
        """Plan a new text for a prose section."""
        return self.plan("", [(Slot("prose", section), text)])

    def set_unit(self, field: str, text: str) -> Change:
        """Plan one of the unit's particulars."""
        return self.plan("", [(Slot("unit", field), text)])

    def set_year(self, year: int) -> Change:
        """Plan another report year in the same form."""
        return self.plan("", [(Slot("year"), year)])

    def set_remark(self, key: str, remark: Remark | None) -> Change:
        """Plan an 出错说明, or its removal."""
        return self.plan("", [(Slot("remark", key), remark)])

    def _totals_after(self, changed: Iterable[str]) -> list[str]:
        feeds, totals = self.form.feeds, self.form.totals
        reached = {total for address in changed for total in (address, *feeds.get(address, ())) if total in totals}
        if len(reached) <= 1:
            return list(reached)
        return [total for total in totals if total in reached]

    def _put(self, slot: Slot, content: Content) -> None:
        self.revision += 1
        was = slot in self._slots
        if is_blank(slot, content):
            self._slots.pop(slot, None)
        else:
            self._slots[slot] = content
        if slot.kind == "cell":
            self._filled += (slot in self._slots) - was

    def _fitted(self, slot: Slot, content: Content) -> Content:
        """Return a content as its slot keeps it; KeyError for a slot that the form does not have."""
        if isinstance(content, str):
            content = _whole(content)
        elif isinstance(content, Unread):
            content = Unread(_whole(content.text))
        elif isinstance(content, Remark):
            content = replace(content, reason=_whole(content.reason))
        elif isinstance(content, Attachment) and hashlib.sha256(content.data).hexdigest() != slot.name:
            raise ValueError(f"{slot.name} is not the SHA-256 of its picture")
        if slot.kind == "cell":
            kind = self.form.cells[slot.name].kind
            assert not isinstance(content, _OF_OTHER_SLOTS)
            return fitted(content, kind)
        if slot.kind in ("prose", "unit", "typed") and slot.name not in self._names(slot.kind):
            raise KeyError(slot)
        return content

    def _names(self, kind: str) -> Iterable[str]:
        if kind == "typed":
            return self.form.totals
        return UNIT_FIELDS if kind == "unit" else (section.id for section in self.form.prose)


def summed(relation: Relation, cell: Callable[[str], Value]) -> Value:
    """Return what a total comes to: blank while an operand is blank or unread; 不适用 adds nothing."""
    sum_: int | Decimal = 0
    for operand in relation.left:
        value = cell(operand)
        if value is None or isinstance(value, Unread):
            return None
        if not isinstance(value, NotApplicable):
            sum_ += value
    return sum_


def added(report: Report, addresses: Iterable[str]) -> int | Decimal | None:
    """Add cells up; None where one is blank, unread or impossibly 不适用: what they come to is not known."""
    sum_: int | Decimal = 0
    for address in addresses:
        value = report.cell(address)
        if value is None or isinstance(value, Unread):
            return None
        if not isinstance(value, NotApplicable):
            sum_ += value
        elif not report.form.cells[address].not_applicable:
            return None
    return sum_


def _same(old: Content, new: Content) -> bool:
    # Trailing zeros are kept as written, so 1.0 and 1.00 are not the same.
    return type(old) is type(new) and old == new and (not isinstance(old, Decimal) or str(old) == str(new))


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)

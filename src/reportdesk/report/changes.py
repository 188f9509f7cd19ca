"""A change to a report as a value: slots with their old and new content, so that it can be undone and stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportdesk.report.values import Value


class Slot(NamedTuple):
    """A named place in a report.

    `kind` is `cell` (by address), `typed` (a total that was typed), `prose` (by section), `unit` (by field), `year`,
    `remark` (by finding key) or `attachment` (by SHA-256).
    """

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """An 出错说明: the reason given, and the figures it was given for."""

    reason: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that prose refers to by its SHA-256."""

    media_type: str
    data: bytes


Content = Value | str | bool | Remark | Attachment


@dataclass(frozen=True, slots=True)
class Edit:
    """One slot's content before and after."""

    slot: Slot
    old: Content
    new: Content


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the clerk's, done and undone as a whole; `label` names it in the history."""

    label: str
    edits: tuple[Edit, ...]

    def __bool__(self) -> bool:
        """A change without an edit changes nothing."""
        return bool(self.edits)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return the slots it touches."""
        return tuple(edit.slot for edit in self.edits)

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.label, tuple(Edit(edit.slot, edit.new, edit.old) for edit in reversed(self.edits)))

    def then(self, later: Change) -> Change:
        """Return one change that does this one and then a later one."""
        merged: dict[Slot, Edit] = {edit.slot: edit for edit in self.edits}
        for edit in later.edits:
            first = merged.get(edit.slot)
            merged[edit.slot] = Edit(edit.slot, first.old if first else edit.old, edit.new)
        return Change(self.label, tuple(merged.values()))


def is_blank(slot: Slot, content: Content) -> bool:
    """Tell whether a content is its slot's blank, which is not kept."""
    return content is None or content is False or (content == "" and slot.kind in ("prose", "unit"))

"""What placing a block comes to: texts at addresses, and what has no place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spot:
    """A text for a cell of the form, and the row and column of the block where it stands."""

    address: str
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the block that has no place in the table, and why; `addresses` are the cells it may concern."""

    text: str
    reason: str
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class Placing:
    """A block placed on a table; `refusal` says why it cannot be.

    `blank` are the cells it shows empty, `headless` those whose column no head names.
    """

    spots: list[Spot] = field(default_factory=list[Spot])
    blank: set[str] = field(default_factory=set[str])
    headless: set[str] = field(default_factory=set[str])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    doubts: list[str] = field(default_factory=list[str])
    refusal: str = ""

    def addresses(self) -> set[str]:
        """Return the addresses that a text was found for."""
        return {spot.address for spot in self.spots}

    def add(self, other: Placing) -> None:
        """Take over what another block adds, in the same table."""
        self.spots += other.spots
        self.blank |= other.blank
        self.headless |= other.headless
        self.skipped += other.skipped
        self.doubts += [doubt for doubt in other.doubts if doubt not in self.doubts]

"""A published report as the preview holds it: what was read, what the clerk made of it, and nothing stored. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from reportdesk.audit.findings import Finding, Severity
from reportdesk.intake.block import folded
from reportdesk.intake.published import CellReading, Reading, State
from reportdesk.report.report import Report
from reportdesk.report.values import show
from reportdesk.session import Happened, Session, create
from reportdesk.store.memory import Memory
from reportdesk.store.store import Store


class Mark(StrEnum):
    """What a cell is to the clerk: what became of it when it was read, or that a person has looked at it since."""

    UNREAD = "未读出"
    DOUBTFUL = "存疑"
    BLANK = "空白"
    ODD = "勾稽不符"
    SETTLED = "已核对"
    READ = "读出"
    NOWHERE = "没有位置"


SIGNS = {
    Mark.UNREAD: "✕",
    Mark.DOUBTFUL: "？",
    Mark.BLANK: "○",
    Mark.ODD: "≠",
    Mark.SETTLED: "✓",
    Mark.READ: "",
    Mark.NOWHERE: "－",
}
"""Every mark but the plain one has a shape besides its colour."""
TONES = {Mark.UNREAD: "error", Mark.DOUBTFUL: "remark", Mark.ODD: "error", Mark.SETTLED: "done"}
PENDING = (Mark.UNREAD, Mark.DOUBTFUL)
_MARKS = {State.UNREAD: Mark.UNREAD, State.DOUBTFUL: Mark.DOUBTFUL, State.BLANK: Mark.BLANK, State.READ: Mark.READ}


class Trial:
    """A reading under correction, in a session whose data file is in memory; `has_year` tells whether one is known."""

    def __init__(self, reading: Reading, likely_year: int) -> None:
        self.reading = reading
        self.has_year = reading.year is not None
        self._store = Store(Memory())
        report = reading.report(reading.year if reading.year is not None else likely_year)
        self._read = {address: report.cell(address) for address in report.form.cells}
        self._words = {section.id: report.prose(section.id) for section in report.form.prose}
        self._confirmed: set[str] = set()
        self._odd: dict[str, Finding] | None = None
        self.session = Session(self._store, create(self._store, report))
        self.session.listen(self._on_session_happened)

    @property
    def report(self) -> Report:
        """Return the report as corrected so far."""
        return self.session.report

    def close(self) -> None:
        """Forget everything."""
        self._store.close()

    def set_year(self, year: int) -> None:
        """Take the year that the clerk gives."""
        self.has_year = True
        self.session.set_year(year)

    def mark(self, address: str) -> Mark:
        """Return what a cell is now; one that was read for sure may still be at odds with the others."""
        mark = self._settled(address)
        return Mark.ODD if mark is Mark.READ and self.odd(address) else mark

    def odd(self, address: str) -> Finding | None:
        """Return the equation that fails and is shown at this cell; None where none is.

        Each is shown at a cell of its own, a sum rather than what is added up, that no person has looked at yet.
        """
        if self._odd is None:
            self._odd = {}
            for finding in self._odds():
                sides = finding.cells[: finding.left_cells], finding.cells[finding.left_cells :]
                free = (each for side in sorted(sides, key=len) for each in side if each not in self._odd)
                as_read = (each for each in free if self._settled(each) is Mark.READ)
                self._odd[next(as_read, finding.cells[0])] = finding
        return self._odd.get(address)

    def reason(self, address: str) -> str:
        """Say why a cell wants looking at, empty where it does not."""
        odd = self.odd(address) if self.mark(address) is Mark.ODD else None
        return f"{odd.title}：{odd.equation}" if odd else self.reading.cells[address].reason

    def marked(self, marks: Iterable[Mark]) -> list[str]:
        """Return the cells with one of these marks, mark by mark in the order given, each in form order."""
        by_mark: dict[Mark, list[str]] = {mark: [] for mark in marks}
        for address in self.reading.cells:
            by_mark.get(self.mark(address), []).append(address)
        return [address for addresses in by_mark.values() for address in addresses]

    def counts(self) -> Counter[Mark]:
        """Count the cells by mark."""
        return Counter(map(self.mark, self.reading.cells))

    def take(self, address: str, text: str) -> None:
        """Take what the clerk typed for a cell, or that a doubtful one stands as read; ValueRefused says why not.

        An unread cell left as it is stays unread.
        """
        if text != show(self.report.cell(address)):
            self.session.type_cell(address, text)
        elif self.mark(address) is Mark.DOUBTFUL:
            self._confirmed.add(address)

    def confirm(self, addresses: Iterable[str]) -> None:
        """Take doubtful cells as they were read."""
        self._confirmed.update(address for address in addresses if self.mark(address) is Mark.DOUBTFUL)

    def like(self, address: str) -> list[str]:
        """Return all cells still doubtful for the same reason as this one, itself among them."""
        if self.mark(address) is not Mark.DOUBTFUL:
            return []
        kind = _kind(self.reading.cells[address])
        return [a for a in self.marked([Mark.DOUBTFUL]) if _kind(self.reading.cells[a]) == kind]

    def is_altered(self, section: str) -> bool:
        """Tell whether the words of a section are others than were read."""
        return self.report.prose(section) != self._words[section]

    def restore(self, section: str) -> None:
        """Put a section back as it was read; that can be undone like any other change."""
        self.session.apply(self.report.set_prose(section, self._words[section]))

    def is_sure(self) -> bool:
        """Tell whether all was read beyond doubt, so that there is nothing to look through before going on."""
        return self.has_year and bool(self.report.unit()) and not self.left() and not self.reading.skipped

    def is_touched(self) -> bool:
        """Tell whether the clerk did anything that would be lost."""
        return bool(self._confirmed) or self.session.can_undo()

    def left(self) -> str:
        """Say how many cells were not looked at, empty where all were."""
        counts = self.counts()
        parts = [f"{counts[mark]} 格{word}" for mark, word in _LEFT.items() if counts[mark]]
        return f"还有 {'、'.join(parts)}" if parts else ""

    def state(self) -> str:
        """Say what is left to look at, and whether the figures are at odds among themselves."""
        left, errors = self.left(), len(self._odds())
        if left:
            odds = f"；现在有 {errors} 处勾稽不符" if errors else ""
            return f"{left}{odds}，以后也可以在报告里改"
        if not errors:
            return "全部读出"
        same = all(self.report.cell(address) == value for address, value in self._read.items())
        return f"全部读出；{'原文本身' if same else '现在'}有 {errors} 处勾稽不符，照这样带入，以后可以在报告里改"

    def in_brief(self) -> str:
        """Say the same in few words."""
        counts, errors = self.counts(), len(self._odds())
        parts = [f"{counts[mark]} 格{mark.value}" for mark in PENDING if counts[mark]] or ["全部读出"]
        return "，".join((*parts, f"{errors} 处勾稽不符") if errors else parts)

    def told(self) -> str:
        """Say of the whole what should be known of it once it is taken over."""
        return "".join((f"{self.state()}。", *self.reading.notes))

    def _settled(self, address: str) -> Mark:
        """Return what a cell is by itself."""
        if address in self._confirmed or self.report.cell(address) != self._read[address]:
            return Mark.SETTLED
        return _MARKS[self.reading.cells[address].state]

    def _odds(self) -> list[Finding]:
        """Return the equations that the figures fail."""
        findings = self.session.audit.findings()
        return [each for each in findings if each.severity is Severity.ERROR and each.equation]

    def _on_session_happened(self, _happened: Happened) -> None:
        self._odd = None


_LEFT = {Mark.UNREAD: "没有读出", Mark.DOUBTFUL: "存疑没有核对"}


def _kind(cell: CellReading) -> tuple[str, str]:
    return folded(cell.text), cell.reason

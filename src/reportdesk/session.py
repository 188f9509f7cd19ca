"""One open report: applies a change, audits what it touched, stores it, and tells who listens. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from reportdesk.audit import cross_year
from reportdesk.audit.cross_year import WHOSE, Lock
from reportdesk.audit.engine import Audit, Delta
from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Form
from reportdesk.mending import Mends
from reportdesk.report.changes import Change, Remark, Slot
from reportdesk.report.comparison import Comparison, compare
from reportdesk.report.last_year import unit_key
from reportdesk.report.report import Report
from reportdesk.report.values import Value, parse
from reportdesk.store.errors import StoreError
from reportdesk.store.finals import Finals
from reportdesk.store.last_year import LastYear
from reportdesk.store.library import ALTERED, DRAFT
from reportdesk.store.store import Step, Store, Summary

PAUSE = 1.0  # seconds without typing that end a step in prose


@dataclass(frozen=True, slots=True)
class Happened:
    """What one change did: the slots that hold something else now, and which findings came or went."""

    slots: tuple[Slot, ...]
    delta: Delta


Listener = Callable[[Happened], None]


class AuditFault(Exception):
    """A check of the report failed for a fault of our own; its cause is the fault itself."""


class _Faults:
    """The faults of the checks, each to be told of once."""

    def __init__(self) -> None:
        self._waiting: list[Exception] = []
        self._told: set[str] = set()

    def note(self, fault: Exception) -> None:
        """Keep a fault until the change that brought it is stored."""
        if repr(fault) not in self._told:
            self._told.add(repr(fault))
            self._waiting.append(fault)

    def complain(self) -> None:
        """Raise the first fault that waits."""
        if self._waiting:
            fault = self._waiting[0]
            self._waiting.clear()
            raise AuditFault from fault


class Session:
    """One report of the store, open for editing. Every method that alters it has stored the change when it returns.

    When storing fails, the report and its findings are as before and the StoreError goes to the caller. When a check
    fails, the change is stored and told, and an AuditFault goes to the caller, once for each fault.
    """

    def __init__(self, store: Store, report_id: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self.id = report_id
        self.report, self._head = store.load(report_id)
        self.finals = Finals(store, report_id)
        self._last = LastYear(store, report_id)
        self._last.look(self.report)
        self._faults = _Faults()
        self.audit = Audit(self.report, self._last.report, self._faults.note)
        self.mends = Mends(self.report)
        self._clock = clock
        self._growing: Step | None = None
        self._typed_at = 0.0
        self._listeners: list[Listener] = []

    @property
    def form(self) -> Form:
        """Return the report's form."""
        return self.report.form

    @property
    def head(self) -> int:
        """Return the number of the last step in force; only undo lowers it."""
        return self._head

    def listen(self, listener: Listener) -> None:
        """Call a listener after every change."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stop calling a listener."""
        self._listeners.remove(listener)

    def type_cell(self, address: str, text: str) -> None:
        """Take what the clerk typed into a cell; ValueRefused says why it is no value there."""
        self.apply(self.report.enter_cells({address: parse(text, self.form.cells[address])}))

    def set_cells(self, values: Mapping[str, Value], label: str = "") -> None:
        """Give cells new values, as one step."""
        self.apply(self.report.set_cells(values, label))

    def set_unit(self, field: str, text: str) -> None:
        """Set one of the unit's particulars; typing on is one step."""
        self._type(self.report.set_unit(field, text))

    def set_year(self, year: int) -> None:
        """Set the report year."""
        self.apply(self.report.set_year(year))

    def set_prose(self, section: str, text: str) -> None:
        """Set a prose section; typing on without a pause of a second is one step."""
        self._type(self.report.set_prose(section, text))

    def explain(self, key: str, reason: str) -> None:
        """Give a finding its 出错说明 for the figures of now, or take it away; KeyError where there is none."""
        finding = next((finding for finding in self.audit.findings() if finding.key == key), None)
        if finding is None:
            raise KeyError(key)
        remark = Remark(reason.strip(), finding.figures) if reason.strip() else None
        self.apply(self.report.set_remark(key, remark))

    def lock(self, address: str) -> Lock | None:
        """Return the lock of a figure that was taken from last year's report, None where it may simply be altered."""
        return cross_year.lock(self.report, self.audit.last, address)

    def unlock(self, address: str, reason: str) -> None:
        """Store why a locked figure is to be altered; the 出错说明 then counts for the figure that comes next.

        ReportDeskError without a reason, KeyError where the cell is not locked.
        """
        if self.lock(address) is None:
            raise KeyError(address)
        if not reason.strip():
            raise ReportDeskError("请写明为什么要改这个数。")
        self.apply(cross_year.unlocked(self.report, address, reason.strip()))

    def apply(self, change: Change) -> None:
        """Carry a change out, store it as a step of its own, and tell the listeners."""
        change = cross_year.awaited(self.report, self.audit.last, change)
        if change:
            self._carry_out(change, lambda: self._grow(None, change, on=False))

    def undo(self) -> Change | None:
        """Take the last step back and return it; None where there is none."""
        step = self.store.step(self.report, self._head)
        if step is None:
            return None
        self._move(step.change.reversed(), step.parent)
        return step.change

    def redo(self) -> Change | None:
        """Do the step undone last again and return it; None where there is none."""
        step = self.store.next_step(self.report, self._head)
        if step is None:
            return None
        self._move(step.change, step.seq)
        return step.change

    def last_year(self) -> Report | None:
        """Return the same unit's report of the year before as it is now, None where the store has none."""
        self.refresh_last_year()
        return self.audit.last

    def refresh_last_year(self) -> None:
        """Look whether last year's report was altered elsewhere; if so, check against it anew and tell the listeners.

        Costs one query where it was not.
        """
        delta = self._audited(())
        if delta:
            self.store.summarise(self.id, self.summary())
            _tell(self._listeners, Happened((), delta))
        self._faults.complain()

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self.store.has_step(self._head)

    def set_final(self, final: bool) -> None:
        """Lock the report as it is signed (定稿), so that nothing alters it, or begin a new version of a locked one.

        ReportDeskError where errors or gaps are left: such a report is exported as 草稿 only.
        """
        if not final:
            self.finals.unlock(self._head)
            return
        self.finals.refuse()
        tally = self.audit.tally()
        if tally.to_mend:
            raise ReportDeskError(f"{tally.line()}。改正、填完后才能定稿。")
        self._head = self.finals.lock(self._head)
        self._growing = None

    def submit(self, digest: str) -> None:
        """Say that the report was handed in for signing (送审) with this digest; it may still be altered."""
        self.finals.refuse()
        self.finals.submit(self._head, digest)
        self._growing = None  # so that the journal keeps what was handed in

    def hold(self, slot: Slot | None, text: str = "") -> None:
        """Keep the text of a cell still open, so that not even that is lost."""
        self.store.hold(self.id, slot, text)

    def held(self) -> tuple[Slot, str] | None:
        """Return the text of the cell that was open when the program stopped."""
        return self.store.held(self.id)

    def summary(self) -> Summary:
        """Return what the list of reports shows."""
        return summarise(self.report, self.audit)

    def _type(self, change: Change) -> None:
        if not change:
            return
        now = self._clock()
        step = self._growing
        grows = step is not None and step.change.slots == change.slots and now - self._typed_at < PAUSE
        self._typed_at = now
        self._carry_out(change, lambda: self._grow(step if grows else None, change))

    def _grow(self, step: Step | None, change: Change, *, on: bool = True) -> int:
        """Let a step grow, or begin one, which may grow `on`; return the new head."""
        if step is None:
            parent = self._head
            seq = self.store.commit(self.id, self.report, change, parent, self.summary())
            self._growing = Step(seq, parent, "", change) if on else None
            return seq
        self._growing = self.store.extend(self.id, self.report, step, change, self.summary())
        return self._growing.seq

    def _move(self, change: Change, head: int) -> None:
        def commit() -> int:
            self.store.move(self.id, self.report, change, self._head, head, self.summary())
            self._growing = None
            return head

        self._carry_out(change, commit)

    def _carry_out(self, change: Change, commit: Callable[[], int]) -> None:
        self.finals.refuse()
        self.report.apply(change)
        try:
            delta = self._audited(change.slots)
            self._head = commit()
        except BaseException:
            self.report.apply(change.reversed())
            self._audited(change.slots)
            raise
        _tell(self._listeners, Happened(change.slots, delta))
        self._faults.complain()

    def _audited(self, slots: Collection[Slot]) -> Delta:
        """Check what these slots touch, and last year's report where it may be another one."""
        delta = self.audit.refresh(slots)
        if slots and WHOSE.isdisjoint(slots):
            return delta
        return delta.then(self.audit.set_last(self._last.report)) if self._last.look(self.report) else delta


def _tell(listeners: Iterable[Listener], happened: Happened) -> None:
    for listener in list(listeners):
        listener(happened)


def last_year_number(session: Session) -> int:
    """Return the number of last year's report where the store has several of that unit and year, else 0."""
    found = session._last.found  # pyright: ignore[reportPrivateUsage]
    return found.id if found and found.others else 0


def locked(session: Session) -> tuple[str, ...]:
    """Return the cells that are locked since they were taken from last year's report."""
    return cross_year.locked(session.report, session.audit.last)


def changed_since(session: Session) -> Comparison | None:
    """Compare the report with what was handed in where it was altered since, else with its last 定稿, if any."""
    finals = session.finals
    before = finals.reviewed() if finals.state == ALTERED else finals.signed()
    return None if before is None else compare(before, session.report)


def create(store: Store, report: Report, sample: str = "", state: str = DRAFT) -> int:
    """Store a new report with its summary and return its id."""
    made = store.create(report, _summary(store, report), sample, state)
    catch_up(store, report.unit(), report.year)
    return made


def catch_up(store: Store, unit: str, year: int) -> None:
    """Summarise a unit's reports of the year after this one anew: their findings depend on its report of this year.

    Without such reports it costs one query; a report that cannot be read keeps the summary it has.
    """
    own = unit_key(unit)
    for entry in store.entries():
        if own and entry.year == year + 1 and unit_key(entry.unit) == own:
            with suppress(StoreError):
                report, _head = store.load(entry.id)
                summary = _summary(store, report)
                if summary != entry.summary:
                    store.summarise(entry.id, summary)


def _summary(store: Store, report: Report) -> Summary:
    """Summarise a report that is not open; a check that fails counts as an error, and is told when it is opened."""
    return summarise(report, Audit(report, store.last_year(report), lambda _fault: None))


def summarise(report: Report, audit: Audit) -> Summary:
    """Return what the list of reports shows of a report."""
    tally = audit.tally()
    numbers = (tally.errors, tally.missing, tally.remarks, tally.explained)
    return Summary(report.filled(), len(report.form.cells), *numbers)

"""提取上年数: starts this year's report from last year's, and tells what was taken over and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportdesk.audit.cross_year import source
from reportdesk.errors import ReportDeskError
from reportdesk.form import loader
from reportdesk.form.model import Following, Form
from reportdesk.intake.drafting import Draft, draft
from reportdesk.report.changes import Content, Slot
from reportdesk.report.comparison import alike
from reportdesk.report.last_year import Misfit, comparable, misfit
from reportdesk.report.report import UNIT_FIELDS, Report, added
from reportdesk.report.values import NotApplicable, Unread, Value, fault, fitted, show


class UnfitLastYear(ReportDeskError):
    """A report that is not last year's; the message says why. `carry` with `anyway` takes its prose all the same."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that was given last year's figure, and from where."""

    address: str
    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class Left:
    """A cell that could not be filled, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The new report and what was done: `dropped` are cells of last year's form without a counterpart in this one.

    `note` is a sentence where `last` is not last year's, else empty.
    """

    report: Report
    filled: tuple[Filled, ...]
    left: tuple[Left, ...]
    dropped: tuple[str, ...]
    drafts: tuple[Draft, ...]
    note: str


def carry(last: Report, year: int, form: Form | None = None, *, unit: str = "", anyway: bool = False) -> Carried:
    """Start a year's report from last year's, which stays as it is.

    `form` is the one prescribed for the year where none is given, `unit` the same. UnfitLastYear where `last` is not of
    the same unit and exactly the year before, but for `anyway`: then prose is taken over, and no figure.
    ReportDeskError where it is not older.
    """
    if year <= last.year:
        raise ReportDeskError(f"所给的报告是 {last.year} 年度的，不能用作 {year} 年度报告的上年报告。")
    report = Report(form or loader.for_year(year), year, unit or last.unit())
    reason = misfit(report, last)
    note = _note(reason, report, last) if reason else ""
    if note and not anyway:
        raise UnfitLastYear(note)
    filled, left = _figures(report, last) if reason is None else ((), _all_left(report, note))
    report.apply(report.set_cells({each.address: each.value for each in filled}))
    drafts = tuple(draft(last, report))
    report.apply(report.plan("", _texts(last, report, drafts, same_unit=reason is not Misfit.UNIT)))
    dropped = tuple(address for address in last.form.cells if not alike(last.form, report.form, address))
    return Carried(report, filled, left, dropped, drafts, note)


def _note(reason: Misfit, report: Report, last: Report) -> str:
    if reason is Misfit.UNIT:
        return f"所给的报告是“{last.unit()}”的，与“{report.unit()}”不是同一单位，上年数不能结转。"
    if reason is Misfit.UNNAMED:
        return "所给的报告没有写单位名称，不能确定是同一单位，上年数不能结转。"
    return f"所给的报告是 {last.year} 年度的，不是 {report.year - 1} 年度的，上年数不能结转。"


def _figures(report: Report, last: Report) -> tuple[tuple[Filled, ...], tuple[Left, ...]]:
    filled: list[Filled] = []
    left: list[Left] = []
    for address, following in report.form.carried.items():
        value = _figure(following, report, last)
        if isinstance(value, str):
            left.append(Left(address, value))
        elif address not in report.form.totals:
            filled.append(Filled(address, value, source(following, last)))
    return tuple(filled), tuple(left)


def _figure(following: Following, report: Report, last: Report) -> Value | str:
    """Return what a cell takes over, or why it takes nothing."""
    if not comparable(following, report.form, last):
        return f"“{last.form.name}”没有对应的格子"
    cell = report.form.cells[following.this]
    values = [last.cell(address) for address in following.last]
    if any(isinstance(value, NotApplicable) for value in values):
        return f"{last.year} 年报告这里填的是“不适用”"
    figure = added(last, following.last)
    if figure is None:
        unread = next((value for value in values if isinstance(value, Unread)), None)
        return f"{last.year} 年报告这里" + ("没有填" if unread is None else f"是“{show(unread)}”，没有读出")
    value = fitted(figure, cell.kind)
    wrong = fault(value, cell)
    return value if wrong is None else f"{source(following, last)}得 {show(value)}：{wrong}"


def _all_left(report: Report, note: str) -> tuple[Left, ...]:
    return tuple(Left(address, note) for address in report.form.carried)


def _texts(
    last: Report, report: Report, drafts: tuple[Draft, ...], *, same_unit: bool
) -> Iterator[tuple[Slot, Content]]:
    """Yield the particulars of the same unit, the drafts, and the pictures that they show."""
    if same_unit:
        yield from ((Slot("unit", field), last.unit(field)) for field in UNIT_FIELDS if field != "name")
    sections = dict.fromkeys(each.section for each in drafts)
    texts = {section: "\n".join(each.text for each in drafts if each.section == section) for section in sections}
    yield from ((Slot("prose", section), text) for section, text in texts.items())
    for sha256 in last.names("attachment"):
        if any(sha256 in text for text in texts.values()):
            yield Slot("attachment", sha256), last.attachment(sha256)

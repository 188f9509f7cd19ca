"""提取上年数 for a report that is begun already: blank cells take last year's figures, all others stay. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from reportdesk.audit.cross_year import locked_note
from reportdesk.errors import ReportDeskError
from reportdesk.intake.carry import Left, carry
from reportdesk.session import Session, locked

LABEL = "提取上年数"


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was done: the cells filled, those that hold another figure and were left alone, and those without one.

    `note` says which are locked since.
    """

    year: int
    filled: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[Left, ...]
    note: str = ""

    def sentence(self) -> str:
        """Say it to the clerk."""
        parts = [f"已从 {self.year} 年度报告带入 {len(self.filled)} 格" if self.filled else "没有要带入的格子"]
        if self.note:
            parts.append(self.note)
        if self.kept:
            parts.append(f"{len(self.kept)} 格已填了别的数，没有改动")
        if self.left:
            parts.append(f"{len(self.left)} 格上年没有可用的数（{self.left[0].reason}）")
        return f"{'；'.join(parts)}。"


def extract_last_year(session: Session) -> Extracted:
    """Carry last year's figures into the blank cells, as one step; ReportDeskError says why that cannot be done."""
    report, last = session.report, session.last_year()
    if last is None:
        year = report.year - 1
        raise ReportDeskError(f"报告库里没有本单位 {year} 年度的报告。请先在报告库里导入 {year} 年度的报告。")
    carried = carry(last, report.year, report.form, unit=report.unit())
    values = {each.address: each.value for each in carried.filled}
    blank = {address: value for address, value in values.items() if report.cell(address) is None}
    kept = tuple(a for a, value in values.items() if a not in blank and report.cell(a) != value)
    before = locked(session)
    session.set_cells(blank, LABEL)
    note = locked_note(session.form, [address for address in locked(session) if address not in before])
    return Extracted(last.year, tuple(blank), kept, carried.left, note)

"""What a clerk does with a published report or last year's: asks step by step, and stores only what was decided on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from reportdesk.errors import ReportDeskError
from reportdesk.gui.importing.asking import ask
from reportdesk.gui.importing.dialog import CARRY, IMPORT, LAST_YEAR, UPDATE, ImportDialog, Outcome, Purpose
from reportdesk.report.last_year import unit_key
from reportdesk.report.report import Report
from reportdesk.session import Session, create
from reportdesk.store.library import Entry

if TYPE_CHECKING:
    from reportdesk.gui.importing.carry_dialog import CarryDialog
    from reportdesk.gui.main_window import MainWindow
    from reportdesk.intake.carry import Carried

_KEPT = "刚读入的 {year} 年度报告已存进报告库；在这里点“取消”，它也留在报告库里，只是不开始新的报告。"
_UNSETTLED = "正在填的格子里有不能接受的内容，请先改好，或按 Esc 放弃，再试一次。"


def import_published(window: MainWindow, path: Path | None = None) -> None:
    """Read a published report and store what the clerk decides on: a report of its own, or last year's of another."""
    outcome = _read(window, IMPORT, path)
    if outcome is None:
        return
    if outcome.act == CARRY.id:
        _keep_and_carry(window, outcome)
        return
    existing = _existing(window, outcome.report)
    if existing is None or _is_another(window, existing, outcome):
        _make(window, outcome)


def _is_another(window: MainWindow, existing: Entry, outcome: Outcome) -> bool:
    """Ask what to do where there is such a report already; True for another one, False where that is settled.

    Who gives the differences up is asked again: the work in the preview is not lost by that.
    """
    question = f"报告库里已有“{existing.unit}”{existing.year} 年度的报告。用文件更新它，还是另建一份？"
    while True:
        answer = ask(window, IMPORT.title, question, "更新已有的", "另建一份", none="都不要")
        if answer != 0 or _update(window, existing.id, outcome):
            return answer == 1


def _make(window: MainWindow, outcome: Outcome) -> None:
    window.open_report(create(window.store(), outcome.report))
    left = f"；{outcome.left}，可以照数据审核逐格补上" if outcome.left else ""
    window.banner.say(f"已由“{outcome.source}”建立报告{left}。", "done")


def update_report(window: MainWindow, report_id: int, path: Path | None = None) -> None:
    """Read a newer file of a report and let the clerk choose what of it to take over."""
    outcome = _read(window, UPDATE, path)
    if outcome is not None:
        _update(window, report_id, outcome)


def begin_from_last(window: MainWindow, proposed: Entry | None) -> None:
    """Begin a report from last year's: one of the library, the likely one proposed, or a file."""
    from reportdesk.gui.library.picker import BASE, PickReportDialog

    entries = [entry for entry in window.store().entries() if not entry.sample]
    if not entries:
        _begin_from_file(window)
        return
    latest = max(entries, key=lambda entry: entry.year)
    likely = proposed if proposed in entries else latest
    dialog = PickReportDialog(window, entries, likely.id if likely else 0, BASE)
    if not dialog.exec():
        return
    chosen = dialog.chosen()
    if dialog.wants_other:
        _begin_from_file(window)
    elif chosen is not None:
        carry_from(window, window.store().load(chosen.id)[0])


def carry_from(window: MainWindow, last: Report, kept: str = "") -> None:
    """Show what of last year's report is carried over, and begin the new one; `kept` says what is stored already."""
    from reportdesk.gui.importing.carry_dialog import CarryDialog

    dialog = CarryDialog(window, last, window.store().entries(), kept)
    if dialog.exec():
        _begin(window, dialog, last)


def extract(window: MainWindow, report_id: int) -> None:
    """Carry last year's figures into the blank cells of a report that is begun already."""
    from reportdesk.gui.importing.extracting import extract_last_year

    done = extract_last_year(_session(window, report_id))
    _come_back(window, report_id, done.sentence())


def _begin(window: MainWindow, dialog: CarryDialog, last: Report) -> None:
    carried = dialog.carried
    if dialog.existing:
        window.open_report(dialog.existing)
    elif carried is not None:
        window.open_report(create(window.store(), carried.report))
        window.banner.say(_summary(carried, last), "done")


def _summary(carried: Carried, last: Report) -> str:
    marked = sum(bool(each.reasons) for each in carried.drafts)
    parts = [f"带入上年的数 {len(carried.filled)} 格", f"文字 {len(carried.drafts)} 段，{marked} 段标了“待改”"]
    if carried.left:
        parts.append(f"{len(carried.left)} 格没有上年的数可带")
    if carried.dropped:
        parts.append(f"上年有 {len(carried.dropped)} 格在本年格式里没有")
    return f"以 {last.year} 年度报告为底稿：{'；'.join(parts)}。其余数据留空待填。"


def _begin_from_file(window: MainWindow) -> None:
    outcome = _read(window, LAST_YEAR, None)
    if outcome is not None:
        _keep_and_carry(window, outcome)


def _keep_and_carry(window: MainWindow, outcome: Outcome) -> None:
    """Store last year's report, so that the new one can be checked against it; one that is there already may do."""
    existing = _existing(window, outcome.report)
    if existing is not None:
        question = f"报告库里已有“{existing.unit}”{existing.year} 年度的报告。用已有的那份，还是用刚读入的？"
        answer = ask(window, LAST_YEAR.title, question, "用已有的", "用刚读入的")
        if answer == 0:
            carry_from(window, window.store().load(existing.id)[0])
        if answer != 1:
            return
    window.library.refresh(create(window.store(), outcome.report))
    carry_from(window, outcome.report, _KEPT.format(year=outcome.report.year))


def _update(window: MainWindow, report_id: int, outcome: Outcome) -> bool:
    """Let the clerk choose among the differences; False where that was given up."""
    from reportdesk.gui.importing.update_dialog import UpdateDialog
    from reportdesk.gui.importing.updates import planned, updates, warning

    session = _session(window, report_id)
    report, new = session.report, outcome.report
    found = updates(report, new, partial(_why_locked, session))
    dialog = UpdateDialog(window, found, outcome.source, warning(report, new))
    if not dialog.exec():
        return False
    chosen = dialog.chosen()
    session.apply(planned(report, new, chosen, f"导入 {outcome.source}"))
    _come_back(window, report_id, f"已按“{outcome.source}”更新 {len(chosen)} 处，可以用 Ctrl+Z 撤销。")
    return True


def _why_locked(session: Session, address: str) -> str:
    from reportdesk.gui.grid.locks import locked

    lock = session.lock(address)
    return locked(lock) if lock else ""


def _read(window: MainWindow, purpose: Purpose, path: Path | None) -> Outcome | None:
    dialog = ImportDialog(window, purpose)
    if path is not None:
        QTimer.singleShot(0, dialog, partial(dialog.read_file, path))
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome


def _existing(window: MainWindow, report: Report) -> Entry | None:
    key = unit_key(report.unit())
    entries = (entry for entry in window.store().entries() if not entry.sample and entry.year == report.year)
    return next((entry for entry in entries if key and unit_key(entry.unit) == key), None)


def _session(window: MainWindow, report_id: int) -> Session:
    """Return a report's session: the one of its window where it is open, so that it shows the change."""
    wizards = [window.wizard(), window.beside.window.wizard() if window.beside.window else None]
    for wizard in wizards:
        if wizard is not None and wizard.session.id == report_id:
            if not wizard.page().settle():
                raise ReportDeskError(_UNSETTLED)
            return wizard.session
    return Session(window.store(), report_id)


def _come_back(window: MainWindow, report_id: int, told: str) -> None:
    """Show the report that was altered, and say what was done."""
    wizard = window.wizard()
    if wizard is None or wizard.session.id != report_id:
        window.open_report(report_id)
    window.banner.say(told, "done")

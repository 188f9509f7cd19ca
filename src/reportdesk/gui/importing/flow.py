"""What a clerk does with a published report or last year's: asks step by step, and stores only what was decided on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui.asking import ask
from reportdesk.gui.importing.dialog import CARRY, IMPORT, LAST_YEAR, UPDATE, ImportDialog, Outcome, Purpose
from reportdesk.gui.importing.existing import existing
from reportdesk.report.report import Report
from reportdesk.session import Session, create
from reportdesk.store.finals import NEW_VERSION
from reportdesk.store.library import DRAFT, FINAL, IMPORTED, Entry

if TYPE_CHECKING:
    from reportdesk.gui.importing.updates import Update
    from reportdesk.gui.main_window import MainWindow
    from reportdesk.intake.carry import Carried

_TOLD = "刚读入“{source}”：{told}它还没有存进报告库；开始填报时一并存入，供以后逐项对照。不开始，就什么都不保存。"
_BACK, _LOOK = "返回", "核对读入的内容"
Deed = Callable[[], None]
Decide = Callable[[QWidget, Outcome], Deed | None]
_FINAL = f"这份报告已经定稿，不能修改。确需修改的，请打开它，点“{NEW_VERSION}”，再来更新。"
_UNSETTLED = "正在填的格子里有不能接受的内容，请先改好，或按 Esc 放弃，再试一次。"


def import_published(window: MainWindow, path: Path | None = None) -> None:
    """Read a published report and store what the clerk decides on: a report of its own, or last year's of another."""
    _read(window, IMPORT, partial(_imported, window), path)


def update_report(window: MainWindow, report_id: int, path: Path | None = None) -> None:
    """Read a newer file of a report and let the clerk choose what of it to take over."""
    _session(window, report_id)
    _read(window, UPDATE, partial(_updated, window, report_id), path)


def begin_from_last(window: MainWindow, proposed: Entry | None) -> None:
    """Begin a report from last year's: one of the library, the likely one proposed, or a file."""
    from reportdesk.gui.library.picker import BASE, OTHER, PickReportDialog

    entries = [entry for entry in window.store().entries() if not entry.sample]
    if not entries:
        _begin_from_file(window)
        return
    latest = max(entries, key=lambda entry: entry.year)
    likely = proposed if proposed in entries else latest
    dialog = PickReportDialog(window, entries, likely.id if likely else 0, BASE)
    while (answer := dialog.exec()) == OTHER and not _begin_from_file(window):
        pass  # who gives the file up is back at the list
    chosen = dialog.chosen()
    dialog.deleteLater()
    if answer == PickReportDialog.DialogCode.Accepted and chosen is not None:
        carry_from(window, window.store().load(chosen.id)[0])


def carry_from(window: MainWindow, last: Report) -> None:
    """Show what of last year's report is carried over, and begin the new one."""
    from reportdesk.gui.importing.carry_dialog import CarryDialog

    dialog = CarryDialog(window, last, window.store().entries())
    if dialog.exec():
        _begin(window, dialog.existing, dialog.carried, last)


def extract(window: MainWindow, report_id: int) -> None:
    """Carry last year's figures into the blank cells of a report that is begun already."""
    from reportdesk.gui.importing.extracting import extract_last_year

    session = _session(window, report_id)
    done = extract_last_year(session)
    _come_back(window, session, done.sentence())


def _imported(window: MainWindow, dialog: QWidget, outcome: Outcome) -> Deed | None:
    """Ask what to do where there is such a report already."""
    if outcome.act == CARRY.id:
        return _carried(window, dialog, outcome)
    found = existing(window.store().entries(), outcome.report.unit(), outcome.report.year)
    if found is None:
        return partial(_make, window, outcome)
    name = f"报告库里已有“{found.unit}”{found.year} 年度的报告"
    if found.state == FINAL:
        question = f"{name}，已经定稿。要用文件更新它，请先打开它，点“{NEW_VERSION}”。现在另建一份吗？"
        answer = ask(dialog, IMPORT.title, question, "另建一份", none=_BACK, safe=True)
        return partial(_make, window, outcome) if answer == 0 else None
    question = f"{name}。用文件更新它，还是另建一份？"
    answer = ask(dialog, IMPORT.title, question, "更新已有的", "另建一份", none=_BACK)
    if answer == 0:
        return _updated(window, found.id, dialog, outcome)
    return partial(_make, window, outcome) if answer == 1 else None


def _make(window: MainWindow, outcome: Outcome) -> None:
    window.open_report(_store(window, outcome))
    left = f"；{outcome.left}，可以照数据审核逐格补上" if outcome.left else ""
    window.banner.say(f"已由“{outcome.source}”建立报告{left}。", "done")


def _store(window: MainWindow, outcome: Outcome) -> int:
    return create(window.store(), outcome.report, state=IMPORTED if outcome.told else DRAFT)


def _carried(window: MainWindow, dialog: QWidget, outcome: Outcome) -> Deed | None:
    """Show what is carried over of the report read, or of the one that is there already; nothing is stored before.

    Last year's report is stored with the new one, so that it can be checked against it.
    """
    from reportdesk.gui.importing.carry_dialog import CarryDialog

    last, is_new, entries = outcome.report, True, window.store().entries()
    found = existing(entries, last.unit(), last.year)
    if found is not None:
        question = f"报告库里已有“{found.unit}”{found.year} 年度的报告。用已有的那份，还是用刚读入的？"
        answer = ask(dialog, LAST_YEAR.title, question, "用已有的", "用刚读入的", none=_BACK)
        if answer == -1:
            return None
        if answer == 0:
            last, is_new = window.store().load(found.id)[0], False
    told = _TOLD.format(source=outcome.source, told=outcome.told) if is_new else ""
    shown = CarryDialog(dialog, last, entries, told, _LOOK if outcome.told else _BACK)
    if not shown.exec():
        return None
    begin = partial(_begin, window, shown.existing, shown.carried, last)
    return partial(_store_and, begin, window, outcome) if is_new else begin


def _store_and(begin: Deed, window: MainWindow, outcome: Outcome) -> None:
    window.library.refresh(_store(window, outcome))
    begin()


def _begin(window: MainWindow, at_hand: int, carried: Carried | None, last: Report) -> None:
    if at_hand:
        window.open_report(at_hand)
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


def _begin_from_file(window: MainWindow) -> bool:
    """Ask for last year's file at once; False where that was given up."""
    return _read(window, LAST_YEAR, partial(_carried, window), choose=True)


def _updated(window: MainWindow, report_id: int, dialog: QWidget, outcome: Outcome) -> Deed | None:
    """Let the clerk choose among the differences."""
    from reportdesk.gui.importing.update_dialog import UpdateDialog
    from reportdesk.gui.importing.updates import updates, warning

    session = _session(window, report_id)
    report, new = session.report, outcome.report
    found = updates(report, new, partial(_why_locked, session))
    shown = UpdateDialog(dialog, found, outcome.source, warning(report, new))
    return partial(_take_over, window, session, outcome, shown.chosen()) if shown.exec() else None


def _take_over(window: MainWindow, session: Session, outcome: Outcome, chosen: list[Update]) -> None:
    from reportdesk.gui.importing.updates import planned

    session.apply(planned(session.report, outcome.report, chosen, f"导入 {outcome.source}"))
    _come_back(window, session, f"已按“{outcome.source}”更新 {len(chosen)} 处，可以用 Ctrl+Z 撤销。")


def _why_locked(session: Session, address: str) -> str:
    from reportdesk.gui.grid.locks import locked

    lock = session.lock(address)
    return locked(lock) if lock else ""


def _read(
    window: MainWindow, purpose: Purpose, decide: Decide, path: Path | None = None, *, choose: bool = False
) -> bool:
    """Read a file, asked for at once or given already, and do what was decided on; False where it was given up."""
    decided: list[Deed] = []

    def settle(outcome: Outcome) -> bool:
        deed = decide(dialog, outcome)
        decided.extend([deed] if deed else [])
        return bool(decided)

    dialog = ImportDialog(window, purpose, window.store(), settle)
    if path is not None:
        QTimer.singleShot(0, dialog, partial(dialog.read_file, path))
    elif choose:
        QTimer.singleShot(0, dialog, dialog.source.choose.click)
    dialog.exec()
    dialog.deleteLater()
    for deed in decided:
        deed()
    return bool(decided)


def _session(window: MainWindow, report_id: int) -> Session:
    """Return the session to alter a report by: the one of its window where it is open, so that it shows the change.

    ReportDeskError where it is 定稿, or where something still being typed is not accepted.
    """
    wizards = [window.wizard(), window.beside.window.wizard() if window.beside.window else None]
    for wizard in wizards:
        if wizard is not None and wizard.session.id == report_id:
            if not wizard.page().settle():
                raise ReportDeskError(_UNSETTLED)
            wizard.session.finals.refuse()
            return wizard.session
    session = Session(window.store(), report_id)
    if session.finals.is_final:
        raise ReportDeskError(_FINAL)
    return session


def _come_back(window: MainWindow, session: Session, told: str) -> None:
    """Show the report that was altered, and say what was done for as long as it stands."""
    wizard = window.wizard()
    if wizard is None or wizard.session.id != session.id:
        wizard = window.wizard_of(session.id)
    window.banner.say_step(told, wizard.session if wizard else session)

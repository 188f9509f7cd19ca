"""Carries out what 报告库 asks for; imported when the first thing is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from reportdesk.gui.library.columns import unit_of
from reportdesk.gui.widgets import documents_folder
from reportdesk.store.library import Entry

if TYPE_CHECKING:
    from reportdesk.gui.main_window import MainWindow


def carry_out(window: MainWindow, deed: str, entry: Entry | None) -> None:
    """Do something, with a report where the deed needs one."""
    if deed != "undo":
        window.banner.hide()  # what it offers is about what was done before
    if deed in _WITHOUT:
        _WITHOUT[deed](window)
    elif entry is not None:
        _WITH[deed](window, entry)


def pick_second(window: MainWindow) -> None:
    """Ask which report to show beside the open one, last year's of the same unit proposed, and open it."""
    from reportdesk.gui.library.picker import PickReportDialog

    wizard = window.wizard()
    if wizard is None:
        return
    report, entries = wizard.session.report, window.store().entries()
    others = [entry for entry in entries if entry.id != wizard.session.id]
    likely = next((e.id for e in others if (e.unit, e.year) == (report.unit(), report.year - 1)), 0)
    dialog = PickReportDialog(window, others, likely)
    chosen = dialog.chosen() if dialog.exec() else None
    if chosen is not None:
        window.open_second(chosen.id)


def _open(window: MainWindow, entry: Entry) -> None:
    window.open_report(entry.id)


def _open_second(window: MainWindow, entry: Entry) -> None:
    window.open_second(entry.id)


def _duplicate(window: MainWindow, entry: Entry) -> None:
    copy = window.store().duplicate(entry.id)
    window.library.enter(copy)
    window.banner.say(f"已复制一份：{named(entry)}，编号 {copy}。", "done")


def _discard(window: MainWindow, entry: Entry) -> None:
    window.give_up(entry.id)
    window.store().discard(entry.id)
    window.library.refresh()
    window.banner.offer(f"已移到回收站：{named(entry)}。", "撤销", partial(_restore, window, entry))


def _restore(window: MainWindow, entry: Entry) -> None:
    window.store().restore(entry.id)
    window.library.refresh(entry.id)
    window.banner.say(f"已还原：{named(entry)}。", "done")


def _purge(window: MainWindow, entry: Entry) -> None:
    question = f"彻底删除{named(entry)}？\n删除后不能恢复，修改记录也一并删除。"
    if ask(window, "彻底删除", question, no="不删除", yes="彻底删除"):
        window.store().delete(entry.id)
        window.library.refresh()


def _undo(window: MainWindow) -> None:
    window.banner.accept()


def _new(window: MainWindow) -> None:
    from reportdesk.gui.library.begin import NewReportDialog
    from reportdesk.session import create

    last = window.library.chosen()
    dialog = NewReportDialog(window, last.unit if last and not last.sample else "")
    if dialog.exec():
        window.open_report(create(window.store(), dialog.report()))


def _import(window: MainWindow) -> None:
    from reportdesk.gui.library.begin import import_file

    folder = str(documents_folder())
    chosen, _filter = QFileDialog.getOpenFileName(window, "导入报告文件", folder, "报告文件 (*.report.json)")
    if chosen:
        window.open_report(import_file(window.store(), Path(chosen)))


def _practice(window: MainWindow) -> None:
    from reportdesk.gui.library.begin import PRACTICE, open_practice

    existing = next((entry for entry in window.store().entries() if entry.sample == PRACTICE), None)
    if existing is None:
        window.open_report(open_practice(window.store()))
    elif not ask(window, "练习报告", "接着上次练习，还是还原成最初的样子？", no="接着练习", yes="还原"):
        window.open_report(existing.id)
    else:
        window.give_up(existing.id)
        window.open_report(open_practice(window.store(), existing.id))


def ask(window: MainWindow, title: str, question: str, *, no: str, yes: str) -> bool:
    """Ask whether to do what cannot be taken back; the safe answer is the default, and that of Esc."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    safe = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    risky = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    box.exec()
    return box.clickedButton() is risky


def named(entry: Entry) -> str:
    """Name a report in a sentence, however long its unit's name is."""
    unit = unit_of(entry)
    return f"“{f'{unit[:_LONGEST]}…' if len(unit) > _LONGEST else unit}”{entry.year} 年度报告"


_LONGEST = 30
_WITHOUT: Mapping[str, Callable[[MainWindow], None]] = {
    "new": _new,
    "import": _import,
    "practice": _practice,
    "undo": _undo,
}
_WITH: Mapping[str, Callable[[MainWindow, Entry], None]] = {
    "open": _open,
    "second": _open_second,
    "duplicate": _duplicate,
    "discard": _discard,
    "restore": _restore,
    "purge": _purge,
}

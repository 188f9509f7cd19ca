"""Carries out what 报告库 asks for; imported when the first thing is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from reportdesk.gui.asking import ask
from reportdesk.gui.library.columns import unit_of
from reportdesk.store.finals import NEW_VERSION
from reportdesk.store.library import FINAL, Entry

if TYPE_CHECKING:
    from reportdesk.gui.main_window import MainWindow

_PRACTICE = "接着上次练习，还是还原成最初的样子？"


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


def take_file(window: MainWindow, path: Path) -> None:
    """Read a file that was dropped on the window: for the open report, else as a new one."""
    from reportdesk.gui.importing import flow

    wizard = window.wizard()
    if wizard is None:
        flow.import_published(window, path)
    else:
        flow.update_report(window, wizard.session.id, path)


def show_more(window: MainWindow, place: QPoint) -> None:
    """Offer what is seldom wanted of the open report; nothing that alters it since 定稿, which is said there."""
    wizard = window.wizard()
    if wizard is None:
        return
    entry = window.store().entry(wizard.session.id)
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in ("extract", "update"):
        deed = window.library.actions_by_id[name].deed
        offer = menu.addAction("", partial(carry_out, window, name, entry))
        offer.setText(f"{deed.words}：{_FINAL if entry.state == FINAL else deed.tip}")
        offer.setEnabled(entry.state != FINAL)
    menu.addAction("并排查看：在第二个窗口里打开另一份报告", partial(pick_second, window))
    menu.addSeparator()
    for words, act in (
        ("设置：外观、文字大小、备份\tCtrl+逗号", window.show_settings),
        ("使用说明：打开到正在做的这一步\tF1", window.show_manual),
        ("界面介绍：五句话说明怎样填报", partial(show_tour, window)),
    ):
        menu.addAction(words, act)
    menu.popup(place)


def show_tour(window: MainWindow) -> None:
    """Tell what stands where in the open report, and take note that it was told."""
    from reportdesk.gui.tour import SETTING, walk_through

    wizard = window.wizard()
    shown = walk_through(wizard, partial(window.store().set_setting, SETTING, "yes")) if wizard is not None else None
    if shown is not None:
        window.banner.hold()  # it would lie over the tour's card
        shown.destroyed.connect(window.banner.release)


def _open(window: MainWindow, entry: Entry) -> None:
    window.open_report(entry.id)


def _open_second(window: MainWindow, entry: Entry) -> None:
    window.open_second(entry.id)


def _compare(window: MainWindow, entry: Entry) -> None:
    """Ask for the other report, open the later one and compare there."""
    from reportdesk.gui.compare.sources import stored
    from reportdesk.gui.library.picker import COMPARE, PickReportDialog

    others = [other for other in window.store().entries() if other.id != entry.id]
    likely = sorted((other for other in others if other.unit == entry.unit), key=lambda o: abs(o.year - entry.year))
    dialog = PickReportDialog(window, others, likely[0].id if likely else 0, COMPARE)
    other = dialog.chosen() if dialog.exec() else None
    dialog.deleteLater()
    if other is None:
        return
    before, now = sorted((other, entry), key=lambda each: each.year)
    wizard = window.wizard_of(now.id)
    if wizard is not None:
        wizard.comparing.show(stored(window.store(), before))


def _duplicate(window: MainWindow, entry: Entry) -> None:
    copy = window.store().duplicate(entry.id)
    window.library.enter(copy)
    window.banner.say(f"已复制一份：{named(entry)}，编号 {copy}。", "done")


def _discard(window: MainWindow, entry: Entry) -> None:
    window.give_up(entry.id)
    window.store().discard(entry.id)
    _catch_up(window, entry)
    window.library.refresh()
    window.banner.offer(f"已移到回收站：{named(entry)}。", "撤销", partial(_restore, window, entry))


def _restore(window: MainWindow, entry: Entry) -> None:
    window.store().restore(entry.id)
    _catch_up(window, entry)
    window.library.refresh(entry.id)
    window.banner.say(f"已还原：{named(entry)}。", "done")


def _catch_up(window: MainWindow, entry: Entry) -> None:
    """Show what a report that came or went means for that of the year after."""
    from reportdesk.session import catch_up

    catch_up(window.store(), entry.unit, entry.year)


def _purge(window: MainWindow, entry: Entry) -> None:
    question = f"彻底删除{named(entry)}？\n删除后不能恢复，修改记录也一并删除。"
    if ask(window, "彻底删除", question, "彻底删除", none="不删除", safe=True) == 0:
        window.store().delete(entry.id)
        window.library.refresh()


def _undo(window: MainWindow) -> None:
    window.banner.accept()


def _new(window: MainWindow) -> None:
    from reportdesk.gui import asking
    from reportdesk.gui.importing.existing import existing
    from reportdesk.gui.library.begin import NewReportDialog
    from reportdesk.session import create

    last = window.library.chosen()
    dialog = NewReportDialog(window, last.unit if last and not last.sample else "")
    made = dialog.report() if dialog.exec() else None
    if made is None:
        return
    found = existing(window.store().entries(), made.unit(), made.year)
    answer = 1
    if found is not None:
        question = f"报告库里已有“{found.unit}”{found.year} 年度的报告。打开它，还是另建一份空白的？"
        answer = asking.ask(window, "新建空白报告", question, "打开已有的", "另建一份")
    if found is not None and answer == 0:
        window.open_report(found.id)
    elif answer == 1:
        window.open_report(create(window.store(), made))


def _import(window: MainWindow) -> None:
    from reportdesk.gui.importing import flow

    flow.import_published(window)


def _carry(window: MainWindow) -> None:
    from reportdesk.gui.importing import flow

    flow.begin_from_last(window, window.library.chosen())


def _base(window: MainWindow, entry: Entry) -> None:
    from reportdesk.gui.importing import flow

    flow.carry_from(window, window.store().load(entry.id)[0])


def _update(window: MainWindow, entry: Entry) -> None:
    from reportdesk.gui.importing import flow

    flow.update_report(window, entry.id)


def _extract(window: MainWindow, entry: Entry) -> None:
    from reportdesk.gui.importing import flow

    flow.extract(window, entry.id)


def _practice(window: MainWindow) -> None:
    from reportdesk.gui.library.begin import PRACTICE, open_practice

    existing = next((entry for entry in window.store().entries() if entry.sample == PRACTICE), None)
    if existing is None:
        window.open_report(open_practice(window.store()))
    elif ask(window, "练习报告", _PRACTICE, "还原", none="接着练习", safe=True) != 0:
        window.open_report(existing.id)
    else:
        window.give_up(existing.id)
        window.open_report(open_practice(window.store(), existing.id))


def named(entry: Entry) -> str:
    """Name a report in a sentence, however long its unit's name is."""
    unit = unit_of(entry)
    return f"“{f'{unit[:_LONGEST]}…' if len(unit) > _LONGEST else unit}”{entry.year} 年度报告"


_LONGEST = 30
_FINAL = f"已定稿，请先点“{NEW_VERSION}”"
_WITHOUT: Mapping[str, Callable[[MainWindow], None]] = {
    "new": _new,
    "import": _import,
    "carry": _carry,
    "practice": _practice,
    "undo": _undo,
}
_WITH: Mapping[str, Callable[[MainWindow, Entry], None]] = {
    "open": _open,
    "second": _open_second,
    "compare": _compare,
    "base": _base,
    "update": _update,
    "extract": _extract,
    "duplicate": _duplicate,
    "discard": _discard,
    "restore": _restore,
    "purge": _purge,
}

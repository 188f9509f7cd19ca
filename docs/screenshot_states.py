"""The dialogs and the rarer states of the program, which `screenshots.py --all` draws besides its screens."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from screenshot_reports import opened, read_published, sample, year_after

from reportdesk.gui.compare import years
from reportdesk.gui.compare.years_dialog import YearsDialog
from reportdesk.gui.findings.choices import ChoicesDialog
from reportdesk.gui.findings.notes import NotesDialog
from reportdesk.gui.grid.locks import kept, locked
from reportdesk.gui.grid.preview import PastePreview
from reportdesk.gui.importing.carry_dialog import CarryDialog
from reportdesk.gui.importing.dialog import IMPORT, ImportDialog
from reportdesk.gui.importing.update_dialog import UpdateDialog
from reportdesk.gui.importing.updates import updates, warning
from reportdesk.gui.library import deeds
from reportdesk.gui.library.begin import open_practice
from reportdesk.gui.library.picker import BASE, PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.pictures.chart_dialog import ChartDialog
from reportdesk.gui.pictures.files import LIMITS
from reportdesk.gui.pictures.picture_dialog import PictureDialog
from reportdesk.gui.prose import starting
from reportdesk.gui.prose.insert_dialog import InsertDialog
from reportdesk.gui.prose.start_dialog import StartDialog
from reportdesk.gui.wizard import Wizard
from reportdesk.intake.clipboard import prepare
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report
from reportdesk.session import Session, create
from reportdesk.store.store import Store

Drawn = Iterator[tuple[str, QWidget]]
_NATURAL, _CARRIED = "requests.granted.natural", "requests.carried_in.natural"
_PASTED = """一、本年新收政府信息公开申请数量\t12\t约五件\t0\t0\t0\t0\t12
二、上年结转政府信息公开申请数量\t1\t\t1\t0\t0\t0\t9
备注\t8
"""
_FAILED = "没有写进“年报.docx”：文件正在别的程序里打开。请先关闭它，再导出一次；已填内容都已保存。"
"""A refusal as long as they come."""


def states(store: Store, window: MainWindow) -> Drawn:
    """Draw them; the library has the reports that the screens were drawn of."""
    yield from _library(store, window)
    practice = opened(window, open_practice(store))
    yield from _findings(window, practice)
    yield from _prose(window, practice)
    yield from _tables(window, practice)
    window.close_report()
    yield from _importing(store, window)
    yield from _years(window, opened(window, create(store, year_after())))
    window.close_report()
    yield from _passing_on(window, opened(window, create(store, sample("sample-2021"))))
    window.close_report()


def _shown(name: str, dialog: QDialog) -> Drawn:
    """Draw a dialog and close it."""
    dialog.show()
    yield name, dialog
    dialog.done(0)
    dialog.deleteLater()


def _library(store: Store, window: MainWindow) -> Drawn:
    """Draw the picker, what a search does not find, and the recycle bin."""
    library = window.library
    yield from _shown("20-picker", PickReportDialog(window, store.entries(), asking=BASE))
    window.activateWindow()
    library.enter()
    library.search.setFocus()
    library.search.setText("某某镇")
    yield "21-nothing-found", window
    library.show_list(binned=True)
    yield "22-bin", window
    library.show_list()


def _findings(window: MainWindow, wizard: Wizard) -> Drawn:
    """Draw the ways to mend the identity that has most of them, and its official notes."""
    session = wizard.session
    session.mends.look()
    groups = [(finding, group) for finding in session.audit.findings() if (group := session.mends.group(finding.key))]
    finding, group = max(groups, key=lambda each: len(each[1].repairs))
    yield from _shown("23-choices", ChoicesDialog(window, finding, group))
    yield from _shown("24-notes", NotesDialog(window, session.form, finding, ""))


def _prose(window: MainWindow, wizard: Wizard) -> Drawn:
    """Draw the dialogs of a prose page."""
    session = wizard.session
    wizard.go_to_step("overview")
    yield from _shown("25-insert-figure", InsertDialog(window, session.report))
    blank = Report(session.form, session.report.year, "某某街道办事处")
    yield from _shown("26-start", StartDialog(window, blank, "overview", starting.parts(blank, "overview")))
    chart = ChartDialog(window, session)
    drawn = chart.chart
    yield from _shown("27-chart", chart)
    assert drawn is not None
    note = f"1600×900 像素。{LIMITS}"
    yield from _shown("28-picture", PictureDialog(window, "插入图片", drawn.attachment.data, note))


def _tables(window: MainWindow, wizard: Wizard) -> Drawn:
    """Draw what a paste would do, a refused entry with its bubble, the banner and the menu 更多."""
    session = wizard.session
    section = session.form.section("requests")
    paste = kept(prepare(session.report, section, (0, 0), _PASTED), session)
    yield from _shown("29-paste", PastePreview(paste, session.report, window))
    wizard.go_to_step("requests", _NATURAL)
    page = wizard.page()
    assert isinstance(page, TablePage)
    page.view.open_with(_NATURAL, "三十来件")
    page.settle()
    yield "30-refused", window
    session.hold(None)
    editor = page.view.cell_delegate.editor
    assert editor is not None
    page.view.closeEditor(editor, page.view.cell_delegate.EndEditHint.RevertModelCache)
    window.banner.say(_FAILED)
    yield "31-banner", window
    window.banner.hide()
    deeds.show_more(window, window.rect().center())
    menu = QApplication.activePopupWidget()
    assert menu is not None
    yield "32-more", menu
    menu.close()


def _importing(store: Store, window: MainWindow) -> Drawn:
    """Draw the ways of a published report that the screens leave out."""
    pasting = ImportDialog(window, IMPORT, window.store())
    pasting.source.tabs.setCurrentIndex(1)
    yield from _shown("33-import-paste", pasting)
    reading = ImportDialog(window, IMPORT, window.store())
    reading.show()
    read_published(reading)
    assert reading.preview is not None
    reading.preview.tabs.setCurrentWidget(reading.preview.prose)
    yield from _shown("34-import-words", reading)
    carry = CarryDialog(window, sample("sample-2019"), store.entries(), "上年报告来自“上年报告.docx”。", "返回核对")
    carry.unit.setFocus()
    carry.unit.setText("某某街道办事处")
    carry.unit.textEdited.emit(carry.unit.text())
    yield from _shown("35-carry-exists", carry)
    session = Session(store, create(store, year_after()))
    yield from _shown("36-update", _update_dialog(window, session))
    store.discard(session.id)


def _update_dialog(window: MainWindow, session: Session) -> UpdateDialog:
    new = sample("sample-2021")
    new.apply(new.set_cells({_NATURAL: None, _CARRIED: 7}))
    found = updates(session.report, new, lambda address: locked(lock) if (lock := session.lock(address)) else "")
    return UpdateDialog(window, found, "新的年报.docx", warning(session.report, new))


def _years(window: MainWindow, wizard: Wizard) -> Drawn:
    """Draw one figure over the years as a table."""
    session = wizard.session
    known = years.known(session.store, session.report, session.id, session.audit.last)
    series = years.series(known, session.report, "requests.received.natural")
    compared = frozenset((session.report.year - 1, session.report.year))
    yield from _shown("37-years", YearsDialog(series, compared, window))


def _passing_on(window: MainWindow, wizard: Wizard) -> Drawn:
    """Draw whole pages, and the report handed in and 定稿."""
    session = wizard.session
    wizard.go_to_step("export")
    page = wizard.page()
    assert isinstance(page, ExportPage)
    page.preview.view.fit_page()
    yield "38-whole-pages", window
    page.preview.view.fit_width()
    page.show_cards()
    page.state.handed_in(digest(session.report))
    yield "39-handed-in", window
    session.set_final(True)
    page.state.refresh()
    wizard.locking.refresh()
    yield "40-final", window
    wizard.go_to_step("requests")
    yield "41-locked-step", window

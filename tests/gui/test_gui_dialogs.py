"""Dialogs at every text size: none is larger than a small screen has room for."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from core import FORM_2021, put, report_of
from gui.desk import opened
from reportdesk.gui.findings.choices import ChoicesDialog
from reportdesk.gui.findings.notes import NotesDialog
from reportdesk.gui.grid.preview import PastePreview
from reportdesk.gui.importing.carry_dialog import CarryDialog
from reportdesk.gui.importing.dialog import IMPORT, ImportDialog
from reportdesk.gui.importing.update_dialog import UpdateDialog
from reportdesk.gui.importing.updates import updates, warning
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.library.picker import BASE, PickReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.unit_page import UnitPage
from reportdesk.gui.pictures.chart_dialog import ChartDialog
from reportdesk.gui.pictures.picture_dialog import PictureDialog
from reportdesk.gui.prose import starting
from reportdesk.gui.prose.insert_dialog import InsertDialog
from reportdesk.gui.prose.start_dialog import StartDialog
from reportdesk.gui.whole_rows import WholeList
from reportdesk.gui.widgets import child
from reportdesk.intake.clipboard import prepare
from reportdesk.session import Session, create
from reportdesk.store.store import Store

ROOM = QSize(1366 - 80, 768 - 80)  # what a small screen has beside a task bar and the dialog's frame
PASTED = "一、本年新收政府信息公开申请数量\t12\t约五件\t0\t0\t0\t0\t12\n备注\t8\n"


def choices(window: MainWindow, session: Session) -> QDialog:
    finding = next(each for each in session.audit.findings() if each.key == "requests.total:received")
    session.mends.look()
    group = session.mends.group(finding.key)
    assert group is not None
    return ChoicesDialog(window, finding, group)


def notes(window: MainWindow, session: Session) -> QDialog:
    return NotesDialog(window, session.form, session.audit.findings()[0], "")


def insert(window: MainWindow, session: Session) -> QDialog:
    return InsertDialog(window, session.report)


def start(window: MainWindow, session: Session) -> QDialog:
    return StartDialog(window, session.report, "overview", starting.parts(session.report, "overview"))


def chart(window: MainWindow, session: Session) -> QDialog:
    dialog = ChartDialog(window, session)
    assert dialog.chart is not None
    return dialog


def picture(window: MainWindow, session: Session) -> QDialog:
    drawn = ChartDialog(window, session).chart
    assert drawn is not None
    return PictureDialog(window, "插入图片", drawn.attachment.data, "800×600 像素。" * 3)


def paste(window: MainWindow, session: Session) -> QDialog:
    prepared = prepare(session.report, session.form.section("requests"), (0, 0), PASTED)
    return PastePreview(prepared, session.report, window)


def picker(window: MainWindow, session: Session) -> QDialog:
    return PickReportDialog(window, session.store.entries(), asking=BASE)


def reading(window: MainWindow, _session: Session) -> QDialog:
    dialog = ImportDialog(window, IMPORT, window.store())
    dialog.source.refuse("这个文件里没有年度报告的表格。" * 3)
    return dialog


def carry(window: MainWindow, session: Session) -> QDialog:
    """The dialog with all it may have to say: another unit, and a report of that unit that is there already."""
    other = report_of(FORM_2021, unit="某某市档案局")
    other.apply(other.set_year(other.year + 1))
    create(session.store, other)
    dialog = CarryDialog(window, session.report, session.store.entries(), "上年报告来自“上年报告.docx”。", "返回核对")
    dialog.unit.setText("某某市档案局")
    dialog.unit.textEdited.emit(dialog.unit.text())
    assert dialog.refusal.text()
    assert dialog.existing
    return dialog


def update(window: MainWindow, session: Session) -> QDialog:
    new = report_of(FORM_2021)
    new.apply(new.set_year(new.year + 2))
    return UpdateDialog(window, updates(session.report, new), "新的年报.docx", warning(session.report, new))


ALL = (choices, notes, insert, start, chart, picture, paste, picker, reading, carry, update)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_a_dialog_fits_a_small_screen(
    make: Callable[[MainWindow, Session], QDialog], percent: int, window: MainWindow, store: Store
) -> None:
    report = report_of(FORM_2021)
    put(report, {"requests.received.natural": 12, "requests.received.business": 3, "requests.received.total": 13})
    session = opened(window, store, report).session
    window.looks.resize(percent)
    dialog = make(window, session)
    dialog.show()
    dialog.resize(ROOM)
    QApplication.processEvents()
    assert dialog.size() == ROOM, "a dialog that needs more does not become as small"
    dialog.done(0)
    window.looks.restore()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_lists_to_choose_from_end_with_a_whole_row(percent: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of())
    wizard.session.set_cells({"requests.received.natural": 3})
    window.looks.resize(percent)
    for dialog in (InsertDialog(window, wizard.session.report), ChartDialog(window, wizard.session)):
        dialog.show()
        QApplication.processEvents()
        for view in dialog.findChildren(WholeList):
            rows = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
            seen = [row for row in rows if row.top() < view.whole_height() and row.bottom() >= 0]
            assert seen
            assert seen[0].top() >= 0
            assert seen[-1].bottom() < view.viewport().height()
        dialog.done(0)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_what_is_said_of_last_years_report_is_never_squeezed(percent: int, window: MainWindow, store: Store) -> None:
    session = opened(window, store, report_of(FORM_2021)).session
    window.looks.resize(percent)
    dialog = carry(window, session)
    assert isinstance(dialog, CarryDialog)
    dialog.show()
    for anyway in (False, True):
        dialog.anyway.setChecked(anyway)
        for height in range(400, ROOM.height(), 40):
            dialog.resize(ROOM.width(), height)
            QApplication.processEvents()
            said = [text for text in dialog.findChildren(QLabel) if text.isVisible() and text.wordWrap()]
            assert len(said) == 4
            assert all(text.height() >= text.heightForWidth(text.width()) for text in said)
        assert dialog.summary.isVisible() == anyway, "an empty list says nothing"
    dialog.done(0)
    window.looks.restore()


def test_a_year_that_has_not_begun_and_a_second_report_of_a_year_are_told(window: MainWindow, store: Store) -> None:
    ahead = datetime.now().astimezone().year + 9
    dialog = NewReportDialog(window, "青溪镇人民政府")
    hint = child(dialog, QLabel, "hint")
    assert "还没有到" not in hint.text()
    dialog.year.setValue(ahead)
    assert f"{ahead} 年还没有到" in hint.text()
    dialog.deleteLater()
    first = create(store, report_of(FORM_2021, unit="青溪镇人民政府", year=2023))
    wizard = opened(window, store, report_of(FORM_2021, unit="青溪镇人民政府", year=2022))
    page = wizard.page()
    assert isinstance(page, UnitPage)
    assert not page.note.isVisible()
    wizard.session.set_year(2023)
    assert f"编号 {first}" in page.note.text()
    assert page.note.isVisible()
    wizard.session.set_year(ahead)
    assert "还没有到" in page.note.text()
    assert "编号" not in page.note.text()
    wizard.session.set_year(2022)
    assert not page.note.isVisible()

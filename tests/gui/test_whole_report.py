"""A clerk fills a whole report by keyboard, is cut off, comes back, and exports it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox

from gui.desk import Start
from gui.paper_desk import export, export_page
from gui.typist import CTRL, Typist
from places import ROOT, SHARED
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report import exchange
from reportdesk.report.changes import Slot
from reportdesk.report.report import Report
from reportdesk.report.values import show
from reportdesk.store.store import Store

SAMPLES = ROOT / "resources" / "samples"
CASES = SHARED / "cases"


def begin(typist: Typist, window: MainWindow, wanted: Report) -> Wizard:
    """Begin a blank report from 报告库, unit and year typed."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReportDialog)
        typist.write(wanted.unit())
        assert isinstance(typist.focus(), QLineEdit)
        typist.press(Qt.Key.Key_Tab)
        assert isinstance(typist.focus().parent(), QSpinBox) or isinstance(typist.focus(), QSpinBox)
        typist.press(Qt.Key.Key_A, CTRL)
        typist.write(str(wanted.year))
        typist.press(Qt.Key.Key_Return)

    typist.during(answer, lambda: typist.press(Qt.Key.Key_N, CTRL))
    wizard = window.wizard()
    assert isinstance(wizard, Wizard)
    QCoreApplication.processEvents()
    return wizard


def fill(typist: Typist, wizard: Wizard, wanted: Report) -> None:
    """Fill every step from the first to the last figure and word."""
    for section in wanted.form.sections:
        if not section.title:
            while wizard.focusWidget() is not wizard.page().editors[0]:  # type: ignore[attr-defined]
                typist.press(Qt.Key.Key_Tab)
            typist.write(wanted.prose(section.id))
            continue
        typist.press(Qt.Key.Key_PageDown, CTRL)
        assert wizard.page().step.id == section.id
        if section.prose:
            typist.write(wanted.prose(section.id))
            continue
        for cell in wanted.form.cells.values():
            if cell.table in section.tables and cell.address not in wanted.form.totals:
                assert wizard.page().place() == cell.address
                typist.write(show(wanted.cell(cell.address)))
                typist.press(Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    "path",
    [
        SAMPLES / "sample-2019.report.json",
        SAMPLES / "sample-2021.report.json",
        CASES / "qingquan_2019" / "exchange.report.json",
        CASES / "hangzhou_2025" / "exchange.report.json",
    ],
    ids=lambda path: path.parent.name if path.name.startswith("exchange") else path.name.split(".")[0],
)
def test_a_whole_report_by_keyboard(
    path: Path,
    typist: Typist,
    window: MainWindow,
    store: Store,
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: Start,
) -> None:
    if not path.exists():
        pytest.skip("needs the folder of published examples: set REPORTDESK_SHARED")
    wanted = exchange.read(path)
    wizard = begin(typist, window, wanted)
    assert wizard.session.form.id == wanted.form.id
    fill(typist, wizard, wanted)

    report = wizard.session.report
    assert {a: report.cell(a) for a in report.form.cells} == {a: wanted.cell(a) for a in wanted.form.cells}
    assert [report.prose(s.id) for s in report.form.prose] == [wanted.prose(s.id) for s in wanted.form.prose]
    assert exchange.digest(report) == exchange.digest(wanted)
    tally = wizard.session.audit.tally()
    assert (tally.errors, tally.missing) == (0, 0)

    # Power cut in the middle of a cell: nothing is closed, what lies on the disk is all there is.
    wizard.go_to_step("requests", "requests.received.natural")
    typist.write("7")
    assert store.held(wizard.session.id) == (Slot("cell", "requests.received.natural"), "7")
    found = shutil.copytree(data_folder, tmp_path / "after the power cut")
    assert (found / f"{store.path.name}-wal").stat().st_size
    written = exchange.dumps(report)
    after = Store(found)
    again = start(after)
    again.show()
    QCoreApplication.processEvents()
    resumed = again.wizard()
    assert isinstance(resumed, Wizard)
    assert exchange.dumps(resumed.session.report) == written
    assert resumed.page().step.id == "requests"
    assert resumed.page().place() == "requests.received.natural"
    editor = resumed.page().findChild(QLineEdit, "cellEditor")
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "7"
    Typist(again).press(Qt.Key.Key_Escape)

    page = export_page(resumed)
    assert not page.card.is_draft()
    target = tmp_path / page.suggested().name
    export(page, target, monkeypatch)
    assert target.read_bytes().startswith(b"PK")
    again.close()
    after.close()

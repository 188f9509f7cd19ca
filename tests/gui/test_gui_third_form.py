"""A form the program has never seen opens in the same wizard, is filled by keyboard and exported: form is data."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core import THIRD_FORM
from gui.desk import figure, go, opened, said, table
from gui.paper_desk import export, export_page
from gui.typist import CTRL, Typist
from reportdesk.form import loader
from reportdesk.form.model import Form
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.wizard import Wizard
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.store.store import Store

OFFICIAL = loader.bundled()
load_official = loader.load


def bundled() -> tuple[str, ...]:
    return (*OFFICIAL, THIRD_FORM.id)


def load(form_id: str) -> Form:
    return THIRD_FORM if form_id == THIRD_FORM.id else load_official(form_id)


@pytest.fixture(autouse=True)
def _third_form(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(loader, "bundled", bundled)
    monkeypatch.setattr(loader, "load", load)
    yield


@pytest.fixture
def wizard(window: MainWindow, store: Store) -> Wizard:
    """Open a blank report of the third form."""
    return opened(window, store, Report(THIRD_FORM, 2031, "清河市河湖所"))


def test_the_third_form_is_offered(window: MainWindow) -> None:
    dialog = NewReportDialog(window)
    dialog.form.setCurrentIndex(dialog.form.findData(THIRD_FORM.id))
    assert dialog.report().form is THIRD_FORM


def test_the_third_form_is_filled_by_keyboard_and_exported(
    wizard: Wizard, window: MainWindow, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = Typist(window)
    assert [step.title for step in wizard.steps][1:-2] == [section.title for section in THIRD_FORM.sections]
    for section in THIRD_FORM.sections:
        typist.press(Qt.Key.Key_PageDown, CTRL)
        QApplication.processEvents()
        assert wizard.page().step.id == section.id
        if section.prose:
            typist.write("巡查正常。")
            continue
        for cell in THIRD_FORM.cells.values():
            if cell.table in section.tables and cell.address not in THIRD_FORM.totals:
                assert wizard.page().place() == cell.address
                typist.write("2" if cell.kind.integer else "1.5")
                typist.press(Qt.Key.Key_Tab)
    report = wizard.session.report
    assert report.filled() == len(THIRD_FORM.cells)
    assert wizard.session.audit.tally().errors == 0
    assert store.load(wizard.session.id)[0] == report
    assert exchange.loads(exchange.dumps(report)) == report
    page = export_page(wizard)
    assert page.suggested().name.startswith("清河市河湖所2031年河湖巡查工作报告")
    target = tmp_path / page.suggested().name
    export(page, target, monkeypatch)
    with zipfile.ZipFile(target) as document:
        assert "河湖巡查" in document.read("word/document.xml").decode("utf-8")


def test_its_kinds_rules_and_signs_hold(wizard: Wizard, window: MainWindow) -> None:
    change = next(a for a in THIRD_FORM.cells if a.startswith("cleared.sites."))
    typist = go(wizard, change)
    typist.write("-5")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, change) == "-5"
    area = "cleared.water.spring"
    go(wizard, area)
    typist.write("不适用")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, area) == "不适用"
    go(wizard, area)
    typist.write("3平方米")
    typist.press(Qt.Key.Key_Return)
    assert "应为 0.0003 公顷？" in said(wizard)
    typist.press(Qt.Key.Key_Escape)
    total = next(a for a in THIRD_FORM.totals if a.startswith("rounds."))
    go(wizard, total)
    typist.write("7")
    typist.press(Qt.Key.Key_Return)
    assert wizard.session.report.is_typed(total)


def test_f4_reaches_every_finding_of_it(wizard: Wizard, window: MainWindow) -> None:
    wizard.session.set_cells(dict.fromkeys(THIRD_FORM.cells, 3))
    wizard.session.set_prose("summary", "长" * 60)
    wizard.session.set_unit("name", "青溪镇人民政府")
    typist = Typist(window)
    findings = wizard.session.audit.findings()
    assert len({finding.code for finding in findings}) >= 4
    for _finding in findings:
        typist.press(Qt.Key.Key_F4)
        if isinstance(wizard.page(), TablePage):
            assert table(wizard).place() in THIRD_FORM.cells


def test_arrows_and_tab_pass_over_labels_of_tables_under_one_another(wizard: Wizard, window: MainWindow) -> None:
    typist = go(wizard, "rounds.branch.walked")
    reached = {table(wizard).place()}
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        for _time in range(6):
            typist.press(key)
            reached.add(table(wizard).place())
    assert reached <= set(THIRD_FORM.cells)
    assert {address.split(".")[0] for address in reached} == {"rounds", "cleared"}

"""Last year's figures beside this year's, and the sum of a chosen range."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from core import FORM_2019, FORM_2021, report_of
from gui.desk import RECEIVED, go, opened, said, table
from gui.typist import SHIFT, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store


@pytest.fixture
def this_year(window: MainWindow, store: Store) -> Wizard:
    last = report_of(FORM_2021, year=2022)
    last.apply(last.set_cells({RECEIVED: 4}))
    create(store, last)
    now: Report = report_of(FORM_2021, year=2023)
    now.apply(now.set_cells({RECEIVED: 6}))
    return opened(window, store, now)


def test_the_footer_tells_last_year_and_the_change(this_year: Wizard) -> None:
    go(this_year, RECEIVED)
    assert this_year.footer.note().endswith("：6　上年：4（+2）")


def test_the_button_draws_last_years_figures_and_is_remembered(this_year: Wizard, window: MainWindow) -> None:
    go(this_year, RECEIVED)
    page = table(this_year)
    assert page.before.isEnabled()
    assert page.view.body.marks.before == {}
    without = page.view.grab().toImage()
    page.before.click()
    assert page.view.body.marks.before[RECEIVED] == 4
    assert page.view.grab().toImage() != without
    window.open_report(this_year.session.id)
    QCoreApplication.processEvents()
    again = window.wizard()
    assert again is not None
    go(again, RECEIVED)
    assert table(again).before.isChecked()


def test_without_last_year_the_button_says_why(wizard: Wizard) -> None:
    go(wizard, RECEIVED)
    page = table(wizard)
    year = str(wizard.session.report.year - 1)
    assert year in page.before.toolTip()
    assert "上年" not in wizard.footer.note()
    page.before.setFocus()
    Typist(wizard.window()).press(Qt.Key.Key_Space)
    assert not page.before.isChecked()
    assert year in said(wizard)
    assert year in wizard.footer.note()


def test_a_chosen_range_is_summed_in_the_footer(this_year: Wizard) -> None:
    typist = go(this_year, RECEIVED)
    typist.press(Qt.Key.Key_Down, SHIFT)
    assert this_year.footer.note() == "选中 2 格　求和 6"
    typist.press(Qt.Key.Key_Down)
    assert "选中" not in this_year.footer.note()


def test_a_table_without_counterparts_in_last_years_format_says_so(window: MainWindow, store: Store) -> None:
    last = report_of(FORM_2019, year=2020)
    last.apply(last.set_cells({RECEIVED: 4}))
    create(store, last)
    wizard = opened(window, store, report_of(FORM_2021, year=2021))
    go(wizard, RECEIVED)
    page = table(wizard)
    page.before.click()
    assert page.before.isChecked(), "applications are counted alike in both formats"
    go(wizard, "fees.fee.amount")
    page = table(wizard)
    assert not page.before.isChecked()
    page.before.click()
    assert not page.before.isChecked()
    assert "另一种格式" in said(wizard)
    assert "另一种格式" in wizard.footer.note()

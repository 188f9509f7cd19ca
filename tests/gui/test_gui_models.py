"""Every model of the window keeps Qt's contract."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.modeltest import ModelTester  # type: ignore[import-untyped]

from core import FORMS, report_of
from gui.desk import RECEIVED
from reportdesk.audit.engine import Audit
from reportdesk.form.grid import section_grid
from reportdesk.form.model import Form
from reportdesk.gui.findings.cards import cards
from reportdesk.gui.findings.cards_model import CardsModel
from reportdesk.gui.grid.model import GridModel
from reportdesk.gui.library.model import LibraryModel
from reportdesk.gui.step_list import StepsModel
from reportdesk.gui.steps import steps
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import Report
from reportdesk.session import Session, create
from reportdesk.store.store import Store

OFFICIAL = pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.id)


@pytest.fixture
def parent(qapp: object) -> QObject:
    return QObject()


@OFFICIAL
def test_grid_model(form: Form, store: Store, qtmodeltester: ModelTester) -> None:
    session = Session(store, create(store, Report(form, form.first_year)))
    for section in form.sections:
        if section.tables:
            model = GridModel(session, section_grid(form, section))
            qtmodeltester.check(model)
            address = model.addresses()[0]
            assert model.setData(model.index_of(address), "12")
            assert not model.setData(model.index_of(address), "x")
            assert model.data(model.index_of(address)) == "12"
            model.detach()


@OFFICIAL
def test_steps_model(form: Form, store: Store, parent: QObject, qtmodeltester: ModelTester) -> None:
    session = Session(store, create(store, Report(form, form.first_year)))
    model = StepsModel(session, steps(form), parent)
    qtmodeltester.check(model)


@OFFICIAL
def test_cards_model(form: Form, parent: QObject, qtmodeltester: ModelTester) -> None:
    report = Report(form, form.first_year)
    model = CardsModel(parent)
    qtmodeltester.check(model)
    for step in steps(form):
        model.show(cards(form, steps(form), Audit(report).findings(), step.id))
    for address in form.cells:
        report.apply(report.set_cells({address: 1}))
        model.show(cards(form, steps(form), Audit(report).findings(), "requests"))
    assert model.cards() == cards(form, steps(form), Audit(report).findings(), "requests")


def test_library_model(store: Store, parent: QObject, qtmodeltester: ModelTester) -> None:
    model = LibraryModel(parent)
    qtmodeltester.check(model)
    for year in (2021, 2022, 2023):
        create(store, report_of(year=year))
        model.show(store.entries())
        model.look_for(str(year))
        assert model.rowCount() == 1
        model.look_for("")
        for column in range(model.columnCount()):
            model.arrange(column, falling=column % 2 == 0)
            assert model.rowCount() == year - 2020


def test_one_grid_model_serves_every_table_of_the_window(wizard: Wizard) -> None:
    for step in wizard.steps:
        wizard.go_to_step(step.id)
    models = wizard.findChildren(GridModel)
    tables = [section for section in wizard.session.form.sections if section.tables]
    assert len(models) == len(tables)
    assert {type(model) for model in models} == {GridModel}


def test_a_screen_reader_hears_row_column_value_and_state(wizard: Wizard) -> None:
    wizard.go_to_step("requests")
    model = wizard.findChildren(GridModel)[0]
    name = wizard.session.form.cell_name(RECEIVED)
    assert model.spoken(RECEIVED) == f"{name}：0"
    assert model.spoken("requests.received.total").endswith("：0，自动合计")
    wizard.session.set_cells({RECEIVED: None})
    assert model.spoken(RECEIVED) == f"{name}：未填"

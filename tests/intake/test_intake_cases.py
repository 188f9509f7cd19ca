"""The tables of published reports, pasted whole as HTML and as text: every figure right, none wrong."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from places import SHARED
from reportdesk.form import loader
from reportdesk.form.grid import section_grid
from reportdesk.form.model import Form, Section
from reportdesk.intake.clipboard import prepare, read
from reportdesk.intake.copying import as_text
from reportdesk.intake.paste import Paste
from reportdesk.report.report import Report
from reportdesk.report.values import Value, show

PAGES = sorted(path for path in (SHARED / "cases").glob("*/*.html"))
# Zeros are printed as strokes there, which are no figures; and a group of rows stands as one row.
STROKES = {"hongze_2023"}


def markup(page: Path) -> str:
    data = page.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def truth(page: Path) -> dict[str, Any]:
    return json.loads((page.parent / "truth.json").read_text(encoding="utf-8"))


def same(value: Value, figure: str | None) -> bool:
    if value is None or figure is None:
        return value is None and figure is None
    return Decimal(show(value)) == Decimal(figure)


def pasted(form: Form, section: Section, text: str, html: str = "") -> tuple[Report, Paste]:
    report = Report(form, form.first_year)
    cell = next(cell for cell in section_grid(form, section).cells if cell.address)
    paste = prepare(report, section, (cell.row, cell.column), text, html)
    report.apply(report.set_cells(paste.values()))
    return report, paste


def check(report: Report, paste: Paste, figures: dict[str, str | None], page: Path) -> None:
    assert not paste.refusal
    assert not paste.doubts
    wrong = {a: (show(report.cell(a)), figure) for a, figure in figures.items() if not same(report.cell(a), figure)}
    if page.parent.name in STROKES:
        refused = {entry.address for entry in paste.refused()}
        assert {entry.text for entry in paste.refused()} == {"/"}
        assert all(found == "" for found, _figure in wrong.values())
        assert all(a in refused or a.split(".")[1:2] == ["other"] for a in wrong), "only what was refused is left blank"
    else:
        assert wrong == {}
        assert not paste.needs_asking()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_pasted_as_html(page: Path) -> None:
    known = truth(page)
    form = loader.load(known["form"])
    for section in form.sections:
        if section.tables:
            figures = {a: f for a, f in known["cells"].items() if form.cells[a].table in section.tables}
            check(*pasted(form, section, "", markup(page)), figures, page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_each_table_pasted_as_a_spreadsheet_gives_its_text(page: Path) -> None:
    known = truth(page)
    form = loader.load(known["form"])
    blocks = read("", markup(page))
    for section in form.sections:
        if not section.tables:
            continue
        figures = {a: f for a, f in known["cells"].items() if form.cells[a].table in section.tables}
        report = Report(form, known["year"])
        pastes = [prepare(report, section, (0, 0), as_text(block).replace("\n", "\r\n")) for block in blocks]
        fitting = [paste for paste in pastes if not paste.refusal]
        assert fitting
        for paste in fitting:
            report.apply(report.set_cells(paste.values()))
            assert not paste.doubts
        found = {a: report.cell(a) for a in figures}
        wrong = [a for a, value in found.items() if value is not None and not same(value, figures[a])]
        # A total may be summed where the page left it blank.
        assert [a for a in wrong if figures[a] is not None] == []
        told = {e.address for paste in fitting for e in paste.refused()} | set(_told_of(fitting, form))
        missing = [a for a, value in found.items() if value is None and figures[a] is not None and a not in told]
        assert missing == []


def _told_of(pastes: list[Paste], form: Form) -> list[str]:
    """Return the figures of rows that the clerk is told of as left out."""
    texts = " ".join(part.text + part.reason for paste in pastes for part in paste.skipped)
    return [a for a in form.cells if form.row_name(a).split("·")[0] in texts]


def test_table_three_is_pasted_wherever_the_focus_is() -> None:
    page = SHARED / "cases" / "hangzhou_2025" / "report.html"
    if not page.exists():
        pytest.skip("needs the folder of published examples: set REPORTDESK_SHARED")
    known = truth(page)
    form = loader.load(known["form"])
    section = form.section("requests")
    for place in ((3, 3), (10, 5), (27, 9)):
        report = Report(form, known["year"])
        report.apply(report.set_cells(prepare(report, section, place, "", markup(page)).values()))
        assert all(same(report.cell(a), f) for a, f in known["cells"].items() if a.startswith("requests."))
        assert not report.names("typed")

"""What the tests of the core share: forms, blank and full reports, and ways to alter a form file."""

from collections.abc import Mapping
from pathlib import Path

from places import ROOT
from reportdesk.form import loader
from reportdesk.form.model import Form
from reportdesk.report.report import Report
from reportdesk.report.values import Value

FORM_2019 = loader.load("disclosure-2019")
FORM_2021 = loader.load("disclosure-2021")
THIRD = Path(__file__).parent / "data" / "third-form.toml"
THIRD_FORM = loader.read(THIRD)
FORMS = (FORM_2019, FORM_2021, THIRD_FORM)
FINDINGS = ROOT / "resources" / "findings.toml"
UNIT = "清河市档案馆"


def report_of(form: Form = FORM_2021, unit: str = UNIT, year: int = 0) -> Report:
    """Return a report with every cell 0 and every prose section written: nothing to find."""
    report = Report(form, year or form.first_year, unit)
    report.apply(report.set_cells(dict.fromkeys(form.cells, 0)))
    report.apply(report.set_cells(dict.fromkeys(form.totals)))
    for section in form.prose:
        report.apply(report.set_prose(section.id, "无。"))
    return report


def put(report: Report, cells: Mapping[str, Value]) -> None:
    """Give a report's cells new values."""
    report.apply(report.set_cells(cells))


def altered(folder: Path, *swaps: tuple[str, str]) -> Path:
    """Write the third form with passages exchanged, each of which must be there, and return the file."""
    text = THIRD.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "altered.toml"
    path.write_text(text, encoding="utf-8")
    return path

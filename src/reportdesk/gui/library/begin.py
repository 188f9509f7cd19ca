"""Ways to begin a report from nothing: a blank one for a unit and year, or the practice report."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from reportdesk import assets
from reportdesk.form import loader
from reportdesk.gui.theme import px
from reportdesk.gui.widgets import child, load_form, make_primary
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.session import create
from reportdesk.store.store import Store

PRACTICE = "practice"
FIRST_YEAR, LAST_YEAR = 2019, 2099


def likely_year(today: date) -> int:
    """Return the year a report begun today is most likely for: the last one that is over."""
    return min(max(today.year - 1, FIRST_YEAR), LAST_YEAR)


class NewReportDialog(QDialog):
    """Asks for the unit and the year; the form follows from the year, another one may be chosen."""

    def __init__(self, parent: QWidget, unit: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("新建空白报告")
        self.setMinimumWidth(px(440))
        form = load_form("new_report", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(16)
        layout.addWidget(form)
        self.unit, self.year = child(form, QLineEdit, "unit"), child(form, QSpinBox, "year")
        self.form, self._hint = child(form, QComboBox, "form"), child(form, QLabel, "hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
        accept.setText("开始填报")
        make_primary(accept)
        layout.addWidget(buttons)
        for form_id in loader.bundled():
            self.form.addItem(loader.load(form_id).name, form_id)
        self.unit.setText(unit)
        self.unit.selectAll()
        self.year.setValue(likely_year(datetime.now().astimezone().date()))
        self._on_year_value_changed(self.year.value())
        self.year.valueChanged.connect(self._on_year_value_changed)
        self.form.currentIndexChanged.connect(self._on_form_current_index_changed)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def report(self) -> Report:
        """Return the blank report asked for."""
        return Report(loader.load(self.form.currentData()), self.year.value(), self.unit.text().strip())

    def _on_year_value_changed(self, year: int) -> None:
        self.form.setCurrentIndex(self.form.findData(loader.for_year(year).id))
        self._on_form_current_index_changed()

    def _on_form_current_index_changed(self) -> None:
        form = loader.load(self.form.currentData())
        fits = form.fits(self.year.value())
        told = form.notice if fits else f"{form.notice}一般不用于 {self.year.value()} 年度"
        self._hint.setText("\n".join(filter(None, (told, not_yet(self.year.value())))))


def not_yet(year: int) -> str:
    """Say where a year has not even begun, which is a slip of the hand."""
    return f"{year} 年还没有到，请核对年度。" if year > datetime.now().astimezone().year else ""


def open_practice(store: Store, former: int = 0) -> int:
    """Store the practice report with its planted faults, in place of the one worked on before; return its id."""
    report = exchange.read(assets.path("resources", f"samples/{PRACTICE}{exchange.SUFFIX}"))
    made = create(store, report, PRACTICE)
    if former:
        store.delete(former)
    return made

"""Asks for whom and for which year a report begins from last year's, and shows beforehand all that is carried over."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from reportdesk.errors import ReportDeskError
from reportdesk.form import loader
from reportdesk.form.units import particulars
from reportdesk.gui.importing.existing import existing
from reportdesk.gui.importing.help_key import offer_help
from reportdesk.gui.library.begin import LAST_YEAR
from reportdesk.gui.theme import px
from reportdesk.gui.whole_rows import WholePage
from reportdesk.gui.widgets import button, child, give_size, label, load_form, make_primary, scrolled, set_tone
from reportdesk.intake.carry import Carried, UnfitLastYear, carry
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import show
from reportdesk.store.library import Entry

_SIZE = (760, 600)
_MARGIN = 12
_LEAST = 80  # pixels at 100 % that the list of what is carried over has at least
_ANYWAY = "仍然使用：只带入文字，不带入数字"


class CarryDialog(QDialog):
    """`carried` is the report to begin with; `existing` the one to be opened instead, 0 where a new one is wanted.

    `told` says where last year's report comes from, `back` names the button that leaves the dialog.
    """

    def __init__(self, parent: QWidget, last: Report, entries: list[Entry], told: str = "", back: str = "取消") -> None:
        super().__init__(parent)
        self._last, self._entries = last, entries
        self.carried: Carried | None = None
        self.existing = 0
        self.setWindowTitle("以上年报告为底稿")
        give_size(self, *_SIZE)
        fields = load_form("new_report", self)
        self.unit, self.year = child(fields, QLineEdit, "unit"), child(fields, QSpinBox, "year")
        self.form, self._hint = child(fields, QComboBox, "form"), child(fields, QWidget, "hint")
        self.anyway = QCheckBox(_ANYWAY)
        self.refusal, self._exists = label("", "bubble"), label("", "bubble")
        set_tone(self._exists, "remark")
        self._told = label(told, "hint")
        self._back = button(back, self.reject)
        self.summary = _Summary()
        self.open_existing = button("打开已有的", self._on_open_existing_clicked)
        self.start = button("开始填报", self.accept)
        offer_help(self)
        self._build(fields)
        self._fill()
        self.unit.textEdited.connect(self._refresh)
        self.year.valueChanged.connect(self._on_year_value_changed)
        self.form.currentIndexChanged.connect(self._refresh)
        self.anyway.toggled.connect(self._refresh)
        self._on_year_value_changed(self.year.value())
        (self.open_existing if self.existing else self.start).setFocus()

    def _build(self, fields: QWidget) -> None:
        self._hint.hide()
        self.summary.setAccessibleName("带入的内容")
        self.summary.setOpenLinks(False)
        self.summary.setTabChangesFocus(True)
        self.summary.document().setDocumentMargin(_MARGIN)
        self.summary.setMinimumHeight(px(_LEAST))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        _area, column = scrolled(layout, "card")
        column.setSpacing(10)
        title = label(f"上年报告：{self._last.unit() or '未写单位'}　{self._last.year} 年度", "sectionTitle")
        for text in (title, self._told, self.refusal, self._exists):
            text.setWordWrap(True)
        self._told.setVisible(bool(self._told.text()))
        for widget in (title, self._told, fields, self.refusal, self.anyway, self._exists):
            column.addWidget(widget)
        column.addWidget(self.summary, 1)
        column.addStretch()
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addStretch()
        for widget in (self.open_existing, self.start, self._back):
            bottom.addWidget(widget)
        layout.addLayout(bottom)

    def _fill(self) -> None:
        for form_id in loader.bundled():
            self.form.addItem(loader.load(form_id).name, form_id)
        self.unit.setText(self._last.unit())
        self.year.setRange(min(self._last.year + 1, LAST_YEAR), LAST_YEAR)
        self.year.setValue(self._last.year + 1)

    def _on_year_value_changed(self, year: int) -> None:
        place = self.form.findData(loader.for_year(year).id)
        if place != self.form.currentIndex():
            self.form.setCurrentIndex(place)
        else:
            self._refresh()

    def _refresh(self) -> None:
        """Carry over as things stand now, and show what comes of it."""
        form, unit = loader.load(self.form.currentData()), self.unit.text().strip()
        refusal, misfit = "", False
        try:
            self.carried = carry(self._last, self.year.value(), form, unit=unit, anyway=self.anyway.isChecked())
        except UnfitLastYear as error:
            self.carried, refusal, misfit = None, error.message, True
        except ReportDeskError as error:
            self.carried, refusal = None, error.message
        note = self.carried.note if self.carried else ""
        self.refusal.setText(refusal or note)
        self.refusal.setVisible(bool(refusal or note))
        self.anyway.setVisible(misfit or bool(note))
        self.summary.setHtml("".join(summary(self.carried, self._last)) if self.carried else "")
        self.summary.setVisible(self.carried is not None)  # the refusal says why there is nothing to list
        self._offer(unit)

    def _offer(self, unit: str) -> None:
        """Say where there is such a report already, and offer to go on with it."""
        year = self.year.value()
        found = existing(self._entries, unit, year)
        self.existing = found.id if found else 0
        too = "打开它时，刚读入的上年报告也一并存入。" if self._told.text() else ""
        self._exists.setText(f"报告库里已有“{unit}”{year} 年度的报告。{too}" if self.existing else "")
        self._exists.setVisible(bool(self.existing))
        self.open_existing.setVisible(bool(self.existing))
        self.start.setText("另建一份" if self.existing else "开始填报")
        self.start.setEnabled(self.carried is not None)
        proposed = self.open_existing if self.existing else self.start
        proposed.setDefault(True)
        for made in (self.open_existing, self.start):
            make_primary(made, primary=made is proposed)

    def accept(self) -> None:
        """Begin a new report."""
        self.existing = 0
        super().accept()

    def _on_open_existing_clicked(self) -> None:
        self.carried = None
        super().accept()


class _Summary(WholePage):
    """Takes what height is left, be it the least, so that what stands above is never squeezed to make room for more."""

    def sizeHint(self) -> QSize:
        """Ask for the least."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def summary(carried: Carried, last: Report) -> Iterator[str]:
    """Yield as HTML what is carried over, what is not, and what has no counterpart."""
    form = carried.report.form
    figures = [f"{form.cell_name(each.address)}：{show(each.value)}（{each.source}）" for each in carried.filled]
    yield from _listed(f"带入上年的数：{len(figures)} 格", figures)
    left = [f"{form.cell_name(each.address)}：{each.reason}" for each in carried.left]
    yield from _listed(f"没有带入，请自己填：{len(left)} 格", left)
    yield from _listed(f"上年有、本年格式没有的格子：{len(carried.dropped)} 格", list(_dropped(carried, last)))
    marked = sum(bool(each.reasons) for each in carried.drafts)
    drafts = f"{len(carried.drafts)} 段，其中 {marked} 段标了“待改”，要逐段看过" if carried.drafts else "上年没有文字"
    yield from _listed("文字", [drafts])
    unit = [f"{particulars()[field]}：{text}" for field in UNIT_FIELDS if (text := carried.report.unit(field))]
    yield from _listed("单位信息", unit)
    yield "<p>其余数据都留空待填。</p>"


def _dropped(carried: Carried, last: Report) -> Iterator[str]:
    for address in carried.dropped:
        yield f"{last.form.cell_name(address)}：上年 {show(last.cell(address)) or '未填'}，不带入"


def _listed(head: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield f"<h4>{escape(head)}</h4>"
        yield from (f"<p style='margin:2px 0'>{escape(text)}</p>" for text in texts)

"""基本信息: the unit's particulars, the year, and the unnumbered opening."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from reportdesk.audit.findings import Finding
from reportdesk.errors import ReportDeskError
from reportdesk.form.units import level_of, levels
from reportdesk.gui.importing.existing import existing
from reportdesk.gui.library.begin import not_yet
from reportdesk.gui.pages.page import Page
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.prose.area import widest
from reportdesk.gui.steps import UNIT, Step
from reportdesk.gui.widgets import child, is_undo_or_redo, label, load_form, scrolled, set_tone
from reportdesk.report.report import UNIT_FIELDS
from reportdesk.session import Happened, Session

_HINT = "单位名称必填，写全称，用于报告标题。其余可以空着；前言以外的只供核对，不写入正文。"
_LEVEL = "level"


class UnitPage(Page):
    """The first step; its fields are those of `ui/unit_page.ui`, named after the particulars."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(session, step, _HINT)
        self.form = load_form("unit_page", self)
        self._scroll, self._column = scrolled(self.body)
        self._column.addWidget(self.form)
        self.note = label("", "hint")
        self.note.setWordWrap(True)
        set_tone(self.note, "error")
        self._column.addWidget(self.note)
        self._fields = {name: self._field(name) for name in UNIT_FIELDS if name != _LEVEL}
        self._level = child(self.form, QComboBox, _LEVEL)
        self._year = child(self.form, QSpinBox, "year")
        child(self.form, QLabel, "form_name").setText(f"{session.form.name}（{session.form.notice}）")
        self._level.addItem("", "")
        for level in levels():
            self._level.addItem(level.label, level.id)
        self.editors = [self._editor(section.id, section.name) for section in session.form.prose if not section.title]
        if not self.editors:
            self._column.addStretch(1)
        self._read()
        for chooser in (self._level, self._year):
            chooser.installEventFilter(self)
            chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or a turn of the wheel over it would give it the focus
        self._level.activated.connect(self._on_level_activated)
        self._year.valueChanged.connect(self._on_year_value_changed)

    def on_happened(self, happened: Happened) -> None:
        """Show particulars as stored."""
        if any(slot.kind in ("unit", "year") for slot in happened.slots):
            self._read()
        for editor in self.editors:
            editor.on_happened(happened)

    def widest(self) -> int:
        """Return how wide the opening gets; the fields above it get no wider."""
        return widest()

    def enter(self, place: str = "") -> None:
        """Put the focus on the remembered field, or on the name."""
        places: dict[str, QWidget] = {_LEVEL: self._level, "year": self._year, **self._fields}
        places |= {editor.section: editor for editor in self.editors}
        target = places.get(place, self._fields["name"])
        target.setFocus()
        self._scroll.ensureWidgetVisible(target)

    def place(self) -> str:
        """Return the field in focus."""
        focused = self.focusWidget()
        if isinstance(focused, ProseEditor):
            return focused.section
        return focused.objectName() if focused else ""

    def show_finding(self, finding: Finding) -> None:
        """Go to the field in question."""
        subject = finding.key.partition(":")[2]
        self.enter(subject if finding.section == UNIT else finding.section)
        if finding.span:
            self.show_words(finding.section, finding.span)

    def show_words(self, section: str, span: tuple[int, int]) -> None:
        """Choose words of the opening."""
        for editor in self.editors:
            if editor.section == section:
                editor.select(*span)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the wizard which field is in focus; leave undo and redo to the report's own history."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched)
            self.focus_moved.emit(UNIT)
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # the wheel scrolls the page; it alters only the field in focus
            return True
        if is_undo_or_redo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _field(self, name: str) -> QLineEdit:
        field = child(self.form, QLineEdit, name)
        field.installEventFilter(self)
        if not field.placeholderText():
            field.setPlaceholderText("选填")
        field.textEdited.connect(self._on_field_text_edited)
        return field

    def _editor(self, section: str, name: str) -> ProseEditor:
        editor = ProseEditor(self.session, section)
        editor.setAccessibleName(name)
        editor.setPlaceholderText("选填：依据、统计期限、获取方式等说明")
        editor.entered.connect(self.focus_moved)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(label(f"{name}（印在“{self.session.form.sections[1].title}”之前，选填）", "fieldLabel"))
        box.addWidget(editor, 1)
        self._column.addLayout(box, 1)
        return editor

    def _read(self) -> None:
        report = self.session.report
        for name, field in self._fields.items():
            if field.text() != report.unit(name):
                field.setText(report.unit(name))
        told = level_of("", report.unit())
        unknown = "看不出，可以不选" if report.unit() else ""
        guess = next((level.label for level in levels() if level.id == told), unknown)
        self._level.setItemText(0, "：".join(part for part in ("按单位名称判断", guess) if part))
        place = next((i for i in range(self._level.count()) if report.unit(_LEVEL) in self._names(i)), 0)
        self._level.setCurrentIndex(place if report.unit(_LEVEL) else 0)
        # Reports of other years exist; the form says in a remark that it does not fit them.
        self._year.setRange(min(self._year.minimum(), report.year), max(self._year.maximum(), report.year))
        self._year.setValue(report.year)
        self.note.setText(" ".join(filter(None, (not_yet(report.year), self._twin()))))
        self.note.setVisible(bool(self.note.text()))

    def _twin(self) -> str:
        """Say where the library has another report of this unit and year: one of them is last year's to the next."""
        store, report = self.session.store, self.session.report
        others = (entry for entry in store.entries() if entry.id != self.session.id)
        twin = existing(others, report.unit(), report.year)
        return f"报告库里另有本单位 {report.year} 年度的报告（编号 {twin.id}），请确认是不是要两份。" if twin else ""

    def _names(self, place: int) -> tuple[str, str]:
        return self._level.itemData(place), self._level.itemText(place)

    def _on_field_text_edited(self, text: str) -> None:
        field = self.sender()
        assert isinstance(field, QLineEdit)
        self.session.set_unit(field.objectName(), text)

    def _on_level_activated(self, place: int) -> None:
        try:
            self.session.set_unit(_LEVEL, self._level.itemData(place))
        except ReportDeskError:
            self._read()
            raise

    def _on_year_value_changed(self, year: int) -> None:
        if year == self.session.report.year:
            return
        try:
            self.session.set_year(year)
        except ReportDeskError:
            self._read()
            raise

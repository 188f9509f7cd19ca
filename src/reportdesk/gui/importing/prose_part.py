"""文字 in the preview: what was read at the left, and beside it each section as it is taken over, to be corrected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from reportdesk.gui.importing.texts import part_name, prose_page
from reportdesk.gui.importing.trial import Trial
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.whole_rows import WholePage
from reportdesk.gui.widgets import button, label
from reportdesk.session import Happened

_READ, _TAKEN = "读到的文字", "带入的文字（可以直接改）"
_MARGIN, _SHARED = 14, 500


class ProsePart(QWidget):
    """The words as read, which stay as they are, and the editors; a section can be put back as it was read."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self._trial = trial
        self.read = page(prose_page(trial.reading), _READ)
        self.sections = QTabWidget()
        self.sections.setObjectName("plainTabs")
        self.editors: dict[str, ProseEditor] = {}
        for section in trial.report.form.prose:
            made = self.editors[section.id] = ProseEditor(trial.session, section.id)
            name = section.title or section.name
            made.setAccessibleName(f"{name}：带入的文字")
            made.setMaximumWidth(self.maximumWidth())  # beside what was read it takes the room there is
            made.setPlaceholderText("没有读到文字，可以在这里写，也可以以后再写")
            self.sections.addTab(made, part_name(section))
            self.sections.setTabToolTip(self.sections.count() - 1, name)
        self.restore = button("恢复读到的文字", self._on_restore_clicked, tip="这一部分回到刚读入的样子")
        self._build()
        self.sections.currentChanged.connect(self._on_sections_current_changed)
        self.refresh()

    def views(self) -> list[QWidget]:
        """Return what takes the focus here, from left to right."""
        return [self.read, self.editors[self._section()]]

    def on_happened(self, happened: Happened) -> None:
        """Follow a change of the words made elsewhere, as by undo."""
        for editor in self.editors.values():
            editor.on_happened(happened)
        self.refresh()

    def refresh(self) -> None:
        """Offer to restore a section that was altered."""
        self.restore.setEnabled(self._trial.is_altered(self._section()))

    def _section(self) -> str:
        return list(self.editors)[self.sections.currentIndex()]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_TAKEN, "hint"), 1)
        head.addWidget(self.restore)
        left, right, read = QVBoxLayout(), QVBoxLayout(), label(_READ, "hint")
        read.setMinimumHeight(self.restore.sizeHint().height())  # both sides begin at one height
        left.addWidget(read)
        left.addWidget(self.read, 1)
        right.addLayout(head)
        right.addWidget(self.sections, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            side = QWidget()
            side.setLayout(column)
            split.addWidget(side)
        split.setSizes([_SHARED, _SHARED])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(split)
        self.sections.tabBar().setAccessibleName("各部分的文字")

    def _on_sections_current_changed(self) -> None:
        self.read.scrollToAnchor(self._section())
        self.refresh()

    def _on_restore_clicked(self) -> None:
        self._trial.restore(self._section())
        self.editors[self._section()].setFocus()


def page(html: str, name: str) -> WholePage:
    """Return a page to look through."""
    made = WholePage()
    made.setOpenLinks(False)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setHtml(html)
    made.document().setDocumentMargin(_MARGIN)
    return made

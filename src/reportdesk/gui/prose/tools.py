"""The commands of a prose page: insert a figure, let a typed one follow its cell, begin with starter texts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from reportdesk.audit.prose.live import Suggestion, inserted, suggest_live
from reportdesk.gui.pages.prose_editor import ProseEditor
from reportdesk.gui.pictures.tools import PictureTools
from reportdesk.gui.prose import starting
from reportdesk.gui.prose.telling import cells_label
from reportdesk.gui.widgets import button
from reportdesk.session import Session

INSERT_KEYS, FOLLOW_KEYS = "Ctrl+I", "Ctrl+J"
PAUSE = 350  # milliseconds without a change before typed figures are looked at
_OF_QT = 3  # entries of Qt's menu for its own undo and redo, which are the window's
_INSERT_TIP = f"在光标处插入表中的数，表改了这里跟着改（{INSERT_KEYS}）"
_FOLLOW_TIP = f"把与表中相同的数改为随表更新：可以全部改，也可以逐处看（{FOLLOW_KEYS}）"
_START_TIP = "按五个部分插入起草的文字，数字随表更新；可以一次撤销"


class ProseTools(QWidget):
    """Buttons and keys over one editor; `crossed` asks to go to the cell of what was clicked with Ctrl."""

    told = Signal(str)
    crossed = Signal()

    def __init__(self, session: Session, editor: ProseEditor) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        self.offers: list[Suggestion] = []
        self.insert = button("插入数字", self.insert_figure, tip=_INSERT_TIP)
        self.follow = button("随表更新", self._on_follow_clicked, tip=_FOLLOW_TIP)
        self.start = button("用起草文字开头", self.begin, tip=_START_TIP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for made in (self.insert, self.follow, self.start):
            layout.addWidget(made)
        self.pictures = PictureTools(session, editor)
        self.pictures.told.connect(self.told)
        layout.addWidget(self.pictures)
        layout.addStretch()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        for keys, slot in ((INSERT_KEYS, self.insert_figure), (FOLLOW_KEYS, self.follow_cell)):
            QShortcut(QKeySequence(keys), editor, slot, context=Qt.ShortcutContext.WidgetShortcut)
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        editor.customContextMenuRequested.connect(self._on_editor_menu_requested)
        editor.followed.connect(self._on_editor_followed)
        self.look()

    def refresh(self) -> None:
        """Look at the text a moment later."""
        self._timer.start()

    def look(self) -> None:
        """Mark the typed figures that could follow a cell; offer starter texts where parts are missing."""
        self._timer.stop()
        self.start.setVisible(bool(starting.parts(self._session.report, self._editor.section)))
        if not self._editor.isVisible():
            return
        self.offers = suggest_live(self._session.report, self._editor.section)
        self.follow.setEnabled(bool(self.offers))
        self.follow.setText(f"随表更新（{len(self.offers)}）" if self.offers else "随表更新")
        self._editor.show_offers([span for span, _cells in self.offers])

    def offer_at(self, place: int) -> Suggestion | None:
        """Return what could follow a cell at a place of the stored text."""
        return next((offer for offer in self.offers if offer[0][0] <= place <= offer[0][1]), None)

    def insert_figure(self) -> None:
        """Ask for cells and put their figure, live, where the cursor is (Ctrl+I)."""
        from reportdesk.gui.prose.insert_dialog import InsertDialog

        dialog = InsertDialog(self.window(), self._session.report)
        cells = dialog.chosen() if dialog.exec() else []
        dialog.deleteLater()
        if cells:
            self._editor.insert_stored(inserted(" + ".join(cells)))
        self._editor.setFocus()

    def follow_cell(self) -> None:
        """Let the figure at the cursor follow its cell; without one go to the next that could (Ctrl+J)."""
        self.look()
        place = self._editor.cursor_place()
        offer = self.offer_at(place)
        if offer is not None:
            self._follow(offer)
        elif self.offers:
            later = (each for each in self.offers if each[0][0] >= place)
            self._editor.select(*next(later, self.offers[0])[0])
            self.told.emit(f"这个数与表中相同，再按 {FOLLOW_KEYS} 或再点一次，改为随表更新")
        else:
            self.told.emit("没有可以改为随表更新的数")
        self._editor.setFocus()

    def follow_all(self) -> None:
        """Let every figure offered follow its cell, as one step."""
        self.look()
        report, section = self._session.report, self._editor.section
        text, offers = report.prose(section), self.offers
        for (start, end), cells in sorted(offers, reverse=True):
            text = text[:start] + inserted(cells) + text[end:]
        self._session.apply(report.set_prose(section, text))
        self.look()
        self.told.emit(f"{len(offers)} 处已随表更新（Ctrl+Z 撤销）")
        self._editor.setFocus()

    def begin(self) -> None:
        """Ask for starter texts and put them where they belong, as one step."""
        from reportdesk.gui.prose.start_dialog import StartDialog

        report, section = self._session.report, self._editor.section
        dialog = StartDialog(self.window(), report, section, starting.parts(report, section))
        chosen = dialog.chosen() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._session.apply(report.set_prose(section, starting.begun(report.prose(section), chosen)))
        self._editor.setFocus()

    def _follow(self, offer: Suggestion) -> None:
        (start, end), cells = offer
        report, section = self._session.report, self._editor.section
        text = report.prose(section)
        self._session.apply(report.set_prose(section, text[:start] + inserted(cells) + text[end:]))
        self.look()
        self.told.emit(f"已随表更新：{cells_label(report.form, cells.split(' + '))}（Ctrl+Z 撤销）")

    def _on_follow_clicked(self) -> None:
        self.look()
        if len(self.offers) < 2 or self.offer_at(self._editor.cursor_place()) is not None:
            self.follow_cell()
            return
        menu = QMenu(self.follow)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"全部改为随表更新（{len(self.offers)} 处）", self.follow_all)
        menu.addAction(f"一处一处看\t{FOLLOW_KEYS}", self.follow_cell)
        menu.popup(self.follow.mapToGlobal(self.follow.rect().bottomLeft()))

    def _on_editor_followed(self) -> None:
        self.look()
        offer = self.offer_at(self._editor.cursor_place())
        if offer is not None:
            self._follow(offer)
        else:
            self.crossed.emit()

    def _on_editor_menu_requested(self, point: QPoint) -> None:
        editor = self._editor
        menu = editor.createStandardContextMenu(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not editor.isReadOnly():
            for action in menu.actions()[:_OF_QT]:
                menu.removeAction(action)
        first = menu.actions()[0]
        self.look()
        if not editor.textCursor().hasSelection():
            editor.setTextCursor(editor.cursorForPosition(point))
        menu.insertActions(first, self.pictures.actions_at_cursor())
        actions = [(f"插入数字…\t{INSERT_KEYS}", self.insert_figure)]
        offer = self.offer_at(editor.cursor_place())
        if offer is not None:
            name = cells_label(self._session.form, offer[1].split(" + "))
            actions.insert(0, (f"改为随表更新：{name}\t{FOLLOW_KEYS}", self.follow_cell))
        for text, slot in actions:
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.insertAction(first, action)
        menu.insertSeparator(first)
        menu.popup(editor.viewport().mapToGlobal(point))

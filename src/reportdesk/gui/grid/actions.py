"""What can be done with the chosen cells as a whole: copy, cut, paste, empty, and fill what is blank with 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from reportdesk.audit.findings import Tally
from reportdesk.errors import ReportDeskError
from reportdesk.form.grid import Role
from reportdesk.form.model import Section, Severity
from reportdesk.gui.grid.locks import free, kept, locked
from reportdesk.gui.grid.model import GridModel
from reportdesk.intake.paste import Paste
from reportdesk.report.values import Value, show

if TYPE_CHECKING:
    from reportdesk.gui.grid.view import GridView

Place = tuple[int, int]
FILL_ZEROS = "其余填 0"


class GridActions(QObject):
    """The actions of one table view; `told` says what was done, `refused` why nothing was."""

    told = Signal(str)
    refused = Signal(str)
    unlock_requested = Signal()

    def __init__(self, view: GridView, model: GridModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._session = model.session

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where it is none of these keys."""
        keys = QKeySequence.StandardKey
        for standard, act in ((keys.Copy, self.copy), (keys.Cut, self.cut), (keys.Paste, self.paste)):
            if event.matches(standard):
                act()
                return True
        return False

    def copy(self) -> None:
        """Put the chosen rectangle on the clipboard, as text and as a table."""
        if self._take_rectangle():
            self.told.emit(f"已复制 {len(self._chosen())} 格")

    def cut(self) -> None:
        """Copy the chosen rectangle and empty its figures."""
        if self._take_rectangle():
            self._put(dict.fromkeys(self._chosen()), "剪切", f"已剪切 {len(self._chosen())} 格")

    def clear(self) -> None:
        """Empty the chosen figures, as one step."""
        self._put(dict.fromkeys(self._chosen()), "清空", "")

    def paste(self) -> None:
        """Paste the clipboard from the first chosen cell on; what is left out or doubtful is shown before."""
        data = QGuiApplication.clipboard().mimeData()
        section = self._section()
        if section is None:
            return
        from reportdesk.intake.clipboard import prepare  # not needed until something is pasted

        paste = prepare(self._session.report, section, self._first(), data.text(), data.html())
        paste = kept(paste, self._session)
        reason = paste.refusal or _only_reason(paste)
        if reason:
            if not paste.refusal:
                self._leave_open(paste.entries[0].text)
            self.refused.emit(reason)
        elif not paste.needs_asking() or self._is_confirmed(paste):
            done = f"已粘贴 {paste.count()} 格"
            self._put(dict(paste.values()), f"粘贴 {paste.count()} 格", done)

    def _leave_open(self, text: str) -> None:
        """Let a single refused text be mended in its cell, as a typed one is."""
        self._view.open_with(self._view.current_address(), text)
        if self._view.cell_delegate.editor is not None:
            self._view.cell_delegate.editor.selectAll()

    def blanks(self) -> list[str]:
        """Return the figures of this step that are blank, totals left aside."""
        report, totals = self._session.report, self._session.form.totals
        return [a for a in self._model.addresses() if a not in totals and report.cell(a) is None]

    def fill_zeros(self) -> None:
        """Fill every blank figure of this step with 0, as one step."""
        blanks = self.blanks()
        if blanks:
            self._put(dict.fromkeys(blanks, 0), FILL_ZEROS, f"已把 {len(blanks)} 格填为 0（Ctrl+Z 撤销）")

    def show_menu(self, place: QPoint) -> None:
        """Offer the actions where the mouse is."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        clear = menu.addAction("清空")
        copy, paste = QAction("复制", menu), QAction("粘贴", menu)
        menu.insertActions(clear, [copy, paste])
        menu.addSeparator()
        zeros = menu.addAction(FILL_ZEROS)
        for action, keys in ((copy, QKeySequence.StandardKey.Copy), (paste, QKeySequence.StandardKey.Paste)):
            action.setShortcut(QKeySequence(keys))
        clear.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        zeros.setEnabled(bool(self.blanks()))
        if self._model.lock_at(self._view.currentIndex()) is not None:
            menu.addAction("写出错说明，解锁这一格").triggered.connect(self.unlock_requested)
        for action, slot in ((copy, self.copy), (paste, self.paste), (clear, self.clear), (zeros, self.fill_zeros)):
            action.triggered.connect(slot)
        menu.popup(place)

    def _put(self, values: dict[str, Value], label: str, done: str) -> None:
        """Give cells new values as one step, and say so and what that brought up, or why they could not be stored."""
        before = {finding.key for finding in self._session.audit.findings()}
        altered = free(values, self._session)
        left = [lock for address in values if address not in altered and (lock := self._session.lock(address))]
        if left and not altered:
            self.refused.emit(locked(left[0]))
            return
        if left:
            done = "，".join((*([done] if done else []), f"{len(left)} 格已锁定，保持原样"))
        try:
            self._session.set_cells(altered, label)
        except ReportDeskError as error:
            self.refused.emit(error.message)
            return
        if done:
            fresh = (
                f for f in self._session.audit.findings() if f.key not in before and f.severity is not Severity.MISSING
            )
            counts = Tally.of(fresh).counts()
            self.told.emit(f"{done}，随之出现 {counts}，按 F4 去看" if counts else done)

    def _is_confirmed(self, paste: Paste) -> bool:
        from reportdesk.gui.grid.preview import PastePreview  # rarely needed

        dialog = PastePreview(paste, self._session.report, self._view.window())
        confirmed = bool(dialog.exec())
        dialog.deleteLater()
        self._view.setFocus()
        return confirmed

    def _take_rectangle(self) -> bool:
        """Put the chosen rectangle on the clipboard; False where nothing is chosen."""
        from reportdesk.intake.copying import as_html, as_text, copied

        cells = [self._model.cell_at(index) for index in self._indexes()]
        if not cells:
            return False
        last = max(cell.row + cell.rowspan for cell in cells) - 1, max(c.column + c.colspan for c in cells) - 1
        block = copied(self._model.grid, self._first(), last, self._figure)
        data = QMimeData()
        data.setText(as_text(block))
        data.setHtml(as_html(block))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def _figure(self, address: str) -> str:
        return show(self._session.report.cell(address))

    def _indexes(self) -> list[QModelIndex]:
        """Return the chosen cells, or the one in focus."""
        current = self._view.currentIndex()
        chosen = [QModelIndex(index) for index in self._view.selectedIndexes()]
        return chosen or ([current] if current.isValid() else [])

    def _chosen(self) -> list[str]:
        """Return the addresses of the chosen figures."""
        cells = (self._model.cell_at(index) for index in self._indexes())
        return list(dict.fromkeys(cell.address for cell in cells if cell.role is Role.VALUE))

    def _first(self) -> Place:
        """Return the top left place of what is chosen, in the printed grid."""
        cells = [self._model.cell_at(index) for index in self._indexes()]
        return min((cell.row for cell in cells), default=0), min((cell.column for cell in cells), default=0)

    def _section(self) -> Section | None:
        form = self._session.form
        addresses = self._model.addresses()
        return form.section(form.tables[form.cells[addresses[0]].table].section) if addresses else None


def _only_reason(paste: Paste) -> str:
    """Return why a single value is refused, which needs no table to say."""
    refused = paste.refused()
    return refused[0].reason if len(refused) == len(paste.entries) == 1 and not paste.skipped else ""

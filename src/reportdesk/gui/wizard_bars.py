"""The bars above and below the wizard: whose report it is and that it is stored; what is in focus and the way on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from reportdesk.audit.findings import Tally
from reportdesk.gui.widgets import ShortLabel, button, fill_bar, label, pill
from reportdesk.report.report import Report


class TopBar(QFrame):
    """The report's name and state, and the ways out of it."""

    home_requested = Signal()
    beside_requested = Signal()
    export_requested = Signal()
    panel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = button("‹ 报告库", self.home_requested.emit, tip="回到报告库，全部内容已保存")
        self._beside = button("并排查看", self.beside_requested.emit, tip="在第二个窗口里打开另一份报告")
        self._title, self._saved = ShortLabel("documentTitle"), label("自动保存", "savedNote")
        self._panel = button("", self.panel_requested.emit, tip="显示或收起右边的数据审核（F6）")
        self._brand, self._tally, self._is_open = label("年报编报", "brand"), "", True
        self._is_second = False
        left = [self._brand, self._home, self._title, pill("", "草稿")]
        export = button("预览与导出", self.export_requested.emit)
        fill_bar(self, "topBar", [*left, None, self._saved, self._panel, self._beside, export])

    def show_title(self, report: Report) -> None:
        """Name the report: unit, year and form."""
        unit = report.unit() or "未填单位"
        self._title.setText(f"{unit}　·　{report.year} 年度　·　{report.form.name}")

    def show_saved(self) -> None:
        """Say that the last change is stored, and when."""
        self._saved.setText(f"已保存 {datetime.now().astimezone():%H:%M:%S}")

    def become_second(self) -> None:
        """Offer what a second window does: to close it."""
        self._home.setText("关闭窗口")
        self._home.setToolTip("关闭第二个窗口，全部内容已保存")
        self._beside.hide()
        self._is_second = True

    def set_room(self, *, roomy: bool, plain: bool) -> None:
        """Leave out in a narrow window what is good to know but not needed."""
        self._saved.setVisible(roomy)
        self._brand.setVisible(not plain)
        self._beside.setVisible(not plain and not self._is_second)

    def show_panel(self, is_open: bool | None) -> None:
        """Offer to fold 数据审核 or to show it, or nothing where a page has none beside it."""
        self._panel.setVisible(is_open is not None)
        self._is_open = bool(is_open)
        self._name_panel()

    def show_tally(self, tally: Tally) -> None:
        """Say what 数据审核 found, which matters while it is folded."""
        number = tally.errors or tally.missing or tally.remarks
        word = "错误" if tally.errors else "未填" if tally.missing else "提醒"
        self._tally = f"{number} {word}" if number else ""
        self._name_panel()

    def _name_panel(self) -> None:
        self._panel.setText("审核 ▸" if self._is_open else f"◂ 审核 {self._tally}".rstrip())
        self._panel.setAccessibleName(f"{'收起' if self._is_open else '显示'}数据审核 {self._tally}".rstrip())


class Footer(QFrame):
    """What is in focus, the most useful keys, one step back and one on."""

    back_requested = Signal()
    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ShortLabel("footerNote")
        self._keys = label("F4 下一处问题　·　F1 说明　·　Ctrl+Z 撤销", "footerNote")
        self._back = button("上一步", self.back_requested.emit, tip="Ctrl+PgUp")
        self._next = button("下一步", self.next_requested.emit, primary=True, tip="Ctrl+PgDn")
        fill_bar(self, "footer", [self._note, None, self._keys, self._back, self._next])

    def say(self, text: str) -> None:
        """Say what is in focus, or what just happened."""
        self._note.setText(text)

    def note(self) -> str:
        """Return what is said."""
        return self._note.text()

    def show_place(self, place: int, steps: int) -> None:
        """Allow back and on where there is a step."""
        self._back.setEnabled(place > 0)
        self._next.setEnabled(place < steps - 1)

    def set_roomy(self, roomy: bool) -> None:
        """Leave out in a narrow window what is good to know but not needed."""
        self._keys.setVisible(roomy)

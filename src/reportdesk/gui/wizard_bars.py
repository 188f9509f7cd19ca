"""The bars above and below the wizard: whose report it is and that it is stored; what is in focus and the way on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from reportdesk.audit.findings import Tally
from reportdesk.gui.library.columns import named
from reportdesk.gui.steps import brief
from reportdesk.gui.widgets import ShortLabel, button, fill_bar, label, pill, set_tone
from reportdesk.report.report import Report
from reportdesk.store.library import FINAL

HOME_KEYS = "Ctrl+W"
_COMPARE_TIP = "和上年的报告逐格、逐段对照；也可以换别的年度、文件（Ctrl+Shift+L）"
_APART = 12  # pixels between a message over the footer and the buttons beside it
_PANEL_TIP = "显示或收起右边的数据审核（F6）"


class TopBar(QFrame):
    """The report's name and state, and the ways out of it."""

    home_requested = Signal()
    beside_requested = Signal()
    more_requested = Signal(object)
    export_requested = Signal()
    compare_requested = Signal()
    panel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._home = button("‹ 报告库", self.home_requested.emit, tip=f"回到报告库，全部内容已保存（{HOME_KEYS}）")
        self._more = button(
            "更多", self._on_more_clicked, tip="提取上年数、用文件更新这份报告、并排查看、设置、使用说明、界面介绍"
        )
        self._beside = button("并排查看", self.beside_requested.emit, tip="在第二个窗口里打开另一份报告")
        self._compare = button("与上年核对", self.compare_requested.emit, tip=_COMPARE_TIP)
        self._compare.setCheckable(True)
        self._export = button("预览与导出", self.export_requested.emit)
        self._export.setAccessibleName("预览与导出")
        self._title, self.saved = ShortLabel("documentTitle"), label("自动保存", "savedNote")
        self.panel = button("", self.panel_requested.emit, tip=_PANEL_TIP)
        self._brand, self._tally, self._is_open = label("年报编报", "brand"), "", True
        self._is_second = self._plain = False
        self._with_last = True
        self._state = pill("", "草稿")
        left = [self._brand, self._home, self._title, self._state]
        right = [self.saved, self.panel, self._compare, self._beside, self._more]
        fill_bar(self, "topBar", [*left, None, *right, self._export])

    def show_title(self, report: Report) -> None:
        """Name the report: unit, year and form."""
        unit = report.unit() or "未填单位"
        named = f"{unit}　·　{report.year} 年度"
        near = (f"{unit} · {report.year} 年度", f"{report.year} 年度 · {unit}")
        self._title.set_wordings(f"{named}　·　{report.form.name}", named, *near)

    def show_state(self, state: str, *, practice: bool) -> None:
        """Show whether the report is 练习, 草稿, 送审 or 定稿."""
        word, tone = named(state, practice=practice)
        self._state.setText(word)
        set_tone(self._state, tone)
        if state == FINAL:
            self.saved.setText("")  # nothing is left to save

    def show_saved(self) -> None:
        """Say that the last change is stored, and when."""
        self.saved.setText(f"已保存 {datetime.now().astimezone():%H:%M:%S}")

    def become_second(self) -> None:
        """Offer what a second window does: to close it."""
        self._home.setText("关闭窗口")
        self._home.setToolTip("关闭第二个窗口，全部内容已保存")
        self._beside.hide()
        self._more.hide()
        self._is_second = True

    def set_room(self, *, roomy: bool, plain: bool, tight: bool) -> None:
        """Leave out in a narrow window what is good to know but not needed."""
        self._state.setVisible(not tight)
        self.saved.setVisible(roomy)
        self._brand.setVisible(roomy)
        self._plain = plain
        self._name_compare()
        self._export.setText("导出" if plain else "预览与导出")
        self._beside.setVisible(not plain and not self._is_second)

    def _on_more_clicked(self) -> None:
        self.more_requested.emit(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def show_comparing(self, is_shown: bool) -> None:
        """Show on the button whether the comparison is in front."""
        self._compare.setChecked(is_shown)
        self._name_compare()
        self.panel.setEnabled(not is_shown)

    def name_comparing(self, with_last: bool) -> None:
        """Say on the button, while the comparison is in front, whether it is with last year's report."""
        self._with_last = with_last
        self._name_compare()

    def show_panel(self, is_open: bool | None) -> None:
        """Offer to fold 数据审核 or to show it, or nothing where a page has none beside it."""
        self.panel.setVisible(is_open is not None)
        self._is_open = bool(is_open)
        self._name_panel()

    def show_tally(self, tally: Tally) -> None:
        """Say what 数据审核 found, which matters while it is folded."""
        self._tally = brief(tally).partition(" · ")[0]
        self.panel.setToolTip("\n".join(part for part in (tally.line(), _PANEL_TIP) if part))
        self._name_panel()

    def _name_compare(self) -> None:
        other = self._compare.isChecked() and not self._with_last
        self._compare.setText("核对" if self._plain or other else "与上年核对")

    def _name_panel(self) -> None:
        self.panel.setText("收起审核 ▸" if self._is_open else f"◂ 审核 {self._tally}".rstrip())
        self.panel.setAccessibleName(f"{'收起' if self._is_open else '显示'}数据审核 {self._tally}".rstrip())


class Footer(QFrame):
    """What is in focus, the most useful keys, one step back and one on."""

    back_requested = Signal()
    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ShortLabel("footerNote")
        self._note.setWordWrap(True)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.keys = label("", "footerNote")
        self._back = button("上一步", self.back_requested.emit, tip="Ctrl+PgUp")
        self._next = button("下一步", self.next_requested.emit, primary=True, tip="Ctrl+PgDn")
        fill_bar(self, "footer", [self._note, self.keys, self._back, self._next])

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
        keys = ("F4 下一处问题", "Ctrl+PgDn 下一步" if place < steps - 1 else "", "F1 说明")
        self.keys.setText("　·　".join(filter(None, keys)))

    def hints(self, over: QWidget) -> QRect:
        """Return, in another widget's pixels, the part before the buttons: a message that lies there hides no more."""
        return QRect(self.mapTo(over, QPoint(0, 0)), QSize(self._back.x() - _APART, self.height()))

    def set_roomy(self, roomy: bool) -> None:
        """Leave out in a narrow window what is good to know but not needed."""
        self.keys.setVisible(roomy)

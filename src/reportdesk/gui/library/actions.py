"""What can be done with reports in 报告库, as data: words, keys, and where each is offered."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from reportdesk.gui.library.columns import COLUMNS


class Deed(NamedTuple):
    """One thing to do; `place` is the list, the bin or both, `chosen` tells whether it needs a report chosen."""

    id: str
    words: str
    keys: str = ""
    tip: str = ""
    place: str = "list"
    chosen: bool = True
    button: bool = False


DEEDS = (
    Deed("open", "打开", "Return"),
    Deed("second", "并排打开", "Ctrl+Return", "在第二个窗口里打开，左右并排查看", button=True),
    Deed("compare", "核对…", "Ctrl+Shift+L", "与另一份报告逐格、逐段对照，如两个年度", button=True),
    Deed("base", "以这份为上年报告", "", "带入这份报告的上年数和文字，开始下一年度"),
    Deed("update", "用文件更新这份报告", "Ctrl+U", "读取新的文件，选定要改的格子和段落"),
    Deed("extract", "提取上年数", "", "把上年报告的数带入还空着的格子"),
    Deed("duplicate", "复制一份", "Ctrl+D", "照这份报告再建一份，修改记录不带过去", button=True),
    Deed("discard", "删除", "Delete", "移到回收站，随时可以还原", button=True),
    Deed("restore", "还原", "Return", "放回“我的报告”，修改记录都在", "bin", button=True),
    Deed("purge", "彻底删除", "Delete", "从本机删除，不能恢复", "bin", button=True),
    Deed("carry", "以上年报告为底稿", "Ctrl+B", place="both", chosen=False),
    Deed("import", "导入已发布的报告", "Ctrl+O", place="both", chosen=False),
    Deed("new", "新建空白报告", "Ctrl+N", place="both", chosen=False),
    Deed("practice", "打开练习报告", "Ctrl+L", "含预设差错，可随意修改，再次打开可还原", place="both", chosen=False),
    Deed("search", "查找", "Ctrl+F", place="both", chosen=False),
    Deed("undo", "撤销删除", "Ctrl+Z", place="both", chosen=False),
    Deed("bin", "回收站", "", "已删除的报告，不会自动清除", chosen=False, button=True),
    Deed("list", "返回我的报告", "", "回到报告列表（Esc）", "bin", chosen=False, button=True),
    *(
        Deed(f"sort:{place}", column.head, f"Ctrl+{place + 1}", place="both", chosen=False)
        for place, column in enumerate(COLUMNS)
    ),
)


class DeedAction(QAction):
    """A deed in the menu, on its button and under its key; `asked` names it."""

    asked = Signal(str)

    def __init__(self, deed: Deed, parent: QObject) -> None:
        super().__init__(deed.words, parent)
        self.deed = deed
        if deed.button:
            self.setToolTip("".join(filter(None, (deed.tip, deed.keys and f"（{deed.keys}）"))))
        keys = [QKeySequence(deed.keys)] if deed.keys else []
        if deed.keys.endswith("Return"):
            keys.append(QKeySequence(deed.keys.replace("Return", "Enter")))
        self.setShortcuts(keys)
        self.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if self.is_everywhere() else Qt.ShortcutContext.WidgetShortcut
        )
        self.triggered.connect(self._on_triggered)

    def is_everywhere(self) -> bool:
        """Tell whether the key works on the whole page; keys that texts and buttons need are the list's alone."""
        return self.deed.keys.startswith("Ctrl")

    def show_for(self, *, binned: bool, chosen: bool) -> None:
        """Offer the deed or not."""
        here = self.deed.place in ("both", "bin" if binned else "list")
        self.setVisible(here)
        self.setEnabled(here and (chosen or not self.deed.chosen))

    def _on_triggered(self) -> None:
        self.asked.emit(self.deed.id)

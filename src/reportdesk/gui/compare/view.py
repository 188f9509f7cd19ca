"""与上年核对 on screen: figures with a chart of the one in focus, and words; with last year's report or any other."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reportdesk.errors import ReportDeskError
from reportdesk.gui import theme
from reportdesk.gui.compare import lines as all_lines
from reportdesk.gui.compare import passages, sources, years
from reportdesk.gui.compare.chart import YearsChart
from reportdesk.gui.compare.chooser import SourceMenu
from reportdesk.gui.compare.filters import Filters
from reportdesk.gui.compare.lines import Line, Which
from reportdesk.gui.compare.missing import MissingNote
from reportdesk.gui.compare.model import Names
from reportdesk.gui.compare.passages import Words
from reportdesk.gui.compare.prose import ProseDifference
from reportdesk.gui.compare.sources import Source
from reportdesk.gui.compare.table import CompareTable
from reportdesk.gui.widgets import ShortLabel, button, label
from reportdesk.report.comparison import Comparison, compare
from reportdesk.report.report import Report
from reportdesk.session import Session

_HINT = "回车到这一格　·　Ctrl+1 至 4 筛选　·　Ctrl+T 各年数据　·　Esc 返回填报"
_PROSE_HINT = "Ctrl+1 至 3 筛选　·　Tab 到“到这一部分”　·　Ctrl+Tab 看数据　·　Esc 返回填报"
_ELSEWHERE = "这一格只有对照的那份报告有，本报告没有，不能跳转。"
_BESIDE, _BELOW = 1000, 620  # width and height at 100 % from which the chart has a place beside or below the table
_SIDE, _FOOT = 280, 210  # at 100 %, the chart's width beside and height below the table
_NARROW = 560  # width at 100 % below which some buttons are left to their keys
_ANY = 16777215  # Qt's word for no limit


class CompareView(QWidget):
    """Two reports side by side; `jump_requested` carries an address or a section of ours.

    `compared` comes with every comparison, and says whether it is with last year's report.
    """

    compared = Signal(bool)
    jump_requested = Signal(str)
    last_year_wanted = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("compare")
        self._session = session
        self._source: Source | None = None
        self._found: Comparison | None = None
        self._years: dict[int, Report] = {}
        self.table, self.prose, self.chart = CompareTable(), ProseDifference(), YearsChart()
        self.tabs, self.menu = QTabBar(), SourceMenu(session, self)
        self.filters, self.word_filters = Filters(Which), Filters(Words)
        self.missing = MissingNote()
        self._naming, self._hint = ShortLabel("pageHint"), ShortLabel("footerNote")
        self._rule = ShortLabel("hint")  # what counts as a large change
        self._choose = button("换一份对照…", self._show_menu, tip="换成别的年度、文件或本报告以前的样子（Ctrl+O）")
        self._read = button("各年数据", self.show_years, tip="用表格看这一格的各年数据（Ctrl+T）")
        self._close = button("返回填报", self.closed.emit, tip="Esc")
        self._side, self._told = QFrame(), label("", "hint")
        self._stack = QStackedWidget()
        self._figures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    def show_source(self, source: Source | None) -> None:
        """Compare with another report; None is last year's, as far as it is known."""
        self._source = source
        self.refresh()
        if source is not None and source.differing and self._found is not None:
            self.filters.choose(Which.CHANGED)
            self.word_filters.choose(Words.CHANGED)
            self.tabs.setCurrentIndex(int(passages.alone_differ(self._found)))

    def refresh(self) -> None:
        """Compare anew, as both reports are now; filter, tab and cell in focus stay."""
        source = self._source or sources.last_year(self._session)
        try:
            other = source.load() if source else None
        except ReportDeskError as error:
            other = None
            self.say(error.message)
        self._found = compare(other, self._session.report) if other else None
        self._years = years.known(self._session.store, self._session.report, self._session.id, other)
        self._name(source if other else None)
        self.compared.emit(self._found is None or passages.is_last_year(self._found))
        if self._found is not None:
            self._rule.set_wordings(*all_lines.large(self._session.form))
            self.filters.show_counts(all_lines.counts(self._found).values())
            self.word_filters.show_counts(passages.counts(self._found).values())
            self._show_lines()
            self._show_words()
        self._show_tab()

    def found(self) -> Comparison | None:
        """Return the comparison shown."""
        return self._found

    def say(self, text: str) -> None:
        """Say something in the line below."""
        self._hint.setText(text)

    def said(self) -> str:
        """Return what is said below."""
        return self._hint.text()

    def enter(self) -> None:
        """Put the focus on what is in front."""
        (self.missing if self._found is None else self._front()).setFocus()

    def show_years(self) -> None:
        """Show the figure in focus over the years as a table (Ctrl+T)."""
        from reportdesk.gui.compare.years_dialog import YearsDialog  # rarely needed

        line = self.table.current_line()
        if self._found is None or self._is_prose() or line is None or line.is_heading:
            return
        dialog = YearsDialog(self._series(line), self._compared(), self.window())
        dialog.exec()
        dialog.deleteLater()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chart where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        for name in ("数据", "文字"):
            self.tabs.addTab(name)
        self.tabs.setAccessibleName("看数据还是看文字")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        figures = QWidget()
        figures.setLayout(self._figures)
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._figures.setSpacing(10)
        self._figures.addWidget(self.table, 1)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.chart, 1)
        side.addWidget(self._told)
        side.addStretch(1)
        self._told.setWordWrap(True)
        self._figures.addWidget(self._side)
        for part in (figures, self.prose, self.missing):
            self._stack.addWidget(part)
        head, tools, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for part in (label("核对", "pageTitle"), self._naming):
            head.addWidget(part, int(part is self._naming))
        for part in (self._choose, self._close):
            head.addWidget(part)
        for part in (self.tabs, self.filters, self.word_filters):
            tools.addWidget(part)
        tools.addWidget(self._rule, 1)
        tools.addStretch()
        tools.addWidget(self._read)
        layout.setContentsMargins(18, 10, 18, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._hint)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.filters.changed.connect(self._show_lines)
        self.word_filters.changed.connect(self._show_words)
        self.table.entered.connect(self._on_table_entered)
        self.table.opened.connect(self._on_table_opened)
        self.prose.opened.connect(self.jump_requested)
        self.menu.picked.connect(self._on_menu_picked)
        self.menu.failed.connect(self.say)
        self.missing.last_year_requested.connect(self.last_year_wanted)
        self.missing.stored_requested.connect(self.menu.pick_stored)
        self.missing.file_requested.connect(self.menu.pick_file)
        theme.changed.connect(self._fit)
        for keys, slot in (("Esc", self.closed.emit), ("Ctrl+T", self.show_years), ("Ctrl+O", self._show_menu)):
            QShortcut(QKeySequence(keys), self, slot)
        QShortcut(QKeySequence("Ctrl+Tab"), self, self._next_tab)

    def _fit(self) -> None:
        beside = theme.at_full_size(self.width()) >= _BESIDE
        below = not beside and theme.at_full_size(self.height()) >= _BELOW
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._figures.setDirection(direction)
        self._read.setVisible(self._found is not None and not self._is_prose() and not self._is_narrow())
        self._side.setVisible(beside or below)
        self._side.setMaximumSize(*((theme.px(_SIDE), _ANY) if beside else (_ANY, theme.px(_FOOT))))

    def _name(self, source: Source | None) -> None:
        report = self._session.report
        mine = f"本报告 {report.year} 年度"
        if source is None:
            self._naming.setText(mine)
            self.missing.explain(self._session.audit.last_year_note)
        else:
            self._naming.set_wordings(f"{mine}，对照：{source.name}", f"对照：{source.name}")

    def _names(self, found: Comparison) -> Names:
        if found.a.year == found.b.year:
            return Names("对照", "本报告")
        return Names(f"{found.a.year} 年", f"{found.b.year} 年")

    def _show_lines(self) -> None:
        if self._found is not None:
            which = Which(self.filters.down())
            self.table.show_lines(all_lines.lines(self._found, which), self._names(self._found))
            self._on_table_entered(self.table.current_line())
            self._show_hint()

    def _show_hint(self) -> None:
        self.say(_PROSE_HINT if self._is_prose() else _HINT)

    def _show_words(self) -> None:
        if self._found is not None:
            sections = {section.id for section in self._found.b.form.prose} | {"unit"}
            which = Words(self.word_filters.down())
            self.prose.show_passages(passages.passages(self._found, which), frozenset(sections))

    def _show_tab(self) -> None:
        has = self._found is not None
        self._stack.setCurrentIndex(self.tabs.currentIndex() if has else 2)
        self.tabs.setVisible(has)
        for part in (self.filters, self._rule):
            part.setVisible(has and not self._is_prose())
        self._read.setVisible(has and not self._is_prose() and not self._is_narrow())
        self.word_filters.setVisible(has and self._is_prose())
        if has:
            self._show_hint()

    def _is_narrow(self) -> bool:
        return theme.at_full_size(self.width()) < _NARROW

    def _is_prose(self) -> bool:
        return self.tabs.currentIndex() == 1

    def _front(self) -> QWidget:
        return self.prose if self._is_prose() else self.table

    def _next_tab(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def _compared(self) -> frozenset[int]:
        return frozenset((self._found.a.year, self._found.b.year)) if self._found else frozenset()

    def _series(self, line: Line) -> years.Series:
        assert self._found is not None
        return years.series(self._years, self._found.b if line.is_ours else self._found.a, line.address)

    def _show_menu(self) -> None:
        self.menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _on_tabs_current_changed(self) -> None:
        self._show_tab()
        if not self.tabs.hasFocus():
            self.enter()

    def _on_table_entered(self, line: Line | None) -> None:
        drawn = line is not None and not line.is_heading and bool(self._years)
        series = self._series(line) if line and drawn else None
        self.chart.show_series(series, self._compared())
        self.chart.setVisible(series is not None)
        self._told.setText(series.words() if series else "")

    def _on_table_opened(self, line: Line) -> None:
        if line.is_ours:
            self.jump_requested.emit(line.address)
        else:
            self.say(_ELSEWHERE)

    def _on_menu_picked(self, source: Source) -> None:
        self.show_source(source)
        self.enter()

"""送审和定稿: what state the report is in, how it goes on from there, and what was changed since it was signed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from reportdesk.errors import ReportDeskError
from reportdesk.gui.asking import ask
from reportdesk.gui.compare.sources import Source
from reportdesk.gui.library.columns import named
from reportdesk.gui.widgets import button, label, pill, set_tone
from reportdesk.report.comparison import Comparison
from reportdesk.report.differences import altered
from reportdesk.report.digests import short, whole
from reportdesk.session import Session, changed_since
from reportdesk.store.finals import NEW_VERSION
from reportdesk.store.library import ALTERED, FINAL, REVIEW, UNDER_REVIEW

_DRAFT = "写好以后导出送审材料，送领导审签；签发后定稿。送审不影响继续修改。"
_REVIEW = "已送审，仍可修改；改过以后请重新导出送审材料，校验码会不同。签发后点“定稿”。"
_ALTERED = "送审后改过，校验码与送审单上的不同。请重新导出送审材料，再送审签。"
_FINAL = "已定稿，各页只能查看，可以导出和打印。确需修改时另起新版本，程序会记下与定稿相比改了哪些。"
_NOTES = {REVIEW: _REVIEW, ALTERED: _ALTERED, FINAL: _FINAL}
_OPEN = """还有 {remarks} 处提醒没有说明：属实的，请先到“数据审核”写出错说明；不属实的，请改正。

"""
_SURE = """数据审核：{line}。

{open}定稿后报告锁定，各页只能查看。以后确需修改，可以“{again}”，并看得到改了哪些。

校验码：{digest}
{compare}"""
_COMPARE = "请先与送审单上的核对一致。"
SUBMIT_KEYS, FINAL_KEYS = "Ctrl+Shift+S", "Ctrl+Shift+D"
_NOT_HANDED_IN = "这一版还没有送审。一般先点“送审…”导出送审材料，领导签发以后再定稿。"
_SURE_ALTERED = """{since}
现在的校验码与送审单上的不同：
送审单　{before} …
现　在　{now} …

领导审签的不是现在这一份。请先看改了哪些，再点“送审…”重新送审；改动已经领导同意的，才点“仍然定稿”。

数据审核：{line}。
{open}"""
_AGAIN = "这份报告已经定稿。另起新版本后可以修改，定稿时的内容仍然留着，可以随时对照。"


_WITHDRAW = "撤回以后回到草稿，送审时的校验码和“改了哪些”不再对照，也不能用 Ctrl+Z 恢复；报告的内容不变。确实要撤回吗？"


class StateCard(QFrame):
    """Passes the report on; `state_changed` comes when it did, `signoff_requested` asks for the papers."""

    state_changed = Signal()
    signoff_requested = Signal()
    compare_requested = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session = session
        self.mark = pill("")
        self.note, self.since = label("", "hint"), label("", "hint")
        self.submit = button(
            "送审…", self.signoff_requested.emit, tip=f"导出送审单、数据审核结果表和送审稿（{SUBMIT_KEYS}）"
        )
        self.final = button("定稿…", self.make_final, tip=f"签发以后锁定报告（{FINAL_KEYS}）")
        self.withdraw = button("撤回送审", self._on_withdraw_clicked, tip="回到草稿")
        self.again = button(NEW_VERSION, self.begin_again, tip=f"解除锁定，开始新的一版（{FINAL_KEYS}）")
        self.show_changes = button("看改了哪些", self._on_show_changes_clicked)
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show the state and what was changed since the last 定稿."""
        self._session.finals.look(self._session.report)
        state = self._session.finals.state
        word, tone = named(state, practice=self._session.finals.is_practice)
        self.mark.setText(word)
        set_tone(self.mark, tone)
        self._say(_NOTES.get(state, _DRAFT))
        locked = state == FINAL
        focused = next((made for made in (self.submit, self.final, self.withdraw, self.again) if made.hasFocus()), None)
        self.submit.setVisible(not locked)
        self.final.setVisible(not locked)
        self.withdraw.setVisible(state in UNDER_REVIEW)
        self.again.setVisible(locked)
        if focused is not None and focused.isHidden():
            (self.again if locked else self.submit).setFocus()
        found = None if locked else changed_since(self._session)
        self.since.setText(told(found, state) if found else "")
        self.since.setVisible(bool(self.since.text()))
        self.show_changes.setVisible(found is not None)

    def go_on(self) -> None:
        """Lock the report, or begin a new version of a locked one; either is asked first."""
        (self.begin_again if self._session.finals.is_final else self.make_final)()

    def make_final(self) -> None:
        """Ask, and lock the report as it was signed."""
        self.refresh()
        if self._session.audit.tally().to_mend or self._is_sure():
            self._set_final(final=True)

    def begin_again(self) -> None:
        """Ask, and begin a new version of a locked report."""
        if ask(self, "另起新版本", _AGAIN, "另起新版本") == 0:
            self._set_final(final=False)

    def handed_in(self, digest: str) -> None:
        """Take note that the papers for signing were written, with this digest on them."""
        if not self._session.finals.is_final:
            self._session.submit(digest)
            self._passed_on()

    def _is_sure(self) -> bool:
        """Ask whether to lock; where it is not what was handed in, what differs may be looked at instead."""
        from reportdesk.report.exchange import digest

        finals, tally, now = self._session.finals, self._session.audit.tally(), digest(self._session.report)
        told_ = {"line": tally.line(), "open": _OPEN.format(remarks=tally.remarks) if tally.remarks else ""}
        if finals.state != ALTERED:
            handed_in = finals.state == REVIEW
            sure = _SURE.format(again=NEW_VERSION, digest=whole(now), compare=_COMPARE if handed_in else "", **told_)
            if not handed_in:
                sure = f"{_NOT_HANDED_IN}\n\n{sure}"
            return ask(self, "定稿", sure.rstrip(), "定稿", safe=bool(tally.remarks) or not handed_in) == 0
        since = self.since.text() or "送审后改过。"
        sure = _SURE_ALTERED.format(since=since, before=short(finals.handed_in()), now=short(now), **told_)
        ways = [self.show_changes.text()] if self.since.text() else []
        answer = ask(self, "送审后改过", sure.rstrip(), *ways, "仍然定稿", safe=True)
        if ways and answer == 0:
            self._on_show_changes_clicked()
        return answer == len(ways)

    def _say(self, text: str, tone: str = "") -> None:
        self.note.setText(text)
        set_tone(self.note, tone)

    def _set_final(self, *, final: bool) -> None:
        try:
            self._session.set_final(final)
        except ReportDeskError as error:
            self._say(error.message, "error")
            return
        self._passed_on()

    def _passed_on(self) -> None:
        self.refresh()
        self.state_changed.emit()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("送审和定稿", "helpTitle"), 1)
        head.addWidget(self.mark)
        layout.addLayout(head)
        for told_ in (self.note, self.since):
            told_.setWordWrap(True)
        layout.addWidget(self.note)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for made in (self.submit, self.final, self.again):
            row.addWidget(made, 1)
        layout.addLayout(row)
        layout.addWidget(self.withdraw)
        layout.addWidget(self.since)
        layout.addWidget(self.show_changes)

    def _on_withdraw_clicked(self) -> None:
        if ask(self, "撤回送审", _WITHDRAW, "撤回送审", safe=True) == 0:
            self._set_final(final=False)

    def _on_show_changes_clicked(self) -> None:
        found = changed_since(self._session)
        if found is not None:
            name = "送审时的样子" if self._session.finals.state == ALTERED else "上次定稿时的样子"
            self.compare_requested.emit(Source(name, lambda: found.a, differing=True))


def told(found: Comparison, state: str) -> str:
    """Say how much was changed since the report was handed in, or since the last 定稿."""
    year = found.a.year != found.b.year
    cells = sum(not cell.same for cell in found.cells)
    words = sum(altered(parts) for _section, parts in found.prose)
    parts = [f"{cells} 格数字" if cells else "", f"{words} 段文字" if words else ""]
    parts += [f"{len(found.unit)} 项单位信息" if found.unit else "", "报告年度" if year else ""]
    changed = "、".join(part for part in parts if part)
    if state == ALTERED:
        return f"送审后改过 {cells + words + len(found.unit) + year} 处：{changed}。" if changed else ""
    return f"上次定稿以后改了 {changed}。" if changed else "与上次定稿时一样，还没有改动。"

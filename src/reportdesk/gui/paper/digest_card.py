"""校验码: what the report at hand comes to, and whether that is what stands on the signed paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from reportdesk.gui.widgets import button, label, set_tone
from reportdesk.report.digests import LEAST, WHOLE, short, typed, whole
from reportdesk.report.exchange import digest
from reportdesk.session import Session
from reportdesk.store.library import FINAL, REVIEW

_WHAT = "全部数字和文字算出的一串字符，改动一处就不同，送审材料上印着它。"
_SAME = "✓ 与纸上的相符，就是送审的那一份。"
_SAME_NOW = "✓ 与纸上的相符，就是现在这份报告。"
_OTHER = "✗ 与纸上的不符：不是送审的那一份，或者送审后改过。"
_NONE = f"校验码只有数字和字母 a 到 f，至少输入前 {LEAST} 位，最多 {WHOLE} 位。"


class DigestCard(QFrame):
    """Shows the digest, copies it, and compares one typed from paper; `compared` comes with what was typed."""

    compared = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session, self._digest = session, ""
        self.shown, self.outcome = label("", "digest"), label("", "hint")
        self.copy = button("复制", self._on_copy_clicked, tip="复制全部 64 位")
        self.copy.setAccessibleName("复制校验码")
        self.field = QLineEdit()
        self.field.setPlaceholderText("核对校验码：输入纸上的前 12 位")
        self.field.setAccessibleName("核对校验码")
        what = label(_WHAT, "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(label("校验码", "helpTitle"))
        row = QHBoxLayout()
        row.addWidget(self.shown, 1)
        row.addWidget(self.copy)
        layout.addLayout(row)
        layout.addWidget(what)
        layout.addWidget(self.field)
        layout.addWidget(self.outcome)
        for told in (what, self.outcome):
            told.setWordWrap(True)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.field.returnPressed.connect(self.compared)
        self.refresh()

    def refresh(self) -> None:
        """Show the digest of the report as it is now."""
        self._digest = digest(self._session.report)
        self.shown.setText(f"{short(self._digest)} …")
        self.shown.setAccessibleName(f"校验码前 {LEAST} 位 {short(self._digest)}")
        self.shown.setToolTip(whole(self._digest))
        self._compare()

    def _compare(self) -> None:
        given = self.field.text()
        digits = typed(given)
        same = digits is not None and self._digest.startswith(digits)
        like = _SAME if self._session.finals.state in (REVIEW, FINAL) else _SAME_NOW
        self.outcome.setText("" if not given.strip() else _NONE if digits is None else like if same else _OTHER)
        self.outcome.setVisible(bool(self.outcome.text()))
        self.field.setAccessibleDescription(self.outcome.text())
        set_tone(self.outcome, "done" if same else "" if digits is None else "error")

    def _on_field_text_changed(self) -> None:
        self._compare()
        self.compared.emit()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._digest)
        self.copy.setText("已复制")

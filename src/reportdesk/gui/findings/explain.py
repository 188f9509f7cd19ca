"""The line in which an 出错说明 is written: that of a remark, or the one that unlocks a figure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget
from shiboken6 import isValid

from reportdesk.gui.findings.list import CardList
from reportdesk.gui.widgets import ShortLabel, button

_INSET = 4  # that the cards keep from the edge of their list


class ReasonRow(QWidget):
    """Asks for a reason; `explained` carries the key it was opened for and the text. Esc gives up.

    The keyboard goes back to where it was either way, to `home` where that is gone. `refuse` raises where nothing can
    be written since 定稿.
    """

    explained = Signal(str, str)

    def __init__(self, home: QWidget, hint: str, refuse: Callable[[], None], inset: int = 0) -> None:
        super().__init__()
        self._home, self._refuse, self._key = home, refuse, ""
        self._came_from: QWidget | None = None
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(hint)
        self.reason.setAccessibleName("出错说明")
        self.reason.setToolTip("出错说明")
        self.about = ShortLabel("hint")
        layout = QGridLayout(self)
        layout.setContentsMargins(inset, 0, inset, 0)
        layout.setVerticalSpacing(4)
        layout.addWidget(self.about, 0, 0, 1, 2)
        layout.addWidget(self.reason, 1, 0)
        layout.addWidget(button("确定", self._on_save_clicked, tip="回车确定，Esc 放弃"), 1, 1)
        self.reason.returnPressed.connect(self._on_save_clicked)
        self.hide()

    def open_for(self, key: str, about: str, reason: str) -> None:
        """Let the reason be written or mended; `about` says what for. FinalReport where it would not be taken."""
        self._refuse()
        self._key = key
        before = QApplication.focusWidget()
        self._came_from = before if before is not self.reason else self._came_from
        self.about.setText(f"出错说明：{about}")
        self.reason.setText(reason)
        self.show()
        self.reason.setFocus()
        self.reason.end(False)  # not chosen: what is written already must not go by the first key

    def is_for(self, key: str) -> bool:
        """Tell whether the line is open for this key."""
        return bool(key) and key == self._key

    def put_away(self) -> None:
        """Close without taking anything, wherever the focus is."""
        self._key = ""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        if self.isVisible():
            back = self._came_from
            (back if back is not None and isValid(back) and back.isVisible() else self._home).setFocus()
        self.put_away()

    def _on_save_clicked(self) -> None:
        key = self._key
        if key:
            self._refuse()
            self._close()
            self.explained.emit(key, self.reason.text())


class ExplainRow(ReasonRow):
    """Opened by a remark's link, for the remark chosen in a list of cards; put away once another card is chosen."""

    def __init__(self, cards: CardList, refuse: Callable[[], None]) -> None:
        super().__init__(cards, "写明数据属实的原因", refuse, _INSET)
        self._cards = cards
        cards.explain_requested.connect(self._open)
        cards.selectionModel().currentChanged.connect(self._on_cards_current_changed)

    def _open(self) -> None:
        card = self._cards.current_card()
        assert card is not None
        remark = card.finding.remark
        self.open_for(card.key, card.title, remark.reason if remark else "")

    def _on_cards_current_changed(self) -> None:
        card = self._cards.current_card()
        if card is None or not self.is_for(card.key):
            self.put_away()

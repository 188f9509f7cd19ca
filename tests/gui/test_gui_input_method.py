"""Chinese input: composing opens a cell, and what an input method commits is understood."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.desk import RECEIVED, figure, go, prose, said, table, typed
from gui.typist import CTRL, Typist
from reportdesk.gui import app
from reportdesk.gui.wizard import Wizard


def compose(typist: Typist, preedit: str) -> None:
    """Show what an input method is composing."""
    QApplication.sendEvent(typist.focus(), QInputMethodEvent(preedit, []))
    QApplication.processEvents()


def test_the_first_digit_typed_while_composing(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    assert table(wizard).view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(typist, "1")
    compose(typist, "12")
    typist.commit("12")
    assert typed(wizard) == "12"
    typist.write("3")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "123"


@pytest.mark.parametrize(("committed", "value"), [("１２", "12"), ("１，２３４", "1234"), ("12件", "12")])
def test_committed_full_width_digits(committed: str, value: str, wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.commit(committed)
    assert typed(wizard) == committed
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == value


def test_committed_words_are_refused_beside_the_cell(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    compose(typist, "shi'er")
    typist.commit("十二")
    typist.press(Qt.Key.Key_Return)
    assert "汉字数字" in said(wizard)
    assert (typed(wizard), figure(wizard, RECEIVED)) == ("十二", "0")


def test_a_composition_given_up_leaves_the_figure(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.write("5")
    typist.press(Qt.Key.Key_Return)
    go(wizard, RECEIVED)
    compose(typist, "n")
    compose(typist, "")
    typist.press(Qt.Key.Key_Return)
    assert figure(wizard, RECEIVED) == "5"


def test_prose_and_particulars_take_committed_text(wizard: Wizard) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    typist.press(Qt.Key.Key_End, CTRL)
    compose(typist, "gong kai")
    assert wizard.session.report.prose("overview") == "无。", "what is being composed is no text yet"
    typist.commit("公开")
    assert wizard.session.report.prose("overview") == "无。公开"
    assert page.editor.written() == "无。公开"
    wizard.go_to_step("unit", "address")
    assert isinstance(typist.focus(), QLineEdit)
    typist.commit("清河路1号")
    assert wizard.session.report.unit("address") == "清河路1号"


SHOW_MODULES = """
import os, sys
from reportdesk.gui import app
app._MACHINE_IDS = sys.argv[1:]
app.application()
print(os.environ.get("QT_IM_MODULES", "none"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="input methods are chosen so on Linux only")
@pytest.mark.parametrize(("content", "told"), [("0123456789abcdef\n", "fcitx;ibus"), ("", "none")])
def test_the_program_asks_for_the_desktops_input_methods_where_there_is_a_bus(
    content: str, told: str, tmp_path: Path
) -> None:
    machine_id = tmp_path / "machine-id"
    machine_id.write_text(content, encoding="ascii")
    environment = {name: value for name, value in os.environ.items() if name != "QT_IM_MODULES"}
    if content and not app._has_bus():
        pytest.skip("this machine has no id, so that D-Bus would end the program")
    command = [sys.executable, "-c", SHOW_MODULES, str(machine_id)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout.strip() == told

"""Closing the window while a PDF is being made: nothing is waited for and nothing is left behind."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core import report_of
from places import ROOT
from reportdesk import libreoffice
from reportdesk.session import create
from reportdesk.store.store import Store

CLOSE_WHILE_EXPORTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reportdesk.gui import app, file_dialog
from reportdesk.gui.main_window import MainWindow

folder = Path(sys.argv[1])
file_dialog.ask_save = lambda *_args: folder / "年报.pdf"
app.application()

def window():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))

def export():
    window().open_report(1)
    QTimer.singleShot(300, begin)

def begin():
    wizard = window().wizard()
    wizard.go_to_step("export")
    wizard.page().card.kinds.setCurrentIndex(1)
    wizard.page().export()
    wait()

def wait():
    if (folder / "began").exists():
        window().close()
    else:
        QTimer.singleShot(20, wait)

QTimer.singleShot(100, export)
sys.exit(app.run(folder / "data"))
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of a LibreOffice that does not come to an end; it leaves the number of its child behind."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nsleep 600 &\necho $! > "{tmp_path}/began"\nwait\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_the_process_ends_at_once_with_its_children_and_the_target_stays(tmp_path: Path, office: Path) -> None:
    store = Store(tmp_path / "data")
    create(store, report_of())
    store.close()
    target, temporary = tmp_path / "年报.pdf", tmp_path / "temporary"
    target.write_bytes(b"old")
    temporary.mkdir()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")}
    surroundings |= {"PATH": f"{office}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(temporary)}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", CLOSE_WHILE_EXPORTING, str(tmp_path)],
        env=surroundings, check=False, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - begun < 30
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["began", "bin", "data", "temporary", "年报.pdf"]
    assert list(temporary.iterdir()) == []
    assert not alive(int((tmp_path / "began").read_text()))


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_begins_after_the_end_is_stopped_too(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: str(office / "soffice"))
    monkeypatch.setattr(libreoffice, "_closed", threading.Event())
    libreoffice.close()
    begun = time.monotonic()
    with pytest.raises(libreoffice.Failed):
        libreoffice.convert(b"", "a.docx", "pdf")
    assert time.monotonic() - begun < 10

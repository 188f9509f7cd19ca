"""The entry without a command: the window where there is a display, otherwise the same work without one."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from cli.conftest import GOOD, Call, assert_one_line, spawn
from reportdesk.report import exchange

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def stand_in(monkeypatch: pytest.MonkeyPatch, run: Callable[[Path | None], int]) -> None:
    module = ModuleType("reportdesk.gui.app")
    module.__dict__.update(run=run, say_failed=None)
    monkeypatch.setitem(sys.modules, "reportdesk.gui.app", module)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    def refuse(_name: str) -> None:
        raise error

    module = ModuleType("reportdesk.gui.app")
    module.__dict__["__getattr__"] = refuse
    monkeypatch.setitem(sys.modules, "reportdesk.gui.app", module)


def test_without_a_command_the_window_opens(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path | None] = []

    def run(folder: Path | None) -> int:
        opened.append(folder)
        return 7

    stand_in(monkeypatch, run)
    assert (call().status, call("--data", tmp_path).status) == (7, 7)
    assert opened == [None, tmp_path]


@pytest.mark.parametrize(
    ("error", "parts"),
    [
        (
            ImportError("libGL.so.1: cannot open shared object file: No such file or directory"),
            ("libGL.so.1", "libgl1"),
        ),
        (ImportError("libEGL.so.1: cannot open shared object file"), ("libEGL.so.1", "libegl1")),
        (ImportError("libodd.so.3: cannot open shared object file"), ("libodd.so.3",)),
        (ModuleNotFoundError("No module named 'PySide6'", name="PySide6"), ("PySide6-Essentials",)),
    ],
)
def test_what_qt_lacks_is_named(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: ImportError, parts: tuple[str, ...]
) -> None:
    fail_with(monkeypatch, error)
    done = call()
    assert done.status == 2
    assert_one_line(done.err, "打不开窗口", *parts)


def test_another_import_that_fails_is_a_fault(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fail_with(monkeypatch, ImportError("cannot import name 'x' from 'reportdesk.gui.y'"))
    done = call()
    assert done.status == 3
    assert_one_line(done.err, "ImportError")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_sample_is_done_from_typing_to_export(tmp_path: Path, data_folder: Path) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    done = spawn(folder=here, without=DISPLAYS, env={"TMPDIR": str(temporary)})
    assert done.status == 0
    assert_one_line(done.err, "没有显示器")
    sample = exchange.read(GOOD)
    (document,) = here.iterdir()
    assert document.name == f"{sample.title()}.docx"
    assert f"{len(sample.form.cells)} 格" in done.out
    assert "审核通过" in done.out.splitlines()
    assert exchange.digest(sample) in done.out
    assert str(document) in done.out
    assert zipfile.is_zipfile(document)
    assert list(temporary.iterdir()) == []
    assert not data_folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_and_a_folder_to_write_in_the_temporary_one_serves(tmp_path: Path) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    (here / f"{exchange.read(GOOD).title()}.docx").mkdir()
    done = spawn(folder=here, without=DISPLAYS, env={"TMPDIR": str(temporary)})
    assert done.status == 0
    (document,) = temporary.rglob("*.docx")
    assert str(document) in done.out

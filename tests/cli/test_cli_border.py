"""The outermost border: statuses, one line on the error output, UTF-8 everywhere, and no Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line, spawn
from reportdesk import __version__
from reportdesk.cli import commands
from reportdesk.cli.border import Arguments

HEAVY = ("PySide6", "shiboken6", "docx", "jinja2", "lxml", "platformdirs", "sqlite3", "sqlite_utils")
WATCH = "import sys; print(','.join(m for m in sys.argv[1].split(',') if m in sys.modules))"


def loaded(program: str, folder: Path) -> str:
    command = [sys.executable, "-c", f"{program}\n{WATCH}", ",".join(HEAVY)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, timeout=60)
    return done.stdout.splitlines()[-1]


def test_importing_the_command_line_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("import reportdesk.cli, reportdesk.cli.commands, reportdesk.__main__", tmp_path) == ""


@pytest.mark.parametrize("path", [GOOD, TO_MEND], ids=lambda path: path.stem)
def test_a_whole_check_loads_nothing_heavy(path: Path, tmp_path: Path) -> None:
    assert loaded(f"from reportdesk.__main__ import main\nmain(['check', {str(path)!r}])", tmp_path) == ""


@pytest.mark.parametrize("words", [(), ("-h",), ("check", "-h"), ("export", "-h"), ("drafts", "-h")])
def test_help_is_in_chinese(words: tuple[str, ...], tmp_path: Path) -> None:
    done = spawn(*words[:-1], "--help", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：reportdesk")
    assert "显示这份说明" in done.out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in done.out


def test_the_version(tmp_path: Path) -> None:
    assert spawn("--version", folder=tmp_path).out == f"ReportDesk {__version__}\n"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("check",), "缺少 FILE"),
        (("check", "a", "b"), "不认识 b"),
        (("check", "a", "--latest", "b"), "--latest"),
        (("check", "a", "--last"), "--last"),
        (("mend", "a"), "'mend'"),
        (("export", "a"), "-o"),
        (("export", "a", "-o"), "后面要跟一个值"),
        (("export", "a", "-o", "b.docx", "--signed"), "--signed"),
        (("drafts",), "缺少"),
        (("drafts", "show", "第一份"), "不是报告编号"),
        (("drafts", "backup"), "缺少 FILE"),
        (("drafts", "mend"), "'mend'"),
        (("check", "a", "--json=1"), "--json"),
    ],
)
def test_a_call_the_grammar_does_not_have(call: Call, words: tuple[str, ...], part: str) -> None:
    done = call(*words)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "命令写法有误：", part, "--help")


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}]
)
def test_output_is_utf8_in_every_locale(locale: dict[str, str], tmp_path: Path) -> None:
    env = {"PYTHONUTF8": "0", **locale}
    assert spawn("check", GOOD, folder=tmp_path, env=env).out.startswith("审核通过\n")
    assert "没有这个文件" in spawn("check", "absent.report.json", folder=tmp_path, env=env).err


def test_a_file_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    done = spawn("check", "\udcff.report.json", folder=tmp_path)
    assert done.status == 2
    assert_one_line(done.err, "\\udcff.report.json")


def break_down(_arguments: Arguments) -> None:
    raise RuntimeError("the works")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(commands, "run", break_down)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.mark.usefixtures("broken")
def test_our_own_fault_is_written_into_the_data_folder(call: Call, data_folder: Path) -> None:
    data_folder.mkdir()
    done = call("check", GOOD)
    assert (done.status, done.out) == (3, "")
    (report,) = (data_folder / "faults").iterdir()
    assert_one_line(done.err, str(report))
    text = report.read_text(encoding="utf-8")
    for part in (f"ReportDesk {__version__}", "Python 3", "Doing: check", "RuntimeError: the works", "break_down"):
        assert part in text
    assert "sample-2021" not in text


@pytest.mark.usefixtures("broken")
def test_without_a_data_folder_it_goes_to_the_temporary_one(call: Call, data_folder: Path, tmp_path: Path) -> None:
    done = call("check", GOOD)
    assert done.status == 3
    (report,) = tmp_path.glob("fault-*.txt")
    assert_one_line(done.err, str(report))
    assert not data_folder.exists()


@pytest.mark.usefixtures("broken")
def test_a_fault_that_cannot_be_written_is_told_all_the_same(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent" / "deeper"))
    done = call("check", GOOD)
    assert done.status == 3
    assert_one_line(done.err, "RuntimeError")


def test_an_interruption_is_no_fault(call: Call, monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> None:
    def interrupt(_arguments: Arguments) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", interrupt)
    done = call("check", GOOD)
    assert (done.status, done.out, done.err) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_takes_nothing_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportdesk", "check", str(GOOD)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, timeout=60)
    assert done.returncode == 2
    assert_one_line(done.stderr.decode("utf-8"), "写不出去")


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe closed early looks different there")
def test_a_reader_that_leaves_early_changes_nothing(tmp_path: Path) -> None:
    command = f"{sys.executable} -m reportdesk check {TO_MEND} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")

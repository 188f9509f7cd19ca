"""Restoring: the backup in place of the data file, which is kept, whatever it is like and whenever it is cut short."""

import os
import platform
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core import report_of
from places import ROOT
from reportdesk.errors import ReportDeskError
from reportdesk.session import Session, create
from reportdesk.store import backup, connection
from reportdesk.store.backup import Doubtful, back_up, restore
from reportdesk.store.errors import StoreDamaged, StoreError, StoreTooNew
from reportdesk.store.occupied import Occupied, held
from reportdesk.store.place import FILE_NAME, LOCK_NAME
from reportdesk.store.store import Store
from reportdesk.store.verifying import Checked, verify
from store.keeping import CELL, alter, contents, killed, names, state, stored

WHOLE = Checked(connection.VERSION, 2, 1, ())
FIRST = ROOT / "tests" / "data" / "store-1.sql"
HELD = """
import sys
with held(Path(sys.argv[1])):
    os._exit(9)
"""
LOCKER = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.setStaleLockTime(0)
print(lock.tryLock(0), flush=True)
"""
WINDOW = """
import sys, time
from pathlib import Path
from reportdesk.gui.single import SingleWindow
window = SingleWindow(Path(sys.argv[1]))
print(window.is_first(), flush=True)
time.sleep(60)
"""


def taken_by_window(folder: Path) -> bytes:
    """Let a process take the lock as a window does, and return whether it got it."""
    command = [sys.executable, "-c", LOCKER, str(folder / LOCK_NAME)]
    return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout


@pytest.fixture
def path(data_folder: Path) -> Path:
    return stored(data_folder)


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """Return a backup, which the data file then goes on from."""
    copy = tmp_path / "备份.sqlite3"
    back_up(path, copy)
    with closing(Store(path.parent)) as store:
        Session(store, 1).set_cells({CELL: 88})
        create(store, report_of(unit="后来的单位"))
    return copy


def test_the_same_reports_with_their_undo_and_bin_are_back(path: Path, copy: Path) -> None:
    former = contents(path)
    os.truncate(path, 9000)
    with pytest.raises(StoreDamaged, match="用备份恢复"):
        Store(path.parent)
    assert restore(path.parent, copy).found == WHOLE
    assert contents(path) == contents(copy) != former
    with closing(Store(path.parent)) as store:
        assert [entry.id for entry in store.entries()] == [2, 1]
        assert [entry.id for entry in store.discarded()] == [3]
        session = Session(store, 1)
        assert session.report.unit() == "清河市档案馆"
        session.redo()
        assert session.report.unit() == "清河市档案局"
        assert len(store.history(1, session.report)) == 9
        second = Session(store, 2)
        second.undo()
        assert second.report.year == 2019


def test_the_former_file_is_kept_with_its_log(path: Path, copy: Path) -> None:
    killed(path, "UPDATE settings SET value = '7'")
    before = contents(path)
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert kept.name.startswith("reportdesk-恢复前-20")
    assert contents(kept) == before
    assert contents(path) == contents(copy)
    assert names(path.parent) == sorted([FILE_NAME, kept.name])
    Store(path.parent).close()
    assert contents(path) == contents(copy)


def test_a_change_cut_short_is_taken_back_first(path: Path, copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for sql in ("PRAGMA journal_mode = delete", "PRAGMA cache_size = 1", "BEGIN IMMEDIATE"):
            file.execute(sql)
        file.execute("UPDATE slots SET value = '7'")
        file.execute("UPDATE journal SET change = change || change || change")
        for suffix in ("", "-journal"):
            (folder / f"{FILE_NAME}{suffix}").write_bytes(path.with_name(f"{FILE_NAME}{suffix}").read_bytes())
    kept = restore(folder, copy).kept
    assert kept is not None
    assert contents(kept) == contents(path)
    assert contents(folder / FILE_NAME) == contents(copy)
    assert names(folder) == sorted([FILE_NAME, kept.name])


@pytest.mark.parametrize("void", [b"", bytes(512)])
def test_a_journal_that_is_void_is_no_obstacle(path: Path, copy: Path, void: bytes) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = delete")
    path.with_name(f"{FILE_NAME}-journal").write_bytes(void)
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert names(path.parent) == sorted([FILE_NAME, kept.name])


def test_a_kept_file_is_never_overwritten_and_can_be_restored(path: Path, copy: Path) -> None:
    before, first = contents(path), restore(path.parent, copy).kept
    kept = {first}
    for number in range(3):
        alter(path, "UPDATE settings SET value = ?", str(number))
        kept.add(restore(path.parent, copy).kept)
    assert len(kept) == 4
    assert first is not None
    restore(path.parent, first)
    assert contents(path) == before == contents(first)


@pytest.mark.parametrize("junk", [b"junk" * 3000, b"SQLite format 3\0" + b"\xff" * 5000, b"x"])
@pytest.mark.parametrize("log", [True, False])
def test_a_damaged_file_is_kept_as_it_is_with_its_log(path: Path, copy: Path, junk: bytes, log: bool) -> None:
    if log:
        killed(path, "UPDATE settings SET value = '7'")
    path.write_bytes(junk)
    before = state(path.parent)
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert {name.replace(kept.name, FILE_NAME): data for name, data in state(path.parent).items()
            if name.startswith(kept.name)} == before  # fmt: skip
    assert contents(path) == contents(copy)
    assert not path.with_name(f"{FILE_NAME}-wal").exists()


def test_a_page_overwritten_is_no_obstacle(path: Path, copy: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    before = path.read_bytes()
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert kept.read_bytes()[4096:] == before[4096:]
    assert contents(path) == contents(copy)


def test_a_log_without_its_file_does_not_get_into_the_new_one(path: Path, copy: Path) -> None:
    killed(path, "UPDATE settings SET value = '7'")
    log = path.with_name(f"{FILE_NAME}-wal").read_bytes()
    path.unlink()
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log
    assert contents(path) == contents(copy)


def test_into_a_folder_that_is_not_there_yet(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "新 电脑" / "data"
    assert restore(folder, copy) == (WHOLE, None)
    assert names(folder) == [FILE_NAME]
    with closing(Store(folder)) as store:
        assert len(store.entries()) == 2


def test_a_backup_of_version_1_is_brought_up_to_date_when_it_is_opened(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as file:
        file.executescript(FIRST.read_text(encoding="utf-8"))
        file.execute("PRAGMA user_version = 1")
    assert restore(path.parent, old).found == Checked(1, 2, 0, ())
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
    with closing(Store(path.parent)) as store:
        assert [entry.unit for entry in store.entries()] == ["青溪镇人民政府", "清河市档案馆"]
    assert "reportdesk-v1.sqlite3" in names(path.parent)


def test_a_store_of_a_newer_program_is_kept_too(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {connection.VERSION + 1}")
    with pytest.raises(StoreTooNew):
        Store(path.parent)
    before = contents(path)
    kept = restore(path.parent, copy).kept
    assert kept is not None
    assert contents(kept) == before
    Store(path.parent).close()


# Refused, and nothing is changed


def test_a_bad_backup_is_refused(path: Path, copy: Path, tmp_path: Path) -> None:
    before = state(path.parent)
    whole = copy.read_bytes()
    for data in (b"", b"junk" * 500, whole[:9000], whole[:4096] + b"\xff" * 8192 + whole[12288:]):
        copy.write_bytes(data)
        for folder in (path.parent, tmp_path / "new"):
            with pytest.raises(StoreError, match="备份"):
                restore(folder, copy, anyway=True)
    copy.write_bytes(whole[:60] + bytes([0, 0, 0, 99]) + whole[64:])
    with pytest.raises(StoreTooNew):
        restore(path.parent, copy)
    assert state(path.parent) == before
    assert not (tmp_path / "new").exists()


def test_a_backup_with_a_bad_report_is_restored_only_when_asked_for(path: Path, copy: Path) -> None:
    alter(copy, "UPDATE slots SET value = 'x' WHERE report = 1 AND kind = 'prose'")
    before = state(path.parent)
    with pytest.raises(Doubtful, match="有 1 个问题"):
        restore(path.parent, copy)
    assert state(path.parent) == before
    assert restore(path.parent, copy, anyway=True).found.problems
    assert contents(path) == contents(copy)


def test_the_data_file_is_no_backup_of_itself(path: Path) -> None:
    with pytest.raises(StoreError, match="正在使用的数据文件"):
        restore(path.parent, path)


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_while_another_program_has_it_open(path: Path, copy: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("BEGIN")
        other.execute("SELECT * FROM settings").fetchall()
        before = state(path.parent)
        with pytest.raises(Occupied, match="请先关闭"):
            restore(path.parent, copy)
        assert state(path.parent) == before
    restore(path.parent, copy)


def test_a_link_in_place_of_the_file_leads_to_what_is_replaced(path: Path, copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / FILE_NAME).symlink_to(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE reports SET year = 2030 WHERE id = 1")
        assert verify(folder / FILE_NAME).problems, "the log beside the file itself is read"
    kept = restore(folder, copy).kept
    assert kept is not None
    assert kept.parent == path.parent
    assert (folder / FILE_NAME).is_symlink()
    assert contents(path) == contents(copy)


def test_while_a_window_is_open_and_after_it_was_killed(path: Path, copy: Path) -> None:
    before = state(path.parent)
    with subprocess.Popen([sys.executable, "-c", WINDOW, str(path.parent)], stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"True\n"
        with pytest.raises(Occupied, match="请先关闭窗口"):
            restore(path.parent, copy)
        window.kill()
    after = state(path.parent)
    del after[LOCK_NAME]
    assert after == before
    restore(path.parent, copy)
    assert contents(path) == contents(copy)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("4711\nreportdesk\nother-computer\nid\nboot\n", True),
        (f"4711\nreportdesk\n{platform.node()}\nid\nboot\n", False),
        ("", False),
        ("x", False),
    ],
)
def test_a_lock_that_nobody_here_holds(data_folder: Path, text: str, refused: bool) -> None:
    data_folder.mkdir()
    (data_folder / LOCK_NAME).write_text(text, encoding="utf-8")
    if refused:
        with pytest.raises(Occupied, match="other-computer"), held(data_folder):
            pass
    else:
        with held(data_folder):
            pass
    assert (data_folder / LOCK_NAME).read_text(encoding="utf-8") == text


def test_a_window_that_starts_meanwhile_finds_the_folder_taken(data_folder: Path) -> None:
    data_folder.mkdir()
    with held(data_folder):
        with pytest.raises(Occupied), held(data_folder):
            pass
        assert taken_by_window(data_folder) == b"False\n"
    assert names(data_folder) == []
    assert taken_by_window(data_folder) == b"True\n"


def test_what_a_killed_restore_leaves_of_the_lock_stops_no_window(data_folder: Path) -> None:
    data_folder.mkdir()
    program = f"import os; from pathlib import Path; from reportdesk.store.occupied import held\n{HELD}"
    assert subprocess.run([sys.executable, "-c", program, str(data_folder)], check=False).returncode == 9
    assert names(data_folder) == [LOCK_NAME]
    assert taken_by_window(data_folder) == b"True\n"
    with held(data_folder):
        pass


def test_without_a_copy_of_the_former_file_nothing_is_restored(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "keep", full)
    for data in (path.read_bytes(), b"junk"):
        path.write_bytes(data)
        before = contents(path) if data != b"junk" else data
        with pytest.raises(ReportDeskError, match="已满"):
            restore(path.parent, copy)
        assert (contents(path) if data != b"junk" else path.read_bytes()) == before
        assert names(path.parent) == [FILE_NAME]


# Cut short at any point

STOPPER = """
import os, shutil, sys
from pathlib import Path
import reportdesk.store.verifying
from reportdesk.store.backup import restore
from reportdesk.store.verifying import verify
folder, file, places = map(Path, sys.argv[1:])
verify(file)  # what is loaded once is no step
def stop_at(last):
    left = last
    def stop(event, _arguments):
        nonlocal left
        left -= event in ("open", "os.rename", "os.remove", "sqlite3.connect")
        if not left:
            os._exit(9)
    sys.addaudithook(stop)
for last in range(1, 300):
    place = places / str(last)
    shutil.copytree(folder, place)
    child = os.fork()
    if not child:
        stop_at(last)
        restore(place, file)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 9:
        sys.exit(code)
sys.exit(3)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("damage", ["none", "log", "junk"])
def test_cut_short_at_any_step_the_old_file_or_the_new_one_is_in_place(
    path: Path, copy: Path, tmp_path: Path, damage: str
) -> None:
    def held(file: Path) -> object:
        return data if (data := file.read_bytes()) == junk else contents(file)

    junk = b"junk" * 3000
    if damage != "none":
        killed(path, "UPDATE settings SET value = '7'")
    if damage == "junk":
        path.write_bytes(junk)
    old, new = held(path), contents(copy)
    command = [sys.executable, "-c", STOPPER, str(path.parent), str(copy), str(tmp_path / "steps")]
    subprocess.run(command, check=True, timeout=120)
    seen = set()
    for folder in (tmp_path / "steps").iterdir():
        kept = [name for name in names(folder) if "恢复前" in name and name.endswith(".sqlite3")]
        found = held(folder / FILE_NAME)
        assert found in (old, new), folder
        assert all(held(folder / name) == old for name in kept), folder
        seen.add((found == new, bool(kept)))
        restore(folder, copy)
        assert contents(folder / FILE_NAME) == new, "a second try goes through"
    assert seen == {(False, False), (False, True), (True, True)}, "nothing is replaced before it is kept"


RESTORER = """
import sys
from pathlib import Path
import reportdesk.store.verifying
from reportdesk.store.backup import restore
print("ready", flush=True)
for number in range(1000):
    restore(Path(sys.argv[1]), Path(sys.argv[2 + number % 2]))
"""


def test_killed_at_any_moment(path: Path, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    back_up(path, other)
    both, chance = [contents(copy), contents(other)], random.Random(3)
    for _round in range(8):
        command = [sys.executable, "-c", RESTORER, str(path.parent), str(copy), str(other)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.02, 0.4))
            process.kill()
        assert contents(path) in both
        for name in names(path.parent):
            if "恢复前" in name:
                assert contents(path.with_name(name)) in both

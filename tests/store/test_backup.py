"""Backups: one state of the data file as a plain file, whole or not at all, and never in another file's place."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reportdesk.errors import ReportDeskError
from reportdesk.session import Session
from reportdesk.store import backup, connection
from reportdesk.store.backup import Doubtful, back_up
from reportdesk.store.errors import StoreDamaged, StoreError, StoreTooNew
from reportdesk.store.place import FILE_NAME
from reportdesk.store.store import Store
from reportdesk.store.verifying import Checked, verify
from store.keeping import CELL, alter, contents, killed, names, state, stored

WHOLE = Checked(connection.VERSION, 2, 1, ())
WRITER = f"""
import sys
from pathlib import Path
from reportdesk.session import Session
from reportdesk.store.store import Store
session = Session(Store(Path(sys.argv[1])), 1)
print("ready", flush=True)
for number in range(1, 1_000_000):
    session.set_cells({{"{CELL}": number}})
    session.set_prose("overview", f"第 {{number}} 次" * 200)
"""


@pytest.fixture
def path(data_folder: Path) -> Path:
    return stored(data_folder)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "U 盘 #1"
    folder.mkdir()
    return folder / "备份.sqlite3"


def test_a_backup_is_one_plain_file_that_holds_everything(path: Path, target: Path) -> None:
    assert back_up(path, target) == WHOLE
    assert names(target.parent) == [target.name]
    assert contents(target) == contents(path)
    assert target.read_bytes()[18:20] == b"\x01\x01", "no write-ahead log is needed to read it"
    with closing(sqlite3.connect(target)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert names(path.parent) == [FILE_NAME], "nothing is left beside the data file"


def test_what_is_still_in_the_log_is_backed_up(path: Path, target: Path) -> None:
    killed(path, "UPDATE settings SET value = '7'")
    before = state(path.parent)
    back_up(path, target)
    assert state(path.parent) == before
    with closing(sqlite3.connect(target)) as file:
        assert file.execute("SELECT value FROM settings").fetchone() == ("7",)


def test_a_backup_while_another_program_writes_holds_one_state(path: Path, target: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(path.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        heads = set()
        for _ in range(8):
            assert back_up(path, target) == WHOLE
            with closing(sqlite3.connect(target)) as file:
                heads.add(file.execute("SELECT head FROM reports WHERE id = 1").fetchone())
        assert writer.poll() is None
        writer.kill()
    assert len(heads) > 1


def test_a_change_that_is_not_committed_is_not_backed_up(path: Path, target: Path) -> None:
    for mode in ("wal", "delete"):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute(f"PRAGMA journal_mode = {mode}")
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE reports SET unit = '改名'")
            assert back_up(path, target) == WHOLE


def test_an_older_backup_is_replaced(path: Path, target: Path) -> None:
    back_up(path, target)
    with closing(Store(path.parent)) as store:
        Session(store, 1).set_cells({CELL: 88})
    back_up(path, target)
    assert contents(target) == contents(path)


def test_a_backup_through_a_link_replaces_what_it_leads_to(path: Path, target: Path, tmp_path: Path) -> None:
    back_up(path, target)
    link = tmp_path / "link"
    link.symlink_to(target)
    back_up(path, link)
    assert link.is_symlink()
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize(
    "other", [b"", b"PK\x03\x04" + bytes(5000), "报告".encode(), b"SQLite format 3\0" + bytes(5000)]
)
def test_any_other_file_stays(path: Path, target: Path, other: bytes) -> None:
    target.write_bytes(other)
    with pytest.raises(StoreError, match="没有替换它"):
        back_up(path, target)
    assert state(target.parent) == {target.name: other}


def test_another_programs_database_stays(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(target)) as file:
        file.execute("CREATE TABLE notes (text)")
        file.execute("PRAGMA user_version = 2")
    with pytest.raises(StoreError, match="不是 ReportDesk 的备份"):
        back_up(path, target)


def test_a_newer_backup_and_a_file_in_use_stay(path: Path, target: Path, tmp_path: Path) -> None:
    back_up(path, target)
    alter(target, "UPDATE settings SET value = '7'")
    with closing(sqlite3.connect(target)) as file:
        file.execute(f"PRAGMA user_version = {connection.VERSION + 1}")
    with pytest.raises(StoreTooNew, match="没有替换它"):
        back_up(path, target)
    other = stored(tmp_path / "other")
    with closing(Store(other.parent)) as store:
        Session(store, 1)
        with pytest.raises(StoreError, match="正在使用"):
            back_up(path, other)


def test_the_data_file_itself_is_no_target(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    for same in (path, link):
        with pytest.raises(StoreError, match="这就是正在使用的数据文件"):
            back_up(path, same)


def test_places_that_take_no_file(path: Path, target: Path, tmp_path: Path) -> None:
    for place, word in (
        (tmp_path / "没有" / "x", "不存在"),
        (tmp_path, "文件夹"),
        (path / "x", "不是文件夹"),
        (tmp_path / ("长" * 300), "太长"),
    ):
        with pytest.raises(ReportDeskError, match=word):
            back_up(path, place)
    assert names(target.parent) == []


BACKUP = """
import os, sys
from pathlib import Path
import reportdesk.store.verifying
from reportdesk.errors import ReportDeskError
from reportdesk.report.exchange import read
from reportdesk.store.backup import back_up
os.setgid(65534); os.setuid(65534)
try:
    back_up(Path(sys.argv[1]), Path(sys.argv[2]))
except ReportDeskError as error:
    print(error.message)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_of_another_user() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        path = stored(root / "data")
        command = [sys.executable, "-c", BACKUP, str(path), str(root / "x.sqlite3")]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
        assert (done.stderr, done.returncode) == ("", 0)
        assert "没有权限" in done.stdout
        assert names(root) == ["data"]


def test_a_full_disk(path: Path, small_disk: Path) -> None:
    (small_disk / "other").write_bytes(bytes(448 * 1024))
    with pytest.raises(ReportDeskError, match="磁盘已满"):
        back_up(path, small_disk / "x.sqlite3")
    assert names(small_disk) == ["other"]


def test_a_store_with_a_bad_report_is_backed_up_as_it_is_but_replaces_no_backup(path: Path, target: Path) -> None:
    alter(path, "UPDATE slots SET value = 'x' WHERE report = 1 AND kind = 'prose'")
    assert len(back_up(path, target).problems) == 1
    before = state(target.parent)
    with pytest.raises(Doubtful, match="没有替换"):
        back_up(path, target)
    assert state(target.parent) == before


def test_a_damaged_store_gives_no_backup(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        page = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'idx_journal_parent'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\xff" * 40)
    with pytest.raises(StoreDamaged, match="没有备份"):
        back_up(path, target)
    os.truncate(path, 9000)
    with pytest.raises(StoreDamaged, match="已损坏或不完整"):
        back_up(path, target)
    assert names(target.parent) == []


def test_a_backup_that_fails_on_the_way_leaves_the_older_one(
    path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(path, target)
    before = state(target.parent)

    def stop(_path: Path) -> Checked:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "verify", stop)
    with pytest.raises(KeyboardInterrupt):
        back_up(path, target)
    assert state(target.parent) == before
    monkeypatch.undo()
    assert verify(target) == WHOLE

"""Opening the data file: new, damaged, too new, in odd places, after a kill, on a full disk."""

import ctypes
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core import report_of
from reportdesk.report.changes import Slot
from reportdesk.session import Session, create
from reportdesk.store import connection, place, schema
from reportdesk.store.errors import StoreDamaged, StoreError, StoreTooNew, explain
from reportdesk.store.place import FILE_NAME, needs_plain_journal
from reportdesk.store.place import data_folder as folder_named
from reportdesk.store.store import Store

CELL = "requests.received.natural"


def filled(folder: Path) -> int:
    """Make a data file with one report of a few changes and return the report's id."""
    with closing(Store(folder)) as store:
        session = Session(store, create(store, report_of()))
        for number in range(1, 20):
            session.set_cells({CELL: number})
        return session.id


def value(folder: Path, report_id: int) -> object:
    with closing(Store(folder)) as store:
        return store.load(report_id)[0].cell(CELL)


def integrity(folder: Path) -> str:
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        return str(file.execute("PRAGMA integrity_check").fetchone()[0])


def untouched(path: Path) -> tuple[bytes, int, list[str]]:
    return path.read_bytes(), path.stat().st_mtime_ns, sorted(entry.name for entry in path.parent.iterdir())


def test_a_new_folder_is_made(data_folder: Path) -> None:
    deep = data_folder / "深" / "层"
    with closing(Store(deep)) as store:
        assert store.entries() == []
        assert store.path == deep / FILE_NAME
        assert not store.plain_journal
    with closing(sqlite3.connect(deep / FILE_NAME)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (connection.VERSION,)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_file_of_zero_bytes_is_new(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / FILE_NAME).touch()
    report_id = filled(data_folder)
    assert value(data_folder, report_id) == 19


@pytest.mark.parametrize("junk", [b"x", b"PK\x03\x04" + bytes(5000), "草稿".encode() * 100, b"SQLite format 3\0"])
def test_junk_is_refused_and_left_alone(data_folder: Path, junk: bytes) -> None:
    data_folder.mkdir()
    path = data_folder / FILE_NAME
    path.write_bytes(junk)
    before = untouched(path)
    with pytest.raises(StoreDamaged, match="已损坏或不完整"):
        Store(data_folder)
    assert untouched(path) == before


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.99])
def test_a_truncated_file_is_refused_and_left_alone(data_folder: Path, share: float) -> None:
    filled(data_folder)
    path = data_folder / FILE_NAME
    os.truncate(path, int(path.stat().st_size * share))
    before = untouched(path)
    with pytest.raises(StoreDamaged, match="没有改动它"):
        Store(data_folder)
    assert untouched(path) == before


def test_a_damaged_file_with_its_log_is_refused_and_left_alone(data_folder: Path, tmp_path: Path) -> None:
    filled(data_folder)
    copy = left_behind(data_folder, tmp_path / "copy")
    path = copy / FILE_NAME
    os.truncate(path, 4096)
    data = path.read_bytes(), (copy / f"{FILE_NAME}-wal").read_bytes()
    with pytest.raises(StoreError, match="损坏"):
        Store(copy)
    assert (path.read_bytes(), (copy / f"{FILE_NAME}-wal").read_bytes()) == data


def test_a_newer_file_is_refused_and_left_alone(data_folder: Path) -> None:
    filled(data_folder)
    path = data_folder / FILE_NAME
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {connection.VERSION + 1}")
    before = untouched(path)
    with pytest.raises(StoreTooNew, match="请升级程序"):
        Store(data_folder)
    assert untouched(path) == before


def left_behind(folder: Path, copy: Path, sql: str = "") -> Path:
    """Copy a data file together with the log of a program that still has it open."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as file:
        file.execute(sql or "UPDATE reports SET unit = '改名'")
        copy.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy2(folder / f"{FILE_NAME}{suffix}", copy / f"{FILE_NAME}{suffix}")
    assert (copy / f"{FILE_NAME}-wal").stat().st_size
    return copy


def stored(folder: Path) -> bytes:
    return (folder / FILE_NAME).read_bytes()


def test_no_change_waits_for_the_log_to_be_written_back(data_folder: Path) -> None:
    with closing(Store(data_folder)) as store:
        session = Session(store, create(store, report_of()))
        before = stored(data_folder)
        for number in range(1, 400):
            session.set_cells({CELL: number})
        log = data_folder / f"{FILE_NAME}-wal"
        assert log.stat().st_size > 4_096_000, "more than SQLite keeps by itself"
        assert stored(data_folder) == before, "all of it is in the log"
        store.write_back()
        assert stored(data_folder) != before
        size = log.stat().st_size
        session.set_cells({CELL: 0})
        assert log.stat().st_size == size, "the log begins anew"
    assert value(data_folder, session.id) == 0


def test_a_log_that_is_read_is_written_back_later(data_folder: Path) -> None:
    with closing(Store(data_folder)) as store, closing(sqlite3.connect(data_folder / FILE_NAME)) as other:
        session = Session(store, create(store, report_of()))
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM reports").fetchone()
        session.set_cells({CELL: 8})
        store.write_back()
        session.set_cells({CELL: 9})
    assert value(data_folder, session.id) == 9


def test_a_log_left_behind_is_used(data_folder: Path, tmp_path: Path) -> None:
    report_id = filled(data_folder)
    copy = left_behind(data_folder, tmp_path / "副本 #1?")
    with closing(Store(copy)) as store:
        assert store.entry(report_id).unit == "改名"


def test_a_change_cut_short_is_taken_back(data_folder: Path, tmp_path: Path) -> None:
    report_id = filled(data_folder)
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(data_folder / FILE_NAME, isolation_level=None)) as file:
        for sql in ("PRAGMA journal_mode = delete", "PRAGMA cache_size = 1", "BEGIN IMMEDIATE"):
            file.execute(sql)
        file.execute("UPDATE slots SET value = '7'")
        file.execute("UPDATE journal SET change = change || change || change")
        for suffix in ("", "-journal"):
            shutil.copy2(data_folder / f"{FILE_NAME}{suffix}", copy / f"{FILE_NAME}{suffix}")
    assert (copy / FILE_NAME).read_bytes() != (data_folder / FILE_NAME).read_bytes()
    assert value(copy, report_id) == 19
    assert integrity(copy) == "ok"


def test_a_log_that_tells_a_newer_version_is_not_written_back(data_folder: Path, tmp_path: Path) -> None:
    filled(data_folder)
    copy = left_behind(data_folder, tmp_path / "copy", f"PRAGMA user_version = {connection.VERSION + 1}")
    files = [copy / FILE_NAME, copy / f"{FILE_NAME}-wal"]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    with pytest.raises(StoreTooNew):
        Store(copy)
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


OPENER = """
import sys, time
from pathlib import Path
import reportdesk.store.schema
from reportdesk.store.store import Store
time.sleep(max(0, float(sys.argv[2]) - time.time()))
Store(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("attempt", range(4))
def test_three_windows_open_a_new_folder_at_once(data_folder: Path, attempt: int) -> None:
    command = [sys.executable, "-c", OPENER, str(data_folder / str(attempt)), str(time.time() + 0.5)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    told = [process.communicate(timeout=30)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], told
    with closing(Store(data_folder / str(attempt))) as store:
        assert store.entries() == []


def test_a_journal_that_cannot_be_switched_is_told(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(data_folder)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(data_folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = delete")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="正被另一个程序占用"):
            Store(data_folder)


def test_a_long_path_with_chinese_and_spaces(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(
        "政府信息公开 年度报告", "二〇二三年 草稿 #1 " * 5, "很长的文件夹名 %20 " * 6, "数据 ？&"
    )
    assert len(str(folder)) > 200
    report_id = filled(folder)
    assert value(folder, report_id) == 19


# Places that cannot be written


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match=r"数据文件夹 .* 无法使用"):
        Store(tmp_path / "data")
    with pytest.raises(StoreError, match="无法使用"):
        Store(tmp_path / "data" / "below")


def test_a_folder_in_place_of_the_file(data_folder: Path) -> None:
    (data_folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(StoreError):
        Store(data_folder)


OTHER_USER = """
import os, sys
from pathlib import Path
from reportdesk.errors import ReportDeskError
from reportdesk.store.store import Store
import reportdesk.store.schema
os.setgid(65534); os.setuid(65534)
try:
    Store(Path(sys.argv[1]))
except ReportDeskError as error:
    print(error.message)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("existing", [False, True])
def test_a_folder_of_another_user(existing: bool) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        folder = root / "data"
        if existing:
            filled(folder)
            folder.chmod(0o555)
            (folder / FILE_NAME).chmod(0o444)
        before = [file.read_bytes() for file in root.glob("data/*")]
        command = [sys.executable, "-c", OTHER_USER, str(folder)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
        assert done.stderr == ""
        assert "数据文件夹" in done.stdout
        assert [file.read_bytes() for file in root.glob("data/*")] == before


def test_a_disk_that_is_full_loses_nothing(small_disk: Path) -> None:
    with closing(Store(small_disk / "data")) as store:
        session = Session(store, create(store, report_of()))
        with pytest.raises(StoreError) as caught:
            for number in range(1000):
                session.set_prose("overview", f"{number}" + "字" * 10_000)
        assert "没有保存" in caught.value.message
        assert session.report == store.load(session.id)[0]
        report_id = session.id
    with closing(Store(small_disk / "data")) as store:
        assert store.load(report_id)[0] == session.report
    assert integrity(small_disk / "data") == "ok"


def test_a_disk_full_from_the_start(small_disk: Path) -> None:
    with (small_disk / "other").open("wb") as file, suppress(OSError):
        file.write(bytes(600_000))
    with pytest.raises(StoreError):
        Store(small_disk / "data")
    (small_disk / "other").unlink()
    with closing(Store(small_disk / "data")) as store:
        assert store.load(create(store, report_of()))[0] == report_of()


def test_a_migration_that_fails_leaves_nothing_half_made(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_database: object, _name: object) -> None:
        raise sqlite3.OperationalError("interrupted")

    with monkeypatch.context() as patch:
        patch.setattr(schema.migrations, "_record_applied", fail)
        with pytest.raises(StoreError, match="interrupted"):
            Store(data_folder)
    report_id = filled(data_folder)
    assert value(data_folder, report_id) == 19


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SQLITE_FULL", "磁盘已满"),
        ("SQLITE_READONLY_DIRECTORY", "不能写入"),
        ("SQLITE_CANTOPEN", "不能写入"),
        ("SQLITE_BUSY_SNAPSHOT", "占用"),
        ("SQLITE_CORRUPT_INDEX", "已损坏"),
        ("SQLITE_IOERR_FSYNC", "U 盘"),
        ("SQLITE_MISMATCH", "无法使用"),
    ],
)
def test_each_error_has_its_sentence(name: str, told: str, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("reason")
    error.sqlite_errorname = name
    assert told in explain(error, tmp_path / FILE_NAME).message


# File systems


@pytest.mark.parametrize("system", ["cifs", "nfs4", "vfat", "fuse.sshfs", "exfat", "9p", "fuseblk"])
def test_network_and_removable_folders_do_without_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    folder = tmp_path / "U 盘" / "data"
    point = str(tmp_path / "U 盘").replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\n\nshort\n//server/x {point} {system} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    assert not needs_plain_journal(tmp_path)
    with closing(Store(folder)) as store:
        assert store.plain_journal
        assert store._db.row("PRAGMA journal_mode") is not None
        create(store, report_of())
        assert sorted(file.name for file in folder.iterdir()) == [FILE_NAME]
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_folder_reached_by_a_link_is_judged_by_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share, link, mounts = tmp_path / "share", tmp_path / "link", tmp_path / "mounts"
    share.mkdir()
    link.symlink_to(share, target_is_directory=True)
    mounts.write_text(f"/dev/a / ext4 rw 0 0\n//server/x {share} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    assert needs_plain_journal(link / "data")


def test_without_a_list_of_mounts_the_log_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "nowhere")
    assert not needs_plain_journal(tmp_path)


@pytest.mark.parametrize(("kind", "plain"), [(2, True), (3, False), (4, True)])
def test_drives_on_windows(monkeypatch: pytest.MonkeyPatch, kind: int, plain: bool) -> None:
    class Kernel:
        @staticmethod
        def GetDriveTypeW(_root: str) -> int:
            return kind

    class Windows:
        kernel32 = Kernel

    monkeypatch.setattr(place.sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", Windows, raising=False)
    assert needs_plain_journal(Path("/data")) is plain


def test_the_data_folder(tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder_named(str(tmp_path / "x")) == tmp_path / "x"
    assert folder_named() == data_folder
    monkeypatch.delenv("REPORTDESK_DATA")
    assert folder_named().name == "ReportDesk"
    assert folder_named("here").is_absolute()


# Killed at any moment

EDITOR = f"""
import sys
from pathlib import Path
from reportdesk.session import Session
from reportdesk.store.store import Store
session = Session(Store(Path(sys.argv[1])), int(sys.argv[2]))
number = session.report.cell("{CELL}")
print("ready", flush=True)
while True:
    number += 1
    session.set_cells({{"{CELL}": number}})
    print(number, flush=True)
    session.set_prose("overview", f"第 {{number}} 次" * 200)
"""


def killed(command: list[str], after: float) -> list[str]:
    """Run a program, kill it some time after it is ready, and return the lines it had finished."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.kill()
        return [line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]


def test_a_killed_program_loses_no_acknowledged_change(data_folder: Path) -> None:
    with closing(Store(data_folder)) as store:
        report_id = create(store, report_of())
    chance, last, acknowledged = random.Random(7), 0, 0
    for _round in range(12):
        lines = killed([sys.executable, "-c", EDITOR, str(data_folder), str(report_id)], chance.uniform(0, 0.15))
        acknowledged += len(lines)
        last = int(lines[-1]) if lines else last
        with closing(Store(data_folder)) as store:
            session = Session(store, report_id)
            found = session.report.cell(CELL)
            assert found in (last, last + 1)
            assert session.report.cell("requests.received.total") == found
            numbers = [edit.new for step in store.history(report_id, session.report) for edit in step.change.edits
                       if edit.slot == Slot("cell", CELL)]  # fmt: skip
            assert numbers == list(range(1, int(str(found)) + 1))
            last = int(str(found))
        assert integrity(data_folder) == "ok"
    assert acknowledged > 20


STARTER = """
import sys
from pathlib import Path
from reportdesk.store.store import Store
import reportdesk.store.schema
print("ready", flush=True)
for number in range(1000):
    Store(Path(sys.argv[1]) / str(number)).close()
"""


def test_a_program_killed_while_it_makes_the_file_leaves_nothing_half_made(data_folder: Path) -> None:
    chance = random.Random(11)
    for round_ in range(5):
        folder = data_folder / f"r{round_}"
        killed([sys.executable, "-c", STARTER, str(folder)], chance.uniform(0, 0.05))
        for half in folder.iterdir() if folder.exists() else ():
            with closing(Store(half)) as store:
                assert store.entry(create(store, report_of())).year == 2021

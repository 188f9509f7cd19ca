"""`reportdesk drafts backup|restore|verify`: what is said, and the exit status."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line, spawn
from reportdesk.report import exchange
from reportdesk.session import create
from reportdesk.store.connection import VERSION
from reportdesk.store.place import FILE_NAME, LOCK_NAME
from reportdesk.store.store import Store


@pytest.fixture
def stored(data_folder: Path) -> Path:
    with closing(Store(data_folder)) as store:
        create(store, exchange.read(GOOD), "sample-2021")
        create(store, exchange.read(TO_MEND))
        store.discard(store.duplicate(1))
    return data_folder


@pytest.fixture
def copy(call: Call, stored: Path, tmp_path: Path) -> Path:
    assert call("drafts", "backup", tmp_path / "备份").status == 0
    return tmp_path / "备份"


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(sql)


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold a folder as an open window does."""
    fcntl = pytest.importorskip("fcntl", reason="folders are locked in another way where there is no fcntl")
    with (folder / LOCK_NAME).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_without_a_store_nothing_is_made(call: Call, data_folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = call("drafts", "backup", tmp_path / "x")
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, "没有可备份的内容")
        assert (call("drafts", "verify").status, call("drafts", "verify").out.count("\n")) == (0, 1)
        assert call("drafts", "verify", "--json").json["reports"] == 0
        assert not (tmp_path / "x").exists()
        assert not data_folder.exists() or list(data_folder.iterdir()) == []
        data_folder.mkdir(exist_ok=True)


def test_backup_says_how_much_and_where(call: Call, stored: Path, tmp_path: Path) -> None:
    done = call("drafts", "backup", tmp_path / "备份")
    assert (done.status, done.out) == (0, f"已备份 2 份报告（另有 1 份在回收站）：{tmp_path / '备份'}\n")
    done = call("drafts", "backup", tmp_path / "另一份", "--json")
    assert done.json == {
        "file": str(tmp_path / "另一份"), "replaced": None, "version": VERSION,
        "reports": 2, "discarded": 1, "problems": [],
    }  # fmt: skip


def test_backup_says_what_it_replaced(call: Call, copy: Path) -> None:
    made = datetime(2020, 2, 3, 4, 5).astimezone().timestamp()
    os.utime(copy, (made, made))
    done = call("drafts", "backup", copy)
    assert done.status == 0
    assert "原有的备份（2020-02-03 04:05）" in done.out
    os.utime(copy, (made, made))
    assert call("drafts", "backup", copy, "--json").json["replaced"] == "2020-02-03 04:05"


def test_verify_says_that_nothing_is_wrong(call: Call, stored: Path, copy: Path) -> None:
    for words in ((), (copy,)):
        done = call("drafts", "verify", *words)
        assert (done.status, done.out.count("\n")) == (0, 1)
        assert "2 份报告（另有 1 份在回收站），没有发现问题。" in done.out
    assert call("drafts", "verify", "--json").json["file"] == str(stored / FILE_NAME)


def test_verify_names_the_report_and_what_is_wrong(call: Call, stored: Path, copy: Path) -> None:
    tamper(stored / FILE_NAME, "UPDATE reports SET year = 2030 WHERE id = 2")
    done = call("drafts", "verify")
    assert done.status == 1
    first, second = done.out.splitlines()
    assert first.endswith("发现 1 个问题：")
    wanted = "列表中的年度是 2030，内容中是 2024"
    assert second == f"[编号 2，练习单位（某某街道办事处），2030 年度] {wanted}"
    done = call("drafts", "verify", "--json")
    assert done.status == 1
    assert done.json["problems"] == [
        {"report": 2, "unit": "练习单位（某某街道办事处）", "year": 2030, "what": wanted}
    ]  # fmt: skip
    assert call("drafts", "verify", copy).status == 0


def test_verify_tells_of_an_older_version(call: Call, stored: Path) -> None:
    tamper(stored / FILE_NAME, "PRAGMA user_version = 1")
    tamper(stored / FILE_NAME, "ALTER TABLE reports DROP COLUMN deleted")
    tamper(stored / FILE_NAME, "DELETE FROM _sqlite_migrations WHERE name = 'm002_bin'")
    done = call("drafts", "verify")
    assert done.status == 0
    assert "第 1 版" in done.out
    assert f"自动升级到第 {VERSION} 版" in done.out


def test_a_file_that_cannot_be_used_is_told(call: Call, stored: Path, copy: Path) -> None:
    os.truncate(copy, 9000)
    for name, file in (
        ("verify", copy),
        ("restore", copy),
        ("verify", "没有"),
        ("restore", "没有"),
        ("verify", stored),
    ):
        done = call("drafts", name, file)
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, str(file))
    os.truncate(stored / FILE_NAME, 9000)
    for words in (("verify",), ("backup", copy.with_name("new"))):
        done = call("drafts", *words)
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, "已损坏或不完整")


def test_damage_then_restore_brings_the_same_reports_back(call: Call, stored: Path, copy: Path) -> None:
    listed, shown = call("drafts", "list").out, call("drafts", "show", "2").out
    os.truncate(stored / FILE_NAME, 9000)
    assert_one_line(call("drafts", "list").err, "用备份恢复")
    done = call("drafts", "restore", copy)
    assert done.status == 0
    first, second = done.out.splitlines()
    assert first == f"已用备份恢复 2 份报告（另有 1 份在回收站）：{copy}"
    kept = Path(second.removeprefix("原来的数据文件另存为："))
    assert (kept.parent, kept.stat().st_size) == (stored, 9000)
    assert (call("drafts", "list").out, call("drafts", "show", "2").out) == (listed, shown)


def test_restore_as_json(call: Call, stored: Path, copy: Path, tmp_path: Path) -> None:
    answer = call("drafts", "restore", copy, "--json").json
    assert Path(answer.pop("kept")).parent == stored
    wanted = {"file": str(stored / FILE_NAME), "version": VERSION, "reports": 2, "discarded": 1, "problems": []}
    assert answer == wanted
    answer = call("drafts", "restore", copy, "--json", "--data", tmp_path / "new").json
    assert answer["kept"] is None


def test_a_backup_with_problems_is_restored_only_when_asked_for(call: Call, stored: Path, copy: Path) -> None:
    tamper(copy, "UPDATE slots SET value = 'x' WHERE report = 2 AND kind = 'prose'")
    done = call("drafts", "restore", copy)
    assert done.status == 2
    assert_one_line(done.err, "1 个问题", "--anyway")
    done = call("drafts", "restore", copy, "--anyway")
    assert done.status == 0
    assert "内容无法读取" in done.out
    assert call("drafts", "show", "1").status == 0
    done = call("drafts", "backup", copy.with_name("second"))
    assert done.status == 1
    assert "照原样备份" in done.out
    assert_one_line(call("drafts", "backup", copy).err, "没有替换", "drafts verify")


def test_restore_asks_to_close_the_window_first(call: Call, stored: Path, copy: Path) -> None:
    with locked(stored):
        done = call("drafts", "restore", copy)
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err, "请先关闭窗口")
        assert call("drafts", "backup", copy).status == 0, "a backup disturbs no window"
        assert call("drafts", "verify").status == 0
    assert call("drafts", "restore", copy).status == 0


def test_the_help_is_chinese(call: Call, tmp_path: Path) -> None:
    for name in ("backup", "restore", "verify"):
        done = spawn("drafts", name, "--help", folder=tmp_path)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"用法：reportdesk drafts {name} ")
    assert_one_line(call("drafts", "backup").err, "缺少 FILE")

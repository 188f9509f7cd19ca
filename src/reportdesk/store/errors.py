"""What can go wrong with the data file, each as a sentence for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from reportdesk.errors import ReportDeskError


class StoreError(ReportDeskError):
    """The data file cannot be used or written; what it held is unchanged."""


class StoreTooNew(StoreError):
    """The data file was written by a newer version of the program."""


class StoreDamaged(StoreError):
    """The data file is truncated or no SQLite database."""


class StaleReport(StoreError):
    """The report was changed by another window since it was opened here."""


@contextmanager
def told(path: Path) -> Generator[None]:
    """Turn SQLite's and the system's errors into a sentence that names the data file."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except OSError as error:
        raise StoreError(f"数据文件夹 {path.parent} 无法使用：{error.strerror or error}。") from error


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Return the sentence for an SQLite error."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return StoreError(f"磁盘已满，刚才的修改没有保存。请清理 {path.parent} 所在磁盘后重试。")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreError(f"数据文件夹 {path.parent} 不能写入，请检查权限，或改用其他文件夹。")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError("数据文件正被另一个程序占用，刚才的修改没有保存，请稍后重试。")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path)
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"读写 {path} 时出错，刚才的修改没有保存。请检查磁盘或 U 盘是否仍然连接。")
    return StoreError(f"数据文件 {path} 无法使用（{error}）。")


def unfit_backup(path: Path) -> StoreDamaged:
    """Return the sentence for a file that was named as a backup and cannot be read as one."""
    return StoreDamaged(f"{path}：这不是 ReportDesk 的备份，或者已经损坏、不完整，不能使用。")


def damaged(path: Path) -> StoreDamaged:
    """Return the sentence for a data file that cannot be read."""
    return StoreDamaged(f"数据文件 {path} 已损坏或不完整，程序没有改动它。请保留该文件，并用备份恢复。")


def too_new(path: Path) -> StoreTooNew:
    """Return the sentence for a data file of a newer version of the program."""
    return StoreTooNew(f"数据文件 {path} 由更新版本的程序写成，本版本不能打开，也没有改动它。请升级程序后再用。")

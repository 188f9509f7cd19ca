"""Backing the data file up and putting a backup in its place: each as a whole or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from reportdesk.store.connection import BUSY_SECONDS, refuse_unusable
from reportdesk.store.copying import COMPANIONS, beside, copy, keep, pour
from reportdesk.store.errors import StoreDamaged, StoreError, StoreTooNew, damaged, explain, told, unfit_backup
from reportdesk.store.occupied import Occupied, held
from reportdesk.store.place import FILE_NAME
from reportdesk.store.verifying import Checked, Foreign, refuse_foreign, verify
from reportdesk.writing import explained, replacing, sync_folder, write_through

_LOGS = ("-wal", "-journal")
_IN_USE = "数据文件 {} 正被另一个程序使用，没有改动任何内容。请先关闭 ReportDesk 的窗口，再恢复备份。"


class Doubtful(StoreError):
    """A backup in which problems were found, so that it takes no other file's place unless that is asked for."""

    def __init__(self, message: str, found: Checked) -> None:
        super().__init__(message)
        self.found = found


class Restored(NamedTuple):
    """What was put in place, and where the former data file is kept, None where there was none."""

    found: Checked
    kept: Path | None


def back_up(path: Path, target: Path) -> Checked:
    """Copy the data file, as it is at this moment, to `target`, and return what the copy holds.

    Only an older backup is replaced, and by none in which problems were found.
    """
    target = Path(os.path.realpath(target))
    refuse_foreign(path)
    replaces = _refuse_to_replace(path, target)
    with _copied(path, target) as found:
        if found.damaged:
            raise StoreDamaged(f"数据文件 {path} 内部已损坏，没有备份。请保留该文件，并用以前的备份恢复。")
        if found.problems and replaces:
            raise Doubtful(f"数据文件 {path} 有问题，没有替换原来的备份 {target}。请换一个文件名备份。", found)
    return found


def verify_backup(file: Path) -> Checked:
    """Look a backup through; StoreError where it cannot be used at all."""
    try:
        return verify(file)
    except StoreDamaged as error:
        raise unfit_backup(file) from error


def restore(folder: Path, file: Path, *, anyway: bool = False) -> Restored:
    """Put a backup in place of a folder's data file, which is kept beside it; `anyway` although it has problems.

    Whenever the program is cut short, the old file or the new one is in place: the new one lies ready on the disk
    before anything is touched, the old one's log is folded into it, and one renaming does the rest.
    """
    path = Path(os.path.realpath(folder / FILE_NAME))  # SQLite's log lies beside the file that a link leads to
    if path.exists() and path.samefile(file):
        raise StoreError(f"{file}：这就是正在使用的数据文件，不能用它恢复。")
    _refuse_doubtful(file, verify_backup(file), anyway)
    with told(path):
        folder.mkdir(parents=True, exist_ok=True)
    with held(folder), _copied(file, path) as found:
        _refuse_doubtful(file, found, anyway)
        kept = _set_aside(path)
    return Restored(found, kept)


@contextmanager
def _copied(source: Path, target: Path) -> Generator[Checked]:
    """Copy a data file beside a target and look the copy through; it takes the target's place at the end."""
    with replacing(target) as part:
        copy(source, part)
        yield verify(part)


def _refuse_doubtful(file: Path, found: Checked, anyway: bool) -> None:
    if found.damaged:
        raise unfit_backup(file)
    if found.problems and not anyway:
        raise Doubtful(f"备份 {file} 有 {len(found.problems)} 个问题，没有恢复。", found)


def _refuse_to_replace(path: Path, target: Path) -> bool:
    """Tell whether a target is there; StoreError where it is anything but a backup that nobody uses."""
    try:
        if not target.exists():
            return False
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if target.samefile(path):
            raise StoreError(f"{target}：这就是正在使用的数据文件，请换一个文件名备份。")
    except OSError as error:
        raise explained(error, target) from error
    if any(beside(target, companion).exists() for companion in COMPANIONS):
        raise StoreError(f"{target} 正在使用，或者没有正常关闭，没有替换它。请换一个文件名备份。")
    _refuse_other_files(target)
    return True


def _refuse_other_files(target: Path) -> None:
    try:
        refuse_foreign(target)
    except StoreTooNew as error:
        raise StoreTooNew(f"{target} 是更新版本的程序做的备份，没有替换它。请换一个文件名备份。") from error
    except (Foreign, StoreDamaged) as error:
        raise StoreError(f"{target} 已经存在，但不是 ReportDesk 的备份，没有替换它。请换一个文件名备份。") from error


def _set_aside(path: Path) -> Path | None:
    """Keep the data file beside itself and leave it without a log, ready to be replaced; None where there is none."""
    if not any(beside(path, companion).exists() for companion in ("", *COMPANIONS)):
        return None
    mark = _free_mark(path)
    try:
        _refuse_damaged(path)
        kept = _keep_sound(path, mark)
    except StoreDamaged:
        kept = _keep_damaged(path, mark)
    if any(beside(path, companion).exists() for companion in _LOGS):
        raise Occupied(_IN_USE.format(path))  # opened again this very moment: its log would be taken for the new file's
    return kept


def _free_mark(path: Path) -> str:
    """Return a mark that no file beside the data file bears, a log left of a copy cut short not either."""
    moment = f"恢复前-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    marks = (f"{moment}-{number}" if number > 1 else moment for number in count(1))
    return next(mark for mark in marks if not any(path.parent.glob(f"{path.stem}-{mark}*")))


def _refuse_damaged(path: Path) -> None:
    if not path.exists():
        raise damaged(path)  # a log without its file
    with suppress(StoreTooNew), told(path):
        refuse_unusable(path)


def _keep_sound(path: Path, mark: str) -> Path:
    """Keep a data file and fold its log into it, while no other program can read or write it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as own:
            for sql in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"):
                own.execute(sql)
            _clear_void(path)
            kept = keep(path, mark, lambda part: pour(own, part))
            own.execute("PRAGMA journal_mode = DELETE")
            return kept
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Occupied(_IN_USE.format(path)) from error
        raise explain(error, path) from error


def _clear_void(path: Path) -> None:
    """Remove what a killed program left beside a file that is held: SQLite took from it what was of account."""
    for companion in ("-shm", "-journal"):
        with suppress(OSError):  # Windows does not let go of what SQLite has just read; it is gone when that is closed
            beside(path, companion).unlink(missing_ok=True)


def _keep_damaged(path: Path, mark: str) -> Path:
    """Keep a data file that SQLite cannot read, byte for byte with its log, and take the log from the file in place."""
    kept = keep(path, mark, lambda part: write_through(part, path.read_bytes() if path.exists() else b""))
    companions = [companion for companion in COMPANIONS if beside(path, companion).exists()]
    for companion in companions:
        write_through(beside(kept, companion), beside(path, companion).read_bytes())
    sync_folder(path.parent)
    for companion in companions:
        beside(path, companion).unlink()
    return kept

"""Writing a document or nothing, and not under the hands of a program that has it open."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportdesk.writing import OutputError, TargetHeld, exists, explained, replacing, write_through

__all__ = ["OutputError", "TargetHeld", "TargetOpen", "lock_of", "write"]


class TargetOpen(OutputError):
    """A target with a lock file beside it, which may be stale; writing again with `ignore_lock` passes over it."""


def write(path: Path, data: bytes, *, ignore_lock: bool = False) -> None:
    """Put `data` at `path` as a whole; OutputError says in one sentence why not, and then the old file is intact."""
    target = Path(os.path.realpath(path))
    if not ignore_lock:
        _refuse_locked(target)
    _refuse_unwritable(target)
    with replacing(target) as temporary:
        write_through(temporary, data)


def lock_of(path: Path) -> Path | None:
    """Return the lock file that Word, WPS or LibreOffice keeps beside an open document, None where there is none."""
    return next((lock for lock in _locks(path) if exists(lock)), None)


def _locks(path: Path) -> Iterator[Path]:
    name = path.name
    yield path.with_name(f"~${name}")
    yield path.with_name(f".~lock.{name}#")
    # Word drops up to two characters of a long name, so one lock file may belong to any of several documents.
    for dropped in (1, 2):
        if len(path.stem) > 5 + dropped and not _belongs_to_another(path, dropped):
            yield path.with_name(f"~${name[dropped:]}")


def _belongs_to_another(path: Path, dropped: int) -> bool:
    if exists(path):
        return False
    tail = path.name[dropped:]
    with suppress(OSError):
        return any(_shares_tail(other, path.name, tail) for other in os.listdir(path.parent))  # noqa: PTH208
    return False


def _shares_tail(other: str, name: str, tail: str) -> bool:
    return other != name and len(other) == len(name) and other.endswith(tail) and not other.startswith("~$")


def _refuse_locked(target: Path) -> None:
    lock = lock_of(target)
    if lock is not None:
        raise TargetOpen(
            f"“{target.name}”可能正在 Word、WPS 或 LibreOffice 中打开（旁边有锁文件“{lock.name}”），"
            "请先关闭它或换一个文件名再导出；如果确认没有打开，那是上次异常退出留下的，可以删除这个锁文件。"
        )


def _refuse_unwritable(target: Path) -> None:
    try:
        mode = target.stat().st_mode
    except OSError:
        return  # absent, or out of reach: writing will tell why
    if stat.S_ISDIR(mode):
        raise explained(OSError(errno.EISDIR, ""), target)
    if not mode & 0o222:
        raise OutputError(f"“{target.name}”是只读文件，请换一个文件名，或先取消它的只读属性。")

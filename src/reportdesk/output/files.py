"""Writing a whole file or nothing: beside the target first, then in its place."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportdesk.errors import ReportDeskError

_SHARING = (5, 32, 33)
"""Windows error numbers: access denied, sharing violation, lock violation."""
_PATIENCE = (0.05, 0.15, 0.4)
"""Seconds between tries at replacing: a virus scanner holds a fresh file for a moment."""
_MAX_PATH = 259

_REASONS = {
    errno.ENOTDIR: "“{folder}”不是文件夹，请换一个保存位置。",
    errno.EISDIR: "“{name}”是一个文件夹，不能写成文件，请换一个文件名。",
    errno.EACCES: "没有权限在“{folder}”里写文件，请换一个文件夹，或请管理员开放写入权限。",
    errno.EPERM: "没有权限在“{folder}”里写文件，请换一个文件夹，或请管理员开放写入权限。",
    errno.EROFS: "“{folder}”所在的磁盘是只读的，请换一个保存位置。",
    errno.ENOSPC: "“{folder}”所在的磁盘已满，请清理出空间或换一个磁盘后再导出。",
    errno.EDQUOT: "“{folder}”所在磁盘的可用配额已用完，请清理出空间或换一个磁盘后再导出。",
    errno.EFBIG: "“{name}”超过了该磁盘允许的文件大小，请换一个磁盘。",
    errno.ENAMETOOLONG: "文件名“{name}”或所在路径太长，请改短文件名，或换一个路径较短的文件夹。",
    errno.EINVAL: "文件名“{name}”含有系统不允许的字符，请换一个文件名。",
}


class OutputError(ReportDeskError):
    """A file that could not be written; what stood at the target before is untouched."""


class TargetOpen(OutputError):
    """A target with a lock file beside it, which may be stale; writing again with `ignore_lock` passes over it."""


class TargetHeld(OutputError):
    """A target that the system does not let go, since another program has it open."""


def write(path: Path, data: bytes, *, ignore_lock: bool = False) -> None:
    """Put `data` at `path` as a whole; OutputError says in one sentence why not, and then the old file is intact."""
    target = Path(os.path.realpath(path))
    if not ignore_lock:
        _refuse_locked(target)
    _refuse_unwritable(target)
    try:
        _replace(target, data)
    except OSError as error:
        raise _explained(error, target) from error


def lock_of(path: Path) -> Path | None:
    """Return the lock file that Word, WPS or LibreOffice keeps beside an open document, None where there is none."""
    return next((lock for lock in _locks(path) if _exists(lock)), None)


def _locks(path: Path) -> Iterator[Path]:
    name = path.name
    yield path.with_name(f"~${name}")
    yield path.with_name(f".~lock.{name}#")
    # Word drops up to two characters of a long name, so one lock file may belong to any of several documents.
    for dropped in (1, 2):
        if len(path.stem) > 5 + dropped and not _belongs_to_another(path, dropped):
            yield path.with_name(f"~${name[dropped:]}")


def _belongs_to_another(path: Path, dropped: int) -> bool:
    if _exists(path):
        return False
    tail = path.name[dropped:]
    with suppress(OSError):
        return any(_shares_tail(other, path.name, tail) for other in os.listdir(path.parent))  # noqa: PTH208
    return False


def _shares_tail(other: str, name: str, tail: str) -> bool:
    return other != name and len(other) == len(name) and other.endswith(tail) and not other.startswith("~$")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


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
        raise OutputError(_REASONS[errno.EISDIR].format(name=target.name))
    if not mode & 0o222:
        raise OutputError(f"“{target.name}”是只读文件，请换一个文件名，或先取消它的只读属性。")


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".reportdesk-{secrets.token_hex(6)}.tmp")
    try:
        _write_through(temporary, data)
        with suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        _move(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path) -> None:
    for pause in _PATIENCE:
        try:
            source.replace(target)
        except PermissionError as error:
            if not _is_sharing(error):
                raise
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _sync_folder(folder: Path) -> None:
    # The document is in place by now; a system that cannot sync folders loses nothing but speed of certainty.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_sharing(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _SHARING


def _explained(error: OSError, target: Path) -> OutputError:
    if _is_sharing(error) and _exists(target):
        return TargetHeld(f"“{target.name}”正被 Word、WPS 或其他程序占用，请先关闭它，或换一个文件名再导出。")
    code = error.errno
    if code == errno.ENOENT:
        code = errno.ENAMETOOLONG if _exists(target.parent) else errno.ENOENT
        if sys.platform == "win32" and len(str(target)) > _MAX_PATH:
            code = errno.ENAMETOOLONG
    if code == errno.ENOENT:
        return OutputError(f"文件夹“{target.parent}”不存在，请先建立它，或换一个保存位置。")
    reason = _REASONS.get(code or 0, "“{name}”没有写成（{system}），请换一个保存位置再试。")
    return OutputError(reason.format(name=target.name, folder=target.parent, system=error.strerror or str(error)))

"""Putting a whole file in place or nothing: beside the target first, then in its place."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
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
    errno.ENOSPC: "“{folder}”所在的磁盘已满，请清理出空间或换一个磁盘后再试。",
    errno.EDQUOT: "“{folder}”所在磁盘的可用配额已用完，请清理出空间或换一个磁盘后再试。",
    errno.EFBIG: "“{name}”超过了该磁盘允许的文件大小，请换一个磁盘。",
    errno.ENAMETOOLONG: "文件名“{name}”或所在路径太长，请改短文件名，或换一个路径较短的文件夹。",
    errno.EINVAL: "文件名“{name}”含有系统不允许的字符，请换一个文件名。",
}


class OutputError(ReportDeskError):
    """A file that could not be written; what stood at the target before is untouched."""


class TargetHeld(OutputError):
    """A target that the system does not let go, since another program has it open."""


@contextmanager
def replacing(target: Path) -> Generator[Path]:
    """Give a name beside `target` to write and sync a file under, which takes its place as a whole at the end.

    OutputError says in one sentence why that failed; then, as after any other error, the old file is intact.
    """
    temporary = target.with_name(f".reportdesk-{secrets.token_hex(6)}.tmp")
    try:
        yield temporary
        with suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        _move(temporary, target)
    except OSError as error:
        raise explained(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def write_through(path: Path, data: bytes) -> None:
    """Write a new file and see it to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See the names in a folder to the disk."""
    # The file is in place by now; a system that cannot sync folders loses nothing but speed of certainty.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(error: OSError, target: Path) -> OutputError:
    """Return the sentence for what the system says of a target."""
    if _is_sharing(error) and exists(target):
        return TargetHeld(f"“{target.name}”正被 Word、WPS 或其他程序占用，请先关闭它，或换一个文件名再试。")
    code = error.errno
    if code == errno.ENOENT:
        code = errno.ENAMETOOLONG if exists(target.parent) else errno.ENOENT
        if sys.platform == "win32" and len(str(target)) > _MAX_PATH:
            code = errno.ENAMETOOLONG
    if code == errno.ENOENT:
        return OutputError(f"文件夹“{target.parent}”不存在，请先建立它，或换一个保存位置。")
    reason = _REASONS.get(code or 0, "“{name}”没有写成（{system}），请换一个保存位置再试。")
    return OutputError(reason.format(name=target.name, folder=target.parent, system=error.strerror or str(error)))


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


def _is_sharing(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _SHARING


def exists(path: Path) -> bool:
    """Tell whether a file is there; one out of reach is not."""
    try:
        return path.exists()
    except OSError:
        return False

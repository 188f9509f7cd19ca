"""Whether a window has a data folder open, told without Qt by the lock it holds, not by what its file says alone."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from pathlib import Path

from reportdesk.store.errors import StoreError
from reportdesk.store.place import LOCK_NAME

_HOST_LINE = 2


class Occupied(StoreError):
    """A window has the data folder open."""


def refuse_open_window(folder: Path) -> None:
    """Raise Occupied where a window of this computer, or maybe of another one, has a data folder open.

    A lock file that a killed window left behind does not count.
    """
    lock = folder / LOCK_NAME
    try:
        held = _is_held(lock)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(
            f"{lock}：读不到这个文件（{error.strerror}），不知道窗口是否开着，没有改动任何内容。"
        ) from error
    if held:
        raise Occupied(f"ReportDesk 的窗口正打开着数据文件夹 {folder}，没有改动任何内容。请先关闭窗口，再恢复备份。")
    host = _host(lock)
    if host not in ("", platform.node()):
        # Locks of other computers may not be seen over the network.
        raise Occupied(
            f"电脑“{host}”上的 ReportDesk 窗口可能正打开着数据文件夹 {folder}，没有改动任何内容。"
            f"请先在那里关闭窗口；确认没有打开的，请删除 {LOCK_NAME} 再恢复备份。"
        )


def _is_held(lock: Path) -> bool:
    if sys.platform == "win32":
        try:
            lock.open("r+b").close()  # a window shares its lock file with readers only
        except PermissionError:
            return True
        return False
    import fcntl

    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _host(lock: Path) -> str:
    """Return the computer that a lock file names, empty where it names none: pid, program and host stand in lines."""
    with suppress(OSError, IndexError):
        return lock.read_text(encoding="utf-8", errors="replace").split("\n")[_HOST_LINE]
    return ""

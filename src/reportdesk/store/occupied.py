"""Keeping a data folder to oneself, by the lock that windows take on it; told and taken without Qt."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import BufferedRandom, BufferedReader
from pathlib import Path

from reportdesk.store.errors import StoreError, told
from reportdesk.store.place import LOCK_NAME

_HOST_LINE = 2


class Occupied(StoreError):
    """A window, or another program, has the data folder open."""


@contextmanager
def held(folder: Path) -> Generator[None]:
    """Keep windows from opening a data folder; Occupied where one of this computer, or maybe of another, has it open.

    What counts is the lock itself, so that a file left by a killed window is no obstacle. A window that starts
    meanwhile finds it taken, and calls for the other window for a second before it goes on.
    """
    lock = folder / LOCK_NAME
    with told(lock):
        file, made = _open(lock, folder)
    with file:
        if not _take(file):
            raise _occupied(folder)
        try:
            if not made:
                _refuse_other_computer(file, folder)
            yield
        finally:
            if made:
                with suppress(OSError):  # Windows does not let go of it yet; as the lock of an ended process it is void
                    lock.unlink()


def _open(lock: Path, folder: Path) -> tuple[BufferedRandom | BufferedReader, bool]:
    try:
        file = lock.open("x+b")
    except FileExistsError:
        return _open_existing(lock, folder), False
    # As Qt writes it: should this process be killed, windows see that the lock is void.
    file.write(f"{os.getpid()}\nreportdesk\n{platform.node()}\n".encode())
    file.flush()
    return file, True


def _open_existing(lock: Path, folder: Path) -> BufferedRandom | BufferedReader:
    try:
        return lock.open("r+b")
    except PermissionError:
        if sys.platform == "win32":  # a window shares its lock file with readers only
            raise _occupied(folder) from None
        return lock.open("rb")


def _take(file: BufferedRandom | BufferedReader) -> bool:
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _refuse_other_computer(file: BufferedRandom | BufferedReader, folder: Path) -> None:
    """Go by what the lock file says of its computer, as locks may not be seen over the network."""
    lines = file.read().decode("utf-8", "replace").split("\n")
    host = lines[_HOST_LINE] if len(lines) > _HOST_LINE else ""
    if host not in ("", platform.node()):
        raise Occupied(
            f"电脑“{host}”上的 ReportDesk 窗口可能正打开着数据文件夹 {folder}，没有改动任何内容。"
            f"请先在那里关闭窗口；确认没有打开的，请删除 {LOCK_NAME} 再恢复备份。"
        )


def _occupied(folder: Path) -> Occupied:
    return Occupied(f"ReportDesk 的窗口正打开着数据文件夹 {folder}，没有改动任何内容。请先关闭窗口，再恢复备份。")

"""Where the data file lies, and whether SQLite's write-ahead log can be trusted there."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

FILE_NAME = "reportdesk.sqlite3"
LOCK_NAME = "window.lock"
"""The file that a window holds locked while it has the folder open."""
ENVIRONMENT = "REPORTDESK_DATA"
_MOUNTS = Path("/proc/self/mounts")
_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "vboxsf",
    "sshfs",
    "davfs",
    "rclone",
)
_REMOVABLE_OR_FOREIGN = ("vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "gvfsd-fuse")
_UNSAFE = frozenset(_NETWORK + _REMOVABLE_OR_FOREIGN)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOVABLE, _REMOTE = 2, 4


def data_folder(given: str | None = None) -> Path:
    """Return the data folder: as given, as `REPORTDESK_DATA` says, or the user's own."""
    named = given or os.environ.get(ENVIRONMENT)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("ReportDesk", appauthor=False)


def needs_plain_journal(folder: Path) -> bool:
    """Tell whether a folder is on a network or removable file system, where the write-ahead log is not safe."""
    if sys.platform == "win32":
        return _windows_drive(folder.absolute()) in (_REMOVABLE, _REMOTE)
    return _file_system(folder.resolve()).removeprefix("fuse.") in _UNSAFE


def _windows_drive(folder: Path) -> int:
    import ctypes

    root = folder.anchor or str(folder)
    if root.startswith("\\\\"):
        return _REMOTE
    return int(ctypes.windll.kernel32.GetDriveTypeW(root))  # pyright: ignore[reportAttributeAccessIssue]


def _file_system(folder: Path) -> str:
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, found = "", ""
    for line in lines:
        _device, point, system, *_rest = (*line.split(" "), "", "")
        point = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), point)
        if point and folder.is_relative_to(point) and len(point) >= len(best):
            best, found = point, system
    return found

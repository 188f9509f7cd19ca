"""Have LibreOffice convert a document, in a profile of its own that runs no macros and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

SECONDS = 120
"""How long a conversion may take; a first start on a slow machine takes half a minute."""
_NAMES = ("soffice", "libreoffice")
_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
)
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""

_running: set[subprocess.Popen[bytes]] = set()
_closed = threading.Event()


class Absent(Exception):
    """LibreOffice is not installed."""


class Failed(Exception):
    """LibreOffice made nothing of the document; `slow` where it was stopped since it did not come to an end."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__("slow" if slow else "failed")
        self.slow = slow


def program() -> str | None:
    """Return LibreOffice's command, None where it is not installed."""
    for folder in (None, *_FOLDERS):
        for name in _NAMES:
            found = shutil.which(name, path=folder)
            if found:
                return found
    return None


def convert(
    data: bytes, name: str, ending: str, options: str = "", *, fonts: str = "", seconds: float = SECONDS
) -> bytes:
    """Return a document, which LibreOffice sees under `name`, in the format of `ending` (`pdf`, `docx`).

    `options` are the export filter with its settings; `fonts` is a fontconfig file. Raises Absent or Failed.
    """
    command = program()
    if command is None:
        raise Absent
    with tempfile.TemporaryDirectory(prefix="reportdesk-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_NO_MACROS, encoding="utf-8")
        source = folder / name
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        switches = ["--headless", "--norestore", "--nologo", "--nolockcheck"]
        target = f"{ending}:{options}" if options else ending
        made = folder / "made"
        surroundings = dict(os.environ)
        if fonts:
            (folder / "fonts.conf").write_text(fonts, encoding="utf-8")
            surroundings["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        words = [command, profile, *switches, "--convert-to", target, "--outdir", str(made), str(source)]
        _run(words, surroundings, seconds)
        try:
            return (made / source.name).with_suffix(f".{ending}").read_bytes()
        except OSError as error:
            raise Failed from error


def stop() -> None:
    """Stop the conversions under way, from whichever thread; each ends with Failed."""
    for process in list(_running):
        _stop(process)


def close() -> None:
    """Stop the conversions under way and begin no other, as the program ends and waits for its threads."""
    _closed.set()
    stop()


def _run(command: list[str], surroundings: dict[str, str], seconds: float) -> None:
    """Run to the end; what does not end is stopped with all processes that it started."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=surroundings, start_new_session=sys.platform != "win32",
        )  # fmt: skip
    except OSError as error:
        raise Failed from error
    _running.add(process)
    if _closed.is_set():
        _stop(process)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Failed(slow=True) from error
    finally:
        _running.discard(process)
        if process.poll() is None:
            _stop(process)
    if status:
        raise Failed


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        # Its own session: the launcher's child does the work and would outlive it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()

"""The program's entry: a command where one is given, otherwise the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reportdesk.cli.border import Answer, Arguments, complain, guarded, use_utf8
from reportdesk.errors import ReportDeskError
from reportdesk.store.place import data_folder

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_PACKAGES: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt needs of the system, by the names of Debian's packages."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    use_utf8()
    words = sys.argv[1:] if argv is None else argv
    arguments = Arguments()

    telling: list[Callable[[str], None]] = [complain]

    def run() -> Answer:
        if words:
            from reportdesk.cli.arguments import parse

            parse(words, arguments)
        return _run(arguments, telling)

    def tell(message: str) -> None:
        for each in telling:
            each(message)

    return guarded(run, lambda: data_folder(arguments.data), lambda: arguments.command or "window", tell)


def _run(arguments: Arguments, telling: list[Callable[[str], None]]) -> Answer:
    if arguments.command:
        from reportdesk.cli import commands

        return commands.run(arguments)
    if _has_display():
        return _window(data_folder(arguments.data) if arguments.data else None, telling)
    from reportdesk.cli import demonstration

    complain("没有显示器，不打开窗口；改用自带样例从录入到导出走一遍。")
    return demonstration.run()


def _has_display() -> bool:
    return sys.platform != "linux" or any(os.environ.get(name) for name in _DISPLAYS)


def _window(folder: Path | None, telling: list[Callable[[str], None]]) -> Answer:
    # Nothing made while starting is garbage, and looking for it takes a twentieth of the start; the window turns it on.
    gc.disable()
    try:
        from reportdesk.gui.app import run, say_failed
    except ImportError as error:
        raise ReportDeskError(_missing(error)) from error
    telling.append(say_failed)
    return Answer("", run(folder))


def _missing(error: ImportError) -> str:
    """Say what has to be installed; an import that fails for another reason is a fault of ours and goes on."""
    name, _colon, reason = str(error).partition(":")
    if ".so" in name and "cannot open" in reason:
        package = _PACKAGES.get(name)
        advice = f"，请安装软件包 {package}（Debian、Ubuntu：sudo apt-get install {package}）" if package else ""
        return f"打不开窗口：缺少系统库 {name}{advice}"
    if (error.name or "").partition(".")[0] in ("PySide6", "shiboken6"):
        return "打不开窗口：没有安装 PySide6-Essentials，请用 pip 安装"
    raise error


if __name__ == "__main__":
    sys.exit(main())

"""The outermost border of the command line: calls, exit statuses, one-line complaints, UTF-8 whatever the locale."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Literal, NamedTuple

from reportdesk.errors import ReportDeskError

Command = Literal[
    "", "check", "repair", "export", "import", "carry", "compare",
    "drafts list", "drafts show", "drafts backup", "drafts restore", "drafts verify",
]  # fmt: skip


class Status(IntEnum):
    """The exit statuses."""

    GOOD = 0
    TO_MEND = 1
    UNUSABLE = 2
    FAULT = 3
    INTERRUPTED = 130


class Arguments:
    """What a call asks for; what its command does not take is left at the default."""

    command: Command = ""
    data: str | None = None
    json: bool = False
    file: str = ""
    other: str = ""
    last: str = ""
    unit: str = ""
    anyway: bool = False
    output: str = ""
    signoff: bool = False
    digest: str | None = None
    year: int = 0
    id: int = 0


class Answer(NamedTuple):
    """What a command has to say, and its exit status."""

    text: str
    status: int = Status.GOOD


def use_utf8() -> None:
    """Make both outputs UTF-8 with LF, also in a C locale and in a GBK console; what has no code is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def guarded(
    command: Callable[[], Answer],
    data_folder: Callable[[], Path],
    doing: Callable[[], str],
    tell: Callable[[str], None],
) -> int:
    """Run a command, print its answer and return the exit status; every error ends here as one line that is told."""
    try:
        answer = command()
        return _tell(answer)
    except ReportDeskError as error:
        tell(error.message)
        return Status.UNUSABLE
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except Exception as error:  # noqa: BLE001
        tell(_fault(error, data_folder, doing()))
        return Status.FAULT


def complain(message: str) -> None:
    """Print one line on the error output."""
    print(" ".join(message.split("\n")), file=sys.stderr)


def _tell(answer: Answer) -> int:
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison]  # a windowed build has no output
        return answer.status
    try:
        sys.stdout.write(answer.text)
        sys.stdout.flush()
    except OSError as error:
        # The interpreter must not try again at exit what could not be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return answer.status  # who reads us has read enough
        raise ReportDeskError(f"结果写不出去（{error.strerror}）") from error
    return answer.status


def _fault(error: Exception, data_folder: Callable[[], Path], doing: str) -> str:
    from reportdesk import faults

    place = faults.write(error, _existing(data_folder), doing)
    where = f"故障报告已写到 {place}，请发给维护人员" if place else "故障报告也没能写下"
    return f"程序出错（{type(error).__name__}），不是您的操作有误。{where}。"


def _existing(data_folder: Callable[[], Path]) -> Path | None:
    """Return the data folder if there is one; a fault makes none."""
    try:
        folder = data_folder()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError):  # no home folder, or one that cannot be looked into
        return None

"""备份全部报告 and 用备份恢复 from the window; a backup is put back between two windows, when nothing is open."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from reportdesk.errors import ReportDeskError
from reportdesk.gui import file_dialog
from reportdesk.gui.asking import ask
from reportdesk.gui.job import Job
from reportdesk.gui.settings import BACK_UP
from reportdesk.keeping import reports_told, restore_told
from reportdesk.store.backup import restore, verify_backup
from reportdesk.store.errors import StoreError

if TYPE_CHECKING:
    from reportdesk.gui.main_window import MainWindow
    from reportdesk.store.library import Library

_SETTING = "backup_folder"
_KINDS = "备份 (*.backup)"
_ALL_KINDS = "备份 (*.backup *.bak *.db *.sqlite *.sqlite3);;所有文件 (*)"
_ENDING = ".backup"
_SHOWN = 3  # lines of what the backup says
_QUESTION = """{file}

备份里有 {reports}。恢复以后，报告库换成备份里的内容；现在的数据文件改名留在旁边，不会丢失。{doubt}

现在恢复吗？窗口会关闭，恢复以后自动打开。"""
_DOUBT = """

这份备份有 {count} 个问题，个别报告可能打不开。有别的备份的，建议用别的。"""
_AT_WORK, _FAILED = "正在备份……", "没有备份成功，请换一个位置再试。"
_OWN = "这就是正在使用的数据文件，不是备份。请选另外保存的备份文件。"


class Restoring(NamedTuple):
    """The backup that is to be put back, `anyway` although problems were found in it."""

    file: Path
    anyway: bool


def carry_out(window: MainWindow, wish: str, library: Library) -> None:
    """Do what was wished for in 设置."""
    if wish == BACK_UP:
        _back_up(window, library)
    else:
        _ask_restore(window, library)


def restored(folder: Path, wish: Restoring) -> tuple[str, str]:
    """Put a backup back while nothing is open; return what to say of it and the tone."""
    try:
        done = restore(folder, wish.file, anyway=wish.anyway)
    except ReportDeskError as error:
        return f"{error.message}报告库还是原来的。", "error"
    return "\n".join(list(restore_told(done, str(wish.file)))[:_SHOWN]), "done"


def _back_up(window: MainWindow, library: Library) -> None:
    """Ask where to, and back up beside the window."""
    proposed = file_dialog.recent_folder(library, _SETTING) / f"年报编报备份-{time.strftime('%Y%m%d')}{_ENDING}"
    target = file_dialog.ask_save(window, "备份全部报告", proposed, _KINDS)
    if target is None:
        return
    if not target.suffix:
        target = target.with_name(f"{target.name}{_ENDING}")
    library.set_setting(_SETTING, str(target.parent))
    folder = library.path.parent
    _BackUp(window, folder, target).start()


class _BackUp(QObject):
    """A backup that is being made beside the window, which says what came of it; it goes with the window."""

    def __init__(self, window: MainWindow, folder: Path, target: Path) -> None:
        super().__init__(window)
        self._window = window
        # In a process of its own: what reads the file beside this one would let go of its locks, as POSIX has it.
        words = [sys.executable, "-m", "reportdesk", "drafts", "backup", str(target), "--data", str(folder)]
        self._job = Job(lambda: subprocess.run(words, capture_output=True, encoding="utf-8", check=False))
        self._job.finished.connect(self._on_job_finished)

    def start(self) -> None:
        self._window.banner.say(_AT_WORK, "done")
        self._job.start()

    def _on_job_finished(self) -> None:
        done, banner = self._job.result(), self._window.banner
        said = done.stdout.splitlines()[:_SHOWN]
        if said:
            banner.say("\n".join(said), "error" if done.returncode else "done")
        else:
            banner.say(done.stderr.strip() or _FAILED)
        self.deleteLater()


def _ask_restore(window: MainWindow, library: Library) -> None:
    """Ask for a backup, look it through, and have the window closed for it where the clerk is sure."""
    folder = file_dialog.recent_folder(library, _SETTING)
    file = file_dialog.ask_open(window, "用备份恢复", folder, _ALL_KINDS)
    if file is None:
        return
    if file.exists() and file.samefile(library.path):  # not to be looked into: see above
        raise StoreError(_OWN)
    found = verify_backup(file)
    doubt = _DOUBT.format(count=len(found.problems)) if found.problems else ""
    question = _QUESTION.format(file=file, reports=reports_told(found), doubt=doubt)
    if ask(window, "用备份恢复", question, "恢复", safe=True) == 0:
        window.restoring = Restoring(file, bool(found.problems))
        window.beside.close()
        window.close_report()
        window.close()

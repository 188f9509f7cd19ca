"""Opens a file or a folder in the program that the system has for it, and says where it has none."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

from PySide6.QtCore import QMimeDatabase, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

_PATIENCE = 3  # seconds
_NONE = """这台电脑没有登记打开这类文件的程序，没有打开：

{path}

Word 文档可以拷到装有 WPS 或 Word 的电脑上打开；PDF 和网页可以用浏览器打开。"""
_NO_FOLDER = "这台电脑不能从这里打开文件夹，请在文件管理器里找到它：\n\n{path}"


def open_outside(parent: QWidget, path: Path) -> None:
    """Open a file or a folder; where nothing does, say so and where it lies."""
    if not (_has_program(path) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
        words = _NO_FOLDER if path.is_dir() else _NONE
        QMessageBox.information(parent, "没有打开", words.format(path=path), QMessageBox.StandardButton.Ok)


def _has_program(path: Path) -> bool:
    """Tell whether the system knows a program for it: on Linux what starts one succeeds though there is none."""
    asked = which("xdg-mime")
    if asked is None:
        return True
    kind = QMimeDatabase().mimeTypeForFile(str(path)).name()
    try:
        done = subprocess.run([asked, "query", "default", kind], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return done.returncode != 0 or bool(done.stdout.strip())

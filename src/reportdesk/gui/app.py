"""Start the window: what must be set before the first text is drawn, and the outermost border for errors."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from reportdesk import assets
from reportdesk.errors import ReportDeskError
from reportdesk.gui import theme
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.single import SingleWindow
from reportdesk.store.library import Library
from reportdesk.store.place import data_folder

if TYPE_CHECKING:
    from reportdesk.gui.keeping import Restoring

_FAMILIES = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "WenQuanYi Micro Hei"]
_PAINTED = 60  # milliseconds after which the first window is painted
_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def application() -> QApplication:
    """Return the application object, Chinese in any locale and with an input method on every desktop."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform.startswith("linux") and _has_bus():
        # The wheel brings no fcitx plugin of its own; the desktop's is found only when asked for.
        os.environ.setdefault("QT_IM_MODULES", "fcitx;ibus")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    # Said as an argument: what setStyle returns would have a class with many enumerations made.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("ReportDesk")
    app.setApplicationDisplayName("年报编报")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    font = app.font()
    font.setFamilies([*_FAMILIES, font.family()])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    theme.wear(app, theme.Look())
    return app


def _has_bus() -> bool:
    """Tell whether D-Bus, by which input methods are reached, can work: without a machine id it ends the program."""
    return any(Path(place).is_file() and Path(place).stat().st_size for place in _MACHINE_IDS)


def run(folder: Path | None = None) -> int:
    """Open the window on a data folder and return the exit status when it is closed; ReportDeskError where it can't.

    Where a backup is to be put back, that is done when the window is closed, and another one is opened.
    """
    application()
    folder = folder or data_folder()
    said: tuple[str, str] | None = None
    while True:
        status, restoring = _run(folder, said)
        if restoring is None:
            return status
        from reportdesk.gui import keeping

        said = keeping.restored(folder, restoring)


def _run(folder: Path, said: tuple[str, str] | None) -> tuple[int, Restoring | None]:
    """Open a window with something said, and return its exit status and what is to be restored when it is closed."""
    single = SingleWindow(folder)
    if not single.is_first():
        return 0, None
    library = Library(folder)
    window = MainWindow(library)
    single.asked.connect(window.come_forward)
    sys.excepthook = Border(window, folder)
    if library.plain_journal:
        window.banner.say("数据文件夹在网络或可移动磁盘上，已改用更稳妥的保存方式，速度会稍慢。", "done")
    window.begin()
    if said is not None:
        window.banner.say(*said)
    QTimer.singleShot(_PAINTED, single, lambda: _settle(single))
    status = QApplication.exec()
    restoring = window.restoring
    _stop_work(for_good=restoring is None)
    if restoring is not None:
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    library.close()
    single.close()
    return status, restoring


def say_failed(message: str) -> None:
    """Say in a box why the window did not open: who started it by its icon sees no other output."""
    if QApplication.instance() is not None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "年报编报", message)


def _stop_work(*, for_good: bool) -> None:
    """Stop what goes on beside the window that is closed: the process does not end before its threads do."""
    from reportdesk import libreoffice

    if for_good:
        libreoffice.close()
    else:
        libreoffice.stop()  # the window that opens next exports too


def _settle(single: SingleWindow) -> None:
    """Do what the first sight of the window need not wait for."""
    from PySide6.QtGui import QIcon

    single.listen()
    QApplication.setWindowIcon(QIcon(str(assets.path("ui", "icons/app.svg"))))
    gc.enable()


class Border:
    """The outermost border: says a user's error in the window and writes a fault report for one of ours."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception that no one caught."""
        if isinstance(error, ReportDeskError):
            self._window.tell(error)
            return
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
            return
        from reportdesk import faults

        place = faults.write(error.with_traceback(trace), self._folder, "window")
        self._window.banner.say(f"程序出了问题，已填内容都已保存。故障说明在 {place}，请转交维护人员。")

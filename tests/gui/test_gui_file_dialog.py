"""The file dialog of Qt, which stands in where the system has none: all Chinese, every column readable."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QTreeView
from pytestqt.qtbot import QtBot

from gui.typist import Typist
from reportdesk.gui import file_dialog, theme
from reportdesk.gui.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a folder in it and files of two kinds."""
    place = tmp_path / "文档"
    (place / "往年").mkdir(parents=True)
    (place / "年报.docx").write_bytes(b"x" * 30_000)
    (place / "年报.report.json").write_bytes(b"x")
    return place


def during(act: Callable[[QFileDialog], None]) -> None:
    """Do something in the dialog once it is open."""

    def reach() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        try:
            act(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(100, reach)


def test_every_word_is_chinese_and_every_column_readable(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    seen: dict[str, list[str]] = {}

    def read(dialog: QFileDialog) -> None:
        view = dialog.findChild(QTreeView)
        assert isinstance(view, QTreeView)
        model = view.model()
        qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == 2)
        for row in range(2):
            heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
            assert heads[1] == "大小"
            texts = [str(model.index(row, column, view.rootIndex()).data()) for column in range(4)]
            seen[texts[0]] = texts[1:]
            for column in (1, 2, 3):
                wide = QFontMetrics(view.font()).horizontalAdvance(texts[column])
                assert wide <= view.columnWidth(column), texts[column]
        dialog.reject()

    during(read)
    assert file_dialog.ask_open(window, "打开", folder, "Word 文档 (*.docx)") is None
    assert seen["往年"][1] == "文件夹"
    assert seen["年报.docx"][1] == "Word 文档"
    assert all(texts[2][:2] == "20" and texts[2].isascii() for texts in seen.values()), "dates in figures only"


def test_a_name_is_proposed_and_taken_by_enter(window: MainWindow, folder: Path) -> None:
    def accept(dialog: QFileDialog) -> None:
        name = dialog.findChild(QLineEdit)
        assert isinstance(name, QLineEdit)
        assert name.text() == "新的.docx"
        name.setFocus()
        Typist(dialog).press(Qt.Key.Key_Return)

    during(accept)
    assert file_dialog.ask_save(window, "导出", folder / "新的.docx", "Word 文档 (*.docx)") == folder / "新的.docx"


def test_a_file_is_chosen_by_typing_its_name(window: MainWindow, folder: Path) -> None:
    def choose(dialog: QFileDialog) -> None:
        name = dialog.findChild(QLineEdit)
        assert isinstance(name, QLineEdit)
        name.setFocus()
        typist = Typist(dialog)
        typist.write("年报.report.json")
        typist.press(Qt.Key.Key_Return)

    during(choose)
    chosen = file_dialog.ask_open(window, "导入", folder, "报告文件 (*.report.json)")
    assert chosen == folder / "年报.report.json"


@pytest.mark.parametrize("percent", [100, 200])
def test_places_at_the_left_are_readable_and_stand_clear_of_the_edge(
    percent: int, window: MainWindow, folder: Path, qapp: QApplication
) -> None:
    def look(dialog: QFileDialog) -> None:
        places = dialog.findChild(QListView, "sidebar")
        assert isinstance(places, QListView)
        first = places.visualRect(places.model().index(0, 0))
        assert first.top() >= 2
        assert first.height() >= places.iconSize().height()
        assert places.viewport().width() >= places.sizeHintForColumn(0)
        dialog.reject()

    theme.wear(qapp, theme.Look(theme.LIGHT, percent))
    try:
        during(look)
        file_dialog.ask_open(window, "打开", folder, "Word 文档 (*.docx)")
    finally:
        theme.wear(qapp, theme.Look())

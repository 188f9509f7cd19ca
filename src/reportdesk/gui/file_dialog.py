"""Ask for a file: the system's own dialog, and Qt's in Chinese where the system has none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, QIdentityProxyModel, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QFileSystemModel, QHeaderView, QListView, QTreeView, QWidget

from reportdesk.gui.theme import px
from reportdesk.gui.widgets import documents_folder, give_size
from reportdesk.store.library import Library

Index = QModelIndex | QPersistentModelIndex
_SIZE, _TYPE, _DATE = 1, 2, 3
_ROOM, _APART, _ICON = (860, 560), 3, 16  # at 100 %
_PLACES = "sidebar"
READ = "import_folder"
"""The setting that remembers the folder of the file read last."""
_TYPES = {"docx": "Word 文档", "json": "报告文件", "pdf": "PDF 文档", "html": "网页"}


class _Details(QIdentityProxyModel):
    """Size, kind and date of a file in Chinese, which Qt writes in the language of the system."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        model = self.sourceModel()
        if role != Qt.ItemDataRole.DisplayRole or index.column() == 0 or not isinstance(model, QFileSystemModel):
            return super().data(index, role)
        return _detail(model.fileInfo(self.mapToSource(index)), index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if section == _SIZE and orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "大小"
        if section == 0 and role == Qt.ItemDataRole.DecorationRole:
            return None  # Qt moves the head aside by an icon that does not grow; the theme puts it above the names
        return super().headerData(section, orientation, role)


def ask_open(parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
    """Ask which file to read, None where the clerk gives it up."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(str(folder))
    return _answer(dialog)


def ask_recent(parent: QWidget, title: str, library: Library, kinds: str) -> Path | None:
    """Ask which file to read as `ask_open` does, first in the folder of the last one, whatever that was read for."""
    path = ask_open(parent, title, recent_folder(library, READ), kinds)
    if path is not None:
        library.set_setting(READ, str(path.parent))
    return path


def recent_folder(library: Library, *settings: str) -> Path:
    """Return the first folder that one of these settings remembers and that is there, else that of documents."""
    remembered = (Path(folder) for folder in map(library.setting, settings) if folder)
    return next((folder for folder in remembered if folder.is_dir()), documents_folder())


def ask_save(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Ask where to write a file, None where the clerk gives it up; a name in use is asked about."""
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDirectory(str(proposed.parent))
    dialog.selectFile(proposed.name)
    return _answer(dialog)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(kinds)
    for view in dialog.findChildren(QTreeView):  # none where the system has a dialog of its own
        dialog.setProxyModel(_Details(dialog))
        view.setIconSize(QSize(px(_ICON), px(_ICON)))
        heads = view.header()
        heads.setStretchLastSection(False)
        for column in range(heads.count()):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        give_size(dialog, *_ROOM)
    for places in dialog.findChildren(QListView, _PLACES):
        places.setSpacing(px(_APART))
        places.setIconSize(QSize(px(_ICON), px(_ICON)))
        places.setMinimumWidth(places.sizeHintForColumn(0) + 2 * px(_APART + _ICON))
    return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    chosen = dialog.selectedFiles() if dialog.exec() == QDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def _detail(file: QFileInfo, column: int) -> str:
    if column == _DATE:
        return file.lastModified().toString("yyyy-MM-dd HH:mm")
    if column == _TYPE:
        return "文件夹" if file.isDir() else _TYPES.get(file.suffix().lower(), "文件")
    return QLocale().formattedDataSize(file.size()) if column == _SIZE and not file.isDir() else ""

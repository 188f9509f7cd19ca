"""A picture from a file, made fit for a report: a kind that all programs show, upright, no larger than print needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

from reportdesk.errors import ReportDeskError
from reportdesk.output.pictures import MEDIA_TYPES, measure

FILE_LIMIT = 30
"""Megabytes that a file may have."""
_KINDS = ("png", "jpeg")
_MEGABYTE = 1024 * 1024
_ROOM = 512  # megabytes that its pixels may take
_KEPT = 2 * _MEGABYTE  # bytes up to which a picture of print size is kept as it is
_SIDE = 2000  # pixels of the longer side that print needs
_POOR = 600  # pixels of the width below which print looks coarse
_QUALITY = 90
LIMITS = f"PNG 或 JPEG，文件不超过 {FILE_LIMIT} MB；比印刷需要的大，会自动缩小。"


class NoPicture(ReportDeskError):
    """A file that cannot be put into a report."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready for a report: its file, how large it is in pixels, and what the clerk should know."""

    media_type: str
    data: bytes
    width: int
    height: int
    note: str


def prepare(path: Path) -> Prepared:
    """Read a picture; NoPicture says why it cannot be used."""
    try:
        if path.stat().st_size > FILE_LIMIT * _MEGABYTE:
            raise NoPicture(f"“{path.name}”超过 {FILE_LIMIT} MB，请先把它缩小再插入。")
        data = path.read_bytes()
    except OSError as error:
        raise NoPicture(f"“{path.name}”读不出来（{error.strerror}），请换一个文件。") from error
    measured = measure(data)
    if measured is None or measured[0] not in _KINDS:
        raise NoPicture(f"“{path.name}”不是 PNG 或 JPEG 图片。请先用画图等程序另存为 PNG 或 JPEG。")
    return _prepared(path.name, data, *measured)


def _prepared(name: str, data: bytes, kind: str, width: int, height: int) -> Prepared:
    image, upright = _read(data)
    if image.isNull():
        raise NoPicture(f"“{name}”已损坏或者太大，读不出来。请用画图等程序打开它，另存一份再插入。")
    if upright and max(width, height) <= _SIDE and len(data) <= _KEPT:
        return Prepared(MEDIA_TYPES[kind], data, width, height, _told(width))
    if max(image.width(), image.height()) > _SIDE:
        room = image.size().scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        image = image.scaled(room, mode=Qt.TransformationMode.SmoothTransformation)
    size = (image.width(), image.height())
    note = (
        f"原图 {width}×{height}，已缩小为 {size[0]}×{size[1]}，印刷足够清楚。" if max(size) < max(width, height) else ""
    )
    return Prepared(MEDIA_TYPES[kind], _encoded(image, kind), *size, note)


def _read(data: bytes) -> tuple[QImage, bool]:
    """Return a picture's pixels upright, and whether the file itself has them so."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ROOM)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    upright = reader.transformation() == QImageIOHandler.Transformation.TransformationNone
    return reader.read(), upright


def _encoded(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode("ascii"))
    if kind == "jpeg":
        writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())


def _told(width: int) -> str:
    return f"这张图只有 {width} 点宽，印出来可能不清楚。" if width < _POOR else ""

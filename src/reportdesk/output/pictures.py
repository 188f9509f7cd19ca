"""Pictures in a document: what kind and how large they are, told from their first bytes."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import ClassVar

from reportdesk.output.texts import texts
from reportdesk.report.changes import Attachment
from reportdesk.report.picture_words import described

MEDIA_TYPES = {"bmp": "image/bmp", "gif": "image/gif", "jpeg": "image/jpeg", "png": "image/png"}
"""The kinds that every word processor shows, by file name ending."""

_PIXEL = 9525
"""English Metric Units of a pixel at 96 to the inch."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_WIDEST = 442 * 12700
_TALLEST = 500 * 12700
_NUMBERED = re.compile(r"^\s*图\s*[0-9０-９]+[\s.．、:：]*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it stands; width and height in English Metric Units."""

    number: int
    id: str
    file: str
    caption: str
    width: int
    height: int
    data: bytes
    kind: ClassVar[str] = "picture"

    @property
    def label(self) -> str:
        """Return what is printed under it, e.g. 图1 and its caption."""
        return texts().say("words", "figure", number=self.number, caption=_NUMBERED.sub("", self.caption)).strip()

    @property
    def alternative(self) -> str:
        """Return what is read aloud in its place."""
        return described(self.data) or self.caption or self.label


@dataclass
class Album:
    """The pictures of one document, each file kept once however often it is shown."""

    files: dict[bytes, Picture] = field(default_factory=dict[bytes, Picture])
    shown: int = 0

    def add(self, attachment: Attachment | None, caption: str) -> Picture | None:
        """Return the picture to show, None where there is none that a word processor could show."""
        measured = measure(attachment.data) if attachment else None
        if attachment is None or measured is None:
            return None
        extension, width, height = measured
        known = self.files.get(attachment.data)
        number = len(self.files) + 1
        self.shown += 1
        picture = Picture(
            self.shown,
            known.id if known else f"picture{number}",
            known.file if known else f"image{number}.{extension}",
            caption,
            *_bounded(width * _PIXEL, height * _PIXEL),
            attachment.data,
        )
        self.files.setdefault(attachment.data, picture)
        return picture

    def media_types(self) -> list[tuple[str, str]]:
        """Return the file name endings in use with their media types."""
        endings = {picture.file.rpartition(".")[2] for picture in self.files.values()}
        return sorted((ending, MEDIA_TYPES[ending]) for ending in endings)


def measure(data: bytes) -> tuple[str, int, int] | None:
    """Return a picture's kind, width and height in pixels; None for other kinds and for broken data."""
    try:
        found = _measured(data)
    except (struct.error, IndexError):
        return None
    return found if found and found[1] > 0 and found[2] > 0 else None


def _measured(data: bytes) -> tuple[str, int, int] | None:
    if data.startswith(_PNG):
        return ("png", *struct.unpack_from(">II", data, 16))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ("gif", *struct.unpack_from("<HH", data, 6))
    if data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        return "bmp", width, abs(height)
    return _jpeg(data) if data.startswith(_JPEG) else None


def _jpeg(data: bytes) -> tuple[str, int, int] | None:
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return "jpeg", width, height
        # A padding byte stands alone, every other segment tells its length.
        place += 1 if marker == 0xFF else 2 + int(struct.unpack_from(">H", data, place + 2)[0])
    return None


def _bounded(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, _WIDEST / width, _TALLEST / height)
    return max(1, int(width * share)), max(1, int(height * share))

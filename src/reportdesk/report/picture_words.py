"""What a picture file itself says in words: a PNG in chunks of text, a JPEG in comments, each under a keyword."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

DESCRIPTION = "Description"
"""The keyword under which a PNG or JPEG file says in words what it shows."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_COMMENT, _SCAN = 0xFE, 0xDA
_SEGMENT = 60000
"""Bytes that a comment of a JPEG file may have."""


def described(data: bytes) -> str:
    """Return what a PNG or JPEG file says it shows, empty where it does not."""
    return said(data, DESCRIPTION)


def with_description(data: bytes, text: str) -> bytes:
    """Return a PNG or JPEG file that says what it shows, whatever it said before."""
    return saying(data, DESCRIPTION, text)


def said(data: bytes, keyword: str) -> str:
    """Return what a PNG or JPEG file says under a keyword, empty where it says nothing."""
    after = len(keyword) + 1
    for start, end in _parts(data):
        if _says(data, start, keyword):
            # In a PNG two bytes on compression, then language and translated keyword, each ended by a zero.
            is_jpeg = data.startswith(_JPEG)
            text = data[start + 4 + after : end] if is_jpeg else data[start + 10 + after : end - 4].split(b"\0", 2)[-1]
            return text.decode("utf-8", "replace")
    return ""


def saying(data: bytes, keyword: str, text: str) -> bytes:
    """Return a PNG or JPEG file that says this under a keyword, whatever it said there before."""
    key, words = keyword.encode("latin-1"), text.encode("utf-8")
    if data.startswith(_JPEG):
        told = key + b"\0" + words[:_SEGMENT]
        new = struct.pack(">BBH", 0xFF, _COMMENT, len(told) + 2) + told
    else:
        chunk = b"iTXt" + key + b"\0\0\0\0\0" + words
        new = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    parts = list(_parts(data))
    first, last = parts[0], parts[-1][1]
    kept = b"".join(data[start:end] for start, end in parts[1:] if not _says(data, start, keyword))
    return data[: first[1]] + new + kept + data[last:]


def _parts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the chunks of a PNG file, or of the segments of a JPEG file that come before its pixels."""
    is_jpeg = data.startswith(_JPEG)
    place = 2 if is_jpeg else 8 if data.startswith(_PNG) else len(data)
    while place + 8 <= len(data) and not (is_jpeg and (data[place] != 0xFF or data[place + 1] == _SCAN)):
        length = int(struct.unpack_from(">H", data, place + 2)[0]) + 2 if is_jpeg else 0
        end = place + (length or int(struct.unpack_from(">I", data, place)[0]) + 12)
        yield place, end
        place = end


def _says(data: bytes, start: int, keyword: str) -> bool:
    """Tell whether the part that begins at a place says something under a keyword."""
    key = keyword.encode("latin-1") + b"\0"
    if data[start] == 0xFF and data[start + 1] == _COMMENT:
        return data.startswith(key, start + 4)
    return data.startswith(b"iTXt", start + 4) and data.startswith(key + b"\0", start + 8)

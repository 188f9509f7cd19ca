"""Icons in the colours of the theme: one drawing each, tinted in memory, where a style sheet finds them by path."""

from __future__ import annotations

import struct
from functools import cache

from PySide6.QtCore import QResource

from reportdesk import assets

_INK = "currentColor"
_DIRECTORY, _ANY_LANGUAGE = 2, 1
_HEADER = struct.Struct(">4sIIII")
_FOLDER_NODE, _FILE_NODE = struct.Struct(">IHII"), struct.Struct(">IHHHI")
_kept: list[bytes] = []  # Qt reads a registered resource in place


@cache
def tinted(name: str, colour: str) -> str:
    """Return the path of an icon in a colour, among Qt's resources."""
    drawn = assets.path("ui", f"icons/{name}.svg").read_text(encoding="utf-8").replace(_INK, colour)
    file = f"{name}.svg"
    root = f"/icons/{colour.removeprefix('#')}/{name}"
    _kept.append(_resource(file, drawn.encode()))
    QResource.registerResourceData(_kept[-1], root)
    return f":{root}/{file}"


def _resource(name: str, content: bytes) -> bytes:
    """Return a folder with one file in Qt's binary resource format, version 1, as `rcc --binary` writes it."""
    data = struct.pack(">I", len(content)) + content
    names = struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    tree = _FOLDER_NODE.pack(0, _DIRECTORY, 1, 1) + _FILE_NODE.pack(0, 0, 0, _ANY_LANGUAGE, 0)
    start = _HEADER.size
    header = _HEADER.pack(b"qres", 1, start + len(data) + len(names), start, start + len(data))
    return header + data + names + tree


def _hash(name: str) -> int:
    """Return the hash by which Qt looks a name up."""
    found = 0
    for character in name:
        found = (found << 4) + ord(character)
        found ^= (found & 0xF0000000) >> 23
        found &= 0x0FFFFFFF
    return found

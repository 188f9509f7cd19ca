"""The parts of a zipped document, read as a stream and never unpacked to a folder."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from lxml.etree import XMLParser, XMLSyntaxError, fromstring

from reportdesk.intake.published.errors import IntakeError

LARGEST_PART = 64_000_000
"""Bytes that one part may come to; the longest published report has 2 MB."""
_RATIO_FROM = 4_000_000
_HIGHEST_RATIO = 200
_MOST_MEMBERS = 20_000
_CHUNK = 1 << 16
_BROKEN = "文件不完整，可能没有复制完。请重新复制原文件后再试。"
_BOMB = "文件里的内容展开后大得不正常，没有读取。请换一份文件。"


class Package:
    """A zip file whose members are read one by one, each within bounds."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise IntakeError(_BROKEN) from error
        members = self._archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise IntakeError(_BOMB)
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for member in members:
            self._members.setdefault(member.filename, []).append(member)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._members

    def names(self) -> list[str]:
        """List the parts' names; they lead nowhere, since nothing is unpacked."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Return how many bytes a part says it has, 0 where there is none."""
        return max((member.file_size for member in self._members.get(name, [])), default=0)

    def read(self, name: str) -> bytes:
        """Return a part's bytes; IntakeError where it is there twice, protected, damaged or far too large."""
        found = self._members.get(name, [])
        if len(found) != 1:
            raise IntakeError(
                "文件里有两份正文，不知道哪一份有效。请用 Word 或 WPS 打开后另存一份再试。" if found else _BROKEN
            )
        if found[0].flag_bits & 1:
            raise IntakeError("文件设了密码，读不了。请打开后取消密码，另存一份再试。")
        if found[0].file_size > LARGEST_PART:
            raise IntakeError(_BOMB)
        try:
            return self._streamed(found[0])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise IntakeError(_BROKEN) from error

    def _streamed(self, member: zipfile.ZipInfo) -> bytes:
        data = bytearray()
        with self._archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                data += chunk
                unfolded = len(data) > _RATIO_FROM and len(data) > _HIGHEST_RATIO * max(member.compress_size, 1)
                if len(data) > LARGEST_PART or unfolded:
                    raise IntakeError(_BOMB)
        return bytes(data)


class Element(Protocol):
    """What is used of an element of lxml, which brings no types."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator[Element]: ...
    def get(self, key: str, default: str | None = None, /) -> str | None: ...  # noqa: D102
    def find(self, path: str, /) -> Element | None: ...  # noqa: D102
    def findtext(self, path: str, /) -> str | None: ...  # noqa: D102
    def iter(self, tag: str, /) -> Iterator[Element]: ...  # noqa: D102
    def getnext(self) -> Element | None: ...  # noqa: D102
    def iterancestors(self) -> Iterator[Element]: ...  # noqa: D102


def xml(data: bytes) -> Element:
    """Parse a part; IntakeError where it is broken or declares entities, which no word processor writes."""
    parser = XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = fromstring(data, parser)
    except XMLSyntaxError as error:
        raise IntakeError(_BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise IntakeError("文件里有不该有的实体声明，没有读取。请用 Word 或 WPS 打开后另存一份再试。")
    return cast("Element", root)

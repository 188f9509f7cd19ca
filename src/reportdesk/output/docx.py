"""The official document as a .docx: the parts in `templates/docx` filled in and packed; same report, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import jinja2
import markupsafe

from reportdesk import assets
from reportdesk.output.page import Block, CoversEnd, blocks
from reportdesk.output.pictures import Album
from reportdesk.output.templating import environment
from reportdesk.output.texts import Head, texts
from reportdesk.report.report import Report

_FOLDER = "docx"
_FILLED = {
    "[Content_Types].xml": "content_types.xml",
    "docProps/core.xml": "docProps/core.xml",
    "word/_rels/document.xml.rels": "rels/document.xml",
    "word/document.xml": "word/document.xml",
}
_FIXED = {
    "_rels/.rels": "rels/package.xml",
    "docProps/app.xml": "docProps/app.xml",
    "word/styles.xml": "word/styles.xml",
    "word/settings.xml": "word/settings.xml",
    "word/fontTable.xml": "word/fontTable.xml",
    "word/footer1.xml": "word/footer1.xml",
    "word/footer2.xml": "word/footer2.xml",
}
_HEADED = {"word/header1.xml": "word/header1.xml"}
_MEDIA = "word/media/"
_COVERS_FOOTER = "word/footer3.xml"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TEXT_END, _TEXT_START = "</w:t>", '<w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: its blocks with their pictures, and what stands above the text of the report's pages.

    With `marks` each row of a table bears its name as a bookmark.
    """

    title: str
    unit: str
    subject: str
    year: int
    blocks: Sequence[Block]
    album: Album
    head: Head | None = None
    marks: bool = False


def document_bytes(report: Report, *, draft: bool) -> bytes:
    """Return the document as a file's bytes; a draft says so at the head of every page."""
    return packed(document(report, draft=draft))


def document(report: Report, *, draft: bool) -> Paper:
    """Return the document as a paper."""
    album = Album()
    head = texts().heads["draft"] if draft else None
    found = blocks(report, album, draft=draft)
    return Paper(report.title(), report.unit(), report.form.name, report.year, found, album, head)


def packed(paper: Paper) -> bytes:
    """Return a paper as a file's bytes."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in _parts(paper):
            archive.writestr(_entry(name), data)
    return package.getvalue()


def _parts(paper: Paper) -> Iterator[tuple[str, bytes]]:
    album = paper.album
    context: dict[str, object] = {
        "paper": paper,
        "covers": any(isinstance(block, CoversEnd) for block in paper.blocks),
        "date": f"{paper.year:04}-12-31T00:00:00Z",
        "media": list(album.files.values()),
        "media_types": album.media_types(),
    }
    for name, template in (_FILLED | (_HEADED if paper.head else {})).items():
        yield name, _templates().get_template(template).render(context).encode("utf-8")
    for name, file in _FIXED.items():
        yield name, _fixed(file)
    if context["covers"]:
        yield _COVERS_FOOTER, _fixed(_COVERS_FOOTER)
    for picture in album.files.values():
        yield f"{_MEDIA}{picture.file}", picture.data


def _entry(name: str) -> zipfile.ZipInfo:
    # Time and system are fixed, so that the bytes depend on the report alone.
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 0
    # A picture is packed already; once more would only cost time.
    entry.compress_type = zipfile.ZIP_STORED if name.startswith(_MEDIA) else zipfile.ZIP_DEFLATED
    return entry


@cache
def _fixed(file: str) -> bytes:
    return assets.path("templates", f"{_FOLDER}/{file}").read_bytes()


@cache
def _templates() -> jinja2.Environment:
    made = environment(_FOLDER, _ILLEGAL)
    made.filters["words"] = _words
    return made


def _words(text: str) -> markupsafe.Markup:
    """Write tabs and line breaks inside a run as the elements they need."""
    legal = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    words = str(markupsafe.escape(legal))
    for character, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        words = words.replace(character, f"{_TEXT_END}{element}{_TEXT_START}")
    return markupsafe.Markup(words)

"""Export beside docxtpl rendering the same document, and beside the bare cost of packing its parts."""

from __future__ import annotations

import importlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from random import Random
from typing import Protocol, cast

from PIL import Image

from benchmarks.figures import sample
from benchmarks.measure import Action, Row, Section, in_turns, times, verdict
from reportdesk.audit.engine import Audit
from reportdesk.output.docx import document_bytes
from reportdesk.output.html import html_bytes
from reportdesk.output.signoff import signoff_bytes
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.report import Report

may_fetch = False
"""Whether docxtpl may be fetched where it is not installed; it is a peer to compare with, never a dependency."""
_RUNS = 60
_WANTED = 5
_PICTURES = 10
_MEDIA = "word/media/"
_ACROSS = 442 * 12700  # a picture as wide as the text, in English Metric Units
_TEXT = re.compile(r"(?P<tag><w:t(?: [^>]*)?>)(?P<text>[^<]*)(?=</w:t>)")
_FIGURE = re.compile(r"(?P<tag><w:t(?: [^>]*)?>)(?P<text>[0-9.]+)(?=</w:t>)")
_IMAGE = re.compile(r"<Relationship [^>]*relationships/image[^>]*/>")
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_BLOCK = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
_FIRST = """
import time
from benchmarks.figures import sample
report = sample()
start = time.perf_counter()
from reportdesk.output.docx import document_bytes
document_bytes(report, draft=False)
print(time.perf_counter() - start)
"""


class _Template(Protocol):
    def render(self, context: dict[str, object], *, autoescape: bool) -> None: ...

    def save(self, filename: io.BytesIO) -> None: ...


class _Library(Protocol):
    def DocxTemplate(self, template_file: io.BytesIO) -> _Template: ...  # noqa: N802

    def InlineImage(self, tpl: _Template, image_descriptor: io.BytesIO, width: int) -> object: ...  # noqa: N802


@dataclass(frozen=True)
class Peer:
    """docxtpl with a template of our document: each figure, each text and each picture is a tag."""

    library: _Library
    template: bytes
    texts: Sequence[str]
    pictures: Sequence[bytes]

    def render(self) -> bytes:
        """Render the document as its users do, from the template file to the finished package."""
        template = self.library.DocxTemplate(io.BytesIO(self.template))
        pictures = [self.library.InlineImage(template, io.BytesIO(data), _ACROSS) for data in self.pictures]
        template.render({"texts": self.texts, "pictures": pictures}, autoescape=True)
        package = io.BytesIO()
        template.save(package)
        return package.getvalue()


def run() -> Section:
    """Measure the export, without pictures and with ten of them, and that of the papers for signing and the page."""
    report, shown = sample(), _illustrated()
    audit = Audit(report)
    rows: list[Row] = []
    with ExitStack() as stack:
        library = _docxtpl(stack)
        rows += _against(library, report, "", _RUNS)
        rows += _against(library, shown, f", {_PICTURES} pictures", _RUNS // 3)
    actions: dict[str, Action] = {
        "papers for signing": lambda: signoff_bytes(report, audit),
        "web page": lambda: html_bytes(report, draft=False),
    }
    rows += [Row(name, samples) for name, samples in in_turns(actions, _RUNS // 3).items()]
    rows.append(Row("first export in a process, imports included", [_first() for _ in range(5)]))
    skipped = "docxtpl could not be had" if may_fetch else "docxtpl is not installed: --fetch compares with it"
    return Section("Export of one report", rows, () if library else (skipped,))


def _against(library: _Library | None, report: Report, kind: str, runs: int) -> Iterator[Row]:
    """Yield our export, the peer's of the same document where it is at hand, and the floor of either."""
    parts = _parts(document_bytes(report, draft=False))
    actions: dict[str, Action] = {
        "ours": lambda: document_bytes(report, draft=False),
        "packing": lambda: _pack(parts),
    }
    if library is not None:
        peer = _peer(library, parts)
        made = _parts(peer.render())
        if _texts(made) != _texts(parts) or len(_media(made)) != len(_media(parts)):
            raise AssertionError("the peer renders another document")
        actions["docxtpl"] = peer.render
    found = in_turns(actions, runs)
    ours, packing = found["ours"], found["packing"]
    if library is None:
        yield Row(f"export as .docx{kind}", ours, f"{times(ours, packing):.1f}x the floor")
    else:
        ratio = times(found["docxtpl"], ours)
        wanted = verdict(f"{_WANTED}x as fast as docxtpl", ratio >= _WANTED)
        yield Row(f"export as .docx{kind}", ours, f"{ratio:.1f}x as fast", wanted)
        yield Row(f"docxtpl, same document{kind}", found["docxtpl"], "1")
    yield Row(f"floor: packing the finished parts{kind}", packing, f"{times(ours, packing):.1f}x as fast")


def _illustrated() -> Report:
    """Return the sample with ten photographs' worth of pictures in its prose."""
    report = sample()
    noise = Random(1)
    lines: list[str] = []
    for place in range(1, _PICTURES + 1):
        data = _photograph(noise.randbytes(3 * 300 * 200))
        name = sha256(data).hexdigest()
        report.apply(report.plan("", [(Slot("attachment", name), Attachment("image/png", data))]))
        lines.append(f"![{place}]({name})")
    section = report.form.prose[-1].id
    report.apply(report.set_prose(section, "\n".join([report.prose(section), *lines])))
    return report


def _photograph(pixels: bytes) -> bytes:
    file = io.BytesIO()
    Image.frombytes("RGB", (300, 200), pixels).save(file, "PNG")
    return file.getvalue()


def _media(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name.startswith(_MEDIA)}


def _first() -> float:
    done = subprocess.run([sys.executable, "-c", _FIRST], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(parts: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            stored = zipfile.ZIP_STORED if name.startswith(_MEDIA) else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, stored)
    return package.getvalue()


def _texts(parts: dict[str, bytes]) -> list[str]:
    return [match["text"] for match in _TEXT.finditer(parts["word/document.xml"].decode("utf-8"))]


def _peer(library: _Library, parts: dict[str, bytes]) -> Peer:
    texts: list[str] = []

    def tag(match: re.Match[str]) -> str:
        texts.append(match["text"])
        return f"{match['tag']}{{{{ texts[{len(texts) - 1}] }}}}"

    def in_block(match: re.Match[str]) -> str:
        # In a table only the figures vary, the labels are part of the template.
        return (_FIGURE if match[0].startswith("<w:tbl>") else _TEXT).sub(tag, match[0])

    document = _BLOCK.sub(in_block, parts["word/document.xml"].decode("utf-8"))
    places = count()
    document = _DRAWING.sub(lambda _match: f"<w:t>{{{{ pictures[{next(places)}] }}}}</w:t>", document)
    # The template has no pictures of its own: it brings only the ones it is given.
    media = _media(parts)
    kept = {name: data for name, data in parts.items() if name not in media}
    relations = kept["word/_rels/document.xml.rels"].decode("utf-8")
    kept["word/_rels/document.xml.rels"] = _IMAGE.sub("", relations).encode("utf-8")
    return Peer(library, _pack(kept | {"word/document.xml": document.encode("utf-8")}), texts, list(media.values()))


def _docxtpl(stack: ExitStack) -> _Library | None:
    try:
        return cast("_Library", importlib.import_module("docxtpl"))
    except ImportError:
        if not may_fetch:
            return None
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", folder, "docxtpl"]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        return None
    sys.path.append(folder)  # last: what we have ourselves is used, so that both work with the same libraries
    stack.callback(sys.path.remove, folder)
    return cast("_Library", importlib.import_module("docxtpl"))

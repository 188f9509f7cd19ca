"""Export beside docxtpl rendering the same document, and beside the bare cost of packing its parts."""

from __future__ import annotations

import importlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol, cast

from benchmarks.figures import sample
from benchmarks.measure import Action, Row, Section, in_turns, times, verdict
from reportdesk.output.docx import document_bytes

may_fetch = False
"""Whether docxtpl may be fetched where it is not installed; it is a peer to compare with, never a dependency."""
_RUNS = 60
_WANTED = 5
_TEXT = re.compile(r"(?P<tag><w:t(?: [^>]*)?>)(?P<text>[^<]*)(?=</w:t>)")
_FIGURE = re.compile(r"(?P<tag><w:t(?: [^>]*)?>)(?P<text>[0-9.]+)(?=</w:t>)")
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


@dataclass(frozen=True)
class Peer:
    """docxtpl with a template of our document: each figure and each text is a tag."""

    library: _Library
    template: bytes
    texts: Sequence[str]

    def render(self) -> bytes:
        """Render the document as its users do, from the template file to the finished package."""
        template = self.library.DocxTemplate(io.BytesIO(self.template))
        template.render({"texts": self.texts}, autoescape=True)
        package = io.BytesIO()
        template.save(package)
        return package.getvalue()


def run() -> Section:
    """Measure the export."""
    report = sample()
    document = document_bytes(report, draft=False)
    parts = _parts(document)
    actions: dict[str, Action] = {
        "ours": lambda: document_bytes(report, draft=False),
        "packing": lambda: _pack(parts),
    }
    with ExitStack() as stack:
        library = _docxtpl(stack)
        if library is not None:
            peer = _peer(library, parts)
            if _texts(_parts(peer.render())) != _texts(parts):
                raise AssertionError("the peer renders another document")
            actions["docxtpl"] = peer.render
        found = in_turns(actions, _RUNS)
    skipped = "docxtpl could not be had" if may_fetch else "docxtpl is not installed: --fetch compares with it"
    return Section("Export of one report as .docx", _rows(found), () if library else (skipped,))


def _rows(found: dict[str, list[float]]) -> list[Row]:
    ours, packing = found["ours"], found["packing"]
    rows = [Row("export", ours, f"{times(ours, packing):.1f}x the floor")]
    if "docxtpl" in found:
        ratio = times(found["docxtpl"], ours)
        wanted = verdict(f"{_WANTED}x as fast as docxtpl", ratio >= _WANTED)
        rows = [
            Row("export", ours, f"{ratio:.1f}x as fast", wanted),
            Row("docxtpl, same document", found["docxtpl"], "1"),
        ]
    first = [_first() for _ in range(5)]
    rows.append(Row("floor: packing the finished parts", packing, f"{times(ours, packing):.1f}x as fast"))
    rows.append(Row("first export in a process, imports included", first))
    return rows


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
            archive.writestr(name, data)
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
    return Peer(library, _pack(parts | {"word/document.xml": document.encode("utf-8")}), texts)


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

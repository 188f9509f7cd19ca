"""Export as PDF through LibreOffice: what it makes, and what is said and left behind where it is absent or fails."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pdfplumber
import pytest

from core import report_of
from output import samples
from reportdesk import libreoffice, output
from reportdesk.output.files import OutputError
from reportdesk.output.pdf import NoConverter, pdf_bytes

soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have temporary files made in a folder that can be looked into."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(program))


@soffice
def test_the_pdf_has_all_text_title_tags_and_bookmarks(tmp_path: Path, workshop: Path) -> None:
    report = samples.filled()
    picture = samples.with_picture(report, samples.png(300, 200))
    samples.with_prose(report, "overview", f"（一）现场\n![办事大厅{picture}\n已完成。")
    output.export(report, tmp_path / "报告 &<年>.pdf", draft=False)
    with pdfplumber.open(tmp_path / "报告 &<年>.pdf") as pdf:
        words = "".join("".join(page.extract_text().split()) for page in pdf.pages)
        assert pdf.metadata["Title"] == report.title()
        assert "图1办事大厅" in words and "已完成。" in words
        catalog = pdf.doc.catalog
        assert "StructTreeRoot" in catalog and "Outlines" in catalog
        assert sum(len(page.images) for page in pdf.pages) == 1
    assert list(workshop.iterdir()) == []


@soffice
def test_a_draft_is_marked() -> None:
    assert pdf_bytes(report_of(), draft=True).startswith(b"%PDF-")


def test_without_libreoffice_it_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    target = tmp_path / "out.pdf"
    target.write_bytes(b"old")
    with pytest.raises(NoConverter, match="LibreOffice"):
        output.export(report_of(), target, draft=False)
    assert target.read_bytes() == b"old"


@posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", 'shift 9; mkdir -p "$2"; echo no > "$2/report.pdf"'])
def test_a_conversion_that_makes_nothing_is_told(
    script: str, tmp_path: Path, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(OutputError, match="没能"):
        pdf_bytes(report_of(), draft=False)
    assert list(workshop.iterdir()) == []


@posix
def test_a_conversion_that_hangs_is_stopped_with_its_children(
    tmp_path: Path, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path / 'child'}; wait")
    start = time.monotonic()
    with pytest.raises(OutputError, match=r"超过 1 秒"):
        pdf_bytes(report_of(), draft=False, seconds=1)
    assert time.monotonic() - start < 20
    assert list(workshop.iterdir()) == []
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not alive(child):
            break
        time.sleep(0.1)
    assert not alive(child)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"

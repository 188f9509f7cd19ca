"""`reportdesk export`: the document is written in any case, and marked where something is to be mended."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line
from reportdesk import libreoffice


def pages_say_draft(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        heads = [archive.read(name).decode("utf-8") for name in archive.namelist() if "/header" in name]
    return any(re.search(r"草\s*稿", head) for head in heads)


def test_a_faultless_report_is_exported_without_a_mark(call: Call, tmp_path: Path) -> None:
    done = call("export", GOOD, "-o", tmp_path / "报告.docx")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [f"已导出：{tmp_path / '报告.docx'}", "审核通过"]
    assert not pages_say_draft(tmp_path / "报告.docx")


def test_a_report_with_errors_is_exported_as_a_draft(call: Call, tmp_path: Path) -> None:
    done = call("export", TO_MEND, "-o", tmp_path / "out.docx")
    assert done.status == 1
    assert "草稿" in done.out.splitlines()[0]
    assert pages_say_draft(tmp_path / "out.docx")


def test_json_tells_findings_place_and_draft(call: Call, tmp_path: Path) -> None:
    done = call("export", TO_MEND, "-o", tmp_path / "out.docx", "--json")
    assert done.status == 1
    assert (done.json["output"], done.json["draft"]) == (str(tmp_path / "out.docx"), True)
    checked = call("check", TO_MEND, "--json").json
    assert {key: done.json[key] for key in checked} == checked


@pytest.mark.parametrize("name", ["out", "out.doc", "out.htm"])
def test_other_endings_are_refused_and_nothing_is_written(call: Call, tmp_path: Path, name: str) -> None:
    done = call("export", GOOD, "-o", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, name, ".docx、.pdf、.html")
    assert list(tmp_path.iterdir()) == []


def test_the_web_page_is_written(call: Call, tmp_path: Path) -> None:
    done = call("export", TO_MEND, "-o", tmp_path / "out.HTML")
    assert done.status == 1
    page = (tmp_path / "out.HTML").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and 'class="draft"' in page


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pdf_is_written(call: Call, tmp_path: Path) -> None:
    assert call("export", GOOD, "-o", tmp_path / "out.pdf").status == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_a_pdf_without_libreoffice_is_told_in_one_line(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    done = call("export", GOOD, "-o", tmp_path / "out.pdf")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "LibreOffice")
    assert list(tmp_path.iterdir()) == []


def test_the_papers_for_signing_are_one_word_file(call: Call, tmp_path: Path) -> None:
    done = call("export", TO_MEND, "-o", tmp_path / "out.docx", "--signoff")
    assert done.status == 1
    assert "送审单" in done.out.splitlines()[0]
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert document.index("送审单") < document.index("数据审核结果表") < document.index("一、总体情况")
    refused = call("export", GOOD, "-o", tmp_path / "out.pdf", "--signoff")
    assert_one_line(refused.err, "out.pdf", ".docx")


def digest(call: Call) -> str:
    return str(call("check", GOOD, "--json").json["digest"])


@pytest.mark.parametrize(
    "shaped", [str, str.upper, lambda found: found[:12], lambda found: f" {found[:4]} {found[4:8]}\t{found[8:]} "]
)
def test_a_digest_on_paper_is_found_again(call: Call, shaped: Callable[[str], str]) -> None:
    done = call("check", GOOD, "--digest", shaped(digest(call)))
    assert done.status == 0
    assert done.out.splitlines()[-1] == "校验码与所给的相符。"
    assert call("check", GOOD, "--json", "--digest", shaped(digest(call))).json["digest_matches"] is True


def test_another_digest_is_told_and_counts_as_to_mend(call: Call) -> None:
    other = "0" * 12 if digest(call)[0] != "0" else "f" * 12
    done = call("check", GOOD, "--digest", other)
    assert done.status == 1
    assert "校验码不符" in done.out.splitlines()[-1] and other in done.out
    as_json = call("check", GOOD, "--json", "--digest", other)
    assert (as_json.status, as_json.json["digest_matches"]) == (1, False)


@pytest.mark.parametrize("given", ["", "0" * 11, "0" * 65, "xyz" * 8, "０" * 12])
def test_what_is_no_digest_is_refused(call: Call, given: str) -> None:
    done = call("check", GOOD, "--digest", given)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "--digest", "12")


def test_an_input_that_cannot_be_used_leaves_the_old_document(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    target.write_bytes(b"old")
    assert call("export", tmp_path / "absent.report.json", "-o", target).status == 2
    assert target.read_bytes() == b"old"


def test_a_target_that_cannot_be_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "folder.docx").mkdir()
    for target in (tmp_path / "folder.docx", tmp_path / "absent" / "out.docx"):
        done = call("export", GOOD, "-o", target)
        assert (done.status, done.out) == (2, "")
        assert_one_line(done.err)

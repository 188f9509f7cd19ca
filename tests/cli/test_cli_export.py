"""`reportdesk export`: the document is written in any case, and marked where something is to be mended."""

import re
import zipfile
from pathlib import Path

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line


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


@pytest.mark.parametrize("name", ["out.pdf", "out.html", "out", "out.doc"])
def test_other_endings_are_refused_and_nothing_is_written(call: Call, tmp_path: Path, name: str) -> None:
    done = call("export", GOOD, "-o", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, name, ".docx")
    assert list(tmp_path.iterdir()) == []


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

"""Files that are broken, mislabelled or meant to harm: each is refused in one sentence, and nothing else happens."""

import io
import shutil
import subprocess
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from core import report_of
from intake.pages import assert_all_read, docx, figures, whole_page, word_body
from places import SHARED
from reportdesk import libreoffice
from reportdesk.intake.published import IntakeError, read, read_bytes, read_report
from reportdesk.output.docx import document_bytes
from reportdesk.report import exchange

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def refused(data: bytes, folder: Path, name: str = "报告.docx") -> str:
    """Return the sentence with which a file is refused; it names the file, and the folder holds nothing new."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(IntakeError) as error:
        read(path)
    message = error.value.message
    assert message.startswith(f"{name}：")
    assert "\n" not in message
    assert "请" in message
    assert [found.name for found in folder.iterdir()] == [name]
    path.unlink()
    return message


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def test_nothing_at_all(tmp_path: Path) -> None:
    assert "空" in refused(b"", tmp_path)
    assert "空" in refused(b"\xef\xbb\xbf \r\n", tmp_path)


def test_half_a_file(tmp_path: Path) -> None:
    whole = docx(word_body())
    for share in (0.2, 0.5, 0.9, 0.999):
        assert "没有复制完" in refused(whole[: int(len(whole) * share)], tmp_path)


def test_a_damaged_member(tmp_path: Path) -> None:
    whole = bytearray(docx(word_body()))
    place = len(whole) // 2
    whole[place : place + 40] = b"\xff" * 40
    assert "没有复制完" in refused(bytes(whole), tmp_path)


def test_broken_xml(tmp_path: Path) -> None:
    assert "没有复制完" in refused(zipped(("word/document.xml", b"<w:document><w:body>")), tmp_path)


def test_a_zip_bomb_is_stopped_while_it_is_read(tmp_path: Path) -> None:
    bomb = docx(word_body() + "<w:p/>" * 3_000_000)
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    start = time.monotonic()
    assert "大得不正常" in refused(bomb, tmp_path)
    assert time.monotonic() - start < 5
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = docx(word_body() + " " * 90_000_000)
    at = bomb.rindex(b"PK\x01\x02") + 24
    lying = bomb[:at] + (1000).to_bytes(4, "little") + bomb[at + 4 :]
    refused(lying, tmp_path)


EXPANDING = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE d [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/y'> %p;]>",
        EXPANDING,
    ],
    ids=["file", "network", "billion laughs"],
)
def test_entities_are_refused_and_never_resolved(head: str, tmp_path: Path) -> None:
    name = "j" if head is EXPANDING else "secret"
    body = word_body().replace(figures()["requests.granted.business"], f"&{name};" if "%" not in head else "7", 1)
    message = refused(docx(body, head=head), tmp_path)
    assert "实体" in message or "没有复制完" in message


def test_an_entity_in_a_page_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = whole_page().replace("<html>", "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html>", 1)
    path.write_text(page.replace("本报告依法编制。", "本报告&x;依法编制。"), encoding="utf-8")
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in read(path).prose["preface"]


def test_members_that_lead_out_are_never_written(tmp_path: Path) -> None:
    path = tmp_path / "a" / "报告.docx"
    path.parent.mkdir()
    path.write_bytes(docx(word_body(), {"../../evil.txt": b"x", "/etc/evil.txt": b"x", "..\\evil.txt": b"x"}))
    assert_all_read(read(path))
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == ["报告.docx"]


def test_macros_are_told_and_left_alone() -> None:
    reading = read_bytes(docx(word_body(), {"word/vbaProject.bin": b"Sub AutoOpen()"}))
    assert_all_read(reading)
    assert any("宏" in note for note in reading.notes)


def test_a_huge_picture_is_never_loaded(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(word_body()))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive,
        archive.open("word/media/image1.bmp", "w", force_zip64=True) as picture,
    ):
        for _megabyte in range(200):
            picture.write(b"\0" * 1_000_000)
    tracemalloc.start()
    reading = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert_all_read(reading)
    assert peak < 40_000_000


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice(tmp_path: Path) -> None:
    core = b"<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'/>"
    members = [("docProps/core.xml", core), ("docProps/app.xml", b"<a/>"), ("docProps/core.xml", core)]
    body = zipfile.ZipFile(io.BytesIO(docx(word_body()))).read("word/document.xml")
    assert_all_read(read_bytes(zipped(("word/document.xml", body), *members)))
    assert "两份正文" in refused(zipped(("word/document.xml", body), ("word/document.xml", body)), tmp_path)


def test_a_password(tmp_path: Path) -> None:
    assert "密码" in refused(OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096, tmp_path)


def test_other_zips(tmp_path: Path) -> None:
    assert "不是 Word 文件" in refused(zipped(("xl/workbook.xml", b"<a/>")), tmp_path)
    assert "不是 Word 文件" in refused(zipped(("a.txt", b"hello")), tmp_path)


def test_pictures_and_programs(tmp_path: Path) -> None:
    assert "图片" in refused(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, tmp_path, "报告.pdf")
    assert "认不出" in refused(b"MZ\x90\0\x03\0\0\0" + b"\0" * 100, tmp_path)
    assert "编码" in refused(b"\x81\xff\xff\xfe\xff" * 50, tmp_path, "报告.txt")


def test_a_page_or_an_archive_named_docx(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_text(whole_page(), encoding="utf-8")
    assert_all_read(read(path))
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--b"\r\n\r\n'
    part = "----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    path.write_bytes((head + part + whole_page() + "\r\n----b--\r\n").encode())
    assert_all_read(read(path))
    path.write_bytes(head.encode() + b"----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b--\r\n")
    with pytest.raises(IntakeError, match="网页文件里没有正文"):
        read(path)


def test_without_libreoffice_old_files_are_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    assert "另存为 .docx" in refused(OLE, tmp_path, "报告.doc")
    assert "另存为 .docx" in refused(b"{\\rtf1 a}", tmp_path)


def test_libreoffice_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*words: object, **options: object) -> None:
        raise libreoffice.Failed(slow=True)

    monkeypatch.setattr(libreoffice, "convert", hang)
    assert "另存为 .docx" in refused(OLE, tmp_path, "报告.doc")


@soffice
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_word_files_named_docx(kind: str, tmp_path: Path) -> None:
    report = report_of()
    source = tmp_path / "a.docx"
    source.write_bytes(document_bytes(report, draft=False))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    back = read_bytes((tmp_path / kind / f"a.{kind}").read_bytes()).report()
    assert (back.year, back.unit()) == (report.year, report.unit())
    assert {a: back.cell(a) for a in back.form.cells} == {a: report.cell(a) for a in report.form.cells}


def test_a_scanned_pdf_and_a_broken_one(tmp_path: Path) -> None:
    blank = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert "扫描" in refused(blank, tmp_path, "报告.pdf")
    for data in (b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\xff" * 5000, blank[:60]):
        refused(data, tmp_path, "报告.pdf")


@pytest.mark.skipif(not SHARED.exists(), reason="published reports are not at hand")
def test_half_a_pdf(tmp_path: Path) -> None:
    whole = (SHARED / "cases" / "hangzhou_2025" / "published.pdf").read_bytes()
    refused(whole[: len(whole) // 3], tmp_path, "报告.pdf")


def test_nesting_without_end(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000
    refused(docx(deep), tmp_path)
    refused(("<html><table><tr><td>" * 3000).encode(), tmp_path, "报告.html")
    refused(("<div>" * 30000 + "x").encode(), tmp_path, "报告.html")


def test_a_table_without_end(tmp_path: Path) -> None:
    assert "请" in refused(
        b"<html><table><tr><td colspan=1000 rowspan=1000>1</td></tr></table></html>", tmp_path, "报告.html"
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"没有\.docx：读不到"):
        read(tmp_path / "没有.docx")


def test_our_own_file_whatever_its_name(tmp_path: Path) -> None:
    report = read_bytes(docx(word_body())).report()
    for name in ("a.report.json", "a.json", "a.docx", "无扩展名"):
        path = tmp_path / name
        path.write_bytes(exchange.dumps(report))
        assert read_report(path) == report
    path.write_bytes(docx(word_body()))
    assert read_report(path) == report

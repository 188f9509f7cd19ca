"""Texts as they come: each bad input as .docx, sign-off pack and page, all of them valid, and nothing is lost."""

import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx import Document
from lxml import html  # pyright: ignore[reportAttributeAccessIssue]

from output import samples
from places import SHARED
from reportdesk.audit.engine import Audit
from reportdesk.intake.published import read_bytes
from reportdesk.output.docx import document_bytes
from reportdesk.output.html import html_bytes
from reportdesk.output.signoff import signoff_bytes
from reportdesk.report.exchange import digest
from reportdesk.report.report import Report

VALIDATOR = SHARED / "tools" / "docx_valid.py"
KEPT = {
    "markup": "a & b < c > \"d\" 'e' &amp; &#65; <b>粗</b> ]]> <!-- x --> <?php ?>",
    "braces": "{{ }} {% if %} {# 注 #} {{ 7*7 }} ${x} {0}",
    "rare": "𬭎㐂𱁬𰻝龘㸔𠀀",
    "private and emoji": "\ue000\uf8ff😀👨‍👩‍👧🇨🇳",
    "selectors": "葛󠄀 辻󠄁 ️",
    "blanks": "甲\t乙　丙\u00a0丁\u200b戊\u00ad己",
    "directions": "甲\u202e乙\u202c丙",
    "word leftovers": "<p class=MsoNormal style='mso-spacerun:yes'>正文<o:p></o:p></p> ·\t第一点 §\t第二点",
    "several numbers": "全年收到二十三件，其中自然人21件，法人2件；办结率100%，较上年（2023年，15件）增长53.3%。",
    "references": "依照《条例》第二十条第（一）项、一、二级标准，（三）安全一稳定、第1.2条执行。",
    "quotes and dashes": "“三类”申请——含‘上年结转’……均已答复。",
}
DROPPED = {
    "controls": ("甲\x00乙\x07丙\x1f丁\x7f戊\x86己", "甲乙丙丁戊己"),
    "halves and noncharacters": ("甲\ufffe乙\uffff丙", "甲乙丙"),
    "a lone surrogate": ("甲\ud800乙", "甲\ufffd乙"),
}


@pytest.fixture(scope="module")
def validator() -> ModuleType:
    if not VALIDATOR.exists():
        pytest.skip("needs the schemas: set REPORTDESK_SHARED")
    spec = importlib.util.spec_from_file_location("docx_valid", VALIDATOR)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(text: str) -> Report:
    return samples.with_prose(samples.blank(unit="清河市档案局"), "overview", text)


def word_texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def page_texts(data: bytes) -> list[str]:
    root: Any = html.fromstring(data.decode("utf-8"))
    return [node.text_content() for node in root.iter("p")]


@pytest.mark.parametrize("text", KEPT.values(), ids=list(KEPT))
def test_a_text_is_kept_to_the_character_and_reads_back(text: str) -> None:
    report = written(text)
    document = document_bytes(report, draft=False)
    assert text in word_texts(document)
    assert text in word_texts(signoff_bytes(report, Audit(report)))
    assert text in page_texts(html_bytes(report, draft=False))
    assert digest(read_bytes(document).report()) == digest(report)


@pytest.mark.parametrize(("text", "kept"), DROPPED.values(), ids=list(DROPPED))
def test_of_a_text_only_what_no_file_can_hold_is_dropped(text: str, kept: str) -> None:
    report = written(text)
    found = [line.replace("\x7f", "").replace("\x86", "") for line in word_texts(document_bytes(report, draft=False))]
    assert kept in found
    assert kept in page_texts(html_bytes(report, draft=False))


@pytest.mark.parametrize("text", [*KEPT.values(), *(text for text, _kept in DROPPED.values())])
def test_every_file_is_valid(text: str, validator: ModuleType, tmp_path: Path) -> None:
    report = written(text)
    picture = samples.with_picture(report, samples.png(3, 2))
    samples.with_prose(report, "problems", f"![{text.replace(']', '').strip()}{picture}")
    files = {"a": document_bytes(report, draft=True), "b": signoff_bytes(report, Audit(report))}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert list(validator.violations(tmp_path / name)) == []


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_kind_of_line_break_ends_a_paragraph(break_: str) -> None:
    report = written(f"甲。{break_}乙。")
    for texts in (word_texts(document_bytes(report, draft=False)), page_texts(html_bytes(report, draft=False))):
        assert "甲。" in texts and "乙。" in texts


@pytest.mark.parametrize(
    ("text", "count"),
    [("政" * 60_000, 1), ("\n".join(f"第{n}段。" for n in range(3_000)), 3_000)],
    ids=["long", "many"],
)
def test_long_texts_are_whole_valid_and_read_back(text: str, count: int, validator: ModuleType, tmp_path: Path) -> None:
    report = written(text)
    document = document_bytes(report, draft=False)
    (tmp_path / "long.docx").write_bytes(document)
    assert list(validator.violations(tmp_path / "long.docx")) == []
    assert len([line for line in word_texts(document) if line and line in text]) >= count
    assert digest(read_bytes(document).report()) == digest(report)
    assert digest(read_bytes(html_bytes(report, draft=False)).report()) == digest(report)


MAKERS = {
    "docx": lambda report: document_bytes(report, draft=True),
    "html": lambda report: html_bytes(report, draft=True),
    "signoff": lambda report: signoff_bytes(report, Audit(report)),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=list(MAKERS))
def test_two_exports_are_the_same_to_the_byte(make: Any) -> None:
    def report() -> Report:
        made = samples.filled()
        picture = samples.with_picture(made, samples.png(30, 20))
        return samples.with_prose(made, "overview", "\n".join([*KEPT.values(), f"![图{picture}"]))

    assert make(report()) == make(report())


def test_the_faces_named_are_the_official_ones_whatever_this_machine_has() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(written("文。"), draft=False))) as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
    for face in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"):
        assert f'w:eastAsia="{face}"' in styles

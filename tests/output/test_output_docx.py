"""The .docx as a package: what a reader finds in it, and that it depends on the report alone."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output import samples
from output.samples import found, parsed, text, tree, value
from reportdesk import output
from reportdesk.output.docx import document_bytes
from reportdesk.output.html import html_bytes
from reportdesk.report import exchange
from reportdesk.report.report import Report

FORMS = (*samples.OFFICIAL, "made-up")


def small() -> str:
    heads = ["（一）主动公开", "公开“规章”——1件。", "（二）平台建设。新建平台3个。"]
    return "\n".join([*heads, "1.培训", "全年培训2次。", "2.宣传"])


@pytest.mark.parametrize("name", FORMS)
def test_python_docx_finds_title_heads_prose_and_tables(name: str) -> None:
    report = samples.filled(name)
    document = samples.opened(report)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0].replace("\n", "") == report.title()
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert heads == [section.title for section in report.form.sections if section.title]
    for section in report.form.prose:
        assert report.prose(section.id) in texts
    assert len(document.tables) == sum(bool(section.tables) for section in report.form.sections)


def test_the_preface_stands_before_section_one() -> None:
    texts = [paragraph.text for paragraph in samples.opened(samples.filled()).paragraphs]
    assert texts.index("这是前言的一段话。") < texts.index("一、总体情况")


def test_python_docx_finds_styles_and_properties() -> None:
    document = samples.opened(samples.blank(unit="乙局"))
    names = {style.name for style in document.styles}
    assert {
        "Normal",
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Body Text",
        "表头",
        "表内文字",
        "年度报告表",
    } <= names
    assert document.core_properties.title == "乙局2023年政府信息公开工作年度报告"
    assert document.core_properties.author == "乙局"
    assert str(document.core_properties.created)[:10] == "2023-12-31"


def test_same_report_same_bytes() -> None:
    assert document_bytes(samples.filled(), draft=True) == document_bytes(samples.filled(), draft=True)
    with zipfile.ZipFile(io.BytesIO(document_bytes(samples.blank(), draft=False))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}


def small_report() -> Report:
    report = samples.with_prose(samples.blank("made-up", "甲县水利局", 2031), "summary", small())
    report.apply(report.set_cells({"rounds.branch.walked": 12, "rounds.lower.litter": 3}))
    return report


def test_the_document_of_a_small_report_is_the_one_kept() -> None:
    report = small_report()
    samples.assert_golden("document.xml", samples.parts(report)["word/document.xml"].decode())
    others = samples.parts(report, draft=True)
    for part in ("[Content_Types].xml", "docProps/core.xml", "word/_rels/document.xml.rels", "word/header1.xml"):
        samples.assert_golden(part.rpartition("/")[2].replace("[", "").replace("]", ""), others[part].decode())


def test_the_page_of_a_small_report_is_the_one_kept() -> None:
    samples.assert_golden("page.html", html_bytes(small_report(), draft=True).decode())


@pytest.mark.parametrize("draft", [True, False])
def test_every_part_is_declared_and_every_relation_leads_somewhere(draft: bool) -> None:
    parts = samples.parts(samples.blank(), draft=draft)
    types = parsed(parts["[Content_Types].xml"])
    declared = {name.lstrip("/") for node in types if (name := node.get("PartName"))}
    assert declared <= set(parts)
    assert all(name in declared or name.endswith(".rels") or name.startswith("[") for name in parts)
    targets = {node.get("Target") for node in parsed(parts["word/_rels/document.xml.rels"])}
    assert {f"word/{target}" for target in targets} <= set(parts)


def test_only_a_draft_is_marked_and_on_odd_and_even_pages() -> None:
    assert "word/header1.xml" not in samples.parts(samples.blank())
    draft = samples.parts(samples.blank(), draft=True)
    assert "草稿" in draft["word/header1.xml"].decode()
    types = {value(node, "type") for node in found(parsed(draft["word/document.xml"]), "//w:headerReference")}
    assert types == {"even", "default"}
    assert b"draftHeader" not in samples.parts(samples.blank())["word/document.xml"]


def test_headings_are_of_their_level_and_list_items_are_not() -> None:
    root = tree(samples.with_prose(samples.blank(), "overview", small()))
    styles = {text(p): value(found(p, "w:pPr/w:pStyle")[0]) for p in found(root, "/w:document/w:body/w:p")}
    assert styles["（一）主动公开"] == "Heading2"
    assert styles["1.培训"] == "Heading3"
    assert styles["（二）平台建设。新建平台3个。"] == "BodyText"
    assert styles["2.宣传"] == "BodyText"


def test_a_run_on_heading_is_set_apart_up_to_its_full_stop() -> None:
    root = tree(samples.with_prose(samples.blank(), "overview", small()))
    runs = found(root, "//w:r[w:rPr/w:rStyle[@w:val='Heading2Char']]")
    assert [text(run) for run in runs] == ["（二）平台建设。"]


def test_references_in_running_text_are_no_headings() -> None:
    prose = "依照第二十条第（一）项、一、二级标准和（三）项办理。\n（三）不在顺序中。"
    root = tree(samples.with_prose(samples.blank(), "overview", prose))
    assert not found(root, "//w:pStyle[@w:val='Heading2']") and not found(root, "//w:rStyle")


def test_a_title_too_long_for_a_line_breaks_after_the_unit() -> None:
    report = samples.blank(unit="甲乙丙丁戊己庚辛壬癸县人民政府")
    assert samples.opened(report).paragraphs[0].text == f"{report.unit()}\n2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("unit", ["", "局" * 80, "<&\">'局", "{unit}局", "甲\x00乙\ud800局", "𬭎㐂局😀"])
def test_units_of_any_kind(unit: str) -> None:
    report = samples.blank(unit=unit)
    title = report.title().replace("\x00", "").replace("\ud800", "")
    assert samples.opened(report).paragraphs[0].text.replace("\n", "") == title
    assert samples.opened(report).core_properties.title == title


def test_markup_braces_and_rare_characters_stay_and_illegal_ones_go() -> None:
    prose = 'a & b < c > "d" {{ }} {% if %} 甲\x00乙\x1f丙丁\ufffe😀𬭎㐂\ue000\t完'
    document = samples.opened(samples.with_prose(samples.blank(), "overview", prose))
    kept = 'a & b < c > "d" {{ }} {% if %} 甲乙丙丁😀𬭎㐂\ue000\t完'
    assert kept in [paragraph.text for paragraph in document.paragraphs]


@given(prose=st.text(st.characters(codec=None), max_size=60), unit=st.text(max_size=20))
def test_any_text_gives_a_document_that_opens(prose: str, unit: str) -> None:
    report = samples.with_prose(samples.blank("made-up", unit, 2031), "summary", prose)
    document = samples.opened(report)
    assert document.paragraphs[0].style.name == "Title"  # type: ignore[union-attr]
    assert len(document.tables) == 2


def test_no_run_is_left_to_the_reader_to_set() -> None:
    """Face, size and language are stated at the root of all styles, and no theme can override them."""
    parts = samples.parts(samples.filled(), draft=True)
    assert not any(b"Theme" in data or b"theme" in data for data in parts.values())
    styles = parsed(parts["word/styles.xml"])
    normal = found(styles, "w:style[@w:styleId='Normal']/w:rPr")[0]
    assert value(found(normal, "w:rFonts")[0], "eastAsia") == "仿宋_GB2312"
    assert value(found(normal, "w:sz")[0]) == "32" and value(found(normal, "w:spacing")[0]) == "-5"
    for fonts in found(styles, "//w:style//w:rFonts"):
        assert value(fonts, "eastAsia") == value(fonts, "ascii") == value(fonts, "hAnsi")
    assert value(found(styles, "w:docDefaults//w:lang")[0], "eastAsia") == "zh-CN"
    for run in found(parsed(parts["word/document.xml"]), "//w:r[w:t]"):
        assert value(found(run, "w:rPr/w:rFonts")[0], "hint") == "eastAsia"


def test_the_page_is_the_official_one() -> None:
    root = tree(samples.blank())
    size, margins, lines = (found(root, f"//w:sectPr/w:{name}")[0] for name in ("pgSz", "pgMar", "docGrid"))
    assert (value(size, "w"), value(size, "h")) == ("11906", "16838")
    edges = {
        name: round(int(value(margins, name)) * 25.4 / 1440, 1) for name in ("top", "left", "right", "bottom", "footer")
    }
    assert edges == {"top": 37.0, "left": 28.0, "right": 26.0, "bottom": 35.0, "footer": 24.2}
    assert (value(lines, "type"), value(lines, "linePitch")) == ("lines", "579")
    assert found(tree(samples.blank(), "word/settings.xml"), "w:evenAndOddHeaders")


def test_every_style_in_use_is_defined() -> None:
    parts = samples.parts(samples.filled(), draft=True)
    defined = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
    used = {name for data in parts.values() for name in re.findall(rb'<w:(?:[prt]|tbl)Style w:val="(\w+)"', data)}
    assert used <= defined


def test_pictures_stand_in_the_text_and_a_file_is_kept_once() -> None:
    report = samples.blank()
    picture = samples.with_picture(report, samples.png(2000, 1000))
    samples.with_prose(
        report, "overview", f"前文。\n![现场“照片”{picture}\n![再次{picture}\n![没有]({'0' * 64})\n后文。"
    )
    document = samples.opened(report)
    assert len(document.inline_shapes) == 2
    assert round(document.inline_shapes[0].width.pt) == 442 and round(document.inline_shapes[0].height.pt) == 221
    assert [name for name in samples.parts(report) if "media" in name] == ["word/media/image1.png"]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [words for words in texts if words.startswith("图")] == ["图1　现场“照片”", "图2　再次"]
    assert "〔图片缺失：没有〕" in texts and "后文。" in texts


def test_sixty_thousand_characters_and_three_thousand_paragraphs() -> None:
    long = samples.with_prose(samples.blank(), "overview", "政" * 60_000)
    assert "政" * 60_000 in [paragraph.text for paragraph in samples.opened(long).paragraphs]
    many = samples.with_prose(samples.blank(), "problems", "\n".join(f"第{n}段。" for n in range(3_000)))
    assert len(found(tree(many), "/w:document/w:body/w:p")) > 3_000


def test_a_blank_section_prints_its_heading_and_an_empty_line() -> None:
    texts = [paragraph.text for paragraph in samples.opened(samples.blank()).paragraphs]
    assert texts == [
        "甲县人民政府\n2023年政府信息公开工作年度报告",
        *("一、总体情况", "", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
        *("四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "", "六、其他需要报告的事项", ""),
    ]


def test_a_draft_says_which_parts_are_unwritten() -> None:
    report = samples.with_prose(samples.blank(), "other", "无。")
    texts = [paragraph.text for paragraph in samples.opened(report, draft=True).paragraphs]
    assert texts.count("（本部分尚未填写）") == 2
    assert texts[texts.index("五、存在的主要问题及改进情况") + 1] == "（本部分尚未填写）"
    assert texts[-1] == "无。"


def test_live_figures_are_printed_as_figures() -> None:
    report = samples.with_prose(samples.blank(), "overview", "全年收到{{ requests.received.natural }}件。")
    report.apply(report.set_cells({"requests.received.natural": 13}))
    assert "全年收到13件。" in [paragraph.text for paragraph in samples.opened(report).paragraphs]


def test_published_reports_are_written_whole(shared: Path) -> None:
    for path in sorted(shared.glob("cases/*/exchange.report.json")):
        report = exchange.read(path)
        root = tree(report)
        for table, texts in zip(found(root, "//w:tbl"), samples.grid_texts(report), strict=True):
            cells = found(table, ".//w:tc[not(w:tcPr/w:vMerge[@w:val='continue'])]")
            assert [text(cell) for cell in cells] == texts, path.parent.name


def test_published_reports_meet_the_schemas(shared: Path, tmp_path: Path) -> None:
    files: list[Path] = []
    for path in sorted(shared.glob("cases/*/exchange.report.json")):
        for draft in (True, False):
            files.append(tmp_path / f"{path.parent.name}-{draft}.docx")
            output.export(exchange.read(path), files[-1], draft=draft)
    checker = [sys.executable, str(shared / "tools" / "docx_valid.py"), *map(str, files)]
    done = subprocess.run(checker, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_start_of_the_program_is_spared_jinja() -> None:
    program = "import sys, reportdesk.output; sys.exit(bool({'jinja2', 'zipfile', 'docx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0

"""Bar charts: true lengths, words for the blind, print quality, and refusals in plain words."""

import io
from decimal import Decimal
from hashlib import sha256

import pytest
from PIL import Image

from output import samples
from output.samples import found, tree
from reportdesk.intake.published import read_bytes
from reportdesk.output import charts, fonts
from reportdesk.output.charts import MOST, CannotDraw, Chart, Number, bar_chart
from reportdesk.output.docx import document_bytes
from reportdesk.output.fonts import Missing, fontconfig, installed, missing
from reportdesk.output.html import html_bytes
from reportdesk.report.changes import Slot
from reportdesk.report.charts import Bar
from reportdesk.report.exchange import digest
from reportdesk.report.picture_words import described
from reportdesk.report.report import Report

drawable = pytest.mark.skipif(fonts.drawing_font() is None, reason="this machine has no Chinese font")


def image(chart: Chart) -> Image.Image:
    return Image.open(io.BytesIO(chart.attachment.data))


def bars(chart: Chart, count: int) -> list[int]:
    """Return how many pixels high each bar is."""
    pixels = image(chart).convert("RGB")
    room = pixels.width // count
    columns = [place * room + room // 2 for place in range(count)]
    return [sum(pixels.getpixel((column, row)) == charts._FILL for row in range(pixels.height)) for column in columns]


@drawable
def test_bars_are_as_long_as_their_figures() -> None:
    heights = bars(bar_chart("办理件数", [Bar("2021年", 50), Bar("2022年", 100), Bar("2023年", 0)], "件"), 3)
    assert abs(heights[0] * 2 - heights[1]) <= 6 and heights[1] > 400 and heights[2] <= 1


@drawable
@pytest.mark.parametrize("values", [[0, 0], [-5, 10], [-5, -10], [Decimal("0.5"), 10**12]])
def test_any_figures_can_be_drawn(values: list[Number]) -> None:
    chart = bar_chart("数", [Bar(f"第{place}项", value) for place, value in enumerate(values)])
    longest = max(map(abs, values))
    heights = bars(chart, len(values))
    assert heights[values.index(max(values, key=abs))] > 100 or longest == 0


@drawable
def test_the_picture_has_print_quality_and_says_what_it_shows() -> None:
    chart = bar_chart("收到的申请", [Bar("2022年", 1200), Bar("2023年", Decimal("15.5"))], "件")
    assert chart.alternative == "柱形图：收到的申请（单位：件）。2022年 1200，2023年 15.5。"
    assert described(chart.attachment.data) == chart.alternative
    assert chart.name == sha256(chart.attachment.data).hexdigest()
    assert round(image(chart).info["dpi"][0]) == 300 and image(chart).width == 1842
    again = bar_chart("收到的申请", [Bar("2022年", 1200), Bar("2023年", Decimal("15.5"))], "件")
    assert again == chart


@drawable
def test_long_labels_and_figures_keep_to_their_own_room() -> None:
    values = [Bar("某某领域政府信息公开标准化目录2023年版" * 2, 10**12 - place) for place in range(MOST)]
    pixels = image(bar_chart("数", values)).convert("L")
    room = pixels.width // MOST
    columns = [place * room for place in range(1, MOST)]
    # Only the base line runs across the borders between two bars.
    borders = [pixels.crop((column, 0, column + 1, pixels.height)).histogram() for column in columns]
    assert all(sum(border[:128]) <= 4 for border in borders)


def with_chart(chart: Chart) -> Report:
    report = samples.blank()
    report.apply(report.plan("", [(Slot("attachment", chart.name), chart.attachment)]))
    return samples.with_prose(report, "overview", f"前文。\n{chart.line}\n后文。")


@drawable
def test_a_chart_stands_in_the_document_and_on_the_page() -> None:
    chart = bar_chart("申请[合计]", [Bar("2022年", 1), Bar("2023年", 2)], "件")
    report = with_chart(chart)
    described_as = found(tree(report), "//*[local-name()='docPr']/@descr")
    assert described_as == [chart.alternative]
    back = read_bytes(document_bytes(report, draft=False)).report()
    assert back.attachment(chart.name) == chart.attachment and digest(back) == digest(report)
    assert "图1　申请[合计］" in [paragraph.text for paragraph in samples.opened(report).paragraphs]
    assert f'alt="{chart.alternative}"' in html_bytes(report, draft=False).decode("utf-8")


def test_what_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotDraw, match="没有可以画的数"):
        bar_chart("数", [])
    with pytest.raises(CannotDraw, match="13"):
        bar_chart("数", [Bar("甲", 1)] * 13)
    monkeypatch.setattr(charts, "drawing_font", lambda: None)
    with pytest.raises(CannotDraw, match="中文字体"):
        bar_chart("数", [Bar("甲", 1)])


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\0\0\xff\xffiTXtDescription\0\0\0", b"BM"]
)
def test_pictures_without_words_of_their_own(data: bytes) -> None:
    assert described(data) == ""


def test_a_face_that_is_there_is_not_missed() -> None:
    named = {"仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"}
    assert missing(named) == []
    assert missing({"fangsong_gb2312", "KaiTi_GB2312", "FZXiaoBiaoSong-B05S", "SimHei", "SIMSUN"}) == []
    assert {face.name for face in missing(())} == named


def test_the_likest_face_stands_in_and_is_named() -> None:
    found_ = missing({"仿宋_GB2312", "楷体_GB2312", "黑体", "SimSun", "华文中宋"})
    assert found_ == [Missing("方正小标宋简体", "华文中宋")]
    assert found_[0].sentence() == "这台电脑没有“方正小标宋简体”，将用“华文中宋”代替。"
    assert "没有相近的字体" in missing({"Arial"})[0].sentence()
    assert "规定的字体" in fonts.advice()


def test_a_system_that_does_not_tell_has_no_families(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda _name: None)
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    assert installed() == frozenset()


def test_the_faces_of_the_page_are_those_of_the_font_list() -> None:
    table = samples.parts(samples.blank())["word/fontTable.xml"].decode("utf-8")
    assert {face.name for face in missing(())} == set(found_names(table))
    config = fontconfig()
    assert not config or all(f"<family>{name}</family>" in config for name in found_names(table))


def found_names(table: str) -> list[str]:
    return [part.partition('"')[0] for part in table.split('<w:font w:name="')[1:]]

"""Reports as pages print them: however the tables are drawn, the same figures, or a word on what was not read."""

import random
import re
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021
from intake.pages import (
    TEXTS,
    TITLE,
    Lines,
    assert_all_read,
    figures,
    grids,
    html_table,
    page,
    plain_table,
    rows,
    values,
    whole_page,
)
from reportdesk.form.model import Form
from reportdesk.intake.published import IntakeError, State, read_bytes, read_text

FORMS = pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)


def with_table(section: str, lines: Lines, form: Form = FORM_2021) -> str:
    tables = {name: html_table(grid, figures(form)) for name, grid in grids(form).items()}
    return page(tables | {section: plain_table(lines)}, form)


def requests_rows(form: Form = FORM_2021) -> Lines:
    return rows(grids(form)["requests"], figures(form))


@FORMS
def test_a_page_as_officially_printed(form: Form) -> None:
    reading = read_text(whole_page(form))
    assert_all_read(reading, form)
    assert (reading.year, reading.unit["name"]) == (2023, "清河市")
    assert dict(reading.prose) == TEXTS
    assert not reading.skipped


@FORMS
@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: f"<p align='center'>&nbsp;<span style='font-size:12pt'>{escape(text)}</span>&nbsp;</p>",
        lambda text: (
            "<p>" + "<br/>".join(escape(text[i : i + 4]) for i in range(0, len(text), 4)) + "</p>"
            if not text.isdigit()
            else text
        ),
        lambda text: " ".join(text) if not text.isdigit() else f"<font>{text[:2]}</font><font>{text[2:]}</font>",
        lambda text: (
            escape(text).replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"').replace("、", "，")
        ),
        lambda text: (
            "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text) if text.isdigit() else escape(text)
        ),
        lambda text: f"{int(text):,}" if text.isdigit() else escape(text),
        lambda text: f"<div><div>{escape(text)}</div></div>",
    ],
    ids=["paragraphs", "broken", "spaced", "brackets", "full-width", "thousands", "blocks"],
)
def test_however_a_cell_is_written(form: Form, wrap: Callable[[str], str]) -> None:
    assert_all_read(read_text(whole_page(form, wrap)), form)


@FORMS
def test_empty_cells_instead_of_spans(form: Form) -> None:
    tables = {name: plain_table(rows(grid, figures(form))) for name, grid in grids(form).items()}
    assert_all_read(read_text(page(tables, form)), form)


@FORMS
def test_merged_texts_repeated_in_every_cell(form: Form) -> None:
    tables: dict[str, str] = {}
    for name, grid in grids(form).items():
        lines = rows(grid, figures(form))
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    lines[row][column] = lines[cell.row][cell.column]
        if name != "disclosure":  # a figure that is printed for three columns at once is no repeated label
            tables[name] = plain_table(lines)
        else:
            tables[name] = html_table(grid, figures(form))
    assert_all_read(read_text(page(tables, form)), form)


@FORMS
def test_everything_in_a_layout_table(form: Form) -> None:
    inner = re.sub(r"</?(?:html|body|head|meta)[^>]*>", "", whole_page(form))
    aside = "<table><tr><td>栏目导航</td></tr></table>"
    outer = f"<html><body><table><tr><td>{aside}</td><td>{inner}</td></tr></table></body></html>"
    reading = read_text(outer)
    assert_all_read(reading, form)
    assert reading.prose["overview"] == TEXTS["overview"]


@pytest.mark.parametrize("repeated", [True, False], ids=["heads repeated", "heads once"])
@pytest.mark.parametrize("at", [6, 12, 20, 27])
def test_a_table_cut_by_a_page_break(at: int, *, repeated: bool) -> None:
    lines = requests_rows()
    second = (lines[:3] if repeated else []) + lines[at:]
    between = "<p>- 4 -</p><p>&nbsp;</p>"
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    tables["requests"] = plain_table(lines[:at]) + between + plain_table(second)
    assert_all_read(read_text(page(tables)))


def test_the_last_column_cut_off() -> None:
    reading = read_text(with_table("requests", [line[:-1] for line in requests_rows()]))
    totals = [address for address in figures() if address.startswith("requests.") and address.endswith(".total")]
    assert_all_read(reading, besides=totals)
    assert all(reading.cells[a].value is None and reading.cells[a].state is State.UNREAD for a in totals)
    assert all("没有这一格" in reading.cells[a].reason for a in totals)


def test_rows_in_another_order() -> None:
    grid = grids()["disclosure"]
    lines = rows(grid, figures())
    lines[2], lines[3] = lines[3], lines[2]
    assert_all_read(read_text(with_table("disclosure", lines)))
    named = requests_rows()
    body = named[3:]
    random.Random(4).shuffle(body)
    flat: Lines = [[*(label or "" for label in line[:3]), *line[3:]] for line in named[:3] + body]
    assert_all_read(read_text(with_table("requests", flat)))


def test_columns_in_another_order() -> None:
    lines = requests_rows()
    for row in range(3):
        lines[row] = [text if text is not None else "" for text in lines[row]]
    order = [0, 1, 2, 9, 3, 8, 7, 6, 5, 4]
    flat: Lines = [[lines[0][0], "", "", "申请人", "", "", "", "", "", ""]]
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    flat.append([["", "", "", *heads][place] for place in order])
    flat += [[line[place] for place in order] for line in lines[3:]]
    assert_all_read(read_text(with_table("requests", flat)))


def test_a_missing_row_stays_blank_with_a_reason() -> None:
    lines = [line for line in requests_rows() if "2.重复申请" not in line]
    reading = read_text(with_table("requests", lines))
    gone = [address for address in figures() if address.startswith("requests.dismissed.duplicate.")]
    assert_all_read(reading, besides=gone)
    assert all(reading.cells[a].value is None for a in gone)


def test_an_extra_total_row_and_a_caption_row_are_left_out() -> None:
    lines = requests_rows()
    lines.insert(0, ["收到和处理政府信息公开申请情况统计表", *[None] * 9])
    lines.append(["合计", None, None, "1", "2", "3", "4", "5", "6", "7"])
    reading = read_text(with_table("requests", lines))
    assert_all_read(reading)
    assert [part.text.split()[0] for part in reading.skipped] == ["合计"]


def test_a_column_of_row_numbers_and_one_of_units() -> None:
    lines = requests_rows()
    numbered: Lines = [["序号" if place == 0 else "", *line] for place, line in enumerate(lines[:3])]
    numbered += [[str(place), *line] for place, line in enumerate(lines[3:], start=1)]
    assert_all_read(read_text(with_table("requests", numbered)))
    units: Lines = [[*line[:3], "单位" if place == 0 else "", *line[3:]] for place, line in enumerate(lines[:3])]
    units += [[*line[:3], "件", *line[3:]] for line in lines[3:]]
    assert_all_read(read_text(with_table("requests", units)))


def test_small_misprints() -> None:
    lines = requests_rows()
    wrong = {
        "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
        "（七）总计": "（七）总 计",
        "四、结转下年度继续办理": "四、结转下年继续办理",
    }
    fixed: Lines = [[wrong.get(text or "", text) for text in line] for line in lines]
    assert_all_read(read_text(with_table("requests", fixed)))


def test_the_undivided_other_row_is_unread_for_all_three() -> None:
    lines = [
        line
        for line in requests_rows()
        if line[2] not in ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")
    ]
    undivided: Lines = [
        line if not (line[2] or "").startswith("1.申请人无正当") else ["", "（六）其他处理", "", *"1234567"]
        for line in lines
    ]
    reading = read_text(with_table("requests", undivided))
    parts = [address for address in figures() if address.startswith("requests.other.")]
    assert_all_read(reading, besides=parts)
    assert all((reading.cells[a].value, reading.cells[a].state) == (None, State.UNREAD) for a in parts)
    assert all("分成几项" in reading.cells[a].reason for a in parts)


PRINTED = {
    "/": (0, State.DOUBTFUL),
    "／": (0, State.DOUBTFUL),
    "—": (0, State.DOUBTFUL),
    "": (None, State.BLANK),
    "&nbsp;": (None, State.BLANK),
    "12件": (12, State.READ),
    "１２": (12, State.READ),
    "1,234": (1234, State.READ),
    "1 234": (1234, State.DOUBTFUL),
}


@pytest.mark.parametrize("printed", PRINTED)
def test_what_one_odd_cell_gives_and_its_row_keeps(printed: str) -> None:
    address = "requests.granted.business"
    html = whole_page().replace(f">{figures()[address]}<", f">{printed}<")
    reading = read_text(html)
    row = [a for a in figures() if a.startswith("requests.granted.")]
    assert (reading.cells[address].value, reading.cells[address].state) == PRINTED[printed]
    # A blank in a row whose total does not come out without it: the figures may stand one place off.
    beside = State.DOUBTFUL if PRINTED[printed][1] is State.BLANK else State.READ
    assert_all_read(reading, besides=row)
    assert {(reading.cells[a].value, reading.cells[a].state) for a in row if a != address} == {
        (int(figures()[a]), beside) for a in row if a != address
    }


@pytest.mark.parametrize(
    "printed",
    [
        "22（其中修订16件）",
        "12（含上年3件）",
        "其中：2023年12件",
        "1 2",
        "1<br>2",
        "1<p>2</p>",
        "12<sup>①</sup>",
        "约12",
        "无",
        "12/3",
    ],
)
def test_what_is_no_figure_is_unread_and_never_part_of_it(printed: str) -> None:
    address = "requests.granted.business"
    reading = read_text(whole_page().replace(f">{figures()[address]}<", f">{printed}<"))
    assert_all_read(reading, besides=[address])
    cell = reading.cells[address]
    assert cell.state is State.UNREAD
    assert cell.reason
    assert reading.report().cell(address) == cell.value != 12


def test_a_figure_without_a_column_makes_its_row_doubtful() -> None:
    lines = requests_rows()
    lines = [[*line, "" if place != 5 else "7"] for place, line in enumerate(lines)]
    reading = read_text(with_table("requests", lines))
    row = [address for address in figures() if address.startswith("requests.granted.")]
    assert_all_read(reading, besides=row)
    assert {reading.cells[a].state for a in row} == {State.DOUBTFUL}


def test_one_row_printed_twice_is_doubtful_where_it_differs() -> None:
    lines = requests_rows()
    again = next(line for line in lines if "2.重复申请" in line)
    lines.append([*again[:3], *"1234567"])
    lines[-1][:3] = ["", "", "2.重复申请"]
    reading = read_text(with_table("requests", lines))
    assert {reading.cells[f"requests.dismissed.duplicate.{c}"].state for c in ("natural", "total")} == {State.DOUBTFUL}


def test_a_nested_table_within_a_cell_is_never_taken_apart_silently() -> None:
    address = "requests.granted.business"
    inner = "<table><tr><td>7</td><td>8</td></tr></table>"
    reading = read_text(whole_page().replace(f">{figures()[address]}<", f">{inner}<"))
    assert_all_read(reading, besides=[address])
    assert reading.cells[address].state is State.UNREAD


def test_a_picture_instead_of_a_table() -> None:
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    reading = read_text(page(tables | {"requests": "<p><img src='biao3.png'></p>"}))
    assert any("三、" in note and "图片" in note for note in reading.notes)
    assert all(reading.cells[a].value is None for a in figures() if a.startswith("requests."))


@pytest.mark.parametrize("year", [2020, 2023])
def test_the_form_is_told_by_the_tables_and_not_by_the_year(year: int) -> None:
    for form in (FORM_2019, FORM_2021):
        reading = read_text(whole_page(form).replace("2023年", f"{year}年"))
        assert (reading.form.id, reading.year) == (form.id, year)
        assert bool(reading.notes) != form.fits(year)


def test_where_a_page_says_nothing_of_the_year_the_caller_must_ask() -> None:
    reading = read_text(whole_page().replace(TITLE, "年度报告"))
    assert (reading.year, reading.unit["name"]) == (None, "")
    with pytest.raises(ValueError, match="year"):
        reading.report()
    assert reading.report(2022).year == 2022


TITLES = {
    "<h1>清河市档案馆</h1><h1>2023年政府信息公开工作报告</h1>": "清河市档案馆",
    "<h1>清河市档案馆<br>2023 年度政府信息公开<br>工作年度报告</h1>": "清河市档案馆",
    "<h1>2023年清河市档案馆政府信息公开工作年度报告</h1>": "清河市档案馆",
    "<h1>清河市档案馆政府信息公开工作年度报告（2023年）</h1>": "清河市档案馆",
    "<h1>清河市档案馆关于２０２３年政府信息公开工作报告</h1>": "清河市档案馆",
    "<h1>清河市档案馆二〇二三年政府信息公开年度报告</h1>": "清河市档案馆",
    "<p>首页 &gt; 年报</p><p>2024-01-20 来源：本站</p><h1>清河市档案馆2023年政府信息公开工作报告</h1>": "清河市档案馆",
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_in_all_their_shapes(title: str) -> None:
    reading = read_text(whole_page().replace(f"<h1>{TITLE}</h1>", title))
    assert (reading.unit["name"], reading.year) == (TITLES[title], 2023)
    assert reading.prose["preface"] == TEXTS["preface"]


def test_the_year_from_the_period_where_the_title_is_absent() -> None:
    text = (
        "本报告的统计期限自2022年1月1日起至2022年12月31日止。"
        "电话：0100-1234567，邮编：123456，地址：清河路1号，邮箱：gk@example.gov.cn。"
    )
    reading = read_text(whole_page().replace(f"<h1>{TITLE}</h1>", "").replace(TEXTS["preface"], text))
    assert reading.year == 2022
    contact = {"phone": "0100-1234567", "postcode": "123456", "address": "清河路1号", "email": "gk@example.gov.cn"}
    assert {field: reading.unit[field] for field in contact} == contact
    assert any("标题" in note for note in reading.notes)


HEADINGS = {
    "numbered twice": {"六、其他需要报告的事项": "五、其他需要报告的事项"},
    "no number": {"五、存在的主要问题及改进情况": "存在的主要问题及改进情况"},
    "long names": {
        "二、主动公开政府信息情况": "二、行政机关主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况": "三、行政机关收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、存在的主要问题及改进情况": "五、政府信息公开工作存在的主要问题及改进情况",
    },
    "short": {"五、存在的主要问题及改进情况": "五、存在问题及改进情况"},
    "misprint": {"四、政府信息公开行政复议、行政诉讼情况": "四、政府信息公开行政法复议、行政诉讼情况"},
    "spaced": {"一、总体情况": "一 、 总 体 情 况", "六、其他需要报告的事项": "六、　其他需要报告的事项："},
    "bracketed": {
        "一、总体": "（一）总体", "二、主动": "（二）主动", "三、收到": "（三）收到",
        "四、政府": "（四）政府", "五、存在": "（五）存在", "六、其他": "（六）其他",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_in_all_their_shapes(name: str) -> None:
    html = whole_page()
    head, _table, _rest = html.partition("<p>二")
    for official, printed in HEADINGS[name].items():
        html = html.replace(f"<p>{official}", f"<p>{printed}")
    reading = read_text(html)
    assert head
    assert dict(reading.prose) == TEXTS
    assert_all_read(reading)


def test_what_only_looks_like_a_heading_stays_text() -> None:
    text = (
        "依照第二十条第（一）项公开。</p><p>（一）主动公开政府信息情况</p><p>发布信息三条。</p><p>（二）依申请公开政府信息情况</p>"
        "<p>按时答复。</p><p>报告包括一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况等部分。"
    )
    reading = read_text(whole_page().replace(TEXTS["overview"], text))
    assert reading.prose["overview"].split("\n") == text.split("</p><p>")


def test_a_table_of_contents_before_the_report() -> None:
    contents = "".join(f"<p>{section.title}</p>" for section in FORM_2021.sections if section.title)
    reading = read_text(whole_page().replace(f"<p>{TEXTS['preface']}</p>", f"{contents}<p>{TEXTS['preface']}</p>"))
    assert dict(reading.prose) == TEXTS


def test_a_heading_that_is_not_there_is_told() -> None:
    reading = read_text(whole_page().replace("<p>六、其他需要报告的事项</p>", ""))
    assert any("六、其他需要报告的事项" in note for note in reading.notes)


def test_the_page_around_the_report_is_left_out() -> None:
    shell = "<div class='nav'>首页</div><script>var a='一、总体情况';</script><div style='display:none'>7</div>"
    foot = "<div>上一篇：清河市2022年政府信息公开工作年度报告</div><p>【打印】【关闭】</p>"
    foot += "<div class='footer'>主办：某单位</div>"
    reading = read_text(whole_page().replace("<body>", f"<body>{shell}").replace("</body>", f"{foot}</body>"))
    assert dict(reading.prose) == TEXTS
    assert reading.year == 2023


@pytest.mark.parametrize(
    "charset", ["", "<meta charset='utf-8'>", "<meta charset='gb2312'>", "<meta charset='iso-8859-1'>"]
)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_told_by_the_bytes(encoding: str, charset: str) -> None:
    html = whole_page().replace("<meta charset='utf-8'>", charset)
    assert_all_read(read_bytes(html.encode(encoding)))


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><div class='nav'>首页</div><script>load()</script></body></html>",
        "<html><body><ul>"
        + "".join(f"<li>某局{y}年政府信息公开工作年度报告</li>" for y in range(2015, 2024))
        + "</ul></body></html>",
        "<html></html>",
        "只是一段话，没有报告。",
    ],
    ids=["shell", "list", "empty", "text"],
)
def test_a_page_without_a_report_is_refused_in_a_sentence(html: str) -> None:
    with pytest.raises(IntakeError) as error:
        read_text(html)
    assert "\n" not in error.value.message
    assert "请" in error.value.message


def test_a_report_of_the_old_kind_gives_its_prose_and_says_so() -> None:
    old = (
        "<h1>清河市2017年政府信息公开工作年度报告</h1><p>一、概述</p><p>全年平稳。</p><p>二、主动公开政府信息情况</p><p>公开三条。</p>"
        "<p>三、依申请公开政府信息情况</p><p>没有。</p><p>四、政府信息公开收费及减免情况</p><p>没有。</p><p>五、存在的主要问题及改进情况</p><p>人少。</p>"
    )
    reading = read_text(old)
    assert (reading.year, reading.prose["overview"], reading.prose["problems"]) == (2017, "全年平稳。", "人少。")
    assert any("旧格式" in note for note in reading.notes)
    assert all(value is None for value in values(reading).values())


def test_a_second_part_without_heads_is_read_with_doubts() -> None:
    lines = requests_rows()
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    second = plain_table([["", *line] for line in lines[20:]])
    reading = read_text(page(tables | {"requests": plain_table(lines[:20]) + second}))
    late = [address for line in grids()["requests"].cells if line.row >= 20 and (address := line.address)]
    assert_all_read(reading, besides=late)
    assert {reading.cells[address].state for address in late} == {State.DOUBTFUL}
    assert all(reading.cells[address].value == int(figures()[address]) for address in late)


def test_figures_of_a_second_part_with_too_few_columns_are_not_placed() -> None:
    lines = requests_rows()
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    second = plain_table([line[:8] for line in lines[20:]])
    reading = read_text(page(tables | {"requests": plain_table(lines[:20]) + second}))
    late = [address for line in grids()["requests"].cells if line.row >= 20 and (address := line.address)]
    assert_all_read(reading, besides=late)
    assert {reading.cells[address].value for address in late} == {None}
    assert reading.skipped


def test_lines_about_the_publication_are_no_preface() -> None:
    lines = "<p>发布时间：2024-01-20 10:15</p><p>来源：某科室 浏览次数：12</p><p>索引号：A-1/2024</p>"
    lines += "<p>【字体：大 中 小】</p>"
    reading = read_text(whole_page().replace("</h1>", f"</h1>{lines}"))
    assert dict(reading.prose) == TEXTS


def test_the_official_title_goes_before_what_is_like_it() -> None:
    text = "主动公开情况</p><p>发布三条。</p><p>依申请公开情况</p><p>按时答复。"
    html = whole_page().replace(TEXTS["overview"], text)
    for section in FORM_2021.sections:
        html = html.replace(f"<p>{section.title}</p>", f"<p>{section.name}</p>") if section.title else html
    reading = read_text(html)
    assert reading.prose["overview"].split("\n") == text.split("</p><p>")


def test_text_among_the_tables_is_told() -> None:
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    note = "<p>注：以上行政复议、行政诉讼的数量含上年度结转的数量。</p>"
    reading = read_text(page(tables | {"review": tables["review"] + note}))
    assert any("四、" in told and "文字" in told for told in reading.notes)
    assert_all_read(reading)


@pytest.mark.parametrize("column", range(3, 10))
def test_a_row_that_lacks_a_cell_is_never_read_shifted(column: int) -> None:
    address = [a for a in figures() if a.startswith("requests.granted.")][column - 3]
    reading = read_text(whole_page().replace(f'<td rowspan="1" colspan="1">{figures()[address]}</td>', ""))
    row = [a for a in figures() if a.startswith("requests.granted.")]
    assert_all_read(reading, besides=row)
    assert State.READ not in {reading.cells[a].state for a in row}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_lost_no_figure_is_silently_wrong(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([FORM_2019, FORM_2021]))
    section = data.draw(st.sampled_from(list(grids(form))))
    lines = [[text or "" for text in line] for line in rows(grids(form)[section], figures(form))]
    row = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, max(len(lines[row]) - 1, 0)))
    how = data.draw(st.sampled_from(["row", "cell", "blank", "column", "swap rows", "double", "swap columns"]))
    if how == "row":
        del lines[row]
    elif how == "cell":
        lines[row] = lines[row][:column] + lines[row][column + 1 :]
    elif how == "blank" and lines[row]:
        lines[row][column] = ""
    elif how == "column":
        lines = [line[:column] + line[column + 1 :] for line in lines]
    elif how == "swap rows":
        lines[row], lines[0] = lines[0], lines[row]
    elif how == "double":
        lines.insert(data.draw(st.integers(0, len(lines))), list(lines[row]))
    elif how == "swap columns" and len({len(line) for line in lines}) == 1 and lines[row]:
        lines = [[*line[column:], *line[:column]] for line in lines]
    if not lines:
        return
    tables = {name: html_table(grid, figures(form)) for name, grid in grids(form).items()}
    reading = read_text(page(tables | {section: plain_table(lines)}, form))
    wrong = {
        address: (cell.value, figures(form)[address], lines)
        for address, cell in reading.cells.items()
        if reading.form is form and cell.state is State.READ and cell.value != int(figures(form)[address])
    }
    assert not wrong

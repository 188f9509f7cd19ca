"""Habits of those who publish reports: other words over a column, remarks under a table, text with strokes or tabs."""

import pytest

from core import FORM_2019, FORM_2021
from intake.pages import TEXTS, TITLE, assert_all_read, figures, grids, html_table, page, rows, whole_page
from reportdesk.form.model import Form
from reportdesk.intake.published import Reading, State, read_text

FORMS = pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)


def text(form: Form, cells: str, *, blanks: bool, edge: str = "") -> str:
    """Return a report as text; `blanks` keeps the places that merged cells cover."""
    parts = [TITLE, TEXTS["preface"]]
    for section in form.sections:
        if section.title:
            parts.append(section.title)
        if section.tables:
            lines = rows(grids(form)[section.id], figures(form))
            parts += [edge + cells.join(found or "" for found in line if found or blanks) + edge for line in lines]
        elif section.title:
            parts.append(TEXTS[section.id])
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("本年制发件数", "本年（2023）制发件数"),
        ("本年废止件数", "本年（2023年）废止件数"),
        ("现行有效件数", "现行有效件数（历史累计）"),
    ],
)
def test_additions_to_a_head(official: str, printed: str) -> None:
    assert_all_read(read_text(whole_page().replace(official, printed)))


def test_another_word_for_the_total() -> None:
    html = whole_page().replace(">总计<", ">合计<")
    assert_all_read(read_text(html))


def test_a_column_of_subtotals_is_not_the_total() -> None:
    lines = [[found or "" for found in line] for line in rows(grids()["requests"], figures())]
    heads = ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计", "总计"]
    body = [[*line[:9], "77", line[9]] for line in lines[3:]]
    table = "".join("<tr>" + "".join(f"<td>{found}</td>" for found in line) + "</tr>" for line in [heads, *body])
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    reading = read_text(page(tables | {"requests": f"<table>{table}</table>"}))
    assert 77 not in {cell.value for cell in reading.cells.values()}
    assert not [a for a, c in reading.cells.items() if c.value is not None and c.value != int(figures()[a])]


@pytest.mark.parametrize("note", ["注：数据截至12月31日。", "备注：含上年结转 3 件。", "说明：行政强制不含市本级。"])
def test_a_remark_in_the_last_row(note: str) -> None:
    tables = {
        name: html_table(grid, figures()).replace("</table>", f'<tr><td colspan="20">{note}</td></tr></table>')
        for name, grid in grids().items()
    }
    assert_all_read(read_text(page(tables)))


@pytest.mark.parametrize(
    ("printed", "value"),
    [("增5", 5), ("减5", -5), ("增加12件", 12), ("减少１２", -12), ("↑3", 3), ("↓3", -3), ("–4", -4)],
)
def test_a_change_told_in_words_is_read_with_a_doubt(printed: str, value: int) -> None:
    address = "licensing.licence.change"
    reading = read_text(whole_page(FORM_2019).replace(f">{figures(FORM_2019)[address]}<", f">{printed}<"))
    cell = reading.cells[address]
    assert (cell.value, cell.state) == (value, State.DOUBTFUL)
    assert printed in cell.reason
    assert_all_read(reading, FORM_2019, besides=[address])


@pytest.mark.parametrize("printed", ["增", "减-5", "增减5", "减五", "增5减3"])
def test_what_tells_no_change_stays_unread(printed: str) -> None:
    address = "licensing.licence.change"
    reading = read_text(whole_page(FORM_2019).replace(f">{figures(FORM_2019)[address]}<", f">{printed}<"))
    assert reading.cells[address].state is State.UNREAD


def test_a_fall_is_none_where_nothing_may_be_below_nought() -> None:
    address = "requests.granted.natural"
    reading = read_text(whole_page().replace(f">{figures()[address]}<", ">减5<"))
    assert reading.cells[address].state is State.UNREAD


@FORMS
@pytest.mark.parametrize(
    ("cells", "blanks", "edge"),
    [("\t", True, ""), (" | ", False, ""), (" | ", True, "| "), (" ｜ ", False, "")],
    ids=["tabs with blanks", "strokes", "strokes with blanks", "wide strokes"],
)
def test_text_with_marks_between_the_cells(form: Form, cells: str, edge: str, *, blanks: bool) -> None:
    reading = read_text(text(form, cells, blanks=blanks, edge=edge))
    assert_all_read(reading, form)
    assert dict(reading.prose) == TEXTS


@FORMS
@pytest.mark.parametrize("line", ["\n", "\n\n"], ids=["close", "with empty lines"])
def test_text_with_one_cell_on_a_line(form: Form, line: str) -> None:
    assert_all_read(read_text(text(form, line, blanks=False)), form)


ROW = "2.重复申请"
OWN = [address for address in figures() if address.startswith("requests.dismissed.duplicate.")]
PRINTED = "\t".join([ROW, *(figures()[address] for address in OWN)])


def row_of(printed: str) -> list[tuple[object, State]]:
    copied = text(FORM_2021, "\t", blanks=False)
    assert PRINTED in copied
    reading = read_text(copied.replace(PRINTED, printed))
    assert_all_read(reading, besides=OWN)
    return [(reading.cells[address].value, reading.cells[address].state) for address in OWN]


def test_blanks_between_tabs_keep_their_places() -> None:
    blank = (None, State.BLANK)
    assert row_of(f"{ROW}\t3\t\t5\t\t\t\t8") == [(3, State.READ), blank, (5, State.READ), *[blank] * 3, (8, State.READ)]
    assert row_of(f"{ROW}\t\t\t\t\t\t\t") == [blank] * 7


def test_tabs_that_do_not_go_with_the_sum_are_doubtful() -> None:
    assert {state for value, state in row_of(f"{ROW}\t\t3\t5\t0\t0\t0\t9") if value is not None} == {State.DOUBTFUL}


@pytest.mark.parametrize("cells", ["3\t\t5\t8", "3\t\t5\t\t\t\t8\t", "甲\t3\t\t5\t\t\t\t8"])
def test_another_number_of_tabs_is_unread(cells: str) -> None:
    assert {value for value, _state in row_of(f"{ROW}\t{cells}")} == {None}


def test_a_row_that_may_have_taken_the_next_ones_figures_is_doubtful() -> None:
    assert {state for _value, state in row_of(f"{ROW}\t1\t2\t3\t4\n5\t6\t7")} == {State.DOUBTFUL}
    assert {state for _value, state in row_of(f"{ROW}\n1\n2\n3\n4\n5\n6\n7")} == {State.READ}


def test_a_blank_too_many_is_not_taken_for_a_merged_label() -> None:
    assert {value for value, _state in row_of(f"{ROW}\t\t\t3\t\t5\t\t\t8")} == {None}


def shown(reading: Reading) -> dict[str, str]:
    """Return the printed texts of the preview by address."""
    return {
        address: table.block.rows[row][column] or ""
        for table in reading.tables
        for (row, column), address in table.places.items()
    }


@FORMS
def test_tables_of_plain_text_can_be_shown_beside_the_official_ones(form: Form) -> None:
    reading = read_text(text(form, "\t", blanks=False))
    assert shown(reading) == figures(form)
    assert not [note for note in reading.notes if "不是统一格式" in note or "除表格外" in note]


def under(*lines: str) -> Reading:
    return read_text(
        whole_page().replace(f"<p>{TEXTS['other']}</p>", f"<p>{'</p><p>'.join([TEXTS['other'], *lines])}</p>")
    )


@pytest.mark.parametrize(
    "lines", [("清河市", "2024年1月20日"), ("2024 年 1 月 20 日", "清 河 市"), ("清河市", "二〇二四年一月二十日")]
)
def test_unit_and_date_under_the_report_are_left_out_and_told(lines: tuple[str, str]) -> None:
    reading = under(*lines)
    assert reading.prose["other"] == TEXTS["other"]
    assert any("落款" in note for note in reading.notes)


@pytest.mark.parametrize(
    "lines", [("2024年1月20日",), ("清河市",), ("清河市档案馆", "2024年1月20日"), ("清河市", "2024年1月20日印发。")]
)
def test_what_may_belong_to_the_text_stays(lines: tuple[str, ...]) -> None:
    assert under(*lines).prose["other"].split("\n") == [TEXTS["other"], *lines]


def headed(*lines: str) -> Reading:
    return read_text(whole_page().replace(f"<h1>{TITLE}</h1>", "".join(f"<p>{line}</p>" for line in lines)))


@pytest.mark.parametrize(
    "lines",
    [
        ("2023年政府信息公开工作年度报告", "清河市", "2023年政府信息公开工作年度报告"),
        ("清河市2023年政府信息公开工作年度报告", "清河市", "2023年政府信息公开工作年度报告"),
        ("清河市2023年度政府信息公开年报",),
        ("• 标    题：清河市2023年政府信息公开工作年度报告", "• 索 引 号：1-0/2024-00147", "• 文件状态：有效；",
         "清河市2023年政府信息公开工作年度报告", "更新时间：2024-01-19 10:32:58", "清河市", TITLE),
        ("首页/ 政府信息公开 / 年报 / 2023年 / 正文", TITLE, "日期：2024-01-11 来源：清河市 访问量："),
        ("当前位置：首页", "> 政府信息公开", "> 年报", TITLE, "备注/文号：清档〔2024〕1号", "公文生成日期：2024-01-06"),
    ],
    ids=["unit below", "twice", "short word", "with particulars", "path", "path in pieces"],
)  # fmt: skip
def test_what_pages_print_around_a_title(lines: tuple[str, ...]) -> None:
    reading = headed(*lines)
    assert (reading.year, reading.unit["name"]) == (2023, "清河市")
    assert dict(reading.prose) == TEXTS


def test_a_title_named_after_the_first_sentence_is_part_of_the_preface() -> None:
    reading = headed(TITLE, "本报告依法编制。", TITLE)
    assert reading.prose["preface"].split("\n")[:2] == ["本报告依法编制。", TITLE]


def test_a_telephone_with_a_long_stroke() -> None:
    reading = read_text(whole_page().replace(TEXTS["preface"], "联系电话：0100—6559003。"))
    assert reading.unit["phone"] == "0100—6559003"


@pytest.mark.parametrize("year", ["2023", "2022"], ids=["for print", "last year's"])
def test_of_two_reports_on_a_page_the_first_is_read(year: str) -> None:
    body = whole_page().partition("<body>")[2].partition("</body>")[0]
    other = body.replace("2023", year).replace(f">{figures()['requests.granted.natural']}<", ">7<")
    reading = read_text(whole_page().replace("</body>", f"{other}</body>"))
    assert_all_read(reading)
    assert (reading.year, dict(reading.prose)) == (2023, TEXTS)
    assert any("不止一份" in note for note in reading.notes)


def test_a_title_named_within_a_report_ends_nothing() -> None:
    reading = read_text(whole_page().replace(TEXTS["other"], f"附件：</p><p>{TITLE}</p><p>{TEXTS['other']}"))
    assert reading.prose["other"].split("\n") == ["附件：", TITLE, TEXTS["other"]]

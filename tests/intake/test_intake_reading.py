"""Blocks of cells read from what other programs put on the clipboard."""

import pytest

from reportdesk.intake.block import Block, BlockRefused, is_figure
from reportdesk.intake.from_html import read_html
from reportdesk.intake.from_text import read_text


def rows(block: Block) -> list[list[str | None]]:
    return [list(row) for row in block.rows]


def only(markup: str) -> list[list[str | None]]:
    (block,) = read_html(markup)
    return rows(block)


def table(*lines: str) -> str:
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


# Plain text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", [["5"]]),
        ("5\r\n", [["5"]]),
        ("3\t\t5\t0", [["3", "", "5", "0"]]),
        ("3\t\t5\r\n4\t1\t2\r\n", [["3", "", "5"], ["4", "1", "2"]]),
        ("1\t2\r3\t4\r", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4\n\n\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n\n3\t4", [["1", "2"], ["", ""], ["3", "4"]]),
        ("\t\n1\t2", [["", ""], ["1", "2"]]),
        ("\ufeff1\t2", [["1", "2"]]),
        ("1\t2\t3\n4", [["1", "2", "3"], ["4", "", ""]]),
        ('"商业\n企业"\t"含""引号"""\t"a\tb"', [["商业\n企业", '含"引号"', "a\tb"]]),
        ('"没有收尾\t5', [['"没有收尾', "5"]]),
        ('"三安全"一稳定\t5', [['"三安全"一稳定', "5"]]),
        ("7\n8\n9", [["7"], ["8"], ["9"]]),
    ],
)
def test_cells_parted_by_tabs(text: str, expected: list[list[str]]) -> None:
    block = read_text(text)
    assert rows(block) == expected
    assert not block.doubt


@pytest.mark.parametrize("text", ["1,234", "1，234", "1 234", "1'234", "1\u00a0234"])
def test_a_grouped_number_is_one_cell(text: str) -> None:
    block = read_text(text)
    assert rows(block) == [[text]]
    assert not block.doubt


@pytest.mark.parametrize("text", ["12 0 5\n3 4 6", "12\u300000\u30005", "（一）予以公开  6 0 1\n（七）总计 20 0 1\n"])
def test_columns_parted_by_blanks_are_doubtful(text: str) -> None:
    block = read_text(text)
    assert block.width >= 3
    assert "空格" in block.doubt


def test_numbers_with_blanks_on_several_lines_are_doubtful() -> None:
    block = read_text("1 234\n5 678")
    assert rows(block) == [["1 234"], ["5 678"]]
    assert "1 234 读作 1234" in block.doubt


@pytest.mark.parametrize("text", ["12 0 5\n3 4", "共 12 件申请", "见 附件\n2 3", "其中：2023年 12件"])
def test_text_without_even_columns_is_no_table(text: str) -> None:
    block = read_text(text)
    assert block.width == 1
    assert not block.doubt


def test_too_much_text_is_refused() -> None:
    with pytest.raises(BlockRefused, match="太多"):
        read_text("1\t" * 25_000)
    with pytest.raises(BlockRefused, match="太多"):
        read_text("1" * 1_000_001)


@pytest.mark.parametrize(
    "text", ["12", "１２", "1,234", "12件", "3.5万元", "-18", "+1036", "/", "——", "……", "不适用", "5%"]
)
def test_what_stands_for_a_figure(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", " ", "3.其他", "1.属于国家秘密", "12（含上年3件）", "总计", "第二十条第（一）项"])
def test_what_does_not_stand_for_a_figure(text: str) -> None:
    assert not is_figure(text)


# HTML


def test_spans_are_expanded_and_marked() -> None:
    markup = table("<td rowspan=2>甲</td><td colspan=2>乙</td>", "<td>1</td><td>2</td>")
    assert only(markup) == [["甲", "乙", None], [None, "1", "2"]]


def test_a_spreadsheets_page_with_fragment_marks_and_entities() -> None:
    markup = (
        "<html><head><style>.x1{mso-style:1}</style></head><body><table><col width=9>"
        "<!--StartFragment--><tr><td class=x1>1&nbsp;234</td><td>&lt;5&gt;</td></tr><!--EndFragment--></table></body>"
    )
    assert only(markup) == [["1\u00a0234", "<5>"]]


def test_rows_without_a_table_around_them() -> None:
    assert only("<!--StartFragment--><tr><td>1</td><td>2</td></tr><!--EndFragment-->") == [["1", "2"]]


def test_an_encoding_declaration_does_no_harm() -> None:
    assert only('<?xml version="1.0" encoding="gb2312"?>' + table("<td>总计</td><td>1</td>")) == [["总计", "1"]]


@pytest.mark.parametrize(
    "markup",
    [
        table("<td>1</td><td>2</td>", "<td>3</td><td>4</td>").replace("<tr><td>3", "<tr style='display:none'><td>3"),
        "<table><tr><td>1</td><td>2</td></tr><tbody hidden><tr><td>3</td><td>4</td></tr></tbody></table>",
        "<style>.h{mso:1;display:none}</style>" + table("<td>1</td><td>2</td><td class=h>9</td>"),
        "<table><col><col span=2 style='DISPLAY: none'><col><tr><td>1</td><td>8</td><td>9</td><td>2</td></tr></table>",
        table("<td>1<span style='mso-hide:all'>8</span></td><td><script>9</script>2</td>"),
        "<div style='display:none'>" + table("<td>7</td>") + "</div>" + table("<td>1</td><td>2</td>"),
    ],
)
def test_what_is_hidden_is_left_out(markup: str) -> None:
    assert only(markup) == [["1", "2"]]


def test_a_merged_cell_that_begins_in_a_hidden_column_keeps_its_text() -> None:
    markup = (
        "<table><col style='display:none'><col><tr><td colspan=2>总计</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert only(markup) == [["总计"], ["2"]]


def test_of_nested_tables_the_innermost_with_figures_counts() -> None:
    inner = table("<td>1</td><td>2</td>")
    assert only(table(f"<td>版面</td><td>{inner}</td>")) == [["1", "2"]]
    assert only(table(f"<td>5</td><td>{table('<td>注</td>')}</td>")) == [["5", "注"]]


def test_paragraphs_and_breaks_never_join_figures() -> None:
    assert only(table("<td><p>1</p><p>2</p></td><td>3<br>4</td><td><p> 5 </p></td>")) == [["1\n\n2", "3\n4", "5"]]


@pytest.mark.parametrize("tag", ["sup", "sub", "del", "s", "strike"])
def test_notes_and_struck_out_text_never_join_a_figure(tag: str) -> None:
    assert only(table(f"<td>12<{tag}>3</{tag}></td><td>1</td>")) == [["12（3）", "1"]]


def test_parts_of_one_figure_are_joined() -> None:
    assert only(table("<td><font>1</font><b>2</b></td>")) == [["12"]]


@pytest.mark.parametrize(
    "markup", ["", "<p>12</p>", "<tr>", "<table></table>", "<table><tr></tr></table>", "\0<tr><td>"]
)
def test_pages_without_figures_give_no_block(markup: str) -> None:
    assert read_html(markup) == []


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "1e9", "99999", "１"])
def test_broken_spans_do_no_harm(span: str) -> None:
    found = only(table(f"<td colspan='{span}'>1</td>")) if span != "99999" else [["1"]]
    assert found == [["1"]]


def test_a_table_too_large_is_refused() -> None:
    with pytest.raises(BlockRefused, match="太多"):
        read_html(table("<td colspan=1000 rowspan=1000>1</td>"))

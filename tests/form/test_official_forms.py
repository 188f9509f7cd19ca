"""The two official formats, label by label and span by span."""

from dataclasses import replace

import pytest

from core import FORM_2019, FORM_2021, FORMS
from reportdesk.form import loader
from reportdesk.form.grid import Grid, GridCell, Role, section_grid
from reportdesk.form.model import Form
from reportdesk.form.node import FormError

APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REQUESTS_UP_TO_DISMISSED = """\
一、本年新收政府信息公开申请数量
二、上年结转政府信息公开申请数量
三、本年度办理结果/（一）予以公开
三、本年度办理结果/（二）部分公开（区分处理的，只计这一情形，不计其他情形）
三、本年度办理结果/（三）不予公开/1.属于国家秘密
三、本年度办理结果/（三）不予公开/2.其他法律行政法规禁止公开
三、本年度办理结果/（三）不予公开/3.危及“三安全一稳定”
三、本年度办理结果/（三）不予公开/4.保护第三方合法权益
三、本年度办理结果/（三）不予公开/5.属于三类内部事务信息
三、本年度办理结果/（三）不予公开/6.属于四类过程性信息
三、本年度办理结果/（三）不予公开/7.属于行政执法案卷
三、本年度办理结果/（三）不予公开/8.属于行政查询事项
三、本年度办理结果/（四）无法提供/1.本机关不掌握相关政府信息
三、本年度办理结果/（四）无法提供/2.没有现成信息需要另行制作
三、本年度办理结果/（四）无法提供/3.补正后申请内容仍不明确
三、本年度办理结果/（五）不予处理/1.信访举报投诉类申请
三、本年度办理结果/（五）不予处理/2.重复申请
三、本年度办理结果/（五）不予处理/3.要求提供公开出版物
三、本年度办理结果/（五）不予处理/4.无正当理由大量反复申请
三、本年度办理结果/（五）不予处理/5.要求行政机关确认或重新出具已获取信息
""".splitlines()
OTHER_2019 = ["三、本年度办理结果/（六）其他处理"]
OTHER_2021 = """\
三、本年度办理结果/（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
三、本年度办理结果/（六）其他处理/2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
三、本年度办理结果/（六）其他处理/3.其他
""".splitlines()
LAST = ["三、本年度办理结果/（七）总计", "四、结转下年度继续办理"]
TITLES = [
    "",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
STOCK = ["上一年项目数量", "本年增/减"]
DISCLOSURE_2019 = {
    "normative": (
        "第二十条第（一）项",
        ["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "规范性文件"],
    ),
    "licensing": ("第二十条第（五）项", [*STOCK, "处理决定数量"], ["行政许可", "其他对外管理服务事项"]),
    "enforcement": ("第二十条第（六）项", [*STOCK, "处理决定数量"], ["行政处罚", "行政强制"]),
    "fees": ("第二十条第（八）项", STOCK, ["行政事业性收费"]),
    "procurement": ("第二十条第（九）项", ["采购项目数量", "采购总金额"], ["政府集中采购"]),
}
DISCLOSURE_2021 = {
    "normative": (
        "第二十条第（一）项",
        ["本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "行政规范性文件"],
    ),
    "licensing": ("第二十条第（五）项", ["本年处理决定数量"], ["行政许可"]),
    "enforcement": ("第二十条第（六）项", ["本年处理决定数量"], ["行政处罚", "行政强制"]),
    "fees": ("第二十条第（八）项", ["本年收费金额（单位：万元）"], ["行政事业性收费"]),
}
BOTH = pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=["2019", "2021"])


def grid_of(form: Form, section: str) -> Grid:
    return section_grid(form, form.section(section))


def cells_at(grid: Grid, row: int) -> list[tuple[str, int, int]]:
    return [(cell.text, cell.rowspan, cell.colspan) for cell in grid.cells if cell.row == row and cell.text]


def labelled(grid: Grid, text: str) -> GridCell:
    (cell,) = [cell for cell in grid.cells if cell.text == text and cell.role is Role.LABEL]
    return cell


@pytest.mark.parametrize(("form", "cells", "relations"), [(FORM_2019, 198, 40), (FORM_2021, 200, 42)])
def test_counts(form: Form, cells: int, relations: int) -> None:
    assert len(form.cells) == cells
    assert len(form.relations) == relations
    assert [form.order[address] for address in form.cells] == list(range(cells))


@BOTH
def test_section_titles(form: Form) -> None:
    assert [section.title for section in form.sections] == TITLES
    assert [section.id for section in form.prose] == ["preface", "overview", "problems", "other"]
    assert [section.id for section in form.sections if section.optional] == ["preface"]


@pytest.mark.parametrize(("form", "official"), [(FORM_2019, DISCLOSURE_2019), (FORM_2021, DISCLOSURE_2021)])
def test_labels_of_table_two(form: Form, official: dict[str, tuple[str, list[str], list[str]]]) -> None:
    found = {
        name: (table.title, [column.label for column in table.columns], [row.label for row in table.rows])
        for name, table in form.tables.items()
        if table.section == "disclosure"
    }
    assert found == official
    assert {form.tables[name].corner for name in official} == {"信息内容"}


@pytest.mark.parametrize(("form", "other"), [(FORM_2019, OTHER_2019), (FORM_2021, OTHER_2021)])
def test_labels_of_table_three(form: Form, other: list[str]) -> None:
    table = form.tables["requests"]
    assert ["/".join(row.path) for row in table.rows] == [*REQUESTS_UP_TO_DISMISSED, *other, *LAST]
    assert [column.label for column in table.columns] == APPLICANTS
    assert table.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@BOTH
def test_labels_of_table_four(form: Form) -> None:
    table = form.tables["review"]
    assert ["/".join(row.path) for row in table.rows] == [
        "行政复议",
        "行政诉讼/未经复议直接起诉",
        "行政诉讼/复议后起诉",
    ]
    assert [column.label for column in table.columns] == RESULTS


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_grid_is_covered_once_and_holds_every_cell(form: Form) -> None:
    shown: list[str] = []
    for section in form.sections:
        if section.prose:
            continue
        grid = section_grid(form, section)
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(places) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
        assert sum(grid.widths) == pytest.approx(1)
        assert len(grid.widths) == grid.columns
        shown += [cell.address for cell in grid.cells if cell.role is Role.VALUE]
    assert shown == list(form.cells)


@BOTH
def test_head_of_table_three(form: Form) -> None:
    grid = grid_of(form, "requests")
    assert (grid.head_rows, grid.label_columns, grid.columns) == (3, 3, 10)
    assert cells_at(grid, 0)[1:] == [("申请人情况", 1, 7)]
    assert cells_at(grid, 0)[0][1:] == (3, 3)
    assert cells_at(grid, 1) == [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)]
    assert cells_at(grid, 2) == [(label, 1, 1) for label in APPLICANTS[1:6]]


@pytest.mark.parametrize(("form", "rows"), [(FORM_2019, 20), (FORM_2021, 22)])
def test_row_groups_of_table_three(form: Form, rows: int) -> None:
    grid = grid_of(form, "requests")
    spans = {"三、本年度办理结果": rows, "（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5}
    assert {text: labelled(grid, text).rowspan for text in spans} == spans
    assert labelled(grid, "一、本年新收政府信息公开申请数量").colspan == 3
    assert labelled(grid, "（一）予以公开").colspan == 2
    assert labelled(grid, "1.属于国家秘密").colspan == 1
    other = labelled(grid, "（六）其他处理")
    assert (other.rowspan, other.colspan) == ((1, 2) if form is FORM_2019 else (3, 1))
    table = form.tables["requests"]
    widths = table.label_widths + table.widths
    assert grid.widths == pytest.approx([width / sum(widths) for width in widths])


def test_table_two_of_2021() -> None:
    grid = grid_of(FORM_2021, "disclosure")
    assert (grid.rows, grid.columns) == (14, 4)
    assert cells_at(grid, 0) == [("第二十条第（一）项", 1, 4)]
    assert cells_at(grid, 1) == [(text, 1, 1) for text in ["信息内容", *DISCLOSURE_2021["normative"][1]]]
    assert cells_at(grid, 4) == [("第二十条第（五）项", 1, 4)]
    assert cells_at(grid, 5) == [("信息内容", 1, 1), ("本年处理决定数量", 1, 3)]
    assert cells_at(grid, 12) == [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 1, 3)]


def test_table_two_of_2019() -> None:
    grid = grid_of(FORM_2019, "disclosure")
    assert (grid.rows, grid.columns) == (18, 4)
    assert cells_at(grid, 13) == [("信息内容", 1, 1), ("上一年项目数量", 1, 1), ("本年增/减", 1, 2)]
    assert cells_at(grid, 16) == [("信息内容", 1, 1), ("采购项目数量", 1, 1), ("采购总金额", 1, 2)]


@BOTH
def test_table_four(form: Form) -> None:
    grid = grid_of(form, "review")
    assert (grid.rows, grid.columns, grid.head_rows, grid.label_columns) == (4, 15, 3, 0)
    assert cells_at(grid, 0) == [("行政复议", 1, 5), ("行政诉讼", 1, 10)]
    suits = [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)]
    assert cells_at(grid, 1) == [(label, 2, 1) for label in RESULTS] + suits
    assert cells_at(grid, 2) == [(label, 1, 1) for label in RESULTS * 2]


def test_kinds_and_units() -> None:
    kinds = {address: cell.kind for address, cell in FORM_2021.cells.items()}
    fee = kinds.pop("fees.fee.amount")
    assert (fee.integer, fee.minimum, fee.places, fee.unit) == (False, 0, 6, "万元")
    assert {(kind.integer, kind.minimum, kind.unit) for kind in kinds.values()} == {(True, 0, "件")}
    signed = [address for address, cell in FORM_2019.cells.items() if cell.kind.minimum is None]
    assert signed == [address for address in FORM_2019.cells if address.endswith(".change")]
    amount = FORM_2019.cells["procurement.central.amount"].kind
    assert (amount.integer, amount.places, amount.unit) == (False, 2, "元")


@BOTH
def test_only_table_two_takes_not_applicable(form: Form) -> None:
    tables = {cell.table for cell in form.cells.values() if cell.not_applicable}
    assert tables == {table for table in form.tables if form.tables[table].section == "disclosure"}


@BOTH
def test_totals_follow_their_operands(form: Form) -> None:
    rows = [row.id for row in form.tables["requests"].rows]
    concluded = {f"requests.concluded.{column}" for column in ("natural", "business", "research", "welfare", "legal")}
    assert set(form.totals) == (
        concluded
        | {"requests.concluded.other"}
        | {f"requests.{row}.total" for row in rows}
        | {f"review.{row}.total" for row in ("reconsideration", "direct_suit", "suit_after")}
    )
    computed: set[str] = set()
    for total, relation in form.totals.items():
        assert not set(form.totals).difference(computed).intersection(relation.left), total
        computed.add(total)
    fed = form.feeds["requests.granted.natural"]
    assert set(fed) == {"requests.concluded.natural", "requests.granted.total", "requests.concluded.total"}
    assert fed[-1] == "requests.concluded.total", "it is summed from the others"


@pytest.mark.parametrize(("year", "form"), [(2019, FORM_2019), (2020, FORM_2019), (2021, FORM_2021), (2031, FORM_2021)])
def test_the_form_for_a_year(year: int, form: Form) -> None:
    assert loader.for_year(year) is form


def test_there_is_no_form_before_2019() -> None:
    with pytest.raises(FormError, match="2018"):
        loader.for_year(2018)
    with pytest.raises(FormError, match="disclosure-2019、disclosure-2021"):
        loader.load("disclosure-1999")


def test_names_for_the_clerk() -> None:
    assert FORM_2021.cell_name("requests.refused.law.natural") == "（三）不予公开·2.其他法律行政法规禁止公开｜自然人"
    assert FORM_2021.cell_name("requests.received.total") == "一、本年新收政府信息公开申请数量｜总计"
    assert FORM_2021.row_name("review.suit_after.total") == "复议后起诉"
    with pytest.raises(KeyError):
        FORM_2021.section("nowhere")
    with pytest.raises(KeyError):
        FORM_2021.tables["review"].row("nowhere")


@BOTH
def test_notes_are_of_row_and_column_else_of_the_table(form: Form) -> None:
    own = [form.help["requests.received"], form.help["requests.*.natural"]]
    assert list(form.help_for("requests.received.natural")) == own
    bare = replace(form, help={"requests": form.help["requests"]})
    assert list(bare.help_for("requests.received.natural")) == [form.help["requests"]]
    assert list(replace(form, help={}).help_for("requests.received.natural")) == []

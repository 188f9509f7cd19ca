"""Blocks placed on the official tables, and what becomes of each text."""

from collections.abc import Sequence

import pytest

from core import FORM_2019, FORM_2021, THIRD_FORM, put, report_of
from reportdesk.form.grid import section_grid
from reportdesk.form.model import Form
from reportdesk.intake.clipboard import prepare
from reportdesk.intake.paste import Fate, Paste
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE

NATURAL = "requests.received.natural"
HEADS = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")


def blank(form: Form = FORM_2021) -> Report:
    return Report(form, form.first_year, "清河市档案馆")


def paste(text: str, at: str = NATURAL, report: Report | None = None, html: str = "") -> Paste:
    report = report or blank()
    form = report.form
    section = form.section(form.tables[form.cells[at].table].section)
    cell = next(cell for cell in section_grid(form, section).cells if cell.address == at)
    return prepare(report, section, (cell.row, cell.column), text, html)


def filled(done: Paste) -> dict[str, object]:
    return dict(done.values())


def line(row: str, figures: Sequence[object], table: str = "requests") -> dict[str, object]:
    return {f"{table}.{row}.{column}": value for column, value in zip(COLUMNS, figures, strict=False)}


# By place


def test_a_single_value() -> None:
    done = paste("12")
    assert filled(done) == {NATURAL: 12}
    assert not done.needs_asking()


@pytest.mark.parametrize(
    "text",
    [
        "１２",
        "12\n",
        "12\r\n",
        "\r\n12"[2:],
        " 12 ",
        "\u00a012",
        "1\u200b2",
        "12\u3000",
        "\ufeff12",
        "12件",
        "1\u00ad2",
    ],
)
def test_one_value_however_it_is_dressed(text: str) -> None:
    assert filled(paste(text)) == {NATURAL: 12}


@pytest.mark.parametrize("text", ["1,234", "1，234", "1 234", "1'234", "1\u00a0234"])
def test_a_grouped_number_is_one_number(text: str) -> None:
    assert filled(paste(text)) == {NATURAL: 1234}


def test_a_blank_keeps_its_place_and_leaves_its_target() -> None:
    report = report_of()
    put(report, {"requests.received.business": 4})
    done = paste("3\t\t5\t0", report=report)
    assert filled(done) == line("received", (3,)) | {"requests.received.research": 5, "requests.received.welfare": 0}
    report.apply(report.set_cells(done.values()))
    assert report.cell("requests.received.business") == 4


def test_columns_without_the_total_leave_it_summed() -> None:
    report = blank()
    report.apply(report.set_cells(paste("1\t2\t3\t4\t5\t6", report=report).values()))
    assert report.cell("requests.received.total") == 21
    assert report.is_summed("requests.received.total")


@pytest.mark.parametrize(("total", "fate"), [("21", Fate.SUMMED), ("20", Fate.TYPED)])
def test_a_total_is_compared_with_its_sum(total: str, fate: Fate) -> None:
    report = blank()
    done = paste(f"1\t2\t3\t4\t5\t6\t{total}", report=report)
    assert done.entries[-1].fate is fate
    assert not done.needs_asking()
    report.apply(report.set_cells(done.values()))
    assert report.cell("requests.received.total") == int(total)
    assert report.is_typed("requests.received.total") is (fate is Fate.TYPED)


def test_totals_of_totals_are_compared_with_what_is_pasted() -> None:
    report = report_of()
    text = "".join("1\t0\t0\t0\t0\t0\t1\n" for _row in range(21)) + "21\t0\t0\t0\t0\t0\t21\n"
    done = paste(text, "requests.granted.natural", report)
    assert {entry.fate for entry in done.entries if entry.address in report.form.totals} == {Fate.SUMMED}
    assert not done.refusal


def test_a_typed_total_that_is_pasted_again_stays_typed() -> None:
    report = report_of()
    put(report, {"requests.received.total": 0})
    put(report, {"requests.received.total": 9})
    done = paste("0\t0\t0\t0\t0\t0\t9", report=report)
    assert not report.set_cells(done.values())
    assert report.is_typed("requests.received.total")


def test_a_typed_total_becomes_summed_where_the_pasted_one_agrees() -> None:
    report = report_of()
    put(report, {"requests.received.total": 9})
    report.apply(report.set_cells(paste("1\t0\t0\t0\t0\t0\t1", report=report).values()))
    assert report.is_summed("requests.received.total")


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("1\t2\t3\t4\t5\t6\t7", "requests.received.business", "1 行 7 列，从选中的格子起只放得下 25 行 6 列"),
        ("1\n2\n3", "requests.carried_out.natural", "3 行 1 列，从选中的格子起只放得下 1 行 7 列"),
        ("1\n2\n3", "normative.regulation.issued", "3 行 1 列，从选中的格子起只放得下 2 行 3 列"),
    ],
)
def test_a_block_too_large_is_refused(text: str, at: str, words: str) -> None:
    done = paste(text, at)
    assert words in done.refusal
    assert filled(done) == {}


@pytest.mark.parametrize(
    "text",
    ["—", "-", "/", "／", "无", "不适用", "N/A", "……", "12（含上年3件）", "其中：2023年12件", "5%", "-1", "½", "十二"],
)
def test_what_is_no_count_is_refused_and_never_guessed(text: str) -> None:
    done = paste(f"{text}\t5")
    (refused,) = done.refused()
    assert (refused.address, refused.text) == (NATURAL, text)
    assert refused.reason
    assert filled(done) == {"requests.received.business": 5}
    assert done.needs_asking()


def test_a_row_with_one_stroke_keeps_its_other_figures() -> None:
    done = paste("1\t\t3\t/\t5\t6\t15")
    assert [entry.text for entry in done.refused()] == ["/"]
    assert [entry.text for entry in done.entries if entry.fate is not Fate.REFUSED] == ["1", "3", "5", "6", "15"]
    assert done.entries[-1].reason == "各项还没有填全，作为自己填的合计"


def test_not_applicable_goes_where_the_form_takes_it() -> None:
    assert filled(paste("不适用", "licensing.licence.decisions")) == {"licensing.licence.decisions": NOT_APPLICABLE}


@pytest.mark.parametrize("text", ["", " ", "\t\t\n", "\u200b", "\r\n"])
def test_nothing_to_paste(text: str) -> None:
    assert "没有可以粘贴" in paste(text).refusal


def test_columns_parted_by_blanks_are_asked_about() -> None:
    done = paste("1 2 3\n4 5 6")
    assert len(filled(done)) == 6
    assert done.needs_asking()


# By label


def test_rows_in_another_order_missing_and_unknown() -> None:
    text = (
        "四、结转下年度继续办理\t7\t0\t0\t0\t0\t0\t7\n"
        "一、本年新收政府信息公开申请数量\t5\t1\t0\t0\t0\t0\t6\n"
        "合计\t12\t1\t0\t0\t0\t0\t13\n"
    )
    done = paste(text, "requests.refused.law.legal")
    values = {entry.address: entry.text for entry in done.entries}
    assert values == line("carried_out", "7000007") | line("received", "5100006")
    assert [part.reason for part in done.skipped] == ["本格式没有“合计”这一项"]


def test_columns_in_another_order_and_without_the_total() -> None:
    text = "\t总计\t其他\t自然人\n（一）予以公开\t9\t2\t7\n（二）部分公开\t\t1\t\n"
    values = {entry.address: entry.text for entry in paste(text).entries}
    assert values == {
        "requests.granted.total": "9",
        "requests.granted.other": "2",
        "requests.granted.natural": "7",
        "requests.partly_granted.other": "1",
    }


def test_an_unknown_column_is_told_and_not_filled() -> None:
    done = paste(f"项目\t{HEADS}\t合计\n（一）予以公开\t1\t2\t3\t4\t5\t6\t21\t99\n")
    assert {entry.text for entry in done.entries} == {"1", "2", "3", "4", "5", "6", "21"}
    assert [part.text for part in done.skipped] == ["99"]


@pytest.mark.parametrize(
    "label",
    [
        "2. 其他法律 行政法规禁止公开",
        "2.其他法律、行政法规禁止公开",
        "２．其他法律行政法规禁止公幵",
        "(2)其他法律行政法规\n禁止公开",
        "其他法律行政法规禁止公开",
    ],
)
def test_small_misprints_in_labels(label: str) -> None:
    quoted = label.replace('"', '""')
    done = paste(f'"{quoted}"\t3\t0\t0\t0\t0\t0\t3')
    assert {entry.address for entry in done.entries} == set(line("refused.law", range(7)))


@pytest.mark.parametrize("label", ["（三）予以收费", "8.属于行政处罚", "申请数量", "（七）小计"])
def test_other_labels_are_not_taken_for_official_ones(label: str) -> None:
    done = paste(f"（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n{label}\t3\t0\t0\t0\t0\t0\t3")
    assert {entry.address for entry in done.entries} == set(line("granted", range(7)))
    assert label in done.skipped[0].reason


def test_labels_of_the_other_format() -> None:
    values = filled(paste("规范性文件\t1\t2\t3", "normative.regulation.issued"))
    assert values == {f"normative.document.{c}": v for c, v in (("issued", 1), ("repealed", 2), ("in_force", 3))}


def test_columns_of_the_other_format_are_not_taken_for_similar_ones() -> None:
    done = paste(
        "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3", "normative.regulation.issued"
    )
    assert filled(done) == {}
    assert "对外公开总数量" in done.refusal


@pytest.mark.parametrize(
    ("unit", "taken"),
    [("（单位：万元）", True), ("", True), ("（万元）", True), ("（单位：元）", False), ("（元）", False)],
)
def test_a_column_in_another_unit_is_another_column(unit: str, taken: bool) -> None:
    done = paste(f"信息内容\t本年收费金额{unit}\n行政事业性收费\t35000", "fees.fee.amount")
    assert bool(filled(done)) is taken


def test_the_undivided_other_row_is_told() -> None:
    done = paste(
        f"\t\t{HEADS}\n三、本年度办理结果\t（六）其他处理\t4\t0\t0\t0\t0\t0\t4\n\t（七）总计\t9\t0\t0\t0\t0\t0\t9\n"
    )
    assert {entry.address.rsplit(".", 1)[0] for entry in done.entries} == {"requests.concluded"}
    assert "分成几项" in done.skipped[0].reason


def test_the_divided_other_rows_are_told_in_the_format_that_has_one() -> None:
    text = (
        f"\t\t\t{HEADS}\n\t（六）其他处理\t1.申请人无正当理由逾期不补正\t4\t0\t0\t0\t0\t0\t4\n"
        "\t\t3.其他\t1\t0\t0\t0\t0\t0\t1\n\t（七）总计\t\t9\t0\t0\t0\t0\t0\t9\n"
    )
    done = paste(text, report=blank(FORM_2019))
    assert {entry.address.rsplit(".", 1)[0] for entry in done.entries} == {"requests.concluded"}
    assert len(done.skipped) == 2


def test_a_repeated_head_after_a_page_break() -> None:
    text = f"\t{HEADS}\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n\t{HEADS}\n（七）总计\t1\t0\t0\t0\t0\t0\t1\n"
    assert len(paste(text).entries) == 14


def test_the_last_column_cut_off() -> None:
    text = f"\t{HEADS.removesuffix(chr(9) + '总计')}\n（一）予以公开\t1\t2\t3\t4\t5\t6\n"
    assert filled(paste(text)) == line("granted", (1, 2, 3, 4, 5, 6))
    assert filled(paste("（一）予以公开\t1\t2\t3\t4\t5\t6\n")) == line("granted", (1, 2, 3, 4, 5, 6))


def test_labels_without_heads_begin_at_the_focus_and_are_asked_about() -> None:
    done = paste("（一）予以公开\t1\t2\n", "requests.received.research")
    assert filled(done) == {"requests.granted.research": 1, "requests.granted.welfare": 2}
    assert "没有表头" in done.doubts[0]


def test_more_columns_than_the_table_has_are_refused() -> None:
    done = paste("（一）予以公开\t1\t2\t3\t4\t5\t6\t7\t8\n")
    assert filled(done) == {}
    assert "8 列数字" in done.refusal


def test_heads_without_labels_go_down_from_the_focus() -> None:
    done = paste(f"{HEADS}\n1\t0\t0\t0\t0\t0\t1\n2\t0\t0\t0\t0\t0\t2\n", "requests.granted.legal")
    assert {entry.address.rsplit(".", 1)[0] for entry in done.entries} == {
        "requests.granted",
        "requests.partly_granted",
    }
    assert "没有项目名称" in done.doubts[0]


def test_numbers_before_the_labels_are_no_figures() -> None:
    text = f"序号\t项目\t{HEADS}\n1\t（一）予以公开\t5\t0\t0\t0\t0\t0\t5\n2\t合计\t5\t0\t0\t0\t0\t0\t5\n"
    for done in (paste(text), paste(text.partition("\n")[2])):
        assert {entry.address: entry.text for entry in done.entries} == line("granted", "5000005")
        assert len(done.skipped) == 1


def test_the_same_row_twice_is_taken_once() -> None:
    done = paste("（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n（一）予以公开\t2\t0\t0\t0\t0\t0\t2\n")
    assert filled(done)["requests.granted.natural"] == 1
    assert "前面已经有了" in done.skipped[0].reason


def test_an_unreadable_text_in_a_labelled_row_is_refused_in_its_place() -> None:
    done = paste(f"\t{HEADS}\n（一）予以公开\t12（含上年3件）\t0\t0\t0\t0\t0\t12\n")
    assert [(entry.address, entry.text) for entry in done.refused()] == [
        ("requests.granted.natural", "12（含上年3件）")
    ]


def test_table_four_from_its_last_head_row() -> None:
    heads = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
    done = paste(f"{heads}\t{heads}\t{heads}\n" + "\t".join(map(str, range(1, 16))), "review.suit_after.pending")
    assert [int(entry.text) for entry in done.entries] == list(range(1, 16))
    assert [entry.address for entry in done.entries] == [a for a in FORM_2021.cells if a.startswith("review.")]


def test_a_table_of_another_step_is_named() -> None:
    done = paste("行政复议\t\t\t\t\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n1\t2\t3\t4\t10\n")
    assert "四、政府信息公开行政复议、行政诉讼情况" in done.refusal


def test_several_tables_on_one_page_the_fitting_one_is_taken() -> None:
    other = "<table><tr><td>阅读数</td><td>77</td></tr></table>"
    mine = (
        "<table><tr><td>（一）予以公开</td>" + "".join(f"<td>{n}</td>" for n in (1, 0, 0, 0, 0, 0, 1)) + "</tr></table>"
    )
    done = paste("", html=other + mine + other)
    assert {entry.address for entry in done.entries} == set(line("granted", range(7)))
    assert not done.needs_asking()


def test_groups_tell_rows_of_one_name_apart() -> None:
    text = "干流\t上游\t左岸\t1\t2\t3\t5\n\t\t右岸\t4\t5\t6\t11\n\t下游\t\t7\t8\t9\t17\n"
    addresses = [entry.address for entry in paste(text, "rounds.upper.left.walked", blank(THIRD_FORM)).entries]
    assert addresses == [a for a in THIRD_FORM.cells if a.startswith(("rounds.upper", "rounds.lower"))]


def test_a_column_too_many_is_told_once_and_the_rest_is_filled() -> None:
    heads = "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t备注"
    names = [row.path[-1] for row in FORM_2021.tables["requests"].rows]
    rows = [f"{name}\t0\t0\t2\t0\t4\t6\t无" for name in names]
    paste = prepare(
        Report(FORM_2021, 2023), FORM_2021.section("requests"), (3, 4), "\n".join([f"项目\t{heads}", *rows])
    )
    assert paste.count() == 25 * 6
    (skipped,) = paste.skipped
    assert (skipped.text, "第 8 列没有对应的栏目" in skipped.reason) == ("备注", True)
    assert "25 行" in skipped.reason


def test_rows_without_names_under_heads_are_not_taken_for_moved_ones() -> None:
    heads = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t备注"
    rows = ["1\t0\t0\t2\t0\t4\t7\t无"] * 25
    paste = prepare(Report(FORM_2021, 2023), FORM_2021.section("requests"), (3, 3), "\n".join([heads, *rows]))
    assert paste.count() == 25 * 7
    assert [part.text for part in paste.skipped] == ["备注"]


def test_a_row_that_is_unknown_is_named_by_its_first_words() -> None:
    paste = prepare(
        Report(FORM_2021, 2023),
        FORM_2021.section("requests"),
        (3, 3),
        "一、本年新收政府信息公开申请数量\t1\n撤回申请\t2\t备注",
    )
    assert ["撤回申请" in part.reason for part in paste.skipped] == [True]


def test_a_column_of_words_beside_the_figures_needs_no_head() -> None:
    names = [row.path[-1] for row in FORM_2021.tables["requests"].rows]
    rows = [f"{name}\t0\t0\t0\t2\t0\t4\t6" + ("\t备注" if place == 0 else "\t") for place, name in enumerate(names)]
    paste = prepare(Report(FORM_2021, 2023), FORM_2021.section("requests"), (3, 3), "\n".join(rows))
    assert (paste.refusal, paste.count()) == ("", 25 * 7)
    assert [part.text for part in paste.skipped] == ["备注"]

"""Figures of two years are laid side by side only where both forms mean the same."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021, THIRD_FORM, put, report_of
from reportdesk.report import exchange
from reportdesk.report.comparison import change, compare, counterparts
from reportdesk.report.differences import State, altered, differences, runs
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value


def test_one_form_compares_every_cell() -> None:
    assert counterparts(FORM_2021, report_of(FORM_2021)).keys() == FORM_2021.cells.keys()


def test_no_cell_of_table_two_is_compared_across_the_change_of_format() -> None:
    found = counterparts(FORM_2021, report_of(FORM_2019))
    tables = {FORM_2021.cells[address].table for address in found}
    assert tables == {"requests", "review"}
    assert "requests.other.rest.natural" not in found
    assert "requests.granted.natural" in found


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (6, 4, "+2"),
        (4, 6, "-2"),
        (4, 4, "±0"),
        (Decimal("3.50"), Decimal("1.25"), "+2.25"),
        (None, 4, ""),
        (4, None, ""),
        (NOT_APPLICABLE, 4, ""),
        (4, Unread("约4"), ""),
    ],
)
def test_a_change_is_told_between_figures_only(now: Value, before: Value, told: str) -> None:
    assert change(now, before) == told


# Two reports side by side


def pair(a: dict[str, Value], b: dict[str, Value]) -> tuple[Report, Report]:
    reports = report_of(FORM_2021, year=2022), report_of(FORM_2021, year=2023)
    for report, cells in zip(reports, (a, b), strict=True):
        put(report, cells)
    return reports


@pytest.mark.parametrize(
    ("a", "b", "difference", "percent", "jump"),
    [
        (20, 25, 5, "25.0", False),
        (3, 2, -1, "-33.3", False),
        (8, 9, 1, "12.5", False),
        (0, 4, 4, None, False),
        (20, 100, 80, "400.0", True),
        (4, 4, 0, "0.0", False),
        (None, 4, None, None, False),
        (4, Unread("约4"), None, None, False),
        (4, NOT_APPLICABLE, None, None, False),
    ],
)
def test_a_cell_with_its_change(a: Value, b: Value, difference: object, percent: str | None, jump: bool) -> None:
    address = "enforcement.penalty.decisions"
    cell = next(c for c in compare(*pair({address: a}, {address: b})).cells if c.address == address)
    assert (cell.a, cell.b, cell.change, cell.jump) == (a, b, difference, jump)
    assert cell.percent == (None if percent is None else Decimal(percent))
    assert cell.same == (a == b)


def test_a_change_from_a_negative_figure_has_the_sign_of_its_direction() -> None:
    reports = report_of(FORM_2019, year=2019), report_of(FORM_2019, year=2020)
    for report, value in zip(reports, (-20, -10), strict=True):
        put(report, {"fees.fee.change": value})
    cell = next(c for c in compare(*reports).cells if c.address == "fees.fee.change")
    assert (cell.change, cell.percent) == (10, Decimal("50.0"))


def test_every_cell_is_compared_once_or_listed_for_one_side() -> None:
    a, b = report_of(FORM_2019, year=2020), report_of(FORM_2021)
    found = compare(a, b)
    compared = [cell.address for cell in found.cells]
    assert sorted((*compared, *found.only_a)) == sorted(FORM_2019.cells)
    assert sorted((*compared, *found.only_b)) == sorted(FORM_2021.cells)
    assert {FORM_2021.cells[address].table for address in compared} == {"requests", "review"}


def test_forms_that_share_nothing() -> None:
    found = compare(report_of(FORM_2021), report_of(THIRD_FORM))
    assert (found.cells, len(found.only_a), len(found.only_b)) == ((), len(FORM_2021.cells), len(THIRD_FORM.cells))
    states = {section: {each.state for each in prose} for section, prose in found.prose}
    assert states["overview"] == {State.REMOVED}
    assert states["summary"] == {State.ADDED}


def test_particulars_that_differ() -> None:
    a, b = pair({}, {})
    b.apply(b.set_unit("phone", "0000-1234567"))
    assert compare(a, b).unit == (("phone", "", "0000-1234567"),)


def test_prose_is_compared_as_printed() -> None:
    a, b = pair({}, {"review.suit_after.upheld": 2})
    for report in (a, b):
        report.apply(report.set_prose("overview", "诉讼{{ review.suit_after.total }}件。"))
    ((section, (difference,)),) = [each for each in compare(a, b).prose if each[0] == "overview"]
    assert (section, difference.state, difference.a, difference.b) == (
        "overview",
        State.CHANGED,
        "诉讼0件。",
        "诉讼2件。",
    )


def test_a_report_against_itself(shared: Path) -> None:
    for path in sorted((shared / "cases").glob("*/exchange.report.json")):
        report = exchange.read(path)
        found = compare(report, report)
        assert all(cell.same and cell.change in (0, None) and not cell.jump for cell in found.cells)
        assert all(each.state is State.SAME for _section, prose in found.prose for each in prose)


# Paragraphs and words


def told(a: str, b: str) -> str:
    marks = {State.SAME: "{}", State.REMOVED: "[-{}]", State.ADDED: "[+{}]"}
    return "".join(marks[run.state].format(run.text) for run in runs(a, b))


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        ("收到154件。", "收到163件。", "收到[-154][+163]件。"),
        ("占33.9%。", "占33.5%。", "占[-33.9%][+33.5%]。"),
        ("公开1,234条", "公开1,334条", "公开[-1,234][+1,334]条"),
        ("加强政策解读。", "持续加强政策解读。", "[+持续]加强政策解读。"),
        ("公开目录，按月检查，季末通报。", "公开目录，季末通报。", "公开目录，[-按月检查，]季末通报。"),
        ("不断提高质量。", "全面提升质量。", "[-不断提高][+全面提升]质量。"),
        ("", "新的。", "[+新的。]"),
        ("同样", "同样", "同样"),
    ],
)
def test_words_of_a_changed_paragraph(a: str, b: str, shown: str) -> None:
    assert told(a, b) == shown


@given(st.text("公开信息，。12 3a", max_size=60), st.text("公开信息，。12 3a", max_size=60))
def test_runs_give_both_texts_back(a: str, b: str) -> None:
    found = runs(a, b)
    assert "".join(run.text for run in found if run.state is not State.ADDED) == a
    assert "".join(run.text for run in found if run.state is not State.REMOVED) == b
    assert all(run.text for run in found)


PARAGRAPHS = st.lists(st.sampled_from(["公开目录。", "公开目录和指南。", "收到3件。", "收到4件。", "无。"]), max_size=7)


@given(PARAGRAPHS, PARAGRAPHS)
def test_differences_give_both_texts_back_in_order(a: list[str], b: list[str]) -> None:
    found = list(differences(a, b))
    assert [each.a for each in found if each.state is not State.ADDED] == a
    assert [each.b for each in found if each.state is not State.REMOVED] == b
    assert all((each.a == each.b) == (each.state is State.SAME) for each in found)


def test_versions_of_a_paragraph_are_found_among_new_ones() -> None:
    a = ["第一段讲主动公开的情况。", "第二段讲依申请公开的情况，收到3件。"]
    b = ["第一段讲主动公开的情况。", "完全不同的新内容放在这里", "第二段讲依申请公开的情况，收到5件。"]
    assert [each.state for each in differences(a, b)] == [State.SAME, State.ADDED, State.CHANGED]


def test_a_paragraph_that_was_written_on_is_the_same_paragraph() -> None:
    found = list(differences(["2023年，"], ["2023年，全年收到申请70件，比上年增长一倍，均按时答复。"]))
    assert [each.state for each in found] == [State.CHANGED]
    assert [run.state for run in found[0].runs] == [State.SAME, State.ADDED]


def test_a_paragraph_in_the_place_of_another_is_one_that_was_altered() -> None:
    assert altered(list(differences(["无。", "公开目录。"], ["全都改写过了", "公开目录。"]))) == 1
    assert altered(list(differences(["公开目录。"], ["公开目录。", "新写一段", "又写一段"]))) == 2
    assert altered(list(differences(["公开目录。"], ["公开目录。"]))) == 0


def test_long_texts_are_compared_quickly() -> None:
    a, b = "公开政府信息" * 2000, "政府公开的信息" * 2000
    assert told(a, b) == f"[-{a}][+{b}]"
    many = [f"第{number % 3}段" for number in range(3000)]
    assert all(each.state is State.SAME for each in differences(many, many))


def test_pictures_are_told_in_words_and_paired_with_pictures_only() -> None:
    first, second = (f"![公开日现场]({sign * 64})" for sign in "ab")
    other = f"![公开栏]({'c' * 64})"
    replaced, _same, gone = differences([first, "公开日现场", other], [second, "公开日现场"])
    assert (replaced.a, replaced.b) == ("图片“公开日现场”", "图片“公开日现场”（换了一张）")
    assert [run.text for run in replaced.runs if run.state is State.ADDED] == ["（换了一张）"]
    assert (gone.state, gone.a) == (State.REMOVED, "图片“公开栏”")
    assert [each.state for each in differences(["公开日现场"], [first])] == [State.REMOVED, State.ADDED]
    joined = differences(["收到申请3件。", "均已答复。", first], ["另一段新的文字。"])
    assert [each.state for each in joined] == [State.REMOVED, State.REMOVED, State.ADDED, State.REMOVED]

"""The likeliest cells: published reports, what the clerk is told, ranking, and what stays out."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from core import FORM_2019, FORM_2021, FORMS, THIRD_FORM, put, report_of
from reportdesk.audit.engine import Audit
from reportdesk.audit.repair import Group, Repair, Repairs, repair
from reportdesk.audit.repair.slips import TESTS
from reportdesk.audit.repair.texts import texts
from reportdesk.form.model import Form
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

ITEM = "requests.granted"


def typed(cells: Mapping[str, Value], form: Form = FORM_2021) -> Report:
    """Return a report with these figures whose totals are typed and right."""
    report = report_of(form)
    put(report, cells)
    put(report, {total: report.cell(total) for total in form.totals})
    assert not repair(report).groups
    return report


def usual(form: Form = FORM_2021) -> Report:
    figures = {
        "requests.received.natural": 152, "requests.received.business": 31, "requests.carried_in.natural": 4,
        "requests.granted.natural": 87, "requests.granted.business": 30, "requests.partly_granted.natural": 12,
        "requests.unavailable.not_held.natural": 45, "requests.carried_out.natural": 12,
        "requests.carried_out.business": 1,
    }  # fmt: skip
    return typed(figures, form)


def only(repairs: Repairs) -> Group:
    (group,) = repairs.groups
    assert repairs.complete
    return group


def cells(one: Repair) -> dict[str, Value]:
    return {edit.cell: edit.value for edit in one.edits}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_sound_report_needs_no_repair(form: Form) -> None:
    assert repair(report_of(form)) == Repairs(())


def test_a_double_count_has_two_smallest_sets_of_two_cells(shared: Path) -> None:
    report = exchange.read(shared / "cases" / "pingtan_2020" / "exchange.report.json")
    first, second = only(repair(report)).repairs
    assert cells(first) == {"requests.partly_granted.natural": 0, "requests.partly_granted.total": 0}
    assert cells(second) == {"requests.granted.natural": 0, "requests.granted.total": 1}
    assert "多出的 6 正好等于（二）部分公开，可能重复计数" in first.reason
    assert "重复计数" not in second.reason


def test_totals_left_at_zero_are_told_as_such(shared: Path) -> None:
    report = exchange.read(shared / "cases" / "hongze_2023" / "exchange.report.json")
    repairs = repair(report)
    assert repairs.complete
    assert [[relation.key for relation in group.relations] for group in repairs.groups] == [
        ["review.total:reconsideration"],
        ["review.total:suit_after"],
    ]
    assert [cells(group.repairs[0]) for group in repairs.groups] == [
        {"review.reconsideration.total": 11},
        {"review.suit_after.total": 5},
    ]
    assert repairs.groups[0].repairs[0].reason == (
        "行政复议｜总计应为 11（现为 0）：四项结果之和是 11，总计还是 0，可能漏填。"
    )
    assert repairs.unjudged > 0


@pytest.mark.parametrize(
    "case", ["hangzhou_2025", "pingtan_2019", "pingtan_2021", "qingquan_2019", "shanghai_office_2019"]
)
def test_the_other_published_reports_need_none(shared: Path, case: str) -> None:
    assert repair(exchange.read(shared / "cases" / case / "exchange.report.json")).groups == ()


SLIPS: dict[str, tuple[dict[str, Value], str]] = {
    "swapped": ({f"{ITEM}.natural": 78}, "78 可能是 87 的相邻两位打颠倒了"),
    "doubled": ({f"{ITEM}.natural": 887}, "887 可能是 87 多打了一遍同一个数字"),
    "missing": ({f"{ITEM}.natural": 8}, "8 可能是 87 漏打了一位"),
    "neighbour": ({f"{ITEM}.natural": 97}, "97 可能是 87 按错了相邻的键"),
    "neighbour on the number pad": ({f"{ITEM}.natural": 57}, "57 可能是 87 按错了相邻的键"),
    "sign": ({f"{ITEM}.natural": -87}, "可能多打或漏打了负号"),
    "moved": ({f"{ITEM}.natural": 0, f"{ITEM}.research": 87}, "87 可能填错了格，应填在（一）予以公开｜自然人"),
    "exchanged": ({f"{ITEM}.natural": 30, f"{ITEM}.business": 87}, "两格的数字可能填错了位置，互相填反"),
    "copied": ({f"{ITEM}.natural": 12}, "12 与相邻的（二）部分公开｜自然人相同，可能填错了行列"),
    "total typed over": ({f"{ITEM}.total": 171}, "各类申请人之和是 117，总计与它不一致"),
    "total left": ({f"{ITEM}.total": 0}, "各类申请人之和是 117，总计还是 0，可能漏填"),
    "unknown": ({f"{ITEM}.natural": 231}, "改动的格子最少，改后各项勾稽关系都成立"),
}


@pytest.mark.parametrize(("wrong", "why"), SLIPS.values(), ids=SLIPS)
def test_every_slip_is_found_first_and_told(wrong: dict[str, Value], why: str) -> None:
    report = usual()
    right = {cell: report.cell(cell) for cell in wrong}
    put(report, wrong)
    best = only(repair(report)).repairs[0]
    assert cells(best) == right
    assert best.reason.endswith(f"：{why}。")


def test_a_zero_is_no_slip_of_a_key() -> None:
    report = typed({"requests.received.research": 1, f"{ITEM}.research": 1})
    put(report, {f"{ITEM}.research": 0})
    zero = next(one for one in only(repair(report)).repairs if cells(one) == {f"{ITEM}.research": 1})
    assert zero.reason.endswith("：改动的格子最少，改后各项勾稽关系都成立。")


def test_a_total_that_follows_needs_no_reason_of_its_own() -> None:
    report = usual()
    put(report, {f"{ITEM}.natural": 78, f"{ITEM}.total": 108, "requests.received.business": 13})
    groups = repair(report).groups
    sets = [cells(one) for group in groups for one in group.repairs]
    assert {f"{ITEM}.natural": 87, f"{ITEM}.total": 117} in sets
    reason = next(one.reason for group in groups for one in group.repairs if f"{ITEM}.natural" in cells(one))
    assert reason == (
        "（一）予以公开｜自然人应为 87（现为 78），（一）予以公开｜总计应为 117（现为 108）："
        "78 可能是 87 的相邻两位打颠倒了。"
    )


def test_ten_thousand_times_too_much_is_the_unit(tmp_path: Path) -> None:
    from core import altered
    from reportdesk.form import loader

    rule = '\n[[rules]]\ncode = "cleared.hard"\nkind = "sum"\nseverity = "error"\ntable = "cleared"\nper = "column"\n'
    rule += (
        'left = ["water", "bank"]\nright = ["bank", "sites"]\ntitle = "不符"\nleft_label = "左"\nright_label = "右"\n'
    )
    form = loader.read(
        altered(tmp_path, ('\n[[rules]]\ncode = "budget.balance"', f'{rule}\n[[rules]]\ncode = "budget.balance"'))
    )
    report = report_of(form)
    put(report, {"cleared.water.spring": Decimal(30000), "cleared.sites.spring": 3})
    best = only(repair(report)).repairs[0]
    assert cells(best) == {"cleared.water.spring": Decimal(3)}
    assert best.reason.endswith("：可能把单位当成了平方米。")


def test_decimals_and_signed_figures_are_solved_without_loss() -> None:
    report = report_of(THIRD_FORM)
    put(
        report,
        {"budget.own.start": Decimal("0.1"), "budget.own.flow": Decimal("-0.3"), "budget.own.end": Decimal("0.2")},
    )
    found = {cell: value for one in only(repair(report)).repairs for cell, value in cells(one).items()}
    assert found == {
        "budget.own.start": Decimal("0.5"), "budget.own.flow": Decimal("0.1"), "budget.own.end": Decimal("-0.2")
    }  # fmt: skip


def test_only_hard_identities_are_repaired() -> None:
    report = report_of(THIRD_FORM)
    put(report, {"cleared.water.year": Decimal(3)})
    assert Audit(report).findings()
    assert repair(report).groups == ()


@pytest.mark.parametrize("value", [None, Unread("12（其中1件）"), NOT_APPLICABLE], ids=["blank", "unread", "不适用"])
def test_an_identity_with_an_operand_that_is_no_figure_stays_out(value: Value) -> None:
    report = usual()
    put(report, {f"{ITEM}.total": 3})
    sound = repair(report)
    put(report, {f"{ITEM}.legal": value})
    left = repair(report)
    assert left.unjudged == sound.unjudged + 2
    assert [relation.key for group in left.groups for relation in group.relations] == ["requests.concluded:total"]


def test_a_summed_total_follows_and_is_no_mistake_of_its_own() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 5, f"{ITEM}.natural": 3})
    group = only(repair(report))
    assert [relation.key for relation in group.relations] == ["requests.balance:natural", "requests.balance:total"]
    assert all(len(one.edits) == 1 for one in group.repairs)
    assert not {edit.cell for one in group.repairs for edit in one.edits} & FORM_2021.totals.keys()
    report.apply(group.repairs[0].change(report))
    assert repair(report).groups == ()


def test_columns_that_do_not_affect_each_other_are_groups_of_their_own() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 5, "requests.received.legal": 3})
    repairs = repair(report)
    assert repairs.complete
    assert [[relation.key for relation in group.relations] for group in repairs.groups] == [
        ["requests.balance:natural", "requests.balance:total"],
        ["requests.balance:legal", "requests.balance:total"],
    ]


def test_a_stale_total_of_a_hand_written_file_is_a_cell_of_its_own() -> None:
    document = exchange.dumps(usual()).decode("utf-8").replace('"requests.granted.total",', "", 1)
    text = document.replace('"requests.granted.total": 117', '"requests.granted.total": 171', 1)
    report = exchange.loads(text.encode("utf-8"))
    assert report.is_summed("requests.granted.total")
    assert cells(only(repair(report)).repairs[0]) == {"requests.granted.total": 117}


def test_more_than_four_cells_are_not_tried() -> None:
    report = usual()
    rows = ["granted", "partly_granted", "refused.law", "refused.internal", "dismissed.duplicate"]
    put(report, {f"requests.{row}.natural": 200 + place * 7 for place, row in enumerate(rows)})
    repairs = repair(report)
    assert not repairs.complete
    assert repairs.groups[0].repairs == ()
    assert not repairs.groups[0].cut


def test_a_search_that_is_stopped_says_that_its_list_is_cut() -> None:
    report = usual()
    put(report, {f"{ITEM}.natural": 231, f"{ITEM}.legal": 5})
    assert only(repair(report)).repairs
    (group,) = repair(report, columns=1).groups
    assert (group.cut, group.complete, group.repairs) == (True, False, ())


def test_where_there_are_too_many_sets_together_each_group_is_searched_alone() -> None:
    report = report_of()
    put(report, {f"requests.received.{column}": 5 for column in ("natural", "business", "legal")})
    put(report, {"requests.carried_in.total": 0})
    repairs = repair(report)
    assert len(repairs.groups) == 3
    assert repairs.complete
    for group in repairs.groups:
        assert all(len(one.edits) == 1 for one in group.repairs)
        report.apply(group.repairs[0].change(report))
    assert repair(report).groups == ()


def test_the_true_set_across_two_columns_is_among_the_answers() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 5, f"{ITEM}.natural": 5, "requests.received.total": 5})
    put(report, {"requests.received.natural": 0, "requests.received.welfare": 5})
    group = only(repair(report))
    assert {"requests.received.natural": 5, "requests.received.welfare": 0} in [cells(one) for one in group.repairs]
    assert cells(group.repairs[0]) == {"requests.received.natural": 5, "requests.received.welfare": 0}


def test_the_search_alters_nothing_and_the_repair_is_one_step() -> None:
    report = usual()
    put(report, {f"{ITEM}.natural": 78})
    before = dict(report.contents())
    best = only(repair(report)).repairs[0]
    assert dict(report.contents()) == before
    change = best.change(report)
    assert change.label == "改正：（一）予以公开｜自然人"
    report.apply(change)
    assert not Audit(report).findings()
    report.apply(change.reversed())
    assert dict(report.contents()) == before


def test_a_repair_of_figures_that_have_changed_since_is_refused() -> None:
    report = usual()
    put(report, {f"{ITEM}.natural": 78})
    best = only(repair(report)).repairs[0]
    put(report, {f"{ITEM}.natural": 79})
    with pytest.raises(ValueError, match=r"requests\.granted\.natural"):
        best.change(report)


def test_each_finding_has_its_likeliest_mend() -> None:
    report = usual()
    put(report, {f"{ITEM}.natural": 78, "review.reconsideration.upheld": 2})
    groups = {relation.key: group for group in repair(report).groups for relation in group.relations}
    findings = Audit(report).findings()
    assert groups.keys() == {finding.key for finding in findings}
    for finding in findings:
        assert set(cells(groups[finding.key].repairs[0])) & set(finding.cells)


def test_both_forms_are_repaired_alike() -> None:
    for form in (FORM_2019, FORM_2021):
        report = usual(form)
        put(report, {f"{ITEM}.natural": 78})
        assert cells(only(repair(report)).repairs[0]) == {f"{ITEM}.natural": 87}


def test_every_cause_of_the_data_has_its_test_and_the_last_holds_always() -> None:
    causes = texts().causes
    assert {cause.test for cause in causes} == set(TESTS)
    assert causes[-1].test == "unknown"
    assert [cause.level for cause in causes] == sorted(cause.level for cause in causes)

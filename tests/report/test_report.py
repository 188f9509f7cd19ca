"""The report: totals that follow, totals that were typed, and changes that can all be taken back."""

import hashlib
import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021, THIRD_FORM, put, report_of
from reportdesk.form.model import Form
from reportdesk.report import exchange
from reportdesk.report.changes import Attachment, Change, Content, Edit, Remark, Slot
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

SUMMED = "requests.received.total"


def test_a_total_waits_for_all_its_operands() -> None:
    report = Report(FORM_2021, 2023)
    columns = [column.id for column in FORM_2021.tables["requests"].columns[:-1]]
    for column in columns[:-1]:
        put(report, {f"requests.received.{column}": 2})
        assert report.cell(SUMMED) is None
    put(report, {f"requests.received.{columns[-1]}": 3})
    assert report.cell(SUMMED) == 13
    assert report.is_summed(SUMMED)
    put(report, {f"requests.received.{columns[0]}": Unread("二")})
    assert report.cell(SUMMED) is None


def test_totals_of_totals_follow_along_the_row() -> None:
    report = report_of()
    put(report, {"requests.granted.natural": 4, "requests.refused.law.legal": 2})
    assert report.cell("requests.concluded.natural") == 4
    assert report.cell("requests.concluded.legal") == 2
    assert report.cell("requests.concluded.total") == 6
    put(report, {"requests.concluded.natural": 9})
    assert report.cell("requests.concluded.total") == 11
    assert report.is_typed("requests.concluded.natural")


def test_a_typed_total_stays_until_it_is_made_blank() -> None:
    report = report_of()
    put(report, {SUMMED: 7})
    put(report, {"requests.received.natural": 5})
    assert (report.cell(SUMMED), report.is_typed(SUMMED)) == (7, True)
    put(report, {SUMMED: None})
    assert (report.cell(SUMMED), report.is_typed(SUMMED)) == (5, False)


def test_operand_and_total_in_one_paste() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 5, SUMMED: 4})
    assert (report.cell(SUMMED), report.is_typed(SUMMED)) == (4, True)
    put(report, {"requests.received.natural": 6, SUMMED: None})
    assert (report.cell(SUMMED), report.is_typed(SUMMED)) == (6, False)


def test_a_typed_total_of_the_right_figure_still_counts_as_typed() -> None:
    report = report_of()
    change = report.set_cells({SUMMED: 0})
    assert change.slots == (Slot("typed", SUMMED),)


def test_what_a_clerk_enters_as_a_total_is_typed_only_where_it_differs_from_the_sum() -> None:
    report = report_of()
    put(report, {"requests.received.natural": 5})
    report.apply(report.enter_cells({SUMMED: 5}))
    assert report.is_summed(SUMMED)
    report.apply(report.enter_cells({SUMMED: 7}))
    assert (report.cell(SUMMED), report.is_typed(SUMMED)) == (7, True)
    report.apply(report.enter_cells({SUMMED: 5}))
    assert (report.cell(SUMMED), report.is_summed(SUMMED)) == (5, True), "it follows again"
    report.apply(report.enter_cells({"requests.received.natural": 6, SUMMED: 6}))
    assert (report.cell(SUMMED), report.is_summed(SUMMED)) == (6, True)


def test_a_total_that_feeds_another_is_entered_with_it() -> None:
    report = report_of()
    report.apply(report.enter_cells({"requests.concluded.natural": 9, "requests.concluded.total": 0}))
    assert report.is_typed("requests.concluded.natural")
    assert (report.cell("requests.concluded.total"), report.is_typed("requests.concluded.total")) == (0, True)
    report.apply(report.enter_cells({"requests.concluded.total": 9}))
    assert report.is_summed("requests.concluded.total")


def test_a_total_entered_before_its_figures_is_typed() -> None:
    report = report_of()
    put(report, {"requests.received.natural": None})
    report.apply(report.enter_cells({SUMMED: 0}))
    assert report.is_typed(SUMMED)


def test_not_applicable_adds_nothing_to_a_total() -> None:
    report = Report(THIRD_FORM, 2030)
    put(report, {"cleared.water.spring": NOT_APPLICABLE, "cleared.water.autumn": NOT_APPLICABLE})
    assert report.cell("cleared.water.year") == 0
    assert isinstance(report.cell("cleared.water.year"), Decimal)


def test_values_are_kept_as_their_cells_hold_them() -> None:
    report = report_of()
    put(
        report,
        {"fees.fee.amount": 3, "requests.received.natural": Decimal("4.0"), "requests.granted.legal": Decimal("2.5")},
    )
    assert isinstance(report.cell("fees.fee.amount"), Decimal)
    assert (report.cell("requests.received.natural"), report.cell(SUMMED)) == (4, 4)
    assert report.cell("requests.granted.legal") == Unread("2.5")
    assert report.cell("requests.granted.total") is None
    assert exchange.loads(exchange.dumps(report)) == report


def test_nothing_changes_nothing() -> None:
    report = report_of()
    assert not report.set_cells({SUMMED: None, "requests.received.natural": 0})
    assert not report.set_prose("overview", report.prose("overview"))
    assert not report.set_year(report.year)


def test_trailing_zeros_are_a_change() -> None:
    report = report_of()
    put(report, {"fees.fee.amount": Decimal("1.5")})
    change = report.set_cells({"fees.fee.amount": Decimal("1.50")})
    report.apply(change)
    assert str(report.cell("fees.fee.amount")) == "1.50"
    report.apply(change.reversed())
    assert str(report.cell("fees.fee.amount")) == "1.5"


@pytest.mark.parametrize(
    "slot",
    [
        Slot("cell", "nowhere.at.all"),
        Slot("typed", "fees.fee.amount"),
        Slot("prose", "x"),
        Slot("unit", "x"),
        Slot("x"),
    ],
)
def test_a_slot_that_the_form_lacks_is_refused(slot: Slot) -> None:
    report = report_of()
    with pytest.raises(KeyError):
        report.plan("", [(slot, "1")])
    with pytest.raises(KeyError):
        report.set_cells({"nowhere.at.all": 1})


def test_a_picture_goes_by_its_hash() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        report_of().plan("", [(Slot("attachment", "0" * 64), PICTURE)])


def test_half_characters_become_replacements() -> None:
    report = report_of()
    report.apply(report.set_prose("overview", "前\ud83d后"))
    report.apply(report.set_unit("address", "\udc00"))
    report.apply(report.set_remark("x:y", Remark("\ud800", ())))
    put(report, {"requests.received.natural": Unread("\ud800")})
    assert report.prose("overview") == "前\ufffd后"
    assert exchange.loads(exchange.dumps(report)) == report


def test_a_change_planned_for_another_state_is_refused() -> None:
    report = report_of()
    change = report.set_cells({"requests.received.natural": 1})
    put(report, {"requests.received.natural": 2})
    before = exchange.dumps(report)
    with pytest.raises(ValueError, match="holds 2, not 0"):
        report.apply(change)
    assert exchange.dumps(report) == before


def test_changes_merge_into_one() -> None:
    slot, other = Slot("prose", "overview"), Slot("prose", "other")
    first = Change("写", (Edit(slot, "", "一"),))
    second = Change("", (Edit(slot, "一", "一二"), Edit(other, "无", "")))
    assert first.then(second) == Change("写", (Edit(slot, "", "一二"), Edit(other, "无", "")))
    assert first.then(second).reversed().edits == (Edit(other, "", "无"), Edit(slot, "一二", ""))
    assert not Change("", ())


def test_what_it_tells() -> None:
    report = report_of(FORM_2019, "柳溪镇人民政府", 2020)
    assert report.title() == "柳溪镇人民政府2020年政府信息公开工作年度报告"
    assert report.filled() == 198
    assert report.names("prose") == ["other", "overview", "preface", "problems"]
    assert report != report_of(FORM_2021, "柳溪镇人民政府", 2020)
    assert report != "报告"
    assert report.attachment("0" * 64) is None
    assert Report(FORM_2021, 2023).filled() == 0
    with pytest.raises(TypeError):
        hash(report)


def test_braces_in_a_name_are_text() -> None:
    assert report_of(unit="{year}局").title().startswith("{year}局2021年")


# Any sequence of changes


def values_for(form: Form, address: str) -> st.SearchStrategy[Value]:
    kind = form.cells[address].kind
    figures = (
        st.integers(0, 9) if kind.integer else st.sampled_from([Decimal(text) for text in ("0", "1.5", "1.50", "2")])
    )
    rest = st.sampled_from([None, None, NOT_APPLICABLE, Unread("22（其中修订16件）")])
    return figures | figures | figures | rest


def cell_values(form: Form) -> st.SearchStrategy[dict[str, Value]]:
    addresses = [a for a in form.cells if a.startswith(("requests.received", "requests.concluded", "requests.granted"))]
    addresses += [a for a in form.cells if not a.startswith("requests")]
    one = st.sampled_from(addresses).flatmap(lambda a: st.tuples(st.just(a), values_for(form, a)))
    return st.lists(one, min_size=1, max_size=12).map(dict)


PICTURE = Attachment("image/png", b"\x89PNG")
WISHES: st.SearchStrategy[tuple[Slot, Content]] = st.one_of(
    st.tuples(st.sampled_from([Slot("unit", field) for field in UNIT_FIELDS]), st.text(max_size=5)),
    st.tuples(st.just(Slot("year")), st.integers(2019, 2030)),
    st.tuples(
        st.sampled_from([Slot("remark", "a:b"), Slot("remark", "c:d")]),
        st.none() | st.builds(Remark, st.text(max_size=3), st.lists(st.text(max_size=3), max_size=2).map(tuple)),
    ),
    st.tuples(st.just(Slot("attachment", hashlib.sha256(PICTURE.data).hexdigest())), st.sampled_from([None, PICTURE])),
)


def plans(form: Form) -> st.SearchStrategy[list[dict[str, Value] | tuple[Slot, Content]]]:
    line = f"![]({hashlib.sha256(PICTURE.data).hexdigest()})"
    words = st.text(max_size=8) | st.just(line)
    prose = st.tuples(st.sampled_from([Slot("prose", s.id) for s in form.prose]), words)
    return st.lists(st.one_of(cell_values(form), cell_values(form), prose, WISHES), max_size=12)


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021, THIRD_FORM], ids=lambda form: form.id)
@settings(max_examples=60)
@given(data=st.data())
def test_all_taken_back_is_the_start_and_files_tell_all(form: Form, data: st.DataObject) -> None:
    report = report_of(form) if data.draw(st.booleans()) else Report(form, 2030)
    states, done = [exchange.dumps(report)], list[Change]()
    for plan in data.draw(plans(form)):
        change = report.set_cells(plan) if isinstance(plan, dict) else report.plan("", [plan])
        report.apply(change)
        done.append(change)
        states.append(exchange.dumps(report))
        assert report.filled() == sum(report.cell(address) is not None for address in form.cells)
    assert exchange.dumps(exchange.loads(states[-1], form)) == states[-1]
    texts = "".join(report.prose(section.id) for section in form.prose)
    kept = {slot: each for slot, each in report.contents().items() if slot.kind != "attachment" or slot.name in texts}
    assert exchange.loads(states[-1], form).contents() == kept
    for change, before in zip(reversed(done), itertools.islice(reversed(states), 1, None), strict=True):
        stored = exchange.decode_change(exchange.encode_change(change), form)
        assert stored == change
        report.apply(stored.reversed())
        assert exchange.dumps(report) == before

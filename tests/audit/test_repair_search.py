"""That the search finds every smallest set of cells, and no other, beside a search that tries them all."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from core import put
from places import ROOT
from reportdesk.audit.repair import Repairs, repair
from reportdesk.form import loader
from reportdesk.form.model import Relation
from reportdesk.report.report import Report

SMALL = loader.read(ROOT / "tests" / "data" / "small-form.toml")
MOST = 3
Sets = set[frozenset[str]]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return a small report of small figures, some of them wrong, some totals summed."""
    report = Report(SMALL, 2040, "清河市档案馆")
    figures = st.integers(0, 3)
    items = [address for address in SMALL.cells if address not in SMALL.totals and ".waiting." not in address]
    put(report, {address: draw(figures) for address in items})
    for column in ("person", "firm"):
        received, done = (figure(report, f"cases.{row}.{column}") for row in ("received", "done"))
        put(
            report,
            {f"cases.received.{column}": max(received, done), f"cases.waiting.{column}": max(received - done, 0)},
        )
    typed = draw(st.sets(st.sampled_from(list(SMALL.totals)))) if draw(st.booleans()) else set(SMALL.totals)
    put(report, {total: report.cell(total) for total in typed})
    spoilt = draw(st.lists(st.sampled_from(list(SMALL.cells)), min_size=1, max_size=3, unique=True))
    put(report, {cell: draw(st.integers(0, 6)) for cell in spoilt if not report.is_summed(cell)})
    return report


def wrong(report: Report) -> list[Relation]:
    return [relation for relation in report.form.relations if excess(report, relation)]


def excess(report: Report, relation: Relation) -> int:
    left, right = (sum(figure(report, cell) for cell in side) for side in (relation.left, relation.right))
    return left - right


def figure(report: Report, cell: str) -> int:
    number = report.cell(cell)
    assert isinstance(number, int)
    return number


def all_smallest(report: Report, most: int = MOST) -> Sets | None:
    """Return every smallest set of cells that mends the whole report; None where more than `most` are needed."""
    own = [cell for cell in report.form.cells if not report.is_summed(cell)]
    for size in range(most + 1):
        found = {frozenset(cells) for cells in combinations(own, size) if can_mend(report, cells)}
        if found:
            return found
    return None


def can_mend(report: Report, cells: tuple[str, ...]) -> bool:
    """Solve all identities for these cells and the totals that follow them; free ones are tried from 0 to 40."""
    unknown = [*cells, *(cell for cell in report.form.cells if report.is_summed(cell))]
    rows = [
        [Fraction((cell in relation.left) - (cell in relation.right)) for cell in unknown]
        + [Fraction(-excess(report, relation))]
        for relation in report.form.relations
    ]
    leading = eliminate(rows, len(unknown))
    if any(row[-1] for row in rows[len(leading) :]):
        return False
    free = [place for place in range(len(unknown)) if place not in leading]
    now = [figure(report, cell) for cell in unknown]
    for figures in product(range(41), repeat=len(free)):
        deltas = {place: Fraction(tried - now[place]) for place, tried in zip(free, figures, strict=True)}
        for row, place in zip(rows, leading, strict=False):
            deltas[place] = row[-1] - sum(row[other] * deltas[other] for other in free)
        after = [now[place] + deltas[place] for place in range(len(unknown))]
        if all(number >= 0 and number == int(number) for number in after):
            return True
    return False


def eliminate(rows: list[list[Fraction]], unknown: int) -> list[int]:
    leading: list[int] = []
    for place in range(unknown):
        top = len(leading)
        found = next((number for number in range(top, len(rows)) if rows[number][place]), None)
        if found is not None:
            rows[top], rows[found] = rows[found], rows[top]
            rows[top] = [number / rows[top][place] for number in rows[top]]
            for other in range(len(rows)):
                if other != top and rows[other][place]:
                    factor = rows[other][place]
                    rows[other] = [one - factor * two for one, two in zip(rows[other], rows[top], strict=True)]
            leading.append(place)
    return leading


def together(repairs: Repairs) -> Iterator[Mapping[str, int]]:
    """Yield what mends all groups at once: every choice of one repair from each."""
    for choice in product(*(group.repairs for group in repairs.groups)):
        yield {edit.cell: int(edit.value) for repair in choice for edit in repair.edits}


@settings(max_examples=60)
@given(reports())
def test_exactly_the_smallest_sets_are_found(report: Report) -> None:
    repairs, expected = repair(report), all_smallest(report)
    if expected is None:
        assert sum(len(group.repairs[0].edits) if group.complete else 5 for group in repairs.groups) > MOST
        return
    assert repairs.complete
    assert {frozenset(cells) for cells in together(repairs)} == expected
    assert prod(len(group.repairs) for group in repairs.groups) == len(expected)


@settings(max_examples=100)
@given(reports())
def test_one_repair_of_each_group_leaves_nothing_broken(report: Report) -> None:
    before = dict(report.contents())
    repairs = repair(report)
    assert dict(report.contents()) == before
    assert bool(repairs.groups) == bool(wrong(report))
    if all(group.repairs for group in repairs.groups):
        for cells in together(repairs):
            change = report.set_cells(cells)
            report.apply(change)
            assert not wrong(report)
            assert min(figure(report, cell) for cell in report.form.cells) >= 0
            report.apply(change.reversed())


@given(reports())
def test_a_single_repair_mends_its_own_identities(report: Report) -> None:
    groups = repair(report).groups
    keys = [relation.key for group in groups for relation in group.relations]
    for group in groups:
        own = {relation.key for relation in group.relations if keys.count(relation.key) == 1}
        for one in group.repairs:
            change = one.change(report)
            report.apply(change)
            assert own.isdisjoint(relation.key for relation in wrong(report))
            assert all(report.cell(edit.cell) == edit.value != edit.was for edit in one.edits)
            report.apply(change.reversed())


UNDETERMINED = {"received": (2, 2), "granted": (2, 3), "refused": (0, 3), "done": (2, 1), "waiting": (3, 3)}


def test_a_set_whose_figures_are_not_determined_is_found_and_told_as_such() -> None:
    report = Report(SMALL, 2040, "清河市档案馆")
    columns = ("person", "firm")
    put(
        report,
        {f"cases.{row}.{c}": n for row, both in UNDETERMINED.items() for c, n in zip(columns, both, strict=True)},
    )
    put(report, {"cases.done.total": 3, "cases.done.person": None})
    (group,) = repair(report).groups
    assert {frozenset(edit.cell for edit in one.edits) for one in group.repairs} == all_smallest(report, 4)
    undetermined = [one for one in group.repairs if one.open]
    assert undetermined
    for one in undetermined:
        assert one.reason.endswith("这几格还可以有别的分法，请对照原始材料填写。")
        change = one.change(report)
        report.apply(change)
        assert not wrong(report)
        report.apply(change.reversed())

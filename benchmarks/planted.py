"""Reports with planted errors: consistent tables three as real units have them, then one to three figures spoilt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from random import Random

from reportdesk.form import loader
from reportdesk.form.model import Form, Relation
from reportdesk.report.report import Report

TABLE = "requests"
_COLUMNS = (("natural", 1.0, 1.0), ("business", 0.5, 0.2), ("research", 0.05, 0.05), ("welfare", 0.08, 0.05),
            ("legal", 0.2, 0.1), ("other", 0.25, 0.1))  # fmt: skip
_SIZES = (3, 12, 40, 150, 800)


@dataclass(frozen=True)
class Planted:
    """A report with wrong figures, and by cell the figures it had before."""

    report: Report
    right: Mapping[str, int]


def planted(errors: int, number: int, seed: int) -> Iterator[Planted]:
    """Yield reports in which no set of fewer cells than were spoilt mends all, as a search of its own has made sure."""
    random = Random(seed * 1000 + errors)
    form = loader.load("disclosure-2021")
    while number:
        found = _plant(consistent(form, random), errors, random)
        if found and not mended_by_fewer(found.report, errors - 1):
            number -= 1
            yield found


def consistent(form: Form, random: Random) -> Report:
    """Return a report whose table three adds up, all totals typed as in an imported one: many zeros, few columns."""
    report = Report(form, form.first_year, "清河市档案馆")
    report.apply(report.set_cells(dict.fromkeys(form.cells, 0)))
    report.apply(report.set_cells(dict.fromkeys(form.totals)))
    items = [
        row.id
        for row in form.tables[TABLE].rows
        if row.id not in ("received", "carried_in", "concluded", "carried_out")
    ]
    size = random.choice(_SIZES)
    cells: dict[str, int] = {}
    for column, chance, share in _COLUMNS:
        if random.random() < chance:
            used = random.sample(items, random.randint(2, 9))
            figures = {row: round(size * share * random.expovariate(2.5)) for row in used}
            done, waiting = sum(figures.values()), round(size * share * random.random() / 5)
            carried = random.randint(0, min(done + waiting, max(1, size // 10)))
            figures |= {"received": done + waiting - carried, "carried_in": carried, "carried_out": waiting}
            cells |= {f"{TABLE}.{row}.{column}": figure for row, figure in figures.items()}
    report.apply(report.set_cells(cells))
    totals = {total: report.cell(total) for total in form.totals}
    report.apply(report.set_cells(totals))
    return report


def _plant(report: Report, errors: int, random: Random) -> Planted | None:
    cells = [address for address in report.form.cells if address.startswith(f"{TABLE}.")]
    filled = [address for address in cells if report.cell(address)]
    if not filled:
        return None
    wrong: dict[str, int] = {}
    while len(wrong) < errors:
        cell = random.choice(filled if random.random() < 0.8 else cells)
        figure = _figure(report, cell)
        if errors - len(wrong) > 1 and figure and random.random() < 0.2:
            other = random.choice(
                [address for address in cells if address.rpartition(".")[0] == cell.rpartition(".")[0]]
            )
            if other not in (cell, *wrong) and cell not in wrong:
                wrong |= {cell: 0, other: _figure(report, other) + figure}
        elif cell not in wrong:
            spoilt = _spoilt(figure, random)
            if spoilt != figure:
                wrong[cell] = spoilt
    right = {cell: _figure(report, cell) for cell in wrong}
    report.apply(report.set_cells(wrong))
    return Planted(report, right)


def _figure(report: Report, cell: str) -> int:
    figure = report.cell(cell)
    assert isinstance(figure, int)
    return figure


def _spoilt(figure: int, random: Random) -> int:
    digits = str(figure)
    place = random.randrange(len(digits))
    return (
        lambda: int(digits[:place] + digits[place + 1 :] or "0"),
        lambda: int(digits[:place] + digits[place] + digits[place:]),
        lambda: int(digits[:place] + random.choice("0123456789") + digits[place + 1 :]),
        lambda: int(digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]),
        lambda: random.randint(0, 2 * figure + 9),
    )[random.randrange(5)]()


def mended_by_fewer(report: Report, most: int) -> bool:
    """Tell whether at most that many cells can mend the report, by trying every set of them."""
    relations = [relation for relation in report.form.relations if relation.rule.table == TABLE]
    off = {relation.key: excess(report, relation) for relation in relations}
    broken = [set(relation.cells) for relation in relations if off[relation.key]]
    cells = list(dict.fromkeys(cell for relation in relations for cell in relation.cells))
    for size in range(most + 1):
        for chosen in combinations(cells, size):
            if all(not operands.isdisjoint(chosen) for operands in broken) and _mends(report, chosen, relations, off):
                return True
    return False


def _mends(report: Report, cells: tuple[str, ...], relations: Iterable[Relation], off: Mapping[str, int]) -> bool:
    rows = [
        [Fraction((cell in relation.left) - (cell in relation.right)) for cell in cells]
        + [Fraction(-off[relation.key])]
        for relation in relations
    ]
    for place in range(len(cells)):
        pivot = next((row for row in rows[place:] if row[place]), None)
        if pivot is None:
            return False  # not determined: fewer cells do
        rows.remove(pivot)
        rows.insert(place, [number / pivot[place] for number in pivot])
        for other in range(len(rows)):
            if other != place and rows[other][place]:
                factor = rows[other][place]
                rows[other] = [one - factor * two for one, two in zip(rows[other], rows[place], strict=True)]
    if any(row[-1] for row in rows[len(cells) :]):
        return False
    return all(_figure(report, cell) + row[-1] >= 0 for cell, row in zip(cells, rows, strict=False))


def excess(report: Report, relation: Relation) -> int:
    """Return by how much the left side of an identity is above the right one."""
    return sum(_figure(report, cell) for cell in relation.left) - sum(_figure(report, cell) for cell in relation.right)

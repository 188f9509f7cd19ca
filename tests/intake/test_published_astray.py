"""Rows that are moved more than once, on pages that add up: doubtful where they are, the others left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021
from intake.pages import Figures, grids, html_table, page, plain_table, rows
from reportdesk.form.model import Form
from reportdesk.intake.published import Reading, State, read_text

FORMS = {form.id: form for form in (FORM_2019, FORM_2021)}
FIRST = {"requests": 3, "review": 0}
"""Where the figures begin in a row of each table."""
PRINTED_TOTALS = ("received", "carried_in", "concluded", "carried_out")
STYLES = [(noughts, totals) for noughts in ("0", "") for totals in (True, False)]
"""What is printed for 0, and whether rows of the results print their totals."""
styles = pytest.mark.parametrize(("noughts", "totals"), STYLES)


def adding_up(form: Form, chance: Random) -> dict[str, int]:
    """Return figures of which most are 0, as in most reports, and with which every sum comes out."""
    most = chance.choice([3, 20, 300])
    found = {address: chance.randint(0, most) if chance.random() < 0.2 else 0 for address in form.cells}
    for column in (line.id for line in form.tables["requests"].columns[:-1]):
        first, before, done, after = (f"requests.{row}.{column}" for row in PRINTED_TOTALS)
        found[done] = sum(found[a] for r in form.relations if r.total == done and r.rule.per_column for a in r.left)
        found[before] = min(found[before], found[done] + found[after])
        found[first] = found[done] + found[after] - found[before]
    for relation in form.relations:
        if relation.total and not relation.rule.per_column:
            found[relation.total] = sum(found[address] for address in relation.left)
    return found


def printed(found: dict[str, int], noughts: str, *, totals: bool) -> dict[str, str]:
    texts = {
        address: noughts if figure == 0 and address.startswith(tuple(FIRST)) else str(figure)
        for address, figure in found.items()
    }
    if not totals:
        named = [address for address in found if address.startswith("requests.") and address.endswith(".total")]
        texts |= {address: "" for address in named if address.split(".")[1] not in PRINTED_TOTALS}
    return texts


def read_with(section: str, lines: list[list[str]], given: Figures, form: Form) -> Reading:
    tables = {name: html_table(grid, given) for name, grid in grids(form).items()}
    return read_text(page(tables | {section: plain_table(lines)}, form))


def lines_of(section: str, given: Figures, form: Form) -> list[list[str]]:
    return [[text or "" for text in line] for line in rows(grids(form)[section], given)]


def moved(line: list[str], how: str, first: int) -> list[str]:
    cells = line[first:]
    ways = {"left": [*cells[1:], ""], "right": ["", *cells[:-1]], "total": [*cells[:-1], ""]}
    return [*line[:first], *ways[how]]


def wrong(reading: Reading, found: dict[str, int]) -> Iterator[str]:
    for address, cell in reading.cells.items():
        if cell.state is State.READ and cell.value != found[address]:
            yield address


@styles
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), form=st.sampled_from(list(FORMS)))
def test_a_page_that_adds_up_is_read_without_doubt(seed: int, form: str, noughts: str, *, totals: bool) -> None:
    found = adding_up(FORMS[form], Random(seed))
    given_texts = printed(found, noughts, totals=totals)
    reading = read_with("requests", lines_of("requests", given_texts, FORMS[form]), given_texts, FORMS[form])
    for cell in (reading.cells[address] for address, text in given_texts.items() if text):
        assert (cell.value, cell.state) == (found[cell.address], State.READ), cell


@styles
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    seed=st.integers(0, 2**32),
    form=st.sampled_from(list(FORMS)),
    section=st.sampled_from(list(FIRST)),
    ways=st.lists(st.sampled_from(["left", "right", "total"]), min_size=1, max_size=3),
)
def test_a_row_moved_again_and_again_is_never_read_silently(
    seed: int, form: str, section: str, ways: list[str], noughts: str, *, totals: bool
) -> None:
    # Table four has one row and no columns: of few figures among blanks, a sum may come out by chance.
    assume(noughts or section == "requests")
    chance, first = Random(seed), FIRST[section]
    found = adding_up(FORMS[form], chance)
    given_texts = printed(found, noughts, totals=totals)
    lines = lines_of(section, given_texts, FORMS[form])
    row = chance.randrange(3, len(lines))
    for how in ways:
        lines[row] = moved(lines[row], how, first)
    assert not [*wrong(read_with(section, lines, given_texts, FORMS[form]), found)]


@pytest.mark.parametrize("ways", [["left"] * 2, ["left"] * 3, ["right", "left", "left"], ["left", "total"]])
@pytest.mark.parametrize("row", ["received", "granted", "concluded", "carried_out"])
def test_only_the_moved_row_is_doubtful_where_the_others_have_their_totals(row: str, ways: list[str]) -> None:
    found = adding_up(FORM_2021, Random(1)) | {f"requests.{row}.{c}": n for n, c in enumerate(("natural", "legal"), 4)}
    found[f"requests.{row}.total"] = sum(
        found[f"requests.{row}.{c.id}"] for c in FORM_2021.tables["requests"].columns[:-1]
    )
    given_texts = printed(found, "0", totals=True)
    lines = lines_of("requests", given_texts, FORM_2021)
    place = 3 + [line.id for line in FORM_2021.tables["requests"].rows].index(row)
    for how in ways:
        lines[place] = moved(lines[place], how, 3)
    reading = read_with("requests", lines, given_texts, FORM_2021)
    doubtful = {address for address, cell in reading.cells.items() if cell.state is State.DOUBTFUL}
    assert {address.rpartition(".")[0] for address in doubtful} == {f"requests.{row}"}
    assert all("错位" in reading.cells[address].reason for address in doubtful)
    assert not [*wrong(reading, found)]


@pytest.mark.parametrize("how", ["left", "right"])
@styles
def test_a_table_moved_as_a_whole_is_doubtful(how: str, noughts: str, *, totals: bool) -> None:
    """Its columns come out as well as before, so they bear nothing out."""
    found = adding_up(FORM_2021, Random(5))
    given_texts = printed(found, noughts, totals=totals)
    lines = lines_of("requests", given_texts, FORM_2021)
    lines[3:] = [moved(moved(line, how, 3), how, 3) for line in lines[3:]]
    assert not [*wrong(read_with("requests", lines, given_texts, FORM_2021), found)]


def test_a_row_that_only_lacks_its_total_is_no_reason_for_doubt() -> None:
    """Six figures of which the last is less than the others cannot be those of a row moved to the left."""
    found = adding_up(FORM_2021, Random(2)) | {f"requests.granted.{c}": n for c, n in (("natural", 9), ("other", 1))}
    given_texts = printed(found, "0", totals=True) | {"requests.granted.total": ""}
    reading = read_with("requests", lines_of("requests", given_texts, FORM_2021), given_texts, FORM_2021)
    assert reading.cells["requests.granted.other"].state is State.READ


def test_a_lost_head_between_others_makes_the_table_doubtful() -> None:
    """The heads behind it stand over their neighbours, and the sums along the rows come out all the same."""
    found = adding_up(FORM_2021, Random(3))
    given_texts = printed(found, "", totals=True)
    lines = lines_of("requests", given_texts, FORM_2021)
    lines[2] = [*(text for text in lines[2] if text != "社会公益组织"), ""]
    reading = read_with("requests", lines, given_texts, FORM_2021)
    assert not [*wrong(reading, found)]
    assert any("表头" in cell.reason for cell in reading.cells.values())


def test_a_row_that_lacks_a_cell_which_others_have_is_doubtful() -> None:
    """Its label reaches over the first column, and what is left fills the row to its end."""
    found = adding_up(FORM_2021, Random(4)) | {f"requests.granted.{c}": n for c, n in (("natural", 9), ("total", 9))}
    given_texts = printed(found, "", totals=True)
    html = html_table(grids()["requests"], given_texts)
    label, cell = '<td rowspan="1" colspan="2">（一）予以公开</td>', '<td rowspan="1" colspan="1">{}</td>'
    whole = label + cell.format(9) + cell.format("")
    assert whole in html
    html = html.replace(whole, label.replace('colspan="2"', 'colspan="3"') + cell.format(9))
    tables = {name: html_table(grid, given_texts) for name, grid in grids().items()}
    reading = read_text(page(tables | {"requests": html}))
    assert not [*wrong(reading, found)]

"""Tables that have lost or shifted several cells at once: figures become doubtful or unread, never silently wrong."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021
from intake.pages import assert_all_read, figures, grids, html_table, page, plain_table, rows, text_of, whole_page
from reportdesk.form.grid import Grid
from reportdesk.form.model import Form
from reportdesk.intake.published import Reading, State, read_text

Cell = tuple[str, str]
"""A cell's text and its spans as written."""
Cells = list[list[Cell]]
LOSSES = ("row", "cell", "head cell", "figure cell", "blank", "swap rows", "double")
SHIFTS = ("shift left", "shift right")


def ruled(grid: Grid, form: Form) -> Cells:
    """Return the cells as the official table has them, spans kept."""
    lines: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        spans = f' rowspan="{cell.rowspan}" colspan="{cell.colspan}"'
        lines.setdefault(cell.row, []).append((text_of(cell, figures(form)), spans))
    return list(lines.values())


def flat(grid: Grid, form: Form) -> Cells:
    return [[(text or "", "") for text in line] for line in rows(grid, figures(form))]


def written(lines: Cells) -> str:
    body = ("".join(f"<td{spans}>{escape(text)}</td>" for text, spans in line) for line in lines)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in body) + "</table>"


def has_figures(line: list[Cell]) -> bool:
    return any(text.isdigit() for text, _spans in line)


def damage(lines: Cells, how: str, data: st.DataObject) -> None:
    places = [place for place, line in enumerate(lines) if line and (how != "head cell" or not has_figures(line))]
    if how in ("figure cell", *SHIFTS):
        places = [place for place, line in enumerate(lines) if has_figures(line)]
    if not places:
        return
    row = data.draw(st.sampled_from(places))
    line = lines[row]
    column = data.draw(st.integers(0, len(line) - 1))
    first = next((place for place, (text, _spans) in enumerate(line) if text.isdigit()), 0)
    if how == "row":
        del lines[row]
    elif how in ("cell", "head cell", "figure cell"):
        del line[column]
    elif how == "blank":
        line[column] = ("", line[column][1])
    elif how == "swap rows":
        other = data.draw(st.integers(0, len(lines) - 1))
        lines[row], lines[other] = lines[other], lines[row]
    elif how == "double":
        lines.insert(data.draw(st.integers(0, len(lines))), list(line))
    elif how == "shift left":
        line[first:] = [*line[first + 1 :], ("", "")]
    elif how == "shift right":
        line[first:] = [("", ""), *line[first:-1]]


def silently_wrong(reading: Reading, form: Form) -> dict[str, object]:
    if reading.form is not form:
        return {}
    return {
        address: cell
        for address, cell in reading.cells.items()
        if cell.state is State.READ and cell.value != int(figures(form)[address])
    }


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_up_to_three_damages_never_give_a_wrong_figure(data: st.DataObject) -> None:
    form = {form.id: form for form in (FORM_2019, FORM_2021)}[data.draw(st.sampled_from([FORM_2019.id, FORM_2021.id]))]
    section = data.draw(st.sampled_from(list(grids(form))))
    lines = data.draw(st.sampled_from([ruled, flat]))(grids(form)[section], form)
    # Table two has no sums: a row that is moved by whole cells is the page's own there.
    ways = [*LOSSES, *(SHIFTS if section != "disclosure" else ())]
    for how in data.draw(st.lists(st.sampled_from(ways), min_size=1, max_size=3)):
        damage(lines, how, data)
    tables = {name: html_table(grid, figures(form)) for name, grid in grids(form).items()}
    assert not silently_wrong(read_text(page(tables | {section: written(lines)}, form)), form)


@pytest.mark.parametrize("how", ["left", "right"])
@pytest.mark.parametrize("row", ["requests.received", "requests.refused.law", "requests.carried_out"])
def test_a_row_that_stands_one_place_off_is_doubtful(row: str, how: str) -> None:
    lines = [[text or "" for text in line] for line in rows(grids()["requests"], figures())]
    first = figures()[f"{row}.natural"]
    line = next(line for line in lines if first in line)
    line[3:] = [*line[4:], ""] if how == "left" else ["", *line[3:-1]]
    tables = {name: html_table(grid, figures()) for name, grid in grids().items()}
    reading = read_text(page(tables | {"requests": plain_table(lines)}))
    own = [address for address in figures() if address.startswith(f"{row}.")]
    assert_all_read(reading, besides=own)
    assert State.READ not in {reading.cells[address].state for address in own}
    assert any("错位" in reading.cells[address].reason for address in own)


def test_heads_out_of_place_are_told_by_the_sums() -> None:
    """The corner has lost its row span, so every head stands over the labels."""
    html = whole_page().replace('<td rowspan="3" colspan="3">', '<td colspan="3">', 1)
    reading = read_text(html)
    assert not silently_wrong(reading, FORM_2021)
    own = [address for address in figures() if address.startswith("requests.")]
    assert_all_read(reading, besides=own)


def test_a_sum_that_is_wrong_in_a_whole_row_is_left_to_the_checks() -> None:
    address = "requests.granted.total"
    reading = read_text(whole_page().replace(f">{figures()[address]}<", ">7<"))
    assert_all_read(reading, besides=[address])
    assert (reading.cells[address].value, reading.cells[address].state) == (7, State.READ)


def test_blanks_for_noughts_are_no_reason_for_doubt_where_the_sum_comes_out() -> None:
    row = [address for address in figures() if address.startswith("requests.granted.")]
    html = whole_page()
    for address, text in zip(row, ["5", "", "", "", "", "", "5"], strict=True):
        html = html.replace(f">{figures()[address]}<", f">{text}<")
    reading = read_text(html)
    assert_all_read(reading, besides=row)
    assert [reading.cells[a].state for a in (row[0], row[-1])] == [State.READ, State.READ]
    assert {reading.cells[a].state for a in row[1:-1]} == {State.BLANK}

"""Plain text copied from a report: rows by their labels, with as many figures as there are columns, else unread."""

import pytest

from core import FORM_2019, FORM_2021
from intake.pages import TEXTS, TITLE, assert_all_read, figures, grids, rows
from reportdesk.form.model import Form
from reportdesk.intake.published import State, read_text


def text(form: Form = FORM_2021, *, cells: str = "\t", lines: str = "\n") -> str:
    """Return a report as it comes out of a program that knows no spans."""
    parts = [TITLE, TEXTS["preface"]]
    for section in form.sections:
        if section.title:
            parts.append(section.title)
        if section.tables:
            lines_of = rows(grids(form)[section.id], figures(form))
            parts += [cells.join(found for found in line if found) for line in lines_of]
        elif section.title:
            parts.append(TEXTS[section.id])
    return lines.join(parts)


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
@pytest.mark.parametrize("cells", ["\t", "  ", " \t ", "\u3000"], ids=["tabs", "blanks", "both", "wide blanks"])
def test_a_report_copied_as_text(form: Form, cells: str) -> None:
    reading = read_text(text(form, cells=cells))
    assert_all_read(reading, form)
    assert (reading.year, reading.unit["name"], dict(reading.prose)) == (2023, "清河市", TEXTS)


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_one_cell_on_each_line(form: Form) -> None:
    reading = read_text(text(form, cells="\n"))
    table_four = [address for address in figures(form) if address.startswith("review.")]
    assert_all_read(reading, form, besides=table_four)
    assert {reading.cells[address].value for address in table_four} <= {
        None,
        *(int(figures(form)[a]) for a in table_four),
    }


ROW = "2.重复申请"
CELLS = [address for address in figures() if address.startswith("requests.dismissed.duplicate.")]
PRINTED = "\t".join([ROW, *(figures()[address] for address in CELLS)])


@pytest.mark.parametrize(
    "damaged",
    [
        f"{ROW}\t1\t2\t3\t4\t5\t6",
        f"{ROW}\t1\t2\t3\t4\t5\t6\t7\t8",
        f"{ROW}\t1234567",
        f"{ROW}\t12\t34567",
        f"{ROW}\t1\t2\t22（其中修订16件）\t4\t5\t6\t7",
        f"{ROW}",
        "2.重申请\t1\t2\t3\t4\t5\t6\t7",
        f"{ROW}\t1\t2\t3\t4\t5\t6\t7x",
    ],
)
def test_a_damaged_row_stays_unread_and_spoils_no_other(damaged: str) -> None:
    assert PRINTED in text()
    reading = read_text(text().replace(PRINTED, damaged))
    assert_all_read(reading, besides=CELLS)
    assert {reading.cells[address].value for address in CELLS} == {None}
    assert {reading.cells[address].state for address in CELLS} == {State.UNREAD}


def test_noughts_run_together_are_as_many_cells() -> None:
    reading = read_text(text().replace(PRINTED, f"{ROW}0000000"))
    assert {(reading.cells[a].value, reading.cells[a].state) for a in CELLS} == {(0, State.READ)}


def test_figures_run_together_are_parted_by_their_total_with_a_doubt() -> None:
    reading = read_text(text().replace(PRINTED, f"{ROW}640020470"))
    assert [reading.cells[a].value for a in CELLS] == [64, 0, 0, 2, 0, 4, 70]
    assert {reading.cells[a].state for a in CELLS} == {State.DOUBTFUL}


def test_where_the_total_allows_two_ways_none_is_taken() -> None:
    reading = read_text(text().replace(PRINTED, f"{ROW}270020130"))
    assert {reading.cells[a].value for a in CELLS} == {None}


def test_a_stroke_is_nought_with_a_doubt() -> None:
    strokes = "\t".join([ROW, *"////", "—", "/", "7"])
    reading = read_text(text().replace(PRINTED, strokes))
    assert [reading.cells[a].value for a in CELLS] == [0, 0, 0, 0, 0, 0, 7]
    assert [reading.cells[a].state for a in CELLS] == [State.DOUBTFUL] * 6 + [State.READ]


def test_page_numbers_between_rows_do_no_harm() -> None:
    assert_all_read(read_text(text().replace(PRINTED, f"- 3 -\n{PRINTED}\n第 4 页 共 9 页")))


def test_the_text_in_one_line() -> None:
    reading = read_text(text(lines=" "))
    wrong = [c for c in reading.cells.values() if c.value is not None and c.value != int(figures()[c.address])]
    assert not wrong


def test_a_row_between_tabs_that_stands_two_cells_aside_is_doubtful() -> None:
    whole = "\t".join(figures()[address] for address in CELLS)
    aside = "\t".join(["", *(figures()[address] for address in CELLS[2:6]), "", ""])
    reading = read_text(text().replace(whole, aside))
    assert_all_read(reading, besides=CELLS)
    assert {reading.cells[address].state for address in CELLS[1:5]} == {State.DOUBTFUL}

"""Whatever is copied goes back where it was; whatever is pasted, nothing is made up."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import FORMS, put
from reportdesk.form.grid import section_grid
from reportdesk.form.model import Form, Section
from reportdesk.intake.block import Block, BlockRefused
from reportdesk.intake.clipboard import prepare, read
from reportdesk.intake.copying import as_html, as_text, copied
from reportdesk.intake.paste import Fate
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, parse, show

SECTIONS = [(form, section) for form in FORMS for section in form.sections if section.tables]
VALUES = st.one_of(
    st.none(),
    st.integers(0, 10**12),
    st.just(NOT_APPLICABLE),
    st.decimals(0, 10**6, places=2),
    st.sampled_from([Unread("12（含上年3件）"), Unread('含"引号"\t和\n换行'), Unread("=1+1")]),
)
WORDS = st.sampled_from(
    ["", " ", "0", "12", "1,234", "1 2", "/", "12件", "12（含3件）", "总计", "其他", "自然人", "（一）予以公开", '"']
)  # fmt: skip


def filled(form: Form, data: st.DataObject) -> Report:
    report = Report(form, form.first_year)
    put(report, data.draw(st.dictionaries(st.sampled_from(list(form.cells)), VALUES, max_size=12)))
    if data.draw(st.booleans()):
        put(report, {a: v for a, v in dict.fromkeys(form.cells, 3).items() if report.cell(a) is None})
    return report


@pytest.mark.parametrize(("form", "section"), SECTIONS, ids=lambda part: part.id)
@given(data=st.data())
@settings(max_examples=40)
def test_copying_a_rectangle_and_pasting_it_there_changes_nothing(
    form: Form, section: Section, data: st.DataObject
) -> None:
    report = filled(form, data)
    grid = section_grid(form, section)
    cells = [cell for cell in grid.cells if cell.address]
    one, other = data.draw(st.sampled_from(cells)), data.draw(st.sampled_from(cells))
    first = min(one.row, other.row), min(one.column, other.column)
    last = max(one.row, other.row), max(one.column, other.column)
    block = copied(grid, first, last, lambda address: show(report.cell(address)))
    for text, markup in ((as_text(block), ""), (as_text(block), as_html(block))):
        paste = prepare(report, section, first, text, markup)
        assert not report.set_cells(paste.values())


@pytest.mark.parametrize(("form", "section"), SECTIONS, ids=lambda part: part.id)
@given(data=st.data())
@settings(max_examples=60)
def test_a_printed_table_cut_and_shuffled_never_gives_a_wrong_figure(
    form: Form, section: Section, data: st.DataObject
) -> None:
    """Each cell has a figure of its own; rows are left out and stand in another order, columns are cut off."""
    own = {address: 1000 + place for address, place in form.order.items()}
    grid = section_grid(form, section)
    rows = copied(grid, (0, 0), (grid.rows - 1, grid.columns - 1), lambda address: str(own[address])).rows
    body = [row for row in rows if any(text and text.isdigit() for text in row)]
    if len(section.tables) == 1:
        heads = [row for row in rows if row not in body]
        body = data.draw(st.lists(st.sampled_from(body), unique=True, min_size=1))
        rows = (*heads, *data.draw(st.permutations(body)))
    labels = grid.label_columns or int(len(section.tables) > 1)
    first, last = sorted(data.draw(st.tuples(*[st.integers(labels, grid.columns)] * 2)))
    columns = [*range(labels), *range(first, last)]
    block = Block(tuple(tuple(row[column] for column in columns) for row in rows))
    place = data.draw(st.sampled_from([(cell.row, cell.column) for cell in grid.cells if cell.address]))
    paste = prepare(Report(form, form.first_year), section, place, as_text(block) if block.width else "")
    wrong = {entry.address: entry.text for entry in paste.entries if entry.text != str(own[entry.address])}
    assert not wrong or paste.doubts


def nothing_made_up(form: Form, section: Section, text: str, markup: str, place: tuple[int, int]) -> None:
    report = Report(form, form.first_year)
    paste = prepare(report, section, place, text, markup)
    assert paste.refusal or paste.entries
    try:
        texts = [cell for block in read(text, markup) for _row, _column, cell in block.filled()]
    except BlockRefused:
        assert paste.refusal
        return
    for entry in paste.entries:
        assert entry.text in texts
        assert all(part in text or part in markup for part in entry.text.split())
        if entry.fate is not Fate.REFUSED:
            assert parse(entry.text, form.cells[entry.address]) == entry.value
            assert not isinstance(entry.value, Unread)
    assert all(isinstance(value, int | Decimal | None) or value is NOT_APPLICABLE for value in paste.values().values())
    report.apply(report.set_cells(paste.values()))


@given(st.sampled_from(SECTIONS), st.text(max_size=200), st.integers(0, 30), st.integers(0, 16))
def test_any_text_is_survived(part: tuple[Form, Section], text: str, row: int, column: int) -> None:
    nothing_made_up(*part, text, "", (row, column))


@given(
    st.sampled_from(SECTIONS), st.lists(st.lists(WORDS, max_size=9), max_size=9), st.integers(0, 30), st.integers(0, 9)
)
@settings(max_examples=300)
def test_any_block_is_survived(part: tuple[Form, Section], rows: list[list[str]], row: int, column: int) -> None:
    nothing_made_up(*part, "\n".join("\t".join(line) for line in rows), "", (row, column))


TAGS = st.sampled_from(
    ["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=2>", "<td rowspan=3>", "</td>", "<p>", "<br>",
     "<tr style='display:none'>", "<col span=2 hidden>", "<!--", "-->", "&nbsp;", "&#0;", "<sup>", "<![CDATA["]
)  # fmt: skip


@given(st.sampled_from(SECTIONS), st.lists(st.one_of(TAGS, TAGS, WORDS, st.text(max_size=4)), max_size=60))
@settings(max_examples=300)
def test_any_html_is_survived(part: tuple[Form, Section], pieces: list[str]) -> None:
    form, section = part
    paste = prepare(Report(form, form.first_year), section, (0, 0), "", "".join(pieces))
    assert paste.refusal or paste.entries


@given(st.sampled_from(SECTIONS), st.lists(st.lists(st.tuples(WORDS, st.integers(1, 3)), max_size=8), max_size=8))
@settings(max_examples=300)
def test_any_table_with_spans_is_survived(part: tuple[Form, Section], rows: list[list[tuple[str, int]]]) -> None:
    lines = ("".join(f"<td colspan={span}>{text}</td>" for text, span in line) for line in rows)
    markup = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    nothing_made_up(*part, "", markup, (0, 0))

"""The tables: labels to the character, spans, widths, repeated heads, and figures of any length."""

from itertools import pairwise
from pathlib import Path

import pytest

from output import samples
from output.samples import Element, found, text, tree, value
from reportdesk.form import loader
from reportdesk.form.grid import Grid, GridCell, Role
from reportdesk.output.keeping import HEIGHT, kept_rows
from reportdesk.output.tables import AIRY, AUDIT, DENSE, ROOMY, SIDES, WIDTH, balance, fit
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread

FORMS = (*samples.OFFICIAL, "made-up")


def tables(name: str) -> list[Element]:
    return found(tree(samples.filled(name)), "//w:tbl")


def row_spans(row: Element) -> list[int]:
    return [int(value(span[0])) if (span := found(cell, "w:tcPr/w:gridSpan")) else 1 for cell in found(row, "w:tc")]


def repeated(table: Element) -> int:
    return len(found(table, "w:tr[w:trPr/w:tblHeader]"))


@pytest.mark.parametrize("name", FORMS)
def test_labels_and_figures_are_the_forms_in_reading_order(name: str) -> None:
    for table, texts in zip(tables(name), samples.grid_texts(samples.filled(name)), strict=True):
        cells = found(table, ".//w:tc[not(w:tcPr/w:vMerge[@w:val='continue'])]")
        assert [text(cell) for cell in cells] == texts


@pytest.mark.parametrize("name", FORMS)
def test_the_grid_is_full_and_as_wide_as_the_type_area(name: str) -> None:
    for table in tables(name):
        widths = [int(value(column, "w")) for column in found(table, "w:tblGrid/w:gridCol")]
        assert sum(widths) == WIDTH == int(value(found(table, "w:tblPr/w:tblW")[0], "w"))
        assert value(found(table, "w:tblPr/w:tblLayout")[0], "type") == "fixed"
        for row in found(table, "w:tr"):
            assert sum(row_spans(row)) == len(widths)
            assert sum(int(value(width, "w")) for width in found(row, "w:tc/w:tcPr/w:tcW")) == WIDTH


def merges_by_column(row: Element) -> dict[int, str]:
    column, merges = 0, {}
    for cell, span in zip(found(row, "w:tc"), row_spans(row), strict=True):
        merge = found(cell, "w:tcPr/w:vMerge")
        merges[column] = value(merge[0]) if merge else ""
        column += span
    return merges


@pytest.mark.parametrize("name", FORMS)
def test_a_merge_goes_on_only_under_one_that_began(name: str) -> None:
    for table in tables(name):
        rows = [merges_by_column(row) for row in found(table, "w:tr")]
        assert "continue" not in rows[0].values()
        for above, below in pairwise(rows):
            assert all(above.get(column) for column, merge in below.items() if merge == "continue")


def test_heads_repeat_on_every_page_and_rows_stay_whole() -> None:
    assert [repeated(table) for table in tables("disclosure-2021")] == [0, 3, 3]
    for table in tables("disclosure-2021"):
        assert len(found(table, "w:tr/w:trPr/w:cantSplit")) == len(found(table, "w:tr"))


@pytest.mark.parametrize(
    ("name", "disclosure", "requests"),
    [
        ("disclosure-2021", "+++.++.++++++.", "++++.+++++++++.++.++++.++++."),
        ("disclosure-2019", "+++.+++.+++.+++++.", "++++.+++++++++.++.+++++++."),
    ],
)
def test_heads_groups_and_short_tables_stay_whole_and_no_scrap_is_left(
    name: str, disclosure: str, requests: str
) -> None:
    kept = [
        "".join("+" if found(row, "w:tc[1]/w:p/w:pPr/w:keepNext") else "." for row in found(table, "w:tr"))
        for table in tables(name)
    ]
    assert kept == [disclosure, requests, "+++."]
    for table in tables(name):
        for row in found(table, "w:tr"):
            assert len(found(row, "w:tc/w:p/w:pPr/w:keepNext")) in (0, len(found(row, "w:tc")))


def labelled(*spans: int) -> Grid:
    """Return a table of two columns: groups of so many rows, and their figures."""
    cells: list[GridCell] = []
    for span in spans:
        row = sum(cell.rowspan for cell in cells if cell.role is Role.LABEL)
        cells.append(GridCell(row, 0, span, 1, Role.LABEL, "组"))
        cells += [GridCell(row + below, 1, 1, 1, Role.VALUE) for below in range(span)]
    return Grid(tuple(cells), sum(spans), 2, 0, 1, (0.5, 0.5))


def kept(grid: Grid, height: int, label: int = 0) -> str:
    needs = [label if cell.role is Role.LABEL else 0 for cell in grid.cells]
    return "".join("+" if keep else "." for keep in kept_rows(grid, [height] * grid.rows, needs))


def test_groups_are_whole_if_small_and_as_long_as_their_label_if_large() -> None:
    page = HEIGHT
    assert kept(labelled(1, 8, 1), page) == ".+++++++.."
    assert kept(labelled(1, 9, 1), page) == "..........."
    assert kept(labelled(1, 9, 1), page, label=3 * page) == ".++........"


def test_what_is_lower_than_an_eighth_of_a_page_does_not_stand_alone() -> None:
    assert kept(labelled(*[1] * 12), HEIGHT // 8) == "." * 12
    assert kept(labelled(*[1] * 12), HEIGHT // 16) == "+.........+."
    assert kept(labelled(*[1] * 4), HEIGHT // 32) == "+++."


def test_the_lines_of_a_cell_are_as_high_as_its_style_has_them() -> None:
    for look in (ROOMY, DENSE, AIRY, AUDIT):
        assert {line_of(f"Table{kind}{look.suffix}") for kind in ("Head", "Text")} == {look.line}


def line_of(name: str) -> int:
    styles = tree(samples.blank(), "word/styles.xml")
    return int(value(found(styles, f"w:style[@w:styleId='{name}']/w:pPr/w:spacing")[0], "line"))


def test_cells_have_styles_of_their_own_so_that_lines_are_low() -> None:
    report = samples.filled()
    styles = tree(report, "word/styles.xml")
    used = {value(style) for style in found(tree(report), "//w:tc/w:p/w:pPr/w:pStyle")}
    assert used == {f"Table{kind}{size}" for kind in ("Head", "Text", "Figure") for size in ("", "Small")}
    spacings = found(styles, "w:style[starts-with(@w:styleId, 'Table')]/w:pPr/w:spacing[@w:line]")
    assert {int(value(spacing, "line")) for spacing in spacings} == {120, 240, 300}
    borders = found(styles, "w:style[@w:styleId='ReportTable']//w:tblBorders/*")
    assert len(borders) == 6 and {value(border) for border in borders} == {"single"}


def test_the_values_a_cell_may_hold() -> None:
    report = samples.blank()
    values = {
        "normative.regulation.issued": NOT_APPLICABLE,
        "normative.regulation.repealed": Unread("22（其中修订16件）\n另有1件"),
        "normative.regulation.in_force": 0,
    }
    report.apply(report.set_cells(values))
    cells = [cell.text for cell in samples.opened(report).tables[0].rows[2].cells]
    assert cells == ["规章", "不适用", "22（其中修订16件）\n另有1件", "0"]
    assert [cell.text for cell in samples.opened(report).tables[0].rows[3].cells] == ["行政规范性文件", "", "", ""]


def test_neighbouring_tables_do_not_run_together() -> None:
    body = found(tree(samples.filled()), "/w:document/w:body/*")
    tags = [node.tag.rpartition("}")[2] for node in body]
    assert ("tbl", "tbl") not in pairwise(tags)
    assert tags[-2:] == ["p", "sectPr"]


UNTITLED = """
id = "two"
name = "无题格式"
notice = "虚构"
years = { first = 2030 }
title = "{year}年两表"
kinds.count = { number = "integer" }
sections = [{ id = "a", kind = "tables", name = "甲" }, { id = "b", kind = "tables", name = "乙" }]
[[tables]]
id = "one"
section = "a"
kind = "count"
columns = [{ id = "x", label = "列" }]
rows = [{ id = "y", label = "行" }]
[[tables]]
id = "other"
section = "b"
kind = "count"
columns = [{ id = "x", label = "列" }]
rows = [{ id = "y", label = "行" }]
"""


def test_tables_without_titles_are_kept_apart_and_named_for_screen_readers(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(UNTITLED, encoding="utf-8")
    root = tree(Report(loader.read(path), 2030))
    tags = [node.tag.rpartition("}")[2] for node in found(root, "/w:document/w:body/*")]
    assert tags == ["p", "tbl", "p", "tbl", "p", "sectPr"]
    assert [value(caption) for caption in found(root, "//w:tblCaption")] == ["甲", "乙"]


@pytest.mark.parametrize("figure", ["0", "1234", "-15", "123456", "73802895.90", "1000000000000", "24252.311082"])
@pytest.mark.parametrize("look", [ROOMY, DENSE])
def test_a_figure_of_any_length_stays_on_one_line(figure: str, look: object) -> None:
    half_points = ROOMY.half_points if look is ROOMY else DENSE.half_points
    room = WIDTH // 15 - SIDES
    scale, size = fit(figure, room, half_points)
    assert len(figure) * 0.5 * (size or half_points) * 10 * scale / 100 <= room
    assert scale >= 66


def test_what_fits_or_may_wrap_is_left_alone() -> None:
    assert fit("1234", 1000, 21) == (100, 0)
    assert fit("", 100, 21) == (100, 0)
    assert fit("二十二（其中修订十六件）", 100, 21) == (100, 0)


def test_a_head_breaks_into_lines_of_like_length() -> None:
    three_characters = 3 * 210 + 20
    assert 2 * 210 <= three_characters - 2 * balance("商业企业", three_characters, 21) < 3 * 210
    assert balance("社会公益组织", three_characters, 21) == 0 or balance("社会公益组织", three_characters, 21) < 10
    assert balance("总计", three_characters, 21) == 0
    assert balance("（三）不予公开", three_characters, 21) == 0

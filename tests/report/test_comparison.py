"""Figures of two years are laid side by side only where both forms mean the same."""

from decimal import Decimal

import pytest

from core import FORM_2019, FORM_2021, report_of
from reportdesk.report.comparison import change, counterparts
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

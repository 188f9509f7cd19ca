"""What this year's figures owe to last year's report, and whether a report is last year's at all."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reportdesk.form.model import Following, Form
from reportdesk.report.comparison import alike
from reportdesk.report.report import Report, added
from reportdesk.report.values import plain

Number = int | Decimal


class Misfit(StrEnum):
    """Why a report cannot serve as last year's."""

    NONE = "none"
    UNNAMED = "unnamed"
    UNIT = "unit"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Owed:
    """A figure of this year against what last year's report makes it: before + plus - minus."""

    left: Number
    before: Number
    plus: Number
    minus: Number

    @property
    def figures(self) -> tuple[str, str]:
        """Return what an 出错说明 is given for."""
        return plain(self.left), plain(self.right)

    @property
    def right(self) -> Number:
        """Return what the figure should be."""
        return self.before + self.plus - self.minus


def misfit(report: Report, last: Report | None) -> Misfit | None:
    """Say why `last` is not the same unit's report of exactly the year before; None where it is."""
    if last is None:
        return Misfit.NONE
    mine, theirs = unit_key(report.unit()), unit_key(last.unit())
    if not (mine and theirs):
        return Misfit.UNNAMED
    if mine != theirs:
        return Misfit.UNIT
    return None if last.year == report.year - 1 else Misfit.YEAR


@lru_cache(maxsize=256)
def unit_key(name: str) -> str:
    """Return a unit's name as it is compared: without blanks, full-width characters as the plain ones."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def comparable(following: Following, form: Form, last: Report) -> bool:
    """Tell whether last year's form has the cells that this figure follows from, labelled alike."""
    return all(alike(form, last.form, address) for address in following.last)


def owed(following: Following, report: Report, last: Report) -> Owed | None:
    """Weigh a figure against last year's report; None where an operand is not known. The cells must be comparable."""
    left, before = added(report, (following.this,)), added(last, following.last)
    plus, minus = added(report, following.plus), added(report, following.minus)
    if left is None or before is None or plus is None or minus is None:
        return None
    return Owed(left, before, plus, minus)

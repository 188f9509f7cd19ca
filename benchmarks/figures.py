"""The report that is measured: the large bundled sample, and one edit after another all over its tables."""

from __future__ import annotations

from itertools import cycle

from reportdesk import assets
from reportdesk.report import exchange
from reportdesk.report.report import Report


def sample() -> Report:
    """Return the bundled sample of the form in force; its figures are those of a large city."""
    return exchange.read(assets.path("resources", "samples/sample-2021.report.json"))


class Edits:
    """Edits without end: each cell that a clerk types in turn goes up by one, in the next round down again."""

    def __init__(self, report: Report) -> None:
        self._report = report
        cells = [cell.address for cell in report.form.cells.values() if cell.kind.integer]
        self._addresses = cycle([address for address in cells if report.is_summed(address) is False])
        self._original = {address: report.cell(address) for address in cells}

    def next(self) -> tuple[str, int]:
        """Return the next cell and the figure it is given."""
        address = next(self._addresses)
        value, original = self._report.cell(address), self._original[address]
        assert isinstance(original, int)
        return address, original + 1 if value == original else original

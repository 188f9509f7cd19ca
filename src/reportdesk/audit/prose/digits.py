"""Figures in full-width digits: they print twice as wide as GB/T 15835 has them, and look like another's."""

from __future__ import annotations

from collections.abc import Iterator

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.study import Study
from reportdesk.audit.prose.vocabulary import finding
from reportdesk.report.digits import narrowed, wide


def wide_digits(study: Study) -> Iterator[Finding]:
    """Yield one finding for each section with full-width digits, at the first of them."""
    for section in study.passages:
        found = list(wide(study.report.prose(section)))
        if found:
            (start, stop), shown = found[0].span(), found[0][0]
            yield finding(
                "digits", (section, "digits"), (start, stop), shown=shown, right=narrowed(shown),
                count=str(len(found)), place=study.place(section), figures=(shown, str(len(found))),
            )  # fmt: skip

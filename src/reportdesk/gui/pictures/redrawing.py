"""Draws a chart anew whose figures are no longer those of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportdesk.audit.findings import Finding
from reportdesk.gui.pictures import placing
from reportdesk.report.charts import drawing
from reportdesk.report.last_year import misfit

if TYPE_CHECKING:
    from reportdesk.gui.wizard import Wizard
    from reportdesk.report.changes import Change
    from reportdesk.session import Session

_DONE = "已照现在的数重画，Ctrl+Z 撤销"


def redraw(wizard: Wizard, finding: Finding) -> None:
    """Draw the chart of a finding by the figures of now and go there; one of words in prose is chosen anew."""
    session = wizard.session
    session.finals.refuse()
    placed = placing.picture_at(session.report, finding.section, finding.span[0]) if finding.span else None
    if placed is None:
        return
    drawn = drawing(placed.attachment)
    if drawn is not None and drawn.shows_cells:
        last = None if misfit(session.report, session.audit.last) else session.audit.last
        change = placing.redrawn(session.report, last, finding.section, placed)
    else:
        change = _chosen(wizard, session, finding.section, placed)
    if change is not None:
        session.apply(change)
        wizard.go_to_step(finding.section)
        wizard.footer.say(_DONE)


def _chosen(wizard: Wizard, session: Session, section: str, placed: placing.Placed) -> Change | None:
    from reportdesk.gui.pictures.chart_dialog import LISTS, ChartDialog

    dialog = ChartDialog(wizard.window(), session)
    dialog.source.setCurrentIndex(LISTS)
    dialog.caption.setText(placed.caption)
    taken = dialog.chart if dialog.exec() else None
    words = dialog.alternative.text()
    dialog.deleteLater()
    return placing.replaced(session.report, section, placed, taken, words) if taken is not None else None

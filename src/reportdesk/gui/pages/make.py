"""Which page a step has."""

from __future__ import annotations

from reportdesk.gui.pages.audit_page import AuditPage
from reportdesk.gui.pages.export_page import ExportPage
from reportdesk.gui.pages.page import Page
from reportdesk.gui.pages.prose_page import ProsePage
from reportdesk.gui.pages.table_page import TablePage
from reportdesk.gui.pages.unit_page import UnitPage
from reportdesk.gui.steps import AUDIT, EXPORT, UNIT, Step
from reportdesk.session import Session


def make_page(session: Session, step: Step, steps: list[Step]) -> Page:
    """Return a new page for a step of the form."""
    if step.id == UNIT:
        return UnitPage(session, step)
    if step.id == AUDIT:
        return AuditPage(session, step, steps)
    if step.id == EXPORT:
        return ExportPage(session, step)
    assert step.section is not None
    return ProsePage(session, step) if step.section.prose else TablePage(session, step, step.section)

"""What is said of a file that cannot be read as a report."""

from __future__ import annotations

from reportdesk.errors import ReportDeskError


class IntakeError(ReportDeskError):
    """A file that cannot be read as a report; the message says in one line what, where and what to do."""

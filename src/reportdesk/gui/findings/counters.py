"""How many errors, gaps and remarks there are; a click on one shows these only, a second click all again."""

from __future__ import annotations

from reportdesk.audit.findings import Finding, Tally, words
from reportdesk.form.model import Severity
from reportdesk.gui.toggles import Toggles


class Counters(Toggles):
    """The counts as buttons."""

    def __init__(self) -> None:
        named = words().severities
        super().__init__(
            {severity: f"只看{named[severity]}，再点一次看全部" for severity in Severity},
            {severity: severity.value for severity in Severity},
        )

    def show_tally(self, tally: Tally) -> None:
        """Show the counts above zero; explained remarks are named where none is left open."""
        for severity, number in tally.numbers().items():
            made, explained = self._buttons[severity], tally.explained if severity is Severity.REMARK else 0
            named = words().words["explained_tag"] if explained and not number else words().severities[severity]
            made.setText(f"{number or explained} {named}")
            made.setVisible(bool(number + explained))
            if not number + explained:
                made.setChecked(False)

    def chosen(self, findings: list[Finding]) -> list[Finding]:
        """Return the findings of the kind that is down, or all."""
        down = self.down()
        return findings if down is None else [each for each in findings if each.severity is Severity(down)]

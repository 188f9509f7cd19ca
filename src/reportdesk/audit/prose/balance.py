"""Received and carried in against concluded and carried out, as prose tells them."""

from __future__ import annotations

from collections.abc import Iterator

from reportdesk.audit.findings import Finding, Number
from reportdesk.audit.prose.study import Item, Study
from reportdesk.audit.prose.vocabulary import finding, phrases
from reportdesk.report.values import plain


def imbalances(study: Study) -> Iterator[Finding]:
    """Yield the sections whose four figures do not balance; one told twice differently is not judged."""
    roles = study.readings.balance
    for section in study.passages if roles else ():
        found = {role: _one(study, section, subject) for role, subject in roles.items()}
        values = {role: value for role, (value, _item) in found.items() if value is not None}
        if len(values) < len(roles):
            continue
        left = values["received"] + values["carried_in"]
        right = values["concluded"] + values["carried_out"]
        received = found["received"][1]
        new = received is not None and study.readings.narrowed(roles["received"], received.told.label)
        if right == left or (right == values["received"] and not new):
            continue
        items = [item for _value, item in found.values() if item]
        if not items or all(item.live for item in items):
            continue
        four = [plain(values[role]) for role in ("received", "carried_in", "concluded", "carried_out")]
        yield finding(
            "balance", (section, "申请"), items[0].span, (left, right), figures=tuple(four), place=study.place(section),
            received=four[0], carried_in=four[1], concluded=four[2], carried_out=four[3],
        )  # fmt: skip


def _one(study: Study, section: str, subject: str) -> tuple[Number | None, Item | None]:
    meaning = f"{subject}.{phrases(study.readings.speech).default(subject)}"
    told = [item for item in study.by_meaning.get((section, meaning), ()) if item.value is not None]
    values = {item.value for item in told}
    if len(values) == 1:
        return told[0].value, told[0]
    if not values and any(place == section and said.claim.zero == (subject,) for place, _span, said in study.said):
        return 0, None
    return None, None

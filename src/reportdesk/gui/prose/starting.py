"""Starter texts put at the end of a section, each under the next official number. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from reportdesk.audit.prose.starters import starters
from reportdesk.form.units import level_of
from reportdesk.report.prose import Paragraph, paragraphs
from reportdesk.report.report import Report

_NUMERALS = "一二三四五六七八九十"
Part = tuple[str, str]


def parts(report: Report, section: str) -> list[Part]:
    """Return title and text of the starters that a section has no heading for yet.

    They are written for 总体情况, the first part with a title.
    """
    first = next((prose.id for prose in report.form.prose if prose.title), "")
    if section != first:
        return []
    heads = [paragraph.text for paragraph in _headings(report.prose(section))]
    known = starters(report.form, level_of(report.unit("level"), report.unit()))
    return [(title, text) for title, text in known if not any(title in head for head in heads)]


def begun(text: str, chosen: Iterable[Part]) -> str:
    """Return a stored text with these parts after it, numbered on."""
    written = [text.rstrip()] if text.strip() else []
    number = len(_headings(text))
    for title, body in chosen:
        numeral = _NUMERALS[number] if number < len(_NUMERALS) else f"十{_NUMERALS[number - len(_NUMERALS)]}"
        written.append(f"（{numeral}）{title}\n{body}")
        number += 1
    return "\n".join(written)


def _headings(text: str) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs(text) if paragraph.level == 2]

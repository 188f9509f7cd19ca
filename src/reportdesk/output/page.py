"""The document as a list of blocks, top to bottom: what is printed, without how a file format writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from reportdesk.audit.findings import words
from reportdesk.form.model import Section
from reportdesk.output.pictures import Album, Picture
from reportdesk.output.tables import TableBlock, ems, table_block
from reportdesk.output.texts import texts
from reportdesk.report.prose import PICTURE, Paragraph, paragraphs, render
from reportdesk.report.report import Report

TITLE_LINE = 20
"""Characters of the title's size that one line holds."""
_AFTER_TABLE = 290
_UNIT = "{unit}"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its style, a first part in the character style `head_style`, the rest; space before it in twips.

    `new_page`: it is the first of a page.
    """

    style: str
    text: str = ""
    head: str = ""
    head_style: str = ""
    space_before: int = 0
    new_page: bool = False
    kind: ClassVar[str] = "line"


@dataclass(frozen=True, slots=True)
class CoversEnd:
    """The end of the papers that lie on top of the report; these and the report count their pages apart."""

    kind: ClassVar[str] = "covers_end"


Block = Line | TableBlock | Picture | CoversEnd


def blocks(report: Report, album: Album, *, draft: bool = False) -> list[Block]:
    """Return the whole document; the pictures it shows are put into `album`. A draft says which parts are unwritten."""
    found: list[Block] = [Line("Title", _title(report))]
    for section in report.form.sections:
        after_table = isinstance(found[-1], TableBlock)
        if section.title:
            found.append(Line("Heading1", section.title, space_before=_AFTER_TABLE if after_table else 0))
        elif after_table:
            found.append(Line("TableGap"))
        found.extend(_prose(report, section, album, draft=draft) if section.prose else [table_block(report, section)])
    if isinstance(found[-1], TableBlock):
        found.append(Line("TableGap"))  # a document may not end with a table
    return found


def unwritten() -> str:
    """Return what a draft says where a part has no text yet."""
    return words().words["unwritten"]


def _title(report: Report) -> str:
    """Break a title too long for one line after the unit's name, so that no word is torn apart."""
    title, unit = report.title(), report.unit()
    if not unit or ems(title) <= TITLE_LINE or not report.form.title.startswith(_UNIT):
        return title
    return f"{unit}\n{title.removeprefix(unit)}"


def _prose(report: Report, section: Section, album: Album, *, draft: bool) -> Iterator[Block]:
    found = paragraphs(render(report, section.id))
    for place, paragraph in enumerate(found):
        picture = PICTURE.fullmatch(paragraph.text)
        if picture is None:
            yield _line(paragraph, found[place + 1 : place + 2])
        else:
            shown = album.add(report.attachment(picture["sha256"]), picture["caption"])
            yield shown or Line("Caption", texts().say("words", "picture_missing", caption=picture["caption"]))
    if not found and section.title:
        yield Line("BodyText", unwritten() if draft else "")


def _line(paragraph: Paragraph, following: Sequence[Paragraph]) -> Line:
    if _heads(paragraph, following):
        return Line(f"Heading{paragraph.level}", paragraph.text)
    if paragraph.level == 2:
        head, rest = paragraph.text[: paragraph.head], paragraph.text[paragraph.head :]
        return Line("BodyText", rest, head, "Heading2Char")
    return Line("BodyText", paragraph.text)


def _heads(paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """Tell a heading from an item of a list: it stands alone, and something of a lower level comes under it."""
    if not paragraph.level or paragraph.head < len(paragraph.text) or paragraph.text.endswith(("。", "；", "：")):
        return False
    return bool(following) and (not following[0].level or following[0].level > paragraph.level)

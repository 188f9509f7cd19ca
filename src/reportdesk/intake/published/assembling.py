"""Make a reading of a page: sections, title, format, cells, prose, and notes on what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportdesk.audit import findings
from reportdesk.form import loader
from reportdesk.form.model import Form, Section
from reportdesk.intake.block import folded, is_figure
from reportdesk.intake.published.choosing import chosen, labels_in
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.flow import all_faces, opened, without_furniture
from reportdesk.intake.published.joining import JOINED, joined
from reportdesk.intake.published.judging import judged
from reportdesk.intake.published.outline import PREFACE, Outline, outline
from reportdesk.intake.published.particulars import Title, particulars, title_of, year_of
from reportdesk.intake.published.parts import Page, Paragraph, Part, Picture, Sheet
from reportdesk.intake.published.placing import Placed, placed
from reportdesk.intake.published.plain import from_sections
from reportdesk.intake.published.reading import CellReading, Reading, State
from reportdesk.intake.published.signature import LEFT_OUT, without_signature
from reportdesk.intake.published.twofold import MORE, first_report
from reportdesk.intake.published.words import matches, words
from reportdesk.report.changes import Attachment

_NO_REPORT = "没有找到年度报告的标题和表格，可能是栏目列表页或别的文件。请打开报告正文所在的页面或文件再试。"
_LONGEST_TITLE = 40
_REMARK = 12
_NOT_PRINTED = "原文没有这一格"


def assembled(page: Page) -> Reading:
    """Return the reading; IntakeError where the page has no report."""
    parts = list(page.parts)
    if page.unit is None:
        parts = list(without_furniture(opened(parts, all_faces()), plain=page.plain))
    whole = len(parts)
    parts = parts if page.unit is not None else list(first_report(parts))
    sections = outline(parts)
    title = title_of(page, sections.before)
    body = _without_shell(sections, own=page.unit is not None)
    sheets = [part for part in joined(parts) if isinstance(part, Sheet)]
    cut = sum(isinstance(part, Sheet) for part in parts) - len(sheets)
    period = year_of((*sections.before, *(part for held in body.values() for part in held)))
    year = title.year or period
    form, format_note = chosen(_labels(sheets, body if page.plain else {}), year)
    found = from_sections(body, form) if page.plain else placed(sheets, form)
    if not found.spots and not found.refused and len(sections.sections) < 2:
        raise IntakeError(_NO_REPORT)
    preface = sections.before[title.end :]
    prose = _prose(form, preface, body, own=page.unit is not None)
    written = prose.get(form.sections[-1].id, "").split("\n")
    kept = written if page.unit is not None else without_signature(written, title.unit)
    prose[form.sections[-1].id] = "\n".join(kept)
    contact = particulars([prose.get(PREFACE, ""), prose.get("other", ""), *_texts(sections.before)])
    notes = [
        *page.notes,
        MORE if len(parts) < whole else "",
        JOINED if cut else "",
        LEFT_OUT if len(kept) < len(written) else "",
        *_title_notes(title, period),
        format_note,
        *_section_notes(form, sections, found, year, plain=page.plain),
    ]
    return Reading(
        form,
        year,
        {"name": title.unit} | contact,
        _cells(form, found),
        prose,
        tuple(dict.fromkeys(note for note in notes if note)),
        tuple(found.skipped),
        tuple(found.tables),
        {_name(part.shown): part.shown for part in parts if isinstance(part, Picture) and part.shown},
    )


def _labels(sheets: Iterable[Sheet], body: Mapping[str, Iterable[Part]]) -> Iterator[str]:
    for sheet in sheets:
        yield from (text for _row, _column, text in sheet.block.filled() if not is_figure(text))
    for parts in body.values():
        yield from labels_in("".join(_texts(parts)))


def _texts(parts: Iterable[Part]) -> Iterator[str]:
    return (part.text for part in parts if isinstance(part, Paragraph))


def _without_shell(sections: Outline, *, own: bool) -> Mapping[str, tuple[Part, ...]]:
    """Cut off what the page prints after the report."""
    if own or not sections.headings:
        return sections.sections
    last = sections.headings[-1].section
    kept: list[Part] = []
    for part in sections.sections[last]:
        if isinstance(part, Paragraph) and matches(words().ends, folded(part.text)):
            break
        kept.append(part)
    return {**sections.sections, last: tuple(kept)}


def _prose(form: Form, preface: Sequence[Part], body: Mapping[str, Sequence[Part]], *, own: bool) -> dict[str, str]:
    """Return each prose section's paragraphs on lines of their own; what our drafts print for none is none."""
    found: dict[str, str] = {}
    for section in form.prose:
        held = preface if section.id == PREFACE else body.get(section.id, ())
        text = "\n".join(filter(None, (_printed(part) for part in held)))
        found[section.id] = "" if own and text == findings.words().words["unwritten"] else text
    return found


def _printed(part: Part) -> str:
    """Return a part of prose as a report keeps it: a picture is a line of its own."""
    if isinstance(part, Picture) and part.shown is not None:
        return f"![{part.caption}]({_name(part.shown)})"
    return part.text.strip() if isinstance(part, Paragraph) else ""


def _name(shown: Attachment) -> str:
    return hashlib.sha256(shown.data).hexdigest()


def _cells(form: Form, found: Placed) -> dict[str, CellReading]:
    return {address: _cell(form, address, found) for address in form.cells}


def _cell(form: Form, address: str, found: Placed) -> CellReading:
    spot = found.spots.get(address)
    if spot is not None:
        return judged(spot.text, form.cells[address], found.doubts.get(address, ""))
    refused = found.refused.get(address)
    if refused is not None:
        return CellReading(address, State.UNREAD, None, refused.text, refused.reason)
    if address in found.blank:
        return CellReading(address, State.BLANK, reason="原文这一格是空白")
    return CellReading(address, State.UNREAD, None, "", _NOT_PRINTED)


def _title_notes(title: Title, period: int | None) -> Iterator[str]:
    if title.year and period and title.year != period:
        yield f"标题写的是 {title.year} 年，正文的统计期限却是 {period} 年，按标题读取，请核对。"
    if not title.year:
        yield "没有找到写明年度的标题" + ("，年度取自统计期限。" if period else "，请自己填写年度。")
    if not title.unit:
        yield "没有找到单位名称，请自己填写。"


def _is_old(sections: Outline, year: int | None, found: Placed) -> bool:
    """Tell a report of the years before the official tables."""
    if found.spots or found.refused:
        return False
    texts = [folded(text) for parts in (sections.before, *sections.sections.values()) for text in _texts(parts)]
    told = any(word in text for word in words().old_format for text in texts if len(text) <= _LONGEST_TITLE)
    return told or (year is not None and all(year < loader.load(form_id).first_year for form_id in loader.bundled()))


def _is_refused(form: Form, section: Section, found: Placed) -> bool:
    return any(form.cells[address].table in section.tables for address in found.refused)


def _section_notes(form: Form, sections: Outline, found: Placed, year: int | None, *, plain: bool) -> Iterator[str]:
    pictures = {
        section for section, parts in sections.sections.items() if any(isinstance(part, Picture) for part in parts)
    }
    if _is_old(sections, year, found):
        yield "这是 2019 年以前的旧格式报告，没有现在的统一表格，只读入了文字，请对照原文填写各表。"
        return
    for section in form.sections:
        if section.tables and section.id not in found.sections and not _is_refused(form, section, found):
            why = "是图片，读不出数字，请对照原文填写" if section.id in pictures else "没有找到，请对照原文填写"
            yield f"“{section.title}”的表格{why}。"
        elif section.title and section.id not in sections.sections:
            yield f"没有找到“{section.title}”这一部分的标题。"
        if (
            section.tables
            and found.tables
            and not plain
            and any(len(folded(text)) > _REMARK for text in _texts(sections.sections.get(section.id, ())))
        ):
            yield f"“{section.title}”里除表格外还有文字，没有读入。"
    foreign = sum(not table.places for table in found.tables)
    if foreign:
        yield f"有 {foreign} 张表格不是统一格式的表，没有读入。"

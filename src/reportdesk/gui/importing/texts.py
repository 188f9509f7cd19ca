"""The prose and particulars found in a published report, and what was not read, as a page to look through. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from reportdesk.form.model import Section
from reportdesk.form.units import particulars
from reportdesk.intake.published import Reading
from reportdesk.report.prose import paragraphs, spoken

_ROOM, _BEFORE, _CUT = 100, 24, "…"


def prose_page(reading: Reading) -> str:
    """Return particulars and prose by section as HTML."""
    return "".join(_prose(reading))


def notes_page(reading: Reading) -> str:
    """Return as HTML what the clerk should know of the file as a whole, and the passages that found no place."""
    skipped = [f"{part.text.strip()}　（{part.reason}）" for part in reading.skipped]
    return "".join((*_listed("说明", reading.notes), *_listed("没有读入的内容", skipped)))


def part_name(section: Section) -> str:
    """Name a section in the room of a tab."""
    return f"第{section.title.partition('、')[0]}部分" if section.title else section.name


def tooltip(text: str) -> str:
    """Return a text of the file as a tooltip, which would else be taken for markup where it looks like it."""
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    return f"<qt>{lines}</qt>"


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return two texts, long ones from shortly before where they begin to differ, as far as there is room in a row."""
    if max(len(old), len(new)) <= _ROOM:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    start = max(0, next((at for at, (a, b) in pairs if a != b), min(len(old), len(new))) - _BEFORE)
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _ROOM
    return f"{_CUT if start else ''}{text[start:end]}{_CUT if len(text) > end else ''}"


def _prose(reading: Reading) -> Iterator[str]:
    found = [f"{particulars()[field]}：{text}" for field, text in reading.unit.items() if text]
    yield from _listed("单位信息", found)
    for section in reading.form.prose:
        texts = [paragraph.text for paragraph in paragraphs(spoken(reading.prose.get(section.id, "")))]
        yield from _listed(section.title or section.name, texts or ["（没有读到文字）"], section.id)


def _listed(head: str, texts: Iterable[str], anchor: str = "") -> Iterator[str]:
    told = [f"<p>{escape(text)}</p>" for text in texts]
    if told:
        yield f"<h3><a name='{anchor}'></a>{escape(head)}</h3>"
        yield from told

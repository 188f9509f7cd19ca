"""Where a picture stands in stored prose, and the change that puts one there or gives it other words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from reportdesk.output.pictures import described, with_description
from reportdesk.report.changes import Attachment, Change, Content, Slot
from reportdesk.report.prose import PICTURE
from reportdesk.report.report import Report


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of a section: its line [start, end) in code points, its caption and its file."""

    start: int
    end: int
    caption: str
    name: str
    attachment: Attachment


def picture_at(report: Report, section: str, place: int) -> Placed | None:
    """Return the picture on the line of a place, None where there is none."""
    text = report.prose(section)
    start, end = _line(text, place)
    found = PICTURE.fullmatch(text[start:end].strip())
    attachment = report.attachment(found["sha256"]) if found else None
    return Placed(start, end, found["caption"], found["sha256"], attachment) if found and attachment else None


def inserted(report: Report, section: str, place: int, picture: Attachment, caption: str, alternative: str) -> Change:
    """Plan a picture on a line of its own, after the paragraph of a place."""
    text = report.prose(section)
    start, end = _line(text, place)
    named, line = _named(picture, caption, alternative)
    before = text[:end] if text[start:end].strip() else text[:start]
    gap = "" if not before or before.endswith("\n") else "\n"
    after = text[end:] or "\n"
    return report.plan("插入图片", [_slot(named), (Slot("prose", section), f"{before}{gap}{line}{after}")])


def altered(report: Report, section: str, placed: Placed, caption: str, alternative: str) -> Change:
    """Plan other words for a picture; the file without them goes where nothing else shows it."""
    text = report.prose(section)
    named, line = _named(placed.attachment, caption, alternative)
    new = f"{text[: placed.start]}{line}{text[placed.end :]}"
    wishes = [_slot(named), (Slot("prose", section), new)]
    rest = [new, *(report.prose(each.id) for each in report.form.prose if each.id != section)]
    if not any(placed.name in other for other in rest):
        wishes.append((Slot("attachment", placed.name), None))
    return report.plan("修改图片说明", wishes)


def _named(picture: Attachment, caption: str, alternative: str) -> tuple[Attachment, str]:
    """Return the picture saying what it shows, and the line that stands for it."""
    caption = " ".join(caption.split()).replace("]", "］")
    data = picture.data
    if described(data) != alternative.strip():
        data = with_description(data, alternative.strip())
    return Attachment(picture.media_type, data), f"![{caption}]({sha256(data).hexdigest()})"


def _slot(picture: Attachment) -> tuple[Slot, Content]:
    return Slot("attachment", sha256(picture.data).hexdigest()), picture


def _line(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end

"""Where a picture stands in stored prose, and the change that puts one there or gives it other words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from reportdesk.output.charts import MOST, CannotDraw, Chart, bar_chart, in_words
from reportdesk.report.changes import Attachment, Change, Content, Slot
from reportdesk.report.charts import Bar, drawing, standing
from reportdesk.report.picture_words import described, with_description
from reportdesk.report.prose import PICTURE
from reportdesk.report.report import Report
from reportdesk.report.values import is_number

_NOT_OURS = "这张图不是用表中的数画的，不能照表重画。"
_BLANK = "“{name}”还没有填，填好再重画这张图。"


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


def removed(report: Report, section: str, placed: Placed) -> Change:
    """Plan the text without the line of a picture; its file stays in the data file for undo."""
    text = report.prose(section)
    end = placed.end + (text[placed.end : placed.end + 1] == "\n")
    start = placed.start if end > placed.end or not placed.start else placed.start - 1
    return report.plan("删除图片", [(Slot("prose", section), text[:start] + text[end:])])


def altered(report: Report, section: str, placed: Placed, caption: str, alternative: str) -> Change:
    """Plan other words for a picture; the file without them goes where nothing else shows it."""
    return _in_place("修改图片说明", report, section, placed, _named(placed.attachment, caption, alternative))


def redrawn(report: Report, last: Report | None, section: str, placed: Placed) -> Change:
    """Plan a chart of cells anew by their figures of now, its own words kept; CannotDraw where one of them is blank."""
    old = drawing(placed.attachment)
    if old is None or not old.shows_cells:
        raise CannotDraw(_NOT_OURS)
    moved = old.of_year(report.year)
    bars = [_standing(bar, report, last) for bar in moved.bars[-MOST:]]
    chart = bar_chart(moved.title, bars, moved.unit)
    own = described(placed.attachment.data)
    words = chart.alternative if own == in_words(old) else own
    return _in_place("重画图表", report, section, placed, _named(chart.attachment, placed.caption, words))


def replaced(report: Report, section: str, placed: Placed, chart: Chart, alternative: str) -> Change:
    """Plan another chart in the place of one."""
    return _in_place("重画图表", report, section, placed, _named(chart.attachment, chart.caption, alternative))


def _standing(bar: Bar, report: Report, last: Report | None) -> Bar:
    now = standing(bar, report, last)
    if bar.year != report.year and not is_number(now):
        return bar
    if not is_number(now):
        raise CannotDraw(
            _BLANK.format(name=report.form.cell_name(bar.cell) if bar.cell in report.form.cells else bar.label)
        )
    return bar._replace(value=now)


def _in_place(label: str, report: Report, section: str, placed: Placed, named: tuple[Attachment, str]) -> Change:
    """Plan another picture, or the same with other words, on the line of one; what nothing shows any more goes."""
    text = report.prose(section)
    picture, line = named
    new = f"{text[: placed.start]}{line}{text[placed.end :]}"
    wishes = [_slot(picture), (Slot("prose", section), new)]
    rest = [new, *(report.prose(each.id) for each in report.form.prose if each.id != section)]
    if not any(placed.name in other for other in rest):
        wishes.append((Slot("attachment", placed.name), None))
    return report.plan(label, wishes)


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

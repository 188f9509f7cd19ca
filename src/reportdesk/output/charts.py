"""Bar charts of a few figures as pictures for prose, at print quality, with words for those who cannot see them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from reportdesk.errors import ReportDeskError
from reportdesk.output.fonts import drawing_font
from reportdesk.output.texts import texts
from reportdesk.report.changes import Attachment
from reportdesk.report.charts import Bar, Drawing, with_drawing
from reportdesk.report.picture_words import DESCRIPTION
from reportdesk.report.values import plain

Number = int | Decimal
MOST = 12
"""Bars that one chart has room for."""
DPI = 300
_POINT = DPI / 72
_WIDTH = round(442 * _POINT)
_PLOT = round(130 * _POINT)
_SIZE = round(10.5 * _POINT)
_LEADING = round(14 * _POINT)
_GAP = round(4 * _POINT)
_RULE = max(1, round(0.75 * _POINT))
_BAR = 0.5  # of the room that a bar has
_WIDEST_BAR = round(48 * _POINT)
_INK, _FILL, _PAPER = (0, 0, 0), (79, 97, 120), (255, 255, 255)


class CannotDraw(ReportDeskError):
    """Figures that make no chart, or a machine without a Chinese font."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as prose takes it: the picture, its SHA-256, its caption, and the words that stand for it."""

    attachment: Attachment
    name: str
    caption: str
    alternative: str

    @property
    def line(self) -> str:
        """Return the line of prose that shows it."""
        return f"![{self.caption}]({self.name})"


def bar_chart(title: str, bars: Sequence[Bar], unit: str = "") -> Chart:
    """Draw the bars in the order given; CannotDraw for none, for more than `MOST`, or without a font.

    The picture says in words what it shows, and keeps what it was drawn of.
    """
    say = texts().say
    if not bars:
        raise CannotDraw(say("chart", "no_values"))
    if len(bars) > MOST:
        raise CannotDraw(say("chart", "too_many", most=MOST, count=len(bars)))
    found = drawing_font()
    if found is None:
        raise CannotDraw(say("chart", "no_font"))
    font = ImageFont.truetype(found.file, _SIZE, index=found.index)
    drawn = Drawing(title.replace("]", "］").replace("\n", " "), unit, tuple(bars))
    words = in_words(drawn)
    data = with_drawing(_png(_drawn([(bar.label, bar.value) for bar in bars], unit, font), words), drawn)
    return Chart(Attachment("image/png", data), sha256(data).hexdigest(), drawn.title, words)


def in_words(drawn: Drawing) -> str:
    """Return what a chart says to those who cannot see it."""
    say = texts().say
    listed = "，".join(say("chart", "value", label=bar.label, value=plain(bar.value)) for bar in drawn.bars)
    return say("chart", "alt" if drawn.unit else "alt_plain", title=drawn.title, unit=drawn.unit, values=listed)


def _drawn(values: Sequence[tuple[str, Number]], unit: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    room = _WIDTH // len(values)
    figures = _fitting(font, [plain(value) for _label, value in values], room - _GAP)
    labels = [_wrapped(label, room - 2 * _GAP, font) for label, _value in values]
    top = _LEADING * (2 if unit else 1) + _GAP
    below = _LEADING if any(value < 0 for _label, value in values) else 0
    bottom = top + _PLOT + below + 2 * _GAP
    height = bottom + max(map(len, labels)) * _LEADING + _GAP
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    if unit:
        draw.text((_GAP, 0), texts().say("chart", "unit", unit=unit), fill=_INK, font=font)
    base = top + _base([value for _label, value in values])
    for place, ((_label, value), lines) in enumerate(zip(values, labels, strict=True)):
        middle = place * room + room // 2
        length = _length(value, [other for _other, other in values])
        half = min(_WIDEST_BAR, round(room * _BAR)) // 2
        draw.rectangle((middle - half, min(base, base - length), middle + half, max(base, base - length)), fill=_FILL)
        above = base - length - _LEADING if value >= 0 else base - length + _GAP
        _centred(draw, middle, above, plain(value), figures)
        for line, words in enumerate(lines):
            _centred(draw, middle, bottom + line * _LEADING, words, font)
    draw.line((0, base, _WIDTH, base), fill=_INK, width=_RULE)
    return image


def _base(values: Sequence[Number]) -> int:
    """Return how far below the top of the plot zero lies."""
    highest, lowest = max(0, *values), min(0, *values)
    return round(_PLOT * highest / (highest - lowest)) if highest > lowest else _PLOT


def _length(value: Number, values: Sequence[Number]) -> int:
    span = max(0, *values) - min(0, *values)
    return round(_PLOT * value / span) if span else 0


def _fitting(font: ImageFont.FreeTypeFont, figures: Sequence[str], room: int) -> ImageFont.FreeTypeFont:
    """Return the font, smaller where the longest figure would run into its neighbour's."""
    longest = max(map(font.getlength, figures))
    return font if longest <= room else font.font_variant(size=max(1, int(_SIZE * room / longest)))


def _wrapped(label: str, room: int, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a label anywhere, as Chinese may be, but not inside a figure that fits."""
    lines = [""]
    for word in _words(label):
        for part in [word] if font.getlength(word) <= room else list(word):
            if lines[-1] and font.getlength(lines[-1] + part) > room:
                lines.append("")
            lines[-1] += part
    return lines


def _words(label: str) -> list[str]:
    words: list[str] = []
    for character in label:
        if words and character.isascii() and character.isalnum() and words[-1].isascii() and words[-1].isalnum():
            words[-1] += character
        else:
            words.append(character)
    return words


def _centred(draw: ImageDraw.ImageDraw, middle: int, top: int, words: str, font: ImageFont.FreeTypeFont) -> None:
    draw.text((middle - font.getlength(words) / 2, top), words, fill=_INK, font=font)


def _png(image: Image.Image, alternative: str) -> bytes:
    information = PngImagePlugin.PngInfo()
    information.add_itxt(DESCRIPTION, alternative, lang="zh-CN")
    file = io.BytesIO()
    colours = image.quantize(32, dither=Image.Dither.NONE)
    colours.save(file, "PNG", dpi=(DPI, DPI), pnginfo=information, optimize=True)
    return file.getvalue()

"""Stored prose as it is searched: no blanks, half-width digits and brackets, each live figure one sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportdesk.report.prose import LiveFigure, live_figures, picture_lines

LIVE = "\ue000"
END = "\n"
_BREAKS = r"\n\r\u2028\u2029\x0b\x0c\x85"
_RUN = re.compile(rf"(?P<end>[{_BREAKS}])|[^\s\u200b\u200c\u200d\u2060\ufeff\u00ad{_BREAKS}]+")
_FOLD = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {LIVE: "□", ";": "；", ":": "：", "!": "！", "?": "？", "﹪": "%", "○": "〇"}
    | {ord(sign): sign for sign in "，；：！？"}
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Surface:
    """A searchable text: sign i begins at starts[i] of the stored one; `live` has end and addresses of live figures."""

    text: str
    starts: tuple[int, ...]
    live: dict[int, tuple[int, tuple[str, ...]]]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return where a non-empty stretch stands in the stored text."""
        last = self.live.get(stop - 1)
        return self.starts[start], last[0] if last else self.starts[stop - 1] + 1

    def addresses(self, place: int) -> tuple[str, ...]:
        """Return what the live figure at a place shows, nothing where none is."""
        return self.live[place][1] if place in self.live else ()


def surface(stored: str) -> Surface:
    """Make a text searchable; pictures leave no trace."""
    signs: list[str] = []
    starts: list[int] = []
    live: dict[int, tuple[int, tuple[str, ...]]] = {}

    def plain(start: int, stop: int) -> None:
        for run in _RUN.finditer(stored, start, stop):
            signs.append(END if run.lastgroup else run[0].translate(_FOLD))
            starts.extend(range(*run.span()) if not run.lastgroup else (run.start(),))

    done = 0
    found = [*picture_lines(stored), *live_figures(stored)]
    for sign in sorted(found, key=lambda sign: sign.start):
        if sign.start < done:
            continue
        plain(done, sign.start)
        if isinstance(sign, LiveFigure):
            live[len(starts)] = (sign.end, sign.addresses)
            signs.append(LIVE)
            starts.append(sign.start)
        done = sign.end
    plain(done, len(stored))
    return Surface(_COMMA.sub("，", "".join(signs)), tuple(starts), live)

"""A block of cells as others hand it over: texts in rows and columns, and what can be told of a text by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportdesk.errors import ReportDeskError

MOST_CELLS = 20_000
_UNITS = "件条项个宗起份篇次元万亿%"
_FIGURE = re.compile(rf"[+-]?(?:\d[\d,']*(?:\.\d+)?|\.\d+)[{_UNITS}]{{0,2}}")
_MARKS = frozenset({"/", "-", "--", "...", "......", "无", "不适用", "n/a"})
_DASHES = str.maketrans("—–−―", "----")


class BlockRefused(ReportDeskError):
    """A clipboard that cannot be pasted at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of equal length; None is a place that a merged cell covers from the left or from above.

    `doubt` says in a sentence why its division into columns is a guess, where it is one. `ends` tells how many places
    each row really has where they are not equally many; the rest is filled up.
    """

    rows: tuple[tuple[str | None, ...], ...]
    doubt: str = ""
    ends: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def end(self, row: int) -> int:
        """Return how many places a row really has."""
        return self.ends[row] if self.ends else self.width

    def filled(self) -> Iterable[tuple[int, int, str]]:
        """Yield row, column and text of every cell that is not blank."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text is not None and not is_blank(text):
                    yield row, column, text

    def has_figures(self) -> bool:
        """Tell whether any cell looks like a figure."""
        return any(is_figure(text) for _row, _column, text in self.filled())


def made(rows: Sequence[Sequence[str | None]], doubt: str = "") -> Block:
    """Return a block of rows made equally long; BlockRefused where that is too much to be a table of a report."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise BlockRefused("剪贴板里的内容太多，请只复制一张表格。")
    return Block(tuple((*row, *[""] * (width - len(row))) for row in rows), doubt)


def ragged(rows: Sequence[Sequence[str | None]]) -> Block:
    """Return a block of rows that keeps in mind how long each of them is."""
    return replace(made(rows), ends=tuple(map(len, rows)))


def folded(text: str) -> str:
    """Return a text without blanks and invisible characters, full-width and other variants made one."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to see in a text."""
    return not folded(text)


def is_figure(text: str) -> bool:
    """Tell whether a text stands for a figure, right or wrong: digits with a unit, or a mark for none."""
    plain = folded(text).translate(_DASHES).lower()
    return plain in _MARKS or _FIGURE.fullmatch(plain) is not None

"""The faces of the page as this machine has them, and what the clerk is told where it lacks one."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from reportdesk.output import fonts
from reportdesk.output.texts import texts


@cache
def lacking() -> tuple[fonts.Missing, ...]:
    """Return the faces of the page that this machine lacks, with what stands in for each."""
    return tuple(fonts.missing(QFontDatabase.families()))


def notice() -> str:
    """Say before an export which faces are lacking, empty where none is."""
    names = "、".join("\u2060".join(each.name) for each in lacking())  # one word, never broken
    return f"这台电脑缺这些字体：{names}。预览和打印用相近的字体代替。" if names else ""


def stand_ins() -> str:
    """Say what stands in for each of them, and what that means for the file."""
    return "\n".join([*(each.sentence() for each in lacking()), fonts.advice()])


@cache
def font(face: str, size: int, spacing: float = 0, stretch: int = 100) -> QFont:
    """Return a face in a size and with a letter spacing in twips, as the twip is the pixel of our pages."""
    made = QFont()
    made.setFamilies(_families(face))
    made.setPixelSize(max(1, size))
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    made.setStretch(stretch)
    made.setKerning(False)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def _families(face: str) -> list[str]:
    """Return the family of a face or its stand-in first, then all that may have a character it lacks."""
    known = {family.casefold(): family for family in QFontDatabase.families()}
    named = next((each for each in texts().faces if each.name == face), None)
    wanted = (named.name, *named.also, *named.likes) if named else (face,)
    found = [known[name.casefold()] for name in wanted if name.casefold() in known]
    return found or [QFont().family()]

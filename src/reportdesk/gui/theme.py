"""The look of the program: colour roles by name and the size of the text, and the style sheet made from both."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from reportdesk import assets

LIGHT, DARK, CONTRAST = "light", "dark", "contrast"
SIZES = (100, 125, 150, 175, 200)
PROSE_FAMILIES = ("FangSong", "仿宋", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "SimSun")
_LINE = 2  # pixels up to which a length is a drawn line, which text size does not touch
_FILLED_IN = re.compile(
    r"\b(?P<length>\d+)px(?:\+(?P<more>\d+))?\b|\bicon\((?P<icon>\w+), (?P<tint>\w+)\)|\$(?P<role>\w+)"
)
_PALETTE = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "card",
    QPalette.ColorRole.AlternateBase: "label",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "card",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.PlaceholderText: "placeholder",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "card",
    QPalette.ColorRole.Midlight: "label",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "strong_line",
    QPalette.ColorRole.Shadow: "shadow",
}
_FAINT = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


class Look(NamedTuple):
    """A theme of `ui/themes.json` and a text size in per cent."""

    theme: str = LIGHT
    percent: int = 100


class _Worn(QObject):
    """The look worn now; `changed` comes once widgets have it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.look = Look()
        self.colours: dict[str, QColor] = {}


_worn = _Worn()
changed = _worn.changed


@cache
def themes() -> dict[str, dict[str, str]]:
    """Return the colour roles of each theme as #RRGGBB by name; every colour on screen is one of these."""
    return json.loads(assets.path("ui", "themes.json").read_text(encoding="utf-8"))


def look() -> Look:
    """Return the look worn now."""
    return _worn.look


def roles() -> dict[str, str]:
    """Return the colour roles of the theme worn now."""
    return themes()[_worn.look.theme]


def colour(role: str) -> QColor:
    """Return a role's colour; KeyError where the theme has no such role."""
    if role not in _worn.colours:
        _worn.colours[role] = QColor(roles()[role])
    return _worn.colours[role]


def px(length: float) -> int:
    """Return a length of the drawing at 100 % as pixels at the text size worn now."""
    return round(length * _worn.look.percent / 100)


def at_full_size(pixels: int) -> int:
    """Return what so many pixels hold in lengths at 100 %."""
    return pixels * 100 // _worn.look.percent


def font(size: int, *, bold: bool = False) -> QFont:
    """Return the program's font in a size of the drawing at 100 %."""
    made = QFont()
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


def style_sheet() -> str:
    """Return the style sheet with colours, sizes and icons filled in; KeyError names a role the theme lacks."""
    text = assets.path("ui", "theme.qss").read_text(encoding="utf-8")
    return _FILLED_IN.sub(_fill_in, text)


def wear(app: QApplication, new: Look) -> None:
    """Give the whole application this look, whatever the desktop's own; what is open follows at once."""
    if new == _worn.look and app.styleSheet():
        return
    first = not app.styleSheet()
    _worn.look = new
    _worn.colours.clear()
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())
    if not first:
        _worn.changed.emit()


def _palette() -> QPalette:
    palette = QPalette()
    for target, role in _PALETTE.items():
        palette.setColor(target, colour(role))
    for target in _FAINT:
        palette.setColor(QPalette.ColorGroup.Disabled, target, colour("disabled"))
    return palette


def _fill_in(found: re.Match[str]) -> str:
    if found["length"]:
        length = int(found["length"])
        return f"{(length if length <= _LINE else px(length)) + int(found['more'] or 0)}px"
    if found["icon"]:
        from reportdesk.gui import icons

        return f'url("{icons.tinted(found["icon"], roles()[found["tint"]])}")'
    if found["role"] == "prose_families":
        return ", ".join(f'"{family}"' for family in PROSE_FAMILIES)
    return roles()[found["role"]]

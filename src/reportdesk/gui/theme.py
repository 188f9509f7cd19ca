"""The look of the program: colour roles by name, and the style sheet made from them."""

from __future__ import annotations

import tomllib
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from reportdesk import assets

NAME = "light"
PROSE_FAMILIES = ("FangSong", "仿宋", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "SimSun")
_PALETTE = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "card",
    QPalette.ColorRole.AlternateBase: "label",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "faint_ink",
    QPalette.ColorRole.Link: "accent",
}


@cache
def roles() -> dict[str, str]:
    """Return the colour roles as #RRGGBB by name."""
    text = assets.path("ui", "themes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[NAME]


@cache
def colour(role: str) -> QColor:
    """Return a role's colour; KeyError where the theme has no such role."""
    return QColor(roles()[role])


def style_sheet() -> str:
    """Return the style sheet with the roles filled in; KeyError names a role the theme lacks."""
    text = assets.path("ui", "theme.qss").read_text(encoding="utf-8")
    icons = assets.path("ui", "icons").as_posix()
    families = ", ".join(f'"{family}"' for family in PROSE_FAMILIES)
    return Template(text).substitute(roles(), icons=icons, prose_families=families)


def apply(app: QApplication) -> None:
    """Give the whole application this look, whatever the desktop's own."""
    app.setStyle("Fusion")
    palette = QPalette()
    for target, role in _PALETTE.items():
        palette.setColor(target, colour(role))
    app.setPalette(palette)
    app.setStyleSheet(style_sheet())

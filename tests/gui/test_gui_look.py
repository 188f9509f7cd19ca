"""The look: Designer files that fit their pages, names for screen readers, contrast, and labels never clipped."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

from core import FORM_2019, FORM_2021, report_of
from gui.desk import RECEIVED, go, opened, table
from places import ROOT
from reportdesk.form.grid import Role
from reportdesk.form.model import Form
from reportdesk.gui import theme
from reportdesk.gui.grid.geometry import WRAP, label_padding, padding, wrapped
from reportdesk.gui.grid.header import GridHeader
from reportdesk.gui.grid.paint import fitting
from reportdesk.gui.library.begin import NewReportDialog
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.wizard import Wizard
from reportdesk.report.report import UNIT_FIELDS
from reportdesk.store.store import Store

UI = ROOT / "ui"
ASKED = {
    "new_report": {"unit": QLineEdit, "year": QSpinBox, "form": QComboBox, "hint": QLabel},
    "settings": {
        "theme": QComboBox, "size": QComboBox, "hint": QLabel, "folder": QLineEdit, "open_folder": QPushButton,
        "back_up": QPushButton, "restore": QPushButton, "hint_backup": QLabel,
    },
    "unit_page": {
        **{name: QLineEdit for name in UNIT_FIELDS if name != "level"},
        "level": QComboBox, "year": QSpinBox, "form_name": QLabel,
    },
}  # fmt: skip
NAMED = (QLineEdit, QComboBox, QSpinBox, QPushButton, QAbstractItemView, QPlainTextEdit, QTextBrowser)


def test_every_designer_file_has_a_page() -> None:
    assert {path.stem for path in UI.glob("*.ui")} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_designer_file_has_what_its_page_asks_for_and_nothing_else(name: str) -> None:
    root = ElementTree.parse(UI / f"{name}.ui").getroot()
    inside = {w.get("name"): w.get("class") for w in root.iter("widget") if not str(w.get("name")).startswith("label_")}
    outermost = root.find("widget")
    assert outermost is not None
    inside.pop(outermost.get("name"))
    assert inside == {asked: kind.__name__ for asked, kind in ASKED[name].items()}


@pytest.mark.parametrize("name", ASKED)
def test_every_field_of_a_designer_file_is_named_and_has_a_label(name: str) -> None:
    root = ElementTree.parse(UI / f"{name}.ui").getroot()
    buddies = {text.text for text in root.iterfind(".//property[@name='buddy']/cstring")}
    mnemonics = [text.text[-2] for text in root.iterfind(".//string") if text.text and "(&" in text.text]
    for widget in root.iter("widget"):
        if widget.get("class") in ("QLineEdit", "QComboBox", "QSpinBox"):
            assert widget.find("property[@name='accessibleName']/string") is not None, widget.get("name")
            assert widget.get("name") in buddies
    assert len(mnemonics) == len(set(mnemonics)) == len(buddies), "each field has a key of its own"


def unnamed(window: QWidget) -> Iterator[str]:
    """Name the widgets that a screen reader would have no word for."""
    buddies = {label.buddy() for label in window.findChildren(QLabel) if label.buddy()}
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, NAMED) or isinstance(widget, QHeaderView):
            continue
        if widget.objectName() == "qt_spinbox_lineedit" or widget.window() is not window:
            continue  # a part of its named spin box, or the list that drops down from its named combo box
        text = widget.text() if isinstance(widget, QPushButton) else ""
        if not (widget.accessibleName() or text or widget in buddies or widget.isHidden()):
            yield f"{type(widget).__name__} {widget.objectName()}"


def test_everything_that_takes_the_focus_has_a_name(wizard: Wizard, window: MainWindow) -> None:
    for step in wizard.steps:
        wizard.go_to_step(step.id)
    go(wizard, RECEIVED).write("1")
    assert list(unnamed(window)) == []
    dialog = NewReportDialog(window)
    assert list(unnamed(dialog)) == []


GROUNDS = {
    "ink": "ground card label head totals left_side right_side neutral_soft accent_soft",
    "soft_ink": "ground card label head neutral_soft accent_soft",
    "faint_ink": "card",
    "accent": "card ground accent_soft",
    "on_accent": "accent accent_hover done",
    "error": "error_soft card accent_soft totals left_side right_side",
    "remark": "remark_soft card accent_soft",
    "done": "done_soft card accent_soft",
    "zero": "card totals left_side right_side",
    "disabled": "neutral_soft",
    "placeholder": "card",
    "card": "ink error remark",
}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), [(t, g) for t, grounds in GROUNDS.items() for g in grounds.split()])
@pytest.mark.parametrize("name", theme.themes())
def test_text_is_readable_on_its_ground(name: str, text: str, ground: str) -> None:
    roles = theme.themes()[name]
    assert contrast(roles[text], roles[ground]) >= (7 if name == theme.CONTRAST else 4.5)


def test_themes_have_the_same_roles() -> None:
    first, *others = theme.themes().values()
    for other in others:
        assert list(other) == list(first)


@pytest.mark.parametrize("name", theme.themes())
def test_the_focus_is_seen_on_every_ground(name: str) -> None:
    roles = theme.themes()[name]
    for ground in ("ground", "card", "accent_soft", "label", "totals"):
        assert contrast(roles["accent"], roles[ground]) >= 3
    assert contrast(roles["ink"], roles["accent"]) >= 1.6, "the focus of the primary button"
    assert contrast(roles["accent"], roles["strong_line"]) >= 2, "the frame of a cell among the lines of the table"


@pytest.mark.parametrize("name", theme.themes())
def test_the_edges_of_a_field_are_seen(name: str) -> None:
    roles = theme.themes()[name]
    assert contrast(roles["field_line"], roles["card"]) >= 3


@pytest.mark.parametrize("name", theme.themes())
def test_how_far_a_report_has_come_is_told_from_the_whole_way(name: str) -> None:
    roles = theme.themes()[name]
    for come in ("accent", "done"):
        assert contrast(roles[come], roles["track"]) >= 3


@pytest.mark.parametrize("name", theme.themes())
def test_a_shadow_is_never_lighter_than_its_ground(name: str) -> None:
    roles = theme.themes()[name]
    assert luminance(roles["shadow"]) <= luminance(roles["ground"])


@pytest.mark.parametrize("name", theme.themes())
def test_an_empty_field_says_what_it_wants_in_a_readable_colour(name: str, qapp: QApplication) -> None:
    theme.wear(qapp, theme.Look(name))
    for field in (QLineEdit(), QPlainTextEdit()):
        field.ensurePolished()
        assert field.palette().placeholderText().color() == theme.colour("placeholder"), type(field).__name__
    theme.wear(qapp, theme.Look())


def rules() -> list[tuple[str, str]]:
    sheet = re.sub(r"/\*.*?\*/", "", (UI / "theme.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"([^{}]+)\{([^}]*)\}", sheet)


def test_pairs_of_the_style_sheet_are_among_those_checked() -> None:
    for selector, body in rules():
        text = re.search(r"(?:^|[\s;])(?:selection-)?color:\s*\$(\w+)", body)
        ground = re.search(r"background(?:-color)?:\s*\$(\w+)", body)
        if text and ground and "selection-" not in body:
            assert ground[1] in GROUNDS[text[1]].split(), selector


def test_style_sheet_and_code_name_only_roles_there_are() -> None:
    words = {"prose_families"}
    used = {name for _selector, body in rules() for name in re.findall(r"\$\{?(\w+)", body)}
    assert used - words <= set(theme.roles())
    for path in (ROOT / "src" / "reportdesk" / "gui").rglob("*.py"):
        for name in re.findall(r'colour\("(\w+)"\)', path.read_text(encoding="utf-8")):
            assert name in theme.roles(), path.name
    sheet = (UI / "theme.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}\b", sheet), "colours stand in themes.json alone"
    assert theme.style_sheet().count("$") == 0


@pytest.mark.parametrize(
    ("size", "percent"),
    [((1024, 640), 100), ((1366, 768), 100), ((1920, 1080), 100), ((1366, 768), 150), ((1366, 768), 200)],
    ids=["smallest", "laptop", "desk", "laptop-150", "laptop-200"],
)
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_no_label_is_clipped(form: Form, size: tuple[int, int], percent: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(form))
    window.resize(*size)
    window.looks.resize(percent)
    for section in form.sections:
        if not section.tables:
            continue
        go(wizard, next(a for a, cell in form.cells.items() if cell.table in section.tables))
        QApplication.processEvents()
        view = table(wizard).view
        header = view.horizontalHeader()
        assert isinstance(header, GridHeader)
        geometry = header._geometry
        assert geometry is not None
        for cell in view.grid_model.grid.cells:
            if cell.role is Role.VALUE or not cell.text:
                continue
            font = (header if cell.row < view.grid_model.grid.head_rows else view).font()
            font.setBold(cell.role is Role.TITLE)
            metrics, rect = QFontMetrics(font), geometry.rect(cell)
            room = rect.width() - 2 * label_padding(cell)
            text = wrapped(cell, room, metrics)
            needed = metrics.boundingRect(QRect(0, 0, room, 10_000), WRAP, text)
            assert needed.width() <= room, cell.text
            assert needed.height() <= rect.height(), cell.text
            shown = text.replace("\n", "")
            assert shown == cell.text, "not a character of the official label is lost"


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_the_widest_figure_fits_its_cell(form: Form, percent: int, window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, report_of(form))
    window.resize(1366, 768)
    window.looks.resize(percent)
    go(wizard, RECEIVED)
    QApplication.processEvents()
    view = table(wizard).view
    font = view.font()
    font.setBold(True)
    for address in view.grid_model.addresses():
        width = view.visualRect(view.grid_model.index_of(address)).width() - 2 * padding()
        fitted = fitting(font, "99999", width)
        assert QFontMetrics(fitted).horizontalAdvance("99999") <= width, address
        assert fitted.pixelSize() >= 13, "no smaller than at 100 %"

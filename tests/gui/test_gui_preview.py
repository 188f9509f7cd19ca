"""The printed pages in the window: what stands where, what follows an edit, and the keys."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import FORM_2019, FORM_2021, report_of
from gui.desk import RECEIVED, go, opened
from gui.paper_desk import export_page, shown_on, until
from gui.typist import CTRL, SHIFT, Typist
from places import SHARED
from reportdesk.form.model import Form
from reportdesk.gui import theme
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.paper import painting, printing
from reportdesk.gui.paper.faces import lacking, notice, stand_ins
from reportdesk.gui.paper.marks import PAGE, Frame, Page, Shown, Words
from reportdesk.gui.paper.preview import Preview
from reportdesk.gui.paper.setting import BOTTOM, LEFT, RIGHT, TOP, Typesetter
from reportdesk.gui.paper.spread import GAP, LEAST, MOST, Spread, Zoom
from reportdesk.gui.paper.styles import styles
from reportdesk.gui.paper.view import PaperView
from reportdesk.gui.widgets import ShortLabel
from reportdesk.gui.wizard import Wizard
from reportdesk.output.docx import document_bytes
from reportdesk.output.keeping import HEIGHT
from reportdesk.output.page import blocks
from reportdesk.output.pictures import Album
from reportdesk.output.texts import texts
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.store.store import Store

pytestmark = pytest.mark.usefixtures("qapp")


def set_pages(report: Report, *, draft: bool = False) -> list[Page]:
    head = texts().heads["draft"] if draft else None
    return Typesetter().pages(blocks(report, Album(), draft=draft), head)


def written(text: str) -> Report:
    report = report_of()
    report.apply(report.set_prose("overview", text))
    return report


def base_lines(page: Page) -> list[float]:
    return sorted({mark.y for mark in page.marks if isinstance(mark, Words)})


def test_a_full_page_of_prose_has_22_lines_of_28_characters() -> None:
    pages = set_pages(written("办" * 3000))
    page = pages[1]
    lines = [mark for mark in page.marks if isinstance(mark, Words) and "—" not in mark.text]
    assert len(lines) == 22
    assert {len(line.text) for line in lines} == {28}
    assert {round(after - before) for before, after in zip(base_lines(page), base_lines(page)[1:22], strict=False)} == {
        579
    }


def test_margins_and_styles_are_those_of_the_word_file() -> None:
    import io
    import zipfile

    parts = zipfile.ZipFile(io.BytesIO(document_bytes(report_of(), draft=False)))
    margins = f'w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
    assert margins in parts.read("word/document.xml").decode()
    assert PAGE[1] - TOP - BOTTOM == HEIGHT
    assert (styles()["BodyText"].face, styles()["BodyText"].size, styles()["BodyText"].first) == (
        "仿宋_GB2312",
        320,
        630,
    )
    assert (styles()["Title"].align, styles()["Title"].after) == ("center", 579)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the published reports")
@pytest.mark.parametrize("draft", [False, True])
def test_nothing_stands_outside_the_type_area_or_over_anything_else(draft: bool) -> None:
    for path in sorted(SHARED.glob("cases/*/exchange.report.json")):
        for page in set_pages(exchange.read(path), draft=draft):
            frames = [mark for mark in page.marks if isinstance(mark, Frame)]
            for frame in frames:
                assert frame.x >= LEFT - 1
                assert frame.x + frame.width <= PAGE[0] - RIGHT + 11
                assert TOP - 1 <= frame.y <= frame.y + frame.height <= PAGE[1] - BOTTOM + 1
            for place, frame in enumerate(frames):
                assert not any(overlap(frame, other) for other in frames[place + 1 :]), path.parent.name


def overlap(a: Frame, b: Frame) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > 1 and down > 1


def test_heads_are_repeated_and_a_heading_is_never_alone_at_the_foot() -> None:
    for length in range(0, 1400, 140):
        pages = set_pages(written("述" * length or "无。"))
        heads = [page for page in pages if "申请人情况" in page.text()]
        assert heads
        for page in pages:
            said = [line for line in page.text().split("\n") if "—" not in line]
            assert not said[-1].startswith(("一、总", "二、主", "三、收", "四、政", "五、存", "六、其"))


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021])
def test_wherever_tables_begin_groups_are_whole_and_little_of_a_page_stays_white(form: Form) -> None:
    groups = [{row.path[-1] for row in form.tables["requests"].rows if row.path[:-1] == group} for group in inner(form)]
    assert groups
    report = Report(form, 2021, "青溪镇人民政府")
    for paragraphs in range(1, 26):
        report.apply(report.set_prose("overview", "\n".join(["已经办结。"] * paragraphs)))
        pages = set_pages(report)
        for rows in groups:
            assert sum(any(begins(row, page) for row in rows) for page in pages) == 1
        for page in pages[:-1]:
            foot = max(bottoms(page))
            assert PAGE[1] - BOTTOM - foot < (PAGE[1] - BOTTOM - TOP) / 3


def test_a_label_stands_in_the_middle_of_its_group_on_every_page_that_has_room_for_it() -> None:
    form = FORM_2021
    outer = next(row.path[0] for row in form.tables["requests"].rows if len(row.path) == 3)
    report = Report(form, 2021, "青溪镇人民政府")
    told: list[int] = []
    for paragraphs in range(1, 26):
        report.apply(report.set_prose("overview", "\n".join(["已经办结。"] * paragraphs)))
        labels = [found for page in set_pages(report) if (found := labelled(page, outer))]
        told.append(len(labels))
        for frame, words in labels:
            middle = (min(words) + max(words)) / 2 - 90  # from the lines' feet to their middle, about
            assert abs(middle - (frame.y + frame.height / 2)) < 60
    assert set(told) == {1, 2}


def labelled(page: Page, label: str) -> tuple[Frame, list[float]] | None:
    """Return the cell that a label stands in, and the feet of its lines."""
    for frame in page.marks:
        if isinstance(frame, Frame):
            inside = [
                mark
                for mark in page.marks
                if isinstance(mark, Words)
                and frame.x <= mark.x < frame.x + frame.width
                and frame.y <= mark.y <= frame.y + frame.height
            ]
            if "".join(mark.text for mark in inside) == label:
                return frame, [mark.y for mark in inside]
    return None


def inner(form: Form) -> set[tuple[str, ...]]:
    """Return the paths of the innermost groups of table three."""
    return {row.path[:-1] for row in form.tables["requests"].rows if len(row.path) == 3}


def begins(label: str, page: Page) -> bool:
    return any(
        isinstance(mark, Words) and mark.x < PAGE[0] / 2 and label.startswith(mark.text) and len(mark.text) > 3
        for mark in page.marks
    )


def bottoms(page: Page) -> list[float]:
    frames = [mark.y + mark.height for mark in page.marks if isinstance(mark, Frame)]
    return frames + [mark.y for mark in page.marks if isinstance(mark, Words) and "—" not in mark.text]


def test_every_page_has_its_number_outside_and_a_draft_says_so() -> None:
    pages = set_pages(written("述" * 900), draft=True)
    for page in pages:
        number = next(mark for mark in page.marks if isinstance(mark, Words) and mark.text == f"— {page.number} —")
        assert (number.x > PAGE[0] / 2) == (page.number % 2 == 1)
        assert "草稿" in page.text()
    assert "草稿" not in set_pages(report_of())[0].text()


@pytest.mark.parametrize(
    "text",
    ['a & <b> "c"', "\x00\x0b\x1f字", "😀𬭎㐂", "\ue000", "一\r\n二\u2028三", "=cmd|' /C calc'!A0", "长" * 60_000],
)
def test_real_texts_are_set_whole(text: str) -> None:
    pages = set_pages(written(text))
    shown = "".join(page.text() for page in pages)
    for character in set(text):
        if character.isprintable() and character != " ":
            assert character in shown
    if len(text) > 1000:
        assert shown.count("长") == len(text)


def test_a_long_report_is_set_again_quickly_after_an_edit() -> None:
    report = report_of()
    report.apply(report.set_prose("overview", "\n".join(f"第{number}项工作按期完成。" for number in range(3000))))
    setter = Typesetter()
    setter.pages(blocks(report, Album()), None)
    report.apply(report.set_prose("overview", report.prose("overview") + "又一段。"))
    begun = time.perf_counter()
    pages = setter.pages(blocks(report, Album()), None)
    assert time.perf_counter() - begun < 0.5
    assert "又一段。" in "".join(page.text() for page in pages)


def test_the_preview_follows_an_undo_within_a_second(wizard: Wizard) -> None:
    wizard.session.set_prose("problems", "第一稿。")
    page = export_page(wizard)
    assert "第一稿。" in shown_on(page)
    typist = Typist(wizard.window())
    begun = time.perf_counter()
    wizard.session.undo()
    until(lambda: "第一稿。" not in shown_on(page))
    assert time.perf_counter() - begun < 1
    assert typist.focus() is page.card.export_button


def test_typing_elsewhere_sets_no_page(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = export_page(wizard)
    typist = go(wizard, "requests.received.natural")
    monkeypatch.setattr(Typesetter, "pages", lambda *_args: pytest.fail("set while typing"))
    typist.write("12")
    typist.press(Qt.Key.Key_Return)
    QTest.qWait(400)
    assert not page.isVisible()


def test_a_window_of_its_own_follows_what_is_typed_within_a_second(wizard: Wizard) -> None:
    typist = go(wizard, RECEIVED)
    typist.press(Qt.Key.Key_P, CTRL | SHIFT)
    beside = wizard.preview.window
    assert beside is not None
    assert beside.isVisible()
    typist = go(wizard, RECEIVED)
    typist.write("4321")
    typist.press(Qt.Key.Key_Return)
    begun = time.perf_counter()
    until(lambda: "4321" in beside.preview.view.text())
    assert time.perf_counter() - begun < 1
    typist.press(Qt.Key.Key_P, CTRL | SHIFT)
    assert not beside.isVisible()


def test_keys_scroll_and_zoom(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, written("述" * 3000))
    view = export_page(wizard).preview.view
    typist = Typist(window)
    view.setFocus()
    bar = view.verticalScrollBar()
    typist.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    typist.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert view.current() == len(view.pages()) - 1
    typist.press(Qt.Key.Key_Home)
    assert (bar.value(), view.current()) == (0, 0)
    typist.press(Qt.Key.Key_1)
    assert (view.zoom, view.scale()) == (Zoom.FIXED, 1.0)
    typist.press(Qt.Key.Key_Plus)
    assert view.scale() > 1
    typist.press(Qt.Key.Key_Minus)
    assert view.scale() == pytest.approx(1)
    typist.press(Qt.Key.Key_0)
    assert view.zoom is Zoom.WIDTH
    typist.press(Qt.Key.Key_2)
    assert view.zoom is Zoom.PAGE
    typist.press(Qt.Key.Key_PageDown)
    assert bar.value() == round((bar.maximum() + view.viewport().height() - GAP) / rows(view))
    first = view.current()
    assert first == columns(view)
    typist.press(Qt.Key.Key_0)
    assert view.current() == first, "the page in view stays"
    typist.press(Qt.Key.Key_Home)
    assert "第 1 页，共" in view.accessibleDescription()


def columns(view: PaperView) -> int:
    return Spread(view.viewport().size(), view.zoom, 1.0, len(view.pages())).columns


def rows(view: PaperView) -> int:
    return -(-len(view.pages()) // columns(view))


def spread(width: int, height: int, zoom: Zoom = Zoom.PAGE, *, fixed: float = 1.0, count: int = 5) -> Spread:
    return Spread(QSize(width, height), zoom, fixed, count)


@pytest.mark.parametrize(
    ("size", "side_by_side"), [((795, 550), 2), ((500, 470), 1), ((300, 900), 1), ((1900, 900), 2)]
)
def test_whole_pages_are_in_view_centred_and_two_where_there_is_room(size: tuple[int, int], side_by_side: int) -> None:
    laid = spread(*size)
    shown = [rect for place, rect in laid.rects(0, 0) if place < side_by_side]
    whole = shown[0].united(shown[-1])
    assert QRect(QPoint(), laid.view).contains(whole)
    assert abs(whole.left() - (laid.view.width() - 1 - whole.right())) <= 1
    assert laid.columns == side_by_side
    assert (whole.height() + 2 * GAP == laid.view.height()) or (whole.width() + 2 * GAP >= laid.view.width() - 1)
    assert next(place for place, _rect in laid.rects(laid.pitch, 0)) == side_by_side
    assert (laid.at(laid.pitch), laid.at(99 * laid.pitch)) == (side_by_side, 4)


def test_a_single_page_stands_in_the_middle_and_other_zooms_have_one_column() -> None:
    assert spread(1900, 900, count=1).columns == 1
    assert spread(1900, 900, Zoom.FIXED, fixed=0.3).columns == 1
    assert spread(1900, 900, Zoom.WIDTH).columns == 1
    assert (spread(10, 10).scale, spread(99_000, 99_000).scale) == (LEAST, MOST)
    assert list(spread(800, 600, count=0).rects(0, 0)) == []


@pytest.mark.parametrize("zoom", [Zoom.WIDTH, Zoom.PAGE, Zoom.FIXED])
def test_the_zoom_chosen_is_remembered(zoom: Zoom, wizard: Wizard) -> None:
    preview = export_page(wizard).preview
    made = {Zoom.WIDTH: preview.fit, Zoom.PAGE: preview.whole, Zoom.FIXED: preview.full}
    for each in (preview.full, made[zoom]):
        QTest.mouseClick(each, Qt.MouseButton.LeftButton)
    again = Preview(wizard.session)
    assert again.view.zoom is zoom
    assert [each.isChecked() for each in (again.fit, again.whole, again.full)] == [each is zoom for each in Zoom]
    again.view.set_zoom(Zoom.FIXED, 1.5)
    assert Preview(wizard.session).view.scale() == 1.5


def test_a_zoom_that_is_none_is_passed_over(wizard: Wizard) -> None:
    wizard.session.store.set_setting("preview_zoom", "大")
    assert Preview(wizard.session).view.zoom is Zoom.WIDTH


def test_a_page_wider_than_the_view_is_shown_from_its_middle(window: MainWindow, store: Store) -> None:
    view = export_page(opened(window, store)).preview.view
    view.set_zoom(Zoom.FIXED, 3.0)
    across = view.horizontalScrollBar()
    assert 0 < across.value() == across.maximum() // 2


def test_the_place_in_view_stays_when_pages_are_set_anew(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, written("述" * 3000))
    page = export_page(wizard)
    page.preview.view.verticalScrollBar().setValue(700)
    wizard.session.set_prose("other", "另有一事。")
    until(lambda: "另有一事。" in shown_on(page))
    assert page.preview.view.verticalScrollBar().value() == 700


def test_missing_faces_are_named_with_what_stands_in() -> None:
    for each in lacking():
        assert each.name in notice().replace("\u2060", ""), "joined so that no line breaks within a name"
        assert each.name in stand_ins()
        assert each.instead in stand_ins()
    assert bool(notice()) == bool(lacking())


def test_pages_go_to_a_pdf_and_to_a_printer_as_they_are(tmp_path: Path) -> None:
    import pdfplumber

    pages = set_pages(written("述职2023年，" * 190), draft=True)
    made = tmp_path / "页.pdf"
    made.write_bytes(printing.pdf(pages, "题"))
    printed = tmp_path / "印.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(printed))
    printer.setPageLayout(printing.SHEET)
    printer.setFullPage(True)
    printing.print_pages(printer, pages)
    for path in (made, printed):
        with pdfplumber.open(path) as document:
            assert len(document.pages) == len(pages)
            assert [round(side) for side in (document.pages[0].width, document.pages[0].height)] == [595, 842]
            assert f"— {len(pages)} —" in document.pages[-1].extract_text()
            full = [line for line in document.pages[1].extract_text_lines() if len(line["text"]) > 25]
            assert len(full) > 5
            for line in full:
                assert line["x0"] == pytest.approx(LEFT / 20, abs=1.5)
                assert line["x1"] == pytest.approx((PAGE[0] - RIGHT) / 20, abs=3), "set out to the right edge"


def test_chosen_pages_only_are_printed(tmp_path: Path) -> None:
    import pdfplumber

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setFromTo(2, 3)
    printing.print_pages(printer, set_pages(written("述" * 1500)))
    with pdfplumber.open(tmp_path / "印.pdf") as document:
        assert len(document.pages) == 2
        assert "— 2 —" in document.pages[0].extract_text()


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_said_in_a_sentence(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "没有" / "印.pdf"))
    with pytest.raises(printing.CannotPrint, match="打印机"):
        printing.print_pages(printer, set_pages(report_of()))


def test_a_picture_drawn_smaller_shows_the_mean_of_its_dots(qapp: QApplication) -> None:
    fine = QImage(800, 800, QImage.Format.Format_RGB32)
    fine.fill(Qt.GlobalColor.white)
    painter = QPainter(fine)
    for x in range(0, 800, 4):
        painter.fillRect(x, 0, 2, 800, Qt.GlobalColor.black)
    painter.end()
    buffer = QBuffer()
    fine.save(buffer, "PNG")  # type: ignore[call-overload]
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    painting.paint(painter, Page(1, [Shown(0, 0, 1000, 1000, bytes(buffer.data().data()))]))
    painter.end()
    shades = {image.pixelColor(x, 50).lightness() for x in range(5, 95)}
    assert min(shades) > 80
    assert max(shades) < 180


def test_a_page_is_drawn_black_on_white(qapp: QApplication) -> None:
    image = QImage(PAGE[0] // 10, PAGE[1] // 10, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    painting.paint(painter, set_pages(report_of())[0])
    painter.end()
    dark = sum(image.pixelColor(x, y).lightness() < 100 for x in range(150, 1050, 2) for y in range(200, 500, 2))
    assert dark > 100
    assert image.pixelColor(20, 20).lightness() == 255


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_words_over_the_pages_are_never_cut(percent: int, wizard: Wizard, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.looks.resize(percent)
    preview = export_page(wizard).preview
    QApplication.processEvents()
    said = [label.shown() for label in preview.findChildren(ShortLabel)]
    assert said[0].startswith("第 1 / ")
    assert not any("…" in text for text in said)


@pytest.mark.parametrize("name", theme.themes())
def test_no_bright_edge_stands_beside_a_page(name: str, wizard: Wizard, window: MainWindow) -> None:
    window.looks.choose(name)
    view = export_page(wizard).preview.view
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    _place, page = next(iter(view._spread().rects(0, 0)))
    beside = image.pixelColor(page.right() + 3, page.center().y())
    assert beside.lightness() <= theme.colour("ground").lightness()


@pytest.mark.parametrize("name", theme.themes())
def test_pages_in_view_are_black_on_white_in_every_theme(name: str, wizard: Wizard, window: MainWindow) -> None:
    window.looks.choose(name)
    view = export_page(wizard).preview.view
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    _place, page = next(iter(view._spread().rects(0, 0)))
    seen = page.intersected(view.viewport().rect()).adjusted(1, 1, -1, -1)
    assert image.pixelColor(seen.topLeft()).name() == "#ffffff"
    shades = {image.pixelColor(x, y).name() for x in range(seen.left(), seen.right()) for y in range(seen.top(), 400)}
    assert min(int(shade[1:3], 16) for shade in shades) < 30, "ink"

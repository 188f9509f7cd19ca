"""The printed pages in the window: what stands where, what follows an edit, and the keys."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import report_of
from gui.desk import RECEIVED, go, opened
from gui.paper_desk import export_page, shown_on, until
from gui.typist import CTRL, SHIFT, Typist
from places import SHARED
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.paper import painting, printing
from reportdesk.gui.paper.faces import lacking, notice, stand_ins
from reportdesk.gui.paper.marks import PAGE, Frame, Page, Words
from reportdesk.gui.paper.setting import BOTTOM, LEFT, RIGHT, TOP, Typesetter
from reportdesk.gui.paper.styles import styles
from reportdesk.gui.paper.view import Zoom
from reportdesk.gui.wizard import Wizard
from reportdesk.output.docx import document_bytes
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
    assert "第 1 页，共" in view.accessibleDescription()


def test_the_place_in_view_stays_when_pages_are_set_anew(window: MainWindow, store: Store) -> None:
    wizard = opened(window, store, written("述" * 3000))
    page = export_page(wizard)
    page.preview.view.verticalScrollBar().setValue(700)
    wizard.session.set_prose("other", "另有一事。")
    until(lambda: "另有一事。" in shown_on(page))
    assert page.preview.view.verticalScrollBar().value() == 700


def test_missing_faces_are_named_with_what_stands_in() -> None:
    for each in lacking():
        assert each.name in notice()
        assert each.name in stand_ins()
        assert each.instead in stand_ins()
    assert bool(notice()) == bool(lacking())


def test_pages_go_to_a_pdf_and_to_a_printer_as_they_are(tmp_path: Path) -> None:
    import pdfplumber

    pages = set_pages(written("述" * 1500), draft=True)
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
            lefts = [char["x0"] for char in document.pages[1].chars if char["text"] == "述"]
            assert min(lefts) == pytest.approx(LEFT / 20, abs=1.5)


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

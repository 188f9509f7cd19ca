"""Pictures and charts in prose: chosen, shown, described, printed, undone."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog

from core import report_of
from gui.desk import banner, opened, prose, put_up_border
from gui.paper_desk import export_page
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui import file_dialog
from reportdesk.gui.findings.cards import MEND
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.paper.marks import Shown
from reportdesk.gui.pictures import files
from reportdesk.gui.pictures.chart_dialog import ChartDialog
from reportdesk.gui.pictures.picture_dialog import PictureDialog
from reportdesk.gui.wizard import Wizard
from reportdesk.output.docx import document_bytes
from reportdesk.output.html import html_bytes
from reportdesk.output.pictures import measure
from reportdesk.report.picture_words import described, with_description
from reportdesk.session import create
from reportdesk.store.store import Store

pytestmark = pytest.mark.usefixtures("qapp")


def picture(path: Path, width: int = 800, height: int = 600) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#4466AA"))
    assert image.save(str(path))
    return path


def during(typist: Typist, kind: type[QDialog], fill: Callable[[QDialog], None], act: Callable[[], None]) -> None:
    """Fill in a dialog with the keyboard while something has it open."""

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        fill(dialog)

    typist.during(take, act)


def put(wizard: Wizard, path: Path, monkeypatch: pytest.MonkeyPatch, *, caption: str, alternative: str = "") -> None:
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: path)
    describe(wizard, caption, alternative)


def describe(wizard: Wizard, caption: str, alternative: str) -> None:
    page = prose(wizard)
    typist = Typist(wizard.window())
    page.editor.setFocus()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PictureDialog)
        keys = Typist(dialog)
        dialog.caption.setFocus()
        keys.press(Qt.Key.Key_A, CTRL)
        keys.write(caption)
        keys.press(Qt.Key.Key_Tab)
        keys.press(Qt.Key.Key_A, CTRL)
        keys.write(alternative)
        keys.press(Qt.Key.Key_Return)

    during(typist, PictureDialog, fill, lambda: typist.press(Qt.Key.Key_G, CTRL))


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_picture_is_put_after_the_paragraph_and_printed(
    ending: str, wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard.session.set_prose("overview", "前段。\n后段。")
    prose(wizard).editor.select(1, 1)
    put(wizard, picture(tmp_path / f"图.{ending}"), monkeypatch, caption="公开栏", alternative="一块<公告栏>")
    report = wizard.session.report
    first, line, last = report.prose("overview").split("\n")
    assert (first, last) == ("前段。", "后段。")
    assert line.startswith("![公开栏](")
    attachment = report.attachment(line[-65:-1])
    assert attachment is not None
    assert described(attachment.data) == "一块<公告栏>"
    assert b"descr" in _part(document_bytes(report, draft=False))
    assert "一块&lt;公告栏&gt;" in html_bytes(report, draft=False).decode()
    pages = export_page(wizard).preview.view.pages()
    shown = [mark for page in pages for mark in page.marks if isinstance(mark, Shown)]
    assert len(shown) == 1
    assert shown[0].data == attachment.data
    assert "图1　公开栏" in "".join(page.text() for page in pages)


def _part(package: bytes) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(package)).read("word/document.xml")


def test_one_undo_takes_picture_and_line_away(wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(wizard, picture(tmp_path / "图.png"), monkeypatch, caption="公开栏")
    assert wizard.session.report.names("attachment")
    Typist(wizard.window()).press(Qt.Key.Key_Z, CTRL)
    assert not wizard.session.report.names("attachment")
    assert wizard.page().step.id == "overview", "undo shows the text, not the list of findings"
    assert wizard.session.report.prose("overview") == "无。"


def test_the_words_of_a_picture_are_altered_where_the_cursor_is(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(wizard, picture(tmp_path / "图.jpg"), monkeypatch, caption="公开栏", alternative="旧的说明")
    editor = prose(wizard).editor
    end = len(wizard.session.report.prose("overview")) - 3
    editor.select(end, end)
    describe(wizard, "新题注]", "新的说明")
    report = wizard.session.report
    names = report.names("attachment")
    assert len(names) == 1
    assert f"![新题注］]({names[0]})" in report.prose("overview")
    attachment = report.attachment(names[0])
    assert attachment is not None
    assert described(attachment.data) == "新的说明"
    assert not QImage.fromData(attachment.data).isNull()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("图.bmp", b"BM" + bytes(60), "不是 PNG 或 JPEG"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "不是 PNG 或 JPEG"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 800, 600) + bytes(40), "已损坏或者太大"),
        ("图.jpg", b"<html></html>", "不是 PNG 或 JPEG"),
        ("图.png", b"", "不是 PNG 或 JPEG"),
    ],
)
@pytest.mark.qt_log_ignore(".*")
def test_what_is_no_picture_is_refused_and_nothing_altered(
    name: str,
    data: bytes,
    said: str,
    wizard: Wizard,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(file_dialog, "ask_open", lambda *_args: tmp_path / name)
    prose(wizard).editor.setFocus()
    Typist(window).press(Qt.Key.Key_G, CTRL)
    assert said in banner(window)
    assert wizard.session.report.prose("overview") == "无。"


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    with path.open("wb") as file:
        file.truncate((files.FILE_LIMIT + 1) * 1024 * 1024)
    with pytest.raises(files.NoPicture, match="超过 30 MB"):
        files.prepare(path)


def test_a_photograph_is_made_as_small_as_print_needs(tmp_path: Path) -> None:
    prepared = files.prepare(picture(tmp_path / "图.jpg", 4000, 3000))
    assert (prepared.width, prepared.height) == (2000, 1500)
    assert measure(prepared.data) == ("jpeg", 2000, 1500)
    assert "4000×3000" in prepared.note


def test_a_picture_of_print_size_stays_as_it_is(tmp_path: Path) -> None:
    path = picture(tmp_path / "图.png")
    assert files.prepare(path).data == path.read_bytes()
    assert "不清楚" in files.prepare(picture(tmp_path / "小.png", 300, 200)).note


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_what_a_file_says_is_replaced_not_added(ending: str, tmp_path: Path) -> None:
    data = picture(tmp_path / f"图.{ending}").read_bytes()
    once = with_description(data, "一")
    assert described(data) == ""
    assert described(with_description(once, "二")) == "二"
    assert len(with_description(once, "二")) == len(once)
    assert QImage.fromData(once) == QImage.fromData(data)


def chart(wizard: Wizard, fill: Callable[[ChartDialog, Typist], None]) -> None:
    page = prose(wizard)
    page.editor.setFocus()
    typist = Typist(wizard.window())

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, ChartDialog)
        fill(dialog, Typist(dialog))

    during(typist, ChartDialog, take, lambda: typist.press(Qt.Key.Key_G, CTRL | SHIFT))


def alternative(wizard: Wizard) -> str:
    (name,) = wizard.session.report.names("attachment")
    attachment = wizard.session.report.attachment(name)
    assert attachment is not None
    return described(attachment.data)


def test_the_parts_of_a_total_make_a_chart(wizard: Wizard) -> None:
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        dialog.search.setFocus()
        keys.write("新收")
        dialog.bars.setFocus()
        dialog.bars.setCurrentIndex(dialog.bars.model().index(2, 0))
        keys.press(Qt.Key.Key_Space)
        dialog.caption.setFocus()
        keys.press(Qt.Key.Key_A, CTRL)
        keys.write("申请人")
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)
    assert "![申请人](" in wizard.session.report.prose("overview")
    said = alternative(wizard)
    assert said.startswith("柱形图：申请人（单位：件）。自然人 12，商业企业 5，社会公益组织 0")
    assert "科研机构" not in said


def test_years_make_a_chart(window: MainWindow, store: Store) -> None:
    for year, number in ((2021, 3), (2022, 8)):
        report = report_of(year=year)
        report.apply(report.set_cells({"requests.received.natural": number}))
        create(store, report)
    wizard = opened(window, store, report_of(year=2023))

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        keys.press(Qt.Key.Key_Down)
        dialog.caption.setFocus()
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)
    assert "2021年 3，2022年 8，2023年 0" in alternative(wizard)


def test_a_list_in_prose_makes_a_chart_with_words_of_ones_own(wizard: Wizard) -> None:
    wizard.session.set_prose("overview", "全年主动公开规章8件、规范性文件12件、其他信息30件。")

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        keys.press(Qt.Key.Key_End)
        dialog.alternative.setFocus()
        keys.press(Qt.Key.Key_A, CTRL)
        keys.write("三类信息的件数")
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)
    assert alternative(wizard) == "三类信息的件数"


def test_what_tells_of_a_chart_is_seen_whole_and_stays_in_one_line(wizard: Wizard) -> None:
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        dialog.search.setFocus()
        keys.write("新收")
        told = dialog.alternative
        laid_out = told.document().documentLayout().documentSize().height()
        assert 1 < laid_out <= 3, "in lines, which is what a plain text counts"
        assert told.verticalScrollBar().maximum() == 0
        told.setFocus()
        keys.press(Qt.Key.Key_Tab)
        assert not told.hasFocus(), "Tab leads on"
        told.setFocus()
        told.selectAll()
        QGuiApplication.clipboard().setText("新收的\n申请")
        keys.press(Qt.Key.Key_V, CTRL)
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)
    assert alternative(wizard) == "新收的 申请"


def test_where_there_is_nothing_to_draw_a_sentence_says_so(wizard: Wizard) -> None:
    said: list[str] = []

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        keys.press(Qt.Key.Key_Down)
        said.append(dialog.thumbnail.text())
        assert not dialog.ok.isEnabled()
        keys.press(Qt.Key.Key_Escape)

    chart(wizard, fill)
    assert "别的年度" in said[0]
    assert wizard.session.report.prose("overview") == "无。"


def drawn_chart(wizard: Wizard, words: str = "") -> None:
    """Draw the applicants of table three, with words of one's own where some are given."""

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        dialog.search.setFocus()
        keys.write("新收")
        assert dialog.caption.text() == "本年新收政府信息公开申请数量，总计", "a caption has no ordinal of the form"
        if words:
            dialog.alternative.setFocus()
            keys.press(Qt.Key.Key_A, CTRL)
            keys.write(words)
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)


def outdated(wizard: Wizard) -> list[str]:
    return [finding.title for finding in wizard.session.audit.findings() if finding.code == "prose.chart"]


@pytest.mark.parametrize("words", ["", "三类申请人"])
def test_a_chart_that_no_longer_fits_is_told_and_drawn_anew_by_one_key(wizard: Wizard, words: str) -> None:
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})
    drawn_chart(wizard, words)
    wizard.session.set_cells({"requests.received.natural": 13})
    assert outdated(wizard)
    before = alternative(wizard)
    typist = Typist(wizard.window())
    while "图与表" not in (card.title if (card := wizard.panel.list.current_card()) else ""):
        typist.press(Qt.Key.Key_F4)
    typist.press(Qt.Key.Key_M, CTRL)
    assert not outdated(wizard)
    assert alternative(wizard) == (words or before.replace("自然人 12", "自然人 13")), "words of one's own are kept"
    assert "重画" in wizard.footer.note()
    typist.press(Qt.Key.Key_Z, CTRL)
    assert alternative(wizard) == before


def test_a_chart_goes_on_to_the_next_year(wizard: Wizard) -> None:
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})
    drawn_chart(wizard)
    wizard.session.set_year(wizard.session.report.year + 1)
    assert outdated(wizard) == ["图里没有今年的数：本年新收政府信息公开申请数量，总计"]
    wizard.session.set_cells({"requests.received.natural": 40})
    wizard.acts.follow(MEND, next(f for f in wizard.session.audit.findings() if f.code == "prose.chart"))
    assert not outdated(wizard)
    assert "自然人 40" in alternative(wizard)


def test_a_chart_is_not_drawn_anew_of_a_blank_cell(
    wizard: Wizard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up_border(window, tmp_path, monkeypatch)
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})
    drawn_chart(wizard)
    wizard.session.set_cells({"requests.received.natural": None, "requests.received.business": 6})
    text = wizard.session.report.prose("overview")
    typist = Typist(window)
    while "图与表" not in (card.title if (card := wizard.panel.list.current_card()) else ""):
        typist.press(Qt.Key.Key_F4)
    typist.press(Qt.Key.Key_M, CTRL)
    assert "还没有填" in banner(window)
    assert wizard.session.report.prose("overview") == text


def test_a_chart_of_words_is_chosen_anew_in_its_place(wizard: Wizard) -> None:
    wizard.session.set_prose("overview", "全年主动公开规章8件、规范性文件12件、其他信息30件。\n末段。")
    prose(wizard).editor.select(0, 0)

    def fill(dialog: ChartDialog, keys: Typist) -> None:
        keys.press(Qt.Key.Key_End)
        dialog.caption.setFocus()
        keys.press(Qt.Key.Key_Return)

    chart(wizard, fill)
    session = wizard.session
    session.set_prose("overview", session.report.prose("overview").replace("30件", "31件"))
    (finding,) = (f for f in session.audit.findings() if f.code == "prose.chart")

    def again(dialog: QDialog) -> None:
        assert isinstance(dialog, ChartDialog)
        assert dialog.source.currentText() == "文中一句话里的各个数"
        dialog.caption.setFocus()
        Typist(dialog).press(Qt.Key.Key_Return)

    during(Typist(wizard.window()), ChartDialog, again, lambda: wizard.acts.follow(MEND, finding))
    lines = session.report.prose("overview").split("\n")
    assert [line[:2] for line in lines] == ["全年", "![", "末段"]
    assert "31" in alternative(wizard)
    assert not outdated(wizard)


def test_f4_goes_to_a_chart_without_choosing_it_so_that_no_key_takes_it_away(wizard: Wizard) -> None:
    wizard.session.set_cells({"requests.received.natural": 12, "requests.received.business": 5})
    drawn_chart(wizard)
    wizard.session.set_cells({"requests.received.natural": 13})
    typist = Typist(wizard.window())
    while "图与表" not in (card.title if (card := wizard.panel.list.current_card()) else ""):
        typist.press(Qt.Key.Key_F4)
    assert not prose(wizard).editor.textCursor().hasSelection()
    typist.write("x")
    assert "![" in wizard.session.report.prose("overview")

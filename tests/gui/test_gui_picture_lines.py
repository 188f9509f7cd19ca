"""Pictures in the editor: drawn on lines of their own, one sign to the keyboard, stored as they were."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from core import report_of
from gui.desk import opened, prose
from gui.typist import CTRL, SHIFT, Typist
from reportdesk.gui.main_window import MainWindow
from reportdesk.gui.pictures.picture_dialog import PictureDialog
from reportdesk.gui.prose.clipboard import PICTURES, STORED
from reportdesk.gui.wizard import Wizard
from reportdesk.output.docx import document_bytes
from reportdesk.output.html import html_bytes
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.exchange import dumps
from reportdesk.report.report import Report
from reportdesk.store.store import Store

BLUE = QColor("#2244EE")
OBJECT = "\ufffc"
LIVE = "{{ requests.received.total }}"


@pytest.fixture(autouse=True)
def _own_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def with_picture(folder: Path, text: str) -> tuple[Report, str]:
    """Return a report whose text has a picture for `%`, and the picture's line."""
    path = folder / "图.png"
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(BLUE)
    assert image.save(str(path))
    data = path.read_bytes()
    name = sha256(data).hexdigest()
    line = f"![公开栏]({name})"
    report = report_of()
    picture = Slot("attachment", name), Attachment("image/png", data)
    report.apply(report.plan("", [picture, (Slot("prose", "overview"), text.replace("%", line))]))
    return report, line


@pytest.fixture
def wizard(window: MainWindow, store: Store, tmp_path: Path) -> Wizard:
    found = opened(window, store, with_picture(tmp_path, "前段。\n%\n后段。")[0])
    prose(found)
    return found


@pytest.fixture
def line(tmp_path: Path) -> str:
    return with_picture(tmp_path, "")[1]


def stored(wizard: Wizard) -> str:
    return wizard.session.report.prose("overview")


def raw(wizard: Wizard) -> str:
    return prose(wizard).editor.document().toRawText().replace("\u2029", "\n")


def test_it_is_drawn_with_its_caption_and_takes_its_room(wizard: Wizard, line: str) -> None:
    editor = prose(wizard).editor
    assert raw(wizard) == f"前段。\n{OBJECT}\n后段。"
    assert b"media/" in document_bytes(wizard.session.report, draft=False)
    assert b"base64" in html_bytes(wizard.session.report, draft=False)
    assert editor.written() == stored(wizard) == f"前段。\n{line}\n后段。"
    shot = editor.viewport().grab().toImage()
    blue = sum(shot.pixelColor(x, y) == BLUE for x in range(0, shot.width(), 4) for y in range(0, shot.height(), 4))
    assert blue * 16 > 100 * 100
    editor.select(0, 0)
    above = editor.cursorRect().bottom()
    end = len(stored(wizard))
    editor.select(end, end)
    assert editor.cursorRect().top() - above > 150


def test_a_caption_follows_its_live_figure(window: MainWindow, store: Store, tmp_path: Path) -> None:
    report, line = with_picture(tmp_path, "")
    text = line.replace("公开栏", f"收到{LIVE}件")
    report.apply(report.set_prose("overview", text))
    wizard = opened(window, store, report)
    editor = prose(wizard).editor
    assert raw(wizard) == OBJECT
    assert "图片：收到0件" in editor.accessibleDescription()
    wizard.session.set_cells({"requests.received.natural": 3})
    assert "图片：收到3件" in editor.accessibleDescription()
    assert stored(wizard) == editor.written() == text


def test_a_line_without_its_picture_stays_text(window: MainWindow, store: Store) -> None:
    text = f"前段。\n![公开栏]({'0' * 64})"
    report = report_of()
    report.apply(report.set_prose("overview", text))
    wizard = opened(window, store, report)
    assert prose(wizard).editor.toPlainText() == text


def test_backspace_takes_it_whole_and_undo_brings_it_back(wizard: Wizard, line: str) -> None:
    typist = Typist(wizard.window())
    prose(wizard).editor.select(4 + len(line), 4 + len(line))
    typist.press(Qt.Key.Key_Backspace)
    assert stored(wizard) == "前段。\n后段。"
    typist.press(Qt.Key.Key_Z, CTRL)
    assert raw(wizard) == f"前段。\n{OBJECT}\n后段。"
    assert stored(wizard) == prose(wizard).editor.written() == f"前段。\n{line}\n后段。"
    typist.press(Qt.Key.Key_Y, CTRL)
    assert stored(wizard) == raw(wizard) == "前段。\n后段。"
    report = wizard.session.report
    assert report.names("attachment"), "kept for undo"
    assert b"media/" not in document_bytes(report, draft=False)
    assert b"base64" not in html_bytes(report, draft=False)
    assert b"attachments" not in dumps(report)


def test_words_typed_beside_it_go_to_lines_of_their_own(wizard: Wizard, line: str) -> None:
    typist = Typist(wizard.window())
    editor = prose(wizard).editor
    editor.select(4 + len(line), 4 + len(line))
    typist.write("图后")
    assert stored(wizard) == f"前段。\n{line}\n图后\n后段。"
    editor.select(4, 4)
    typist.write("图前")
    assert stored(wizard) == f"前段。\n图前\n{line}\n图后\n后段。"
    typist.press(Qt.Key.Key_Delete)
    assert stored(wizard) == editor.written() == f"前段。\n图前\n{line}\n图后\n后段。"


def test_copy_and_paste_keep_it_and_other_programs_get_words(wizard: Wizard, line: str) -> None:
    typist = Typist(wizard.window())
    prose(wizard).editor.setFocus()
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().mimeData().text() == "前段。\n图片“公开栏”\n后段。"
    typist.press(Qt.Key.Key_End, CTRL)
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_V, CTRL)
    assert stored(wizard) == f"前段。\n{line}\n后段。\n前段。\n{line}\n后段。"
    assert raw(wizard).count(OBJECT) == 2


def test_a_picture_goes_to_another_report_as_one_step(
    window: MainWindow, store: Store, tmp_path: Path, wizard: Wizard, line: str
) -> None:
    editor = prose(wizard).editor
    editor.select(4, 4 + len(line))
    copied = editor.createMimeDataFromSelection()
    other = opened(window, store, report_of())
    typist = Typist(window)
    prose(other)
    typist.press(Qt.Key.Key_End, CTRL)
    QGuiApplication.clipboard().setMimeData(copied)
    typist.press(Qt.Key.Key_V, CTRL)
    assert stored(other) == f"无。\n{line}"
    assert raw(other) == f"无。\n{OBJECT}"
    assert other.session.report.names("attachment") == [line[-65:-1]]
    typist.press(Qt.Key.Key_Z, CTRL)
    assert stored(other) == raw(other) == "无。"
    assert not other.session.report.names("attachment")


@pytest.mark.parametrize("packed", [b"", b"[]", b"{", b'{"%s": {"data": "eA==", "type": "image/png"}}' % (b"0" * 64)])
def test_a_broken_clipboard_leaves_the_line_as_text(window: MainWindow, store: Store, packed: bytes) -> None:
    wizard = opened(window, store, report_of())
    prose(wizard)
    text = f"![题]({'0' * 64})"
    data = QMimeData()
    data.setData(STORED, text.encode())
    data.setData(PICTURES, packed)
    QGuiApplication.clipboard().setMimeData(data)
    Typist(window).press(Qt.Key.Key_A, CTRL)
    Typist(window).press(Qt.Key.Key_V, CTRL)
    assert stored(wizard) == raw(wizard) == text


@pytest.mark.parametrize("by", ["enter", "double click"])
def test_its_words_are_altered_where_it_is_opened(by: str, wizard: Wizard, line: str) -> None:
    editor = prose(wizard).editor
    editor.select(4, 4)
    typist = Typist(wizard.window())
    rect = editor.cursorRect()

    def act() -> None:
        if by == "enter":
            typist.press(Qt.Key.Key_Return)
        else:
            point = QPoint(rect.left() + 60, rect.center().y())
            QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PictureDialog)
        keys = Typist(dialog)
        dialog.caption.setFocus()
        keys.press(Qt.Key.Key_A, CTRL)
        keys.write("新题注")
        keys.press(Qt.Key.Key_Return)

    typist.during(fill, act)
    assert stored(wizard) == f"前段。\n{line.replace('公开栏', '新题注')}\n后段。"
    assert raw(wizard) == f"前段。\n{OBJECT}\n后段。"
    assert not isinstance(QApplication.activeModalWidget(), QDialog)


def test_it_is_named_where_the_cursor_is_and_not_counted(wizard: Wizard, line: str) -> None:
    page = prose(wizard)
    page.editor.select(4, 4)
    assert page.editor.accessibleDescription().startswith("图片：公开栏")
    assert "图片：公开栏" in page.footer()
    assert page.counter.text().startswith("6 ")
    page.editor.select(0, 0)
    assert page.editor.accessibleDescription() == ""


def test_a_locked_report_opens_no_picture(wizard: Wizard) -> None:
    editor = prose(wizard).editor
    wizard.session.set_final(True)
    wizard.locking.refresh()
    editor.select(4, 4)
    Typist(wizard.window()).press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None


def test_a_chosen_picture_is_cut_whole(wizard: Wizard, line: str) -> None:
    typist = Typist(wizard.window())
    prose(wizard).editor.select(4, 4)
    typist.press(Qt.Key.Key_Right, SHIFT)
    typist.press(Qt.Key.Key_X, CTRL)
    assert stored(wizard) == "前段。\n\n后段。"
    typist.press(Qt.Key.Key_V, CTRL)
    assert stored(wizard) == f"前段。\n{line}\n后段。"


@pytest.fixture
def two(window: MainWindow, store: Store, tmp_path: Path, line: str) -> Wizard:
    report, _line = with_picture(tmp_path, "前段。\n%\n@\n后段。")
    other = tmp_path / "二.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#CC3322"))
    assert image.save(str(other))
    name = sha256(other.read_bytes()).hexdigest()
    picture = Slot("attachment", name), Attachment("image/png", other.read_bytes())
    text = report.prose("overview").replace("@", f"![第二张]({name})")
    report.apply(report.plan("", [picture, (Slot("prose", "overview"), text)]))
    found = opened(window, store, report)
    prose(found)
    return found


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
@pytest.mark.parametrize("behind", [False, True])
def test_the_picture_that_the_line_below_names_is_the_one_removed(
    key: Qt.Key, behind: bool, two: Wizard, line: str
) -> None:
    page = prose(two)
    place = stored(two).index("![第二张]")
    place = stored(two).index(")", place) + 1 if behind else place
    page.editor.select(place, place)
    assert "第二张" in two.footer.note()
    Typist(two.window()).press(key)
    assert stored(two) == f"前段。\n{line}\n后段。"
    assert "已删除图片“第二张”" in two.footer.note()
    Typist(two.window()).press(Qt.Key.Key_Z, CTRL)
    assert "第二张" in stored(two)
    assert two.page() is page, "undo stays with the text"


def test_the_last_picture_goes_with_the_line_break_before_it(window: MainWindow, store: Store, tmp_path: Path) -> None:
    wizard = opened(window, store, with_picture(tmp_path, "前段。\n%")[0])
    editor = prose(wizard).editor
    editor.select(len(stored(wizard)), len(stored(wizard)))
    Typist(window).press(Qt.Key.Key_Backspace)
    assert stored(wizard) == "前段。"


def test_the_menu_offers_what_can_be_done_with_a_picture_and_no_dead_undo(two: Wizard) -> None:
    page = prose(two)
    place = stored(two).index("![第二张]")
    page.editor.select(place, place)
    point = page.editor.cursorRect().center()
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        next(action for action in menu.actions() if action.text().startswith("删除图片")).trigger()
        menu.close()

    page.editor.customContextMenuRequested.emit(point)
    look()
    assert any(text.startswith("图片说明") for text in seen)
    assert not any("Ctrl+Z" in text for text in seen)
    assert "第二张" not in stored(two)


def test_a_picture_takes_no_more_than_half_of_what_is_seen(two: Wizard, window: MainWindow) -> None:
    window.looks.resize(200)
    window.resize(1366, 768)
    QApplication.processEvents()
    editor = prose(two).editor
    editor.setFocus()
    Typist(window).press(Qt.Key.Key_End, CTRL)
    QApplication.processEvents()
    seen = editor.viewport().rect()
    last_lines = [
        editor.cursorForPosition(seen.topLeft() + QPoint(5, y)).blockNumber() for y in range(0, seen.height(), 8)
    ]
    assert len(set(last_lines)) > 1, "the end of the text is not alone in view"

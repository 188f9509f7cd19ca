"""A look through a data file: what is whole passes, what was tampered with is named, and nothing is altered."""

import json
import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core import report_of
from places import ROOT
from reportdesk.errors import ReportDeskError
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.session import Session, create
from reportdesk.store import connection
from reportdesk.store.errors import StoreDamaged, StoreTooNew
from reportdesk.store.place import FILE_NAME
from reportdesk.store.store import Store
from reportdesk.store.verifying import Checked, Foreign, verify
from store.keeping import CELL, alter, killed, names, state, stored

FIRST = ROOT / "tests" / "data" / "store-1.sql"


@pytest.fixture
def path(data_folder: Path) -> Path:
    return stored(data_folder)


def said(path: Path) -> list[str]:
    before = state(path.parent)
    found = verify(path)
    assert state(path.parent) == before
    return [f"{problem.report} {problem.what}" for problem in found.problems]


def test_a_whole_file_passes_and_is_left_as_it_is(path: Path) -> None:
    assert verify(path) == Checked(connection.VERSION, 2, 1, ())
    assert said(path) == []
    assert names(path.parent) == [FILE_NAME]


def test_every_way_of_editing_leaves_a_file_that_passes(data_folder: Path) -> None:
    chance, clock = random.Random(5), iter(range(0, 10_000, 1))
    samples = [exchange.read(file) for file in (ROOT / "resources" / "samples").glob("*.report.json")]
    with closing(Store(data_folder)) as store:
        for report in (*samples, report_of()):
            session = Session(store, create(store, report), clock=lambda: next(clock) / 3)
            for _ in range(80):
                edited(session, chance)
            session.submit(exchange.digest(session.report))
            session.set_cells({CELL: 99})
        assert verify(store.path) == Checked(connection.VERSION, len(samples) + 1, 0, ())


def edited(session: Session, chance: random.Random) -> None:
    cells = list(session.form.cells)
    match chance.randrange(7):
        case 0 | 1:
            session.set_cells({chance.choice(cells): chance.choice((None, 0, 5, 12)) for _ in range(3)})
        case 2:
            session.set_prose("overview", session.report.prose("overview") + "字")
        case 3:
            session.undo()
        case 4:
            session.redo()
        case 5:
            session.set_unit("name", chance.choice(("甲局", "", "乙镇人民政府")))
        case _:
            with suppress(ReportDeskError):  # not while there are errors
                session.set_final(True)
                session.set_final(False)


def test_what_is_still_in_the_log_is_read(path: Path) -> None:
    killed(path, "UPDATE reports SET unit = '改名' WHERE id = 1")
    wanted = ["1 列表中的单位是“改名”，内容中是“清河市档案馆”"]
    assert said(path) == wanted
    path.with_name(f"{FILE_NAME}-shm").unlink()
    assert said(path) == wanted
    assert names(path.parent) == [FILE_NAME, f"{FILE_NAME}-wal"], "nothing is made beside it"


def test_a_change_cut_short_is_not_counted(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for sql in ("PRAGMA journal_mode = delete", "PRAGMA cache_size = 1", "BEGIN IMMEDIATE"):
            file.execute(sql)
        file.execute("UPDATE slots SET value = '7'")
        file.execute("UPDATE journal SET change = change || change || change")
        copy = tmp_path / "copy"
        copy.mkdir()
        for suffix in ("", "-journal"):
            (copy / f"{FILE_NAME}{suffix}").write_bytes(path.with_name(f"{FILE_NAME}{suffix}").read_bytes())
    assert (copy / FILE_NAME).read_bytes() != path.read_bytes()
    assert said(copy / FILE_NAME) == []
    assert names(copy) == [FILE_NAME, f"{FILE_NAME}-journal"]


def test_a_window_that_has_it_open_is_not_disturbed(path: Path) -> None:
    with closing(Store(path.parent)) as store:
        session = Session(store, 1)
        session.set_cells({CELL: 40})
        assert verify(path).problems == ()
        session.undo()


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("UPDATE reports SET year = 2030 WHERE id = 1", "1 列表中的年度是 2030，内容中是 2021"),
        ("UPDATE reports SET filled = 3 WHERE id = 3", "3 列表中写着已填 3/200 格，内容中是 200/200 格"),
        ("UPDATE reports SET head = 999 WHERE id = 1", "1 当前位置指向第 999 条修改记录，但那一条不存在"),
        ("UPDATE reports SET head = NULL WHERE id = 1", "1 当前位置指向第 None 条修改记录"),
        ("UPDATE reports SET head = (SELECT head FROM reports WHERE id = 2) WHERE id = 1", "那一条属于另一份报告"),
        ("UPDATE journal SET parent = 999 WHERE seq = 4", "1 第 4 条修改记录接在第 999 条之后，但那一条不存在"),
        ("UPDATE journal SET parent = 6 WHERE seq = 4", "1 第 4 条修改记录接在更晚的第 6 条之后"),
        ("UPDATE journal SET parent = 0 WHERE seq = 4", "1 第 4 条修改记录接在第 0 条之后，但它不是报告的起点"),
        ("UPDATE journal SET change = 'x' WHERE seq = 8", "1 第 8 条修改记录无法读取"),
        ("UPDATE journal SET change = '[1]' WHERE seq = 4", "1 第 4 条修改记录无法读取"),
        (
            "UPDATE journal SET change = replace(change, '.upheld', '.nobody') WHERE seq = 4",
            "1 第 4 条修改记录无法读取",
        ),
        ("DELETE FROM journal WHERE seq = 3", "1 第 4 条修改记录接在第 3 条之后，但那一条不存在"),
        (
            "UPDATE slots SET value = '77' WHERE report = 1 AND name = 'review.reconsideration.upheld'",
            "1 第 7 条修改记录",
        ),
        ("UPDATE slots SET value = 'x' WHERE report = 1 AND name = 'review.reconsideration.upheld'", "1 内容无法读取"),
        ("UPDATE slots SET value = NULL WHERE report = 3 AND kind = 'prose'", "3 内容无法读取"),
        (
            "UPDATE slots SET name = 'nobody' WHERE report = 1 AND name = 'review.reconsideration.upheld'",
            "1 内容无法读取",
        ),
        ("UPDATE reports SET form = 'disclosure-1999' WHERE id = 2", "2 内容无法读取（没有名为"),
        ("UPDATE slots SET report = 77 WHERE report = 3 AND kind = 'prose'", "条记录不属于任何一份报告"),
    ],
)
def test_what_was_tampered_with_is_named(path: Path, sql: str, wanted: str) -> None:
    alter(path, sql)
    assert any(wanted in line for line in said(path)), said(path)


def test_a_figure_altered_in_the_history_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        change = json.loads(file.execute("SELECT change FROM journal WHERE seq = 4").fetchone()[0])
    change["edits"][0][3] = 70
    alter(path, "UPDATE journal SET change = ? WHERE seq = 4", json.dumps(change))
    (line,) = said(path)
    assert line.startswith("1 第 4 条修改记录与内容对不上（")
    assert "维持" in line


def test_a_journal_cut_short_does_not_flood_the_answer(path: Path) -> None:
    alter(path, "UPDATE journal SET change = 'x' WHERE change <> ''")
    assert len([line for line in said(path) if line.startswith("1 ")]) == 6
    assert any("另有" in line for line in said(path))


def test_a_page_overwritten_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        page = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'idx_journal_parent'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\xff" * 40)
    found = verify(path)
    assert found.damaged
    assert found.problems[0].report == 0
    assert "文件内部已损坏" in found.problems[0].what


def test_a_file_of_version_1_passes_and_stays_so(data_folder: Path) -> None:
    data_folder.mkdir()
    path = data_folder / FILE_NAME
    with closing(sqlite3.connect(path)) as file:
        file.executescript(FIRST.read_text(encoding="utf-8"))
        file.execute("PRAGMA user_version = 1")
    assert said(path) == []
    assert verify(path) == Checked(1, 2, 0, ())
    assert names(data_folder) == [FILE_NAME]


def test_what_cannot_be_used_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as file:
        file.execute("CREATE TABLE reports (id INTEGER)")
    with pytest.raises(Foreign, match="不是 ReportDesk"):
        verify(other)
    other.write_bytes(b"")
    with pytest.raises(Foreign):
        verify(other)
    other.write_bytes(b"junk" * 100)
    with pytest.raises(StoreDamaged, match=r"other\.sqlite3"):
        verify(other)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {connection.VERSION + 1}")
    with pytest.raises(StoreTooNew, match="更新版本"):
        verify(path)
    os.truncate(path, 9000)
    with pytest.raises(StoreTooNew):
        verify(path)


def test_a_report_of_many_forms_of_content_is_told_apart(data_folder: Path) -> None:
    with closing(Store(data_folder)) as store:
        session = Session(store, create(store, Report(report_of().form, 2021)))
        session.type_cell(CELL, "１２件")
        session.type_cell("fees.fee.amount", "1.50")
        session.type_cell("fees.fee.amount", "1.5")
    assert verify(data_folder / FILE_NAME).problems == ()

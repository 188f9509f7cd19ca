"""A data file that version 1 wrote is brought up to date, and stays beside the new one as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from places import ROOT
from reportdesk.errors import ReportDeskError
from reportdesk.report.changes import Slot
from reportdesk.session import Session
from reportdesk.store import connection, schema
from reportdesk.store.errors import StoreError
from reportdesk.store.place import FILE_NAME
from reportdesk.store.store import Store

FIRST = ROOT / "tests" / "data" / "store-1.sql"
CELL = "requests.received.natural"


@pytest.fixture
def old(data_folder: Path) -> Path:
    """Return a data file as version 1 left it, with two reports, a step undone, an open cell and a setting."""
    data_folder.mkdir()
    path = data_folder / FILE_NAME
    with closing(sqlite3.connect(path)) as file:
        file.executescript(FIRST.read_text(encoding="utf-8"))
        file.execute("PRAGMA user_version = 1")
        file.execute("PRAGMA journal_mode = wal")
    return path


def contents(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as file:
        yield str(file.execute("PRAGMA user_version").fetchone()[0])
        yield from file.iterdump()


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_all_that_version_1_stored_is_there(old: Path) -> None:
    with closing(Store(old.parent)) as store:
        assert [(entry.id, entry.unit, entry.sample, entry.deleted) for entry in store.entries()] == [
            (2, "青溪镇人民政府", "practice", ""),
            (1, "清河市档案馆", "", ""),
        ]
        assert store.discarded() == []
        assert store.held(2) == (Slot("cell", CELL), "7件")
        assert store.setting("open_report") == "2"
        session = Session(store, 1)
        assert session.report.cell(CELL) == 12
        session.redo()
        assert session.report.cell(CELL) == 13
        store.discard(1)
        assert [entry.id for entry in store.discarded()] == [1]
    with closing(sqlite3.connect(old)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (connection.VERSION,)


def test_the_file_as_it_was_is_kept_beside(old: Path) -> None:
    before = list(contents(old))
    Store(old.parent).close()
    assert beside(old) == ["reportdesk-v1.sqlite3", FILE_NAME]
    assert list(contents(old.with_name("reportdesk-v1.sqlite3"))) == before
    Store(old.parent).close()
    assert len(beside(old)) == 2, "a file that is up to date is not copied"


def test_what_was_still_in_the_log_is_kept_too(old: Path) -> None:
    with closing(sqlite3.connect(old)) as other:
        other.execute("UPDATE reports SET unit = '改名' WHERE id = 1")
        other.commit()
        with closing(Store(old.parent)) as store:
            assert store.entry(1).unit == "改名"
    assert any("改名" in line for line in contents(old.with_name("reportdesk-v1.sqlite3")))


def test_a_second_copy_never_takes_the_place_of_the_first(old: Path) -> None:
    first = old.with_name("reportdesk-v1.sqlite3")
    first.write_bytes(b"earlier")
    Store(old.parent).close()
    assert first.read_bytes() == b"earlier"
    assert "reportdesk-v1-2.sqlite3" in beside(old)


def test_a_migration_that_fails_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_database: object, _name: object) -> None:
        raise sqlite3.OperationalError("interrupted")

    before = list(contents(old))
    with monkeypatch.context() as patch:
        patch.setattr(schema.migrations, "_record_applied", fail)
        for _attempt in range(2):
            with pytest.raises(StoreError, match="interrupted"):
                Store(old.parent)
    assert list(contents(old)) == before
    assert beside(old) == ["reportdesk-v1.sqlite3", FILE_NAME], "trying again makes no second copy"
    with closing(Store(old.parent)) as store:
        assert len(store.entries()) == 2


def test_without_a_copy_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _version: int) -> Path:
        raise OSError(28, "No space left on device")

    before = list(contents(old))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "keep_former", full)
        with pytest.raises(ReportDeskError, match="无法使用"):
            Store(old.parent)
    assert list(contents(old)) == before
    assert beside(old) == [FILE_NAME]


def test_a_copy_cut_short_is_cleared_away(old: Path) -> None:
    old.with_name(f"{FILE_NAME}.part").write_bytes(b"half")
    Store(old.parent).close()
    assert beside(old) == ["reportdesk-v1.sqlite3", FILE_NAME]

"""The store: every change committed at once, nothing lost between two windows, nothing removed from the history."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import FORM_2021, report_of
from reportdesk.report import exchange
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import Unread
from reportdesk.session import Session, create
from reportdesk.store import store as store_module
from reportdesk.store.errors import StaleReport, StoreError
from reportdesk.store.library import IMPORTED, REVIEW, REVISED, Summary
from reportdesk.store.store import Store

CELL = "requests.received.natural"
TOTAL = "requests.received.total"
Opener = Callable[[], Store]


@pytest.fixture
def open_store(data_folder: Path) -> Iterator[Opener]:
    """Return what opens the data folder once more; all are closed at the end."""
    opened: list[Store] = []

    def open_() -> Store:
        opened.append(Store(data_folder))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Opener) -> Store:
    return open_store()


def stored(store: Store, report_id: int, cell: str = CELL) -> object:
    """Return what another connection finds in the file."""
    other = sqlite3.connect(store.path)
    try:
        sql = "SELECT value FROM slots WHERE report = ? AND kind = 'cell' AND name = ?"
        row = other.execute(sql, (report_id, cell)).fetchone()
        return json.loads(row[0]) if row else None
    finally:
        other.close()


def test_every_change_is_committed_when_the_call_returns(store: Store) -> None:
    session = Session(store, create(store, report_of()))
    for number in range(5):
        session.set_cells({CELL: number + 1})
        assert stored(store, session.id) == number + 1
        assert stored(store, session.id, TOTAL) == number + 1
    session.undo()
    assert stored(store, session.id) == 4
    session.set_cells({CELL: None})
    assert stored(store, session.id) is None


def test_a_report_comes_back_as_it_was(store: Store) -> None:
    report = report_of()
    data = b"\x89PNG"
    name = hashlib.sha256(data).hexdigest()
    report.apply(report.plan("", [(Slot("attachment", name), Attachment("image/png", data))]))
    report.apply(report.set_cells({CELL: Unread("若干"), TOTAL: 4}))
    report.apply(report.set_prose("overview", '& < > " {{ }} \x00 \x0b \x1f 😀 \ue000 𬭎 㐂'))
    report.apply(report.set_unit("name", "名\x00称" + "长" * 80))
    report_id = create(store, report)
    again, head = store.load(report_id)
    assert (again, head > 0) == (report, True)
    assert store.entry(report_id).unit == report.unit()


def test_the_list_tells_state_and_progress(store: Store) -> None:
    report = Report(FORM_2021, 2023, "某局")
    session = Session(store, create(store, report, "practice"))
    session.set_cells({CELL: 3})
    session.set_year(2024)
    session.set_unit("name", "某某局")
    entry = store.entry(session.id)
    assert (entry.form, entry.year, entry.unit, entry.state) == ("disclosure-2021", 2024, "某某局", "draft")
    assert entry.sample == "practice"
    assert (entry.summary.filled, entry.summary.cells, entry.summary.missing) == (1, 200, 202)
    assert entry.summary == session.summary()
    assert store.entries() == [entry]


def test_the_last_edited_is_first_whatever_the_clock_says(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    year = 2099

    monkeypatch.setattr(store_module, "now", lambda: f"{year}-01-01T00:00:00+00:00")
    sessions = [Session(store, create(store, report_of(unit=name))) for name in "甲乙丙"]
    assert [entry.unit for entry in store.entries()] == ["丙", "乙", "甲"]
    year = 1980
    sessions[0].set_cells({CELL: 1})
    sessions[1].set_cells({CELL: 1})
    assert [entry.unit for entry in store.entries()] == ["乙", "甲", "丙"]
    assert [entry.edited[:4] for entry in store.entries()] == ["1980", "1980", "2099"]
    assert [step.at[:4] for step in store.history(sessions[0].id, sessions[0].report)] == ["1980"]


def test_an_unknown_report_is_named(store: Store) -> None:
    for call in (store.load, store.entry, store.held, store.place):
        with pytest.raises(StoreError, match="没有编号为 7 的报告"):
            call(7)


def test_contents_that_cannot_be_read_are_refused_not_lost(store: Store) -> None:
    report_id = create(store, report_of())
    other = sqlite3.connect(store.path)
    other.execute("UPDATE slots SET name = 'nowhere.at.all' WHERE name = ?", (CELL,))
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="内容无法读取"):
        store.load(report_id)
    assert stored(store, report_id, "nowhere.at.all") == 0


# Two windows


def test_the_second_of_two_windows_is_told(open_store: Opener) -> None:
    first = Session(open_store(), create(open_store(), report_of()))
    second = Session(open_store(), first.id)
    first.set_cells({CELL: 1})
    before = exchange.dumps(second.report)
    for attempt in (
        lambda: second.set_cells({CELL: 2}),
        lambda: second.set_prose("overview", "新"),
        lambda: second.set_year(2030),
    ):
        with pytest.raises(StaleReport, match="另一个窗口"):
            attempt()
    assert exchange.dumps(second.report) == before
    assert second.audit.findings() == []
    assert stored(first.store, first.id) == 1
    assert len(first.store.history(first.id, first.report)) == 1
    first.set_cells({CELL: 3})
    assert Session(open_store(), first.id).report == first.report


def test_undo_in_a_window_left_behind_is_told(open_store: Opener) -> None:
    first = Session(open_store(), create(open_store(), report_of()))
    first.set_cells({CELL: 1})
    second = Session(open_store(), first.id)
    first.set_cells({CELL: 2})
    with pytest.raises(StaleReport):
        second.undo()
    assert second.report.cell(CELL) == 1
    first.undo()
    first.undo()
    with pytest.raises(StaleReport):
        second.undo()
    assert store_state(first) == 0


def store_state(session: Session) -> object:
    return stored(session.store, session.id)


def test_typing_on_in_one_window_leaves_the_other_behind(open_store: Opener) -> None:
    first = Session(open_store(), create(open_store(), report_of()), clock=lambda: 0.0)
    first.set_prose("overview", "甲")
    second = Session(open_store(), first.id)
    first.set_prose("overview", "甲乙")
    with pytest.raises(StaleReport):
        second.set_cells({CELL: 2})
    with pytest.raises(StaleReport):
        second.set_prose("overview", "丙")
    with pytest.raises(StaleReport):
        second.undo()
    assert Session(open_store(), first.id).report.prose("overview") == "甲乙"


def test_a_report_deleted_and_made_anew_is_not_taken_for_the_old_one(open_store: Opener) -> None:
    first = Session(open_store(), create(open_store(), report_of()))
    store = open_store()
    store.delete(first.id)
    new = create(store, report_of(unit="另一单位"))
    assert new != first.id
    with pytest.raises(StaleReport):
        first.set_cells({CELL: 9})
    assert stored(store, new) == 0
    assert [entry.id for entry in store.entries()] == [new]


def test_two_windows_take_turns_on_two_reports(open_store: Opener) -> None:
    sessions = [Session(open_store(), create(open_store(), report_of())) for _ in range(2)]
    for number in range(1, 6):
        for session in sessions:
            session.set_cells({CELL: number})
    assert [store_state(session) for session in sessions] == [5, 5]


def test_a_busy_file_is_told_and_nothing_is_altered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(store, create(store, report_of()))
    store._db._sqlite.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="正被另一个程序占用"):
            session.set_cells({CELL: 1})
        assert session.report.cell(CELL) == 0
        with pytest.raises(StoreError):
            session.hold(Slot("cell", CELL), "1")
    finally:
        other.close()
    session.set_cells({CELL: 1})
    assert store_state(session) == 1


def test_a_file_that_went_away_is_told(store: Store) -> None:
    session = Session(store, create(store, report_of()))
    store.path.rename(store.path.with_name("elsewhere"))
    with pytest.raises(StoreError, match="不见了，刚才的修改没有保存"):
        session.set_cells({CELL: 1})
    assert session.report.cell(CELL) == 0
    store.path.with_name("elsewhere").rename(store.path)
    session.set_cells({CELL: 1})
    assert store_state(session) == 1


# Besides the report


def test_the_text_of_an_open_cell_survives(open_store: Opener) -> None:
    session = Session(open_store(), create(open_store(), report_of()))
    session.hold(Slot("cell", CELL), "12件\ud83d")
    again = Session(open_store(), session.id)
    assert again.held() == (Slot("cell", CELL), "12件\ud83d")
    assert again.can_undo() is False
    session.hold(None)
    assert again.held() is None
    session.hold(Slot("cell", CELL), "7")
    session.set_cells({CELL: 7})
    assert again.held() is None


def test_place_and_settings(store: Store) -> None:
    report_id = create(store, report_of())
    assert store.place(report_id) == {}
    store.remember_place(report_id, {"step": "requests", "cell": CELL})
    assert store.place(report_id) == {"step": "requests", "cell": CELL}
    assert store.setting("theme") == ""
    store.set_setting("theme", "dark")
    store.set_setting("theme", "light")
    assert store.setting("theme") == "light"


def test_deleting_takes_everything(store: Store) -> None:
    kept, gone = create(store, report_of()), create(store, report_of())
    Session(store, gone).set_cells({CELL: 1})
    store.delete(gone)
    assert [entry.id for entry in store.entries()] == [kept]
    for table in ("slots", "journal"):
        assert store._db.rows(f"SELECT 1 FROM {table} WHERE report = ?", (gone,)) == []


def test_looking_for_steps_needs_no_scan(store: Store) -> None:
    for sql in ("SELECT 1 FROM journal WHERE parent = 1 ORDER BY seq DESC", "SELECT 1 FROM journal WHERE report = 1"):
        plan = " ".join(row["detail"] for row in store._db.rows(f"EXPLAIN QUERY PLAN {sql}"))
        assert "USING" in plan
        assert "SCAN" not in plan


def test_of_several_reports_of_last_year_the_final_one_counts_then_one_that_is_filled(open_store: Opener) -> None:
    store = open_store()
    first, second = (create(store, report_of(FORM_2021, year=2021)) for _ in range(2))
    now = report_of(FORM_2021, year=2022)
    create(store, Report(FORM_2021, 2021, now.unit()))
    assert (store.find_last_year(now) or (0,))[0] == second, "an empty draft takes no filled one's place"
    Session(store, first).set_final(True)
    assert (store.find_last_year(now) or (0,))[0] == first


def test_the_report_that_was_final_stays_last_years_when_a_new_version_is_begun(store: Store) -> None:
    last, now = (
        report_of(FORM_2021, unit="青溪镇人民政府", year=2022),
        report_of(FORM_2021, unit="青溪镇人民政府", year=2023),
    )
    first = store.create(last, Summary(), state=REVISED)
    later = store.create(last, Summary(filled=200))
    for state in (REVIEW, IMPORTED):
        store.create(last, Summary(filled=200), state=state)
    found = store.find_last_year(now)
    assert found is not None
    assert (found.id, found.others) == (first, 3)
    store.discard(first)
    found = store.find_last_year(now)
    assert found is not None
    assert found.id not in (first, later)

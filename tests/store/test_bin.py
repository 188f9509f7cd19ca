"""The recycle bin and copies of reports: nothing is lost, nothing deleted is written to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import report_of
from reportdesk.session import Session, create
from reportdesk.store.errors import StaleReport, StoreError
from reportdesk.store.store import Store

CELL = "requests.received.natural"


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    store = Store(data_folder)
    yield store
    store.close()


@pytest.fixture
def edited(store: Store) -> Session:
    """Return a report with two steps, one of them undone."""
    session = Session(store, create(store, report_of()))
    session.set_cells({CELL: 1})
    session.set_cells({CELL: 2})
    session.undo()
    return session


def ids(entries: object) -> list[int]:
    assert isinstance(entries, list)
    return [entry.id for entry in entries]


def test_a_deleted_report_is_in_the_bin_only(store: Store, edited: Session) -> None:
    kept = create(store, report_of())
    store.discard(edited.id)
    assert ids(store.entries()) == [kept]
    assert ids(store.discarded()) == [edited.id]
    assert store.count_discarded() == 1
    assert store.discarded()[0].deleted == store.entry(edited.id).deleted != ""


def test_a_restored_report_is_as_it_was_with_its_history(store: Store, edited: Session) -> None:
    before, entry = edited.report, store.entry(edited.id)
    store.discard(edited.id)
    store.restore(edited.id)
    assert store.entry(edited.id) == entry
    again = Session(store, edited.id)
    assert again.report == before
    assert len(store.history(again.id, again.report)) == 2
    again.redo()
    assert again.report.cell(CELL) == 2
    again.undo()
    again.undo()
    assert again.report.cell(CELL) == 0


def test_nothing_is_written_to_a_deleted_report(store: Store, edited: Session) -> None:
    store.discard(edited.id)
    for attempt in (lambda: edited.set_cells({CELL: 9}), edited.undo, edited.redo):
        with pytest.raises(StaleReport, match="修改或删除"):
            attempt()
    store.restore(edited.id)
    assert Session(store, edited.id).report.cell(CELL) == 1
    edited.set_cells({CELL: 9})
    assert Session(store, edited.id).report.cell(CELL) == 9


def test_a_deleted_report_is_not_opened(store: Store, edited: Session) -> None:
    store.discard(edited.id)
    for attempt in (store.load, store.duplicate):
        with pytest.raises(StoreError, match="在回收站里，请先还原"):
            attempt(edited.id)
    assert store.entries() == []


@pytest.mark.parametrize("name", ["discard", "restore", "duplicate"])
def test_a_report_that_is_not_there_is_told(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="没有编号为 7 的报告"):
        getattr(store, name)(7)


def test_the_last_deleted_stands_first(store: Store) -> None:
    made = [create(store, report_of()) for _ in range(3)]
    for report_id in made:
        store.discard(report_id)
    assert ids(store.discarded()) == made[::-1]


def test_for_good_takes_a_deleted_report_and_no_other(store: Store, edited: Session) -> None:
    kept = create(store, report_of())
    store.discard(edited.id)
    store.delete(edited.id)
    assert ids(store.entries()) == [kept]
    assert store.discarded() == []
    with pytest.raises(StoreError, match="没有编号为"):
        store.restore(edited.id)


def test_a_copy_holds_the_same_and_goes_its_own_way(store: Store, edited: Session) -> None:
    copy = Session(store, store.duplicate(edited.id))
    assert copy.report == edited.report
    assert store.entry(copy.id).summary == store.entry(edited.id).summary
    assert ids(store.entries()) == [copy.id, edited.id]
    assert not copy.can_undo(), "the history stays with the original"
    assert copy.redo() is None
    copy.set_cells({CELL: 5})
    edited.set_cells({CELL: 6})
    assert [Session(store, each.id).report.cell(CELL) for each in (copy, edited)] == [5, 6]
    copy.undo()
    assert copy.report.cell(CELL) == 1


def test_a_copy_of_a_practice_report_is_for_practice_but_not_put_back_with_it(store: Store) -> None:
    practice = create(store, report_of(), "practice")
    copy = store.duplicate(practice)
    assert store.entry(copy).sample not in ("", "practice")
    assert store.entry(store.duplicate(create(store, report_of()))).sample == ""

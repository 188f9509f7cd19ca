"""定稿: what was signed is locked and kept, and a new version can be told from it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core import report_of
from reportdesk.errors import ReportDeskError
from reportdesk.report.exchange import digest
from reportdesk.session import Session, changed_since, create
from reportdesk.store.errors import StaleReport
from reportdesk.store.finals import FinalReport
from reportdesk.store.library import ALTERED, DRAFT, FINAL, REVIEW, REVISED
from reportdesk.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path)) as opened:
        yield opened


@pytest.fixture
def session(store: Store) -> Session:
    return Session(store, create(store, report_of()))


def test_a_locked_report_takes_no_edit_of_any_kind(session: Session, store: Store) -> None:
    session.set_cells({"review.reconsideration.upheld": 1})
    session.set_final(True)
    before = digest(session.report)
    for edit in (
        lambda: session.type_cell("review.reconsideration.upheld", "2"),
        lambda: session.set_prose("overview", "另写。"),
        lambda: session.set_unit("name", "乙局"),
        lambda: session.set_year(2030),
    ):
        with pytest.raises(FinalReport, match="已经定稿"):
            edit()
    assert session.undo() is None and session.redo() is None and not session.can_undo()
    again = Session(store, session.id)
    assert again.finals.is_final and digest(again.report) == digest(session.report) == before
    with pytest.raises(FinalReport):
        again.set_prose("overview", "另写。")
    assert store.entry(session.id).state == FINAL


def test_who_was_final_once_goes_on_as_revised(session: Session, store: Store) -> None:
    session.submit(digest(session.report))
    session.set_final(False)
    assert store.entry(session.id).state == DRAFT
    session.set_final(True)
    session.set_final(False)
    assert store.entry(session.id).state == REVISED
    session.submit(digest(session.report))
    session.set_final(False)
    assert store.entry(session.id).state == REVISED, "to take back 送审 does not take back 定稿"


def test_what_was_handed_in_is_told_from_what_is_now(session: Session, store: Store) -> None:
    def looked() -> str:
        session.finals.look(session.report)
        assert store.entry(session.id).state == session.finals.state
        return session.finals.state

    assert looked() == DRAFT
    session.submit(digest(session.report))
    assert looked() == REVIEW
    session.set_prose("overview", "另写。")
    assert looked() == ALTERED
    session.undo()
    assert looked() == REVIEW
    session.redo()
    looked()
    session.set_final(False)
    assert looked() == DRAFT


def test_a_new_version_tells_what_changed_since(session: Session) -> None:
    assert changed_since(session) is None
    session.set_prose("overview", "先写。")
    session.set_final(True)
    signed = digest(session.report)
    unchanged = changed_since(session)
    assert unchanged is not None and unchanged.a == unchanged.b
    session.set_final(False)
    session.set_cells({"review.reconsideration.upheld": 3})
    session.set_prose("overview", "后写。")
    told = changed_since(session)
    assert told is not None and digest(told.a) == signed
    assert {change.address for change in told.cells if not change.same} == {
        "review.reconsideration.upheld", "review.reconsideration.total",
    }  # fmt: skip
    assert dict(told.prose)["overview"]
    session.undo()
    session.undo()
    assert digest(session.report) == signed
    assert session.undo() is None, "undo reaches behind what was signed"


def test_the_last_of_several_signed_versions_counts(session: Session) -> None:
    session.set_final(True)
    session.set_final(False)
    session.set_prose("other", "第二版。")
    session.set_final(True)
    told = changed_since(session)
    assert told is not None and told.a.prose("other") == "第二版。"


def test_a_report_with_errors_or_gaps_cannot_be_signed(session: Session) -> None:
    session.set_prose("overview", "")
    with pytest.raises(ReportDeskError, match="尚未填完"):
        session.set_final(True)
    assert not session.finals.is_final
    session.set_prose("overview", "已写。")


def test_it_is_locked_once(session: Session) -> None:
    session.set_final(True)
    with pytest.raises(FinalReport):
        session.set_final(True)


def test_what_was_handed_in_is_kept_till_it_is_handed_in_again(session: Session, store: Store) -> None:
    assert session.finals.handed_in() == ""
    first = digest(session.report)
    session.set_prose("overview", "先写。")
    session.undo()
    session.submit(first)
    assert session.redo() is not None, "handing in takes no step away"
    assert session.undo() is not None
    again = Session(store, session.id)
    assert again.finals.handed_in() == first
    again.set_prose("overview", "后写。")
    assert again.finals.handed_in() == first != digest(again.report)
    again.submit(digest(again.report))
    assert Session(store, session.id).finals.handed_in() == digest(again.report)
    assert again.undo() is not None
    again.set_final(False)
    assert again.finals.handed_in() == ""
    assert Session(store, store.duplicate(session.id)).finals.handed_in() == ""


def test_what_was_handed_in_can_be_told_from_what_it_was_altered_to(session: Session, store: Store) -> None:
    session.set_cells({"review.reconsideration.upheld": 1})
    session.set_prose("overview", "送审时的文字。")
    first = digest(session.report)
    assert session.finals.reviewed() is None
    session.submit(first)
    session.set_prose("overview", "送审后接着写的文字。")
    found = session.finals.reviewed()
    assert found is not None and digest(found) == first, "typing that goes on is a step of its own"
    session.undo()
    session.undo()
    session.set_cells({"review.reconsideration.upheld": 3})
    found = Session(store, session.id).finals.reviewed()
    assert found is not None and digest(found) == first, "though undo left it aside"
    session.finals.look(session.report)
    told = changed_since(session)
    assert told is not None and digest(told.a) == first
    assert "review.reconsideration.upheld" in {change.address for change in told.cells if not change.same}
    session.submit("0" * 64)
    assert session.finals.reviewed() is None, "what went out was not what is stored"


def test_another_window_finds_out(session: Session, store: Store) -> None:
    other = Session(store, session.id)
    session.set_final(True)
    with pytest.raises(StaleReport):
        other.set_prose("overview", "另写。")
    with pytest.raises(StaleReport):
        other.set_final(True)
    assert not other.finals.is_final
    session.set_final(False)
    session.set_prose("overview", "再写。")
    with pytest.raises(StaleReport):
        other.set_final(False)


def test_a_copy_of_a_locked_report_is_a_draft(session: Session, store: Store) -> None:
    session.set_final(True)
    copy = Session(store, store.duplicate(session.id))
    assert not copy.finals.is_final
    copy.set_prose("overview", "另写。")

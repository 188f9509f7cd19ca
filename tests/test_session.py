"""An open report: one path for every change, undo across restarts, and the audit always as if run anew."""

import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from core import FORM_2019, FORM_2021, report_of
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, Verdict
from reportdesk.audit.prose import rules
from reportdesk.errors import ReportDeskError
from reportdesk.form.model import Severity
from reportdesk.report.changes import Change, Edit, Remark, Slot
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value, ValueRefused
from reportdesk.session import PAUSE, AuditFault, Happened, Session, create
from reportdesk.store.errors import StoreError
from reportdesk.store.store import Store

CELL = "requests.received.natural"
TOTAL = "requests.received.total"


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    store = Store(data_folder)
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(store: Store, clock: Clock) -> Session:
    return Session(store, create(store, report_of()), clock)


def labels(session: Session) -> list[str]:
    return [step.change.label for step in session.store.history(session.id, session.report)]


def test_typing_a_figure(session: Session) -> None:
    happened: list[Happened] = []
    session.listen(happened.append)
    session.type_cell(CELL, "１２件")
    assert (session.report.cell(CELL), session.report.cell(TOTAL)) == (12, 12)
    (first,) = happened
    assert set(first.slots) == {Slot("cell", CELL), Slot("cell", TOTAL)}
    assert {finding.key for finding in first.delta.appeared} == {"requests.balance:natural", "requests.balance:total"}
    session.unlisten(happened.append)
    session.type_cell(CELL, "0")
    assert len(happened) == 1
    with pytest.raises(ValueRefused):
        session.type_cell(CELL, "十二")
    assert session.form is FORM_2021


def test_nothing_changed_is_no_step(session: Session) -> None:
    session.set_cells({CELL: 0})
    session.set_prose("overview", session.report.prose("overview"))
    assert not session.can_undo()
    assert session.undo() is None
    assert session.redo() is None


def test_undo_and_redo_across_restarts(session: Session) -> None:
    session.set_cells({CELL: 1}, "填写")
    session.set_cells({CELL: 2, "fees.fee.amount": Decimal("1.50")}, "粘贴")
    session.set_year(2024)
    states = [session.report.year, session.report.cell(CELL)]
    again = Session(session.store, session.id)
    assert [again.report.year, again.report.cell(CELL)] == states
    assert [change.label for _ in range(3) if (change := again.undo())] == ["", "粘贴", "填写"]
    assert again.undo() is None
    assert again.report == report_of()
    third = Session(session.store, session.id)
    assert [change.label for _ in range(3) if (change := third.redo())] == ["填写", "粘贴", ""]
    assert third.redo() is None
    assert (third.report.year, str(third.report.cell("fees.fee.amount"))) == (2024, "1.50")


def test_a_new_edit_drops_redo_but_the_history_keeps_it(session: Session) -> None:
    session.set_cells({CELL: 1}, "一")
    session.set_cells({CELL: 2}, "二")
    session.undo()
    session.set_cells({CELL: 3}, "三")
    assert session.redo() is None
    assert labels(session) == ["一", "二", "三"]
    session.undo()
    assert session.report.cell(CELL) == 1
    assert session.redo() is not None
    assert session.report.cell(CELL) == 3


def test_a_typed_total_is_undone_with_its_mark(session: Session) -> None:
    session.set_cells({TOTAL: 4})
    session.set_cells({TOTAL: None})
    session.undo()
    assert (session.report.cell(TOTAL), session.report.is_typed(TOTAL)) == (4, True)
    session.undo()
    assert (session.report.cell(TOTAL), session.report.is_typed(TOTAL)) == (0, False)


def test_typing_prose_is_one_step_until_a_pause(session: Session, clock: Clock) -> None:
    for length in range(1, 6):
        session.set_prose("overview", "全年收到申"[:length])
        clock.now += PAUSE * 0.9
    assert len(labels(session)) == 1
    clock.now += PAUSE
    session.set_prose("overview", "全年收到申请")
    assert len(labels(session)) == 2
    assert Session(session.store, session.id).report.prose("overview") == "全年收到申请"
    session.undo()
    assert session.report.prose("overview") == "全年收到申"
    session.undo()
    assert session.report.prose("overview") == "无。"
    session.redo()
    assert session.report.prose("overview") == "全年收到申"


@pytest.mark.parametrize(
    "between",
    [
        lambda session: session.set_prose("other", "另"),
        lambda session: session.set_cells({CELL: 1}),
        lambda session: session.set_unit("name", "改名"),
        lambda session: (session.undo(), session.redo()),
    ],
    ids=["another section", "a cell", "a particular", "undo and redo"],
)
def test_anything_else_ends_the_step(session: Session, between: Callable[[Session], object]) -> None:
    session.set_prose("overview", "一")
    between(session)
    steps = len(labels(session))
    session.set_prose("overview", "一二")
    assert len(labels(session)) == steps + 1


def test_a_particular_is_typed_in_one_step(session: Session) -> None:
    for name in ("清", "清河", "清河市"):
        session.set_unit("name", name)
    assert len(labels(session)) == 1
    assert session.store.entry(session.id).unit == "清河市"


def test_typing_goes_on_after_an_error_of_the_store(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.set_prose("overview", "一")

    def refuse(*_all: object) -> None:
        raise StoreError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(session.store, "extend", refuse)
        with pytest.raises(StoreError):
            session.set_prose("overview", "一二")
    assert session.report.prose("overview") == "一"
    session.set_prose("overview", "一二")
    assert session.store.load(session.id)[0] == session.report
    assert len(labels(session)) == 1


def test_a_check_that_fails_loses_nothing_and_is_told_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_all: object) -> None:
        raise RuntimeError("boom")

    told: list[Happened] = []
    session.listen(told.append)
    session.set_prose("overview", "收到政府信息公开申请7件。")
    with monkeypatch.context() as patch:
        patch.setattr(rules, "ON_TABLES", (fail,))
        with pytest.raises(AuditFault) as fault:
            session.set_cells({CELL: 7, "requests.granted.natural": 7})
        assert isinstance(fault.value.__cause__, RuntimeError)
        session.set_cells({CELL: 6})
        assert session.store.load(session.id)[0] == session.report
        assert [finding.code for finding in told[1].delta.appeared] == ["audit.unfinished"] * 4
        assert session.summary() == session.store.entry(session.id).summary
        assert session.summary().errors
        with pytest.raises(ReportDeskError):
            session.set_final(True)
        again = Session(session.store, session.id)
        assert again.audit.tally().errors
        with pytest.raises(AuditFault):
            again.set_cells({CELL: 9})
    session = Session(session.store, session.id)
    session.set_cells({CELL: 7})
    assert session.audit.findings() == []


def test_a_listener_that_fails_leaves_the_session_sound(session: Session) -> None:
    def fail(_happened: Happened) -> None:
        raise RuntimeError("drawing failed")

    session.set_prose("overview", "一")
    session.listen(fail)
    with pytest.raises(RuntimeError):
        session.set_cells({CELL: 1})
    session.unlisten(fail)
    session.set_prose("overview", "一二")
    assert len(labels(session)) == 3
    assert session.store.load(session.id)[0] == session.report


def test_a_listener_may_itself_change_the_report(session: Session) -> None:
    def follow(happened: Happened) -> None:
        if Slot("cell", CELL) in happened.slots and session.report.cell("requests.granted.natural") != 5:
            session.set_cells({"requests.granted.natural": 5})

    session.listen(follow)
    session.set_cells({CELL: 5})
    assert session.audit.findings() == []
    assert session.store.load(session.id)[0] == session.report
    assert len(labels(session)) == 2


def test_a_refused_change_leaves_all_as_it_was(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.set_cells({CELL: 1})
    before = session.audit.findings()

    def interrupt(*_all: object) -> None:
        raise KeyboardInterrupt

    for name, act in (("commit", lambda: session.set_cells({CELL: 2, TOTAL: 9})), ("move", session.undo)):
        monkeypatch.setattr(session.store, name, interrupt)
        with pytest.raises(KeyboardInterrupt):
            act()
    assert session.audit.findings() == before
    assert session.report == session.store.load(session.id)[0]


def test_explaining(session: Session) -> None:
    session.set_unit("name", "柳溪镇人民政府")
    session.set_cells({"normative.regulation.issued": 1})
    session.explain("normative.plausible:regulation", " 受托起草 ")
    assert session.audit.tally().verdict is Verdict.PASS
    session.set_cells({"normative.regulation.issued": 2})
    assert session.audit.tally().verdict is Verdict.REMARKS
    session.undo()
    assert session.audit.tally().verdict is Verdict.PASS
    session.explain("normative.plausible:regulation", " ")
    assert session.audit.tally().verdict is Verdict.REMARKS
    with pytest.raises(KeyError):
        session.explain("prose.length:overview", "长")


def test_a_change_for_another_state_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="holds"):
        session.apply(Change("", (Edit(Slot("cell", CELL), 5, 6),)))
    assert session.store.load(session.id)[0] == session.report


def test_half_characters_are_stored_as_replacements(session: Session) -> None:
    session.set_prose("overview", "前\ud83d后")
    assert Session(session.store, session.id).report.prose("overview") == "前\ufffd后"


def test_a_figure_is_audited_without_reading_the_prose_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    passage = rules.passage
    monkeypatch.setattr(rules, "passage", lambda text, *others: read.append(text) or passage(text, *others))
    report = report_of()
    text = "本年新收政府信息公开申请{{ requests.received.total }}件，与上年持平。"
    report.apply(report.set_prose("overview", text))
    audit = Audit(report)
    assert text in read
    read.clear()
    for number in range(10):
        change = report.set_cells({CELL: number})
        report.apply(change)
        audit.refresh(change.slots)
    assert read == []


# Last year's report

CARRIED = "requests.carried_in.natural"
CARRIED_TOTAL = "requests.carried_in.total"


@pytest.fixture
def last_year(store: Store) -> Session:
    last = report_of(FORM_2021, year=2022)
    last.apply(last.set_cells({"requests.carried_out.natural": 3}))
    return Session(store, create(store, last))


@pytest.fixture
def this_year(store: Store, last_year: Session) -> Session:
    now = report_of(FORM_2021, year=2023)
    now.apply(now.set_cells({CARRIED: 3, "requests.granted.natural": 3}))
    return Session(store, create(store, now))


def of_years(session: Session) -> dict[str, Finding]:
    return {f.key: f for f in session.audit.findings() if f.code.startswith("year.")}


def test_last_years_report_is_found_and_checked_against(this_year: Session, store: Store) -> None:
    assert this_year.audit.last_year_note == ""
    assert of_years(this_year) == {}
    this_year.type_cell(CARRIED, "4")
    assert set(of_years(this_year)) == {"year.carried_in:natural", "year.carried_in:total"}
    assert store.entry(this_year.id).summary.errors == this_year.summary().errors


def test_the_summary_of_a_new_report_counts_last_year_too(store: Store, last_year: Session) -> None:
    number = create(store, report_of(FORM_2021, year=2023))
    assert store.entry(number).summary.errors == 2


def test_another_unit_or_year_has_another_last_year(this_year: Session) -> None:
    this_year.type_cell(CARRIED, "4")
    happened: list[Happened] = []
    this_year.listen(happened.append)
    this_year.set_unit("name", "清河市图书馆")
    assert of_years(this_year) == {}
    assert "year.carried_in:natural" in happened[-1].delta.gone
    assert this_year.audit.last is None
    this_year.undo()
    assert "year.carried_in:natural" in {finding.key for finding in happened[-1].delta.appeared}
    this_year.set_year(2024)
    assert (of_years(this_year), this_year.last_year()) == ({}, None)


def test_a_name_written_otherwise_is_the_same_unit(this_year: Session) -> None:
    this_year.set_unit("name", "清河市　档案馆 ")
    assert this_year.lock(CARRIED) is not None


def test_a_report_is_not_its_own_last_year(this_year: Session) -> None:
    this_year.set_year(2024)
    assert this_year.audit.last is None


def test_what_happened_to_last_year_is_noticed_when_asked(this_year: Session, last_year: Session, store: Store) -> None:
    happened: list[Happened] = []
    this_year.listen(happened.append)
    this_year.refresh_last_year()
    last_year.type_cell("requests.carried_out.natural", "5")
    assert happened == []
    this_year.refresh_last_year()
    assert [(h.slots, {f.key for f in h.delta.appeared}) for h in happened] == [
        ((), {"year.carried_in:natural", "year.carried_in:total"})
    ]
    assert store.entry(this_year.id).summary == this_year.summary()
    store.discard(last_year.id)
    assert this_year.last_year() is None
    assert of_years(this_year) == {}
    store.restore(last_year.id)
    assert this_year.last_year() == last_year.report


def test_the_last_edited_of_several_is_taken(this_year: Session, last_year: Session, store: Store) -> None:
    copy = Session(store, store.duplicate(last_year.id))
    copy.type_cell("requests.carried_out.natural", "9")
    assert this_year.last_year() == copy.report
    last_year.type_cell("requests.carried_out.business", "1")
    assert this_year.last_year() == last_year.report


def test_an_unlocked_figure_takes_the_explanation_once(this_year: Session) -> None:
    lock = this_year.lock(CARRIED)
    assert lock is not None
    assert lock.source == "取自 2022 年报告“四、结转下年度继续办理”"
    this_year.unlock(CARRIED, " 上年误填 ")
    assert (this_year.lock(CARRIED), this_year.lock(CARRIED_TOTAL)) == (None, None)
    assert of_years(this_year) == {}
    this_year.type_cell(CARRIED, "5")
    explained = of_years(this_year)
    assert set(explained) == {"year.carried_in:natural", "year.carried_in:total"}
    assert all(finding.explained for finding in explained.values())
    assert explained["year.carried_in:natural"].remark == Remark("上年误填", ("5", "3"))
    this_year.type_cell(CARRIED, "6")
    assert {finding.severity for finding in of_years(this_year).values()} == {Severity.ERROR}
    assert [this_year.undo() is not None for _ in range(3)] == [True] * 3
    assert this_year.lock(CARRIED) == lock
    assert this_year.report.names("remark") == []
    for _ in range(2):
        this_year.redo()
    assert all(finding.explained for finding in of_years(this_year).values())


def test_an_unlocked_figure_may_be_cleared_first(this_year: Session) -> None:
    this_year.unlock(CARRIED, "上年误填")
    this_year.type_cell(CARRIED, "")
    this_year.type_cell(CARRIED, "3")
    this_year.type_cell(CARRIED, "5")
    assert of_years(this_year)["year.carried_in:natural"].explained


def test_only_a_locked_figure_is_unlocked_and_only_with_a_reason(this_year: Session) -> None:
    with pytest.raises(ReportDeskError, match="为什么"):
        this_year.unlock(CARRIED, " ")
    with pytest.raises(KeyError):
        this_year.unlock(CELL, "上年误填")
    this_year.unlock(CARRIED, "上年误填")
    with pytest.raises(KeyError):
        this_year.unlock(CARRIED, "上年误填")


# Anything at any time

FIGURES = st.one_of(
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([None, NOT_APPLICABLE, Unread("12（含上年3件）"), Decimal("0.50"), Decimal("0.5"), -1]),
)


class Desk(RuleBasedStateMachine):
    """A clerk doing anything, with the store closed and opened again at any time."""

    touched = Bundle("touched")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.store = Store(Path(self.folder.name))
        for last in (Report(FORM_2019, 2020, "柳溪镇人民政府"), report_of(FORM_2021, "柳溪镇 人民政府", 2021)):
            last.apply(last.set_cells({"normative.document.in_force": 2} if last.form is FORM_2021 else {}))
            last.apply(last.set_prose("other", "字" * 999))
            create(self.store, last)
        full = report_of(FORM_2021, "柳溪镇人民政府")
        self.session = Session(self.store, create(self.store, full), self.clock)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(target=touched, data=st.data())
    def fill(self, data: st.DataObject) -> str:
        addresses = [a for a in self.session.form.cells if a.startswith(("review", "normative", "fees", "requests.g"))]
        addresses += [
            f"requests.{row}.{column}"
            for row in ("received", "concluded", "carried_in")
            for column in ("natural", "total")
        ]
        cells = data.draw(st.dictionaries(st.sampled_from(addresses), FIGURES, min_size=1, max_size=6))
        self.session.set_cells(cells)
        return next(iter(cells))

    @rule(address=touched, value=FIGURES)
    def overwrite(self, address: str, value: Value) -> None:
        self.session.set_cells({address: value})

    @rule(
        section=st.sampled_from(["overview", "other"]),
        text=st.sampled_from(["", "无", "{{ review.suit_after.total }}件", "{{ a.b }}", "字" * 999, "字" * 1001])
        | st.just("字" * 999 + "{{ requests.received.total + review.suit_after.upheld }}"),
        pause=st.sampled_from([0.1, 2.0]),
    )
    def write(self, section: str, text: str, pause: float) -> None:
        self.clock.now += pause
        self.session.set_prose(section, text)

    @rule(
        field=st.sampled_from(["name", "level"]), text=st.sampled_from(["", "柳溪镇人民政府", "county", "某省人民政府"])
    )
    def tell_unit(self, field: str, text: str) -> None:
        self.session.set_unit(field, text)

    @rule(year=st.integers(2019, 2022))
    def tell_year(self, year: int) -> None:
        self.session.set_year(year)

    @precondition(lambda self: self.session.audit.findings())
    @rule(data=st.data(), reason=st.sampled_from(["", "已核对", "已核实"]))
    def explain(self, data: st.DataObject, reason: str) -> None:
        finding = data.draw(st.sampled_from(self.session.audit.findings()))
        self.session.explain(finding.key, reason)

    @rule(column=st.sampled_from(["natural", "legal", "total"]), reason=st.sampled_from(["上年误填", "口径有变"]))
    def unlock(self, column: str, reason: str) -> None:
        address = f"requests.carried_in.{column}"
        if self.session.lock(address):
            self.session.unlock(address, reason)

    @rule(column=st.sampled_from(["natural", "legal"]), value=FIGURES)
    def alter_last_year(self, column: str, value: Value) -> None:
        found = self.store.find_last_year(self.session.report, self.session.id)
        if found:
            Session(self.store, found[0]).set_cells({f"requests.carried_out.{column}": value})
            self.session.refresh_last_year()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            could = self.session.can_undo()
            assert (self.session.undo() is not None) == could

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.session.redo()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store(Path(self.folder.name))
        self.session = Session(self.store, self.session.id, self.clock)

    @rule()
    def undo_everything(self) -> None:
        while self.session.undo():
            pass
        assert self.session.report == report_of(FORM_2021, "柳溪镇人民政府")

    @invariant()
    def the_audit_is_as_if_run_anew(self) -> None:
        fresh = Audit(self.session.report, self.store.last_year(self.session.report))
        assert self.session.audit.findings() == fresh.findings()
        assert self.session.audit.tally() == fresh.tally()

    @invariant()
    def the_store_holds_the_report(self) -> None:
        assert self.store.load(self.session.id)[0] == self.session.report
        assert self.store.entry(self.session.id).summary == self.session.summary()


Desk.TestCase.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase

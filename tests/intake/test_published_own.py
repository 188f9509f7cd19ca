"""Our own exported .docx read back: the same form, year, unit, cells and printed prose."""

import base64
import hashlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import FORM_2019, FORM_2021, report_of
from reportdesk.form.model import Cell, Form
from reportdesk.intake.published import State, read_bytes
from reportdesk.output.docx import document_bytes
from reportdesk.report.changes import Attachment, Slot
from reportdesk.report.exchange import digest
from reportdesk.report.prose import paragraphs, render
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread, Value

WORDS = st.text(
    st.sampled_from([*"全年公开政府信息件条。，：；“”（）0123456789&<>'\" {}/—一二三四五六、.％%\t"]), max_size=40
)
LINES = st.sampled_from(
    [
        "",
        "（一）主动公开",
        "（二）依申请公开。按时答复。",
        "1.加强管理",
        "2、完善平台",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "12",
        "打印",
        "上一篇：通知",
        "清河市2022年政府信息公开工作年度报告",
        "共收到 {{ requests.received.total }} 件",
        "依据第二十条第（一）项",
        "𬭎𠮷 emoji 🙂 与 \ue000",
    ]
)
PROSE = st.lists(LINES | WORDS, max_size=6).map("\n".join)
UNITS = st.sampled_from(
    ["", "清河市", "第5中心2023年筹备组", "A&B <集团>", "清河市" + "综合服务" * 12 + "局", "某局 分局"]
) | st.text(st.sampled_from([*'清河市县局&<>"12年办公室']), max_size=30)


def values(cell: Cell) -> st.SearchStrategy[Value]:
    counts: st.SearchStrategy[Value] = st.none() | st.integers(0, 10**12)
    if not cell.kind.integer:
        counts = st.none() | st.decimals(0, 10**9, places=cell.kind.places).map(lambda number: +number)
    elif cell.kind.minimum is None:
        counts |= st.integers(-(10**6), -1)
    if cell.not_applicable:
        counts |= st.just(NOT_APPLICABLE)
    return counts | st.sampled_from(["22（其中修订16件）", "12（含上年3件）", "约3", "1 2", "十二"]).map(Unread)


@st.composite
def reports(draw: st.DrawFn, form: Form) -> Report:
    report = Report(form, draw(st.integers(1000, 9999)), draw(UNITS))
    some = draw(st.lists(st.sampled_from(list(form.cells)), max_size=60, unique=True))
    wishes = [(Slot("cell", address), draw(values(form.cells[address]))) for address in some]
    wishes += [(Slot("prose", section.id), draw(PROSE)) for section in form.prose]
    report.apply(report.plan("", wishes))
    return report


def printed(report: Report) -> dict[str, list[str]]:
    return {s.id: [p.text for p in paragraphs(render(report, s.id))] for s in report.form.prose}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from([FORM_2019, FORM_2021]).flatmap(reports), st.booleans())
def test_what_we_export_reads_back_the_same(report: Report, draft: bool) -> None:
    reading = read_bytes(document_bytes(report, draft=draft))
    back = reading.report()
    assert (back.form.id, back.year, back.unit()) == (report.form.id, report.year, report.unit())
    assert {a: back.cell(a) for a in back.form.cells} == {a: report.cell(a) for a in report.form.cells}
    assert printed(back) == printed(report)
    assert digest(back) == digest(report)
    assert not reading.skipped


def test_printed_totals_are_typed_and_blank_ones_are_not() -> None:
    report = report_of()
    report.apply(report.plan("", [(Slot("cell", "review.suit_after.total"), None)]))
    back = read_bytes(document_bytes(report, draft=False)).report()
    assert not back.is_typed("review.suit_after.total")
    assert back.is_typed("requests.received.total")
    assert set(back.names("typed")) == set(report.form.totals) - {"review.suit_after.total"}


def test_decimals_keep_their_digits() -> None:
    report = report_of()
    report.apply(report.set_cells({"fees.fee.amount": Decimal("12.500000")}))
    reading = read_bytes(document_bytes(report, draft=False))
    assert str(reading.cells["fees.fee.amount"].value) == "12.500000"
    assert reading.cells["fees.fee.amount"].state is State.READ


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


@pytest.mark.parametrize("caption", ["", "办事大厅", 'A & B < "C" 甲', "图书室"])
def test_pictures_come_back_with_their_captions(caption: str) -> None:
    name = hashlib.sha256(PICTURE).hexdigest()
    report = report_of()
    report.apply(report.plan("", [(Slot("attachment", name), Attachment("image/png", PICTURE))]))
    report.apply(report.set_prose("overview", f"见图。\n![{caption}]({name})\n{caption or '完'}"))
    back = read_bytes(document_bytes(report, draft=False)).report()
    assert digest(back) == digest(report)
    assert back.attachment(name) == Attachment("image/png", PICTURE)


def test_a_draft_without_text_reads_back_without_text() -> None:
    report = Report(FORM_2021, 2023, "清河市")
    assert digest(read_bytes(document_bytes(report, draft=True)).report()) == digest(report)

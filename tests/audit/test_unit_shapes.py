"""How postcode, e-mail and telephone of a unit are written: what looks mistyped is remarked on, never what is real."""

import pytest

from core import report_of
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Finding, Tally, Verdict
from reportdesk.form.model import Severity
from reportdesk.form.units import particulars, shapes
from reportdesk.report.report import Report


def told(report: Report) -> list[Finding]:
    return [finding for finding in Audit(report).findings() if finding.code == "unit.shape"]


def with_field(field: str, text: str) -> Report:
    report = report_of()
    report.apply(report.set_unit(field, text))
    return report


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("postcode", "35040"),
        ("postcode", "3504000"),
        ("postcode", "3504OO"),
        ("postcode", "３５０４０"),
        ("postcode", "999999"),
        ("postcode", "000000"),
        ("postcode", "350400、990400"),
        ("email", "a@b"),
        ("email", "xxgk.example.gov.cn"),
        ("email", "xxgk@example."),
        ("email", "xxgk@example.gov.cn、dag@example"),
        ("phone", "1234"),
        ("phone", "O513-12345678"),
        ("phone", "0513-1234"),
        ("phone", "0513-23160"),
        ("phone", "（010）123456"),
        ("phone", "0513-12345678、0513－8765"),
    ],
)
def test_what_looks_mistyped_is_a_remark(field: str, text: str) -> None:
    (finding,) = told(with_field(field, text))
    assert (finding.key, finding.section, finding.severity) == (f"unit.shape:{field}", "unit", Severity.REMARK)
    assert particulars()[field] in finding.title
    assert text[:16] in finding.title
    assert finding.figures == (text,)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((field, text) for field in ("postcode", "email", "phone") for text in ("", " 　", "无", "暂无", "—", "/")),
        ("postcode", "350400"),
        ("postcode", " 350 400 "),
        ("postcode", "３５０４００"),
        ("postcode", "350400、350401"),
        ("postcode", "010020"),
        ("postcode", "860000"),
        ("email", "xxgk@example.gov.cn"),
        ("email", "xxgk＠example．gov．cn"),
        ("email", "xxgk@example.gov.cn；dag@qq.com"),
        ("email", "xxgk(at)example.gov.cn"),
        ("email", "xxgk#example.gov.cn"),
        ("phone", "0513-12345678"),
        ("phone", "（0513）12345678转8001"),
        ("phone", "0513－12345678、0513－87654321（传真）"),
        ("phone", "+86 513 1234 5678 ext. 12"),
        ("phone", "12345"),
        ("phone", "0513-12345"),
        ("phone", "0513-8123-4567"),
        ("phone", "0513-12345678-0102"),
        ("address", "清河路1号"),
        ("level", "county"),
    ],
)
def test_what_is_real_is_left_alone(field: str, text: str) -> None:
    assert told(with_field(field, text)) == []


def test_it_counts_and_goes_when_mended() -> None:
    report = with_field("postcode", "35040")
    audit = Audit(report)
    assert (audit.tally(), audit.tally().verdict) == (Tally(0, 0, 1, 0), Verdict.REMARKS)
    change = report.set_unit("postcode", "350400")
    report.apply(change)
    assert audit.refresh(change.slots).gone == ("unit.shape:postcode",)
    assert audit.tally().verdict is Verdict.PASS


@pytest.mark.parametrize("text", ["a@b.c" * 4000, "1a" * 20000, "@" * 20000, "(at)." * 5000 + "@"])
def test_a_pasted_page_is_judged_at_once(text: str) -> None:
    for shape in shapes():
        shape.fits(text)

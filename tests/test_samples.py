"""The bundled help and samples: complete, canonical, and with exactly the faults that were planted."""

import itertools
import re
from decimal import Decimal
from difflib import SequenceMatcher

import pytest

from places import ROOT
from reportdesk.audit.engine import Audit
from reportdesk.audit.findings import Verdict
from reportdesk.form import loader
from reportdesk.form.model import Form
from reportdesk.report import exchange
from reportdesk.report.prose import count, live_figures, paragraphs, render
from reportdesk.report.report import Report, summed
from reportdesk.report.values import Unread, Value, is_number

FORMS = [loader.load(form_id) for form_id in loader.bundled()]
STEPS = {"unit", "audit", "export"}
SAMPLES = ROOT / "resources" / "samples"
FAULTLESS = ["sample-2019", "sample-2021"]
ALL = [*FAULTLESS, "practice"]
MENDED_PROSE = {"problems": "1.更新不及时。已改为每月检查一次。", "other": "2024年，收取信息处理费200元。"}

# Every fault listed in docs/practice-report.md.
PLANTED_IN_TABLES = {
    "requests.concluded:natural",
    "requests.concluded:total",
    "requests.total:received",
    "requests.balance:total",
    "review.total:reconsideration",
    "cell.blank:review.suit_after.pending",
    "cell.blank:review.suit_after.total",
    "cell.blank:enforcement.coercion.decisions",
    "cell.value:fees.fee.amount",
    "normative.plausible:regulation",
}
PLANTED_IN_PROSE = {
    "prose.empty",
    "prose.fee",
    "prose.figure",
    "prose.percent",
    "prose.repeat",
    "prose.sum",
    "prose.year",
}


def sample(name: str) -> Report:
    return exchange.read(SAMPLES / f"{name}.report.json")


def possible_keys(form: Form) -> set[str]:
    keys = {f"section:{section.id}" for section in form.sections} | set(form.tables)
    for cell in form.cells.values():
        keys |= {f"{cell.table}.{cell.row}", f"{cell.table}.*.{cell.column}"}
    return keys


def figure(value: Value) -> int | Decimal:
    assert isinstance(value, int | Decimal)
    return value


# Help


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_row_column_table_and_section_has_help(form: Form) -> None:
    assert possible_keys(form) - set(form.help) == set()
    assert {f"section:{step}" for step in STEPS} <= set(form.help)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_cell_has_help_with_its_source(form: Form) -> None:
    for address in form.cells:
        notes = list(form.help_for(address))
        assert notes, address
        assert all(note.text and note.source for note in notes), address


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_note_belongs_to_something_of_its_form(form: Form) -> None:
    assert set(form.help) - possible_keys(form) - {f"section:{step}" for step in STEPS} == set()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_notes_speak_of_their_own_form_alone(form: Form) -> None:
    told = "".join(note.text + note.source for note in form.help.values())
    assert form.notice in told
    for other in FORMS:
        if other is not form:
            assert other.notice not in told
            assert other.name not in told
    assert "年格式" not in told


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_notes_are_short_whole_sentences(form: Form) -> None:
    for key, note in form.help.items():
        assert note.text.endswith("。"), key
        assert note.text.count("。") <= 3, key
        assert len(note.text) <= 110, key
        assert note.text == note.text.strip(), key
        assert "\n" not in note.text, key


def test_no_note_is_copied_from_another() -> None:
    notes = [(key, note.text) for key, note in FORMS[-1].help.items()]
    for (key, text), (other, theirs) in itertools.combinations(notes, 2):
        likeness = SequenceMatcher(None, text, theirs, autojunk=False)
        alike = likeness.real_quick_ratio() > 0.75 and likeness.quick_ratio() > 0.75 and likeness.ratio() > 0.75
        assert not alike, (key, other)


# All samples


def test_no_sample_is_without_a_test() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {f"{name}.report.json" for name in ALL}


@pytest.mark.parametrize("name", ALL)
def test_a_sample_has_canonical_bytes(name: str) -> None:
    assert exchange.dumps(sample(name)) == (SAMPLES / f"{name}.report.json").read_bytes()


@pytest.mark.parametrize("name", ALL)
def test_a_sample_is_in_the_form_of_its_year(name: str) -> None:
    report = sample(name)
    assert report.form.id == loader.for_year(report.year).id
    assert report.unit()


@pytest.mark.parametrize("name", ALL)
def test_live_figures_are_cells_of_the_form(name: str) -> None:
    report = sample(name)
    found = [live for section in report.form.prose for live in live_figures(report.prose(section.id))]
    assert found or name == "practice"
    assert [live.unknown(report.form) for live in found if live.unknown(report.form)] == []


# Faultless samples


@pytest.mark.parametrize("name", FAULTLESS)
def test_a_faultless_sample_is_complete(name: str) -> None:
    report = sample(name)
    assert [address for address in report.form.cells if not is_number(report.cell(address))] == []
    assert [section.id for section in report.form.prose if not report.prose(section.id)] == []


@pytest.mark.parametrize("name", FAULTLESS)
def test_in_a_faultless_sample_every_identity_holds_without_typed_totals(name: str) -> None:
    report = sample(name)
    assert report.names("typed") == []
    for relation in report.form.relations:
        left, right = (sum(figure(report.cell(a)) for a in side) for side in (relation.left, relation.right))
        assert left == right, relation.key
    for total, relation in report.form.totals.items():
        assert report.cell(total) == summed(relation, report.cell), total


@pytest.mark.parametrize("name", FAULTLESS)
def test_the_overview_has_the_five_official_parts(name: str) -> None:
    text = render(sample(name), "overview")
    headings = [paragraph.text for paragraph in paragraphs(text) if paragraph.level == 2]
    assert headings == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]
    assert 600 <= count(text) <= 1000


@pytest.mark.parametrize("name", FAULTLESS)
def test_the_problems_are_numbered_and_each_has_its_mend(name: str) -> None:
    levels = [paragraph.level for paragraph in paragraphs(sample(name).prose("problems"))]
    assert levels == [2, 3, 3, 3, 2, 3, 3, 3]


@pytest.mark.parametrize("name", FAULTLESS)
def test_a_faultless_sample_passes_the_audit(name: str) -> None:
    audit = Audit(sample(name))
    assert [finding.sentence() for finding in audit.findings()] == []
    assert audit.tally().verdict is Verdict.PASS


# The practice report


def test_the_practice_report_has_the_planted_faults_in_its_tables() -> None:
    found = {finding.key for finding in Audit(sample("practice")).findings()}
    assert {key for key in found if not key.startswith("prose.")} == PLANTED_IN_TABLES
    assert "prose.empty:problems" in found


def test_the_practice_report_has_no_fault_in_its_prose_but_the_planted() -> None:
    found = {finding.code for finding in Audit(sample("practice")).findings() if finding.code.startswith("prose.")}
    assert found == PLANTED_IN_PROSE


def test_what_is_counted_twice_is_exactly_the_partly_granted() -> None:
    report = sample("practice")
    for column in ("natural", "total"):
        (relation,) = (r for r in report.form.relations if r.key == f"requests.concluded:{column}")
        items = sum(figure(report.cell(address)) for address in relation.left)
        assert items - figure(report.cell(relation.right[0])) == report.cell(f"requests.partly_granted.{column}")


def test_the_mended_practice_report_passes() -> None:
    report = sample("practice")
    values: dict[str, Value] = {
        "requests.granted.natural": 8,
        "requests.received.total": None,
        "requests.concluded.natural": None,
        "requests.concluded.total": None,
        "review.reconsideration.total": None,
        "review.suit_after.pending": 0,
        "enforcement.coercion.decisions": 0,
        "fees.fee.amount": Decimal("3.5"),
        "normative.regulation.in_force": 0,
    }
    report.apply(report.set_cells(values))
    overview = report.prose("overview")
    for wrong, right in (("其他信息150条", "其他信息165条"), ("53.52%", "43.52%"), ("368条", "386条")):
        assert overview.count(wrong) == 1
        overview = overview.replace(wrong, right)
    mended = {
        "preface": report.prose("preface").replace("2023年", "2024年"),
        "overview": overview,
        **MENDED_PROSE,
    }
    for section, text in mended.items():
        report.apply(report.set_prose(section, text))
    assert report.names("typed") == []
    assert report.cell("requests.concluded.total") == report.cell("requests.received.total") == 31
    assert [finding.sentence() for finding in Audit(report).findings()] == []


def test_the_practice_report_has_a_figure_that_cannot_be_read() -> None:
    assert isinstance(sample("practice").cell("fees.fee.amount"), Unread)


def test_the_list_of_planted_faults_names_their_codes() -> None:
    listed = (ROOT / "docs" / "practice-report.md").read_text(encoding="utf-8")
    codes = {key.partition(":")[0] for key in PLANTED_IN_TABLES} | PLANTED_IN_PROSE
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", listed)) == codes

"""Starter texts and live figures: every address exists, nothing is found in them, typed figures are matched rightly."""

import random
import re

import pytest
from prose_corpus import tables
from prose_desk import found, report_with

from core import FORM_2019, FORM_2021, FORMS, THIRD_FORM, put, report_of
from reportdesk.audit.findings import words
from reportdesk.audit.prose.live import inserted, suggest_live
from reportdesk.audit.prose.readings import readings
from reportdesk.audit.prose.starters import headings, starters
from reportdesk.audit.prose.vocabulary import phrases
from reportdesk.form.model import Form
from reportdesk.form.units import levels
from reportdesk.report.prose import live_figures, paragraphs, render
from reportdesk.report.report import Report

LEVELS = ["", *(level.id for level in levels())]
PARTS = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
OFFICIAL = [FORM_2019, FORM_2021]


def text_of(form: Form, level: str) -> str:
    numbers = "一二三四五"
    return "\n".join(f"（{numbers[i]}）{title}\n{text}" for i, (title, text) in enumerate(starters(form, level)))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.id)
def test_each_kind_of_unit_has_the_five_parts(form: Form, level: str) -> None:
    assert [title for title, _text in starters(form, level)] == PARTS
    text = text_of(form, level)
    live = list(live_figures(text))
    assert live
    assert [figure.unknown(form) for figure in live if figure.unknown(form)] == []
    assert text.count("{{") == len(live)
    assert "<" not in text


@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.id)
def test_each_part_is_told_by_its_heading_alone(form: Form) -> None:
    told = headings(form)
    assert list(told) == PARTS
    assert [[title for title in PARTS if told[title].search(part)] for part in PARTS] == [[part] for part in PARTS]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.id)
def test_a_starter_states_nothing_of_its_own(form: Form, level: str) -> None:
    """What a unit did only its clerk knows: each sentence has a figure of the tables or asks for something."""
    mark = next(re.compile(mark.pattern) for mark in words().marks if mark.pattern)
    for _title, text in starters(form, level):
        sentences = [sentence for sentence in text.split("。") if sentence]
        assert [each for each in sentences if "{{" not in each and not mark.search(each)] == []
        assert len(mark.findall(text)) == text.count("〔"), "what is asked for keeps the section from passing"


def test_kinds_of_unit_have_texts_of_their_own() -> None:
    assert len({text_of(FORM_2021, level) for level in ("", "county", "department", "township")}) == 4


def test_a_form_without_texts_has_no_starters() -> None:
    assert starters(THIRD_FORM, "county") == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(3))
def test_starters_over_consistent_tables_give_no_finding(level: str, seed: int) -> None:
    report = tables(random.Random(seed))
    report.apply(report.set_prose("overview", text_of(FORM_2021, level)))
    assert found(report) == {}
    assert "〔未填〕" not in render(report, "overview")
    assert [paragraph.level for paragraph in paragraphs(report.prose("overview"))][::2] == [2] * 5
    old = report_of(FORM_2019)
    old.apply(old.set_prose("overview", text_of(FORM_2019, level)))
    assert found(old) == {}


def live(report: Report, section: str = "overview") -> list[tuple[str, str]]:
    text = report.prose(section)
    return [(text[slice(*span)], address) for span, address in suggest_live(report, section)]


def test_typed_figures_that_match_a_cell() -> None:
    cells = {"requests.received.natural": 5, "requests.granted.natural": 5, "review.suit_after.other": 2}
    text = "收到政府信息公开申请 ５ 件，办结五件，予以公开4件。因信息公开引起行政诉讼2件。公开信息5条，访问5万次。"
    report = report_with(text, cells)
    assert live(report) == [
        ("５", "requests.received.total"),
        ("五", "requests.concluded.total"),
        ("2", "review.direct_suit.total + review.suit_after.total"),
    ]


def test_what_is_inserted_says_the_same() -> None:
    report = report_with("收到政府信息公开申请５件。", {"requests.received.natural": 5, "requests.granted.natural": 5})
    ((start, stop), address) = suggest_live(report, "overview")[0]
    before = report.prose("overview")
    report.apply(report.set_prose("overview", before[:start] + inserted(address) + before[stop:]))
    assert render(report, "overview") == "收到政府信息公开申请5件。"
    assert suggest_live(report, "overview") == []
    put(report, {"requests.received.natural": 6})
    assert found(report) == {}


def test_two_cells_of_one_value_and_meaning_are_not_guessed() -> None:
    cells = {"requests.carried_in.natural": 1, "requests.carried_out.natural": 1}
    assert live(report_with("（二）依申请公开\n结转1件。", cells)) == []


@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.id)
def test_every_reading_names_cells_of_the_form(form: Form) -> None:
    known = readings(form)
    speech = phrases(known.speech)
    attributes = {attribute.id for attribute in speech.attributes} | {"", "total"}
    for subject in known.subjects:
        assert any(known.of(subject, attribute) for attribute in attributes), subject
    assert set(known.subjects) <= {subject.id for subject in speech.subjects}
    assert set(known.attributes) <= attributes
    assert set(known.balance.values()) <= set(known.subjects)
    assert known.fee_unpaid in {"", *form.cells}
    assert known.fee_section in {section.id for section in form.prose}
    assert set(known.factors) <= set(form.cells)


def test_a_form_without_a_file_of_its_own_has_no_readings() -> None:
    for form in FORMS:
        assert bool(readings(form).subjects) is (form is not THIRD_FORM)

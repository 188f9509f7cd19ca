"""The prose rules measured: planted mismatches found, sound sentences left alone, published reports read rightly."""

import random
from pathlib import Path

import pytest
from prose_corpus import Sample, lines, planted, sound
from prose_desk import found

from reportdesk.report import exchange

PLANTED, AT_LEAST = 200, 0.95
CASES = {
    "hangzhou_2025": set[str](),
    "hongze_2023": {"prose.buried:overview:buried:（一）"},
    "pingtan_2019": {"prose.sum:overview:政府信息"},
    "pingtan_2020": {
        "prose.buried:problems:buried:（二）",
        "prose.sum:overview:政府信息",
        "prose.unfinished:problems:（二）改进措施：",
    },
    "pingtan_2021": {
        "prose.unfinished:overview:组织4次季度政务公开检查，",
        "prose.buried:overview:buried:（二）",
        "prose.buried:problems:buried:（二）",
        "prose.unfinished:problems:（二）改进措施：",
    },
    "qingquan_2019": {"prose.repeat:overview:政务动态", "prose.unfinished:overview:制定下发的有关通知,"},
    "shanghai_office_2019": {
        "prose.figure:overview:granted_partly.total",
        "prose.figure:overview:unavailable.total",
        "prose.figure:overview:upheld:review.pending",
        "prose.figure:overview:upheld:suit.pending",
        "prose.percent:overview:予以公开及部分公开",
        "prose.sum:overview:政府信息公开申请",
    },
}
"""Each contradiction that the notes of a case name, and where its excerpt breaks off or joins paragraphs."""


def keys(sample: Sample) -> list[str]:
    sample.report.apply(sample.report.set_prose("overview", sample.text))
    return [key for key, finding in found(sample.report).items() if finding.code != "prose.digits"]


def test_planted_mismatches_are_found() -> None:
    templates = lines("consistent")
    samples = [planted(templates[seed % len(templates)], random.Random(seed)) for seed in range(PLANTED)]
    missed = [(sample.told, sample.text) for sample in samples if not keys(sample)]
    assert len(missed) <= PLANTED * (1 - AT_LEAST), missed


@pytest.mark.parametrize("seed", range(3))
def test_the_same_sentences_without_a_fault_are_left_alone(seed: int) -> None:
    samples = [sound(template, random.Random(seed * 1000 + i)) for i, template in enumerate(lines("consistent"))]
    assert {sample.text: told for sample in samples if (told := keys(sample))} == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_faultless_sentences(seed: int) -> None:
    templates = lines("faultless")
    assert len(templates) == 100
    samples = [sound(template, random.Random(seed * 1000 + i)) for i, template in enumerate(templates)]
    assert len({sample.text: told for sample in samples if (told := keys(sample))}) <= 1


@pytest.mark.parametrize("case", CASES)
def test_a_published_report(shared: Path, case: str) -> None:
    report = exchange.read(shared / "cases" / case / "exchange.report.json")
    assert set(found(report)) == CASES[case]


def test_every_published_report_is_listed(shared: Path) -> None:
    assert {path.parent.name for path in shared.glob("cases/*/truth.json")} == set(CASES)

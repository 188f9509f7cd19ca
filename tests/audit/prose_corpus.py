"""Sentences that agree with random consistent tables, and faults planted in them: the measure of the prose rules."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from core import FORM_2021
from places import ROOT
from reportdesk.report.report import Report
from reportdesk.report.values import Value

FOLDER = ROOT / "tests" / "data" / "prose"
YEAR = 2024
_SLOT = re.compile(r"<(!?)(%|\^|zh |full )?([^<>]+)>")
_DIGITS = "零一二三四五六七八九"
_COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")
_OFTEN = ("granted", "partly_granted", "refused.process", "refused.case_file", "unavailable.not_held")


@dataclass(frozen=True)
class Sample:
    """A sentence over a report, and whether a fault was planted in it."""

    text: str
    report: Report
    told: str = ""


def lines(name: str) -> list[str]:
    """Return the sentences of one data file."""
    return cast("list[str]", tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["sentences"])


def tables(chance: random.Random) -> Report:
    """Return a report whose tables are filled and consistent, without prose but a word in each section."""
    report = Report(FORM_2021, YEAR, "清河市档案馆")
    values: dict[str, Value] = {}
    for address, cell in FORM_2021.cells.items():
        values[address] = _drawn(chance, address, cell.row)
    for column in _COLUMNS:
        items = [a for a in FORM_2021.cells if a.startswith("requests.") and a.endswith(f".{column}")]
        results = [a for a in items if a.split(".")[1] not in ("received", "carried_in", "concluded", "carried_out")]
        done = sum(cast("int", values[a]) for a in results)
        left = chance.randint(1, 9) if column == "natural" else 0
        before = min(done + left, chance.randint(3, 9)) if column == "natural" else 0
        values |= {
            f"requests.carried_out.{column}": left,
            f"requests.carried_in.{column}": before,
            f"requests.received.{column}": done + left - before,
        }
    report.apply(report.set_cells(values))
    report.apply(report.set_cells(dict.fromkeys(FORM_2021.totals)))
    for section in FORM_2021.prose:
        report.apply(report.set_prose(section.id, "无。" if section.id != "other" else "信息处理费情况见前文。"))
    return report


def sound(template: str, chance: random.Random) -> Sample:
    """Return a sentence with the figures of random tables."""
    report = tables(chance)
    return _written(template, report, chance, None)


def planted(template: str, chance: random.Random) -> Sample:
    """Return a sentence with one figure changed, in the text or in the table."""
    report = tables(chance)
    slots = [match for match in _SLOT.finditer(template) if not match[1]]
    victim = chance.choice(slots)
    address = _expanded(victim[3])
    if "." in victim[3] and not victim[2] and address in FORM_2021.cells and chance.random() < 0.4:
        sample = _written(template, report, chance, None)
        value = report.cell(address)
        assert isinstance(value, int)
        report.apply(report.set_cells({address: value + chance.choice((1, 2, 10))}))
        return Sample(sample.text, report, f"表 {address}")
    return _written(template, report, chance, victim)


def _drawn(chance: random.Random, address: str, row: str) -> Value:
    if address.startswith("requests."):
        often = row in _OFTEN and address.endswith((".natural", ".business"))
        return chance.randint(2, 30) if often else chance.choice((0, 0, 1, 3)) if address.endswith(".natural") else 0
    if address.startswith("normative.regulation"):
        return 0
    if address == "fees.fee.amount":
        return Decimal("3.5")
    return chance.randint(1, 40)


def _written(template: str, report: Report, chance: random.Random, victim: re.Match[str] | None) -> Sample:
    drawn = {name: chance.randint(11, 400) for name in "abcde"}
    told = ""

    def value(expression: str) -> int:
        total = 0
        for term in re.split(r"\s*\+\s*", expression.strip()):
            total += drawn[term] if term in drawn else _cells(report, term)
        return total

    def write(match: re.Match[str]) -> str:
        nonlocal told
        wrong = victim is not None and match.span() == victim.span()
        text = _number(match, value, chance, wrong)
        told = told or (match[0] if wrong else "")
        return text

    return Sample(_SLOT.sub(write, template), report, told)


def _number(match: re.Match[str], worth: Callable[[str], int], chance: random.Random, wrong: bool) -> str:
    if match[2] in ("%", "^"):
        part, _slash, whole = match[3].partition("/")
        base = worth(whole) or 1
        share = Decimal(worth(part)) * 100 / base - (100 if match[2] == "^" else 0)
        word = "" if match[2] == "%" else "增长" if share >= 0 else "下降"
        found = abs(share).quantize(Decimal("0.01"), ROUND_HALF_UP) + (chance.choice((3, 10)) if wrong else 0)
        return f"{word}{found}"
    number = worth(match[3]) + (chance.choice((1, 2, 10, 30)) if wrong else 0)
    if match[2] == "zh ":
        return chinese(number)
    return "".join(chr(ord(c) + 0xFEE0) for c in str(number)) if match[2] == "full " else str(number)


def chinese(number: int) -> str:
    """Return a number below ten thousand in Chinese numerals."""
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
        zero = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def _expanded(term: str) -> str:
    for short, table in (("R.", "requests."), ("V.", "review."), ("N.", "normative.")):
        if term.startswith(short):
            term = table + term.removeprefix(short)
            return term if not short.startswith("R") or term.endswith(_COLUMNS) else f"{term}.total"
    return term


def _cells(report: Report, term: str) -> int:
    address = _expanded(term)
    group = f"{address.removesuffix('.total')}."
    cells = [a for a in FORM_2021.cells if a == address or (a.startswith(group) and a.endswith(".total"))]
    assert cells, term
    values = [report.cell(a) for a in cells]
    return sum(cast("int", v) for v in values)

"""Numbers of persons and secrecy marks that must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportdesk.audit.findings import Finding
from reportdesk.audit.prose.study import Study
from reportdesk.audit.prose.surface import LIVE
from reportdesk.audit.prose.vocabulary import common, finding
from reportdesk.report.report import UNIT_FIELDS

_LONG = re.compile(r"(?<![\dA-Za-z.])(?:\+?86-?)?\d(?:[- ]?\d){9,20}[Xx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_IDENTITY = re.compile(r"[1-9]\d{16}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BANK_LENGTHS = range(15, 20)


def private_numbers(study: Study) -> Iterator[Finding]:
    """Yield identity, mobile and bank numbers that are not the unit's own contact, and secrecy marks."""
    own = {_digits(study.report.unit(field)) for field in UNIT_FIELDS}
    for section, passage in study.passages.items():
        text = passage.surface.text
        for match in _LONG.finditer(text):
            digits = _digits(match[0])
            kind = _kind(digits, text[max(0, match.start() - 12) : match.start()])
            if kind and not any(digits in field for field in own) and LIVE not in match[0]:
                shown = f"{digits[:3]}…{digits[-4:]}"
                span = passage.surface.span(*match.span())
                yield finding(f"privacy_{kind}", (section, f"{kind}:{shown}"), span, shown=shown)
        for match in common().pattern("privacy", "secrecy").finditer(text):
            span = passage.surface.span(*match.span())
            yield finding("privacy_secrecy", (section, f"secrecy:{match[0]}"), span, shown=match[0])


def identity(number: str) -> bool:
    """Tell whether 18 signs are an identity number: a date of birth and the check digit of GB 11643."""
    if not _IDENTITY.fullmatch(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(sign) for weight, sign in zip(_WEIGHTS, number, strict=False))
    return number[17] == _CHECKS[total % 11]


def luhn(number: str) -> bool:
    """Tell whether the last digit of a card number checks the others (ISO/IEC 7812)."""
    doubled = [int(sign) * (2 if place % 2 else 1) for place, sign in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _kind(digits: str, before: str) -> str:
    if identity(digits):
        return "identity"
    mobile = digits.removeprefix("86") if len(digits) == 13 else digits
    if _MOBILE.fullmatch(mobile):
        return "mobile"
    privacy = common().patterns["privacy"]
    known = privacy["bank"].search(before) or privacy["bank_prefix"].match(digits)
    return "bank" if digits.isdigit() and len(digits) in _BANK_LENGTHS and known and luhn(digits) else ""


def _digits(text: str) -> str:
    return re.sub(r"[^\dX]", "", text.upper().removeprefix("+"))

"""The exchange file (`*.report.json`): one report as canonical JSON, the same bytes for the same report."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.form import loader
from reportdesk.form.model import Cell, Form
from reportdesk.report import reading
from reportdesk.report.changes import Attachment, Change, Content, Edit, Remark, Slot
from reportdesk.report.prose import paragraphs, render
from reportdesk.report.reading import ExchangeError
from reportdesk.report.report import UNIT_FIELDS, Report
from reportdesk.report.values import NOT_APPLICABLE, NotApplicable, Unread, Value, brief, fitted, plain

SUFFIX = ".report.json"
VERSION = 1
_KEYS = frozenset({"attachments", "cells", "form", "prose", "remarks", "reportdesk", "typed", "unit", "year"})
_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
Json = dict[str, object]


def dumps(report: Report) -> bytes:
    """Return the canonical bytes of a report."""
    return _canonical(_document(report))


def loads(data: bytes, form: Form | None = None) -> Report:
    """Read a report; ExchangeError names the key at fault. A form given is used for a file that names it."""
    top = reading.mapping(reading.parse(data), "")
    _refuse_version(top.get("reportdesk"))
    reading.refuse_unknown(top, _KEYS, "")
    found = _form(top, form)
    year = reading.integer(top.get("year"), "year")
    if not 1000 <= year <= 9999:
        raise ExchangeError(f"year：{year} 不是四位数的年度")
    report = Report(found, year)
    report.apply(report.plan("", _contents(top, found)))
    return report


def read(path: Path) -> Report:
    """Read a report file; ExchangeError names file and key."""
    try:
        return loads(path.read_bytes())
    except OSError as error:
        raise ExchangeError(f"{path.name}：读不到这个文件（{error.strerror}）") from error
    except ReportDeskError as error:
        raise ExchangeError(f"{path.name}：{error.message}") from error


def digest(report: Report) -> str:
    """Return the SHA-256 (hex) of what is signed: form, year, unit name, cells and rendered prose."""
    document = _document(report)
    document["unit"] = {"name": report.unit()}
    document["prose"] = {section.id: _printed(report, section.id) for section in report.form.prose}
    for key in _KEYS - {"cells", "form", "prose", "unit", "year"}:
        document.pop(key, None)
    return hashlib.sha256(_canonical(document)).hexdigest()


def _printed(report: Report, section: str) -> str:
    """Return a section's text as it stands on paper, where blank lines and outer blanks leave no trace."""
    return "\n".join(paragraph.text for paragraph in paragraphs(render(report, section)))


def encode_cell(value: Value) -> object:
    """Return a value as the exchange file writes it."""
    if isinstance(value, Unread):
        return {"unread": value.text}
    if isinstance(value, NotApplicable):
        return value.value
    return plain(value) if isinstance(value, Decimal) else value


def decode_cell(value: object, cell: Cell) -> Value:
    """Read a cell's value; ExchangeError names the cell."""
    where = f"cells.{cell.address}"
    if value is None:
        return None
    if value == NOT_APPLICABLE.value:
        return NOT_APPLICABLE
    if isinstance(value, dict) and value.keys() == {"unread"}:
        return Unread(reading.text(reading.mapping(value, where)["unread"], f"{where}.unread"))
    number = reading.number(value, where)
    if number is None and not cell.kind.integer and isinstance(value, str):
        number = _amount(value)
    if number is None:
        wanted = "整数" if cell.kind.integer else "用引号括起的数字"
        raise ExchangeError(f'{where}：应是{wanted}、null、"n/a" 或 {{"unread": …}}')
    return fitted(number, cell.kind)


def encode_change(change: Change) -> str:
    """Return a change as JSON text for the journal."""
    edits = [[*edit.slot, encode(edit.old), encode(edit.new)] for edit in change.edits]
    return json.dumps({"label": change.label, "edits": edits}, ensure_ascii=False, separators=(",", ":"))


def decode_change(text: str, form: Form) -> Change:
    """Read a change back from the journal."""
    document = json.loads(text)
    edits: list[Edit] = []
    for kind, name, old, new in document["edits"]:
        slot = Slot(kind, name)
        edits.append(Edit(slot, decode(slot, old, form), decode(slot, new, form)))
    return Change(document["label"], tuple(edits))


def encode(content: Content) -> object:
    """Return any slot's content as JSON."""
    if isinstance(content, Remark):
        return {"figures": list(content.figures), "reason": content.reason}
    if isinstance(content, Attachment):
        return {"data": base64.b64encode(content.data).decode("ascii"), "type": content.media_type}
    if isinstance(content, str | bool):
        return content
    return encode_cell(content)


def decode(slot: Slot, value: object, form: Form) -> Content:
    """Read a slot's content from JSON."""
    where = f"{slot.kind}.{slot.name}"
    if slot.kind == "cell":
        return decode_cell(value, form.cells[slot.name])
    if slot.kind == "remark":
        return None if value is None else _remark(value, where)
    if slot.kind == "attachment":
        return None if value is None else _attachment(slot.name, value)
    if slot.kind == "year":
        return reading.integer(value, where)
    return bool(value) if slot.kind == "typed" else reading.text(value, where)


def _document(report: Report) -> Json:
    form = report.form
    document: Json = {
        "cells": {address: encode_cell(report.cell(address)) for address in form.cells},
        "form": form.id,
        "prose": {section.id: report.prose(section.id) for section in form.prose},
        "reportdesk": VERSION,
        "unit": {field: report.unit(field) for field in UNIT_FIELDS if field == "name" or report.unit(field)},
        "year": report.year,
    }
    # What undo could bring back stays in the store; a file holds what its prose shows.
    texts = "\n".join(report.prose(section.id) for section in form.prose)
    shown = (name for name in report.names("attachment") if name in texts)
    optional: Json = {
        "attachments": {name: encode(report.attachment(name)) for name in shown},
        "remarks": {name: encode(report.remark(name)) for name in report.names("remark")},
        "typed": report.names("typed"),
    }
    return document | {key: value for key, value in optional.items() if value}


def _canonical(document: Json) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _refuse_version(version: object) -> None:
    number = reading.number(version, "reportdesk")
    if isinstance(number, int) and number > VERSION:
        raise ExchangeError("reportdesk：这份文件由更新版本的程序生成，请先升级")
    if number != VERSION:
        raise ExchangeError("不是本程序的报告文件（缺少 reportdesk: 1）")


def _contents(top: Json, form: Form) -> Iterator[tuple[Slot, Content]]:
    for address, value in reading.mapping(top.get("cells", {}), "cells").items():
        if address not in form.cells:
            raise ExchangeError(f"{reading.below('cells', address)}：“{form.name}”没有这一格")
        yield Slot("cell", address), decode_cell(value, form.cells[address])
    for total in _typed(top, form):
        yield Slot("typed", total), True
    yield from _texts(top, "prose", {section.id for section in form.prose})
    yield from _texts(top, "unit", UNIT_FIELDS)
    for key, value in reading.mapping(top.get("remarks", {}), "remarks").items():
        where = reading.below("remarks", key)
        yield Slot("remark", reading.text(key, where)), _remark(value, where)
    for name, value in reading.mapping(top.get("attachments", {}), "attachments").items():
        yield Slot("attachment", name), _attachment(name, value)


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if len(text) <= reading.MOST_DIGITS and _DIGITS.fullmatch(text) else None


def _form(top: Json, given: Form | None) -> Form:
    form_id = reading.text(top.get("form"), "form")
    if given is not None and given.id == form_id:
        return given
    try:
        return loader.load(form_id)
    except ReportDeskError as error:
        raise ExchangeError(f"form：{error.message}") from error


def _typed(top: Json, form: Form) -> Iterator[str]:
    for place, value in enumerate(reading.items(top.get("typed", []), "typed", "格子地址")):
        where = f"typed[{place}]"
        total = reading.text(value, where)
        if total not in form.totals:
            raise ExchangeError(f"{where}：“{brief(total)}”不是合计格")
        yield total


def _texts(top: Json, key: str, known: Collection[str]) -> Iterator[tuple[Slot, Content]]:
    texts = reading.mapping(top.get(key, {}), key)
    reading.refuse_unknown(texts, known, key)
    for name, text in texts.items():
        yield Slot(key, name), reading.text(text, f"{key}.{name}")


def _remark(value: object, where: str) -> Remark:
    remark = reading.mapping(value, where)
    reading.refuse_unknown(remark, ("figures", "reason"), where)
    reason = reading.text(remark.get("reason"), f"{where}.reason")
    figures = reading.items(remark.get("figures", []), f"{where}.figures", "文字")
    return Remark(reason, tuple(reading.text(f, f"{where}.figures[{place}]") for place, f in enumerate(figures)))


def _attachment(name: str, value: object) -> Attachment:
    where = reading.below("attachments", name)
    attachment = reading.mapping(value, where)
    reading.refuse_unknown(attachment, ("data", "type"), where)
    try:
        data = base64.b64decode(reading.text(attachment.get("data"), f"{where}.data"), validate=True)
    except ValueError as error:
        raise ExchangeError(f"{where}.data：不是 base64") from error
    if hashlib.sha256(data).hexdigest() != name:
        raise ExchangeError(f"{where}：内容与名称（SHA-256）不符")
    return Attachment(reading.text(attachment.get("type"), f"{where}.type"), data)

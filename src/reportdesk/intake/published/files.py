"""Read any file as a report: tell its kind by its first bytes and hand it to the reader of that kind."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reportdesk.intake.block import BlockRefused
from reportdesk.intake.published import office
from reportdesk.intake.published.assembling import assembled
from reportdesk.intake.published.decoding import decode
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.kinds import Kind, is_web, kind_of, web_part
from reportdesk.intake.published.parts import Page, Paragraph
from reportdesk.intake.published.reading import Reading
from reportdesk.report import exchange
from reportdesk.report.report import Report

_LARGEST = 100_000_000
_HEAD = 1 << 16


def read(path: Path) -> Reading:
    """Read a published report; IntakeError names the file, what is wrong with it and what to do."""
    try:
        with path.open("rb") as file:
            return _reading(file)
    except OSError as error:
        raise IntakeError(f"{path.name}：读不到这个文件（{error.strerror}）。") from error
    except IntakeError as error:
        raise IntakeError(f"{path.name}：{error.message}") from error


def read_bytes(data: bytes) -> Reading:
    """Read what a file holds; IntakeError without a name."""
    return _reading(io.BytesIO(data))


def read_text(text: str) -> Reading:
    """Read text or a page's source that was pasted."""
    return _guarded(_text_page(text))


def read_report(path: Path, year: int | None = None) -> Report:
    """Read any usable file as a report, our own report files too; ReportDeskError says why it is none.

    `year` is for a published report that does not tell its own.
    """
    if is_exchange(path):
        return exchange.read(path)
    reading = read(path)
    if year is None and reading.year is None:
        raise IntakeError(f"{path.name}：标题和正文里都没有写明年度，请先用 import 读入，补上年度。")
    return reading.report(year)


def is_exchange(path: Path) -> bool:
    """Tell whether a file is one of our own report files, right or broken."""
    if path.name.endswith(exchange.SUFFIX) or path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as file:
            return kind_of(file.read(_HEAD)) is Kind.EXCHANGE
    except (OSError, IntakeError):  # told by who reads it
        return False


def _reading(file: BinaryIO) -> Reading:
    kind = kind_of(file.read(_HEAD))
    file.seek(0)
    if kind is Kind.ZIP:
        from reportdesk.intake.published.from_docx import read_docx

        return _guarded(lambda: read_docx(file))
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise IntakeError("文件太大，不像一份年度报告。请只保存报告本身再试。")
    if kind is Kind.PDF:
        from reportdesk.intake.published.from_pdf import read_pdf

        return _guarded(lambda: read_pdf(data))
    if kind is Kind.OFFICE:
        return _reading(io.BytesIO(office.as_docx(data)))
    if kind is Kind.MHTML:
        return read_text(decode(web_part(data)))
    return read_text(decode(data))


def _text_page(text: str) -> Callable[[], Page]:
    if is_web(text):
        from reportdesk.intake.published.from_page import read_page

        return lambda: read_page(text)
    lines = tuple(Paragraph(line.strip(" \u3000\r")) for line in text.lstrip("\ufeff").replace("\0", " ").splitlines())
    return lambda: Page(lines, plain=True)


def _guarded(page: Callable[[], Page]) -> Reading:
    try:
        return assembled(page())
    except BlockRefused as error:
        raise IntakeError("文件里有一张表格大得不正常，没有读取。请只保存报告本身再试。") from error
    except RecursionError as error:
        raise IntakeError("文件里的内容嵌套太深，没有读取。请用 Word 或浏览器打开，另存一份再试。") from error

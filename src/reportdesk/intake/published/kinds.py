"""Tell what kind of file one has from its first bytes, whatever its name says."""

from __future__ import annotations

import email
import email.policy
import re
from enum import Enum, auto

from reportdesk.intake.published.errors import IntakeError


class Kind(Enum):
    """What a file is by its content."""

    ZIP = auto()
    PDF = auto()
    OFFICE = auto()
    MHTML = auto()
    EXCHANGE = auto()
    TEXT = auto()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|meta|table|tr|td|div|p|span|h[1-6]|article|section)\b", re.IGNORECASE
)
_WEB_WITHIN = 200_000


def kind_of(head: bytes) -> Kind:
    """Return the kind; IntakeError for a file that can hold no report."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise IntakeError("文件是空的，里面没有内容。请重新复制原文件后再试。")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_OLE) or start.startswith(b"{\\rtf"):
        return Kind.OFFICE
    return _kind_of_text(head, start)


def _kind_of_text(head: bytes, start: bytes) -> Kind:
    if head.startswith(_PICTURES):
        raise IntakeError("这是图片，读不出文字。请用报告的 Word、网页或文字版 PDF，或者先做文字识别（OCR）。")
    if start.startswith(b"{") and b'"reportdesk"' in head:
        return Kind.EXCHANGE
    if re.match(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version:", start, re.IGNORECASE):
        return Kind.MHTML
    if b"\0" in head and not head.startswith(_UTF16):
        raise IntakeError("认不出这是什么文件。请选择报告的 Word、网页、PDF 或文本文件。")
    return Kind.TEXT


def is_protected(data: bytes) -> bool:
    """Tell whether an Office file is locked by a password."""
    return data.startswith(_OLE) and _ENCRYPTED in data


def is_web(text: str) -> bool:
    """Tell a page's source from plain text."""
    return _TAG.search(text[:_WEB_WITHIN]) is not None


def web_part(data: bytes) -> bytes:
    """Return the page within a single-file web archive."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            if isinstance(found, bytes):
                return found
    raise IntakeError("网页文件里没有正文。请在浏览器里重新保存网页后再试。")

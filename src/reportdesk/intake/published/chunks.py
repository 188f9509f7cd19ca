"""Other documents that a .docx takes in whole, as converters of web pages write them."""

from __future__ import annotations

import posixpath

from reportdesk.intake.published.decoding import decode
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.from_page import read_page
from reportdesk.intake.published.kinds import Kind, is_web, kind_of, web_part
from reportdesk.intake.published.package import Element, Package, xml
from reportdesk.intake.published.parts import Paragraph, Part

_RELATIONS = "word/_rels/document.xml.rels"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
UNREAD = "文件里嵌入了另一份文件，没有读入。请用 Word 或 WPS 打开后另存一份再试。"


def chunk(package: Package, element: Element) -> tuple[Part, ...] | None:
    """Return what an `altChunk` holds, None where it is no web page or plain text within the file."""
    relations = xml(package.read(_RELATIONS)) if package.has(_RELATIONS) else ()
    targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
    target = targets.get(element.get(f"{_R}id"), "")
    name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
    if not target or not package.has(name):
        return None
    data = package.read(name)
    try:
        kind = kind_of(data)
        text = decode(web_part(data)) if kind is Kind.MHTML else decode(data) if kind is Kind.TEXT else ""
        if is_web(text):
            return read_page(text).parts
    except IntakeError:  # what else the document holds is still worth reading
        return None
    return tuple(Paragraph(line.strip()) for line in text.splitlines()) or None

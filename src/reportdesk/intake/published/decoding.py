"""Turn a text file's bytes into text: by its mark, by what it says of itself, as UTF-8, else as GB18030."""

from __future__ import annotations

import codecs
import re

from reportdesk.intake.published.errors import IntakeError

LARGEST = 20_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAID_WITHIN = 4096
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"})


def decode(data: bytes) -> str:
    """Return the text; IntakeError where the bytes are no text at all."""
    if len(data) > LARGEST:
        raise IntakeError("文件太大，不像一份年度报告。请只保存报告本身再试。")
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise IntakeError("认不出文字编码，读不了。请用 Word 或记事本打开，另存为 UTF-8 或 .docx 再试。")


def _encodings(data: bytes) -> list[str]:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return [marked]
    said = _CHARSET.search(data[:_SAID_WITHIN])
    name = said[1].decode("ascii", "replace").lower() if said else ""
    # What a page says of itself is often wrong; bytes that are sound UTF-8 are hardly ever anything else.
    return ["utf-8", *([name] if name and name not in _CHINESE and not name.startswith("iso") else []), "gb18030"]

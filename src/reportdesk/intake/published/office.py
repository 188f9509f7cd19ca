"""Have LibreOffice turn .doc, .wps and .rtf into .docx."""

from __future__ import annotations

from reportdesk import libreoffice
from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.kinds import is_protected

_SECONDS = 90
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再试。"


def as_docx(data: bytes) -> bytes:
    """Return the document as .docx; IntakeError says what to do where LibreOffice is absent or cannot."""
    if is_protected(data):
        raise IntakeError("文件设了密码，读不了。请打开后取消密码，另存一份再试。")
    name = "report.rtf" if data.lstrip().startswith(b"{\\rtf") else "report.doc"
    try:
        return libreoffice.convert(data, name, "docx", seconds=_SECONDS)
    except libreoffice.Absent as error:
        raise IntakeError(f"这是旧版的 Word、WPS 或 RTF 文件，不能直接读。{_SAVE_AS}") from error
    except libreoffice.Failed as error:
        raise IntakeError(f"LibreOffice 没能打开这个文件，可能不完整，也可能不是文字文件。{_SAVE_AS}") from error

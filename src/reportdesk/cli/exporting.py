"""`reportdesk export`, and the digest of `reportdesk check`: what was signed against what a file holds."""

from __future__ import annotations

from pathlib import Path

from reportdesk.audit.engine import Audit
from reportdesk.errors import ReportDeskError
from reportdesk.report.digests import LEAST, WHOLE, typed
from reportdesk.report.report import Report


def written(report: Report, audit: Audit, name: str, *, draft: bool, signoff: bool) -> str:
    """Write the document, or the papers for signing, and say so."""
    from reportdesk.output import export, export_signoff

    if signoff:
        export_signoff(report, audit, Path(name))
        return f"已导出送审材料（送审单、数据审核结果表和送审稿）：{name}"
    export(report, Path(name), draft=draft)
    return f"已导出：{name}" + ("（有错误或未填，页面标明草稿）" if draft else "")


def compared(digest: str, given: str) -> tuple[bool, str]:
    """Tell whether a digest is the one given on paper, and say so; ReportDeskError where the latter is none.

    Blanks and capitals do not count, and the first digits are enough.
    """
    wanted = typed(given)
    if wanted is None:
        raise ReportDeskError(f"--digest：“{given}”不是校验码，应是 {WHOLE} 位 0-9、a-f，或者至少它的前 {LEAST} 位")
    if digest.startswith(wanted):
        return True, "校验码与所给的相符。"
    return False, f"校验码不符：所给的是 {wanted}。这份文件不是送审的那一份，或者送审后改过。"

"""`reportdesk drafts backup|restore|verify`: what is done, and how it is told to other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.store.backup import Doubtful, Restored, back_up, restore, verify_backup
from reportdesk.store.verifying import Checked, verify


def backed_up(path: Path, target: Path) -> tuple[Checked, str]:
    """Back the data file up and look the copy through; also return when a backup was made that it replaced."""
    replaced = _written(target)
    try:
        return back_up(path, target), replaced
    except Doubtful as error:
        raise ReportDeskError(f"{error.message}各处问题可用 drafts verify 查看。") from error


def restored(folder: Path, file: Path, *, anyway: bool) -> Restored:
    """Put a backup in place of the data file; ReportDeskError where it is in doubt and that is not asked for."""
    try:
        return restore(folder, file, anyway=anyway)
    except Doubtful as error:
        raise ReportDeskError(
            f"{error.message}各处问题可用 drafts verify {file} 查看；仍要恢复的，请加 --anyway"
        ) from error


def verified(path: Path, *, backup: bool) -> Checked:
    """Look the data file or a backup through."""
    return verify_backup(path) if backup else verify(path)


def as_json(found: Checked) -> dict[str, object]:
    """Return what a data file holds and what is wrong with it, for other programs."""
    problems = [problem._asdict() | {"report": problem.report or None} for problem in found.problems]
    return {
        "version": found.version, "reports": found.reports, "discarded": found.discarded, "problems": problems,
    }  # fmt: skip


def _written(target: Path) -> str:
    try:
        return f"{datetime.fromtimestamp(target.stat().st_mtime).astimezone():%Y-%m-%d %H:%M}"
    except OSError:
        return ""

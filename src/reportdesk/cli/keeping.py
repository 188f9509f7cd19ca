"""`reportdesk drafts backup|restore|verify`: what was copied, put back or looked through, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from reportdesk.errors import ReportDeskError
from reportdesk.store.backup import Doubtful, Restored, back_up, restore, verify_backup
from reportdesk.store.connection import VERSION
from reportdesk.store.verifying import Checked, Problem, verify


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


def backup_told(found: Checked, output: str, replaced: str) -> Iterator[str]:
    """Yield what was backed up, where to, and what it replaced."""
    yield f"已备份 {_reports(found)}：{output}"
    if replaced:
        yield f"替换了这里原有的备份（{replaced}）。要保留以前的备份，请换一个文件名。"
    if found.problems:
        yield f"已照原样备份，但报告库里有 {len(found.problems)} 个问题："
        yield from _problems(found.problems)


def restore_told(done: Restored, file: str) -> Iterator[str]:
    """Yield what was restored, and where the former data file lies."""
    yield f"已用备份恢复 {_reports(done.found)}：{file}"
    if done.kept:
        yield f"原来的数据文件另存为：{done.kept}"
    yield from _older(done.found)
    if done.found.problems:
        yield f"备份里原有 {len(done.found.problems)} 个问题："
        yield from _problems(done.found.problems)


def verify_told(found: Checked, path: Path) -> Iterator[str]:
    """Yield what a data file holds, and every problem."""
    holds = "" if found.damaged else f"，{_reports(found)}"
    said = f"发现 {len(found.problems)} 个问题：" if found.problems else "没有发现问题。"
    yield f"{path}：数据格式第 {found.version} 版{holds}，{said}"
    yield from _problems(found.problems)
    yield from _older(found)


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


def _reports(found: Checked) -> str:
    bin_ = f"（另有 {found.discarded} 份在回收站）" if found.discarded else ""
    return f"{found.reports} 份报告{bin_}"


def _problems(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        unit = problem.unit or "没有填单位名称"
        whose = f"编号 {problem.report}，{unit}，{problem.year} 年度" if problem.report else "数据文件"
        yield f"[{' '.join(whose.split())}] {' '.join(problem.what.split())}"


def _older(found: Checked) -> Iterator[str]:
    if found.version < VERSION:
        yield f"这是旧版本程序的数据（第 {found.version} 版），用本程序打开时自动升级到第 {VERSION} 版，原样另存一份。"

"""What is said of backups of the data file: made, put back, looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportdesk.store.backup import Restored
from reportdesk.store.connection import VERSION
from reportdesk.store.verifying import Checked, Problem


def backup_told(found: Checked, output: str, replaced: str) -> Iterator[str]:
    """Yield what was backed up, where to, and what it replaced."""
    yield f"已备份 {reports_told(found)}：{output}"
    if replaced:
        yield f"替换了这里原有的备份（{replaced}）。要保留以前的备份，请换一个文件名。"
    if found.problems:
        yield f"已照原样备份，但报告库里有 {len(found.problems)} 个问题："
        yield from _problems(found.problems)


def restore_told(done: Restored, file: str) -> Iterator[str]:
    """Yield what was restored, and where the former data file lies."""
    yield f"已用备份恢复 {reports_told(done.found)}：{file}"
    if done.kept:
        yield f"原来的数据文件另存为：{done.kept}"
    yield from _older(done.found)
    if done.found.problems:
        yield f"备份里原有 {len(done.found.problems)} 个问题："
        yield from _problems(done.found.problems)


def verify_told(found: Checked, path: Path) -> Iterator[str]:
    """Yield what a data file holds, and every problem."""
    holds = "" if found.damaged else f"，{reports_told(found)}"
    said = f"发现 {len(found.problems)} 个问题：" if found.problems else "没有发现问题。"
    yield f"{path}：数据格式第 {found.version} 版{holds}，{said}"
    yield from _problems(found.problems)
    yield from _older(found)


def reports_told(found: Checked) -> str:
    """Say how many reports a data file holds."""
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

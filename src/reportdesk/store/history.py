"""Whether a report's journal is a proper tree, and whether its steps lead from the creation to what is stored now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from reportdesk.errors import ReportDeskError
from reportdesk.report.changes import Change, Slot
from reportdesk.report.exchange import decode_change
from reportdesk.report.report import Report
from reportdesk.store.store import Store

_Rows = Mapping[int, sqlite3.Row]


class History:
    """The journals of all reports of a store, to be looked at one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        rows = store.connection.rows("SELECT seq, report FROM journal")
        self._owners: dict[int, int] = {row["seq"]: row["report"] for row in rows}

    def problems(self, report_id: int, report: Report, head: int) -> Iterator[str]:
        """Yield what is wrong with a report's journal; the report itself is left as it is."""
        sql = "SELECT seq, parent, change FROM journal WHERE report = ? ORDER BY seq"
        rows = {row["seq"]: row for row in self._store.connection.rows(sql, (report_id,))}
        changes: dict[int, Change] = {}
        found = list(self._tree(report_id, rows, head)) + list(_read(rows, report, changes))
        yield from found or _replayed(report, rows, changes, head)

    def _tree(self, report_id: int, rows: _Rows, head: int) -> Iterator[str]:
        why = self._astray(report_id, head)
        if why:
            yield f"当前位置指向第 {head} 条修改记录，但{why}"
        for seq, row in rows.items():
            parent = row["parent"]
            why = self._astray(report_id, parent) if parent else "它不是报告的起点" if row["change"] else ""
            if why:
                yield f"第 {seq} 条修改记录接在第 {parent} 条之后，但{why}"
            elif parent >= seq:
                yield f"第 {seq} 条修改记录接在更晚的第 {parent} 条之后"

    def _astray(self, report_id: int, seq: int) -> str:
        owner = self._owners.get(seq)
        if owner is None:
            return "那一条不存在"
        return "" if owner == report_id else "那一条属于另一份报告"


def _read(rows: _Rows, report: Report, changes: dict[int, Change]) -> Iterator[str]:
    """Read every change into `changes`, undone ones too, and yield what cannot be read."""
    for seq, row in rows.items():
        if row["change"]:
            try:
                changes[seq] = change = decode_change(row["change"], report.form)
                report.plan("", ((edit.slot, edit.new) for edit in change.edits))
            except (ReportDeskError, KeyError, TypeError, ValueError) as error:
                yield f"第 {seq} 条修改记录无法读取（{error}）"


def _replayed(report: Report, rows: _Rows, changes: Mapping[int, Change], head: int) -> Iterator[str]:
    """Undo all steps from now back to the creation and do them again; yield where that does not fit the contents."""
    stored = dict(report.contents())
    path = list(_path(rows, head))
    steps = [seq for seq in path if seq in changes]
    for seq, change in (
        *((seq, changes[seq].reversed()) for seq in steps),
        *((seq, changes[seq]) for seq in reversed(steps)),
    ):
        try:
            report.apply(change)
        except (ValueError, KeyError):
            yield f"第 {seq} 条修改记录与内容对不上（{_misfit(report, change)}）"
            return
    if report.contents() != stored:
        yield "按修改记录重做一遍，结果与内容不一致"


def _path(rows: _Rows, head: int) -> Iterator[int]:
    while head:
        yield head
        head = rows[head]["parent"]


def _misfit(report: Report, change: Change) -> str:
    return next((_name(report, edit.slot) for edit in change.edits if report.get(edit.slot) != edit.old), "位置不明")


def _name(report: Report, slot: Slot) -> str:
    if slot.kind == "cell":
        return report.form.cell_name(slot.name)
    if slot.kind == "prose":
        return report.form.section(slot.name).name
    return "基本信息" if slot.kind in ("unit", "year") else slot.name

"""What each call of the command line does."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reportdesk.audit.engine import Audit
from reportdesk.cli import layout
from reportdesk.cli.border import Answer, Arguments, Command, Status
from reportdesk.errors import ReportDeskError
from reportdesk.report import exchange
from reportdesk.report.report import Report
from reportdesk.store.place import FILE_NAME, data_folder

if TYPE_CHECKING:
    from reportdesk.store.store import Entry, Store

_HEAD = ("编号", "单位", "年度", "状态", "已填", "错误", "未填", "提醒", "上次修改")
_NUMBERS = frozenset({0, 4, 5, 6, 7})


def run(arguments: Arguments) -> Answer:
    """Carry a call out; ReportDeskError where its input cannot be used."""
    return _COMMANDS[arguments.command](arguments)


def judged(report: Report, last: Report | None = None) -> tuple[Audit, str, Status]:
    """Audit a report, against last year's where there is one; return findings, digest and exit status."""
    audit = Audit(report, last)
    tally = audit.tally()
    return audit, exchange.digest(report), Status.TO_MEND if tally.to_mend else Status.GOOD


def read(name: str) -> Report:
    """Read a report file or a published report; ReportDeskError says what is wrong with it and where."""
    path = existing(name)
    if path.suffix.lower() == ".json":
        return exchange.read(path)
    from reportdesk.intake.published import read_report

    return read_report(path)


def existing(name: str) -> Path:
    """Return the path of a file that is there; ReportDeskError where it is not one."""
    path = Path(name)
    try:
        folder = path.is_dir()
        absent = not path.exists()
    except OSError as error:  # a name too long, or a folder that may not be looked into
        raise ReportDeskError(f"{name}：读不到这个文件（{error.strerror}）") from error
    if folder or absent:
        raise ReportDeskError(f"{name}：" + ("这是文件夹，不是报告文件" if folder else "没有这个文件"))
    return path


def _check(arguments: Arguments) -> Answer:
    from reportdesk.cli.exporting import compared

    report = read(arguments.file)
    last = read(arguments.last) if arguments.last else None
    audit, digest, status = judged(report, last)
    same, told = (True, "") if arguments.digest is None else compared(digest, arguments.digest)
    status = status if same else Status.TO_MEND
    if arguments.json:
        asked = {} if arguments.digest is None else {"digest_matches": same}
        return _json(_judgement(audit, digest) | asked, status)
    note = audit.last_year_note if last else ""
    return _lines((*layout.verdict(report, audit, digest), *filter(None, (note, told))), status)


def _repair(arguments: Arguments) -> Answer:
    from reportdesk.audit.repair import repair
    from reportdesk.cli.repairing import told

    report = read(arguments.file)
    found = repair(report)
    status = Status.TO_MEND if found.groups else Status.GOOD
    return _json(found.as_json(), status) if arguments.json else _lines(told(found, report), status)


def _export(arguments: Arguments) -> Answer:
    report = read(arguments.file)
    audit, digest, status = judged(report)
    draft = status is not Status.GOOD
    from reportdesk.cli.exporting import written

    told = written(report, audit, arguments.output, draft=draft, signoff=arguments.signoff)
    if arguments.json:
        return _json(_judgement(audit, digest) | {"output": arguments.output, "draft": draft}, status)
    return _lines((told, *layout.verdict(report, audit, digest)), status)


def _import(arguments: Arguments) -> Answer:
    from reportdesk.cli.importing import imported, told

    reading, report = imported(arguments, existing(arguments.file))
    _audit, _digest, status = judged(report)
    if arguments.json:
        return _json(reading.as_json(), status)
    return _lines(told(reading, report, arguments.output), status)


def _carry(arguments: Arguments) -> Answer:
    from reportdesk.cli.carrying import carried, told

    last = read(arguments.file)
    result = carried(
        last, arguments.file, arguments.output, arguments.year, unit=arguments.unit, anyway=arguments.anyway
    )
    return _lines(told(result, last, arguments.output))


def _compare(arguments: Arguments) -> Answer:
    from reportdesk.cli.comparing import as_json, told
    from reportdesk.report.comparison import compare

    found = compare(read(arguments.file), read(arguments.other))
    return _json(as_json(found)) if arguments.json else _lines(told(found))


def _drafts_list(arguments: Arguments) -> Answer:
    with _store(arguments) as store:
        entries = store.entries() if store else []
    if arguments.json:
        return _json({"drafts": [_as_json(entry) for entry in entries]})
    folder = data_folder(arguments.data)
    if not entries:
        return _lines((f"报告库里还没有报告：{folder}",))
    return _lines((f"报告库：{folder}", *layout.table(_HEAD, map(_row, entries), _NUMBERS)))


def _drafts_show(arguments: Arguments) -> Answer:
    with _store(arguments) as store:
        if store is None:
            raise ReportDeskError(f"没有编号为 {arguments.id} 的报告。")
        report, _head = store.load(arguments.id)
    audit, digest, status = judged(report)
    if arguments.json:
        return Answer(exchange.dumps(report).decode("utf-8"), status)
    return _lines(layout.verdict(report, audit, digest), status)


def _drafts_backup(arguments: Arguments) -> Answer:
    from reportdesk.cli.keeping import as_json, backed_up
    from reportdesk.keeping import backup_told

    path = _data_file(arguments)
    if path is None:
        raise ReportDeskError(f"报告库里还没有报告，没有可备份的内容：{data_folder(arguments.data)}")
    found, replaced = backed_up(path, Path(arguments.file))
    status = Status.TO_MEND if found.problems else Status.GOOD
    if arguments.json:
        return _json({"file": arguments.file, "replaced": replaced or None} | as_json(found), status)
    return _lines(backup_told(found, arguments.file, replaced), status)


def _drafts_restore(arguments: Arguments) -> Answer:
    from reportdesk.cli.keeping import as_json, restored
    from reportdesk.keeping import restore_told

    folder = data_folder(arguments.data)
    done = restored(folder, existing(arguments.file), anyway=arguments.anyway)
    if arguments.json:
        kept = str(done.kept) if done.kept else None
        return _json({"file": str(folder / FILE_NAME), "kept": kept} | as_json(done.found))
    return _lines(restore_told(done, arguments.file))


def _drafts_verify(arguments: Arguments) -> Answer:
    from reportdesk.cli.keeping import as_json, verified
    from reportdesk.keeping import verify_told

    path = existing(arguments.file) if arguments.file else _data_file(arguments)
    if path is None:
        empty = {"file": None, "version": None, "reports": 0, "discarded": 0, "problems": []}
        nothing = f"报告库里还没有报告，没有要检查的：{data_folder(arguments.data)}"
        return _json(empty) if arguments.json else _lines((nothing,))
    found = verified(path, backup=bool(arguments.file))
    status = Status.TO_MEND if found.problems else Status.GOOD
    if arguments.json:
        return _json({"file": str(path)} | as_json(found), status)
    return _lines(verify_told(found, path), status)


def _data_file(arguments: Arguments) -> Path | None:
    """Return the data file, None where there is none yet."""
    folder = data_folder(arguments.data)
    path = folder / FILE_NAME
    try:
        absent = not path.exists() or not path.stat().st_size
        if absent and folder.exists() and not folder.is_dir():
            raise ReportDeskError(f"{folder}：这不是文件夹，不能存放报告")
    except OSError as error:
        raise ReportDeskError(f"数据文件夹 {folder} 无法使用（{error.strerror}）") from error
    return None if absent else path


@contextmanager
def _store(arguments: Arguments) -> Generator[Store | None]:
    """Open the store only where there is one: looking makes no folder and no file."""
    path = _data_file(arguments)
    if path is None:
        yield None
        return
    from reportdesk.store.store import Store

    with closing(Store(path.parent)) as store:
        yield store


def _row(entry: Entry) -> tuple[str, ...]:
    from reportdesk.store.library import STATES

    summary = entry.summary
    numbers = (f"{summary.filled}/{summary.cells}", summary.errors, summary.missing, summary.remarks)
    state = STATES.get(entry.state, entry.state)
    edited = entry.edited[:16].replace("T", " ")
    return (str(entry.id), entry.unit, str(entry.year), state, *map(str, numbers), edited)


def _as_json(entry: Entry) -> dict[str, object]:
    fields = entry._asdict()
    del fields["deleted"]  # what is in the recycle bin is not listed
    return fields | fields.pop("summary")._asdict()


def _judgement(audit: Audit, digest: str) -> dict[str, object]:
    findings = [finding.as_json() for finding in audit.findings()]
    return {"verdict": audit.tally().verdict.value, "digest": digest, "findings": findings}


def _json(document: Mapping[str, object], status: Status = Status.GOOD) -> Answer:
    return Answer(json.dumps(document, ensure_ascii=False, indent=2) + "\n", status)


def _lines(lines: Iterable[str], status: Status = Status.GOOD) -> Answer:
    return Answer("".join(f"{line}\n" for line in lines), status)


_COMMANDS: Mapping[Command, Callable[[Arguments], Answer]] = {
    "check": _check,
    "repair": _repair,
    "export": _export,
    "import": _import,
    "carry": _carry,
    "compare": _compare,
    "drafts list": _drafts_list,
    "drafts show": _drafts_show,
    "drafts backup": _drafts_backup,
    "drafts restore": _drafts_restore,
    "drafts verify": _drafts_verify,
}

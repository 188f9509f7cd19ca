"""Writing: a whole file or none, and one clear sentence where it cannot be done."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from output import samples
from reportdesk import output, writing
from reportdesk.output.files import OutputError, TargetHeld, TargetOpen, lock_of, write

NAME = "甲县人民政府2023年政府信息公开工作年度报告.docx"
LOCKS = (f"~${NAME}", f"~${NAME[2:]}", f".~lock.{NAME}#")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "导出"
    folder.mkdir()
    path = folder / NAME
    path.write_bytes(b"old")
    return path


def refused(path: Path, *words: str, error: type[OutputError] = OutputError) -> str:
    with pytest.raises(error) as caught:
        write(path, b"new")
    message = caught.value.message
    assert message.endswith("。") and "\n" not in message
    assert all(word in message for word in words), message
    return message


def assert_untouched(target: Path) -> None:
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir() if path.suffix == ".tmp"] == []


def test_a_file_is_replaced_and_nothing_is_left_beside_it(target: Path) -> None:
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_the_mode_is_the_old_files_or_the_usual_one(target: Path) -> None:
    target.chmod(0o640)
    write(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640
    fresh, usual = target.with_name("fresh.docx"), target.with_name("usual")
    write(fresh, b"new")
    usual.write_bytes(b"")
    assert fresh.stat().st_mode == usual.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_goes_on_pointing_at_the_written_file(target: Path) -> None:
    link = target.with_name("link.docx")
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_target_open_elsewhere_is_seen_before_writing(target: Path, lock: str) -> None:
    target.with_name(lock).write_bytes(b"user")
    refused(target, NAME, lock, "关闭", "删除", error=TargetOpen)
    assert_untouched(target)
    write(target, b"new", ignore_lock=True)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(("name", "lock"), [("a.docx", "~$a.docx"), ("报告一二三四.docx", "~$报告一二三四.docx"),
                                            ("报告一二三四五.docx", "~$告一二三四五.docx")])  # fmt: skip
def test_word_drops_the_first_characters_of_longer_names_only(tmp_path: Path, name: str, lock: str) -> None:
    (tmp_path / lock).write_bytes(b"")
    assert lock_of(tmp_path / name) == tmp_path / lock


def test_the_lock_of_a_like_named_neighbour_does_not_hinder_a_new_file(target: Path) -> None:
    target.with_name(LOCKS[1]).write_bytes(b"user")
    neighbour = target.with_name("乙" + NAME[1:])
    write(neighbour, b"new")
    assert neighbour.read_bytes() == b"new"


def failing(number: int, winerror: int | None = None) -> Callable[..., object]:
    def fail(*_args: object, **_kwargs: object) -> object:
        error = OSError(number, os.strerror(number))
        if winerror is not None:
            error = PermissionError(number, "sharing violation")
            error.winerror = winerror  # type: ignore[attr-defined]
        raise error

    return fail


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_target_held_by_another_program(target: Path, monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", (0, 0))
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES, winerror))
    refused(target, NAME, "关闭", error=TargetHeld)
    assert_untouched(target)


def test_a_target_held_for_a_moment_is_written_all_the_same(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([failing(errno.EACCES, 32), Path.replace])

    def replace(source: Path, to: Path) -> object:
        return next(tries)(source, to)

    monkeypatch.setattr(writing, "_PATIENCE", (0, 0))
    monkeypatch.setattr(Path, "replace", replace)
    write(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "权限"),
        (errno.EDQUOT, "配额"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EIO, "没有写成"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_of_the_disk(target: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str, step: str) -> None:
    monkeypatch.setattr(Path if step == "replace" else os, step, failing(number))
    refused(target, word)
    assert_untouched(target)


def test_a_missing_folder(tmp_path: Path) -> None:
    refused(tmp_path / "没有" / NAME, str(tmp_path / "没有"), "不存在")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(target: Path) -> None:
    refused(target / "x.docx", "不是文件夹")


def test_a_target_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    refused(tmp_path / "x.docx", "x.docx", "文件夹")


def test_a_read_only_target(target: Path) -> None:
    target.chmod(0o444)
    refused(target, NAME, "只读")
    assert_untouched(target)


def test_a_name_too_long(tmp_path: Path) -> None:
    refused(tmp_path / ("报" * 300 + ".docx"), "太长")
    assert list(tmp_path.iterdir()) == []


def test_a_process_stopped_halfway_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write(target, b"new")
    assert_untouched(target)


def test_export_writes_by_ending_and_refuses_others(tmp_path: Path) -> None:
    path = tmp_path / "x.DOCX"
    output.export(samples.blank(), path, draft=False)
    assert path.read_bytes().startswith(b"PK")
    with pytest.raises(output.UnknownFormat, match=r"x\.txt"):
        output.export(samples.blank(), tmp_path / "x.txt", draft=False)
    path.with_name("~$x.DOCX").write_bytes(b"")
    with pytest.raises(TargetOpen):
        output.export(samples.blank(), path, draft=False)
    output.export(samples.blank(), path, draft=True, ignore_lock=True)

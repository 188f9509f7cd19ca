"""`reportdesk drafts`: looking at the store never makes one."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line
from reportdesk.cli.layout import table, width
from reportdesk.report import exchange
from reportdesk.session import create
from reportdesk.store.store import Store


@pytest.fixture
def stored(data_folder: Path) -> Path:
    with closing(Store(data_folder)) as store:
        create(store, exchange.read(GOOD), "sample-2021")
        create(store, exchange.read(TO_MEND))
    return data_folder


@pytest.mark.parametrize("words", [("drafts", "list"), ("drafts", "list", "--json"), ("drafts", "show", "1")])
def test_looking_makes_no_folder(call: Call, data_folder: Path, words: tuple[str, ...]) -> None:
    call(*words)
    assert not data_folder.exists()
    data_folder.mkdir()
    call(*words)
    assert list(data_folder.iterdir()) == []


def test_an_empty_store_is_named(call: Call, data_folder: Path) -> None:
    assert call("drafts", "list").out == f"报告库里还没有报告：{data_folder}\n"
    assert call("drafts", "list", "--json").json == {"drafts": []}


def test_the_list_names_every_report_the_last_edited_first(call: Call, stored: Path) -> None:
    done = call("drafts", "list")
    assert done.status == 0
    where, head, first, second = done.out.splitlines()
    assert where == f"报告库：{stored}"
    assert head.split() == ["编号", "单位", "年度", "状态", "已填", "错误", "未填", "提醒", "上次修改"]
    assert first.split()[0] == "2"
    assert "练习单位（某某街道办事处）" in first
    assert second.split()[0] == "1"


def test_columns_line_up_for_the_eye(call: Call, stored: Path) -> None:
    lines = call("drafts", "list").out.splitlines()[1:]
    ends = {width(line[: line.index(word)]) for line, word in zip(lines, ("年度", "2024", "20"), strict=True)}
    assert len(ends) == 1


def test_the_list_as_json(call: Call, stored: Path) -> None:
    drafts = call("drafts", "list", "--json").json["drafts"]
    assert [draft["id"] for draft in drafts] == [2, 1]
    assert drafts[1]["sample"] == "sample-2021"
    assert drafts[0]["errors"] > 0
    assert set(drafts[0]) == {
        "id", "form", "year", "unit", "state", "sample", "created", "edited",
        "filled", "cells", "errors", "missing", "remarks", "explained",
    }  # fmt: skip


def test_a_deleted_report_is_not_listed_nor_shown(call: Call, stored: Path) -> None:
    with closing(Store(stored)) as store:
        store.discard(2)
    assert [draft["id"] for draft in call("drafts", "list", "--json").json["drafts"]] == [1]
    assert len(call("drafts", "list").out.splitlines()) == 3
    done = call("drafts", "show", "2")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "回收站")


def test_show_says_what_check_says(call: Call, stored: Path) -> None:
    for number, path in ((1, GOOD), (2, TO_MEND)):
        shown, checked = call("drafts", "show", str(number)), call("check", path)
        assert (shown.status, shown.out) == (checked.status, checked.out)


def test_show_as_json_is_the_exchange_file(call: Call, stored: Path) -> None:
    done = call("drafts", "show", "2", "--json")
    assert done.status == 1
    assert done.out.encode("utf-8") == TO_MEND.read_bytes()


def test_a_number_that_is_not_there(call: Call, stored: Path) -> None:
    done = call("drafts", "show", "99")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "99")


def test_data_names_another_folder_before_or_after_the_command(call: Call, stored: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个"
    with closing(Store(other)) as store:
        create(store, exchange.read(GOOD))
    for words in (("--data", other, "drafts", "list", "--json"), ("drafts", "list", "--json", "--data", other)):
        assert len(call(*words).json["drafts"]) == 1


def test_a_file_in_place_of_the_data_folder(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    done = call("drafts", "list", "--data", path)
    assert done.status == 2
    assert_one_line(done.err, str(path))


def test_a_data_folder_out_of_reach(call: Call) -> None:
    done = call("drafts", "list", "--data", "长" * 5000)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "无法使用")


def test_a_damaged_and_a_newer_store_are_told(call: Call, stored: Path) -> None:
    file = stored / "reportdesk.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")
    assert_one_line(call("drafts", "list").err, "更新版本")
    file.write_bytes(b"junk" * 100)
    done = call("drafts", "list")
    assert done.status == 2
    assert_one_line(done.err, "损坏")


def test_a_unit_of_odd_characters_keeps_the_table_whole() -> None:
    lines = list(table(("单位", "数"), [("甲\n乙", "1"), ("e\u0301", "12")], frozenset({1})))
    assert lines == ["单位   数", "甲 乙   1", "e\u0301      12"]


def test_json_stays_json_for_units_of_odd_characters(call: Call, data_folder: Path) -> None:
    document = json.loads(GOOD.read_text(encoding="utf-8"))
    document["unit"] = {"name": '甲"\n\\/:*?<>|𬭎㐂'}
    with closing(Store(data_folder)) as store:
        create(store, exchange.loads(json.dumps(document).encode()))
    assert call("drafts", "list", "--json").json["drafts"][0]["unit"] == document["unit"]["name"]
    assert len(call("drafts", "list").out.splitlines()) == 3

"""`reportdesk repair`: statuses, the JSON, the text for people, and input that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import GOOD, TO_MEND, Call, assert_one_line


def altered(folder: Path, cells: dict[str, Any]) -> Path:
    """Return a copy of the faultless sample with other figures."""
    document: dict[str, Any] = json.loads(GOOD.read_text(encoding="utf-8"))
    document["cells"] |= cells
    path = folder / "altered.report.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_faultless_report_needs_nothing(call: Call) -> None:
    done = call("repair", GOOD)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "各项勾稽关系都成立，没有要改的格子。"
    assert call("repair", GOOD, "--json").json == {"complete": True, "groups": []}


def test_json_has_the_published_shape(call: Call) -> None:
    done = call("repair", TO_MEND, "--json")
    assert done.status == 1
    assert set(done.json) == {"complete", "groups"}
    assert done.json["complete"] is True
    assert all(set(group) == {"repairs"} for group in done.json["groups"])
    repairs = [one for group in done.json["groups"] for one in group["repairs"]]
    assert all(set(one) == {"cells", "reason"} for one in repairs)
    assert all(set(cell) == {"cell", "was", "value"} for one in repairs for cell in one["cells"])
    assert [{"cell": "review.reconsideration.total", "was": 0, "value": 2}] in [one["cells"] for one in repairs]


def test_the_published_double_count_has_its_two_sets_in_json(call: Call, shared: Path) -> None:
    done = call("repair", shared / "cases" / "pingtan_2020" / "exchange.report.json", "--json")
    (group,) = done.json["groups"]
    assert [{cell["cell"]: cell["value"] for cell in one["cells"]} for one in group["repairs"]] == [
        {"requests.partly_granted.natural": 0, "requests.partly_granted.total": 0},
        {"requests.granted.natural": 0, "requests.granted.total": 1},
    ]


def test_people_get_the_broken_identities_and_the_likeliest_cells(call: Call) -> None:
    done = call("repair", TO_MEND)
    assert (done.status, done.err) == (1, "")
    lines = done.out.splitlines()
    assert "  行政复议：总计与各项结果之和不符" in lines
    assert "    1. 行政复议｜总计应为 2（现为 0）：四项结果之和是 2，总计还是 0，可能漏填。" in lines
    assert lines[-1].endswith("没有核对。")


def test_a_blank_alone_is_nothing_to_repair_but_is_told(call: Call, tmp_path: Path) -> None:
    done = call("repair", altered(tmp_path, {"review.direct_suit.upheld": None}))
    assert done.status == 0
    assert done.out.splitlines()[-1].startswith("有 1 项勾稽关系因有未填")


def test_a_long_list_is_told_in_part(call: Call, tmp_path: Path) -> None:
    cells = json.loads(GOOD.read_text(encoding="utf-8"))["cells"]
    more = cells["requests.received.natural"] + 1
    path = altered(
        tmp_path, {"requests.received.natural": more, "requests.received.total": cells["requests.received.total"] + 1}
    )
    done = call("repair", path)
    listed = len(call("repair", path, "--json").json["groups"][0]["repairs"])
    numbered = [line for line in done.out.splitlines() if line.strip()[:1].isdigit()]
    assert len(numbered) == min(listed, 10)
    assert ("另有" in done.out) == (listed > 10)


def test_too_many_wrong_cells_are_told(call: Call, tmp_path: Path) -> None:
    rows = ["granted", "partly_granted", "refused.law", "refused.internal", "dismissed.duplicate"]
    wrong = {f"requests.{row}.natural": 9000 + place * 17 for place, row in enumerate(rows)}
    document: dict[str, Any] = json.loads(GOOD.read_text(encoding="utf-8"))
    document["typed"] = [a for a in document["cells"] if a.startswith("requests.") and a.endswith(".total")]
    document["typed"] += [f"requests.concluded.{column}" for column in ("natural", "business", "research")]
    document["cells"] |= wrong
    path = tmp_path / "wrong.report.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    done = call("repair", path)
    assert done.status == 1
    assert "改 4 格以内不能使它们全部成立" in done.out
    assert call("repair", path, "--json").json["complete"] is False


@pytest.mark.parametrize("name", ["无.report.json", "no.docx"])
def test_a_file_that_is_not_there(call: Call, tmp_path: Path, name: str) -> None:
    done = call("repair", tmp_path / name, "--json")
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, name, "没有这个文件")


def test_junk_is_refused_in_one_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "junk.report.json"
    path.write_bytes(b"[]")
    done = call("repair", path)
    assert (done.status, done.out) == (2, "")
    assert_one_line(done.err, "junk.report.json")


def test_a_repair_writes_nothing(call: Call, data_folder: Path) -> None:
    before = TO_MEND.read_bytes()
    call("repair", TO_MEND)
    assert TO_MEND.read_bytes() == before
    assert not data_folder.exists()

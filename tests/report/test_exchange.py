"""The exchange file: canonical bytes, and every refusal with its path."""

import base64
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from core import FORM_2019, FORM_2021, put, report_of
from reportdesk.report import exchange
from reportdesk.report.changes import Attachment, Remark, Slot
from reportdesk.report.exchange import ExchangeError
from reportdesk.report.report import Report
from reportdesk.report.values import NOT_APPLICABLE, Unread

CELL = "requests.received.natural"
FEE = "fees.fee.amount"
SHA = hashlib.sha256(b"x").hexdigest()
Document = dict[str, object]


def document(**other: object) -> Document:
    return {"reportdesk": 1, "form": "disclosure-2021", "year": 2023, "unit": {"name": "某局"}, **other}


def read(found: object) -> Report:
    return exchange.loads(json.dumps(found, ensure_ascii=True).encode())


def refusal(data: bytes) -> str:
    with pytest.raises(ExchangeError) as caught:
        exchange.loads(data)
    assert len(caught.value.message) < 200
    caught.value.message.encode()
    return caught.value.message


def test_the_file_is_canonical() -> None:
    report = report_of()
    put(
        report,
        {CELL: Unread("22（其中修订16件）"), FEE: Decimal("1.50"), "normative.regulation.issued": NOT_APPLICABLE},
    )
    put(report, {"review.suit_after.pending": None, "requests.granted.total": 5})
    report.apply(report.set_unit("phone", "0000"))
    data = exchange.dumps(report)
    text = data.decode("utf-8")
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "\\u" not in text
    found = json.loads(text)
    assert text == json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert list(found) == ["cells", "form", "prose", "reportdesk", "typed", "unit", "year"]
    assert set(found["cells"]) == set(FORM_2021.cells)
    assert set(found["prose"]) == {"other", "overview", "preface", "problems"}
    assert found["cells"][CELL] == {"unread": "22（其中修订16件）"}
    assert found["cells"][FEE] == "1.50"
    assert found["cells"]["normative.regulation.issued"] == "n/a"
    assert found["cells"]["review.suit_after.pending"] is None
    assert found["typed"] == ["requests.granted.total"]
    assert found["unit"] == {"name": report.unit(), "phone": "0000"}
    assert exchange.dumps(exchange.loads(data)) == data


def test_the_least_file() -> None:
    report = read({"reportdesk": 1, "form": "disclosure-2019", "year": 2020})
    assert (report.form, report.year, report.filled(), report.unit()) == (FORM_2019, 2020, 0, "")
    assert "unit" in json.loads(exchange.dumps(report))


def test_a_byte_order_mark_is_accepted() -> None:
    data = exchange.dumps(report_of())
    assert exchange.dumps(exchange.loads(b"\xef\xbb\xbf" + data)) == data


def test_figures_as_other_programs_write_them() -> None:
    cells = {FEE: 7545, "fees.fee.amount": 1.5, CELL: 12.0, "requests.granted.natural": 2.5}
    report = read(document(cells=cells))
    assert (report.cell(FEE), report.cell(CELL)) == (Decimal("1.5"), 12)
    assert report.cell("requests.granted.natural") == Unread("2.5")
    report = read(document(cells={FEE: "24252.311082", CELL: 10**30}))
    assert (str(report.cell(FEE)), report.cell(CELL)) == ("24252.311082", 10**30)
    data = b'{"reportdesk": 1, "form": "disclosure-2021", "year": 2023, "cells": {"fees.fee.amount": 1e3}}'
    assert exchange.loads(data).cell(FEE) == 1000


REFUSED: list[tuple[Document, str]] = [
    (document(extra=1), "extra：没有这个键"),
    ({**document(), "cells": {"nowhere.at.all": 1}}, "cells.nowhere.at.all：“2021 年现行格式”没有这一格"),
    ({**document(), "cells": {"长" * 500: 1}}, "cells.长"),
    (document(cells=[]), "cells：应是一组键值"),
    (document(cells={CELL: "12"}), f"cells.{CELL}：应是整数"),
    (document(cells={CELL: True}), f"cells.{CELL}：应是整数"),
    (document(cells={CELL: [1]}), f"cells.{CELL}：应是整数"),
    (document(cells={CELL: {"unread": 1}}), f"cells.{CELL}.unread：应是文字"),
    (document(cells={CELL: {"unread": "a", "x": 1}}), f"cells.{CELL}：应是整数"),
    (document(cells={CELL: {"unread": "\ud800"}}), f"cells.{CELL}.unread：含有无法保存的字符"),
    (document(cells={FEE: "1,5"}), f"cells.{FEE}：应是用引号括起的数字"),
    (document(cells={FEE: "1e3"}), f"cells.{FEE}：应是用引号括起的数字"),
    (document(cells={FEE: "1" * 5000}), f"cells.{FEE}：应是用引号括起的数字"),
    (document(cells={FEE: "٣"}), f"cells.{FEE}：应是用引号括起的数字"),
    (document(prose={"overview": 5}), "prose.overview：应是文字"),
    (document(prose={"overview": None}), "prose.overview：应是文字"),
    (document(prose={"summary": ""}), "prose.summary：没有这个键"),
    (document(prose={"overview": "\ud800"}), "prose.overview：含有无法保存的字符"),
    (document(prose={"\ud800": ""}), "prose.\ufffd：没有这个键"),
    (document(unit={"nmae": ""}), "unit.nmae：没有这个键"),
    (document(unit="某局"), "unit：应是一组键值"),
    (document(year="2023"), "year：应是整数"),
    (document(year=True), "year：应是整数"),
    (document(year=2023.5), "year：应是整数"),
    (document(year=23), "year：23 不是四位数"),
    (document(year=10**40), "不是四位数的年度"),
    (document(form="disclosure-1999"), "form：没有名为“disclosure-1999”的报告格式"),
    (document(form="../disclosure-2021"), "form：没有名为"),
    (document(form=None), "form：应是文字"),
    (document(typed="x"), "typed：应是一列格子地址"),
    (document(typed=[CELL]), f"typed[0]：“{CELL}”不是合计格"),
    (document(typed=["requests.received.total", [1]]), "typed[1]：应是文字"),
    (document(remarks={"a:b": "x"}), "remarks.a:b：应是一组键值"),
    (document(remarks={"a:b": {"figures": []}}), "remarks.a:b.reason：应是文字"),
    (document(remarks={"a:b": {"reason": "x", "figures": "1"}}), "remarks.a:b.figures：应是一列文字"),
    (document(remarks={"a:b": {"reason": "x", "figures": ["1", 2]}}), "remarks.a:b.figures[1]：应是文字"),
    (document(remarks={"a:b": {"reason": "x", "by": ""}}), "remarks.a:b.by：没有这个键"),
    (document(remarks={"\udfff": {"reason": "x"}}), "remarks.\ufffd：含有无法保存的字符"),
    (document(attachments={SHA: {"type": "image/png", "data": "!"}}), f"attachments.{SHA[:40]}….data：不是 base64"),
    (document(attachments={SHA: {"type": "image/png", "data": "图"}}), "data：不是 base64"),
    (document(attachments={SHA: {"type": "image/png", "data": "eXk="}}), "内容与名称（SHA-256）不符"),
    (document(attachments={SHA: {"data": "eA=="}}), "type：应是文字"),
    ({**document(), "reportdesk": 2, "new": {}}, "由更新版本的程序生成"),
    ({**document(), "reportdesk": 0}, "不是本程序的报告文件"),
    ({**document(), "reportdesk": True}, "不是本程序的报告文件"),
    ({**document(), "reportdesk": "1"}, "不是本程序的报告文件"),
    ({}, "不是本程序的报告文件"),
]


@pytest.mark.parametrize(("found", "told"), REFUSED)
def test_refusals_name_the_path(found: Document, told: str) -> None:
    assert told in refusal(json.dumps(found).encode())


HEAD = b'{"reportdesk": 1, "form": "disclosure-2021", "year": 2023, '


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "第 1 行第 1 列"),
        (b"null", "文件：应是一组键值"),
        (b"[]", "文件：应是一组键值"),
        (HEAD[:30], "第 1 行第"),
        (HEAD + b'"cells": {"fees.fee.amount": NaN}}', "cells.fees.fee.amount：“NaN”不是可用的数字"),
        (HEAD + b'"cells": {"fees.fee.amount": -Infinity}}', "cells.fees.fee.amount：“-Infinity”"),
        (HEAD + b'"cells": {"fees.fee.amount": 1e999999999}}', "cells.fees.fee.amount：“1e999999999”"),
        (HEAD + b'"cells": {"fees.fee.amount": 0e-999999999}}', "cells.fees.fee.amount：“0e-999999999”"),
        (HEAD + b'"cells": {"fees.fee.amount": 1' + b"0" * 5000 + b"}}", "cells.fees.fee.amount：“1000"),
        (HEAD + b'"cells": {"' + CELL.encode() + b'": 1' + b"0" * 5000 + b"}}", f"cells.{CELL}：“1000"),
        (HEAD + b'"year": 2024}', "year：这个键出现了两次"),
        (
            HEAD + b'"cells": {"fees.fee.amount": "1", "fees.fee.amount": "2"}}',
            "cells.fees.fee.amount：这个键出现了两次",
        ),
        (
            HEAD + b'"cells": {"fees.fee.amount": {"unread": "1", "unread": "2"}}}',
            "cells.fees.fee.amount.unread：这个键",
        ),
        (HEAD + b'"cells": ' + b"[" * 100_000, "嵌套太深"),
        (HEAD + b'"cells": ' + b'{"a":' * 100_000, "嵌套太深"),
        (HEAD + '"unit": {"name": "某局"}}'.encode("gb18030"), "不是 UTF-8 编码"),
        ("{}".encode("utf-16"), "不是 UTF-8 编码"),
        (b"PK\x03\x04" + bytes(100), "有语法错误"),
        (HEAD + b'"prose": {"overview": "a\nb"}}', "有语法错误"),
    ],
)
def test_broken_files_are_refused(data: bytes, told: str) -> None:
    assert told in refusal(data)


def test_a_file_cut_anywhere_is_refused() -> None:
    data = exchange.dumps(report_of())
    for end in range(0, len(data) - 2, 97):
        refusal(data[:end])


def test_read_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "某局 2023.report.json"
    with pytest.raises(ExchangeError, match=r"某局 2023\.report\.json：读不到这个文件"):
        exchange.read(path)
    path.write_bytes(b"{")
    with pytest.raises(ExchangeError, match=r"某局 2023\.report\.json：第 1 行"):
        exchange.read(path)
    path.write_bytes(exchange.dumps(report_of()))
    assert exchange.read(path) == report_of()


def test_pictures_and_remarks_travel() -> None:
    report = report_of()
    report.apply(report.plan("", [(Slot("attachment", SHA), Attachment("image/png", b"x"))]))
    report.apply(report.set_prose("other", f"见图。\n![]({SHA})"))
    report.apply(report.set_remark("a:b", Remark("原因", ("1", "2"))))
    found = json.loads(exchange.dumps(report))
    assert found["attachments"] == {SHA: {"type": "image/png", "data": base64.b64encode(b"x").decode()}}
    assert found["remarks"] == {"a:b": {"reason": "原因", "figures": ["1", "2"]}}
    again = exchange.loads(exchange.dumps(report))
    assert again == report
    assert again.attachment(SHA) == Attachment("image/png", b"x")


def test_a_picture_that_prose_shows_no_more_does_not_travel() -> None:
    report = report_of()
    report.apply(report.set_prose("other", f"见图。\n![]({SHA})"))
    report.apply(report.plan("", [(Slot("attachment", SHA), Attachment("image/png", b"x"))]))
    deleted = report.set_prose("other", "见图。")
    report.apply(deleted)
    assert b"attachments" not in exchange.dumps(report)
    bare = exchange.loads(exchange.dumps(report))
    assert exchange.digest(bare) == exchange.digest(report)
    assert report.attachment(SHA) is not None, "undo brings the line back with its picture"
    report.apply(deleted.reversed())
    assert exchange.loads(exchange.dumps(report)).attachment(SHA) == Attachment("image/png", b"x")


def test_the_digest_is_of_what_is_signed() -> None:
    report = report_of()
    report.apply(report.set_prose("overview", "收到 {{ requests.received.total }} 件。"))
    digest = exchange.digest(report)
    report.apply(report.set_unit("phone", "0000"))
    report.apply(report.set_remark("a:b", Remark("原因", ())))
    put(report, {"requests.granted.total": 0})
    assert exchange.digest(report) == digest
    report.apply(report.set_prose("overview", "收到 0 件。"))
    assert exchange.digest(report) == digest
    put(report, {CELL: 1})
    assert exchange.digest(report) != digest


def test_published_reports_come_back_byte_for_byte(shared: Path) -> None:
    files = sorted(shared.glob("cases/*/exchange.report.json"))
    assert len(files) >= 7
    for file in files:
        data = file.read_bytes()
        assert exchange.dumps(exchange.loads(data)) == data, file.parent.name
